import type { Estate, Publishing, RegistryView, ZoneAccount } from "../../model/estate.ts";
import { type Known, unknown } from "../../model/known.ts";
import type { LedgerEntry, OwnZone, PublishedName } from "../../model/ledger.ts";
import type { Resolution } from "../../model/name.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import type { Zone } from "../../model/zone.ts";
import { leavingLink } from "../leaving/leaving.ts";
import { isCleared } from "../leaving/missing-link.ts";
import { isSilencedFirst } from "../leaving/silence.ts";
import { type RefusedZone, refusedZones } from "../limits/refusal.ts";
import { entriesOf, linksOf } from "../link/links.ts";
import { publishingOf } from "../link/preconditions.ts";
import { byText } from "../order.ts";
import { isWanted, wantOf } from "../wish/want.ts";

/** A name of a network for which Mooring made a zone, or announced one. */
export interface OwnedName {
  /** The registry's alias. */
  readonly registry: string;
  readonly entry: LedgerEntry;
  readonly published: PublishedName;
  readonly zone: OwnZone;
  /** Nobody wants it any more: its record goes, and its zone where it is the last. */
  readonly leaving: boolean;
}

/** What a zone of Mooring's own for one name depends on beside what can answer that name. */
export interface OwnZoneScope {
  /** Every name of the network that has one, at whichever registry. */
  readonly owned: readonly OwnedName[];
  readonly account: Known<ZoneAccount>;
  /** Whether zones can be written now; `null`: nobody asked. */
  readonly publishing: Publishing | null;
  /** By name: the other registry whose link it resolves to in this network. */
  readonly takenBy: ReadonlyMap<string, string>;
  /** By zone name: that the vendor refused to make it within the hour, for this network, or for any. */
  readonly refused: ReadonlyMap<string, RefusedZone>;
}

/** Whether the configuration can make Mooring create zones. */
export function makesZones({ customDomains, optIn }: RegistrySettings): boolean {
  return customDomains.length > 0 || optIn.includes("recreate-zone");
}

export function zoneAccountOf(estate: Estate, cloud: Network["cloud"]): Known<ZoneAccount> {
  return estate.accounts.find((view) => view.cloud === cloud)?.zones ?? unknown("the account was not looked at");
}

export function ownZoneScope(estate: Estate, registry: RegistrySettings, network: Network): OwnZoneScope {
  return {
    owned: ownedNames(estate, network),
    account: zoneAccountOf(estate, registry.cloud),
    publishing: publishingOf(estate, registry.cloud),
    takenBy: takenNames(estate, registry, network.id),
    refused: refusedZones(estate, registry.cloud, network.id),
  };
}

/** The names of a network that have a zone of this deployment's own; sorted by name. */
export function ownedNames(estate: Estate, network: Network): readonly OwnedName[] {
  if (!estate.ledger.known) return [];
  const entries = zoneEntries(estate.ledger.value).get(network.id) ?? [];
  return entries
    .flatMap((entry): readonly OwnedName[] => {
      const registry = estate.settings.registries.find(({ instance }) => instance === entry.registry);
      if (registry === undefined || entry.deployment !== estate.deployment) return [];
      const view = estate.registries.find(({ alias }) => alias === registry.alias);
      return entry.names.flatMap((published): OwnedName[] => {
        if (published.ownZone === null) return [];
        const leaving = isLeaving(estate, registry, view, network, entry, published);
        return [{ registry: registry.alias, entry, published, zone: published.ownZone, leaving }];
      });
    })
    .sort((a, b) => byText(a.published.name, b.published.name) || byText(a.registry, b.registry));
}

const byLedger = new WeakMap<readonly LedgerEntry[], ReadonlyMap<string, readonly LedgerEntry[]>>();

/** The entries that hold zones, by network: each of thousands of networks asks for its own. */
function zoneEntries(ledger: readonly LedgerEntry[]): ReadonlyMap<string, readonly LedgerEntry[]> {
  const before = byLedger.get(ledger);
  if (before !== undefined) return before;
  const found = new Map<string, LedgerEntry[]>();
  for (const entry of ledger.filter(({ names }) => names.some(({ ownZone }) => ownZone !== null))) {
    const ofNetwork = found.get(entry.network) ?? [];
    ofNetwork.push(entry);
    found.set(entry.network, ofNetwork);
  }
  byLedger.set(ledger, found);
  return found;
}

