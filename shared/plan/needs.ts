import type { Estate, RegistryView } from "../model/estate.ts";
import type { Depth } from "../model/hint.ts";
import type { Network, Subnet } from "../model/network.ts";
import { lowerMode, type Mode, type RegistrySettings } from "../model/settings.ts";
import { leavingLinks } from "./leaving/leaving.ts";
import { orphanNeeds } from "./leaving/orphans.ts";
import { isSilencedFirst, switchNames } from "./leaving/silence.ts";
import { goneNetworks } from "./leaving/vanished.ts";
import { approvalOfLink, waitsForApproval } from "./limits/approval.ts";
import { tightestRoom } from "./limits/room.ts";
import { byTurn } from "./limits/turn.ts";
import { entriesOf, linksOf, observedNetworks, wantedNames } from "./link/links.ts";
import { isLive, otherDeployment, ownEntry } from "./link/ownership.ts";
import { accountOf, attachObstacle } from "./link/preconditions.ts";
import { chooseSubnet, offered } from "./link/subnet.ts";
import type { NameNeed } from "./name/name-need.ts";
import { leavingNames, ownedNames } from "./name/own-zones.ts";
import { hasMoved, isSeenTwice } from "./name/repoint.ts";
import { consent } from "./wish/consent.ts";
import { networkWish } from "./wish/wishes.ts";

/** The details that the lists do not hold and a plan depends on. */
export interface Needs {
  /** Networks whose subnets decide an attach, never more than could be attached now, or whether an address is believed. */
  readonly subnets: readonly { readonly registry: string; readonly region: string; readonly network: string }[];
  /** Names of ready links of networks that wish for them, and what may be left of links that are gone. */
  readonly names: readonly NameNeed[];
}

/**
 * What must be read besides the lists: names only where a link is ready, subnets only where a link could be made now.
 * Asked again after each reading: a network whose subnets turn out to be full gives its turn to the next one.
 */
export function needs(estate: Estate, ceiling: Mode, depth: Depth): Needs {
  const subnets: Needs["subnets"][number][] = [];
  const names: NameNeed[] = [];
  for (const registry of estate.settings.registries) {
    const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
    if (view === undefined) continue;
    const wanting = wishing(estate, registry);
    names.push(...wanting.flatMap((network) => namesOf(estate, registry, view, network)));
    names.push(...leavingNeeds(estate, registry, view));
    names.push(...silencingNeeds(estate, registry, view));
    names.push(...orphanNeeds(estate, registry));
    subnets.push(...moved(estate, registry, view, wanting).map((network) => subnetNeed(registry, network)));
    const turn = byTurn(estate, registry);
    const candidates = [...withoutLinks(estate, registry, view, wanting)].sort((a, b) => turn(a.id, b.id));
    const waiting = candidates.filter((network) => waitsForApproval(estate, registry, network));
    const open = candidates.filter((network) => !waiting.includes(network));
    const places = (network: string) => placesNow(estate, registry, network, ceiling, depth);
    // Who waits for somebody's word takes nobody's place, and is told which change that word is about.
    const told = () => placesToTell(estate, depth);
    const isApproved = (network: Network, subnet: Subnet) => mayGoThrough(estate, registry, network, subnet);
    subnets.push(
      ...[
        ...nextInTurn(estate, registry, view, open, places, isApproved),
        ...nextInTurn(estate, registry, view, waiting, told, () => true),
      ].map((network) => subnetNeed(registry, network)),
    );
  }
  return { subnets, names };
}

function subnetNeed(registry: RegistrySettings, { id, region }: Network): Needs["subnets"][number] {
  return { registry: registry.alias, region, network: id };
}

/** Networks of links whose new address is believed once it proves to be one of their subnet's. */
function moved(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  networks: readonly Network[],
): readonly Network[] {
  const read = new Set(estate.subnets.map(({ network }) => network));
  return networks.filter(({ id }) => {
    if (read.has(id)) return false;
    const entries = entriesOf(estate, registry, id);
    return linksOf(view, id).some(({ part, state, address }) => {
      const entry = entries.find((candidate) => candidate.part === part);
      return (
        state === "ready" &&
        address.known &&
        entry !== undefined &&
        hasMoved(entry, address.value) &&
        isSeenTwice(entry, address.value, estate.at)
      );
    });
  });
}

/** In mode `observe` nothing is attached, but a full pass still says which subnet each network would use. */
function placesNow(estate: Estate, registry: RegistrySettings, network: string, ceiling: Mode, depth: Depth): number {
  if (lowerMode(ceiling, registry.mode) === "observe") return placesToTell(estate, depth);
  return tightestRoom(estate, registry, network).places;
}

/** Of how many networks that cannot be attached now it is told how they would be. */
function placesToTell(estate: Estate, depth: Depth): number {
  return depth === "full" ? Number.POSITIVE_INFINITY : estate.settings.limits.inTransition;
}

