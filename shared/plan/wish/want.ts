import type { Estate } from "../../model/estate.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { consent } from "./consent.ts";
import { networkWish } from "./wishes.ts";

/**
 * What a network wants of one registry. `frozen`: its tag says `hold`, nothing clear, or the name of a registry that
 * nobody knows, which may be this one's misspelt.
 */
export type Want = "wished" | "frozen" | "off" | "absent";

export function wantOf(network: Network, registry: RegistrySettings, settings: Estate["settings"]): Want {
  const { tag, registries } = networkWish(network, settings);
  if (registries.has(registry.alias)) return "wished";
  switch (tag.kind) {
    case "hold":
    case "malformed":
      return "frozen";
    case "registries":
      return tag.unknown.length > 0 ? "frozen" : "absent";
    case "off":
      return "off";
    case "none":
      return "absent";
  }
}

/** Whether a link that is gone will come back: the network wishes for the registry, and the registry takes it. */
export function isWanted(network: Network, registry: RegistrySettings, settings: Estate["settings"]): boolean {
  return wantOf(network, registry, settings) === "wished" && consent(network, registry, settings).accepted;
}
