import type { Estate, RegistryView } from "../model/estate.ts";
import { type Finding, worst } from "../model/finding.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Link } from "../model/link.ts";
import type { Network } from "../model/network.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { linkFindings, pairFinding } from "./findings.ts";
import { leftBehind, withLeftBehind } from "./leaving/orphans.ts";
import { type LeavingName, removals, withRemovals } from "./leaving/zone-removal.ts";
import { approvalOfLink, waitsForApproval } from "./limits/approval.ts";
import { believed } from "./limits/refusal.ts";
import { type Room, tightestRoom } from "./limits/room.ts";
import { droppedParts } from "./link/dropped-part.ts";
import { entriesOf, linksOf } from "./link/links.ts";
import { otherDeployment } from "./link/ownership.ts";
import { accountOf, attachObstacle, publishingOf } from "./link/preconditions.ts";
import { notOwnedWords, whoseLink } from "./link/whose.ts";
import { ownZoneScope } from "./name/own-zones.ts";
import { addressedLinks } from "./name/repoint.ts";
import type { PairPlan, PartPlan } from "./pair-plan.ts";
import { planPart } from "./part.ts";
import { type Consent, consent } from "./wish/consent.ts";
import { expects, unmoored } from "./wish/unmoored.ts";
import { withoutWish } from "./wish/unwished.ts";
import { wantOf } from "./wish/want.ts";
import type { NetworkWish } from "./wish/wishes.ts";

/** `null` when neither wishes for the other and nothing links them. */
export function planPair(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
  wish: NetworkWish,
): PairPlan | null {
  const links = linksOf(view, network.id);
  const entries = entriesOf(estate, registry, network.id);
  const wished = wish.registries.has(registry.alias);
  if (!view.looked) return withoutLooking(estate, registry, network, wished);
  const own = ownZoneScope(estate, registry, network);
  const leaving = removals({ registry, network, resolutions: view.resolutions, own, at: estate.at });
  const isLeft = leaving.length > 0 || mayLeaveDropped(estate, registry, network);
  if (!wished && links.length === 0 && entries.length === 0 && !isLeft) {
    return expects(registry, network) ? { ...none, finding: unmoored(estate, registry, network, wish) } : null;
  }
  const settled = withoutWish(registry, view, network, wish, entries, leaving, estate);
  const behind = leftBehind(estate, registry, view, network);
  if (settled !== null) {
    // Names of a link that is there are told beside it, what a link left behind in its place.
    const isLinked = ({ finding }: LeavingName) => links.some(({ part }) => part === finding.part);
    const left = withRemovals(
      behind,
      leaving.filter((one) => !isLinked(one)),
    );
    const beside = leaving.filter(isLinked).flatMap(({ changes }) => changes);
    const finding = withLeftBehind(settled.finding, left);
    return { finding, changes: [...settled.changes, ...left.changes, ...beside], held: settled.held };
  }
  const left = withRemovals(behind, leaving);
  const answer = consent(network, registry, estate.settings);
  if (!answer.accepted) {
    const refused = pairFinding(
      registry,
      network,
      "blocked",
      answer.code,
      `${answer.sentence}${linkedWords(estate, registry, network, links, entries)}`,
      links.flatMap((link) => {
        const linked = linkedWords(estate, registry, network, [link], entries);
        return linkFindings([link], entries, "blocked", { ...answer, sentence: `${answer.sentence}${linked}` });
      }),
    );
    return { ...none, finding: decidedBy(withLeftBehind(refused, left), answer), changes: left.changes };
  }
  if (!estate.ledger.known) {
    const sentence = `the ledger could not be read (${estate.ledger.reason}), so what Mooring did for this network is unknown and nothing is written`;
    const unread = pairFinding(registry, network, "unknown", "unknown/ledger", sentence, []);
    return { ...none, finding: decidedBy(unread, answer) };
  }
  const parts = registry.parts.flatMap((part) => {
    const partView = view.parts.find((candidate) => candidate.part === part)?.view;
    if (partView === undefined) return [];
    return planPart({
      registry,
      registryView: view,
      network,
      part,
      view: partView,
      subnets: estate.subnets.find((subnets) => subnets.network === network.id),
      wishedSubnet: wish.subnet,
      approval: answer.asks ? approvalOfLink(estate, registry, { network: network.id, part }) : null,
      entry: believed(entries.find((entry) => entry.part === part) ?? null, estate),
      otherDeployment: otherDeployment(estate, { instance: registry.instance, network: network.id, part }),
      whose: notOwnedWords(estate, registry, network.id, [part]),
      resolutions: view.resolutions,
      links: addressedLinks(estate, network.id),
      carried: estate.carried.filter((carried) => carried.registry === registry.alias),
      limits: estate.settings.limits,
      obstacle: attachObstacle(estate, registry, network, part),
      account: accountOf(estate, registry.cloud),
      publishing: publishingOf(estate, registry.cloud),
      edits: estate.edits,
      own,
      room: () => waitingFor(estate, registry, network),
      at: estate.at,
    });
  });
  return {
    finding: decidedBy(together(estate, registry, network, parts), answer),
    changes: parts.flatMap((part) => part.changes),
    held: parts.flatMap((part) => part.held),
  };
}

