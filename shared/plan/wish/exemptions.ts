import { after, type Instant } from "../../model/known.ts";
import type { Notice } from "../../model/plan.ts";
import type { Exemption, NetworkMatch, RegistrySettings, Settings } from "../../model/settings.ts";
import { byText } from "../order.ts";
import { fits, type Matched } from "./rules.ts";

type Exemptions = Pick<Settings, "exemptions">;

/** The exemption that is in force for a network at a registry, the longest one; `null`: there is none. */
export function exemptionOf(
  { exemptions }: Exemptions,
  network: Matched,
  registry: Pick<RegistrySettings, "alias">,
  at: Instant,
): Exemption | null {
  const [longest] = exemptions
    .filter(({ match, from, until }) => (from === null || from <= at) && at < until && fits(match, network, registry))
    .sort((a, b) => byText(b.until, a.until) || byText(a.reason, b.reason) || byText(a.owner, b.owner));
  return longest ?? null;
}

/** Exemptions that are over are told until somebody takes them out of the configuration. */
export function expiredExemptions({ exemptions }: Exemptions, at: Instant): readonly Notice[] {
  return exemptions
    .filter(({ until }) => until <= at)
    .map(({ match, reason, owner, until }): Notice => {
      const [alias, ...others] = match.registries;
      const sentence = `the exemption of ${matchWords(match)} (${reason}; ${owner}) ended at ${untilWords(until)} and counts no more; take it out of the configuration, or give it a later end`;
      return {
        registry: alias !== undefined && others.length === 0 ? alias : null,
        code: "leaving/exemption-expired",
        sentence,
      };
    });
}

/** `the end of 2026-03-31`, as the configuration writes a day, or the moment. */
export function untilWords(until: Instant): string {
  return until.endsWith("T00:00:00.000Z") ? `the end of ${after(until, -1).slice(0, 10)}` : until.replace(".000Z", "Z");
}

/** Why a network need not be moored for a while. */
export function exemptWords({ reason, owner, until }: Pick<Exemption, "reason" | "owner" | "until">): string {
  return `exempt until ${untilWords(until)} (${reason}; ${owner})`;
}

function matchWords(match: NetworkMatch): string {
  const words = [
    ...listWords("network", match.networks),
    ...listWords("account", match.accounts),
    ...listWords("region", match.regions),
    ...listWords("resource group", match.resourceGroups),
    ...Object.entries(match.tags).map(([key, value]) => `tag ${key}=${value}`),
    ...listWords("registry", match.registries),
  ];
  return words.length === 0 ? "every network" : words.join(", ");
}

function listWords(noun: string, list: readonly string[]): readonly string[] {
  return list.length === 0 ? [] : [`${noun} ${list.join(" or ")}`];
}
