import fc from "fast-check";
import type { Estate } from "../../shared/model/estate.ts";
import { type Instant, type Known, known, unknown } from "../../shared/model/known.ts";
import type { Detachment, LedgerEntry, PublishedName } from "../../shared/model/ledger.ts";
import type { Link, Part } from "../../shared/model/link.ts";
import type { NameSwitch, RegistryName } from "../../shared/model/name.ts";
import type { Network, Resolvers } from "../../shared/model/network.ts";
import type { RegistrySettings } from "../../shared/model/settings.ts";
import type { Zone } from "../../shared/model/zone.ts";
import {
  at,
  boundTo,
  changingLink,
  entryOf,
  estateOf,
  intentOf,
  inventoryOf,
  linkOf,
  minutesAgo,
  networkOf,
  recordOf,
  rereadOf,
  subnetOf,
  type World,
  zoneOf,
} from "../unit/plan/estate-of.ts";
import {
  account,
  customName,
  defaultName,
  publishedBySwitch,
  region,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchInstance,
  switchKey,
  switchLink,
  switchNetwork,
  switchRegistry,
  vpcName,
} from "../unit/plan/name/switch-estate.ts";

const published: readonly RegistryName[] = [vpcName, defaultName];
const replica = "ap-shanghai";
/** Longer than any grace, minutes. */
const leavingFor = 5 * 24 * 60;

/** The first value three times out of four, so that most worlds leave something to do. */
function usually<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** One name in one network: what the ledger says, what the vendor says, what can be seen. */
const nameShape = fc.record({
  told: fc.constantFrom(
    "none",
    "published",
    "published",
    "just-published",
    "stale",
    "withdrawn",
    "left-off",
    "verified",
  ),
  state: fc.constantFrom<NameSwitch["state"]>("on", "on", "off", "off", "error", "unclear"),
  zone: usually("none", "right", "wrong", "through"),
});
type NameShape = typeof nameShape extends fc.Arbitrary<infer T> ? T : never;

const networkShape = fc.record({
  tag: fc.constantFrom("team", "team", "team", "team", "team", "off", "off", "hold", "elsewhere", null, null),
  account: usually(account, "200000000002"),
  region: usually(region, replica, "ap-beijing"),
  resolvers: usually<Known<Resolvers>>(
    known({ provider: true, servers: [] }, at),
    known({ provider: false, servers: ["10.9.0.2"] }, at),
    known({ provider: false, servers: ["10.9.0.3"] }, at),
    unknown("not told"),
  ),
  subnets: usually("free", "full", "none"),
  link: fc.constantFrom("none", "ready", "ready", "ready", "changing"),
  entry: usually("own", "none", "other", "intent", "dead"),
  moved: fc.constantFrom("no", "no", "no", "twice", "twice", "once", "unseen", "outside"),
  vpc: nameShape,
  default: nameShape,
  /** How long it has been leaving, where it wishes for nothing. */
  leaves: fc.constantFrom("fresh", "due", "due", "begun"),
});
type NetworkShape = typeof networkShape extends fc.Arbitrary<infer T> ? T : never;

interface Truth {
  readonly state: NameSwitch["state"];
  /** What the vendor answers with while it is on, and tells nobody. */
  readonly address: string;
}

/** How whole the lists are against what full passes saw of them. */
export type Lists = "whole" | "shrunk" | "uncounted" | "unread";

const lists = usually<Lists>("whole", "shrunk", "uncounted", "unread");

/** A registry that publishes by switches beside one that publishes in zones, and what is true of the switches. */
export interface Sea {
  readonly switched: SwitchWorld;
  readonly zoned: World;
  readonly truth: Readonly<Record<string, Truth>>;
  readonly now: Instant;
}

