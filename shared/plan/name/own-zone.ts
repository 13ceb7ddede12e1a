import { elapsed } from "../../model/known.ts";
import type { Baseline, OwnZone, PublishedName } from "../../model/ledger.ts";
import type { NameKind } from "../../model/name.ts";
import type { Zone } from "../../model/zone.ts";
import { refusalWords } from "../limits/refusal.ts";
import { answers, boundZones, hostIn, isBound } from "./answer.ts";
import { othersBound, sharedWithOthers, unbound } from "./drift-binding.ts";
import { type Drift, type DriftInput, type Repair, reported } from "./drift-outcome.ts";
import { codeOf, defaultTtl, describeRecords, zoneRepairs } from "./drift-records.ts";
import { ruleWords } from "./forwarded.ts";
import { isTaken, type OwnZoneScope, seenZone } from "./own-zones.ts";

/** A zone that was made may not show for this long, milliseconds. */
const showingTime = 5 * 60_000;

export interface OwnZoneInput extends DriftInput {
  readonly kind: NameKind;
  /** What was registered of a domain of the user's own; `null` for a name of the vendor's. */
  readonly mainDomain: string | null;
  readonly own: OwnZoneScope;
}

/** What a name comes to that has a zone of Mooring's own, or is to have one. */
export interface OwnZoneDrift extends Drift {
  /** The zone as the ledger should know it; `null`: nothing new is known of it. */
  readonly ownZone: OwnZone | null;
}

/**
 * Compares one name with the zone that Mooring made for it, or makes one: empty, then its record, then its binding, with
 * a look between two of them, so that no step takes an answer away. A zone of anybody else's is never written.
 *
 * | zone of ours        | bound on top                      | outcome                                               |
 * |---------------------|-----------------------------------|-------------------------------------------------------|
 * | of another remark   | it, or another, right             | moored, nothing is written                            |
 * | of another remark   | none, or any, wrong               | drifted/own-zone-taken, reported                      |
 * | bound, on top       | it                                | moored, or repaired: record, TTL, fall-through        |
 * | bound to others too | it, wrong                         | drifted/shared-zone, reported                         |
 * | bound, not on top   | another, right                    | moored, nothing is written                            |
 * | bound, not on top   | another, wrong                    | drifted/shadowed, reported                            |
 * | not bound           | another, right                    | moored, nothing is written                            |
 * | not bound           | another, as specific              | drifted/shadowed or blocked/main-domain-bound         |
 * | not bound           | none, or a wider one              | its record, then its binding                          |
 * | bound to others     | none, or a wider one              | drifted/shared-zone-unbound, opt-in                   |
 * | none                | another, right                    | moored, nothing is made                               |
 * | none                | another that answers it           | drifted/shadowed or blocked/main-domain-bound         |
 * | none                | none, or a wider one without it   | made; pending/own-zone, or drifted/own-zone-missing   |
 */
export function ownZoneDrift(input: OwnZoneInput): OwnZoneDrift {
  const published = publishedName(input);
  const own = published?.ownZone ?? null;
  const seen = own === null ? null : seenZone(own, input.resolution);
  const found = own !== null && seen !== null ? { own, seen } : sharedZone(input);
  if (found === null) return { ...withoutZone(input, published), ownZone: null };
  const told = isTaken(found.own, found.seen) ? takenOver(input, found) : withZone(input, found.seen, published);
  return { ...told, ownZone: { ...found.own, id: found.seen.id } };
}

interface FoundZone {
  readonly own: OwnZone;
  readonly seen: Zone;
}

function takenOver(input: OwnZoneInput, { own, seen }: FoundZone): Drift {
  const { resolution, address } = input;
  const told = `zone ${seen.name} (${seen.id}), which Mooring made, has ${seen.remark === "" ? "no remark" : `the remark "${seen.remark}"`} instead of "${own.remark}"`;
  if (isRight(input)) return moored(`${resolution.name} answers ${address}; ${told}, so it is not written`, null);
  return reported(
    "drifted/own-zone-taken",
    `${describeRecords(resolution, seen)}; ${told}, so somebody took it over and nothing is written in it; give it that remark again, or delete it; the link's address is ${address}`,
  );
}

