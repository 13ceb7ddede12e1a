import { elapsed } from "../../model/known.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { NameKind, NameSwitch } from "../../model/name.ts";
import type { Zone, ZoneRecord } from "../../model/zone.ts";
import { lastRefusal, refusalWords } from "../limits/refusal.ts";
import { answers, boundZones, recordsAt } from "./answer.ts";
import type { Drift, DriftInput, Repair } from "./drift-outcome.ts";
import { hasMoved } from "./repoint.ts";

/** A switch answers a minute or two after it was turned; what takes longer was turned by somebody else. Milliseconds. */
const turningTime = 3 * 60_000;

export interface SwitchInput extends DriftInput {
  readonly kind: NameKind;
  readonly nameSwitch: NameSwitch;
}

/**
 * Compares one name's switch with the link's address. The vendor tells neither the address a switch answers with nor
 * forgets it, so the ledger's word counts, unless a zone that can be seen answers the name.
 *
 * | a bound zone answers | ledger's address | switch        | outcome                                        |
 * |----------------------|------------------|---------------|------------------------------------------------|
 * | the link's address   | any              | any           | moored                                         |
 * | no, or wrongly       | none             | off           | pending, published for the first time          |
 * | no, or wrongly       | none             | on            | unknown/unpublished-address, reported          |
 * | no, or wrongly       | any              | another word  | unknown/switch, reported                       |
 * | no, or wrongly       | another          | else          | drifted/stale-address, turned off              |
 * | no, or wrongly       | another, refused | on            | drifted/stale-address, written over            |
 * | no, or wrongly       | both refused     | on            | unknown/unpublished-address, reported          |
 * | no, or wrongly       | another region   | else          | drifted/switch-region, turned off there        |
 * | no, or wrongly       | the link's       | on elsewhere  | drifted/switch-region, turned off there        |
 * | no, or wrongly       | the link's       | off, just now | pending/names-not-published                    |
 * | no, or wrongly       | the link's       | off           | drifted/switch-off, turned on again            |
 * | no                   | the link's       | on            | moored                                         |
 * | no, its record paused| the link's       | on            | drifted/record-disabled, reported              |
 * | no, it passes it on  | the link's       | on            | drifted/shadowed, reported                     |
 * | no, one unbound would| the link's       | on            | drifted/zone-unbound, reported                 |
 * | no, one of these two | the link's       | on, just now  | pending/names-not-published                    |
 * | wrongly              | the link's       | on            | drifted/shadowed, reported                     |
 * | no, or wrongly       | withdrawn there  | on            | drifted/switch-region, turned on anew          |
 * | no, or wrongly       | withdrawn        | on, just now  | pending/name-withdrawn                         |
 * | no, or wrongly       | withdrawn        | on            | drifted/stale-address, written over            |
 * | no, or wrongly       | withdrawn        | else          | drifted/stale-address, turned on               |
 * | no, or wrongly       | none, the link's | error         | drifted/switch-error, reported                 |
 * | no, or wrongly       | any              | refused to on | drifted/shadowed for an hour, reported         |
 *
 * A name moves in two writes with a reading between them: it is turned on with the new address only after the old one
 * was seen to be off, so a write that failed never leaves the old address under a new name in the ledger. One that was
 * off for the old address and is on for the new one, by somebody's hand, is written over with it: it may be right already,
 * and turning it off would silence it.
 */
export function switchDrift(input: SwitchInput): Drift {
  const found = compared(input);
  return refusedBeside(input, found) ?? found;
}

/**
 * Somebody's zone that is bound to the network, beside which the vendor refused to turn the name on: only its owner can
 * put that right, so it is not tried at every pass. `null`: no such zone, or no such refusal within the hour.
 */
