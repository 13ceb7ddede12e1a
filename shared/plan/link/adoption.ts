import { asksOf, withAsks } from "../../model/asks.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import type { NameFinding } from "../../model/finding.ts";
import { linkKey } from "../../model/intents.ts";
import type { LedgerEntry, PublishedName } from "../../model/ledger.ts";
import type { Link } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { planName } from "../name/name.ts";
import type { NameNeed } from "../name/name-need.ts";
import { ownZoneScope } from "../name/own-zones.ts";
import { byText } from "../order.ts";
import { consent } from "../wish/consent.ts";
import { networkWish } from "../wish/wishes.ts";
import { linksOf, observedNetworks, unreadParts, wantedNames } from "./links.ts";
import { otherDeployment, ownEntry } from "./ownership.ts";
import { publishingOf } from "./preconditions.ts";
import { type ReleasedZone, takenBack } from "./taken-back.ts";

/** Which links somebody wants to be Mooring's. */
export interface AdoptionWish {
  readonly registry: RegistrySettings;
  /** The network's id. */
  readonly network: string;
  /** Who wants it, for people. */
  readonly by: string;
  readonly reason: string | null;
  /** The address that the names' switches answer with, as that person says; the vendor does not tell it. */
  readonly publishedAddress: string | null;
  /** Entries of these links as their last releases by this deployment recorded them, at most one a part. */
  readonly released: readonly LedgerEntry[];
}

/** Why nothing is adopted. */
interface AdoptionRefusal {
  readonly code:
    | "network-not-seen"
    | "links-unknown"
    | "ledger-unknown"
    | "no-link"
    | "link-in-transition"
    | "other-deployment"
    | "tag-off"
    | "not-accepted"
    | "no-switch";
  readonly sentence: string;
}

/** One name of an adopted link as the next pass will tell it. */
export type AdoptedName = Pick<NameFinding, "name" | "part" | "state" | "code" | "sentence">;

export type AdoptionPlan =
  | { readonly adopts: false; readonly refusal: AdoptionRefusal }
  | {
      readonly adopts: true;
      /** To be written: links that become Mooring's, and own ones of which the published address is stated now. */
      readonly entries: readonly LedgerEntry[];
      /** What the ledger says of the network's links already and goes on to say. */
      readonly already: readonly LedgerEntry[];
      readonly names: readonly AdoptedName[];
      /** Zones that Mooring made before the links were released: Mooring's again, or why not. */
      readonly zones: readonly ReleasedZone[];
      /** The estate with these entries in its ledger: what follows is planned from it. */
      readonly next: Estate;
    };

/** The names of a network's ready links that were not read, because it does not wish for them. */
export function adoptionNeeds(estate: Estate, registry: RegistrySettings, id: string): readonly NameNeed[] {
  const view = viewOf(estate, registry);
  const network = networkOf(estate, registry, id);
  if (view === undefined || network === undefined) return [];
  return view.parts.flatMap(({ part, view: seen }) => {
    if (!seen.known) return [];
    const link = seen.value.links.find((one) => one.network === id);
    if (link?.state !== "ready" || !link.address.known) return [];
    const address = link.address.value;
    return wantedNames(registry, seen.value, true)
      .filter(({ name }) => resolutionOf(view, id, part, name) === undefined)
      .map(({ name, kind }) => ({
        registry: registry.alias,
        network: id,
        region: network.region,
        part,
        name,
        kind,
        address,
      }));
  });
}

/**
 * What it takes for the links of one network to be Mooring's, all of them or none. Only what was seen is adopted: a link
 * that is ready, of a network that the registry accepts and whose tag does not ask for release, and that no other
 * deployment has in its ledger.
 */
