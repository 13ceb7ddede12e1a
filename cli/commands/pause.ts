import { userInfo } from "node:os";
import { loadConfiguration } from "../../shared/config/load.ts";
import { instant } from "../../shared/model/known.ts";
import { nearest } from "../../shared/model/wish.ts";
import { readPause, writePause } from "../../shared/store/objects/pause.ts";
import type { Store } from "../../shared/store/port.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import type { Drivers } from "../pass.ts";
import type { Terminal } from "../terminal.ts";
import { worldClock } from "../world-clock.ts";

/** What a pause is about: one registry, or all of them; and why. */
export interface PauseOptions {
  readonly registry?: string;
  readonly reason?: string;
}

/** `mooring pause`: nothing is written for a registry, or for any, until somebody resumes; a pass under way stops at its next write. */
export async function pauseCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  target: PauseOptions,
): Promise<number> {
  // Whoever must stop everything at once has no time for words.
  const reason = target.reason?.trim() || "no reason given";
  const store = drivers.openStore(options.store, options.endpoint);
  const registry = target.registry ?? null;
  if (registry !== null) await refuseUnknown(store, registry);
  const pause = { since: instant((await worldClock(options.endpoint)).now()), reason, by: whoPauses() };
  await writePause(store, registry, pause);
  if (options.json) terminal.json({ store: store.location, registry, pause });
  else
    terminal.print(
      `store: ${store.location}\n${nameOf(registry)} paused since ${pause.since} by ${pause.by}: ${reason}\nnothing is written until "mooring resume${registry === null ? "" : ` --registry ${registry}`}"; a pass under way stops at its next write`,
    );
  return exitCodes.nothing;
}

/** In a container a user may have a number and no name. */
function whoPauses(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
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
  const known = loaded.found ? (loaded.settings?.registries.map(({ alias }) => alias) ?? []) : [];
  if (known.length === 0 || known.includes(registry)) return;
  // A registry that left the configuration can still be paused, and must be resumable.
  if ((await readPause(store, registry).catch(() => null)) !== null) return;
  const near = nearest(registry, known);
  throw new Fault(
    `the configuration names no registry "${registry}"; ${near === null ? `it names ${known.join(", ")}` : `did you mean "${near}"?`}`,
  );
}