function nextInTurn(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  candidates: readonly Network[],
  places: (network: string) => number,
  takes: (network: Network, subnet: Subnet) => boolean,
): readonly Network[] {
  const read = new Map(estate.subnets.map((view) => [view.network, view.subnets]));
  const usable = candidates.filter((network) => {
    const subnets = read.get(network.id);
    if (subnets?.known !== true) return false;
    const usable = offered(network, subnets.value, accountOf(estate, registry.cloud));
    const wished = networkWish(network, estate.settings).subnet;
    return registry.parts.some((part) => {
      const approved = approvalOfLink(estate, registry, { network: network.id, part })?.change.subnet ?? null;
      const choice = chooseSubnet(network, usable, wished, registry.subnets, approved);
      return choice.chosen && takes(network, choice.subnet);
    });
  });
  const missingParts = (network: Network) => missingOf(estate, registry, view, network);
  let taken = usable.reduce((sum, network) => sum + missingParts(network), 0);
  return candidates.filter((network) => {
    if (read.has(network.id) || taken >= places(network.id)) return false;
    taken += missingParts(network);
    return true;
  });
}

/** An approval holds for the subnet that it names: who needs another one waits for somebody's word again. */
function mayGoThrough(estate: Estate, registry: RegistrySettings, network: Network, { id }: Subnet): boolean {
  const answer = consent(network, registry, estate.settings);
  if (!answer.accepted || !answer.asks) return true;
  const approvals = registry.parts.map((part) => approvalOfLink(estate, registry, { network: network.id, part }));
  return approvals.some((approval) => approval?.change.subnet === id);
}

function wishing(estate: Estate, registry: RegistrySettings): readonly Network[] {
  return observedNetworks(estate)
    .filter(({ cloud }) => cloud === registry.cloud)
    .filter(
      (network) =>
        networkWish(network, estate.settings).registries.has(registry.alias) &&
        consent(network, registry, estate.settings).accepted,
    );
}

function withoutLinks(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  networks: readonly Network[],
): readonly Network[] {
  return networks
    .filter((network) => network.available && network.subnetCount !== 0)
    .filter((network) => missingOf(estate, registry, view, network) > 0);
}

/** How many parts of a network could be attached: not linked, not asked for, not another deployment's. */
function missingOf(estate: Estate, registry: RegistrySettings, view: RegistryView, network: Network): number {
  if (!estate.ledger.known) return 0;
  const ledger = estate.ledger.value;
  return view.parts.filter(({ part, view: partView }) => {
    if (!partView.known || partView.value.links.some((link) => link.network === network.id)) return false;
    const key = { instance: registry.instance, network: network.id, part };
    if (otherDeployment(estate, key) !== null) return false;
    const entry = ownEntry(ledger, { ...key, deployment: estate.deployment });
    if (entry !== null && isLive(entry, estate.at)) return false;
    return attachObstacle(estate, registry, network, part) === null;
  }).length;
}

/** Names that leave a zone of Mooring's own, which is read before anything of it goes. */
function leavingNeeds(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly NameNeed[] {
  if (!view.looked) return [];
  return [...observedNetworks(estate), ...goneNetworks(estate, registry)]
    .filter(({ cloud }) => cloud === registry.cloud)
    .flatMap((network) =>
      leavingNames(ownedNames(estate, network), registry).map(({ published, entry: { part } }) => ({
        registry: view.alias,
        network: network.id,
        region: network.region,
        part,
        name: published.name,
        // Whatever it was: its zone is read with everything that is in it.
        kind: "custom" as const,
        address: published.address,
        leaving: true as const,
      })),
    );
}

/** Names that are silenced before their link goes: whether they are, and whether they were seen to be. */
function silencingNeeds(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly NameNeed[] {
  if (!isSilencedFirst(registry)) return [];
  return leavingLinks(estate, registry)
    .filter(({ isDue, isProven }) => isDue && isProven)
    .flatMap((leaving) =>
      switchNames(view, leaving).map((name) => ({
        registry: registry.alias,
        network: leaving.entry.network,
        region: leaving.network.region,
        part: leaving.entry.part,
        ...name,
        leaving: true as const,
      })),
    );
}

function namesOf(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  network: Network,
): readonly NameNeed[] {
  const entries = entriesOf(estate, registry, network.id);
  return view.parts.flatMap(({ part, view: partView }) => {
    if (!partView.known) return [];
    const link = partView.value.links.find((candidate) => candidate.network === network.id);
    if (link === undefined || link.state !== "ready" || !link.address.known) return [];
    const address = link.address.value;
    const owned = entries.some((entry) => entry.part === part);
    return wantedNames(registry, partView.value, owned).map(({ name, kind }) => ({
      registry: view.alias,
      network: network.id,
      region: network.region,
      part,
      name,
      kind,
      address,
    }));
  });
}
