import type { Estate, ZoneEdit } from "../model/estate.ts";
import type { Finding, NameFinding } from "../model/finding.ts";
import { elapsed } from "../model/known.ts";
import { blamedZone } from "../plan/authors.ts";
import { ownEntry } from "../plan/ownership.ts";
import { plan } from "../plan/plan.ts";
import { type SaidBefore, saidOf } from "../plan/since.ts";
import { attempt } from "./attempt.ts";
import type { Running } from "./pass.ts";
import { readSaid } from "./said.ts";
import type { Scope } from "./scope.ts";

/** Zones asked about in one look; when more drifted at once, who did it is known from the first ones. */
const mostZones = 20;

/** A log may tell a change late; after that a frequent pass does not ask again for what nobody told. Milliseconds. */
const logTime = 10 * 60_000;

interface Asked {
  readonly finding: Finding;
  readonly name: NameFinding;
  readonly zone: string;
}

/**
 * The estate with who last changed the zones of names that are not as they should be. A frequent pass takes over what the
 * last report says of the same drift. Who it was decides nothing: a log that does not answer is no failure.
 */
export async function askWho(running: Running, scope: Scope, estate: Estate): Promise<Estate> {
  const asked = zonesToAsk(estate);
  if (asked.length === 0) return estate;
  const before = scope.depth === "full" ? null : await readSaid(running);
  const remembered: ZoneEdit[] = [];
  const open = asked.filter(({ finding, name, zone }) => {
    const said = saidBefore(before, finding, name);
    if (said === null) return true;
    if (said.changed !== null) remembered.push({ zone, ...said.changed });
    return said.changed === null && (said.since === null || elapsed(said.since, estate.at) < logTime);
  });
  const edits = await Promise.all(
    running.pass.clouds.map(async ({ read }) => {
      const zones = distinct(open.filter(({ finding }) => finding.cloud === read.cloud).map(({ zone }) => zone));
      if (zones.length === 0) return [];
      const told = await attempt(running.pass.clock, () => read.zoneEdits(zones, running.context));
      if (told.known) return told.value;
      running.pass.log.info("who changed zones could not be asked", { cloud: read.cloud, reason: told.reason });
      return [];
    }),
  );
  return { ...estate, edits: [...remembered, ...edits.flat()] };
}

function zonesToAsk(estate: Estate): readonly Asked[] {
  if (estate.registries.every(({ resolutions }) => resolutions.length === 0)) return [];
  return plan(estate).findings.flatMap((finding) =>
    finding.parts
      .flatMap(({ names }) => names)
      .flatMap((name): Asked[] => {
        const view = estate.registries.find(({ alias }) => alias === finding.registry);
        const seen = view?.resolutions.find(
          (one) => one.network === finding.network && one.part === name.part && one.name === name.name,
        )?.resolution;
        if (seen?.known !== true) return [];
        const zone = blamedZone(seen.value, entryOf(estate, finding, name), name.code);
        return zone === null ? [] : [{ finding, name, zone }];
      }),
  );
}

function entryOf(estate: Estate, { registry, network }: Finding, { part }: NameFinding) {
  const instance = estate.settings.registries.find(({ alias }) => alias === registry)?.instance;
  if (!estate.ledger.known || instance === undefined) return null;
  return ownEntry(estate.ledger.value, { deployment: estate.deployment, instance, network, part });
}

/** What the last report said of the same drift; `null` when it said something else, or is not to be believed. */
function saidBefore(
  before: ((registry: string) => SaidBefore | null | undefined) | null,
  finding: Finding,
  name: NameFinding,
): NameFinding | null {
  const report = finding.registry === null ? null : before?.(finding.registry);
  const said = report == null ? undefined : saidOf(report, finding, name);
  return said?.code === name.code ? said : null;
}

function distinct(zones: readonly string[]): readonly string[] {
  return [...new Set(zones)].sort().slice(0, mostZones);
}
