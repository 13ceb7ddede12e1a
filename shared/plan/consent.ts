import type { Network } from "../model/estate.ts";
import { type RegistrySettings, regionsOf } from "../model/settings.ts";

export type Consent =
  | { readonly accepted: true; readonly sentence: string }
  | { readonly accepted: false; readonly code: string; readonly sentence: string };

/** Whether the registry accepts the network: whoever may tag must not thereby gain access. */
export function consent(network: Network, registry: RegistrySettings): Consent {
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
  return { accepted: true, sentence: `registry "${registry.alias}" accepts account ${network.account}` };
}

function refused(code: string, sentence: string): Consent {
  return { accepted: false, code, sentence };
}
