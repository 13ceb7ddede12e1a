import type { Edit } from "../../model/estate.ts";
import type { Changed } from "../../model/finding.ts";
import type { Deed } from "../../model/hint.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import type { NameKind, Resolution } from "../../model/name.ts";
import { boundZones, hostIn } from "./answer.ts";
import { moveDoubts } from "./repoint.ts";
import { hostsOf, lastInZone, sameCall } from "./zone-authors.ts";

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

/** Codes of names that something else than a zone may have brought about, with the kind of call that can have done it. */
const byCalls: ReadonlyMap<string, Deed["did"]> = new Map<string, Deed["did"]>([
  ["drifted/switch-off", "name-off"],
  ["drifted/switch-region", "name-on"],
  ["unknown/unpublished-address", "name-on"],
  ["drifted/switch-orphan", "link"],
  ["drifted/stale-address", "link"],
  ...[...moveDoubts].map((code) => [code, "link"] as const),
  ["drifted/forwarded", "rule"],
  ["blocked/custom-resolvers", "resolvers"],
  ["held/contested", "name-off"],
  ["held/not-owned", "name-off"],
]);

/** A name that is not right, with what may be to blame. */
export interface Blamed {
  /** The registry's alias and its instance id. */
  readonly registry: string;
  readonly instance: string;
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  /** `null`: it is not known any more. */
  readonly nameKind: NameKind | null;
  readonly code: string;
  /** As `blamedZone` says. */
  readonly zone: string | null;
  readonly resolution: Resolution;
}

/** Whether anybody's doing can be why a name has this code. */
export function canBeBlamed({ code, zone }: Pick<Blamed, "code" | "zone">): boolean {
  return zone !== null || byCalls.has(code);
}

/** A past change as the edit that tells why a name is not right now: of its zone, or else of the name itself. */
export function editOf(blamed: Blamed, { by, at, what, ofZone }: Changed): Edit {
  const { registry, network, part, name, zone } = blamed;
  if (zone === null) return { registry, network, part, name, at, by, what };
  return { zone, at, by, what, ...(ofZone === true ? { ofZone } : { hosts: hostsOf({ ...blamed, zone }) }) };
}

/** What deeds say of a name that is not right, as far as they were about it and nobody undid them later. */
export function toldOf(deeds: readonly Deed[], blamed: Blamed): readonly Edit[] {
  return deeds.flatMap((deed) => {
    const edit = blamedOn(deed, blamed);
    return edit === null || (!("zone" in edit) && isUndone(edit, deeds, blamed)) ? [] : [edit];
  });
}

/** A name that was turned off, and on again later, is off now on account of somebody else, of whom nothing was told. */
export function isUndone({ at }: Pick<Edit, "at">, deeds: readonly Deed[], blamed: Blamed): boolean {
  if (byCalls.get(blamed.code) !== "name-off") return false;
  return deeds.some((deed) => deed.did === "name-on" && deed.at > at && isAboutName(deed, blamed));
}

/** What a deed says of a name that is not right; `null` where it was about something else. */
function blamedOn(deed: Deed, blamed: Blamed): Edit | null {
  const { registry, network, part, name, zone, resolution } = blamed;
  const { by, at, what } = deed;
  const names = deed.networks.includes(network);
  if (deed.did === "zone") {
    if (zone === null) return null;
    const zoneName = resolution.zones.find(({ id }) => id === zone)?.name;
    // Many zones have one name, so a name is believed beside the network alone.
    const isIts = deed.zones.includes(zone) || (names && zoneName !== undefined && deed.zones.includes(zoneName));
    return isIts ? { zone, at, by, what } : null;
  }
  if (byCalls.get(blamed.code) !== deed.did) return null;
  return isAboutName(deed, blamed) ? { registry, network, part, name, at, by, what } : null;
}

function isAboutName(deed: Deed, { network, part, nameKind, instance, resolution }: Blamed): boolean {
  const isNear =
    deed.networks.includes(network) ||
    (deed.did === "rule" && resolution.zones.some(({ id }) => deed.zones.includes(id)));
  const isIts =
    (deed.registry === null || deed.registry === instance) &&
    (deed.part === null || deed.part === part) &&
    (deed.nameKind === null || nameKind === null || deed.nameKind === nameKind);
  return isNear && isIts;
}

/**
 * Who last changed what answers a name, unless that was before the name was seen right, or Mooring itself, whose own
 * writes are in the ledger. What is told of the name goes before what is told of its zone.
 */
