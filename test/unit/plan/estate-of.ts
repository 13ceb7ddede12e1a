import type {
  CarriedName,
  Estate,
  Instance,
  Publishing,
  Quota,
  RegistryView,
  ResolutionView,
  ZoneAccount,
  ZoneEdit,
} from "../../../shared/model/estate.ts";
import { type Instant, instant, type Known, known, unknown } from "../../../shared/model/known.ts";
import type { Baseline, Inventory, LedgerEntry, PublishedName } from "../../../shared/model/ledger.ts";
import type { Link, Part } from "../../../shared/model/link.ts";
import type { Network, Subnet } from "../../../shared/model/network.ts";
import type { Limits, RegistrySettings, Settings } from "../../../shared/model/settings.ts";
import type { Zone, ZoneRecord } from "../../../shared/model/zone.ts";

/** When every estate was observed. */
export const at: Instant = "2026-01-05T06:30:00.000Z";

/** The moment `count` minutes before the estate was observed. */
export function minutesAgo(count: number): Instant {
  return instant(Date.parse(at) - count * 60_000);
}

export const names: Readonly<Record<Part, string>> = {
  registry: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com",
  chart: "prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com",
};

export const address = "10.0.0.9";

export function registryOf(differs: Partial<RegistrySettings> = {}): RegistrySettings {
  return {
    alias: "prod",
    cloud: "alibaba",
    region: "cn-hangzhou",
    instance: "cri-prod",
    parts: ["registry"],
    mode: "full",
    accept: { accounts: ["1001"], regions: [], tags: {} },
    select: null,
    expect: null,
    subnets: { reserve: 8, zones: [] },
    quota: null,
    createServiceLinkedRole: true,
    replicas: [],
    names: ["vpc"],
    customDomains: [],
    optIn: [],
    forwardingResolvers: [],
    ...differs,
  };
}

export function networkOf(differs: Partial<Network> = {}): Network {
  return {
    cloud: "alibaba",
    account: "1001",
    region: "cn-hangzhou",
    id: "vpc-1",
    label: "shop",
    tags: { "registry-link": "prod" },
    available: true,
    resourceGroup: "rg-1",
    subnetCount: 1,
    resolvers: known({ provider: true, servers: [] }, at),
    createdAt: "2026-01-01T00:00:00.000Z",
    ...differs,
  };
}

export function subnetOf(differs: Partial<Subnet> = {}): Subnet {
  return {
    id: "vsw-1",
    network: "vpc-1",
    zone: "cn-hangzhou-h",
    cidr: "10.0.0.0/24",
    available: true,
    freeAddresses: known(200, at),
    tags: {},
    shared: false,
    ...differs,
  };
}

export function linkOf(differs: Partial<Link> = {}): Link {
  return {
    network: "vpc-1",
    part: "registry",
    subnet: "vsw-1",
    address: known(address, at),
    state: "ready",
    vendorState: "RUNNING",
    providerResolved: false,
    issue: null,
    ...differs,
  };
}

/** A link that is on its way and has no address yet. */
export function changingLink(differs: Partial<Link> = {}): Link {
  return linkOf({ state: "changing", vendorState: "CREATING", address: unknown("none yet"), ...differs });
}

export function recordOf(differs: Partial<ZoneRecord> = {}): ZoneRecord {
  return { id: "1", host: "@", type: "A", value: address, ttl: 60, enabled: true, remark: "", ...differs };
}

export function zoneOf(differs: Partial<Zone> = {}): Zone {
  return {
    id: "zone-1",
    name: names.registry,
    origin: "customer",
    fallsThrough: false,
    bindings: [boundTo("vpc-1")],
    records: [recordOf()],
    remark: "",
    revision: "r1",
    ...differs,
  };
}

export function boundTo(network: string, region = "cn-hangzhou"): Zone["bindings"][number] {
  return { network, region, account: null, kind: "STANDARD" };
}

export function baselineOf(differs: Partial<Baseline> = {}): Baseline {
  return {
    at: minutesAgo(600),
    zone: "zone-1",
    zoneName: names.registry,
    host: "@",
    type: "A",
    ttl: 60,
    fallsThrough: false,
    ...differs,
  };
}

