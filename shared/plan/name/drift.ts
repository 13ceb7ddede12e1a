import type { Baseline } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Zone } from "../../model/zone.ts";
import { answers, boundZones, hostIn, isBound, recordsAt } from "./answer.ts";
import { othersBound, sharedWithOthers, unbound } from "./drift-binding.ts";
import { type Drift, type DriftInput, type Repair, reported } from "./drift-outcome.ts";
import { codeOf, describeRecords, zoneRepairs } from "./drift-records.ts";

/** A link younger than this may still be waiting for the registry to publish its names. Milliseconds. */
const publishingTime = 10 * 60_000;

/**
 * Compares one name's zones with the link's address. With a baseline, its zone is the one to return to. Without one,
 * healthy is one enabled A record with the link's address in a bound zone. Whose zone it is nobody tells then: the owner
 * of a zone of the same name may have put the address into it as he was asked to. So until a name was seen healthy once,
 * its record may be enabled and its zone bound, and nothing is deleted or overwritten. A zone that the registry itself
 * calls somebody's own (`LinkIssue.conflictingZone`) is not even that, whatever it holds.
 *
 * | bound to the network        | baseline    | records at the name       | outcome                               |
 * |-----------------------------|-------------|---------------------------|---------------------------------------|
 * | its zone, on top            | yes         | the address alone         | moored                                |
 * | its zone, on top            | yes         | another TTL, fall-through | drifted, returned to the baseline     |
 * | its zone, on top            | yes         | else                      | drifted, records repaired             |
 * | the same, others are bound  | any         | anything to repair        | drifted/shared-zone, reported         |
 * | its zone, not on top        | yes         | the address alone on top  | moored                                |
 * | its zone, not on top        | yes         | else on top               | drifted/shadowed, reported            |
 * | a zone of the same name     | yes         | the address alone         | moored                                |
 * | a zone of the same name     | yes         | else                      | drifted/shadowed, reported            |
 * | not, or only a wider zone   | yes         | any                       | drifted/zone-unbound, bound again     |
 * | no, but others are bound    | yes         | any                       | drifted/shared-zone-unbound, opt-in   |
 * | a zone                      | yes, gone   | the address alone         | moored, the new baseline              |
 * | a zone                      | yes, gone   | else                      | drifted/shadowed, reported            |
 * | nothing, or only a wider    | yes, gone   | any                       | drifted/zone-missing, reported        |
 * | a zone                      | no          | the address alone         | moored                                |
 * | the conflicting zone        | no          | the address alone         | moored, and no baseline               |
 * | the conflicting zone        | no          | else                      | blocked/zone-conflict, reported       |
 * | a zone                      | no          | the address, disabled     | drifted/record-disabled, enabled      |
 * | a zone                      | no          | the address and others    | pending, later drifted/shadowed       |
 * | a zone                      | no          | others, or none           | pending, later drifted/shadowed       |
 * | nothing                     | no          | provider answers          | moored/provider-resolution            |
 * | nothing                     | no          | the address, bound nowhere| pending, later drifted/zone-unbound   |
 * | nothing                     | no          | it and others, nowhere    | pending, later drifted/zone-missing   |
 * | nothing                     | no          | none                      | pending, later drifted/zone-missing   |
 */
export function drift(input: DriftInput): Drift {
  const { resolution, link, entry } = input;
  const known = entry?.names.find((name) => name.name === resolution.name)?.baseline ?? null;
  const baseline = isConflicting(input, known?.zone) ? null : known;
  const [top] = boundZones(resolution);
  if (baseline !== null) return againstBaseline(input, baseline, top);
  if (top !== undefined && !passesOn(resolution, top)) return againstTop(input, top);
  if (link.providerResolved) {
    return {
      state: "moored",
      code: "moored/provider-resolution",
      sentence: `no zone bound to this network answers ${resolution.name}; the provider itself answers with the link's address`,
      repairs: [],
      baseline: null,
    };
  }
  return withoutZone(input);
}

