import type { Estate, RegistryView } from "../../model/estate.ts";
import { type State, worst } from "../../model/finding.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { linkFinding, linkFindings, pairFinding } from "../findings.ts";
import { planLeaving } from "../leaving/detach.ts";
import { doubtAboutLinks } from "../leaving/inventory.ts";
import { leavingLink } from "../leaving/leaving.ts";
import { isBelievedGone, leftUntil, missingDoubt } from "../leaving/missing-link.ts";
import { missingLinks } from "../leaving/orphans.ts";
import { besideLeaving, type LeavingName } from "../leaving/zone-removal.ts";
import { droppedParts, droppedWords } from "../link/dropped-part.ts";
import { linksOf, unreadParts } from "../link/links.ts";
import { otherDeployment } from "../link/ownership.ts";
import { whoseLink } from "../link/whose.ts";
import type { PairPlan, PartPlan } from "../pair-plan.ts";
import { malformedWords } from "./tag-lint.ts";
import type { NetworkWish } from "./wishes.ts";

/** What a network that is linked but does not wish to be comes to, or one whose tag stops everything; `null` when it wishes. */
export function withoutWish(
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
  wish: NetworkWish,
  entries: readonly LedgerEntry[],
  removed: readonly LeavingName[],
  estate: Estate,
): PairPlan | null {
  if (wish.registries.has(registry.alias)) return null;
  const links = linksOf(view, network.id);
  const { tag } = estate.settings;
  const say: Say = (state, code, sentence) => ({
    finding: pairFinding(
      registry,
      network,
      state,
      code,
      sentence,
      linkFindings(links, entries, state, { code, sentence }),
    ),
    changes: [],
    held: [],
  });
  switch (wish.tag.kind) {
    case "hold":
      return say("held", "held/hold", `the tag ${tag}=hold freezes this network: nothing is written for it`);
    case "malformed":
      return say("blocked", "blocked/tag", malformedWords(network, estate.settings));
    case "off":
    case "none":
    case "registries":
      return (
        notRead(registry, view, links, estate, say) ??
        unclear(registry, wish, entries, tag, say) ??
        (links.length === 0
          ? gone(estate, registry, network, wish, say)
          : leave(estate, registry, view, network, entries, removed))
      );
  }
}

type Say = (state: State, code: string, sentence: string) => PairPlan;

/** What is not known of a network that should have no link: an unread list is not an empty one. */
function notRead(
  registry: RegistrySettings,
  view: RegistryView,
  links: readonly Link[],
  estate: Estate,
  say: Say,
): PairPlan | null {
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

/** A name that nobody knows may be this registry's misspelt: until it is clear, a link of Mooring's stays. */
function unclear(
  { alias }: RegistrySettings,
  { tag: wish }: NetworkWish,
  entries: readonly LedgerEntry[],
  tag: string,
  say: Say,
): PairPlan | null {
  if (wish.kind !== "registries" || wish.unknown.length === 0 || entries.length === 0) return null;
  const unknown = wish.unknown.map((one) => `"${one.alias}"`).join(" and ");
  return say(
    "blocked",
    "blocked/unknown-registry",
    `the tag ${tag} names ${unknown}, which the configuration does not know and which may be meant for registry "${alias}", so its link stays as it is`,
  );
}

/** No link is there any more; a list that has shrunk does not say so, nor one of another part. */
function gone(estate: Estate, registry: RegistrySettings, network: Network, wish: NetworkWish, say: Say): PairPlan {
  const why =
    wish.tag.kind === "off"
      ? `the tag ${estate.settings.tag}=off asks for release`
      : `the network no longer wishes for registry "${registry.alias}"`;
  const doubt = estate.inventory.known ? doubtAboutLinks(estate, registry) : null;
  if (doubt !== null) return say("held", doubt.code, `${why}, and no link shows; ${doubt.sentence}`);
  const dropped = droppedParts(estate, registry, network.id);
  if (dropped.length > 0)
    return say("held", "held/part-not-configured", `${why}, but ${droppedWords(estate, registry, network, dropped)}`);
  const missing = missingLinks(estate, registry, network);
  const [doubted] = missing.filter((entry) => !isBelievedGone(entry, estate.at));
  if (doubted !== undefined) {
    const { code, sentence } = missingDoubt(doubted, registry, estate.at);
    return say("held", code, `${why}; ${sentence}`);
  }
  const rest = leftUntil(missing, registry, network, estate);
  return say("leaving", "leaving/gone", `${why}, and there is no link any more${rest}`);
}

/** Links of Mooring's leave; those of others are nobody's to touch. */
function leave(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
  entries: readonly LedgerEntry[],
  removed: readonly LeavingName[],
): PairPlan {
  const linked = `registry "${registry.alias}" links this network, which does not wish for it`;
  const plans = linksOf(view, network.id).map((link): Omit<PartPlan, "names"> => {
    const leaving = leavingLink(estate, registry, link);
    if (leaving !== null) {
      const own = removed.filter(({ finding }) => finding.part === link.part);
      const plan = planLeaving(estate, registry, view, leaving, own);
      return { ...plan, finding: besideLeaving(plan.finding, own) };
    }
    const { instance } = registry;
    const other = otherDeployment(estate, { instance, network: network.id, part: link.part });
    const who = other === null ? "so Mooring does not touch it" : "and this one does not touch it";
    const sentence = `${linked}; ${whoseLink(link.part, other)}, ${who}`;
    const why = { code: "foreign/link", sentence };
    return { finding: linkFinding(link, entries, "foreign", why), changes: [], held: [] };
  });
  return ofParts(registry, network, plans);
}

/** The plan of a pair from those of its parts, led by the worst of them. */
export function ofParts(
  registry: RegistrySettings,
  network: Network,
  plans: readonly Omit<PartPlan, "names">[],
): PairPlan {
  const parts = plans.map(({ finding }) => finding);
  const state = worst(parts.map((part) => part.state));
  const leading = parts.find((part) => part.state === state);
  const { code, sentence } = leading ?? { code: "leaving/gone", sentence: "there is no link any more" };
  return {
    finding: pairFinding(registry, network, leading?.state ?? "leaving", code, sentence, parts),
    changes: plans.flatMap(({ changes }) => changes),
    held: plans.flatMap(({ held }) => held),
  };
}
