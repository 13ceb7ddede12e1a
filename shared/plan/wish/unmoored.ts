import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Network } from "../../model/network.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { pairFinding } from "../findings.ts";
import { exemptionOf } from "./exemptions.ts";
import { lintTag, malformedWords } from "./tag-lint.ts";
import type { NetworkWish } from "./wishes.ts";

/** Whether the configuration says that the network must be moored, tagged or not. */
export function expects(registry: RegistrySettings, network: Network): boolean {
  const { expect } = registry;
  if (expect === null || !regionsOf(registry).includes(network.region)) return false;
  return (
    (expect.accounts.length === 0 ? registry.accept.accounts : expect.accounts).includes(network.account) &&
    (expect.regions.length === 0 || expect.regions.includes(network.region)) &&
    Object.entries(expect.tags).every(([key, value]) => network.tags[key] === value)
  );
}

/**
 * The finding of a network that must be moored and does not wish to be, with what somebody has to do. Where its tag is
 * wrong, that is what is wrong with the network.
 */
export function unmoored(
  { settings, at }: Pick<Estate, "settings" | "at">,
  registry: RegistrySettings,
  network: Network,
  wish: NetworkWish,
): Finding {
  const { tag } = settings;
  const expected = `the configuration expects this network at registry "${registry.alias}"`;
  if (wish.tag.kind === "hold")
    return pairFinding(registry, network, "held", "held/hold", `${expected}, and its tag freezes it`, []);
  const [mistake] = lintTag(network.tags[tag], settings.registries, network.cloud).problems;
  if (mistake !== undefined) {
    const sentence = `${expected}, and ${malformedWords(network, settings)}`;
    return pairFinding(registry, network, "blocked", mistake.code, sentence, []);
  }
  const why = wish.tag.kind === "off" ? "its tag says off" : "it is not tagged for it";
  const named = wish.tag.kind === "registries" ? wish.tag.aliases : [];
  const value = [...named, registry.alias].join(",");
  const isExempt = exemptionOf(settings, network, registry, at) !== null;
  const next = isExempt ? "" : `; tag it ${tag}=${value}, or exempt it`;
  return pairFinding(registry, network, "unmoored", "unmoored/untagged", `${expected}, and ${why}${next}`, []);
}