function againstBaseline(input: DriftInput, baseline: Baseline, top: Zone | undefined): Drift {
  const { resolution, address } = input;
  const zone = resolution.zones.find((candidate) => candidate.id === baseline.zone);
  if (zone === undefined) {
    // The registry may publish a name anew, in a zone of another id: what answers rightly is not missing.
    if (top !== undefined && answersRightly(input)) return againstTop(input, top);
    const gone = `zone ${baseline.zoneName} (${baseline.zone}), which answered ${resolution.name} in this network, is gone`;
    if (top?.origin === "product")
      return reported(
        "drifted/product-zone",
        `${gone}, and zone ${top.name} (${top.id}) of the provider's is bound to it instead, in which ${describeRecords(resolution, top)}; it refuses writes, and the link's address is ${address}; open a ticket with the vendor`,
      );
    if (top !== undefined && !passesOn(resolution, top))
      return reported(
        "drifted/shadowed",
        `${gone}, and zone ${top.name} (${top.id}) is bound to it instead, in which ${describeRecords(resolution, top)}; whose zone it is cannot be told: its owner must unbind it, or answer ${address}`,
      );
    return reported(
      "drifted/zone-missing",
      `${gone}; restore the zone by hand, or detach the network and attach it again`,
    );
  }
  if (isBound(zone, resolution.network)) {
    if (top !== undefined && top.id !== zone.id) return shadowed(input, top, zone);
    return compareRecords(input, zone, baseline);
  }
  if (top !== undefined && depth(resolution, top) <= depth(resolution, zone)) return shadowed(input, top, zone);
  const repairs = zoneRepairs(input, zone, baseline);
  return unbound(input, zone, repairs, `${resolution.name} answered ${address} from it before`);
}

/** How much of the name is left beside the zone's: the zone with the least is the most specific. */
function depth(resolution: Resolution, zone: Zone): number {
  const host = hostIn(resolution.name, zone.name);
  return host === null ? Number.POSITIVE_INFINITY : host === "@" ? 0 : host.length;
}

/** A wider zone that knows nothing of the name and lets the question go on. */
function passesOn(resolution: Resolution, top: Zone): boolean {
  return (
    answers(resolution) === null &&
    hostIn(resolution.name, top.name) !== "@" &&
    recordsAt(resolution.name, top).length === 0
  );
}

function answersRightly({ resolution, address }: DriftInput): boolean {
  const given = answers(resolution);
  return given !== null && given.length > 0 && given.every((value) => value === address);
}

/** The registry found the zone and refused to touch it: it was made by somebody else. */
function isConflicting({ link }: DriftInput, zone: string | undefined): boolean {
  return zone !== undefined && link.issue?.conflictingZone === zone;
}

function againstTop(input: DriftInput, top: Zone): Drift {
  const { resolution, address } = input;
  const right = answersRightly(input);
  if (isConflicting(input, top.id)) {
    if (right)
      return theirs(
        `${resolution.name} answers ${address} from zone ${top.name} (${top.id}), which was made by somebody else and is not written`,
      );
    return {
      ...reported(
        "blocked/zone-conflict",
        `zone ${top.name} (${top.id}) was made by somebody else and is bound to this network, so the registry published nothing; remove its binding, or give it an A record ${address}`,
      ),
      state: "blocked",
    };
  }
  const at = recordsAt(resolution.name, top);
  if (at.some((record) => record.type === "A" && record.value === address)) return compareRecords(input, top, null);
  if (right)
    return theirs(`${resolution.name} answers ${address} from a wildcard record of zone ${top.name} (${top.id})`);
  if (isYoung(input)) return notPublished(resolution);
  return reported(
    "drifted/shadowed",
    `zone ${top.name} (${top.id}) is bound to this network, ${at.length === 0 ? `holds no record of ${resolution.name}` : `in it ${describeRecords(resolution, top)}`}, and it was never seen to answer with the link's address ${address}; whose zone it is cannot be told, so nothing is written`,
  );
}

/** Answered rightly from a zone that may be anybody's: it is no harm, and nothing to return to. */
function theirs(sentence: string): Drift {
  return { state: "moored", code: "moored/resolving", sentence, repairs: [], baseline: null };
}

function isYoung({ age }: DriftInput): boolean {
  return age !== null && age < publishingTime;
}

function notPublished(resolution: Resolution): Drift {
  return {
    ...reported(
      "pending/names-not-published",
      `the link is ready; the registry has not published ${resolution.name} in this network yet`,
    ),
    state: "pending",
  };
}

/** Nothing that somebody put there is taken away or changed. */
function isAdding(repairs: readonly Repair[]): boolean {
  return repairs.every(({ kind }) => kind === "create-record" || kind === "enable-record");
}

