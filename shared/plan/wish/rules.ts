import type { Network } from "../../model/network.ts";
import type { NetworkMatch, RegistrySettings, Rule, Settings } from "../../model/settings.ts";

/** As much of a network as rules and exemptions ask about. */
export type Matched = Pick<Network, "account" | "region" | "id" | "resourceGroup" | "tags">;

/** Whether a rule or an exemption is about this network at this registry: every field that names something must fit. */
export function fits(match: NetworkMatch, network: Matched, registry: Pick<RegistrySettings, "alias">): boolean {
  return (
    names(match.accounts, network.account) &&
    names(match.regions, network.region) &&
    names(match.networks, network.id) &&
    names(match.resourceGroups, network.resourceGroup) &&
    names(match.registries, registry.alias) &&
    Object.entries(match.tags).every(([key, value]) => network.tags[key] === value)
  );
}

function names(list: readonly string[], value: string): boolean {
  return list.length === 0 || list.includes(value);
}

/** The first rule that matches decides; `null`: there are rules, and none matches. */
export function decidingRule(
  rules: NonNullable<Settings["rules"]>,
  network: Matched,
  registry: Pick<RegistrySettings, "alias">,
): Rule | null {
  return rules.find((rule) => fits(rule.match, network, registry)) ?? null;
}
