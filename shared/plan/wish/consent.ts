import type { Network } from "../../model/network.ts";
import { type RegistrySettings, regionsOf, type Settings } from "../../model/settings.ts";
import { decidingRule } from "./rules.ts";

export type Consent =
  | {
      readonly accepted: true;
      readonly sentence: string;
      /** A new link waits until somebody approves it. */
      readonly asks: boolean;
      /** The name of the rule that decided; `null`: there are none. */
      readonly rule: string | null;
      /** Who comes first when not all can be linked: the higher number. */
      readonly priority: number;
    }
  | {
      readonly accepted: false;
      readonly code: string;
      readonly sentence: string;
      /** The name of the rule that decided; `null`: none did. */
      readonly rule: string | null;
    };

/**
 * Whether the registry accepts the network: whoever may tag must not thereby gain access. What a registry accepts is
 * necessary always; rules, where there are any, only refine it, and then a network that matches none is rejected.
 */
export function consent(network: Network, registry: RegistrySettings, settings: Pick<Settings, "rules">): Consent {
  const { accept } = registry;
  if (!accept.accounts.includes(network.account)) {
    return refused(
      "blocked/not-accepted",
      `registry "${registry.alias}" does not accept account ${network.account}; its accept.accounts lists ${accept.accounts.join(", ")}`,
    );
  }
  if (accept.regions.length > 0 && !accept.regions.includes(network.region)) {
    return refused(
      "blocked/not-accepted",
      `registry "${registry.alias}" does not accept region ${network.region}; its accept.regions lists ${accept.regions.join(", ")}`,
    );
  }
  for (const [key, value] of Object.entries(accept.tags)) {
    if (network.tags[key] !== value) {
      return refused(
        "blocked/not-accepted",
        `registry "${registry.alias}" accepts only networks tagged ${key}=${value}; this one ${network.tags[key] === undefined ? `has no tag ${key}` : `has ${key}=${network.tags[key]}`}`,
      );
    }
  }
  if (!regionsOf(registry).includes(network.region)) {
    const [home, ...replicas] = regionsOf(registry);
    return refused(
      "blocked/region",
      replicas.length === 0
        ? `the network is in ${network.region}, registry "${registry.alias}" in ${home}, and it links networks of its own region only`
        : `the network is in ${network.region}, and registry "${registry.alias}" links networks of its own region ${home} and of its replicas' regions only: ${replicas.join(", ")}`,
    );
  }
  const accepted = `registry "${registry.alias}" accepts account ${network.account}`;
  if (settings.rules === null) return { accepted: true, sentence: accepted, asks: false, rule: null, priority: 0 };
  return byRules(settings.rules, network, registry, accepted);
}

function byRules(
  rules: NonNullable<Settings["rules"]>,
  network: Network,
  registry: RegistrySettings,
  accepted: string,
): Consent {
  const rule = decidingRule(rules, network, registry);
  if (rule === null) {
    return refused(
      "blocked/no-rule",
      `${accepted}, but no rule of the configuration matches this network, and with rules no match is reject`,
    );
  }
  switch (rule.outcome) {
    case "reject":
      return refused("blocked/rejected", `rule "${rule.name}" rejects this network`, rule.name);
    case "accept":
    case "ask": {
      const asks = rule.outcome === "ask";
      const sentence = asks
        ? `${accepted}, and rule "${rule.name}" wants a new link approved`
        : `${accepted}, and so does rule "${rule.name}"`;
      return { accepted: true, sentence, asks, rule: rule.name, priority: rule.priority };
    }
  }
}

function refused(code: string, sentence: string, rule: string | null = null): Consent {
  return { accepted: false, code, sentence, rule };
}
