import { usualDnsServers } from "../../tencent/actions/vpc/attributes.ts";
import { takeAddress } from "../../tencent/addresses.ts";
import { continueTencentAccount } from "../../tencent/continue.ts";
import type { TencentAccount, TencentLink, TencentRegistry, TencentVpc } from "../../tencent/state.ts";
import type { World } from "../../world.ts";
import { restoreBucket } from "../buckets.ts";
import { type Time, timeIn } from "../times.ts";
import { busFrom } from "./restore-buses.ts";
import { bindingFrom, endpointFrom, forwardRuleFrom, zoneFrom } from "./restore-zones.ts";
import type { TencentLinkSeed, TencentNetworkSeed, TencentWorldAccount, TencentWorldRegistry } from "./seed.ts";

/** Puts what a world file says beyond the accounts themselves into the world, and lets what was under way go on. */
export function restoreTencent(world: World, seeds: readonly TencentWorldAccount[]): void {
  const time = timeIn(world);
  const found = seeds.flatMap((seed) => {
    const account = world.tencent.accounts.get(seed.id);
    return account === undefined ? [] : [{ seed, account }];
  });
  for (const { seed, account } of found) {
    restoreTimes(account, seed, time);
    for (const network of seed.networks ?? []) restoreNetwork(account, network, time);
    for (const zone of seed.zones ?? []) account.zones.set(zone.id, zoneFrom(zone, time));
    for (const one of seed.outboundEndpoints ?? []) account.outboundEndpoints.set(one.id, endpointFrom(one, time));
    for (const rule of seed.forwardRules ?? []) account.forwardRules.set(rule.id, forwardRuleFrom(rule, time));
    for (const uin of seed.dnsAccounts ?? []) account.dnsAccounts.add(uin);
    if (seed.buses !== undefined)
      account.eventBuses.splice(0, account.eventBuses.length, ...seed.buses.map((bus) => busFrom(bus, time)));
    restoreTasks(account, seed, time);
    for (const { zone, at, ...change } of seed.zoneLog ?? [])
      account.zoneLog.push({ ...change, zoneId: zone, at: time(at) });
    for (const bucket of seed.buckets ?? []) restoreBucket(world, "cos", account.uin, bucket);
    for (const registry of seed.registries ?? []) restoreRegistry(account, registry, time);
  }
  // Last: what goes on needs its networks and zones, of whichever account they are.
  const { settings, clock, tencentIds: ids, changed } = world;
  for (const { account } of found)
    continueTencentAccount({ account, settings, clock, ids, changed: () => changed.send() });
}

/** The largest number that the file uses as an id, so that new ones come after it. */
export function largestTencentId(seeds: readonly TencentWorldAccount[]): number {
  const numbers = seeds.flatMap(({ zones = [], policies = [], roles = [] }) => [
    ...zones.flatMap(({ records = [] }) => records.map(({ id }) => Number(id))),
    ...policies.map(({ id = 0 }) => id),
    ...roles.map(({ id = "" }) => Number(id.slice(-8))),
  ]);
  return numbers.reduce((largest, one) => Math.max(largest, one), 0);
}

/** Roles and policies are made with their account; when they were, the file alone knows. */
function restoreTimes(account: TencentAccount, seed: TencentWorldAccount, time: Time): void {
  const place = (at: number, { createdAt, updatedAt }: { createdAt?: string; updatedAt?: string }) => ({
    createdAt: createdAt === undefined ? at : time(createdAt),
    updatedAt: updatedAt === undefined ? at : time(updatedAt),
  });
  for (const one of seed.roles ?? []) {
    const role = account.roles.get(one.name);
    if (role !== undefined) account.roles.set(one.name, { ...role, ...place(role.createdAt, one) });
  }
  for (const one of seed.policies ?? []) {
    const policy = account.policies.get(one.name);
    if (policy !== undefined) account.policies.set(one.name, { ...policy, ...place(policy.createdAt, one) });
  }
}

