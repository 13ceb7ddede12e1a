import { continueAssociation } from "../../alibaba/actions/vpc/dhcp-options/association.ts";
import { continueSet } from "../../alibaba/actions/vpc/dhcp-options/step.ts";
import type { Account, DhcpOptionsSet, ResolverEndpoint, ResolverRule, ZoneBinding } from "../../alibaba/state.ts";
import { continueEndpoint } from "../../alibaba/zones/resolver-edit.ts";
import type { World } from "../../world.ts";
import { type Time, timeIn } from "../times.ts";
import type {
  AlibabaWorldAccount,
  BindingSeed,
  DhcpOptionsSetSeed,
  ResolverEndpointSeed,
  ResolverRuleSeed,
} from "./seed.ts";

/**
 * Puts what a world file says of resolvers and forwarding into an account that has its networks already, and lets what
 * was under way go on.
 */
export function restoreResolvers(world: World, account: Account, seed: AlibabaWorldAccount): void {
  const { settings, clock, changed } = world;
  const time = timeIn(world);
  const steps = { account, settings, clock, changed: () => changed.send() };
  for (const one of seed.dhcpOptionsSets ?? []) {
    const set = setFrom(one, time);
    account.dhcpOptionsSets.set(set.id, set);
    continueSet(steps, set);
  }
  for (const vpc of account.vpcs.values()) continueAssociation(steps, vpc);
  for (const one of seed.resolverEndpoints ?? []) {
    const endpoint = endpointFrom(one, time);
    account.resolverEndpoints.set(endpoint.id, endpoint);
    continueEndpoint(steps, endpoint);
  }
  for (const one of seed.resolverRules ?? []) account.resolverRules.set(one.id, ruleFrom(one, time));
}

export function bindingFrom({ id, region, type = "STANDARD", account }: BindingSeed): ZoneBinding {
  return { vpcId: id, region, type, userId: account ?? null };
}

function setFrom(seed: DhcpOptionsSetSeed, time: Time): DhcpOptionsSet {
  return {
    id: seed.id,
    region: seed.region ?? "cn-hangzhou",
    createdAt: time(seed.createdAt),
    resourceGroupId: seed.resourceGroupId ?? "rg-acfmemulated01",
    tags: new Map(Object.entries(seed.tags ?? {})),
    name: seed.name ?? "",
    description: seed.description ?? "",
    domainName: seed.domainName ?? "",
    domainNameServers: seed.domainNameServers ?? [],
    leaseTime: seed.leaseTime ?? "3650d",
    ipv6LeaseTime: seed.ipv6LeaseTime ?? "1d",
    status: seed.status ?? "Available",
  };
}

function endpointFrom(seed: ResolverEndpointSeed, time: Time): ResolverEndpoint {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    name: seed.name ?? "",
    vpcId: seed.network,
    region: seed.region ?? "cn-hangzhou",
    securityGroupId: seed.securityGroupId ?? "",
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    status: seed.status ?? "SUCCESS",
    ipConfigs: seed.ipConfigs,
  };
}

function ruleFrom(seed: ResolverRuleSeed, time: Time): ResolverRule {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    zoneName: seed.zoneName,
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    name: seed.name ?? "",
    endpointId: seed.endpoint,
    forwardIps: seed.forwardIps,
    bindings: (seed.networks ?? []).map(bindingFrom),
  };
}
