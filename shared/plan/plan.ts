import type { Change } from "../model/change.ts";
import { changeKey } from "../model/change.ts";
import type { Estate, Link, Network, RegistryView } from "../model/estate.ts";
import { type Finding, type PartFinding, type State, worst } from "../model/finding.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { HeldChange, Notice, Plan } from "../model/plan.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { consent } from "./consent.ts";
import { noticesOf } from "./notices.ts";
import { byChange, byFinding } from "./order.ts";
import { ownEntry } from "./ownership.ts";
import { type PartPlan, planPart } from "./part.ts";
import { type NetworkWish, networkWish } from "./wishes.ts";

/**
 * What the estate needs, before any mode or limit: the changes that are right now, and a finding a (registry, network).
 * Pure; the order of the inputs never changes the result.
 */
export function plan(estate: Estate): Plan {
  const changes: Change[] = [];
  const held: HeldChange[] = [];
  const findings: Finding[] = [];
  for (const network of observedNetworks(estate)) {
    const wish = networkWish(network, estate.settings);
    findings.push(...tagFindings(network, wish, estate));
    for (const registry of estate.settings.registries) {
      const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
      if (view === undefined || registry.cloud !== network.cloud) continue;
      const pair = planPair(estate, registry, view, network, wish);
      if (pair === null) continue;
      findings.push(pair.finding);
      changes.push(...pair.changes);
      held.push(...pair.held);
    }
  }
  findings.push(...unseenLinks(estate));
  return {
    version: 1,
    at: estate.at,
    settings: estate.settings.hash,
    changes: distinct(changes).sort(byChange),
    held: [...held].sort((a, b) => byChange(a.change, b.change)),
    findings: findings.sort(byFinding),
    notices: noticesOf(estate),
  };
}

function observedNetworks(estate: Estate): readonly Network[] {
  return estate.regions.flatMap((region) => (region.networks.known ? region.networks.value : []));
}

interface PairPlan {
  readonly finding: Finding;
  readonly changes: readonly Change[];
  readonly held: readonly HeldChange[];
}

function planPair(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
  wish: NetworkWish,
): PairPlan | null {
  const links = linksOf(view, network.id);
  const entries = entriesOf(estate, registry, network.id);
  const wished = wish.registries.has(registry.alias);
  if (!wished && links.length === 0 && entries.length === 0) {
    return expects(registry, network) ? { ...none, finding: unmoored(registry, network, wish) } : null;
  }
  const settled = withoutWish(registry, network, wish, links, entries, estate);
  if (settled !== null) return { ...none, finding: settled };
  const answer = consent(network, registry);
  if (!answer.accepted) {
    return {
      ...none,
      finding: pairFinding(
        registry,
        network,
        "blocked",
        answer.code,
        answer.sentence,
        linkFindings(links, entries, "blocked", answer),
      ),
    };
  }
  if (!estate.ledger.known) {
    const sentence = `the ledger could not be read (${estate.ledger.reason}), so what Mooring did for this network is unknown and nothing is written`;
    return { ...none, finding: pairFinding(registry, network, "unknown", "unknown/ledger", sentence, []) };
  }
  const parts = view.parts.map(({ part, view: partView }) =>
    planPart({
      registry,
      registryView: view,
      network,
      part,
      view: partView,
      subnets: estate.subnets.find((subnets) => subnets.network === network.id),
      wishedSubnet: wish.subnet,
      entry: entries.find((entry) => entry.part === part) ?? null,
      resolutions: view.resolutions,
      carried: estate.carried.filter((carried) => carried.registry === registry.alias),
      limits: estate.settings.limits,
      at: estate.at,
    }),
  );
  return {
    finding: together(registry, network, parts),
    changes: parts.flatMap((part) => part.changes),
    held: parts.flatMap((part) => part.held),
  };
}

const none = { changes: [], held: [] } as const;

function entriesOf(estate: Estate, registry: RegistrySettings, network: string): readonly LedgerEntry[] {
  if (!estate.ledger.known) return [];
  const ledger = estate.ledger.value;
  return registry.parts.flatMap((part) => {
    const entry = ownEntry(ledger, { deployment: estate.deployment, instance: registry.instance, network, part });
    return entry === null ? [] : [entry];
  });
}

function linksOf(view: RegistryView, network: string): readonly Link[] {
  return view.parts.flatMap((part) =>
    part.view.known ? part.view.value.links.filter((link) => link.network === network) : [],
  );
}

