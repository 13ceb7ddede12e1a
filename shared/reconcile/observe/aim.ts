import type { ZoneReach } from "../../clouds/port.ts";
import type { Hint } from "../../model/hint.ts";
import type { CloudName } from "../../model/network.ts";
import type { NameNeed } from "../../plan/name/name-need.ts";
import { readLedger } from "../../store/objects/ledger.ts";
import { nameKey, readLatest } from "../../store/objects/reports.ts";
import { cloudOf, type Running } from "../pass.ts";
import { answeredFrom } from "./answered-from.ts";
import { attempt } from "./attempt.ts";
import { couldBear, reaches } from "./changed-zones.ts";
import type { RegionScope, Scope } from "./scope.ts";

/** An event that names more zones than this is looked into as a frequent pass would. */
const mostZones = 20;

/** Networks that are asked for by id; where more of a region are concerned, the whole of it is listed. */
const mostNetworks = 20;

type KnownName = Pick<NameNeed, "registry" | "network" | "region" | "part" | "name"> & {
  readonly zones: readonly string[];
};

/**
 * The scope of a pass that an event about zones started: the names that those zones answered, or can answer now, and
 * nothing where there are none. So a change of a zone that is none of Mooring's business costs one call at most. In any
 * doubt the scope stays what it was, which is that of a frequent pass.
 */
export async function aim(running: Running, scope: Scope): Promise<Scope> {
  const { pass, context } = running;
  const hints = pass.trigger.kind === "event" ? pass.trigger.hints : [];
  const zones = [...new Set(hints.flatMap((hint) => hint.zones ?? []))];
  const [first] = hints;
  if (first === undefined || zones.length > mostZones) return scope;
  if (hints.some((hint) => hint.cloud !== first.cloud || (hint.zones ?? []).length === 0)) return scope;
  const cloud = cloudOf(pass, first.cloud);
  const known = cloud === null ? null : await knownNames(running, first.cloud);
  if (cloud === null || known === null) return scope;

  const names = zones.filter((zone) => zone.includes("."));
  const ids = zones.filter((zone) => !zone.includes("."));
  const mayBear = (one: KnownName) => names.some((zone) => couldBear(zone, one.name));
  const reach =
    ids.length === 0 || known.length === 0 ? [] : await attempt(pass.clock, () => cloud.read.zoneReach(ids, context));
  if ("known" in reach && !reach.known) return scope;
  const found = withTold("known" in reach ? reach.value : reach, hints);
  const touched = known.filter(
    (one) => mayBear(one) || one.zones.some((zone) => ids.includes(zone)) || found.some((zone) => reaches(zone, one)),
  );
  return {
    ...scope,
    subnetsAhead: false,
    regions: regionsOf(first.cloud, touched),
    registries: scope.registries.filter((alias) => touched.some(({ registry }) => registry === alias)),
    names: new Set(touched.map((one) => `${one.registry} ${nameKey(one)}`)),
  };
}

/** The networks that an event tells beside a zone were bound to it before or after. */
function withTold(reach: readonly ZoneReach[], hints: readonly Hint[]): readonly ZoneReach[] {
  const told = hints.flatMap(({ networks }) => networks ?? []);
  return reach.map((zone) => ({ ...zone, networks: [...zone.networks, ...told] }));
}

function regionsOf(cloud: CloudName, names: readonly KnownName[]): readonly RegionScope[] {
  const byRegion = new Map<string, Set<string>>();
  for (const { region, network } of names) byRegion.set(region, (byRegion.get(region) ?? new Set()).add(network));
  return [...byRegion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, ids]) => ({ cloud, region, ids: ids.size > mostNetworks ? null : [...ids].sort() }));
}

/** Every name that the last reports tell of a cloud's registries; `null`: one of them, or the ledger, cannot be read. */
async function knownNames({ pass }: Running, cloud: CloudName): Promise<readonly KnownName[] | null> {
  const registries = pass.settings.registries.filter((registry) => registry.cloud === cloud);
  const [ledger, ...reports] = await Promise.all([
    attempt(pass.clock, () =>
      readLedger(pass.store, pass.ledgerCache === undefined ? {} : { cache: pass.ledgerCache }),
    ),
    ...registries.map(({ alias }) => attempt(pass.clock, () => readLatest(pass.store, alias))),
  ]);
  if (!ledger.known) return null;
  const entries = { settings: pass.settings, ledger: { ...ledger, value: ledger.value.entries } };
  const names: KnownName[] = [];
  for (const report of reports) {
    if (!report.known || report.value === null) return null;
    const { registry, findings } = report.value;
    for (const { network, region, parts } of findings)
      for (const { part, name } of parts.flatMap((one) => one.names)) {
        const named = { registry, network, region, part, name };
        names.push({ ...named, zones: answeredFrom(entries, named) });
      }
  }
  return names;
}
