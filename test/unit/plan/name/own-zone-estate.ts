import type { Estate, ZoneAccount } from "../../../../shared/model/estate.ts";
import { type Known, known } from "../../../../shared/model/known.ts";
import type { LedgerEntry, OwnZone, PublishedName } from "../../../../shared/model/ledger.ts";
import type { Network } from "../../../../shared/model/network.ts";
import type { CustomDomain, RegistrySettings } from "../../../../shared/model/settings.ts";
import type { ForwardingRule, Zone } from "../../../../shared/model/zone.ts";
import { hostIn } from "../../../../shared/plan/name/answer.ts";
import {
  at,
  baselineOf,
  boundTo,
  entryOf,
  estateOf,
  publishedOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

export const mainDomain = "example.com";
export const images: CustomDomain = { name: "images.example.com", mainDomain };
export const charts: CustomDomain = { name: "charts.example.com", mainDomain };

export const byName: ZoneAccount = { count: 10, limit: 500, layout: "name", price: "about 0.02 USD a day" };
export const byDomain: ZoneAccount = { ...byName, layout: "main-domain" };

export const remark = "mooring-20260101T000000-vpc-1";

export function domainRegistry(differs: Partial<RegistrySettings> = {}): RegistrySettings {
  return registryOf({ customDomains: [images], ...differs });
}

/** A zone of Mooring's own as the ledger has it. */
export function ownZone(differs: Partial<OwnZone> = {}): OwnZone {
  return { id: "own-1", name: images.name, remark, ...differs };
}

/** A domain of the user's own that was seen to answer from its zone. */
export function domainName(differs: Partial<PublishedName> = {}): PublishedName {
  const zone = differs.ownZone === undefined ? ownZone() : differs.ownZone;
  const name = differs.name ?? images.name;
  return publishedOf({
    name,
    kind: "custom",
    ownZone: zone,
    baseline:
      zone === null || zone.id === null
        ? null
        : baselineOf({ zone: zone.id, zoneName: zone.name, host: hostIn(name, zone.name) ?? "@" }),
    ...differs,
  });
}

export function domainEntry(names: readonly PublishedName[] = [domainName()], differs: Partial<LedgerEntry> = {}) {
  const base = entryOf(differs);
  return { ...base, names: [...names, ...base.names] };
}

/** The zone that Mooring made for `images`, as it should be. */
export function imagesZone(differs: Partial<Zone> = {}): Zone {
  return zoneOf({ id: "own-1", name: images.name, remark, ...differs });
}

/** The zone that Mooring made for a whole main domain, as it should be while it holds `images` alone. */
export function domainZone(differs: Partial<Zone> = {}): Zone {
  return zoneOf({
    id: "own-1",
    name: mainDomain,
    remark,
    fallsThrough: true,
    records: [recordOf({ id: "images", host: "images" })],
    ...differs,
  });
}

export interface DomainWorld extends Omit<World, "zones" | "zoneAccount"> {
  /** Zones that could answer a domain of the user's own, beside the vendor's, which is in order. */
  readonly zones?: readonly Zone[];
  readonly account?: string;
  readonly zoneAccount?: ZoneAccount | Known<ZoneAccount>;
  /** Domains that were read; those that the configurations name otherwise. */
  readonly read?: readonly string[];
  readonly forwarding?: ForwardingRule;
  /** Networks in which the domains were read; those of the links otherwise. */
  readonly readIn?: readonly Network["id"][];
}

/** A small world in which a registry has a domain of the user's own. */
export function domainEstate(world: DomainWorld = {}): Estate {
  const { zones = [], zoneAccount = byName, read, readIn, forwarding = null, ...rest } = world;
  const registries = world.registries ?? [domainRegistry()];
  const vendors = (world.networks ?? []).map(({ id }) => boundTo(id));
  const estate = estateOf({
    ledger: [domainEntry()],
    ...rest,
    registries,
    zones: [zoneOf(vendors.length === 0 ? {} : { bindings: vendors })],
    zoneAccount: "known" in zoneAccount ? zoneAccount : known(zoneAccount, at),
  });
  return {
    ...estate,
    registries: estate.registries.map((view) => {
      const settings = registries.find(({ alias }) => alias === view.alias);
      const names = read ?? (settings?.customDomains ?? []).map(({ name }) => name);
      const linked = view.parts.flatMap(({ part, view: seen }) =>
        part === "registry" && seen.known ? seen.value.links.map(({ network }) => network) : [],
      );
      const views = (readIn ?? linked).flatMap((network) =>
        names.map((name) => ({
          network,
          part: "registry" as const,
          name,
          resolution: known(
            {
              network,
              part: "registry" as const,
              name,
              switch: null,
              forwarding,
              zones: zones.filter((zone) => hostIn(name, zone.name) !== null),
            },
            at,
          ),
        })),
      );
      return { ...view, resolutions: [...view.resolutions, ...views] };
    }),
  };
}