function refusedBeside({ resolution, address, entry, at }: SwitchInput, found: Drift): Drift | null {
  const { name } = resolution;
  const [top] = boundZones(resolution);
  if (top === undefined || !found.repairs.some(({ kind }) => kind === "switch-on")) return null;
  const conflicts = (entry?.failures ?? []).filter(({ failure }) => failure.kind === "conflict");
  const refusal = lastRefusal(conflicts, at, (key) => key.startsWith("switch-on ") && key.endsWith(` ${name}`));
  if (refusal === null) return null;
  return seen(
    "drifted",
    "drifted/shadowed",
    `zone ${top.name} (${top.id}) is bound to this network, and the vendor refused at ${refusal.at} to publish ${name} with ${address} beside it: ${refusalWords(refusal.failure)}; its owner must unbind it, or give it an A record ${address}; it is asked again an hour after the refusal, or by mooring sweep`,
  );
}

function compared(input: SwitchInput): Drift {
  const { resolution, address, entry, nameSwitch, at } = input;
  const { name } = resolution;
  const [top] = boundZones(resolution);
  const given = answers(resolution);
  if (top !== undefined && given !== null && given.length > 0 && given.every((value) => value === address))
    return seen("moored", "moored/resolving", `${name} answers ${address} from zone ${top.name} (${top.id})`);
  if (nameSwitch.state === "unclear") return inDoubt(input);
  const published = entry?.names.find((candidate) => candidate.name === name) ?? null;
  if (published === null) return unpublished(input, entry, nameSwitch.state);
  if (published.withdrawnAt !== null) return withdrawn(input, published, published.withdrawnAt);
  if (published.address !== address) return stale(input, published);
  const misplaced = published.region === input.region ? nameSwitch.elsewhere : published.region;
  if (misplaced !== null) return inWrongRegion(input, published, misplaced);
  switch (nameSwitch.state) {
    case "on":
      return whenOn(input, published, top, given);
    case "off":
      return isJustNow(published, at)
        ? notAnsweredYet(name, published)
        : {
            ...seen(
              "drifted",
              "drifted/switch-off",
              `the private resolution of ${name} is off, though it was turned on with ${address}`,
            ),
            repairs: [turnOn(input, false)],
          };
    case "error":
      return inDoubt(input);
  }
}

/**
 * Published with an address that is not the link's any more. Where the vendor refuses to turn that one off and the switch
 * is on all the same, somebody published it with another one since: maybe the link's, so it is written over.
 */
function stale(input: SwitchInput, published: PublishedName): Drift {
  const { resolution, address, nameSwitch } = input;
  const { name } = resolution;
  const sentence = `${name} was published with ${published.address}, and the link has ${address} now`;
  const found = seen("drifted", "drifted/stale-address", sentence);
  const isOn = nameSwitch.state === "on";
  if (!isOn || !wasRefused(input, published, "switch-off"))
    return { ...found, repairs: [turnOff(input, published.address, published.region)] };
  if (!wasRefused(input, published, "switch-on")) return { ...found, repairs: [writeOver(input)] };
  return seen(
    "unknown",
    "unknown/unpublished-address",
    `${sentence}; the vendor turned it neither off with the one nor on with the other, so somebody published it with an address that nobody tells: turn its private resolution off in the console, and Mooring publishes it`,
  );
}

/** The vendor refused, since the name was published, because it is not as the write took it to be. */
function wasRefused({ entry }: SwitchInput, { name, publishedAt }: PublishedName, kind: "switch-on" | "switch-off") {
  return (entry?.failures ?? []).some(
    ({ at, change, failure }) =>
      change.startsWith(`${kind} `) &&
      change.endsWith(` ${name}`) &&
      failure.kind === "conflict" &&
      (publishedAt === null || at > publishedAt),
  );
}