/** How many zones of a cloud are this deployment's own, seen at least once. */
export function countOwnZones(estate: Estate, cloud: Network["cloud"]): number {
  if (!estate.ledger.known) return 0;
  const ids = estate.ledger.value
    .filter((entry) => entry.cloud === cloud && entry.deployment === estate.deployment)
    .flatMap(({ names }) => names.flatMap(({ ownZone }) => ownZone?.id ?? []));
  return new Set(ids).size;
}

/** The names of a registry that leave, each with a zone of its own or a place in one. */
export function leavingNames(owned: readonly OwnedName[], { alias }: RegistrySettings): readonly OwnedName[] {
  return owned.filter((one) => one.leaving && one.registry === alias);
}

/**
 * The domain left the configuration, or the link is believed to be gone, or about to go, and will not come back. A network
 * that is frozen keeps what it has.
 */
function isLeaving(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView | undefined,
  network: Network,
  entry: LedgerEntry,
  { name, kind }: PublishedName,
): boolean {
  const { settings, at } = estate;
  if (wantOf(network, registry, settings) === "frozen") return false;
  if (kind === "custom" && !registry.customDomains.some((domain) => domain.name === name)) return true;
  const links = view?.parts.find((candidate) => candidate.part === entry.part)?.view;
  // A list that was not read shows no link either.
  if (links?.known !== true) return false;
  if (isWanted(network, registry, settings)) return false;
  if (!links.value.links.some((link) => link.network === network.id))
    return isCleared(entry, registry, network, settings, at);
  // Where names are silenced before their link goes, zones of Mooring's own go before it, too.
  const leaving = isSilencedFirst(registry) ? leavingLink(estate, registry, entry) : null;
  return leaving?.isDue === true && leaving.isProven;
}

/** Custom domains of a registry that another one has in this network already; else the first by its alias has them. */
function takenNames(estate: Estate, registry: RegistrySettings, network: string): ReadonlyMap<string, string> {
  return new Map(
    registry.customDomains.flatMap(({ name }): (readonly [string, string])[] => {
      const rivals = estate.settings.registries
        .filter((other) => other.cloud === registry.cloud && other.customDomains.some((own) => own.name === name))
        .flatMap((other) => {
          const [entry] = entriesOf(estate, other, network).filter(({ part }) => part === "registry");
          if (entry === undefined) return [];
          const has = entry.names.some((one) => one.name === name && one.ownZone !== null);
          return [{ alias: other.alias, has, linked: isLinked(estate, other, network) }];
        })
        .filter(({ alias, has, linked }) => has || linked || alias === registry.alias)
        .sort((a, b) => Number(b.has) - Number(a.has) || byText(a.alias, b.alias));
      const [first] = rivals;
      return first === undefined || first.alias === registry.alias ? [] : [[name, first.alias]];
    }),
  );
}

/** `true` as well where nobody looked: then the ledger's word counts. */
function isLinked(estate: Estate, { alias }: RegistrySettings, network: string): boolean {
  const view = estate.registries.find((candidate) => candidate.alias === alias);
  return view?.looked !== true || linksOf(view, network).some(({ part }) => part === "registry");
}

/**
 * The zone that one announcement stands for, among those that could answer a name: by its id, or, before that is known,
 * one of exactly its name and remark.
 */
export function seenZone(own: OwnZone, { zones }: Pick<Resolution, "zones">): Zone | null {
  const found = zones.filter(
    ({ id, name, remark, origin }) =>
      origin === "customer" && (own.id === null ? name === own.name && remark === own.remark : id === own.id),
  );
  return found.sort((a, b) => byText(a.id, b.id))[0] ?? null;
}

/**
 * Somebody gave the zone another remark than Mooring did. Its id proves who made it; whoever renamed it says that it is not
 * Mooring's any more, so it is neither written nor deleted. Vendors may store a remark in another case.
 */
export function isTaken(own: OwnZone, seen: Zone): boolean {
  return plain(seen.remark) !== plain(own.remark);
}

function plain(remark: string): string {
  return remark.trim().toLowerCase();
}

/** Whether two names were announced one and the same zone. */
export function isSameZone(a: OwnZone, b: OwnZone): boolean {
  return a.name === b.name && a.remark === b.remark;
}

/** What was registered of a custom domain; `null` for a name of the vendor's. */
export function mainDomainOf({ customDomains }: RegistrySettings, name: string): string | null {
  return customDomains.find((domain) => domain.name === name)?.mainDomain ?? null;
}