/** A name that was last seen to answer from its zone. */
export function publishedOf(differs: Partial<PublishedName> = {}): PublishedName {
  return {
    name: names.registry,
    kind: "vpc",
    region: "cn-hangzhou",
    address,
    publishedAt: null,
    withdrawnAt: null,
    ownZone: null,
    baseline: baselineOf(),
    ...differs,
  };
}

export function entryOf(differs: Partial<LedgerEntry> = {}): LedgerEntry {
  const part = differs.part ?? "registry";
  const [name, value] = [names[part], differs.address ?? address];
  return {
    version: 1,
    deployment: "mooring",
    cloud: "alibaba",
    account: "1001",
    region: "cn-hangzhou",
    registry: "cri-prod",
    network: "vpc-1",
    part,
    subnet: "vsw-1",
    address,
    moved: null,
    names: [publishedOf({ name, address: value, baseline: baselineOf({ zoneName: name }) })],
    intentAt: minutesAgo(3_000),
    intentBy: "pass-1",
    attachedAt: minutesAgo(3_000),
    verifiedAt: minutesAgo(2_990),
    leavingSince: null,
    repairs: [],
    failures: [],
    ...differs,
  };
}

export function instanceOf(differs: Partial<Instance> = {}): Instance {
  return {
    running: true,
    vendorState: "RUNNING",
    edition: "Basic",
    replicas: [],
    otherAccounts: "shared-subnets",
    ...differs,
  };
}

/** A quota that the vendor tells. */
export function quotaOf(links: number, used: number): Quota {
  return { links, used, assumed: false };
}

/** An entry that announces an attach which nothing came of yet. */
export function intentOf(minutes: number, differs: Partial<LedgerEntry> = {}): LedgerEntry {
  return entryOf({
    address: null,
    names: [],
    intentAt: minutesAgo(minutes),
    attachedAt: null,
    verifiedAt: null,
    ...differs,
  });
}

export const limits: Limits = {
  inTransition: 5,
  attachesPerDay: 50,
  failedWritesPerHour: 3,
  repairsPerDay: 3,
  repointsPerHour: 5,
  detachesPerDay: 3,
  graceHours: 72,
  approvalHours: 24,
};

/** How a test's world differs from the default one, in which one network is moored and nothing is to be done. */
export interface World {
  readonly tag?: string;
  readonly registries?: readonly RegistrySettings[];
  readonly limits?: Partial<Limits>;
  readonly networks?: readonly Network[];
  readonly subnets?: readonly Subnet[];
  /** Of the first registry. */
  readonly links?: readonly Link[];
  readonly zones?: readonly Zone[];
  readonly ledger?: readonly LedgerEntry[];
  /** Of the first registry; the names of its parts otherwise. */
  readonly names?: readonly string[];
  readonly instance?: Known<Instance>;
  readonly quota?: Known<Quota>;
  readonly carried?: readonly CarriedName[];
  /** The registry's own account; the default network's otherwise. */
  readonly account?: string;
  readonly publishing?: Known<Publishing>;
  /** What limits zones of Mooring's own; not asked for otherwise. */
  readonly zoneAccount?: Known<ZoneAccount>;
  readonly edits?: readonly ZoneEdit[];
  readonly rules?: Settings["rules"];
  readonly exemptions?: Settings["exemptions"];
  readonly listed?: Estate["listed"];
  readonly refusedDeletions?: Estate["refusedDeletions"];
  readonly reread?: Estate["reread"];
  readonly inventory?: Estate["inventory"];
  readonly detachments?: Estate["detachments"];
  readonly approvals?: Estate["approvals"];
  /** Names whose zones this pass did not read. */
  readonly unread?: readonly string[];
}

