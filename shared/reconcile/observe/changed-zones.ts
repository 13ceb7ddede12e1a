import type { ChangedZone, ZoneReach } from "../../clouds/port.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { NameNeed } from "../../plan/name/name-need.ts";

/** An entry younger than this may show before what it tells of, so the next pass reads its zone once more. Milliseconds. */
const settling = 60_000;

/** More zones than this are not asked for one by one: the names they could answer are read wherever they are. */
const mostReached = 50;

/** More entries than this are not remembered; those that are left out are read again by the next pass. */
const mostRemembered = 500;

/** One name with the zones that it was answered from, as far as the ledger knows. */
export interface AnsweredName {
  readonly need: NameNeed;
  readonly zones: readonly string[];
}

/** The changed zones that must be asked how far they reach before it is known whose names they touch; `null`: too many. */
export function unreached(changed: readonly ChangedZone[], names: readonly AnsweredName[]): readonly string[] | null {
  const ids = new Set<string>();
  for (const { id, name } of changed) {
    if (id === null || ids.has(id)) continue;
    if (names.some(({ need, zones }) => zones.length > 0 && couldBear(name, need.name))) ids.add(id);
  }
  return ids.size > mostReached ? null : [...ids].sort();
}

/**
 * Whether one of the changed zones may have changed what answers a name that was in order.
 *
 * A name that is known to be answered from a zone is touched by changes of that zone, and by any other zone only if that
 * is bound to its network now: one that was unbound or deleted did not answer it before. Of every other name nothing of
 * the kind is known, so each zone that could bear it counts. `reach: null`: how far the zones reach is not known.
 */
export function isTouched(
  { need, zones }: AnsweredName,
  changed: readonly ChangedZone[],
  reach: ReadonlyMap<string, ZoneReach> | null,
): boolean {
  return changed.some(({ id, name }) => {
    if (!couldBear(name, need.name)) return false;
    if (id === null || reach === null || zones.length === 0 || zones.includes(id)) return true;
    const now = reach.get(id);
    return now !== undefined && reaches(now, need);
  });
}

/** Whether a zone can answer a name in its network. */
export function reaches(zone: ZoneReach, { network, name }: Pick<NameNeed, "network" | "name">): boolean {
  return zone.networks.includes(network) && couldBear(zone.name, name);
}

/** A zone answers its own name and those below it; of one whose name is not told, anything is possible. */
export function couldBear(zone: string | null, name: string): boolean {
  if (zone === null) return true;
  const plain = zone.toLowerCase().replace(/\.$/, "");
  return name === plain || name.endsWith(`.${plain}`);
}

/** What the next pass need not answer again of the entries that both of them read. */
export function remembered(changed: readonly ChangedZone[], now: Instant): readonly string[] {
  const old = changed.filter(({ at }) => at !== null && elapsed(at, now) >= settling);
  return [...new Set(old.map(entryKey))].slice(-mostRemembered);
}

export function entryKey({ id, name, at }: ChangedZone): string {
  return `${at ?? ""} ${id ?? ""} ${name ?? ""}`;
}