export function changedBy(
  edits: readonly Edit[],
  { registry, network, part, name, zone, code, resolution }: NotRight,
  entry: LedgerEntry | null,
): Changed | null {
  const own = edits.filter(
    (edit) =>
      "name" in edit &&
      edit.registry === registry &&
      edit.network === network &&
      edit.part === part &&
      edit.name === name &&
      isAfter(edit, written(entry, name)) &&
      isAfter(edit, announced(entry, name), callTime),
  );
  const last = lastOf(own);
  if (last !== null) return { by: last.by, at: last.at, what: last.what };
  if (zone === null) return null;
  const ofZone = edits.flatMap((edit) => ("zone" in edit && edit.zone === zone ? [edit] : []));
  const possible = ofZone.filter(
    (edit) =>
      isAfter(edit, zoneMoments(entry, name, zone)) &&
      !besides(entry, name, zone).some((moment) => Math.abs(elapsed(moment, edit.at)) < sameCall),
  );
  return lastInZone(possible, ofZone, { name, zone, code, resolution });
}

/** A name that is not right, as far as it matters who changed it. */
export interface NotRight extends Pick<Blamed, "registry" | "network" | "part" | "name" | "zone" | "code"> {
  /** `null` where it was not read. */
  readonly resolution: Resolution | null;
}

/** A call is made this long after the ledger announces it at most, milliseconds. */
const callTime = 60_000;

/** The newest; of those that may tell of the same call the first. */
function lastOf(edits: readonly Edit[]): Edit | null {
  const newest = edits.reduce<Edit | null>((last, edit) => (last === null || edit.at > last.at ? edit : last), null);
  return newest === null ? null : (edits.find(({ at }) => elapsed(at, newest.at) < sameCall) ?? newest);
}

/** @param by so many milliseconds at least. */
function isAfter({ at }: Edit, moments: readonly Instant[], by = 0): boolean {
  return moments.every((moment) => elapsed(moment, at) > by);
}

function zoneMoments(entry: LedgerEntry | null, name: string, zone: string): readonly Instant[] {
  const baseline = publishedIn(entry, name)?.baseline ?? null;
  return [...(baseline?.zone === zone ? [baseline.at] : []), ...repairsOf(entry, name)];
}

/** When Mooring itself wrote the name, or its link. */
function written(entry: LedgerEntry | null, name: string): readonly Instant[] {
  if (entry === null) return [];
  const { attachedAt, failures } = entry;
  const withdrawnAt = publishedIn(entry, name)?.withdrawnAt ?? null;
  const unanswered = failures.filter(({ failure }) => failure.kind === "unavailable").map(({ at }) => at);
  return [...repairsOf(entry, name), ...[withdrawnAt, attachedAt].filter((moment) => moment !== null), ...unanswered];
}

/** When Mooring announced a call of which nothing says that it was made. */
function announced(entry: LedgerEntry | null, name: string): readonly Instant[] {
  const publishedAt = publishedIn(entry, name)?.publishedAt ?? null;
  const isMade = publishedAt !== null && repairsOf(entry, name).some((moment) => moment >= publishedAt);
  const asked = entry?.attachedAt == null ? (entry?.intentAt ?? null) : null;
  return [isMade ? null : publishedAt, asked].filter((moment) => moment !== null);
}

function publishedIn(entry: LedgerEntry | null, name: string) {
  return entry?.names.find((published) => published.name === name);
}

function repairsOf(entry: LedgerEntry | null, name: string): readonly Instant[] {
  return (entry?.repairs ?? []).filter((repair) => repair.name === name).map(({ at }) => at);
}

/** When Mooring wrote the other names of the same zone, which may be the last that its log tells. */
function besides(entry: LedgerEntry | null, name: string, zone: string): readonly Instant[] {
  const others = (entry?.names ?? []).filter(
    (one) => one.name !== name && (one.ownZone?.id === zone || one.baseline?.zone === zone),
  );
  return others.flatMap((one) => repairsOf(entry, one.name));
}

/** What a finding's sentence ends with where somebody is known to have changed something. */
export function changedWords({ by, at, what, ofZone }: Changed): string {
  return `${ofZone === true ? "zone last " : ""}changed by ${by} at ${at} (${what})`;
}

/** Why a write puts something right, with who is known to have changed it. */
export function becauseOf(because: string, changed: Changed | null): string {
  return changed === null ? because : `${because}; ${changedWords(changed)}`;
}
