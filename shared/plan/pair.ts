import type { Estate, RegistryView } from "../model/estate.ts";
import { type Finding, worst } from "../model/finding.ts";
import type { Network } from "../model/network.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { linkFindings, pairFinding } from "./findings.ts";
import { leftBehind, withLeftBehind } from "./leaving/orphans.ts";
import { type LeavingName, removals, withRemovals } from "./leaving/zone-removal.ts";
import { approvalOfLink, waitsForApproval } from "./limits/approval.ts";
import { believed } from "./limits/refusal.ts";
import { tightestRoom } from "./limits/room.ts";
import { entriesOf, linksOf } from "./link/links.ts";
import { otherDeployment } from "./link/ownership.ts";
import { accountOf, attachObstacle, publishingOf } from "./link/preconditions.ts";
import { notOwnedWords } from "./link/whose.ts";
import { ownZoneScope } from "./name/own-zones.ts";
import { addressedLinks } from "./name/repoint.ts";
import type { PairPlan, PartPlan } from "./pair-plan.ts";
import { planPart } from "./part.ts";
import { type Consent, consent } from "./wish/consent.ts";
import { expects, unmoored, withoutWish } from "./wish/unwished.ts";
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
  if (!wished && links.length === 0 && entries.length === 0 && leaving.length === 0) {
    return expects(registry, network) ? { ...none, finding: unmoored(registry, network, wish) } : null;
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
      answer.sentence,
      linkFindings(links, entries, "blocked", answer),
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
): { readonly code: string; readonly sentence: string } {
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
