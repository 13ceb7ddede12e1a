import type { ZoneEdit } from "../../model/estate.ts";
import type { Changed } from "../../model/finding.ts";
import { elapsed } from "../../model/known.ts";
import type { Resolution } from "../../model/name.ts";
import { hostIn } from "./answer.ts";

/** Two that tell of one call may differ by the second that one of them is cut to, and a little. Milliseconds. */
export const sameCall = 2_000;

/** Codes of names that something about their zone itself keeps from being right, and none of its records. */
const byZoneItself: ReadonlySet<string> = new Set([
  "drifted/zone-unbound",
  "drifted/shared-zone-unbound",
  "drifted/zone-missing",
  "drifted/own-zone-missing",
  "drifted/fall-through",
  "drifted/orphan-zone",
  "held/foreign-binding",
]);

/** Codes that do not say whether it is the zone itself or a record of it. */
const byEither: ReadonlySet<string> = new Set([
  "drifted/shadowed",
  "drifted/own-zone-taken",
  "drifted/shared-zone",
  "blocked/zone-conflict",
  "blocked/main-domain-bound",
  "held/contested",
  "held/not-owned",
]);

/** A name that is not right on account of a zone. */
export interface InZone {
  readonly name: string;
  readonly zone: string;
  readonly code: string;
  /** `null`: it is not known what the zone holds. */
  readonly resolution: Resolution | null;
}

/**
 * Who last changed of a zone what a name's code is about. A zone may hold many names, so an edit is believed of this one
 * where its log tells the name's host, or that it was the zone itself and the code is of such; where nothing is told of
 * that, only if the zone holds no other name. Else it is the zone's last change, and marked as no more than that.
 *
 * @param edits those that can have brought it about, of one call told twice the best first.
 * @param all of this zone, however old: what its log tells elsewhere it would tell of this name as well.
 */
export function lastInZone(edits: readonly ZoneEdit[], all: readonly ZoneEdit[], place: InZone): Changed | null {
  const told = edits.filter((edit) => edit.ofZone !== true && isAbout(edit, all, place));
  const sure = lastOf(told, edits);
  if (sure !== null) return { by: sure.by, at: sure.at, what: sure.what };
  const last = lastOf(edits, edits);
  return last === null ? null : { by: last.by, at: last.at, what: last.what, ofZone: true };
}

/** How edits name a host of the zone: `null` where the zone is not known any more. */
function hostOf({ name, zone, resolution }: Omit<InZone, "code">): string | null {
  const seen = resolution?.zones.find(({ id }) => id === zone);
  return seen === undefined ? null : hostIn(name, seen.name);
}

/** What an edit that is remembered as this name's was about. */
export function hostsOf(place: InZone): readonly string[] {
  const host = hostOf(place);
  return host === null || byZoneItself.has(place.code) ? [] : [host];
}

function isAbout(edit: ZoneEdit, all: readonly ZoneEdit[], place: InZone): boolean {
  const { hosts } = edit;
  const zoneItself = byZoneItself.has(place.code);
  const isAlone = others(place).length === 0;
  if (hosts === undefined) {
    // An event names the zone alone; the log of the same call may say more.
    const logged = all.filter((one) => one.hosts !== undefined && isSameCall(one, edit));
    return logged.length > 0 ? logged.some((one) => isAbout(one, all, place)) : isAlone;
  }
  if (hosts.length === 0) return zoneItself || byEither.has(place.code);
  const own = names(place);
  if (zoneItself) return ![...own, ...others(place)].some((host) => hosts.includes(host));
  if (own.some((host) => hosts.includes(host))) return true;
  const tellsHosts = all.some((one) => own.some((host) => one.hosts?.includes(host) === true));
  return isAlone && !tellsHosts;
}

/** By which words a log can mean the name; a zone's own name stands beside every host of it. */
function names(place: InZone): readonly string[] {
  const host = hostOf(place);
  return host === null ? [] : host === "@" ? ["@"] : [host, place.name];
}

/** The other hosts that the zone holds. */
function others(place: InZone): readonly string[] {
  const own = hostOf(place);
  const seen = place.resolution?.zones.find(({ id }) => id === place.zone);
  return (seen?.records ?? []).map(({ host }) => host).filter((host) => host !== own);
}

/** The newest of `edits`, in the words of the first of `all` that may tell of the same call. */
function lastOf(edits: readonly ZoneEdit[], all: readonly ZoneEdit[]): ZoneEdit | null {
  const newest = edits.reduce<ZoneEdit | null>(
    (last, edit) => (last === null || edit.at > last.at ? edit : last),
    null,
  );
  if (newest === null) return null;
  const first = all.find((edit) => isSameCall(edit, newest) && (edit.hosts === undefined || edits.includes(edit)));
  return first ?? newest;
}

function isSameCall(a: Pick<ZoneEdit, "at">, b: Pick<ZoneEdit, "at">): boolean {
  return Math.abs(elapsed(a.at, b.at)) < sameCall;
}
