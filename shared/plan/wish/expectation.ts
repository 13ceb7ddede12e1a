import type { Estate } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Network } from "../../model/network.ts";
import { type RegistrySettings, regionsOf, type Settings } from "../../model/settings.ts";
import { observedNetworks } from "../link/links.ts";
import { isOwned } from "../link/ownership.ts";
import { consent } from "./consent.ts";
import { expects } from "./unmoored.ts";
import { networkWish } from "./wishes.ts";

/** The networks of this estate that must be moored to a registry: those it expects, else those that wish and that it accepts. */
export function expectedNetworks(estate: Estate, registry: RegistrySettings): readonly Network[] {
  return observedNetworks(estate).filter(
    (network) => network.cloud === registry.cloud && isExpected(network, registry, estate.settings),
  );
}

function isExpected(network: Network, registry: RegistrySettings, settings: Settings): boolean {
  if (registry.expect !== null) return expects(registry, network);
  return networkWish(network, settings).registries.has(registry.alias) && consent(network, registry, settings).accepted;
}

/** The regions of a registry whose networks this pass asked for in vain. */
export function unreadRegions(estate: Estate, registry: RegistrySettings): readonly string[] {
  const regions = estate.regions
    .filter((view) => view.cloud === registry.cloud && !view.networks.known)
    .map(({ region }) => region)
    .filter((region) => regionsOf(registry).includes(region));
  return [...new Set(regions)].sort();
}

/**
 * What the ledger knows of networks that this pass asked for in vain. Their tags are unknown, so what needs a tag to be
 * expected is expected.
 */
export function expectedByLedger(estate: Estate, registry: RegistrySettings): readonly LedgerEntry[] {
  if (!estate.ledger.known) return [];
  const { accept, expect } = registry;
  const wanted = expect ?? accept;
  const accounts = wanted.accounts.length === 0 ? accept.accounts : wanted.accounts;
  return estate.ledger.value.filter(
    (entry) =>
      entry.registry === registry.instance &&
      isOwned(entry) &&
      (expect !== null || entry.leavingSince === null) &&
      accounts.includes(entry.account) &&
      (wanted.regions.length === 0 || wanted.regions.includes(entry.region)) &&
      wasAskedInVain(estate, registry, entry.region, entry.network),
  );
}

/** Whether a pass wanted to see a network and could not. */
export function wasAskedInVain(estate: Estate, registry: RegistrySettings, region: string, network: string): boolean {
  return estate.regions.some(
    (view) =>
      view.cloud === registry.cloud &&
      view.region === region &&
      !view.networks.known &&
      (view.ids === null || view.ids.includes(network)),
  );
}

/** The accounts of which a registry expects networks. */
export function expectedAccounts({ accept, expect }: RegistrySettings): readonly string[] {
  return expect === null || expect.accounts.length === 0 ? accept.accounts : expect.accounts;
}
