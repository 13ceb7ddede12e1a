import type { Resolution } from "../../model/name.ts";
import type { Zone, ZoneRecord } from "../../model/zone.ts";

/** Host part of `name` in a zone; `@` for the zone's own name, `null` when the zone cannot hold the name. */
export function hostIn(name: string, zoneName: string): string | null {
  const [inner, outer] = [plain(name), plain(zoneName)];
  if (inner === outer) return "@";
  return inner.endsWith(`.${outer}`) ? inner.slice(0, -outer.length - 1) : null;
}

/** DNS names differ neither by case nor by the dot at their end. */
function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

export function isBound(zone: Zone, network: string): boolean {
  return zone.bindings.some((binding) => binding.network === network);
}

/** The zones that answer for the name inside the network, most specific first. */
export function boundZones(resolution: Resolution): readonly Zone[] {
  return resolution.zones
    .filter((zone) => isBound(zone, resolution.network) && hostIn(resolution.name, zone.name) !== null)
    .sort((a, b) => plain(b.name).length - plain(a.name).length || (a.id < b.id ? -1 : 1));
}

/** Records of the name itself in a zone, every type, disabled ones included. */
export function recordsAt(name: string, zone: Zone): readonly ZoneRecord[] {
  const host = hostIn(name, zone.name);
  return zone.records.filter((record) => record.host.toLowerCase() === host).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The addresses that a resolver inside the network would answer from the observed zones: the most specific bound zone
 * decides; disabled records do not count; the closest `*` record answers where the host has none of its own.
 * `null`: no zone decides, and the question goes on to the provider's own resolution.
 */
export function answers(resolution: Resolution): readonly string[] | null {
  const [zone] = boundZones(resolution);
  if (zone === undefined) return null;
  const own = recordsAt(resolution.name, zone).filter((record) => record.enabled);
  const found = own.length > 0 ? own : wildcards(resolution.name, zone);
  if (found.length === 0) return zone.fallsThrough ? null : [];
  return found.filter((record) => record.type === "A" || record.type === "CNAME").map((record) => record.value);
}

/** The enabled records of the closest wildcard above a host: `*.b` before `*` for `a.b`; none for the zone's own name. */
function wildcards(name: string, zone: Zone): readonly ZoneRecord[] {
  const host = hostIn(name, zone.name);
  if (host === null || host === "@") return [];
  const labels = host.split(".");
  for (let above = 1; above <= labels.length; above++) {
    const pattern = ["*", ...labels.slice(above)].join(".");
    const found = zone.records.filter((record) => record.enabled && record.host.toLowerCase() === pattern);
    if (found.length > 0) return found;
  }
  return [];
}