export function planAdoption(estate: Estate, wish: AdoptionWish): AdoptionPlan {
  const { registry, network: id } = wish;
  const view = viewOf(estate, registry);
  const network = networkOf(estate, registry, id);
  if (view === undefined || network === undefined)
    return refused(
      "network-not-seen",
      `network ${id} was not seen in ${[registry.region, ...registry.replicas].join(", ")}`,
    );
  const refusal = refusalOf(estate, registry, view, network);
  if (refusal !== null || !estate.ledger.known)
    return refused(refusal?.code ?? "ledger-unknown", refusal?.sentence ?? "the ledger could not be read");
  const ledger = estate.ledger.value;
  const links = linksOf(view, id);
  const entries: LedgerEntry[] = [];
  const already: LedgerEntry[] = [];
  const zones: ReleasedZone[] = [];
  for (const link of links) {
    const own = ownEntry(ledger, {
      deployment: estate.deployment,
      instance: registry.instance,
      network: id,
      part: link.part,
    });
    const before = own ?? adopted(estate, ledger, wish, network, link);
    const stated = statedNames(estate, wish, view, network, link, before);
    const released = wish.released.find(
      ({ part, deployment }) => part === link.part && deployment === estate.deployment,
    );
    const back = takenBack(link, network.region, before, released, (name) => {
      const seen = resolutionOf(view, id, link.part, name)?.resolution;
      return seen?.known === true ? seen.value : null;
    });
    zones.push(...back.zones);
    const more = [...stated, ...back.names];
    if (own !== null && more.length === 0) already.push(own);
    else entries.push(withNames(before, more));
  }
  if (wish.publishedAddress !== null && !hasSwitches(view, id))
    return refused(
      "no-switch",
      `registry "${registry.alias}" publishes no name of network ${id} by a switch, so there is no published address to state`,
    );
  const next = withEntries(estate, ledger, entries);
  return { adopts: true, entries, already, names: namesOf(next, registry, view, network), zones, next };
}

function refusalOf(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
): AdoptionRefusal | null {
  const { id } = network;
  const say = (code: AdoptionRefusal["code"], sentence: string): AdoptionRefusal => ({ code, sentence });
  if (!estate.ledger.known)
    return say(
      "ledger-unknown",
      `the ledger could not be read (${estate.ledger.reason}), so whose the link is is unknown`,
    );
  const unread = unreadParts(view);
  if (unread.length > 0)
    return say("links-unknown", `the ${unread.join(" and ")} links of registry "${registry.alias}" could not be read`);
  const links = linksOf(view, id);
  if (links.length === 0)
    return say("no-link", `registry "${registry.alias}" does not link network ${id}: there is nothing to adopt`);
  for (const { part } of links) {
    const other = otherDeployment(estate, { instance: registry.instance, network: id, part });
    if (other !== null)
      return say(
        "other-deployment",
        `deployment "${other}" has the ${part} link of network ${id} in its ledger; it must be released there first`,
      );
  }
  if (networkWish(network, estate.settings).tag.kind === "off")
    return say(
      "tag-off",
      `the tag ${estate.settings.tag}=off of network ${id} asks for release: adopted, its link would be detached at once`,
    );
  const answer = consent(network, registry, estate.settings);
  if (!answer.accepted) return say("not-accepted", `${answer.sentence}, so Mooring would do nothing for it`);
  const young = links.find(({ state, address }) => state !== "ready" || !address.known);
  return young === undefined
    ? null
    : say(
        "link-in-transition",
        `the ${young.part} link of network ${id} is ${young.vendorState || "changing"}; adopt it once it is ready`,
      );
}

/** The entry of a link that becomes Mooring's; what the ledger remembers of attempts at it stays remembered. */
function adopted(
  estate: Estate,
  ledger: readonly LedgerEntry[],
  { registry, by, reason }: AdoptionWish,
  network: Network,
  link: Link,
): LedgerEntry {
  const place = { registry: registry.instance, network: network.id, part: link.part };
  const before = ledger.find((one) => linkKey(one) === linkKey(place) && one.deployment === estate.deployment);
  const entry: LedgerEntry = {
    version: 1,
    deployment: estate.deployment,
    cloud: registry.cloud,
    account: network.account,
    region: network.region,
    ...place,
    subnet: link.subnet,
    address: link.address.known ? link.address.value : null,
    moved: null,
    names: before?.names ?? [],
    intentAt: null,
    intentBy: null,
    attachedAt: estate.at,
    adopted: { at: estate.at, by, reason },
    verifiedAt: null,
    leavingSince: null,
    repairs: before?.repairs ?? [],
    failures: before?.failures ?? [],
  };
  return withAsks(entry, before === undefined ? [] : asksOf(before, estate.at));
}

