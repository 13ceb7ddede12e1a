import type { Estate } from "../../model/estate.ts";
import type { CloudName } from "../../model/network.ts";
import { lowerMode, type Mode, modes, type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { byFailures } from "../guard.ts";
import { observedNetworks } from "../link/links.ts";
import { deploymentLedger, isOwned } from "../link/ownership.ts";
import { isWanted } from "../wish/want.ts";
import { isMissedTwice, isUnlisted } from "./absence.ts";
import { detachRoom, doubtAboutRegistry } from "./detach-limits.ts";
import { type LeavingLink, leavingLinks } from "./leaving.ts";
import { holdsZones } from "./vanished.ts";

/** Networks with zones of Mooring's own that are asked for by their id in one pass, to see whether they are gone. */
const mostGone = 20;

/** Registries of which something may be taken away, so that it counts what earlier passes saw of their lists. */
export function losingRegistries(estate: Estate): readonly RegistrySettings[] {
  const networks = new Map(observedNetworks(estate).map((network) => [network.id, network]));
  return estate.settings.registries.filter((registry) => {
    const view = estate.registries.find(({ alias }) => alias === registry.alias);
    if (view?.looked !== true) return false;
    if (leavingLinks(estate, registry).some(({ isDue }) => isDue)) return true;
    const linked = new Set(
      view.parts.flatMap(({ part, view: seen }) =>
        seen.known ? seen.value.links.map(({ network }) => `${network} ${part}`) : [],
      ),
    );
    return deploymentLedger(estate, registry).some((entry) => {
      if (!isOwned(entry) || linked.has(`${entry.network} ${entry.part}`)) return false;
      const network = networks.get(entry.network);
      return network === undefined
        ? isUnlisted(estate, registry, entry.network)
        : !isWanted(network, registry, estate.settings);
    });
  });
}

/** Regions that must be listed to their end before a link can be detached in this pass, and were not. */
export function regionsToList(
  estate: Estate,
  ceiling: Mode,
): readonly { readonly cloud: CloudName; readonly region: string }[] {
  const regions = estate.settings.registries
    .filter((registry) => mayDetach(estate, registry, ceiling) && inTurn(estate, registry).length > 0)
    .flatMap((registry) => regionsOf(registry).map((region) => ({ cloud: registry.cloud, region })));
  return regions
    .filter(({ cloud, region }) => !estate.listed.some((one) => one.cloud === cloud && one.region === region))
    .filter((one, index, all) => all.findIndex((other) => key(other) === key(one)) === index);
}

/**
 * Networks that must be read by their id before anything of theirs is taken away: those whose links could be detached now
 * and no more, and those that may be gone with zones of Mooring's own in them.
 */
export function networksToReread(
  estate: Estate,
  ceiling: Mode,
): readonly { readonly cloud: CloudName; readonly region: string; readonly network: string }[] {
  return estate.settings.registries.flatMap((registry) => {
    const { cloud } = registry;
    const links =
      mayDetach(estate, registry, ceiling) && doubtAboutRegistry(estate, registry) === null
        ? inTurn(estate, registry).map(({ network }) => ({ cloud, region: network.region, network: network.id }))
        : [];
    const zones = deploymentLedger(estate, registry)
      .filter((entry) => holdsZones(entry) && isMissedTwice(estate, registry, entry.network))
      .filter((entry) => isUnlisted(estate, registry, entry.network))
      .slice(0, mostGone)
      .map(({ region, network }) => ({ cloud, region, network }));
    return [...links, ...zones].filter(({ network }) => !isAsked(estate, network));
  });
}

/** The links whose turn it is, as many as may be announced now beside those that were. */
function inTurn(estate: Estate, registry: RegistrySettings): readonly LeavingLink[] {
  const due = leavingLinks(estate, registry).filter(
    ({ why, isDue, entry }) => isDue && (why !== "network-gone" || isMissedTwice(estate, registry, entry.network)),
  );
  const { places } = detachRoom(estate, registry);
  let taken = 0;
  return due.filter(({ isBegun }) => {
    if (isBegun) return true;
    taken += 1;
    return taken <= places;
  });
}

function mayDetach(estate: Estate, registry: RegistrySettings, ceiling: Mode): boolean {
  const mode = lowerMode(ceiling, registry.mode);
  return modes.indexOf(mode) >= modes.indexOf("full") && byFailures(estate, registry) === null;
}

/** It was asked for in this pass, whether somebody answered or not. */
function isAsked(estate: Estate, network: string): boolean {
  return estate.reread.some(({ ids }) => ids?.includes(network) === true);
}

function key({ cloud, region }: { readonly cloud: CloudName; readonly region: string }): string {
  return `${cloud} ${region}`;
}