function restoreNetwork(account: TencentAccount, seed: TencentNetworkSeed, time: Time): void {
  const region = seed.region ?? "ap-guangzhou";
  const vpc: TencentVpc = {
    id: seed.id,
    region,
    createdAt: time(seed.createdAt),
    cidr: seed.cidr ?? "172.16.0.0/12",
    isDefault: seed.isDefault ?? false,
    name: seed.name ?? "",
    enableMulticast: seed.enableMulticast ?? false,
    domainName: seed.domainName ?? "",
    dnsServers: seed.dnsServers ?? usualDnsServers(),
    tags: new Map(Object.entries(seed.tags ?? {})),
  };
  account.vpcs.set(vpc.id, vpc);
  for (const subnet of seed.subnets ?? [])
    account.subnets.set(subnet.id, {
      id: subnet.id,
      vpcId: vpc.id,
      region,
      zone: subnet.zone ?? `${region}-1`,
      cidr: subnet.cidr,
      createdAt: time(subnet.createdAt),
      isDefault: subnet.isDefault ?? false,
      name: subnet.name ?? "",
      cdcId: subnet.cdcId ?? "",
      isRemoteVpcSnat: subnet.isRemoteVpcSnat ?? false,
      tags: new Map(Object.entries(subnet.tags ?? {})),
      takenAddresses: new Map(Object.entries(subnet.taken ?? {})),
      lastAddress: subnet.lastAddress ?? null,
    });
}

/** The account has the registry already, with what its seed says of it. */
function restoreRegistry(account: TencentAccount, seed: TencentWorldRegistry, time: Time): void {
  const made = account.registries.get(seed.id);
  if (made === undefined) return;
  const { deletionProtection, publicEntry, securityPolicyVersion, enableCosVersioning, enableCosMAZ } = seed;
  const replicas = (seed.replicas ?? []).flatMap((one) => {
    if (typeof one === "string") return made.replicas.find(({ region }) => region === one) ?? [];
    return { id: one.id, region: one.region, status: one.status ?? "Running", createdAt: time(one.createdAt) } as const;
  });
  const registry: TencentRegistry = {
    ...made,
    createdAt: time(seed.createdAt),
    deletionProtection: deletionProtection ?? made.deletionProtection,
    tags: new Map(Object.entries(seed.tags ?? {})),
    replicas,
    publicEntry: publicEntry ?? made.publicEntry,
    customDomains: (seed.customDomains ?? []).map((one) => ({ ...one })),
    securityPolicies: (seed.securityPolicies ?? []).map((one) => ({ ...one })),
    securityPolicyVersion: securityPolicyVersion ?? made.securityPolicyVersion,
    enableCosVersioning: enableCosVersioning ?? made.enableCosVersioning,
    enableCosMAZ: enableCosMAZ ?? made.enableCosMAZ,
    prepaid: seed.prepaid ?? null,
    links: (seed.links ?? []).flatMap((link) => linkFrom(account, seed.id, link, time)),
  };
  account.registries.set(registry.id, registry);
}

/** A link holds an address of its subnet in every step, shown or not. */
function linkFrom(
  { subnets }: TencentAccount,
  registry: string,
  seed: TencentLinkSeed,
  time: Time,
): readonly TencentLink[] {
  const subnet = subnets.get(seed.subnet);
  if (subnet === undefined) return [];
  const owner = `tcr:${registry}`;
  if (seed.address !== undefined) subnet.takenAddresses.set(seed.address, owner);
  const held = [...subnet.takenAddresses].find(([, one]) => one === owner)?.[0] ?? takeAddress(subnet, owner) ?? null;
  const step = seed.step ?? "running";
  return [
    {
      vpcId: seed.network,
      subnetId: seed.subnet,
      region: subnet.region,
      createdAt: time(seed.createdAt),
      ip: seed.address ?? (step === "running" ? held : null),
      step,
    },
  ];
}

function restoreTasks(account: TencentAccount, seed: TencentWorldAccount, time: Time): void {
  for (const { id, zone, operation, networks, dueAt, status } of seed.bindTasks ?? []) {
    const bindings = networks.map(bindingFrom);
    account.bindTasks.set(id, { id, zoneId: zone, operation, bindings, dueAt: time(dueAt), status });
  }
  for (const { network: vpcId, region, name, address: ip = null, dueAt } of seed.dnsChanges ?? [])
    account.dnsChanges.push({ vpcId, region, name, ip, dueAt: time(dueAt) });
}
