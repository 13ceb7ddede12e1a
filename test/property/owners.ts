import { registryService } from "../../emulator/alibaba/zones/author.ts";
import { zoneEditor } from "../../emulator/alibaba/zones/edit.ts";
import { nameOfRecord } from "../../emulator/tencent/zones/names.ts";
import type { Finding, NameFinding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import { registryDomain } from "../e2e/drift-tencent.ts";
import { region } from "../e2e/stage.ts";
import type { Estate, Member } from "./drifting-estate.ts";
import type { EstateZone } from "./estate-watch.ts";

/** What a finding tells an owner to do, done by hand through the vendor's own interface. */
interface Told {
  readonly estate: Estate;
  readonly member: Member;
  readonly name: string;
}

/**
 * Does what the findings of a report say that somebody has to do. An owner who cannot do it, because somebody else did
 * it already, is told anew by the next report.
 */
export async function heedFindings(estate: Estate, report: Report): Promise<void> {
  for (const finding of report.findings) {
    const member = estate.members.find(({ id }) => id === finding.network);
    if (member === undefined) continue;
    for (const { name, code } of toldOf(finding)) {
      estate.log.push(`  the owner of ${finding.network} heeds ${code} of ${name.replace(/\..*/, "")}`);
      await heed(code, { estate, member, name }).catch((error: unknown) =>
        estate.log.push(`    in vain: ${String(error).slice(0, 200)}`),
      );
    }
  }
}

function toldOf({ parts, code, state }: Finding): readonly Pick<NameFinding, "name" | "code">[] {
  const names = parts.flatMap((part) => part.names).filter(({ state }) => state !== "moored");
  return names.length > 0 || state === "moored" ? names : [{ name: "", code }];
}

async function heed(code: string, told: Told): Promise<void> {
  switch (code) {
    case "drifted/shadowed":
    case "drifted/shared-zone":
    case "drifted/own-zone-taken":
    case "blocked/zone-conflict":
    case "blocked/main-domain-bound":
      return giveWay(told);
    case "drifted/switch-off":
      // Refused, because a zone of somebody's keeps the switch's own from being bound.
      return makeRoom(told);
    case "drifted/shared-zone-unbound":
      return bindAgain(told);
    case "drifted/zone-unbound":
      return bindOrRemove(told);
    case "drifted/zone-missing":
    case "drifted/forwarded":
      return publishByHand(told);
    case "drifted/orphan-zone":
      return removeOrphans(told);
    case "held/own-zone-in-use":
      return clear(told);
    case "drifted/product-zone":
      return openTicket(told);
    case "blocked/dns-closed":
    case "blocked/dns-in-debt":
      told.estate.alibaba.account.privateZoneService = "OPENED";
      told.estate.tencent.stage.account.dnsService = "ENABLED";
      return;
    case "drifted/switch-error":
    case "drifted/record-disabled":
      return enableByHand(told);
    case "unknown/unpublished-address":
    case "drifted/stale-address":
      return turnOff(told);
    default:
      return;
  }
}

/** Takes away the zones below the registry's domain that somebody bound to the network. */
async function makeRoom({ estate, member }: Told): Promise<void> {
  const others = estate.watch
    .zones()
    .filter(
      ({ by, name, networks }) => by === "hand" && isWithin(name, registryDomain) && networks.includes(member.id),
    );
  for (const { id } of others) await estate.tencent.deleteZone(id);
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function covering({ estate, member, name }: Told): readonly EstateZone[] {
  return estate.watch
    .zones()
    .filter((zone) => zone.cloud === member.cloud && zone.networks.includes(member.id) && isWithin(name, zone.name));
}

/** Whether the zone is the one that should answer the network's names. */
function isRightful({ by, madeFor, networks }: EstateZone, { member }: Told): boolean {
  if (by === "vendor") return madeFor === member.id;
  return by === "mooring" && networks.length === 1;
}

/** Unbinds whatever answers in the place of the network's own zone; where nothing does, rewrites the record. */
async function giveWay(told: Told): Promise<void> {
  const { estate, member } = told;
  const drift = member.cloud === "alibaba" ? estate.alibaba : estate.tencent;
  const inTheWay = covering(told).filter((zone) => !isRightful(zone, told));
  for (const { id, networks, by } of inTheWay) {
    const rest = networks.filter((network) => network !== member.id);
    if (rest.length === 0 && by === "hand") await drift.deleteZone(id);
    else await drift.bind(id, ...rest);
  }
  if (inTheWay.length > 0) return;
  await openTicket(told);
  for (const zone of covering(told)) await answerByHand(told, zone);
}

/** Leaves the link's address alone at the name. */
async function answerByHand({ estate, member, name }: Told, zone: EstateZone): Promise<void> {
  const host = name === zone.name ? "@" : name.slice(0, -zone.name.length - 1);
  const address = estate.watch.addressOf(member.id, name) ?? "";
  const { alibaba, tencent } = estate;
  const drift = member.cloud === "alibaba" ? alibaba : tencent;
  for (const record of recordsOf(estate, zone.id, host)) await drift.deleteRecord(zone.id, record);
  if (member.cloud === "alibaba")
    await alibaba.call("pvtz", "AddZoneRecord", { ZoneId: zone.id, Rr: host, Type: "A", Value: address });
  else {
    const record = { ZoneId: zone.id, SubDomain: host, RecordType: "A", RecordValue: address };
    await tencent.user.privatedns.CreatePrivateZoneRecord(record);
  }
}

/** Takes the network's zone back from whomever it was given to. */
async function bindAgain({ estate, member, name }: Told): Promise<void> {
  const drift = member.cloud === "alibaba" ? estate.alibaba : estate.tencent;
  const zones = estate.watch
    .zones()
    .filter((zone) => zone.cloud === member.cloud && isWithin(name, zone.name) && !zone.networks.includes(member.id));
  const own = zones.find(({ madeFor }) => madeFor === member.id) ?? zones.find(({ text }) => text.includes(member.id));
  if (own !== undefined) await drift.bind(own.id, member.id);
}

/** Of a switch alone: a zone with its record that is bound to nobody is its own, or was left by somebody. */
async function bindOrRemove({ estate, member, name }: Told): Promise<void> {
  const stray = estate.watch
    .zones()
    .filter((zone) => zone.cloud === member.cloud && isWithin(name, zone.name) && zone.networks.length === 0);
  for (const { id, madeFor } of stray)
    await (madeFor === member.id ? estate.tencent.bind(id, member.id) : estate.tencent.deleteZone(id));
}

async function publishByHand(told: Told): Promise<void> {
  const { estate, member, name } = told;
  const drift = member.cloud === "alibaba" ? estate.alibaba : estate.tencent;
  const address = estate.watch.addressOf(member.id, name);
  if (address !== null) await drift.makeZone(name, address, member.id);
}

/** The provider alone can write in a zone of its own. */
async function openTicket({ estate, member, name }: Told): Promise<void> {
  const { account, stage } = estate.alibaba;
  const { settings, clock, ids } = stage.world;
  const provider = zoneEditor({ account, settings, clock, ids }, registryService(settings));
  const made = estate.watch.zones().filter(({ madeFor }) => madeFor === member.id);
  for (const { id } of made) {
    const zone = account.zones.get(id);
    const [record] = zone?.records ?? [];
    if (zone?.type !== "CLOUD_PRODUCT_ZONE" || zone.name !== name || record === undefined) continue;
    provider.changeRecord(zone, record, { value: estate.watch.addressOf(member.id, name) ?? "" });
    provider.bind(zone, [{ vpcId: member.id, region, type: "STANDARD", userId: null }]);
  }
}

/** Takes out of a zone of Mooring's own what others put into it. */
async function clear({ estate, member, name }: Told): Promise<void> {
  const own = estate.watch
    .zones()
    .filter((zone) => zone.by === "mooring" && zone.networks.includes(member.id) && isWithin(name, zone.name));
  const drift = member.cloud === "alibaba" ? estate.alibaba : estate.tencent;
  for (const { id } of own) {
    await drift.bind(id, member.id);
    for (const record of recordsOf(estate, id)) await drift.deleteRecord(id, record);
  }
}

/** The ids of a zone's records, all or those of one host. */
function recordsOf({ alibaba, tencent }: Estate, zone: string, host?: string): readonly string[] {
  const records = [
    ...(alibaba.account.zones.get(zone)?.records ?? []).map(({ id, rr }) => ({ id: String(id), host: rr })),
    ...(tencent.stage.account.zones.get(zone)?.records ?? []).map(({ id, subDomain }) => ({ id, host: subDomain })),
  ];
  return records.flatMap((record) => (host === undefined || record.host === host ? [record.id] : []));
}

async function removeOrphans(told: Told): Promise<void> {
  const drift = told.member.cloud === "alibaba" ? told.estate.alibaba : told.estate.tencent;
  for (const { id } of covering(told)) await drift.deleteZone(id);
}

/** In the console, where nobody has to name the address that a switch was turned on with. */
async function turnOff({ estate, member, name }: Told): Promise<void> {
  const { stage } = estate.tencent;
  const records = [...stage.account.zones.values()]
    .filter(({ managedFor }) => managedFor === member.id)
    .flatMap((zone) =>
      zone.records.map((record) => ({ ...record, name: nameOfRecord(zone.domain, record.subDomain) })),
    );
  for (const record of records.filter((one) => one.name === name))
    await stage.turn(member.id, "off", { name, address: record.value });
}

async function enableByHand({ estate, member, name }: Told): Promise<void> {
  const { zone: ZoneId, record } = await estate.tencent.placeOf(name, member.id);
  await estate.tencent.user.privatedns.ModifyRecordsStatus({
    ...{ ZoneId, RecordIds: [Number(record)] },
    Status: "enabled",
  });
}
