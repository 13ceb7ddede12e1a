import type { Estate, Link, Network } from "../model/estate.ts";
import type { Finding, State } from "../model/finding.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { linkFindings, pairFinding } from "./findings.ts";
import type { NetworkWish } from "./wishes.ts";

/** The finding of a network that is linked but does not wish to be, or whose tag stops everything; `null` when it wishes. */
export function withoutWish(
  registry: RegistrySettings,
  network: Network,
  wish: NetworkWish,
  links: readonly Link[],
  entries: readonly LedgerEntry[],
  estate: Estate,
): Finding | null {
  const owned = entries.length > 0;
  const tag = estate.settings.tag;
  const say = (state: State, code: string, sentence: string) =>
    pairFinding(registry, network, state, code, sentence, linkFindings(links, entries, state, { code, sentence }));
  switch (wish.tag.kind) {
    case "hold":
      return say("held", "held/hold", `the tag ${tag}=hold freezes this network: nothing is written for it`);
    case "malformed":
      return say(
        "blocked",
        "blocked/tag",
        `the tag ${tag}=${network.tags[tag]} says nothing clear: ${wish.tag.problem}; ${wish.tag.correction}`,
      );
    case "off":
      if (links.length === 0) return offWithoutLink(registry, network, tag);
      return owned
        ? say(
            "leaving",
            "leaving/off",
            `the tag ${tag}=off asks for release; this version reports it and detaches nothing`,
          )
        : say(
            "foreign",
            "foreign/link",
            `the tag says off, but the link was made by somebody else, so Mooring does not touch it`,
          );
    case "none":
    case "registries":
      if (wish.registries.has(registry.alias)) return null;
      if (links.length === 0)
        return say(
          "leaving",
          "leaving/gone",
          `the network no longer wishes for registry "${registry.alias}" and has no link`,
        );
      return owned
        ? say(
            "leaving",
            "leaving/tag-absent",
            `the network no longer wishes for registry "${registry.alias}"; this version reports it and detaches nothing`,
          )
        : say(
            "foreign",
            "foreign/link",
            `registry "${registry.alias}" links this network, which does not wish for it; Mooring did not make the link and does not touch it`,
          );
  }
}

function offWithoutLink(registry: RegistrySettings, network: Network, tag: string): Finding {
  return pairFinding(
    registry,
    network,
    "leaving",
    "leaving/gone",
    `the tag ${tag}=off asks for release, and there is no link`,
    [],
  );
}

/** Whether the configuration says that the network must be moored, tagged or not. */
export function expects(registry: RegistrySettings, network: Network): boolean {
  const { expect } = registry;
  if (expect === null || network.region !== registry.region) return false;
  return (
    (expect.accounts.length === 0 ? registry.accept.accounts : expect.accounts).includes(network.account) &&
    (expect.regions.length === 0 || expect.regions.includes(network.region)) &&
    Object.entries(expect.tags).every(([key, value]) => network.tags[key] === value)
  );
}

/** The finding of a network that must be moored and does not wish to be. */
export function unmoored(registry: RegistrySettings, network: Network, wish: NetworkWish): Finding {
  const state = wish.tag.kind === "hold" ? "held" : "unmoored";
  return pairFinding(
    registry,
    network,
    state,
    state === "held" ? "held/hold" : "unmoored/untagged",
    `the configuration expects this network at registry "${registry.alias}", and it is not tagged for it`,
    [],
  );
}
