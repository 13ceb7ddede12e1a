import type { ActionCall } from "../../alibaba/action.ts";
import { continueLink } from "../../alibaba/actions/cr/links.ts";
import type { Account, LinkedVpc, PrivateZone, Vpc, VSwitch } from "../../alibaba/state.ts";
import type { World } from "../../world.ts";
import { restoreBucket } from "../buckets.ts";
import { type Time, timeIn } from "../times.ts";
import { bindingFrom, restoreResolvers } from "./restore-resolvers.ts";
import type { AlibabaWorldAccount, LinkSeed, NetworkSeed, RecordSeed, RuleSeed, SubnetSeed, ZoneSeed } from "./seed.ts";

const usualGroup = "rg-acfmemulated01";

/** Puts what a world file says beyond the accounts themselves into the world, and lets what was under way go on. */
export function restoreAlibaba(world: World, seeds: readonly AlibabaWorldAccount[]): void {
  const found = seeds.flatMap((seed) => {
    const account = world.alibaba.accounts.get(seed.id);
    return account === undefined ? [] : [{ seed, account }];
  });
  const time = timeIn(world);
  for (const { seed, account } of found) {
    for (const network of seed.networks ?? []) restoreNetwork(world, account, network);
    restoreResolvers(world, account, seed);
    for (const zone of seed.zones ?? []) account.zones.set(zone.id, zoneFrom(zone, time));
    for (const { at, ...log } of seed.changeLogs ?? []) account.changeLogs.push({ ...log, at: time(at) });
    for (const rule of seed.rules ?? []) account.eventRules.push(ruleFrom(rule, time));
    for (const bucket of seed.buckets ?? []) restoreBucket(world, "oss", account.id, bucket);
  }
  // Last: a link that goes on needs its network and its zones, of whichever account they are.
  for (const { seed, account } of found) restoreRegistries(world, account, seed);
}

/** The largest number that the file uses as an id, so that new ones come after it. */
export function largestAlibabaId(seeds: readonly AlibabaWorldAccount[]): number {
  const numbers = seeds.flatMap(({ zones = [], changeLogs = [] }) => [
    ...zones.flatMap(({ records = [] }) => records.map(({ id }) => id)),
    ...changeLogs.map(({ id }) => id),
  ]);
  return numbers.reduce((largest, one) => Math.max(largest, one), 0);
}

function restoreNetwork(world: World, account: Account, seed: NetworkSeed): void {
  const { clock, settings, changed, ids } = world;
  const region = seed.region ?? "cn-hangzhou";
  const vpc: Vpc = {
    id: seed.id,
    region,
    createdAt: timeIn(world)(seed.createdAt),
    cidr: seed.cidr ?? "172.16.0.0/12",
    isDefault: seed.isDefault ?? false,
    vRouterId: ids.resource("vrt"),
    routeTableId: ids.resource("vtb"),
    resourceGroupId: usualGroup,
    name: seed.name ?? "",
    description: seed.description ?? "",
    status: seed.status ?? "Available",
    tags: new Map(Object.entries(seed.tags ?? {})),
    dhcpOptionsSetId: seed.dhcpOptionsSet ?? "",
    dhcpOptionsSetNext: seed.dhcpOptionsSetNext ?? null,
  };
  account.vpcs.set(vpc.id, vpc);
  const subnets = (seed.subnets ?? []).map((subnet) => subnetFrom(world, vpc, subnet));
  for (const subnet of subnets) account.vswitches.set(subnet.id, subnet);
  const later = (one: Vpc | VSwitch, milliseconds: number) => {
    if (one.status === "Pending")
      clock.after(milliseconds, () => {
        one.status = "Available";
        changed.send();
      });
  };
  later(vpc, settings.networkAvailableMs);
  for (const subnet of subnets) later(subnet, settings.subnetAvailableMs);
}

function subnetFrom(world: World, { id: vpcId, region }: Vpc, seed: SubnetSeed): VSwitch {
  return {
    id: seed.id,
    vpcId,
    region,
    zoneId: seed.zone ?? `${region}-i`,
    cidr: seed.cidr,
    createdAt: timeIn(world)(seed.createdAt),
    isDefault: seed.isDefault ?? false,
    resourceGroupId: usualGroup,
    name: seed.name ?? "",
    description: seed.description ?? "",
    status: seed.status ?? "Available",
    tags: new Map(Object.entries(seed.tags ?? {})),
    takenAddresses: new Map(Object.entries(seed.taken ?? {})),
    lastAddress: seed.lastAddress ?? null,
  };
}

function restoreRegistries(world: World, account: Account, seed: AlibabaWorldAccount): void {
  const { alibaba: state, settings, clock, ids, changed } = world;
  const steps: Pick<ActionCall, "account" | "state" | "settings" | "clock" | "ids" | "changed"> = {
    account,
    state,
    settings,
    clock,
    ids,
    changed: () => changed.send(),
  };
  const time = timeIn(world);
  for (const { id, tags = {}, links = [], createdAt } of seed.registries ?? []) {
    const made = account.instances.get(id);
    if (made === undefined) continue;
    const instance = { ...made, createdAt: time(createdAt), tags: new Map(Object.entries(tags)) };
    account.instances.set(id, instance);
    for (const link of links) {
      const restored = linkFrom(link, time);
      instance.links.push(restored);
      const subnet = [...state.accounts.values()].flatMap((one) => one.vswitches.get(link.subnet) ?? [])[0];
      subnet?.takenAddresses.set(link.address, `cr:${id}/${link.part}`);
    }
    for (const link of instance.links) continueLink(steps, instance, link);
  }
}

function linkFrom(seed: LinkSeed, time: Time): LinkedVpc {
  return {
    module: seed.part,
    vpcId: seed.network,
    vswitchId: seed.subnet,
    createdAt: time(seed.createdAt),
    ip: seed.address,
    status: seed.status ?? "RUNNING",
    defaultAccess: seed.defaultAccess ?? false,
    issue: seed.issue ?? null,
    wantsRecords: seed.wantsRecords ?? true,
    zones: new Set(seed.zones ?? []),
  };
}

function zoneFrom(seed: ZoneSeed, time: Time): PrivateZone {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    name: seed.name,
    type: seed.type ?? "AUTH_ZONE",
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    proxyPattern: seed.proxyPattern ?? "ZONE",
    remark: seed.remark ?? "",
    creatorSubType: seed.creatorSubType ?? "SUB",
    creator: seed.creator ?? "20000000000000001",
    resourceGroupId: seed.resourceGroupId ?? usualGroup,
    tags: new Map(Object.entries(seed.tags ?? {})),
    records: (seed.records ?? []).map((record) => recordFrom(record, time)),
    bindings: (seed.networks ?? []).map(bindingFrom),
  };
}

function recordFrom(seed: RecordSeed, time: Time): PrivateZone["records"][number] {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    rr: seed.rr,
    type: seed.type,
    value: seed.value,
    ttl: seed.ttl ?? 60,
    priority: seed.priority ?? 0,
    line: seed.line ?? "default",
    weight: seed.weight ?? 1,
    status: seed.status ?? "ENABLE",
    remark: seed.remark ?? "",
  };
}

function ruleFrom(seed: RuleSeed, time: Time): Account["eventRules"][number] {
  return {
    name: seed.name,
    region: seed.region,
    createdAt: time(seed.createdAt),
    description: seed.description ?? "",
    enabled: seed.enabled ?? true,
    filterPattern: JSON.stringify(seed.pattern),
    targets: seed.targets ?? [],
  };
}