/** Names that are on, that the ledger does not have, and whose address the person states. */
function statedNames(
  estate: Estate,
  { registry, publishedAddress }: AdoptionWish,
  view: RegistryView,
  network: Network,
  { part }: Link,
  entry: LedgerEntry,
): readonly PublishedName[] {
  const seen = view.parts.find((one) => one.part === part)?.view;
  if (publishedAddress === null || seen?.known !== true) return [];
  return wantedNames(registry, seen.value, false).flatMap(({ name, kind }): PublishedName[] => {
    if (entry.names.some((published) => published.name === name)) return [];
    const resolution = resolutionOf(view, network.id, part, name)?.resolution;
    if (resolution?.known !== true || resolution.value.switch === null) return [];
    const { state, elsewhere } = resolution.value.switch;
    const region = state === "on" ? network.region : elsewhere;
    if (region === null) return [];
    const on = { publishedAt: estate.at, withdrawnAt: null, ownZone: null, baseline: null };
    return [{ name, kind, region, address: publishedAddress, ...on }];
  });
}

/** The entry with these names, in the place of those that it has of the same. */
function withNames(entry: LedgerEntry, given: readonly PublishedName[]): LedgerEntry {
  const others = entry.names.filter(({ name }) => !given.some((one) => one.name === name));
  return { ...entry, names: [...others, ...given].sort((a, b) => byText(a.name, b.name)) };
}

function withEntries(estate: Estate, ledger: readonly LedgerEntry[], entries: readonly LedgerEntry[]): Estate {
  const fresh = new Set(entries.map(linkKey));
  const value = [...ledger.filter((entry) => !fresh.has(linkKey(entry))), ...entries];
  return { ...estate, ledger: { known: true, value, at: estate.at } };
}

function hasSwitches(view: RegistryView, network: string): boolean {
  return view.resolutions.some(
    (one) => one.network === network && one.resolution.known && one.resolution.value.switch !== null,
  );
}

/** How each name of the links answers, told as of a link that is Mooring's. */
function namesOf(
  next: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
): readonly AdoptedName[] {
  const ledger = next.ledger.known ? next.ledger.value : [];
  const own = ownZoneScope(next, registry, network);
  return linksOf(view, network.id).flatMap((link) => {
    const { part, address } = link;
    const seen = view.parts.find((one) => one.part === part)?.view;
    if (seen?.known !== true || !address.known) return [];
    const key = { deployment: next.deployment, instance: registry.instance, network: network.id, part };
    return [...wantedNames(registry, seen.value, true)]
      .sort((a, b) => byText(a.name, b.name))
      .map(({ name, kind }) => {
        const { finding } = planName({
          registry,
          network,
          part,
          name,
          nameKind: kind,
          link,
          address: address.value,
          publishing: publishingOf(next, registry.cloud),
          entry: ownEntry(ledger, key),
          otherDeployment: null,
          moveDoubt: null,
          view: resolutionOf(view, network.id, part, name),
          carried: undefined,
          limits: next.settings.limits,
          edits: [],
          own,
          at: next.at,
        });
        return { name, part, state: finding.state, code: finding.code, sentence: finding.sentence };
      });
  });
}

function viewOf(estate: Estate, { alias }: RegistrySettings): RegistryView | undefined {
  return estate.registries.find((view) => view.alias === alias && view.looked);
}

function networkOf(estate: Estate, { cloud }: RegistrySettings, id: string): Network | undefined {
  return observedNetworks(estate).find((network) => network.id === id && network.cloud === cloud);
}

function resolutionOf(view: RegistryView, network: string, part: Link["part"], name: string) {
  return view.resolutions.find((one) => one.network === network && one.part === part && one.name === name);
}

function refused(code: AdoptionRefusal["code"], sentence: string): AdoptionPlan {
  return { adopts: false, refusal: { code, sentence } };
}