/** What the vendor calls on, against what the zones that can be seen say of it. */
function whenOn(
  input: SwitchInput,
  published: PublishedName,
  top: Zone | undefined,
  given: readonly string[] | null,
): Drift {
  const { resolution, address, nameSwitch } = input;
  const { name } = resolution;
  const on = `its private resolution is ${nameSwitch.vendorState}`;
  if (top !== undefined && given !== null)
    return seen(
      "drifted",
      "drifted/shadowed",
      `zone ${top.name} (${top.id}) is bound to this network and answers ${name} ${given.length === 0 ? "with nothing" : `with ${given.join(", ")}`} although its private resolution is on with ${address}; whose zone it is cannot be told: its owner must unbind it`,
    );
  if (top !== undefined && isPaused(recordsAt(name, top), address))
    return seen(
      "drifted",
      "drifted/record-disabled",
      `the record of ${name} with ${address} in zone ${top.name} (${top.id}) is disabled although ${on}; enable the record, or turn the private resolution off, and Mooring turns it on again`,
    );
  const doubt = doubtOfZones(input, top);
  if (doubt === null) return seen("moored", "moored/published", `${name} is published with ${address}; ${on}`);
  return isJustNow(published, input.at) ? notAnsweredYet(name, published) : doubt;
}

/**
 * Why a name may not be answered although nothing that can be seen answers it otherwise: a zone beside the switch's own
 * that does not know it and passes it on, of which nobody says which of the two is asked, or the switch's own, unbound.
 * A zone with a forwarding rule is told by the rule.
 */
function doubtOfZones({ resolution, address, nameSwitch }: SwitchInput, top: Zone | undefined): Drift | null {
  const { name, forwarding, zones } = resolution;
  if (top !== undefined)
    return forwarding !== null
      ? null
      : seen(
          "drifted",
          "drifted/shadowed",
          `zone ${top.name} (${top.id}) is bound to this network, holds no record of ${name} and passes it on; nobody tells whether it or the private resolution is asked, so the public answer may be heard: its owner must unbind it, or give it an A record ${address}`,
        );
  const unbound = zones.find(
    (zone) =>
      zone.bindings.length === 0 && recordsAt(name, zone).some(({ type, value }) => type === "A" && value === address),
  );
  if (unbound === undefined) return null;
  return seen(
    "drifted",
    "drifted/zone-unbound",
    `zone ${unbound.name} (${unbound.id}), which holds ${name} with ${address}, is bound to no network although its private resolution is ${nameSwitch.vendorState}; bind it to this network, or turn the private resolution off, and Mooring turns it on again`,
  );
}

function isJustNow({ publishedAt }: PublishedName, at: string): boolean {
  return publishedAt !== null && elapsed(publishedAt, at) < turningTime;
}

function notAnsweredYet(name: string, { publishedAt }: PublishedName): Drift {
  return seen(
    "pending",
    "pending/names-not-published",
    `the private resolution of ${name} was turned on at ${publishedAt} and answers within a minute or two`,
  );
}

/** The switch's own record, paused by somebody: no other zone answers for it. */
function isPaused(records: readonly ZoneRecord[], address: string): boolean {
  return records.some(({ type, value, enabled }) => !enabled && type === "A" && value === address);
}

function unpublished(input: SwitchInput, entry: LedgerEntry | null, state: "on" | "off" | "error"): Drift {
  const { resolution, address } = input;
  const { name } = resolution;
  switch (state) {
    case "off":
      return entry === null
        ? {
            ...seen("drifted", "drifted/switch-off", `the private resolution of ${name} is off`),
            repairs: [turnOn(input, true)],
          }
        : {
            ...seen(
              "pending",
              "pending/names-not-published",
              `the link is ready; ${name} is to be published with ${address}`,
            ),
            repairs: [turnOn(input, true)],
          };
    case "on":
      return seen(
        "unknown",
        "unknown/unpublished-address",
        `the private resolution of ${name} is on, Mooring did not turn it on, and the vendor does not tell the address it answers with; ${entry === null ? "ask whoever made the link, or a resolver inside the network" : `turn it off in the console, and Mooring publishes it with ${address}, or state its address with mooring adopt --published-address`}`,
      );
    case "error":
      return inDoubt(input);
  }
}