function compareRecords(input: DriftInput, zone: Zone, baseline: Baseline | null): Drift {
  const { resolution, address } = input;
  const repairs = zoneRepairs(input, zone, baseline);
  if (repairs.length === 0) {
    return {
      state: "moored",
      code: "moored/resolving",
      sentence: `${resolution.name} answers ${address} from zone ${zone.name} (${zone.id})`,
      repairs: [],
      baseline: baseline ?? baselineOf(input, zone),
    };
  }
  if (zone.origin === "product") {
    return reported(
      "drifted/product-zone",
      `${describeRecords(resolution, zone)} in zone ${zone.name} (${zone.id}), which belongs to the provider and refuses writes; the link's address is ${address}; open a ticket with the vendor`,
    );
  }
  const wrong = `${describeZone(input, zone, repairs)}; the link's address is ${address}`;
  const others = othersBound(zone, resolution.network);
  if (others.length > 0) return sharedWithOthers(zone, others, wrong);
  if (baseline === null && !isAdding(repairs))
    return isYoung(input)
      ? notPublished(resolution)
      : reported(
          "drifted/shadowed",
          `${wrong}; it was never seen to be answered with that alone, and whose zone ${zone.name} (${zone.id}) is cannot be told, so nothing is deleted in it: its owner must delete the other records, or unbind it`,
        );
  return { ...reported(codeOf(repairs, input), wrong), repairs };
}

function withoutZone(input: DriftInput): Drift {
  const { resolution, link, address } = input;
  const [candidate] = resolution.zones
    .filter(
      (zone) =>
        hostIn(resolution.name, zone.name) === "@" &&
        zone.origin === "customer" &&
        zone.bindings.length === 0 &&
        !isConflicting(input, zone.id) &&
        recordsAt(resolution.name, zone).some((record) => record.type === "A" && record.value === address) &&
        isAdding(zoneRepairs(input, zone, null)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (candidate !== undefined) {
    // The registry writes the record before it binds the zone.
    if (isYoung(input)) return notPublished(resolution);
    return unbound(
      input,
      candidate,
      zoneRepairs(input, candidate, null),
      `its record holds this link's address ${address}`,
    );
  }
  // With the role made again the registry may publish by itself, or never: then the zone is just missing.
  if (link.issue?.notAuthorized === true && input.authorized !== true) {
    return {
      ...reported(
        "blocked/no-zone-role",
        `the registry may not write private zones in this account, so ${resolution.name} is published nowhere`,
      ),
      state: "blocked",
    };
  }
  if (isYoung(input)) return notPublished(resolution);
  return reported(
    "drifted/zone-missing",
    `no zone bound to this network answers ${resolution.name}${link.issue === null ? "" : `; the registry says ${link.issue.text}`}; detach the network and attach it again, or publish the name by hand`,
  );
}

/** Another zone answers. */
function shadowed(input: DriftInput, top: Zone, zone: Zone): Drift {
  const { resolution, address } = input;
  if (answersRightly(input))
    return theirs(
      `${resolution.name} answers ${address} from zone ${top.name} (${top.id}), not from zone ${zone.name} (${zone.id}) as before`,
    );
  const given = answers(resolution);
  return reported(
    "drifted/shadowed",
    `zone ${top.name} (${top.id}) is bound to this network and answers ${resolution.name} ${given === null || given.length === 0 ? "with nothing" : `with ${given.join(", ")}`} instead of zone ${zone.name} (${zone.id}); it is not Mooring's to touch: its owner must unbind it`,
  );
}

/** What is wrong in a zone, in words: its records, unless they are right and only the zone itself is not. */
function describeZone(input: DriftInput, zone: Zone, repairs: readonly Repair[]): string {
  const [first] = repairs;
  return first?.kind === "set-fall-through"
    ? `${first.because}, and ${describeRecords(input.resolution, zone)}`
    : describeRecords(input.resolution, zone);
}

function baselineOf(input: DriftInput, zone: Zone): Baseline | null {
  const record = recordsAt(input.resolution.name, zone).find(
    (candidate) => candidate.enabled && candidate.type === "A" && candidate.value === input.address,
  );
  if (record === undefined) return null;
  return {
    at: input.at,
    zone: zone.id,
    zoneName: zone.name,
    host: record.host,
    type: record.type,
    ttl: record.ttl,
    fallsThrough: zone.fallsThrough,
  };
}
