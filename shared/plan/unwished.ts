import type { Estate, Link, Network, RegistryView } from "../model/estate.ts";
import type { Finding, State } from "../model/finding.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { type RegistrySettings, regionsOf } from "../model/settings.ts";
import { linkFindings, pairFinding } from "./findings.ts";
import { linksOf, unreadParts } from "./links.ts";
import type { NetworkWish } from "./wishes.ts";

/** The finding of a network that is linked but does not wish to be, or whose tag stops everything; `null` when it wishes. */
export function withoutWish(
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
  wish: NetworkWish,
  entries: readonly LedgerEntry[],
  estate: Estate,
): Finding | null {
  const links = linksOf(view, network.id);
  const owned = entries.length > 0;
  const tag = estate.settings.tag;
  const say = (state: State, code: string, sentence: string) =>
    pairFinding(registry, network, state, code, sentence, linkFindings(links, entries, state, { code, sentence }));
  if (wish.registries.has(registry.alias)) return null;
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
    case "none":
    case "registries":
      return notRead(registry, view, links, estate, say) ?? without(registry, wish, links, owned, tag, say);
  }
}

type Say = (state: State, code: string, sentence: string) => Finding;

/** What is not known of a network that should have no link: an unread list is not an empty one. */
function notRead(
  registry: RegistrySettings,
  view: RegistryView,
  links: readonly Link[],
  estate: Estate,
  say: Say,
): Finding | null {
  const unread = unreadParts(view);
  if (links.length === 0 && unread.length > 0) {
    return say(
      "unknown",
      "unknown/links",
      `the ${unread.join(" and ")} links of registry "${registry.alias}" could not be read, so whether this network is still linked is unknown`,
    );
  }
  if (estate.ledger.known) return null;
  return say(
    "unknown",
    "unknown/ledger",
    `the ledger could not be read (${estate.ledger.reason}), so whether Mooring made this link is unknown`,
  );
}

function without(
  registry: RegistrySettings,
  wish: NetworkWish,
  links: readonly Link[],
  owned: boolean,
  tag: string,
  say: Say,
): Finding {
  if (wish.tag.kind === "off") {
    if (links.length === 0)
      return say("leaving", "leaving/gone", `the tag ${tag}=off asks for release, and there is no link`);
    return owned
      ? say(
          "leaving",
          "leaving/off",
          `the tag ${tag}=off asks for release; this version reports it and detaches nothing`,
        )
      : say(
          "foreign",
          "foreign/link",
          `the tag ${tag}=off asks for release, but the link was made by somebody else, so Mooring does not touch it`,
        );
  }
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

/** The finding of a network that must be moored and does not wish to be. */
export function unmoored(registry: RegistrySettings, network: Network, wish: NetworkWish): Finding {
  const expected = `the configuration expects this network at registry "${registry.alias}"`;
  if (wish.tag.kind === "hold")
    return pairFinding(registry, network, "held", "held/hold", `${expected}, and its tag freezes it`, []);
  const why = wish.tag.kind === "off" ? "its tag says off" : "it is not tagged for it";
  return pairFinding(registry, network, "unmoored", "unmoored/untagged", `${expected}, and ${why}`, []);
}
