import type { Resolution, ZoneEdit } from "../model/estate.ts";
import type { Changed } from "../model/finding.ts";
import { elapsed } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { boundZones, hostIn } from "./answer.ts";

/** Codes of names that a zone keeps from being right which is not the link's. */
const byAnotherZone: ReadonlySet<string> = new Set([
  "drifted/shadowed",
  "blocked/zone-conflict",
  "blocked/main-domain-bound",
]);

/** Codes besides `drifted/...` of names that somebody's write to a zone may have brought about. */
const byAZone: ReadonlySet<string> = new Set([
  "held/contested",
  "held/not-owned",
  "held/foreign-binding",
  ...byAnotherZone,
]);

/** Drifts that no zone is to blame for. */
const byNoZone: ReadonlySet<string> = new Set([
  "drifted/forwarded",
  "drifted/switch-off",
  "drifted/switch-region",
  "drifted/switch-orphan",
  "drifted/switch-error",
]);

/** The zone whose last change may be why a name has this code; `null` where no zone is to blame. */
export function blamedZone(resolution: Resolution, entry: LedgerEntry | null, code: string): string | null {
  if (byNoZone.has(code) || !(code.startsWith("drifted/") || byAZone.has(code))) return null;
  const [top] = boundZones(resolution);
  const published = entry?.names.find(({ name }) => name === resolution.name);
  const own = published?.ownZone?.id ?? published?.baseline?.zone ?? null;
  if (byAnotherZone.has(code)) return top?.id ?? own;
  const named = resolution.zones.find((zone) => hostIn(resolution.name, zone.name) === "@");
  return own ?? top?.id ?? named?.id ?? null;
}

/**
 * Who last changed a zone, unless that was before its name was seen right, or Mooring itself, whose last write of the
 * name is in the ledger.
 */
export function changedBy(
  edits: readonly ZoneEdit[],
  zone: string | null,
  entry: LedgerEntry | null,
  name: string,
): Changed | null {
  const baseline = entry?.names.find((published) => published.name === name)?.baseline ?? null;
  const repaired = (entry?.repairs ?? []).filter((repair) => repair.name === name).map(({ at }) => at);
  const after = [...(baseline?.zone === zone ? [baseline.at] : []), ...repaired];
  const [last] = edits
    .filter((edit) => edit.zone === zone && after.every((moment) => elapsed(moment, edit.at) > 0))
    .sort((a, b) => elapsed(a.at, b.at));
  return last === undefined ? null : { by: last.by, at: last.at, what: last.what };
}

/** What a finding's sentence ends with where somebody is known to have changed something. */
export function changedWords({ by, at, what }: Changed): string {
  return `changed by ${by} at ${at} (${what})`;
}
