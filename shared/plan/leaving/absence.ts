import type { Estate, RegionView } from "../../model/estate.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { observedNetworks } from "../link/links.ts";
import { inventoryOf } from "./inventory.ts";

/** Whether every region that the registry can link was listed to its end, and no listing shows the network. */
export function isUnlisted(estate: Estate, registry: RegistrySettings, network: string): boolean {
  const listed = regionsOf(registry).every((region) =>
    estate.regions.some(
      (one) => one.cloud === registry.cloud && one.region === region && one.ids === null && one.networks.known,
    ),
  );
  return listed && !observedNetworks(estate).some(({ id }) => id === network);
}

/** Whether this pass asked for the network by its id and was answered: with it, or with nothing. */
function isAnswered(estate: Estate, network: string): boolean {
  return estate.reread.some((view) => view.ids?.includes(network) === true && isWholeAnswer(estate, view));
}

/** Whether this pass read the network by its id, beside the list that shows it. */
export function isReread(estate: Estate, network: string): boolean {
  return (
    estate.regions.some((view) => shows(view, network)) &&
    estate.reread.some((view) => shows(view, network) && isWholeAnswer(estate, view))
  );
}

/** An answer without a network that was asked for and that the lists show is cut off: nothing of it is believed. */
function isWholeAnswer(estate: Estate, view: RegionView): boolean {
  const asked = view.ids ?? [];
  return view.networks.known && !asked.some((id) => !shows(view, id) && estate.regions.some((one) => shows(one, id)));
}

function shows({ networks }: RegionView, network: string): boolean {
  return networks.known && networks.value.some(({ id }) => id === network);
}

/**
 * Whether a network that no listing shows is gone for good: the last two full passes in a row missed it, this one asked
 * for it by its id and was shown none, and it was one of the account that asks: another's may only have stopped to share.
 */
export function isGone(
  estate: Estate,
  registry: RegistrySettings,
  { network, account }: { readonly network: string; readonly account: string },
): boolean {
  const asking = estate.accounts.find(({ cloud }) => cloud === registry.cloud)?.account;
  return (
    asking?.known === true &&
    asking.value === account &&
    isUnlisted(estate, registry, network) &&
    isMissedTwice(estate, registry, network) &&
    isAnswered(estate, network) &&
    !estate.reread.some((view) => shows(view, network))
  );
}

/** Whether the last two full passes in a row, both of them before this one, missed a network of the ledger. */
export function isMissedTwice(estate: Estate, registry: RegistrySettings, network: string): boolean {
  const inventory = inventoryOf(estate, registry);
  const missing = inventory?.missing.find((one) => one.network === network);
  return inventory !== null && missing !== undefined && missing.pass !== inventory.pass;
}
