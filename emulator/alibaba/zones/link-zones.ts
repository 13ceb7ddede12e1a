import type { WorldClock } from "../../clock.ts";
import type { Ids } from "../ids.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { Account, AlibabaState, LinkedVpc, PrivateZone, RegistryInstance, ZoneRecord } from "../state.ts";
import { hasPrivateZoneRole, privateZoneRole, registryService } from "./author.ts";
import { domainsOf } from "./domains.ts";
import { type NewRecord, type ZoneEditor, zoneEditor } from "./edit.ts";
import { wantedZone } from "./layout.ts";

export interface LinkContext {
  /** The registry's account. */
  readonly account: Account;
  readonly state: AlibabaState;
  readonly settings: AlibabaSettings;
  readonly clock: WorldClock;
  readonly ids: Ids;
}

/**
 * What the service does in PrivateZone at the moment a link becomes RUNNING: makes a zone for each of the link's
 * names, or says in `Issue` why not.
 */
export function linkBecameReady(context: LinkContext, instance: RegistryInstance, link: LinkedVpc): void {
  const { settings } = context;
  publish(context, instance, link);
  if (settings.serviceHeals === "never") return;
  for (const other of instance.links) {
    if (other !== link && other.status === "RUNNING" && other.zones.size > 0) publish(context, instance, other);
  }
}

/** What the service does in PrivateZone at the moment a link is gone: its unchanged zones go with it. */
export function linkRemoved(context: LinkContext, instance: RegistryInstance, link: LinkedVpc): void {
  if (context.settings.unlinkedZone === "left") return;
  const owner = zoneAccount(context, link);
  const editor = zoneEditor({ ...context, account: owner }, registryService(context.settings));
  for (const id of link.zones) {
    const zone = owner.zones.get(id);
    if (zone === undefined || !boundToAlone(zone, link)) continue;
    const own = ownRecords(context, instance, link, zone);
    if (own.length === 0 || own.some((record) => record.value !== link.ip || record.status !== "ENABLE")) continue;
    const shared = zoneIsShared(context, zone, link);
    if (!shared && zone.records.length !== own.length) continue;
    for (const record of own) editor.removeRecord(zone, record);
    if (shared) continue;
    editor.bind(zone, []);
    editor.removeZone(zone);
  }
}

function publish(context: LinkContext, instance: RegistryInstance, link: LinkedVpc): void {
  const { settings } = context;
  const owner = zoneAccount(context, link);
  link.issue = null;
  if (!hasPrivateZoneRole(owner)) {
    link.issue = settings.unauthorizedIssue === "" ? null : settings.unauthorizedIssue;
    return;
  }
  if (owner.privateZoneService === "CLOSED" && settings.linkWithPrivateZoneClosed !== "makes-zones") {
    link.issue = settings.linkWithPrivateZoneClosed === "issue" ? "NO_PRIVATE_ZONE_AUTHORIZED" : null;
    return;
  }
  if (link.ip === null) return;
  const editor = zoneEditor({ ...context, account: owner }, registryService(settings));
  for (const domain of domainsOf(instance, link.module)) publishName(context, editor, owner, instance, link, domain);
}

function publishName(
  context: LinkContext,
  editor: ZoneEditor,
  owner: Account,
  instance: RegistryInstance,
  link: LinkedVpc,
  domain: string,
): void {
  const { settings } = context;
  const wanted = wantedZone(settings, instance, domain);
  const existing =
    boundZone(context, link.vpcId, wanted.name) ??
    [...link.zones].map((id) => owner.zones.get(id)).find((zone) => zone?.name === wanted.name);
  if (existing !== undefined && !isServiceZone(context, existing, link.vpcId)) {
    if (settings.zoneConflict === "issue") link.issue = `PRIVATE_ZONE_CONFLICT_AT_${existing.id}`;
    return;
  }
  const zone =
    existing ??
    editor.addZone({
      name: wanted.name,
      type: wanted.type,
      proxyPattern: wanted.proxyPattern,
      remark: settings.autoZoneRemark,
      resourceGroupId: instance.resourceGroupId,
    });
  link.zones.add(zone.id);
  if (zone.proxyPattern !== wanted.proxyPattern) editor.setPattern(zone, wanted.proxyPattern);
  putRecord(editor, zone, recordFor(settings, wanted.rr, link.ip ?? ""));
  // Bound last: a zone without its record would answer NXDOMAIN in between.
  if (zone.bindings.some(({ vpcId }) => vpcId === link.vpcId)) return;
  editor.bind(zone, [...zone.bindings, bindingOf(context, owner, link)]);
}