/** A small world in which everything is as it should be, except for what the test says. */
export function estateOf(world: World = {}): Estate {
  const settings = settingsOf(world);
  const networks = world.networks ?? [networkOf()];
  const subnets = world.subnets ?? [subnetOf()];
  const regions = [...new Set([...networks, ...settings.registries].map(({ cloud, region }) => `${cloud} ${region}`))];
  return {
    version: 1,
    at,
    deployment: "mooring",
    believesRefusals: true,
    settings,
    accounts: [
      {
        cloud: "alibaba",
        account: known(world.account ?? networkOf().account, at),
        publishing: world.publishing ?? known({ service: "open", vendorState: "OPENED", authorized: true }, at),
        zones: world.zoneAccount ?? unknown("this pass had no need to ask"),
      },
    ],
    registries: settings.registries.map((registry, index) => viewOf(registry, world, index === 0)),
    regions: regions.map((key) => {
      const here = networks.filter(({ cloud, region }) => `${cloud} ${region}` === key);
      const [cloud = "", region = ""] = key.split(" ");
      return { cloud: cloud === "tencent" ? "tencent" : "alibaba", region, ids: null, networks: known(here, at) };
    }),
    subnets: networks.map((network) => ({
      cloud: network.cloud,
      network: network.id,
      subnets: known(
        subnets.filter((subnet) => subnet.network === network.id),
        at,
      ),
    })),
    ledger: known(world.ledger ?? [entryOf()], at),
    carried: world.carried ?? [],
    edits: world.edits ?? [],
    listed: world.listed ?? listedIn(regions, networks),
    refusedDeletions: world.refusedDeletions ?? [],
    reread: world.reread ?? [],
    inventory:
      world.inventory ??
      known(
        settings.registries.map((one) => inventoryOf(one, world)),
        at,
      ),
    detachments: world.detachments ?? known([], at),
    approvals: world.approvals ?? known([], at),
  };
}

function listedIn(regions: readonly string[], networks: readonly Network[]): Estate["listed"] {
  return regions.map((key) => {
    const [cloud = "", region = ""] = key.split(" ");
    const count = networks.filter((network) => `${network.cloud} ${network.region}` === key).length;
    return { cloud: cloud === "tencent" ? "tencent" : "alibaba", region, networks: known(count, at) };
  });
}

/** What a full pass kept of a registry whose lists are as they are now. */
export function inventoryOf(
  registry: RegistrySettings,
  world: World = {},
  differs: Partial<Inventory> = {},
): Inventory {
  const networks = world.networks ?? [networkOf()];
  const links = registry === (world.registries ?? [registry])[0] ? (world.links ?? [linkOf()]) : [];
  const { cloud, region, replicas, instance, parts } = registry;
  return {
    version: 1,
    registry: instance,
    at: minutesAgo(600),
    pass: "pass-0",
    networks: Object.fromEntries(
      [region, ...replicas].map((one) => [
        one,
        networks.filter((network) => network.cloud === cloud && network.region === one).length,
      ]),
    ),
    links: Object.fromEntries(parts.map((part) => [part, links.filter((link) => link.part === part).length])),
    missing: [],
    ...differs,
  };
}

/** Networks as they were read by their id in this pass. */
export function rereadOf(...networks: readonly Network[]): Estate["reread"] {
  return networks.map((network) => ({
    cloud: network.cloud,
    region: network.region,
    ids: [network.id],
    networks: known([network], at),
  }));
}

function settingsOf(world: World): Settings {
  return {
    version: 1,
    hash: "sha256:settings",
    tag: world.tag ?? "registry-link",
    registries: world.registries ?? [registryOf()],
    rules: world.rules ?? null,
    exemptions: world.exemptions ?? [],
    limits: { ...limits, ...world.limits },
  };
}

function viewOf(registry: RegistrySettings, world: World, first: boolean): RegistryView {
  const links = first ? (world.links ?? [linkOf()]) : [];
  const namesOf = (part: Part) => world.names ?? [names[part]];
  return {
    alias: registry.alias,
    looked: true,
    instance: world.instance ?? known(instanceOf(), at),
    quota: world.quota ?? known(quotaOf(100, links.length), at),
    parts: registry.parts.map((part) => ({
      part,
      view: known(
        {
          part,
          names: namesOf(part).map((name) => ({ name, kind: "vpc" })),
          links: links.filter((link) => link.part === part),
        },
        at,
      ),
    })),
    resolutions: links
      .filter((link) => link.state === "ready" && link.address.known)
      .flatMap((link) => namesOf(link.part).map((name) => ({ link, name })))
      .filter(({ name }) => world.unread?.includes(name) !== true)
      .map(({ link, name }): ResolutionView => {
        const { network, part } = link;
        const zones = (world.zones ?? [zoneOf()]).filter((zone) =>
          `.${name.toLowerCase()}`.endsWith(`.${zone.name.toLowerCase().replace(/\.$/, "")}`),
        );
        return {
          network,
          part,
          name,
          resolution: known({ network, part, name, switch: null, forwarding: null, zones }, at),
        };
      }),
  };
}