/** That a network is linked which is accepted no more, as the rest of a sentence, and what takes the link away. */
function linkedWords(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
  links: readonly Link[],
  entries: readonly LedgerEntry[],
): string {
  if (links.length === 0) return "";
  const through = links.map(({ subnet, address }) => `${subnet}${address.known ? ` at ${address.value}` : ""}`);
  const stays = `; it is linked all the same, through ${through.join(" and ")}, and stays so, unrepaired`;
  const others = links.filter(({ part }) => !entries.some((entry) => entry.part === part));
  if (!estate.ledger.known) return `${stays}; the ledger could not be read, so whose it is is unknown`;
  if (others.length > 0) {
    const whose = others.map(({ part }) => {
      const { instance } = registry;
      return whoseLink(part, otherDeployment(estate, { instance, network: network.id, part }));
    });
    return `${stays}; ${[...new Set(whose)].join("; ")}`;
  }
  const { tag } = estate.settings;
  const below = registry.mode === "full" ? "" : `, in mode full (the registry is in mode ${registry.mode})`;
  return `${stays}: tag it ${tag}=off to have the link taken away${below}, or change what the configuration accepts`;
}

/** Whether a link of a part that the configuration has no more would leave; where the network is expected, that is told. */
function mayLeaveDropped(estate: Estate, registry: RegistrySettings, network: Network): boolean {
  const want = wantOf(network, registry, estate.settings);
  if ((want !== "off" && want !== "absent") || expects(registry, network)) return false;
  return droppedParts(estate, registry, network.id).length > 0;
}

/** Of a registry that the pass did not look at only this can be told: that it would not take the network. */
function withoutLooking(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
  wished: boolean,
): PairPlan | null {
  const answer = consent(network, registry, estate.settings);
  if (!wished || answer.accepted) return null;
  const refused = pairFinding(registry, network, "blocked", answer.code, answer.sentence, []);
  return { ...none, finding: decidedBy(refused, answer) };
}

function decidedBy(finding: Finding, { rule }: Consent): Finding {
  return { ...finding, rule };
}

/** Why a network that could be attached waits: the registry's mode, or the limit it meets first. */
function waitingFor(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
): Pick<Room, "code" | "sentence" | "beside"> {
  if (registry.mode !== "observe") {
    if (!waitsForApproval(estate, registry, network)) return tightestRoom(estate, registry, network.id);
    const sentence = `a rule wants a new link of this network approved; "mooring plan" tells which change that is`;
    return { code: "held/approval", sentence };
  }
  return { code: "held/mode-observe", sentence: `the configuration gives registry "${registry.alias}" mode observe` };
}

const none = { changes: [], held: [] } as const;

function together(estate: Estate, registry: RegistrySettings, network: Network, parts: readonly PartPlan[]): Finding {
  const findings = parts.map((part) => part.finding);
  const state = worst(findings.map((finding) => finding.state));
  const say = (code: string, sentence: string) => pairFinding(registry, network, state, code, sentence, findings);
  if (state === "moored" && findings.length > 1) {
    const all = `${findings.length === 2 ? "both" : `all ${findings.length}`} parts are attached and every name resolves`;
    const others = findings.filter(({ owned }) => !owned).map(({ part }) => part);
    if (others.length === 0) return say("moored/attached", all);
    return say("moored/not-owned", `${all}; ${notOwnedWords(estate, registry, network.id, others)}`);
  }
  const leading = findings.find((finding) => finding.state === state);
  return say(
    leading?.code ?? "moored/attached",
    leading?.sentence ?? `the configuration gives registry "${registry.alias}" no part to link`,
  );
}