/** One enabled record of this value; the service holds no right to update or enable, so it deletes and adds. */
function putRecord(editor: ZoneEditor, zone: PrivateZone, wanted: NewRecord): void {
  const sameHost = zone.records.filter(({ rr, type }) => rr === wanted.rr && (type === "A" || type === "CNAME"));
  const [only] = sameHost;
  const right = only?.type === "A" && only.value === wanted.value && only.status === "ENABLE";
  if (sameHost.length === 1 && right) return;
  for (const record of sameHost) editor.removeRecord(zone, record);
  editor.addRecord(zone, wanted);
}

function recordFor(settings: AlibabaSettings, rr: string, ip: string): NewRecord {
  return {
    rr,
    type: "A",
    value: ip,
    ttl: settings.autoRecordTtl,
    priority: 0,
    line: "default",
    weight: 1,
    status: "ENABLE",
    remark: settings.autoZoneRemark,
  };
}

/** The account whose PrivateZone holds the link's zones: the VPC may be another account's, through a shared vSwitch. */
function zoneAccount(context: LinkContext, link: LinkedVpc): Account {
  return context.settings.sharedNetworkZoneAccount === "registry-owner" ? context.account : vpcOwner(context, link);
}

function vpcOwner({ state, account }: LinkContext, link: LinkedVpc): Account {
  return [...state.accounts.values()].find(({ vpcs }) => vpcs.has(link.vpcId)) ?? account;
}

function bindingOf(context: LinkContext, zoneOwner: Account, link: LinkedVpc): PrivateZone["bindings"][number] {
  const owner = vpcOwner(context, link);
  return {
    vpcId: link.vpcId,
    region: owner.vpcs.get(link.vpcId)?.region ?? "",
    type: "STANDARD",
    userId: owner.id === zoneOwner.id ? null : owner.id,
  };
}

function boundZone({ state }: LinkContext, vpcId: string, name: string): PrivateZone | undefined {
  for (const { zones } of state.accounts.values()) {
    for (const zone of zones.values()) {
      if (zone.name === name && zone.bindings.some((binding) => binding.vpcId === vpcId)) return zone;
    }
  }
  return undefined;
}

function boundToAlone(zone: PrivateZone, link: LinkedVpc): boolean {
  return zone.bindings.length === 1 && zone.bindings[0]?.vpcId === link.vpcId;
}

/** Whether the zone is the service's own and serves no other VPC's link; several names may share it, by layout. */
function isServiceZone({ state }: LinkContext, zone: PrivateZone, vpcId: string): boolean {
  return (
    zone.creator === privateZoneRole && linksOf(state).every((link) => link.vpcId === vpcId || !link.zones.has(zone.id))
  );
}

function zoneIsShared({ state }: LinkContext, zone: PrivateZone, link: LinkedVpc): boolean {
  return linksOf(state).some((other) => other !== link && other.zones.has(zone.id));
}

function linksOf({ accounts }: AlibabaState): readonly LinkedVpc[] {
  return [...accounts.values()].flatMap(({ instances }) => [...instances.values()].flatMap(({ links }) => links));
}

function ownRecords(
  { settings }: LinkContext,
  instance: RegistryInstance,
  link: LinkedVpc,
  zone: PrivateZone,
): readonly ZoneRecord[] {
  const hosts = domainsOf(instance, link.module)
    .map((domain) => wantedZone(settings, instance, domain))
    .filter(({ name }) => name === zone.name)
    .map(({ rr }) => rr);
  return zone.records.filter(({ rr }) => hosts.includes(rr));
}
