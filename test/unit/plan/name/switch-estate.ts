import type { Estate, Instance } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry, PublishedName } from "../../../../shared/model/ledger.ts";
import type { Link } from "../../../../shared/model/link.ts";
import type { NameSwitch, RegistryName } from "../../../../shared/model/name.ts";
import type { Network } from "../../../../shared/model/network.ts";
import type { RegistrySettings } from "../../../../shared/model/settings.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import {
  address,
  at,
  entryOf,
  estateOf,
  instanceOf,
  linkOf,
  minutesAgo,
  networkOf,
  publishedOf,
  registryOf,
  subnetOf,
  type World,
} from "../estate-of.ts";

export const account = "200000000001";
export const region = "ap-guangzhou";

/** A registry's names, of which the configuration publishes the first unless it says more. */
export const vpcName: RegistryName = { name: "team-vpc.tencentcloudcr.com", kind: "vpc" };
export const defaultName: RegistryName = { name: "team.tencentcloudcr.com", kind: "default" };
export const customName: RegistryName = { name: "images.example.com", kind: "custom" };

export function switchRegistry(differs: Partial<RegistrySettings> = {}): RegistrySettings {
  return registryOf({
    alias: "team",
    cloud: "tencent",
    region,
    instance: "tcr-team",
    accept: { accounts: [account], regions: [], tags: {} },
    ...differs,
  });
}

export function switchNetwork(differs: Partial<Network> = {}): Network {
  return networkOf({ cloud: "tencent", account, region, tags: { "registry-link": "team" }, ...differs });
}

export function switchLink(differs: Partial<Link> = {}): Link {
  return linkOf({ subnet: "subnet-1", vendorState: "Running", ...differs });
}

export function switchInstance(differs: Partial<Instance> = {}): Instance {
  return instanceOf({ vendorState: "Running", edition: "premium", otherAccounts: "none", ...differs });
}

/** A name that Mooring published by its switch long ago. */
export function publishedBySwitch(differs: Partial<PublishedName> = {}): PublishedName {
  return publishedOf({ ...vpcName, region, publishedAt: minutesAgo(2_990), baseline: null, ...differs });
}

export function switchEntry(differs: Partial<LedgerEntry> = {}): LedgerEntry {
  return entryOf({
    cloud: "tencent",
    account,
    region,
    registry: "tcr-team",
    subnet: "subnet-1",
    names: [publishedBySwitch({ address: differs.address ?? address })],
    ...differs,
  });
}

/** How a test's world differs from the default one, in which one network is moored and its name published. */
export interface SwitchWorld extends Omit<World, "names"> {
  readonly names?: readonly RegistryName[];
  /** What the vendor says of a switch, by network and name; `on` otherwise. */
  readonly switches?: Readonly<Record<string, NameSwitch["state"]>>;
  /** Zones that can be seen and could answer a name. */
  readonly zones?: readonly Zone[];
}

/** The key of one switch in a world. */
export function switchKey(network: string, name: string = vpcName.name): string {
  return `${network} ${name}`;
}

/** A small world of a registry that publishes its names by switches. */
export function switchEstate(world: SwitchWorld = {}): Estate {
  const { names = [vpcName, defaultName], switches = {}, zones = [], ...rest } = world;
  const estate = estateOf({
    registries: [switchRegistry()],
    networks: [switchNetwork()],
    subnets: [subnetOf({ id: "subnet-1" })],
    links: [switchLink()],
    ledger: [switchEntry()],
    instance: known(switchInstance(), at),
    quota: known({ links: 20, used: rest.links?.length ?? 1, assumed: true }, at),
    ...rest,
    names: names.map(({ name }) => name),
    zones,
  });
  return {
    ...estate,
    accounts: [
      {
        cloud: "tencent",
        account: known(world.account ?? account, at),
        publishing: world.publishing ?? known({ service: "open", vendorState: "OPEN", authorized: null }, at),
        zones: world.zoneAccount ?? unknown("this pass had no need to ask"),
      },
    ],
    registries: estate.registries.map((view) => ({
      ...view,
      parts: view.parts.map(({ part, view: seen }) => ({
        part,
        view: seen.known ? { ...seen, value: { ...seen.value, names } } : seen,
      })),
      resolutions: view.resolutions.map((one) => {
        if (!one.resolution.known) return one;
        const state = switches[switchKey(one.network, one.name)] ?? "on";
        const vendorState = { on: "ENABLED", off: "DISABLED", error: "ERROR", unclear: "Binding" }[state];
        return {
          ...one,
          resolution: {
            ...one.resolution,
            value: { ...one.resolution.value, switch: { state, vendorState, elsewhere: null } },
          },
        };
      }),
    })),
  };
}
