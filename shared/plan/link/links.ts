import type { Estate, PartView, RegistryView } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import { type Link, type Part, parts } from "../../model/link.ts";
import type { RegistryName } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { ownEntry } from "./ownership.ts";

/** Every network of the regions that were read, as it was read by its id where it was: that was later, and of it alone. */
export function observedNetworks(estate: Estate): readonly Network[] {
  const listed = estate.regions.flatMap((region) => (region.networks.known ? region.networks.value : []));
  const reread = estate.reread.flatMap((region) => (region.networks.known ? region.networks.value : []));
  if (reread.length === 0) return listed;
  const byId = new Map(reread.map((network) => [network.id, network]));
  const shown = new Set(listed.map(({ id }) => id));
  const isListed = ({ cloud, region }: Network) =>
    estate.regions.some((one) => one.cloud === cloud && one.region === region && one.networks.known);
  const found = reread.filter((network) => !shown.has(network.id) && isListed(network));
  return [...listed.map((network) => byId.get(network.id) ?? network), ...found];
}

/** This deployment's entries for one network, a part each. */
export function entriesOf(estate: Estate, registry: RegistrySettings, network: string): readonly LedgerEntry[] {
  if (!estate.ledger.known) return [];
  const ledger = estate.ledger.value;
  return registry.parts.flatMap((part) => {
    const entry = ownEntry(ledger, { deployment: estate.deployment, instance: registry.instance, network, part });
    return entry === null ? [] : [entry];
  });
}

/** The links of one network, as far as the parts could be read; in the parts' own order. */
export function linksOf(view: RegistryView, network: string): readonly Link[] {
  return view.parts
    .flatMap((part) => (part.view.known ? part.view.value.links.filter((link) => link.network === network) : []))
    .sort((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part));
}

/**
 * The names of a part that the configuration publishes; a domain of the user's own only where the link is Mooring's.
 * @param owned the link is Mooring's.
 */
export function wantedNames(registry: RegistrySettings, view: PartView, owned: boolean): readonly RegistryName[] {
  const told = view.names.filter(({ name, kind }) => registry.names.includes(kind) && !isCustom(registry, name));
  if (!owned || view.part !== "registry") return told;
  return [...told, ...registry.customDomains.map(({ name }) => ({ name, kind: "custom" as const }))];
}

function isCustom({ customDomains }: RegistrySettings, name: string): boolean {
  return customDomains.some((domain) => domain.name === name);
}

/** The parts whose links could not be read. */
export function unreadParts(view: RegistryView): readonly Part[] {
  return view.parts.flatMap(({ part, view: seen }) => (seen.known ? [] : [part])).sort();
}
