import { stringify } from "yaml";
import type { Account, LinkedVpc, PrivateZone, RegistryInstance, Role, Vpc, VSwitch } from "../alibaba/state.ts";
import type { Bucket, StoredObject } from "../buckets/state.ts";
import type { SettingValue } from "../settings.ts";
import type { World } from "../world.ts";
import { worldSettingsWith } from "../world-settings.ts";
import type {
  BucketSeed,
  LinkSeed,
  NetworkSeed,
  ObjectSeed,
  SubnetSeed,
  WorldAccount,
  WorldRegistry,
  WorldSeed,
  ZoneSeed,
} from "./seed.ts";

interface WriteOptions {
  /** Whether the users' secrets are told; without them the file's users all have the usual one. */
  readonly secrets?: boolean;
}

/** The world as a file that loads it again. */
export function writeWorld(world: World, options: WriteOptions = {}): string {
  return stringify(describeWorld(world, options), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The same as plain data. Functions, timers and temporary keys are left out: a deployment makes them anew. */
export function describeWorld(world: World, { secrets = false }: WriteOptions = {}): WorldSeed {
  return {
    now: iso(world.clock.now()),
    settings: changedSettings(world),
    accounts: [...world.alibaba.accounts.values()].map((account) => describeAccount(world, account, secrets)),
  };
}

function changedSettings({ settings }: World): Readonly<Record<string, SettingValue>> {
  const usual = new Map<string, SettingValue>(Object.entries(worldSettingsWith()));
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => usual.get(name) !== value));
}

function describeAccount(world: World, account: Account, secrets: boolean): WorldAccount {
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
    changeLogs: account.changeLogs.map(({ at, ...log }) => ({ ...log, at: iso(at) })),
    rules: account.eventRules.map(({ filterPattern, createdAt, ...rule }) => ({
      ...rule,
      pattern: parsed(filterPattern),
      createdAt: iso(createdAt),
    })),
    buckets: world.buckets
      .list(account.id)
      .filter(({ provider }) => provider === "oss")
      .map(describeBucket),
  };
}

function describeRole(role: Role): NonNullable<WorldAccount["roles"]>[number] {
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
    networks: bindings.map(({ vpcId, region, type, userId }) => ({
      id: vpcId,
      region,
      type,
      ...(userId !== null && { account: userId }),
    })),
  };
}

function describeBucket({ name, region, createdAt, objects }: Bucket): BucketSeed {
  const described = [...objects.values()].map((object) => [object.key, describeObject(object)] as const);
  return { name, region, createdAt: iso(createdAt), objects: Object.fromEntries(described) };
}

function describeObject({ body, contentType, modifiedAt }: StoredObject): ObjectSeed {
  const text = body.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(body);
  return { ...(isText ? { text } : { base64: body.toString("base64") }), contentType, modifiedAt: iso(modifiedAt) };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function parsed(text: string): object {
  return JSON.parse(text) as object;
}
