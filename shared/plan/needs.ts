import type { Estate, Network, Part, RegistryView } from "../model/estate.ts";
import type { Depth } from "../model/hint.ts";
import { lowerMode, type Mode, type RegistrySettings } from "../model/settings.ts";
import { consent } from "./consent.ts";
import { isLive, ownEntry } from "./ownership.ts";
import { tightestRoom } from "./room.ts";
import { chooseSubnet } from "./subnet.ts";
import { byTurn } from "./turn.ts";
import { networkWish } from "./wishes.ts";

export interface NameNeed {
  readonly registry: string;
  readonly network: string;
  readonly part: Part;
  readonly name: string;
  readonly address: string;
}

/** The details that the lists do not hold and a plan depends on. */
export interface Needs {
  /** Networks whose subnets decide an attach; never more than could be attached now. */
  readonly subnets: readonly { readonly registry: string; readonly region: string; readonly network: string }[];
  /** Names of ready links of networks that wish for them. */
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
    names.push(...wanting.flatMap((network) => namesOf(view, network)));
    const turn = byTurn(estate, registry);
    const candidates = [...withoutLinks(estate, registry, view, wanting)].sort((a, b) => turn(a.id, b.id));
    subnets.push(
      ...nextInTurn(estate, registry, candidates, placesNow(estate, registry, ceiling, depth)).map((network) => ({
        registry: registry.alias,
        region: network.region,
        network: network.id,
      })),
    );
  }
  return { subnets, names };
}

/** In mode `observe` nothing is attached, but a full pass still says which subnet each network would use. */
function placesNow(estate: Estate, registry: RegistrySettings, ceiling: Mode, depth: Depth): number {
  if (lowerMode(ceiling, registry.mode) === "observe")
    return depth === "full" ? Number.POSITIVE_INFINITY : estate.settings.limits.inTransition;
  return tightestRoom(estate, registry).places;
}

function nextInTurn(
  estate: Estate,
  registry: RegistrySettings,
  candidates: readonly Network[],
  places: number,
): readonly Network[] {
  const read = new Map(estate.subnets.map((view) => [view.network, view.subnets]));
  const usable = candidates.filter((network) => {
    const subnets = read.get(network.id);
    return (
      subnets?.known === true &&
      chooseSubnet(network, subnets.value, networkWish(network, estate.settings).subnet, registry.subnets).chosen
    );
  });
  const missing = Math.max(0, places - usable.length);
  return candidates.filter((network) => !read.has(network.id)).slice(0, missing);
}

function wishing(estate: Estate, registry: RegistrySettings): readonly Network[] {
  return estate.regions
    .flatMap((region) => (region.cloud === registry.cloud && region.networks.known ? region.networks.value : []))
    .filter(
      (network) =>
        networkWish(network, estate.settings).registries.has(registry.alias) && consent(network, registry).accepted,
    );
}

function withoutLinks(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  networks: readonly Network[],
): readonly Network[] {
  if (!estate.ledger.known) return [];
  const ledger = estate.ledger.value;
  return networks
    .filter((network) => network.available && network.subnetCount > 0)
    .filter((network) =>
      view.parts.some(({ part, view: partView }) => {
        if (!partView.known || partView.value.links.some((link) => link.network === network.id)) return false;
        const entry = ownEntry(ledger, {
          deployment: estate.deployment,
          instance: registry.instance,
          network: network.id,
          part,
        });
        return entry === null || !isLive(entry, estate.at);
      }),
    );
}

function namesOf(view: RegistryView, network: Network): readonly NameNeed[] {
  return view.parts.flatMap(({ part, view: partView }) => {
    if (!partView.known) return [];
    const link = partView.value.links.find((candidate) => candidate.network === network.id);
    if (link === undefined || link.state !== "ready" || !link.address.known) return [];
    const address = link.address.value;
    return partView.value.names.map((name) => ({ registry: view.alias, network: network.id, part, name, address }));
  });
}