function withdrawn(input: SwitchInput, published: PublishedName, since: string): Drift {
  const { nameSwitch, resolution, at } = input;
  const on = nameSwitch.state === "on";
  // Turned off under another region it may be on here by somebody's hand: it is written over, and never goes silent.
  if (on && published.region !== input.region)
    return {
      ...seen(
        "drifted",
        "drifted/switch-region",
        `the private resolution of ${resolution.name} was turned off under ${published.region} at ${since} and is on under ${input.region}, which Mooring did not turn on`,
      ),
      repairs: [turnOn(input, true)],
    };
  if (on && elapsed(since, at) < turningTime)
    return seen(
      "pending",
      "pending/name-withdrawn",
      `the private resolution of ${resolution.name} was turned off at ${since}, and is published anew when it is`,
    );
  return {
    ...seen(
      "drifted",
      "drifted/stale-address",
      `the private resolution of ${resolution.name} was turned off at ${since} and is ${on ? "on again" : "to be published anew"}`,
    ),
    repairs: [on ? writeOver(input) : turnOn(input, false)],
  };
}

/** On under a region that is not the network's, where it answers nobody; the network's own is turned on afterwards. */
function inWrongRegion(input: SwitchInput, published: PublishedName, misplaced: string): Drift {
  const { resolution, entry, at, region } = input;
  const { name } = resolution;
  const lately = entry?.repairs.find(
    (repair) => repair.name === name && repair.kind === "switch-off" && elapsed(repair.at, at) < turningTime,
  );
  if (lately !== undefined)
    return seen(
      "pending",
      "pending/name-withdrawn",
      `the private resolution of ${name} was turned off at ${lately.at} and shows on under ${misplaced} still`,
    );
  return {
    ...seen(
      "drifted",
      "drifted/switch-region",
      `the private resolution of ${name} is on under ${misplaced}, and the network is in ${region}`,
    ),
    repairs: [
      {
        ...turnOff(input, published.address, misplaced),
        because: `${name} is published under ${misplaced}, and the network is in ${region}`,
      },
    ],
  };
}

function inDoubt({ nameSwitch, resolution }: SwitchInput): Drift {
  const { name } = resolution;
  return nameSwitch.state === "error"
    ? seen(
        "drifted",
        "drifted/switch-error",
        `the vendor reports ${nameSwitch.vendorState} for the private resolution of ${name}; look at the registry's console, or open a ticket`,
      )
    : seen(
        "unknown",
        "unknown/switch",
        `the vendor says "${nameSwitch.vendorState}" of the private resolution of ${name}, which is neither on nor off; the next pass asks again`,
      );
}

function turnOn({ kind, resolution, address }: SwitchInput, first: boolean): Repair {
  return {
    kind: "switch-on",
    name: resolution.name,
    nameKind: kind,
    address,
    first,
    because: first
      ? `the link is ready and ${resolution.name} is not published in this network`
      : `the private resolution of ${resolution.name} must answer ${address}`,
  };
}

/** Turned on whatever it says: only a first publication, or a move, is written to a switch that is on. */
function writeOver(input: SwitchInput): Repair {
  const repair = turnOn(input, !hasMoved(input.entry, input.address));
  return { ...repair, because: `${input.resolution.name} must answer ${input.address}, whatever it answers now` };
}

function turnOff({ kind, resolution }: SwitchInput, address: string, region: string): Repair {
  return {
    kind: "switch-off",
    name: resolution.name,
    nameKind: kind,
    address,
    switchRegion: region,
    first: false,
    because: `${resolution.name} answers ${address}, which is not the link's address any more`,
  };
}

function seen(state: Drift["state"], code: string, sentence: string): Drift {
  return { state, code, sentence, repairs: [], baseline: null };
}
