import type { Account, DhcpOptionsSet, ResolverEndpoint, ResolverRule, ZoneBinding } from "../../alibaba/state.ts";
import { iso } from "../times.ts";
import type {
  AlibabaWorldAccount,
  BindingSeed,
  DhcpOptionsSetSeed,
  ResolverEndpointSeed,
  ResolverRuleSeed,
} from "./seed.ts";

/** Resolvers and forwarding of an account as a world file says them; nothing where there are none. */
export function describeResolvers({
  dhcpOptionsSets,
  resolverEndpoints,
  resolverRules,
}: Account): Pick<AlibabaWorldAccount, "dhcpOptionsSets" | "resolverEndpoints" | "resolverRules"> {
  return {
    ...(dhcpOptionsSets.size > 0 && { dhcpOptionsSets: [...dhcpOptionsSets.values()].map(describeSet) }),
    ...(resolverEndpoints.size > 0 && { resolverEndpoints: [...resolverEndpoints.values()].map(describeEndpoint) }),
    ...(resolverRules.size > 0 && { resolverRules: [...resolverRules.values()].map(describeRule) }),
  };
}

export function describeBinding({ vpcId, region, type, userId }: ZoneBinding): BindingSeed {
  return { id: vpcId, region, type, ...(userId !== null && { account: userId }) };
}

function describeSet({ tags, createdAt, ...set }: DhcpOptionsSet): DhcpOptionsSetSeed {
  return { ...set, createdAt: iso(createdAt), ...(tags.size > 0 && { tags: Object.fromEntries(tags) }) };
}

function describeEndpoint({ vpcId, createdAt, updatedAt, ...endpoint }: ResolverEndpoint): ResolverEndpointSeed {
  return { ...endpoint, network: vpcId, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

function describeRule({ endpointId, bindings, createdAt, updatedAt, ...rule }: ResolverRule): ResolverRuleSeed {
  return {
    ...rule,
    endpoint: endpointId,
    networks: bindings.map(describeBinding),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  };
}
