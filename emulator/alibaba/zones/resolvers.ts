import type { NetworkView, OtherServers } from "../../dns/view.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { Account, Vpc } from "../state.ts";

/** The provider's own: those that a VPC without a DHCP options set has (CreateDhcpOptionsSet, `DomainNameServers`). */
const providedResolvers: readonly string[] = ["100.100.2.136", "100.100.2.138"];

/** Whom the instances of a VPC ask. */
export function resolverOf(settings: AlibabaSettings, account: Account, vpc: Vpc): NetworkView["resolver"] {
  if (vpc.dhcpOptionsSetId === "") return "provider";
  const servers = account.dhcpOptionsSets.get(vpc.dhcpOptionsSetId)?.domainNameServers;
  if (servers?.length === 0 || servers?.some((server) => providedResolvers.includes(server))) return "provider";
  return settings.customResolver === "public" ? "public-only" : settings.customResolver;
}

/** The forwarding rules in force in a VPC, of the accounts whose PrivateZone answers. */
export function rulesOf(
  settings: AlibabaSettings,
  accounts: readonly Account[],
  vpc: Vpc,
): Pick<NetworkView, "rules" | "rulesGet"> {
  const servers: OtherServers = settings.forwardedServers === "public" ? "public-only" : settings.forwardedServers;
  const inForce = accounts.flatMap(({ resolverRules, resolverEndpoints }) =>
    [...resolverRules.values()].filter(
      ({ bindings, endpointId }) =>
        bindings.some(({ vpcId }) => vpcId === vpc.id) && resolverEndpoints.get(endpointId)?.status === "SUCCESS",
    ),
  );
  return {
    rules: inForce.map(({ zoneName }) => ({ name: zoneName, servers })),
    rulesGet: settings.forwardedNames,
  };
}
