import type { ResolutionChange } from "../../model/change.ts";
import type { ResolutionView } from "../../model/estate.ts";
import { type NameFinding, type PartFinding, worst } from "../../model/finding.ts";
import { elapsed, type Instant } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import type { Zone, ZoneRecord } from "../../model/zone.ts";
import { serviceObstacle } from "../link/preconditions.ts";
import { answers, hostIn } from "../name/answer.ts";
import { withKind } from "../name/drift-kinds.ts";
import { isSameZone, isTaken, leavingNames, type OwnedName, type OwnZoneScope, seenZone } from "../name/own-zones.ts";
import type { LeftBehind } from "./orphans.ts";

const day = 24 * 3_600_000;

/** What is left to do for one name that leaves, or that nothing is: then the ledger may forget its zone. */
type Removal =
  | { readonly left: "nothing" }
  /** A zone that was asked for and never answered may yet show. */
  | { readonly left: "waiting" }
  | { readonly left: "records"; readonly zone: Zone; readonly records: readonly ZoneRecord[] }
  | { readonly left: "zone"; readonly zone: Zone }
  | { readonly left: "in-use"; readonly zone: Zone; readonly why: string };

/** One name that leaves, and the writes that take it out of its zone, or the zone away. */
export interface LeavingName {
  readonly finding: NameFinding;
  readonly changes: readonly ResolutionChange[];
}

/**
 * The names of one link that leave a zone of Mooring's own: while other names remain in it only their records go; with
 * the last name the zone goes, unless somebody added a record or a binding of his own.
 */
export function removals(input: {
  readonly registry: RegistrySettings;
  readonly network: Network;
  readonly resolutions: readonly ResolutionView[];
  readonly own: OwnZoneScope;
  readonly at: Instant;
}): readonly LeavingName[] {
  return leavingNames(input.own.owned, input.registry).map((one) => leavingName(input, one));
}

function leavingName(input: Parameters<typeof removals>[0], one: OwnedName): LeavingName {
  const { registry, network, resolutions, at } = input;
  const { owned } = input.own;
  const view = viewOf(resolutions, one);
  const say = (state: NameFinding["state"], code: string, sentence: string, given: readonly string[] = []) => ({
    name: one.published.name,
    part: one.entry.part,
    state,
    code,
    sentence,
    address: null,
    answers: given,
    since: null,
    changed: null,
  });
  const { name } = one.published;
  const why = `nobody wants ${name} in this network any more`;
  if (view === undefined)
    return { finding: say("unknown", "unknown/not-read", `${why}; it was not read in this pass`), changes: [] };
  if (!view.resolution.known)
    return {
      finding: say("unknown", "unknown/resolution", `${why}; its zone could not be read: ${view.resolution.reason}`),
      changes: [],
    };
  const given = answers(view.resolution.value) ?? [];
  const removal = removalOf(one, owned, view.resolution.value, at);
  const told = (zone: Zone) => `zone ${zone.name} (${zone.id}), which Mooring made`;
  const change = { ...targetOf(registry, network, one.entry), name, repoints: false, because: why };
  const service = serviceObstacle(input.own.publishing);
  if (service !== null && (removal.left === "records" || removal.left === "zone"))
    return {
      finding: say(
        "blocked",
        service.code,
        withKind(service.code, `${why}; ${told(removal.zone)}, stays until then: ${service.sentence}`),
        given,
      ),
      changes: [],
    };
  switch (removal.left) {
    case "nothing":
      return { finding: say("leaving", "leaving/own-zone", `${why}, and its zone is gone`, given), changes: [] };
    case "waiting":
      return {
        finding: say("leaving", "leaving/own-zone", `${why}; whether its zone was made was never answered`, given),
        changes: [],
      };
    case "in-use":
      return {
        finding: say(
          "held",
          "held/own-zone-in-use",
          `${why}, but ${told(removal.zone)}, has ${removal.why}, and the zone goes, too`,
          given,
        ),
        changes: [],
      };
    case "records":
      return {
        finding: say("leaving", "leaving/own-zone", `${why}; its record leaves ${told(removal.zone)}`, given),
        changes: removal.records.map((have) => ({
          ...change,
          kind: "delete-record",
          ...zoneTarget(removal.zone),
          have,
        })),
      };
    case "zone":
      return {
        finding: say("leaving", "leaving/own-zone", `${why}; ${told(removal.zone)}, is deleted`, given),
        changes: [{ ...change, kind: "delete-zone", ...zoneTarget(removal.zone), have: removal.zone.bindings }],
      };
  }
}

/** A part's finding with the names that leave it. */
export function besideLeaving(part: PartFinding, leaving: readonly LeavingName[]): PartFinding {
  const names = leaving.map(({ finding }) => finding);
  const state = worst([part.state, ...names.map((name) => name.state)]);
  const told = state === part.state ? undefined : names.find((name) => name.state === state);
  const { code, sentence } = told ?? part;
  return names.length === 0 ? part : { ...part, state, code, sentence, names: [...part.names, ...names] };
}

