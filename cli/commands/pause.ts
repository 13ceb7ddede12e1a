import { loadConfiguration } from "../../shared/config/load.ts";
import { instant } from "../../shared/model/known.ts";
import { nearest } from "../../shared/model/nearest.ts";
import type { RegistrySettings } from "../../shared/model/settings.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { listPauses, type Pause, resumeLine, writePause } from "../../shared/store/objects/pause.ts";
import { type Store, StoreError } from "../../shared/store/port.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import type { Drivers } from "../pass.ts";
import { personHere } from "../person.ts";
import { keptElsewhere, sayElsewhere } from "../store-cloud.ts";
import type { Terminal } from "../terminal.ts";
import { worldClock } from "../world-clock.ts";

/** What a pause is about: one registry, or all of them; and why. */
export interface PauseOptions {
  readonly registry?: string;
  readonly reason?: string;
}

/**
 * `mooring pause`: nothing is written for a registry, or for any, until somebody resumes; a pass under way stops at its
 * next write. Who paused first, when and why stays; a reason that is given anew is kept beside the first.
 */
export async function pauseCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  target: PauseOptions,
): Promise<number> {
  const why = target.reason?.trim() ?? "";
  const store = drivers.openStore(options.store, options.endpoint);
  const registry = target.registry ?? null;
  if (registry !== null) await refuseUnknown(store, registry);
  const now = instant((await worldClock(options.endpoint)).now());
  const before = await pausedBefore(store, registry);
  const pause = pauseOf(before, { since: now, reason: why, by: personHere() });
  if (before === null || why !== "") await writePause(store, registry, pause);
  const elsewhere = registry === null ? await notReached(store) : [];
  const said = sayElsewhere(elsewhere, store.location);
  if (said !== null) terminal.complain(`mooring: not paused: ${said}`);
  if (options.json)
    terminal.json({
      store: store.location,
      registry,
      pause,
      pausedBefore: before !== null,
      notPaused: elsewhere.map(({ alias }) => alias),
    });
  else
    terminal.print(
      [
        `store: ${store.location}`,
        oneLine(`${nameOf(registry)} paused since ${pause.since} by ${pause.by}: ${pause.reason}`),
        ...(before === null ? [] : [alreadyWords(why)]),
        `nothing is written until "${resumeLine(registry)}"; a pass under way stops at its next write`,
      ].join("\n"),
    );
  return exitCodes.nothing;
}

/** The pause that stands there; `null` where none does that can be read: then nothing may keep this one from being written. */
async function pausedBefore(store: Store, registry: string | null): Promise<Pause | null> {
  const pauses = await listPauses(store).catch((error: unknown) => {
    if (error instanceof StoreError) return [];
    throw error;
  });
  return pauses.find((paused) => paused.registry === registry)?.pause ?? null;
}

/** The first word stays; a second one is a reason more. */
function pauseOf(before: Pause | null, { since, reason, by }: Pause): Pause {
  // Whoever must stop everything at once has no time for words.
  if (before === null) return { since, reason: reason || "no reason given", by };
  return reason === "" ? before : { ...before, reason: `${before.reason}; and by ${by} at ${since}: ${reason}` };
}

function alreadyWords(why: string): string {
  return why === ""
    ? "it was paused before, and that pause stays as it is"
    : "it was paused before; the reason given now is kept beside the first";
}

/** Registries that read their pauses from another store; none where this one does not tell, since the pause is written. */
async function notReached(store: Store): Promise<readonly RegistrySettings[]> {
  const loaded = await loadConfiguration(store).catch(() => null);
  return loaded?.found === true ? keptElsewhere(loaded.settings, store.location) : [];
}

/** Who is meant, as the beginning of a sentence. */
export function nameOf(registry: string | null): string {
  return registry === null ? "every registry is" : `registry "${registry}" is`;
}

/** A misspelt alias would pause nobody; where the configuration cannot tell, what somebody wants stopped is stopped. */
export async function refuseUnknown(store: Store, registry: string): Promise<void> {
  if (registry === "all") throw new Fault("every registry is meant when --registry is left away");
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(registry))
    throw new Fault(`"${registry}" cannot be a registry's alias: lower-case letters, digits, and - between them`);
  const loaded = await loadConfiguration(store);
  const settings = loaded.found ? loaded.settings : null;
  const known = settings?.registries.map(({ alias }) => alias) ?? [];
  const elsewhere = keptElsewhere(settings, store.location).filter(({ alias }) => alias === registry);
  if (known.length === 0 || (known.includes(registry) && elsewhere.length === 0)) return;
  // A registry that left the configuration can still be paused, and must be resumable.
  if ((await listPauses(store)).some((paused) => paused.registry === registry)) return;
  const said = sayElsewhere(elsewhere, store.location);
  if (said !== null) throw new Fault(`the wrong store for ${said}`);
  const near = nearest(registry, known);
  throw new Fault(
    `the configuration names no registry "${registry}"; ${near === null ? `it names ${known.join(", ")}` : `did you mean "${near}"?`}`,
  );
}
