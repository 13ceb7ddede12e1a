import type { TencentCall } from "../action.ts";
import type { TencentAccount, TencentDnsChange, TencentRecord, TencentZone } from "../state.ts";
import { managedPlace, nameOfRecord } from "./names.ts";
import { logServiceChange } from "./zone-log.ts";

/** What a switch needs that takes effect later. */
export type SwitchContext = Pick<TencentCall, "account" | "settings" | "clock" | "ids" | "changed">;

/** One of the two names of a registry in one VPC. */
export interface Switch {
  readonly vpcId: string;
  readonly region: string;
  /** The whole name. */
  readonly name: string;
}

/** What a switch has published. */
export interface Published {
  readonly zone: TencentZone;
  readonly records: readonly TencentRecord[];
}

/** The records of a switch, paused ones included; `undefined` when it is off. */
export function publishedBy(account: TencentAccount, one: Switch): Published | undefined {
  const { name } = one;
  for (const zone of account.zones.values()) {
    if (!serves(account, zone, one)) continue;
    const records = zone.records.filter(
      (record) => record.type === "A" && nameOfRecord(zone.domain, record.subDomain) === name,
    );
    if (records.length > 0) return { zone, records };
  }
  return undefined;
}

/** What a switch comes to once everything asked for has taken effect; `undefined` when nothing is under way. */
export function underWay(account: TencentAccount, { vpcId, region, name }: Switch): TencentDnsChange | undefined {
  const gone = !account.vpcs.has(vpcId);
  return account.dnsChanges.findLast(
    (change) => change.vpcId === vpcId && (gone || change.region === region) && change.name === name,
  );
}

/** A VPC's zone of this region's switches; a VPC that is gone has no region to compare. */
function serves(account: TencentAccount, zone: TencentZone, { vpcId, region }: Switch): boolean {
  const own = account.vpcs.get(vpcId)?.region ?? region;
  return zone.managedFor === vpcId && (zone.strayRegion ?? own) === region;
}

/** Every switch of these names that a VPC has on, under whichever region. */
export function everySwitchOn(
  account: TencentAccount,
  { vpcId, region }: Omit<Switch, "name">,
  names: readonly string[],
): readonly Switch[] {
  const zones = [...account.zones.values()].filter(({ managedFor }) => managedFor === vpcId);
  const own = account.vpcs.get(vpcId)?.region ?? region;
  const regions = new Set(zones.map(({ strayRegion }) => strayRegion ?? own));
  return [...regions]
    .flatMap((under) => names.map((name) => ({ vpcId, region: under, name })))
    .filter((one) => publishedBy(account, one) !== undefined);
}

/** Turns a switch on with an address, or off with `null`; resolvers follow after `dnsPropagationMs`. */
export function throwSwitch(context: SwitchContext, { vpcId, region, name }: Switch, ip: string | null): void {
  const { account, clock, settings } = context;
  const change: TencentDnsChange = { vpcId, region, name, ip, dueAt: clock.now() + settings.dnsPropagationMs };
  if (settings.dnsPropagationMs === 0) {
    apply(context, change);
    return;
  }
  account.dnsChanges.push(change);
  continueDnsChange(context, change);
}

/** Lets a switch that was thrown take effect at its time. */
export function continueDnsChange(context: SwitchContext, change: TencentDnsChange): void {
  context.clock.at(change.dueAt, () => {
    const { dnsChanges } = context.account;
    const index = dnsChanges.indexOf(change);
    if (index !== -1) dnsChanges.splice(index, 1);
    apply(context, change);
    context.changed();
  });
}

function apply(context: SwitchContext, change: TencentDnsChange): void {
  if (change.ip === null) unpublish(context, change);
  else publish(context, change, change.ip);
}

/** Finds or makes the zone, writes the record, binds the VPC: the order in which the vendor's own error codes come. */
function publish(context: SwitchContext, wanted: Switch, ip: string): void {
  const { account, settings, clock, ids } = context;
  const { domain, subDomain } = managedPlace(settings, wanted.name);
  const published = publishedBy(account, wanted);
  const zone =
    published?.zone ??
    [...account.zones.values()].find((one) => serves(account, one, wanted) && one.domain === domain) ??
    newManagedZone(account, wanted, { domain, id: ids.resource("zone"), now: clock.now() });
  account.zones.set(zone.id, zone);
  const [record] = published?.records ?? [];
  if (record === undefined) {
    zone.records.push({
      id: String(ids.integer()),
      createdAt: clock.now(),
      updatedAt: clock.now(),
      subDomain,
      type: "A",
      value: ip,
      ttl: settings.managedRecordTtl,
      mx: 0,
      weight: null,
      enabled: true,
      remark: "",
    });
  } else Object.assign(record, { value: ip, enabled: true, updatedAt: clock.now() });
  if (!zone.bindings.some(({ vpcId }) => vpcId === wanted.vpcId))
    zone.bindings = [...zone.bindings, { vpcId: wanted.vpcId, region: wanted.region, uin: null }];
  zone.updatedAt = clock.now();
  logSwitch(context, zone, `publish ${wanted.name} ${ip}`);
}

function unpublish(context: SwitchContext, unwanted: Switch): void {
  const { account, settings, clock } = context;
  const published = publishedBy(account, unwanted);
  if (published === undefined) return;
  const { zone, records } = published;
  for (const record of records) zone.records.splice(zone.records.indexOf(record), 1);
  zone.updatedAt = clock.now();
  logSwitch(context, zone, `withdraw ${unwanted.name}`);
  if (zone.records.length === 0 && settings.managedZoneWhenEmpty === "removed") account.zones.delete(zone.id);
}

function logSwitch(context: SwitchContext, zone: TencentZone, content: string): void {
  if (context.settings.zoneLogOfSwitches !== "absent") logServiceChange(context, zone, content);
}

function newManagedZone(
  account: TencentAccount,
  { vpcId, region }: Switch,
  { domain, id, now }: { readonly domain: string; readonly id: string; readonly now: number },
): TencentZone {
  const own = account.vpcs.get(vpcId)?.region ?? region;
  return {
    id,
    domain,
    managed: true,
    managedFor: vpcId,
    ...(own !== region && { strayRegion: region }),
    createdAt: now,
    updatedAt: now,
    remark: "",
    dnsForward: "ENABLED",
    cnameSpeedup: "ENABLED",
    tags: new Map(),
    records: [],
    bindings: [],
  };
}