export const seas: fc.Arbitrary<Sea> = fc
  .record({
    networks: fc.array(networkShape, { minLength: 1, maxLength: 4 }),
    wanted: usually<readonly RegistryName["kind"][]>(["vpc"], ["vpc", "default"], ["default"]),
    replicas: fc.boolean(),
    zoned: fc.constantFrom("moored", "wrong", "unlinked"),
    limit: usually(5, 1),
    lists,
    reread: usually(true, false),
    today: usually(0, 2, 3),
  })
  .map(({ networks, wanted, replicas, zoned, limit, lists, reread, today }) => {
    const each = networks.map((shape, index) => pieces(index + 1, shape));
    const all = each.map(({ network }) => network);
    return {
      switched: {
        registries: [
          switchRegistry({
            names: wanted,
            replicas: [replica],
            forwardingResolvers: ["10.9.0.3"],
            accept: { accounts: [account], regions: [], tags: {} },
          }),
        ],
        limits: { repointsPerHour: limit },
        instance: known(switchInstance({ replicas: replicas ? [replica] : [] }), at),
        names: [customName, ...published],
        networks: each.map(({ network }) => network),
        subnets: each.flatMap(({ subnets }) => subnets),
        links: each.flatMap(({ link }) => link),
        ledger: [switchEntry({ network: "vpc-0" }), ...each.flatMap(({ entry }) => entry)],
        zones: each.flatMap(({ zones }) => zones),
        ...listsOf(
          switchRegistry({ replicas: [replica] }),
          lists,
          all,
          each.flatMap(({ link }) => link),
        ),
        reread: reread ? rereadOf(...all) : [],
        detachments: known(
          [
            ...each.flatMap(({ begun }) => begun),
            ...Array.from({ length: today }, (_, index) => announcedOf("tcr-team", `vpc-9${index}`, minutesAgo(60))),
          ],
          at,
        ),
      },
      zoned: zonedWorld(zoned),
      truth: Object.assign({}, ...each.map(({ truth }) => truth)),
      now: at,
    };
  });

/** What was listed, and what full passes saw of it. */
export function listsOf(
  registry: RegistrySettings,
  kind: Lists,
  networks: readonly Network[],
  links: readonly Link[],
): Pick<World, "listed" | "inventory"> {
  const now = inventoryOf(registry, { registries: [registry], networks, links });
  const regions = [registry.region, ...registry.replicas];
  const grown = {
    ...now,
    links: Object.fromEntries(Object.entries(now.links).map(([part, count]) => [part, count + 9])),
  };
  return {
    listed: regions.map((one) => ({
      cloud: registry.cloud,
      region: one,
      networks: kind === "unread" ? unknown("a page was not answered") : known(now.networks[one] ?? 0, at),
    })),
    inventory: known(kind === "uncounted" ? [] : [kind === "shrunk" ? grown : now], at),
  };
}

export function announcedOf(instance: string, network: string, since: Instant, part: Part = "registry"): Detachment {
  return {
    version: 1,
    deployment: "mooring",
    registry: instance,
    network,
    part,
    since,
    at: minutesAgo(50),
    pass: `pass-${network}`,
  };
}

/** The world of the registry that publishes in zones, in which one network is moored, answered wrongly or not linked. */
export function zonedWorld(kind: string): World {
  const networks = [networkOf({ id: "vpc-z" })];
  const subnets = [subnetOf({ network: "vpc-z" })];
  if (kind === "unlinked") return { networks, subnets, links: [], ledger: [], zones: [] };
  const records = [recordOf({ id: "rec-z", ...(kind === "wrong" ? { value: "10.7.7.7" } : {}) })];
  const zones = [zoneOf({ bindings: [boundTo("vpc-z")], records })];
  return { networks, subnets, links: [linkOf({ network: "vpc-z" })], ledger: [entryOf({ network: "vpc-z" })], zones };
}

