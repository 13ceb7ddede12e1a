import type { Account, LinkedVpc, PrivateZone, RegistryInstance, Role, Vpc, VSwitch } from "../../alibaba/state.ts";
import type { World } from "../../world.ts";
import { describeBuckets } from "../buckets.ts";
import { iso } from "../times.ts";
import type { AlibabaWorldAccount, LinkSeed, NetworkSeed, SubnetSeed, WorldRegistry, ZoneSeed } from "./seed.ts";
import { describeBinding, describeResolvers } from "./write-resolvers.ts";

/** An account as a world file says it. @param secrets whether its users' are told */
export function describeAlibaba(world: World, account: Account, secrets: boolean): AlibabaWorldAccount {
  return {
    cloud: "alibaba",
    id: account.id,
    users: account.users.map(({ name, accessKeyId, accessKeySecret, attached }) => ({
      name,
      accessKeyId,
      ...(secrets && { accessKeySecret }),
      policies: attached.map((policy) => policy.name),
    })),
    roles: [...account.roles.values()].map(describeRole),
    policies: [...account.policies.values()].map(({ name, versions, defaultVersion }) => ({
      name,
      document: parsed(versions.find(({ id }) => id === defaultVersion)?.document ?? "{}"),
    })),
    services: { pvtz: account.privateZoneService },
    ...(account.directory !== null && { directory: account.directory.members }),
    registries: [...account.instances.values()].map(describeRegistry),
    networks: [...account.vpcs.values()].map((vpc) => describeNetwork(account, vpc)),
    zones: [...account.zones.values()].map(describeZone),
    ...describeResolvers(account),
    changeLogs: account.changeLogs.map(({ at, ...log }) => ({ ...log, at: iso(at) })),
    rules: account.eventRules.map(({ filterPattern, createdAt, ...rule }) => ({
      ...rule,
      pattern: parsed(filterPattern),
      createdAt: iso(createdAt),
    })),
    buckets: describeBuckets(world, "oss", account.id),
  };
}

function describeRole(role: Role): NonNullable<AlibabaWorldAccount["roles"]>[number] {
  return {
    name: role.name,
    ...(role.serviceName === null ? { trust: parsed(role.trust) } : { serviceName: role.serviceName }),
    maxSessionSeconds: role.maxSessionSeconds,
    policies: role.attached.map((policy) => policy.name),
  };
}

function describeRegistry(instance: RegistryInstance): WorldRegistry {
  return {
    id: instance.id,
    name: instance.name,
    region: instance.region,
    status: instance.status,
    edition: instance.specification,
    vpcQuota: instance.vpcQuota,
    parts: instance.modules,
    createdAt: iso(instance.createdAt),
    ...(instance.tags.size > 0 && { tags: Object.fromEntries(instance.tags) }),
    links: instance.links.map(describeLink),
  };
}

function describeLink(link: LinkedVpc): LinkSeed {
  return {
    part: link.module,
    network: link.vpcId,
    subnet: link.vswitchId,
    address: link.ip ?? "",
    status: link.status,
    defaultAccess: link.defaultAccess,
    ...(link.issue !== null && { issue: link.issue }),
    wantsRecords: link.wantsRecords,
    zones: [...link.zones],
    createdAt: iso(link.createdAt),
  };
}

function describeNetwork(account: Account, vpc: Vpc): NetworkSeed {
  return {
    id: vpc.id,
    region: vpc.region,
    cidr: vpc.cidr,
    name: vpc.name,
    ...(vpc.description !== "" && { description: vpc.description }),
    status: vpc.status,
    ...(vpc.isDefault && { isDefault: true }),
    createdAt: iso(vpc.createdAt),
    tags: Object.fromEntries(vpc.tags),
    ...(vpc.dhcpOptionsSetId !== "" && { dhcpOptionsSet: vpc.dhcpOptionsSetId }),
    ...(vpc.dhcpOptionsSetNext !== null && { dhcpOptionsSetNext: vpc.dhcpOptionsSetNext }),
    subnets: [...account.vswitches.values()].filter(({ vpcId }) => vpcId === vpc.id).map(describeSubnet),
  };
}

function describeSubnet(vswitch: VSwitch): SubnetSeed {
  return {
    id: vswitch.id,
    zone: vswitch.zoneId,
    cidr: vswitch.cidr,
    name: vswitch.name,
    ...(vswitch.description !== "" && { description: vswitch.description }),
    status: vswitch.status,
    ...(vswitch.isDefault && { isDefault: true }),
    createdAt: iso(vswitch.createdAt),
    tags: Object.fromEntries(vswitch.tags),
    taken: Object.fromEntries(vswitch.takenAddresses),
    ...(vswitch.lastAddress !== null && { lastAddress: vswitch.lastAddress }),
  };
}

function describeZone({ bindings, records, tags, createdAt, updatedAt, ...zone }: PrivateZone): ZoneSeed {
  return {
    ...zone,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    ...(tags.size > 0 && { tags: Object.fromEntries(tags) }),
    records: records.map((record) => ({
      ...record,
      createdAt: iso(record.createdAt),
      updatedAt: iso(record.updatedAt),
    })),
    networks: bindings.map(describeBinding),
  };
}

function parsed(text: string): object {
  return JSON.parse(text) as object;
}
