import type {
  TencentAccount,
  TencentEventBus,
  TencentForwardRule,
  TencentLink,
  TencentOutboundEndpoint,
  TencentRegistry,
  TencentRole,
  TencentVpc,
  TencentZone,
  TencentZoneBinding,
} from "../../tencent/state.ts";
import type { World } from "../../world.ts";
import { describeBuckets } from "../buckets.ts";
import { iso } from "../times.ts";
import type {
  TencentBindingSeed,
  TencentBusSeed,
  TencentForwardRuleSeed,
  TencentLinkSeed,
  TencentNetworkSeed,
  TencentOutboundEndpointSeed,
  TencentWorldAccount,
  TencentWorldRegistry,
  TencentZoneSeed,
} from "./seed.ts";

/** An account as a world file says it. @param secrets whether its users' are told */
export function describeTencent(world: World, account: TencentAccount, secrets: boolean): TencentWorldAccount {
  const { outboundEndpoints, forwardRules, dnsAccounts, bindTasks, zoneLog, dnsChanges, eventBuses } = account;
  return {
    cloud: "tencent",
    id: account.uin,
    appId: account.appId,
    users: account.users.map(({ name, uin, secretId, secretKey, attached }) => ({
      name,
      uin,
      secretId,
      ...(secrets && { secretKey }),
      policies: attached.map((policy) => policy.name),
    })),
    roles: [...account.roles.values()].map(describeRole),
    policies: [...account.policies.values()].map(({ document, createdAt, updatedAt, tags, ...policy }) => ({
      ...policy,
      document: parsed(document),
      ...tagged(tags),
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
    })),
    services: { privatedns: account.dnsService, audit: account.auditFeed },
    registries: [...account.registries.values()].map(describeRegistry),
    networks: [...account.vpcs.values()].map((vpc) => describeNetwork(account, vpc)),
    zones: [...account.zones.values()].map(describeZone),
    ...(outboundEndpoints.size > 0 && { outboundEndpoints: [...outboundEndpoints.values()].map(describeEndpoint) }),
    ...(forwardRules.size > 0 && { forwardRules: [...forwardRules.values()].map(describeForwardRule) }),
    ...(dnsAccounts.size > 0 && { dnsAccounts: [...dnsAccounts] }),
    ...(bindTasks.size > 0 && {
      bindTasks: [...bindTasks.values()].map(({ id, zoneId, operation, bindings, dueAt, status }) => ({
        id,
        zone: zoneId,
        operation,
        networks: bindings.map(describeBinding),
        dueAt: iso(dueAt),
        status,
      })),
    }),
    ...(zoneLog.length > 0 && {
      zoneLog: zoneLog.map(({ zoneId, at, ...change }) => ({ ...change, zone: zoneId, at: iso(at) })),
    }),
    ...(dnsChanges.length > 0 && {
      dnsChanges: dnsChanges.map(({ vpcId, region, name, ip, dueAt }) => ({
        network: vpcId,
        region,
        name,
        ...(ip !== null && { address: ip }),
        dueAt: iso(dueAt),
      })),
    }),
    buses: eventBuses.map(describeBus),
    buckets: describeBuckets(world, "cos", account.uin),
  };
}

function describeRole(role: TencentRole): NonNullable<TencentWorldAccount["roles"]>[number] {
  const { trust, attached, tags, createdAt, updatedAt, ...more } = role;
  return {
    ...more,
    trust: parsed(trust),
    policies: attached.map((policy) => policy.name),
    ...tagged(tags),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}

function describeRegistry(registry: TencentRegistry): TencentWorldRegistry {
  const { createdAt, tags, replicas, links, customDomains, securityPolicies, prepaid, ...more } = registry;
  return {
    ...more,
    createdAt: iso(createdAt),
    ...tagged(tags),
    replicas: replicas.map((replica) => ({ ...replica, createdAt: iso(replica.createdAt) })),
    links: links.map(describeLink),
    ...(customDomains.length > 0 && { customDomains }),
    ...(securityPolicies.length > 0 && { securityPolicies }),
    ...(prepaid !== null && { prepaid }),
  };
}

function describeLink({ vpcId, subnetId, ip, step, createdAt }: TencentLink): TencentLinkSeed {
  return { network: vpcId, subnet: subnetId, ...(ip !== null && { address: ip }), step, createdAt: iso(createdAt) };
}

function describeNetwork(account: TencentAccount, vpc: TencentVpc): TencentNetworkSeed {
  const { tags, createdAt, ...more } = vpc;
  return {
    ...more,
    createdAt: iso(createdAt),
    ...tagged(tags),
    subnets: [...account.subnets.values()]
      .filter(({ vpcId }) => vpcId === vpc.id)
      .map((subnet) => ({
        id: subnet.id,
        zone: subnet.zone,
        cidr: subnet.cidr,
        name: subnet.name,
        isDefault: subnet.isDefault,
        cdcId: subnet.cdcId,
        isRemoteVpcSnat: subnet.isRemoteVpcSnat,
        createdAt: iso(subnet.createdAt),
        ...tagged(subnet.tags),
        taken: Object.fromEntries(subnet.takenAddresses),
        ...(subnet.lastAddress !== null && { lastAddress: subnet.lastAddress }),
      })),
  };
}

function describeZone(zone: TencentZone): TencentZoneSeed {
  const { id, domain, managedFor, strayRegion, remark, dnsForward, cnameSpeedup, createdAt, updatedAt, tags, records } =
    zone;
  return {
    id,
    domain,
    ...(managedFor !== null && { managedFor }),
    ...(strayRegion !== undefined && { strayRegion }),
    remark,
    dnsForward,
    cnameSpeedup,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
    ...tagged(tags),
    records: records.map(({ weight, ...record }) => ({
      ...record,
      ...(weight !== null && { weight }),
      createdAt: iso(record.createdAt),
      updatedAt: iso(record.updatedAt),
    })),
    networks: zone.bindings.map(describeBinding),
  };
}

function describeEndpoint(endpoint: TencentOutboundEndpoint): TencentOutboundEndpointSeed {
  const { serviceId, target, createdAt, ...more } = endpoint;
  return {
    ...more,
    ...(serviceId !== null && { serviceId }),
    ...(target !== null && { target }),
    createdAt: iso(createdAt),
  };
}

function describeForwardRule({
  zoneId,
  endpointId,
  createdAt,
  updatedAt,
  ...rule
}: TencentForwardRule): TencentForwardRuleSeed {
  return { ...rule, zone: zoneId, endpoint: endpointId, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

function describeBinding({ vpcId, region, uin }: TencentZoneBinding): TencentBindingSeed {
  return { id: vpcId, region, ...(uin !== null && { account: uin }) };
}

function describeBus({ rules, createdAt, ...bus }: TencentEventBus): TencentBusSeed {
  return {
    ...bus,
    createdAt: iso(createdAt),
    rules: rules.map(({ pattern, targets, ...rule }) => ({
      ...rule,
      pattern: parsed(pattern),
      createdAt: iso(rule.createdAt),
      updatedAt: iso(rule.updatedAt),
      targets: targets.map(({ id, resource, batch, createdAt: at }) => ({ id, resource, batch, createdAt: iso(at) })),
    })),
  };
}

function tagged(tags: ReadonlyMap<string, string>): { readonly tags?: Readonly<Record<string, string>> } {
  return tags.size === 0 ? {} : { tags: Object.fromEntries(tags) };
}

function parsed(text: string): object {
  return JSON.parse(text) as object;
}