function pieces(index: number, shape: NetworkShape) {
  const id = `vpc-${index}`;
  const network = switchNetwork({
    id,
    account: shape.account,
    region: shape.region,
    resolvers: shape.resolvers,
    tags: shape.tag === null ? {} : { "registry-link": shape.tag },
    subnetCount: shape.subnets === "none" ? 0 : 1,
  });
  const key = { network: id, subnet: `subnet-${index}` };
  const [before, after] = [`10.${index}.0.9`, shape.moved === "outside" ? "10.99.0.9" : `10.${index}.0.20`];
  const address = shape.moved === "no" ? before : after;
  const subnets =
    shape.subnets === "none"
      ? []
      : [
          subnetOf({
            id: key.subnet,
            network: id,
            cidr: `10.${index}.0.0/24`,
            freeAddresses: known(shape.subnets === "full" ? 0 : 100, at),
          }),
        ];
  const link: Link[] =
    shape.link === "none"
      ? []
      : [shape.link === "ready" ? switchLink({ ...key, address: known(address, at) }) : changingLink(key)];
  const seenAt = shape.moved === "once" ? at : minutesAgo(2);
  const own = switchEntry({
    ...key,
    region: shape.region,
    address: before,
    leavingSince: shape.leaves === "fresh" ? null : minutesAgo(leavingFor),
    moved:
      shape.moved === "once" || shape.moved === "twice" || shape.moved === "outside" ? { address, at: seenAt } : null,
    names: published.flatMap((name) => toldOf(shape[name.kind === "vpc" ? "vpc" : "default"].told, name, before)),
  });
  const truth: Record<string, Truth> = {};
  for (const name of published) {
    const { told, state } = shape[name.kind === "vpc" ? "vpc" : "default"];
    const said = own.names.find((one) => one.name === name.name);
    // What Mooring published it with is what it answers; what others turned on answers anything.
    const answer =
      shape.entry === "own" && said?.withdrawnAt === null && told !== "verified" ? said.address : "10.66.0.1";
    truth[switchKey(id, name.name)] = { state, address: told === "verified" ? before : answer };
  }
  return {
    network,
    subnets,
    link,
    truth,
    begun: shape.leaves === "begun" ? [announcedOf("tcr-team", id, minutesAgo(leavingFor))] : [],
    entry: entriesOf(shape.entry, own),
    zones: published.flatMap((name) => zoneFor(shape[name.kind === "vpc" ? "vpc" : "default"], name, id, address)),
  };
}

function toldOf(told: NameShape["told"], name: RegistryName, address: string): readonly PublishedName[] {
  const one = (differs: Partial<PublishedName>) => [publishedBySwitch({ ...name, address, ...differs })];
  switch (told) {
    case "none":
      return [];
    case "published":
      return one({});
    case "just-published":
      return one({ publishedAt: minutesAgo(1) });
    case "stale":
      return one({ address: "10.55.0.1" });
    case "withdrawn":
      return one({ withdrawnAt: minutesAgo(1) });
    case "left-off":
      return one({ withdrawnAt: minutesAgo(600) });
    case "verified":
      return one({ publishedAt: null });
  }
}

function entriesOf(kind: NetworkShape["entry"], own: LedgerEntry): readonly LedgerEntry[] {
  const { cloud, account: owner, region: where, registry, network, subnet } = own;
  const key = { cloud, account: owner, region: where, registry, network, subnet };
  switch (kind) {
    case "own":
      return [own];
    case "other":
      return [{ ...own, deployment: "carols-deployment" }];
    case "intent":
      return [intentOf(3, key)];
    case "dead":
      return [intentOf(30, key)];
    default:
      return [];
  }
}

function zoneFor({ zone }: NameShape, { name }: RegistryName, network: string, address: string): readonly Zone[] {
  if (zone === "none") return [];
  const value = zone === "right" ? address : "10.200.0.1";
  return [
    zoneOf({
      id: `zone-${network}-${name}`,
      name,
      fallsThrough: zone === "through",
      bindings: [boundTo(network, region)],
      records: zone === "through" ? [] : [recordOf({ id: `rec-${network}`, value })],
    }),
  ];
}

/** One estate of both registries, as it is seen now. */
export function seen({ switched, zoned, truth, now }: Sea): Estate {
  const switches = Object.fromEntries(Object.entries(truth).map(([key, { state }]) => [key, state]));
  const a = switchEstate({ ...switched, switches });
  const b = estateOf(zoned);
  return {
    ...a,
    at: now,
    settings: { ...a.settings, registries: [...a.settings.registries, ...b.settings.registries] },
    accounts: [...a.accounts, ...b.accounts],
    registries: [...a.registries, ...b.registries],
    regions: [...a.regions, ...b.regions],
    subnets: [...a.subnets, ...b.subnets],
    ledger: known([...theValue(a.ledger), ...theValue(b.ledger)], now),
    reread: [...a.reread, ...b.reread],
    detachments: known([...theValue(a.detachments), ...theValue(b.detachments)], now),
    listed: [...a.listed, ...b.listed],
    inventory: known([...theValue(a.inventory), ...theValue(b.inventory)], now),
  };
}

/** The value of a fact that a test knows to be known. */
export function theValue<T>(fact: Known<T>): T {
  if (!fact.known) throw new Error(fact.reason);
  return fact.value;
}
