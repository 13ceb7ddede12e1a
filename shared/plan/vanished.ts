import type { Estate, Network, RegistryView } from "../model/estate.ts";
import { elapsed, unknown } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { type RegistrySettings, regionsOf } from "../model/settings.ts";
import { pairFinding } from "./findings.ts";
import { observedNetworks } from "./links.ts";
import { withLeftBehind } from "./orphans.ts";
import { ownZoneScope } from "./own-zones.ts";
import { deploymentLedger } from "./ownership.ts";
import type { PairPlan } from "./pair.ts";
import { removals, withRemovals } from "./zone-removal.ts";

/** A network that no whole listing showed for this long is gone, milliseconds: one listing may be wrong. */
const goneTime = 3_600_000;

/** Whether a link's network is in none of the listings, which were whole, and its link is gone, too. */
export function isUnseen(estate: Estate, registry: RegistrySettings, view: RegistryView, entry: LedgerEntry): boolean {
  const links = view.parts.find(({ part }) => part === entry.part)?.view;
  if (links?.known !== true || links.value.links.some(({ network }) => network === entry.network)) return false;
  const listed = regionsOf(registry).every((region) =>
    estate.regions.some(
      (one) => one.cloud === registry.cloud && one.region === region && one.ids === null && one.networks.known,
    ),
  );
  return listed && !observedNetworks(estate).some(({ id }) => id === entry.network);
}

/** Networks that are gone and in which zones of Mooring's own were left, as far as the ledger remembers them. */
export function goneNetworks(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly Network[] {
  const entries = deploymentLedger(estate, registry).filter(
    (entry) =>
      entry.leavingSince !== null &&
      elapsed(entry.leavingSince, estate.at) >= goneTime &&
      entry.names.some(({ ownZone }) => ownZone !== null) &&
      isUnseen(estate, registry, view, entry),
  );
  return [...new Map(entries.map((entry) => [entry.network, remembered(entry)])).values()];
}

/** What is left to do in networks that are gone. */
export function plansOfGone(estate: Estate): readonly PairPlan[] {
  return estate.registries.flatMap((view) => {
    const registry = estate.settings.registries.find(({ alias }) => alias === view.alias);
    return registry === undefined ? [] : plansOf(estate, registry, view);
  });
}

function plansOf(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly PairPlan[] {
  return goneNetworks(estate, registry, view).flatMap((network) => {
    const own = ownZoneScope(estate, registry, network);
    const leaving = removals({ registry, network, resolutions: view.resolutions, own, at: estate.at });
    if (leaving.length === 0) return [];
    const left = withRemovals({ parts: [], changes: [] }, leaving);
    const sentence = `network ${network.id} is gone, and so is its link`;
    const finding = withLeftBehind(pairFinding(registry, network, "leaving", "leaving/gone", sentence, []), left);
    return [{ finding, changes: left.changes, held: [] }];
  });
}

function remembered({ cloud, account, region, network: id }: LedgerEntry): Network {
  return {
    cloud,
    account,
    region,
    id,
    label: "",
    tags: {},
    available: false,
    resourceGroup: "",
    subnetCount: null,
    resolvers: unknown("the network is gone"),
    createdAt: "",
  };
}