/** The finding of a network that is linked but does not wish to be, or whose tag stops everything; `null` when it wishes. */
function withoutWish(
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

function linkFindings(
  links: readonly Link[],
  entries: readonly LedgerEntry[],
  state: State,
  why: { readonly code: string; readonly sentence: string },
): readonly PartFinding[] {
  return links.map((link) => ({
    part: link.part,
    state,
    code: why.code,
    sentence: why.sentence,
    subnet: link.subnet,
    address: link.address.known ? link.address.value : null,
    owned: entries.some((entry) => entry.part === link.part),
    names: [],
  }));
}

function together(registry: RegistrySettings, network: Network, parts: readonly PartPlan[]): Finding {
  const findings = parts.map((part) => part.finding);
  const state = worst(findings.map((finding) => finding.state));
  const leading = findings.find((finding) => finding.state === state);
  const code = leading?.code ?? "moored/attached";
  const sentence =
    state === "moored" && findings.length > 1
      ? `all ${findings.length} parts are attached and every name resolves`
      : (leading?.sentence ?? "nothing is configured to be linked");
  return pairFinding(registry, network, state, code, sentence, findings);
}

function pairFinding(
  registry: RegistrySettings | null,
  network: Network,
  state: State,
  code: string,
  sentence: string,
  parts: readonly PartFinding[],
): Finding {
  return {
    registry: registry?.alias ?? null,
    cloud: network.cloud,
    account: network.account,
    region: network.region,
    network: network.id,
    label: network.label,
    state,
    code,
    sentence,
    parts,
  };
}

/** What a tag says that concerns no known registry. */
function tagFindings(network: Network, wish: NetworkWish, estate: Estate): readonly Finding[] {
  const { tag } = estate.settings;
  const linked = estate.registries.some((view) => linksOf(view, network.id).length > 0);
  switch (wish.tag.kind) {
    case "malformed":
      if (linked) return [];
      return [
        pairFinding(
          null,
          network,
          "blocked",
          "blocked/tag",
          `the tag ${tag}=${network.tags[tag]} says nothing clear: ${wish.tag.problem}; ${wish.tag.correction}`,
          [],
        ),
      ];
    case "hold":
      return linked
        ? []
        : [
            pairFinding(
              null,
              network,
              "held",
              "held/hold",
              `the tag ${tag}=hold freezes this network: nothing is written for it`,
              [],
            ),
          ];
    case "registries":
      return wish.tag.unknown.map(({ alias, nearest }) =>
        pairFinding(
          null,
          network,
          "blocked",
          "blocked/unknown-registry",
          `the tag ${tag} names "${alias}", which is no registry of the configuration${nearest === null ? `; known: ${estate.settings.registries.map((registry) => registry.alias).join(", ")}` : `; did you mean "${nearest}"?`}`,
          [],
        ),
      );
    case "none":
    case "off":
      return [];
  }
}

function expects(registry: RegistrySettings, network: Network): boolean {
  const { expect } = registry;
  if (expect === null || network.region !== registry.region) return false;
  return (
    (expect.accounts.length === 0 || expect.accounts.includes(network.account)) &&
    (expect.regions.length === 0 || expect.regions.includes(network.region)) &&
    Object.entries(expect.tags).every(([key, value]) => network.tags[key] === value)
  );
}

function unmoored(registry: RegistrySettings, network: Network, wish: NetworkWish): Finding {
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

/** Links of networks that a whole listing of their region did not show. */
function unseenLinks(estate: Estate): readonly Finding[] {
  const seen = new Set(observedNetworks(estate).map((network) => network.id));
  return estate.registries.flatMap((view) => {
    const registry = estate.settings.registries.find((candidate) => candidate.alias === view.alias);
    if (registry === undefined) return [];
    const region = estate.regions.find(
      (candidate) => candidate.cloud === registry.cloud && candidate.region === registry.region,
    );
    if (region === undefined || region.ids !== null || !region.networks.known) return [];
    const ids = new Set(
      view.parts.flatMap(({ view: part }) => (part.known ? part.value.links.map((link) => link.network) : [])),
    );
    return [...ids]
      .filter((id) => !seen.has(id))
      .map((id) => {
        const entries = entriesOf(estate, registry, id);
        const links = linksOf(view, id);
        const owned = entries.length > 0;
        const code = owned ? "unknown/network-not-visible" : "foreign/network-not-visible";
        const sentence = `registry "${registry.alias}" links network ${id}, which the listing of ${registry.region} did not show: it is another account's, or it was deleted`;
        return {
          registry: registry.alias,
          cloud: registry.cloud,
          account: entries[0]?.account ?? "",
          region: registry.region,
          network: id,
          label: "",
          state: owned ? ("unknown" as const) : ("foreign" as const),
          code,
          sentence,
          parts: linkFindings(links, entries, owned ? "unknown" : "foreign", { code, sentence }),
        };
      });
  });
}

function distinct(changes: readonly Change[]): Change[] {
  const byKey = new Map<string, Change>();
  for (const change of changes) if (!byKey.has(changeKey(change))) byKey.set(changeKey(change), change);
  return [...byKey.values()];
}