function publishedName({ entry, resolution }: OwnZoneInput): PublishedName | null {
  return entry?.names.find(({ name }) => name === resolution.name) ?? null;
}

/** The zone that another name of the same main domain has already, where a network takes one of them. */
function sharedZone({ mainDomain, own, resolution }: OwnZoneInput): FoundZone | null {
  if (mainDomain === null || !own.account.known || own.account.value.layout === "name") return null;
  for (const { zone } of own.owned.filter((one) => one.zone.name === mainDomain)) {
    const seen = seenZone(zone, resolution);
    if (seen !== null) return { own: zone, seen };
  }
  return null;
}

function withZone(input: OwnZoneInput, zone: Zone, published: PublishedName | null): Drift {
  const { resolution, address } = input;
  const { name, network } = resolution;
  const [top] = boundZones(resolution);
  const baseline = baselineIn(input, zone, published);
  const repairs = zoneRepairs(input, zone, baseline);
  const told = `zone ${zone.name} (${zone.id}) of Mooring's own`;
  if (top !== undefined && top.id !== zone.id) {
    if (isRight(input))
      return moored(`${name} answers ${address} from zone ${top.name} (${top.id}), so ${told} is not written`, null);
    if (isBound(zone, network)) return shadowedBy(input, top, `instead of ${told}`);
    if (isInTheWay(input, top, zone.name)) return inTheWay(input, top, zone.name);
  }
  // Until it answered once it is being made, which is no drift.
  const isNew = published?.baseline?.zone !== zone.id;
  const others = othersBound(zone, network);
  if (isBound(zone, network)) {
    if (repairs.length === 0) {
      const whose = others.length === 1 ? "another network" : `${others.length} others`;
      const beside = others.length === 0 ? "" : `; somebody bound it to ${whose} as well`;
      return moored(
        `${name} answers ${address} from ${told}${beside}`,
        isNew ? baseline : (published?.baseline ?? null),
      );
    }
    const wrong = `${describeRecords(resolution, zone)} in ${told}; the link's address is ${address}`;
    if (others.length > 0) return sharedWithOthers(zone, others, wrong);
    return making(isNew, { ...reported(codeOf(repairs, input), wrong), repairs });
  }
  if (repairs.length > 0 && others.length === 0)
    return making(isNew, {
      ...reported(codeOf(repairs, input), `${describeRecords(resolution, zone)} in ${told}, which is bound after that`),
      repairs,
    });
  const right = repairs.length === 0 ? `, and its record of ${name} is right` : "";
  const binding = unbound(input, zone, repairs, `it is Mooring's own${right}`);
  const refused = binding.code === "drifted/shadowed" && zone.name === input.mainDomain;
  return making(isNew, refused ? { ...binding, state: "blocked", code: "blocked/main-domain-bound" } : binding);
}

/** What the zone is to be like, whether it was before or never. */
function baselineIn(
  { resolution, mainDomain, at }: OwnZoneInput,
  zone: Zone,
  published: PublishedName | null,
): Baseline {
  return {
    at,
    zone: zone.id,
    zoneName: zone.name,
    host: hostIn(resolution.name, zone.name) ?? "@",
    type: "A",
    ttl: published?.baseline?.ttl ?? defaultTtl,
    fallsThrough: passesOn(zone.name, mainDomain),
  };
}

/** A zone of a whole main domain must not swallow the names that others have in it. */
function passesOn(zoneName: string, mainDomain: string | null): boolean {
  return zoneName === mainDomain;
}

/** Nobody took away what was never there. */
function making(isNew: boolean, found: Drift): Drift {
  if (!isNew || found.repairs.length === 0) return found;
  const repairs = found.repairs.map((repair) => ({ ...repair, because: `a zone is being made for ${repair.name}` }));
  return { ...found, state: "pending", code: "pending/own-zone", repairs };
}