/** What a link left behind together with the names that leave a zone of Mooring's own. */
export function withRemovals({ parts, changes }: LeftBehind, leaving: readonly LeavingName[]): LeftBehind {
  const ofPart = (part: PartFinding["part"]) => leaving.filter(({ finding }) => finding.part === part);
  const bare = [...new Set(leaving.map(({ finding }) => finding.part))]
    .filter((part) => !parts.some((one) => one.part === part))
    .flatMap((part): PartFinding[] => {
      const [first] = ofPart(part);
      if (first === undefined) return [];
      const { code, sentence } = first.finding;
      return [{ part, state: "leaving", code, sentence, subnet: null, address: null, owned: true, names: [] }];
    });
  return {
    parts: [...parts, ...bare].map((part) => besideLeaving(part, ofPart(part.part))),
    changes: [...changes, ...leaving.flatMap((one) => one.changes)],
  };
}

/** The names of an entry without those that left: nothing of them is in any zone of Mooring's own any more. */
export function withoutRemoved(
  entry: LedgerEntry,
  owned: readonly OwnedName[],
  views: readonly ResolutionView[],
  at: Instant,
): readonly PublishedName[] {
  return entry.names.flatMap((published) => {
    const own = owned.find((one) => one.leaving && one.published.name === published.name && isOf(one.entry, entry));
    const view = own === undefined ? undefined : viewOf(views, own);
    if (own === undefined || view?.resolution.known !== true) return [published];
    if (removalOf(own, owned, view.resolution.value, at).left !== "nothing") return [published];
    // A name of the vendor's is remembered; a domain of the user's own was nothing but its zone.
    return published.kind === "custom" ? [] : [{ ...published, ownZone: null }];
  });
}

function isOf(a: LedgerEntry, b: LedgerEntry): boolean {
  return a.registry === b.registry && a.network === b.network && a.part === b.part;
}

function viewOf(views: readonly ResolutionView[], { entry, published }: OwnedName): ResolutionView | undefined {
  return views.find(
    (view) => view.network === entry.network && view.part === entry.part && view.name === published.name,
  );
}

function removalOf(one: OwnedName, owned: readonly OwnedName[], resolution: Resolution, at: Instant): Removal {
  const zone = seenZone(one.zone, resolution);
  if (zone === null) return { left: isUnanswered(one, at) ? "waiting" : "nothing" };
  if (isTaken(one.zone, zone)) {
    const why = `the remark "${zone.remark}" from somebody who took it over; give it "${one.zone.remark}" again, or delete it`;
    return { left: "in-use", zone, why };
  }
  const inside = owned.filter((other) => isSameZone(other.zone, one.zone));
  const staying = inside.filter(({ leaving }) => !leaving);
  const hosts = new Set(inside.map(({ published }) => hostIn(published.name, zone.name)));
  const isOurs = ({ host, type }: ZoneRecord) => type === "A" && hosts.has(host.toLowerCase());
  if (staying.length > 0) {
    const own = hostIn(one.published.name, zone.name);
    const isKept = staying.some(({ published }) => published.name === one.published.name);
    const records = isKept ? [] : zone.records.filter((record) => isOurs(record) && record.host.toLowerCase() === own);
    return records.length === 0 ? { left: "nothing" } : { left: "records", zone, records };
  }
  const foreign = zone.records.find((record) => !isOurs(record));
  if (foreign !== undefined)
    return { left: "in-use", zone, why: added(`a record ${foreign.type} ${foreign.value} at ${foreign.host}`) };
  const other = zone.bindings.find(({ network }) => network !== one.entry.network);
  if (other !== undefined) return { left: "in-use", zone, why: added(`a binding to network ${other.network}`) };
  return { left: "zone", zone };
}

function added(what: string): string {
  return `${what} that somebody added; take that out of it`;
}

/** It may yet show: the call that was to make the zone was never answered. */
function isUnanswered({ zone, entry }: OwnedName, at: Instant): boolean {
  return (
    zone.id === null &&
    entry.failures.some(
      ({ change, failure, at: then }) =>
        change.startsWith("create-zone ") &&
        change.endsWith(` ${zone.name}`) &&
        failure.kind === "unavailable" &&
        elapsed(then, at) < day,
    )
  );
}

function zoneTarget(zone: Zone) {
  return { zone: zone.id, zoneName: zone.name, revision: zone.revision };
}

function targetOf(registry: RegistrySettings, network: Network, { part }: LedgerEntry) {
  return {
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: network.id,
    account: network.account,
    region: network.region,
    part,
  } as const;
}