function withoutZone(input: OwnZoneInput, published: PublishedName | null): Drift {
  const { resolution, address, own, kind } = input;
  const { name } = resolution;
  const [top] = boundZones(resolution);
  if (top !== undefined && isRight(input))
    return moored(`${name} answers ${address} from zone ${top.name} (${top.id}), which is somebody else's`, null);
  const before = published?.baseline ?? null;
  const gone =
    before === null
      ? null
      : `zone ${before.zoneName} (${before.zone}), which answered ${name} in this network, is gone`;
  if (kind !== "custom" && !input.optIn.includes("recreate-zone"))
    return reported(
      "drifted/zone-missing",
      `${gone ?? `no zone bound to this network answers ${name}`}; restore the zone by hand, or detach the network and attach it again, or allow recreate-zone in the registry's optIn`,
    );
  const holder = own.takenBy.get(name);
  if (holder !== undefined)
    return blocked(
      "blocked/custom-domain-taken",
      `${name} is a domain of registry "${holder}" as well, which is linked to this network and has it there; take it out of one of the two configurations`,
    );
  if (!own.account.known)
    return {
      ...reported(
        "unknown/zone-account",
        `${gone === null ? "" : `${gone}; `}a zone for ${name} cannot be made before it is known how many the account has: ${own.account.reason}`,
      ),
      state: "unknown",
    };
  const { layout, price } = own.account.value;
  if (layout === "main-domain" && input.mainDomain === null)
    return reported("drifted/zone-missing", `${gone ?? `no zone answers ${name}`}; restore the zone by hand`);
  const zoneName = layout === "main-domain" && input.mainDomain !== null ? input.mainDomain : name;
  const other = resolution.zones.find((zone) => isBound(zone, resolution.network) && isInTheWay(input, zone, zoneName));
  if (other !== undefined) return inTheWay(input, other, zoneName);
  const rule = resolution.forwarding;
  if (rule !== null && rule.zone.length > zoneName.length)
    return reported("drifted/forwarded", `${ruleWords(rule)}, which goes before a zone ${zoneName}, so none is made`);
  const made = madeLately(input, zoneName);
  if (made !== null)
    return {
      ...reported("pending/own-zone", `zone ${zoneName} was made at ${made} and does not show yet`),
      state: "pending",
    };
  const refused = own.refused.get(zoneName);
  if (refused !== undefined) {
    const { network, refusal } = refused;
    const whose = network === resolution.network ? "" : ` for network ${network}`;
    return blocked(
      "blocked/zone-refused",
      `the vendor refused at ${refusal.at} to make zone ${zoneName}${whose}: ${refusalWords(refusal.failure)}; it is asked again an hour after the refusal`,
    );
  }
  const wasOurs = published?.ownZone?.id != null;
  const cost = price === null ? "" : `; such a zone costs ${price}`;
  const sentence = `${gone ?? `no zone bound to this network answers ${name}`}; zone ${zoneName} is to be made for it${cost}`;
  const found = reported(wasOurs ? "drifted/own-zone-missing" : "drifted/zone-missing", sentence);
  const repairs = [creation(input, zoneName, published)];
  return kind === "custom" && !wasOurs
    ? { ...found, state: "pending", code: "pending/own-zone", repairs }
    : { ...found, repairs };
}

function creation(input: OwnZoneInput, zoneName: string, published: PublishedName | null): Repair {
  const { resolution, mainDomain, kind } = input;
  return {
    kind: "create-zone",
    name: resolution.name,
    nameKind: kind,
    zoneName,
    fallsThrough: passesOn(zoneName, mainDomain),
    remark: announcedRemark(input, zoneName, published) ?? newRemark(input),
    because:
      published?.ownZone?.id != null
        ? `the zone that Mooring had made for ${resolution.name} is gone`
        : `nothing bound to this network answers ${resolution.name}`,
  };
}

/** The remark of a zone that was announced and does not show: asked for again, it must not be made twice. */
function announcedRemark({ own }: OwnZoneInput, zoneName: string, published: PublishedName | null): string | null {
  if (published?.ownZone?.id === null) return published.ownZone.remark;
  return own.owned.find(({ zone }) => zone.id === null && zone.name === zoneName)?.zone.remark ?? null;
}

/** When a zone was made that no listing shows yet; `null` when none was. */
function madeLately({ own, at }: OwnZoneInput, zoneName: string): string | null {
  const made = own.owned
    .filter(({ zone }) => zone.name === zoneName && zone.id !== null)
    .flatMap(({ entry, published }) => entry.repairs.filter(({ name }) => name === published.name))
    .filter((repair) => repair.kind === "create-zone" && elapsed(repair.at, at) < showingTime)
    .map((repair) => repair.at);
  return made.sort().at(-1) ?? null;
}

/** At most 50 letters, digits and hyphens: PrivateZone takes nothing else. Another one for each announcement. */
function newRemark({ at, resolution }: OwnZoneInput): string {
  const moment = at.replace(/\.\d+Z$/, "").replace(/[-:]/g, "");
  return `mooring-${moment}-${resolution.network}`.slice(0, 50);
}

/** Somebody else's zone, bound to the network, beside which one of this name could not be, or would not be asked. */
function isInTheWay(input: OwnZoneInput, zone: Zone, zoneName: string): boolean {
  const { own, resolution } = input;
  if (isWholeDomain(input, zoneName)) {
    const isOurs = own.owned.some((one) => one.zone.id === zone.id);
    return !isOurs && hostIn(zone.name, zoneName) !== null;
  }
  if (hostIn(resolution.name, zone.name) === null) return false;
  // A wider zone is left to answer what it answers; what it does not know may have a zone of its own.
  return zone.name.length >= zoneName.length || (boundZones(resolution)[0] === zone && answersAnything(input));
}

/** The zone is the one that a network takes of a main domain. */
function isWholeDomain({ own, mainDomain, resolution }: OwnZoneInput, zoneName: string): boolean {
  if (zoneName !== mainDomain) return false;
  return zoneName !== resolution.name || (own.account.known && own.account.value.layout === "main-domain");
}

function answersAnything({ resolution }: OwnZoneInput): boolean {
  return (answers(resolution) ?? []).length > 0;
}

function isRight(input: OwnZoneInput): boolean {
  return answersAnything(input) && (answers(input.resolution) ?? []).every((value) => value === input.address);
}

function inTheWay(input: OwnZoneInput, zone: Zone, zoneName: string): Drift {
  const { resolution, address, mainDomain } = input;
  if (!isWholeDomain(input, zoneName)) return shadowedBy(input, zone, "and no zone of Mooring's own is put before it");
  return blocked(
    "blocked/main-domain-bound",
    `this network has zone ${zone.name} (${zone.id}${remarkOf(zone)}) of ${mainDomain}, which is not Mooring's, and takes no second one; give it an A record of ${resolution.name} with ${address}, or unbind it`,
  );
}

function remarkOf({ remark }: Zone): string {
  return remark === "" ? "" : `, remark "${remark}"`;
}

function shadowedBy({ resolution, address }: OwnZoneInput, zone: Zone, instead: string): Drift {
  return reported(
    "drifted/shadowed",
    `zone ${zone.name} (${zone.id}${remarkOf(zone)}) is bound to this network and answers for it, ${instead}: ${describeRecords(resolution, zone)}; it is not Mooring's to touch: its owner must unbind it, or answer ${address}`,
  );
}

function moored(sentence: string, baseline: Baseline | null): Drift {
  return { state: "moored", code: "moored/resolving", sentence, repairs: [], baseline };
}

function blocked(code: string, sentence: string): Drift {
  return { ...reported(code, sentence), state: "blocked" };
}
