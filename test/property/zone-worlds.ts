import fc from "fast-check";
import { type Known, known, unknown } from "../../shared/model/known.ts";
import type { LedgerEntry } from "../../shared/model/ledger.ts";
import type { Link, Part } from "../../shared/model/link.ts";
import {
  at,
  baselineOf,
  boundTo,
  changingLink,
  entryOf,
  intentOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  quotaOf,
  recordOf,
  registryOf,
  rereadOf,
  subnetOf,
  type World,
  zoneOf,
} from "../unit/plan/estate-of.ts";
import { announcedOf, type Lists, listsOf } from "./seas.ts";

const parts: readonly Part[] = ["registry", "chart"];
export const registries = [registryOf({ parts })];
const wide = "cn-hangzhou.cr.aliyuncs.com";
/** Longer than any grace, minutes. */
const leavingFor = 5 * 24 * 60;

/** The first value three times out of four, so that most worlds leave something to do. */
function usually<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

/** One part of one network. */
const partShape = fc.record({
  link: fc.constantFrom("none", "ready", "ready", "changing"),
  entry: usually("own", "none", "other", "intent", "dead", "refused", "moved"),
  zone: fc.constantFrom("bound", "bound", "bound", "unbound", "unbound", "wide", "shared", "product", "none"),
  records: fc.array(
    fc.record({
      type: fc.constantFrom("A", "A", "AAAA", "CNAME", "TXT"),
      right: fc.boolean(),
      enabled: fc.boolean(),
      host: fc.constantFrom("own", "own", "own", "*", "other"),
    }),
    { maxLength: 3 },
  ),
  baseline: usually(true, false),
  shadow: usually("none", "parent", "through"),
  provider: fc.boolean(),
});

const networkShape = fc.record({
  tag: fc.constantFrom("prod", "prod", "prod", "prod", "prod", "off", "off", "hold", "Prod", "elsewhere", null, null),
  account: usually("1001", "2002"),
  region: usually("cn-hangzhou", "cn-beijing"),
  subnets: usually("free", "full", "none", "unknown"),
  registry: partShape,
  chart: partShape,
  /** How long it has been leaving, where it wishes for nothing. */
  leaves: fc.constantFrom("fresh", "due", "due", "begun"),
});
type NetworkShape = typeof networkShape extends fc.Arbitrary<infer T> ? T : never;
type PartShape = NetworkShape["registry"];

/** Worlds of a registry that publishes in zones: each network's parts linked, remembered and answered in their own ways. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    networks: fc.array(networkShape, { minLength: 1, maxLength: 4 }),
    quota: usually<number | null>(100, 0, 3, null),
    lists: usually<Lists>("whole", "shrunk", "uncounted", "unread"),
    reread: usually(true, false),
    today: usually(0, 2, 3),
  })
  .map(worldOf);

function worldOf({
  networks: shapes,
  quota,
  lists,
  reread,
  today,
}: {
  readonly networks: readonly NetworkShape[];
  readonly quota: number | null;
  readonly lists: Lists;
  readonly reread: boolean;
  readonly today: number;
}): World {
  const each = shapes.flatMap((shape, index) =>
    parts.map((part) => {
      const made = pieces(index + 1, part, shape[part]);
      const since = shape.leaves === "fresh" ? null : minutesAgo(leavingFor);
      return { ...made, entry: made.entry.map((entry) => ({ ...entry, leavingSince: since })) };
    }),
  );
  const links = each.flatMap(({ link }) => link);
  const networks = shapes.map((shape, index) =>
    networkOf({
      id: `vpc-${index + 1}`,
      account: shape.account,
      region: shape.region,
      tags: shape.tag === null ? {} : { "registry-link": shape.tag },
      subnetCount: shape.subnets === "none" ? 0 : 1,
    }),
  );
  const begun = shapes.flatMap((shape, index) =>
    shape.leaves === "begun"
      ? parts.map((part) => announcedOf("cri-prod", `vpc-${index + 1}`, minutesAgo(leavingFor), part))
      : [],
  );
  const others = Array.from({ length: today }, (_, index) => announcedOf("cri-prod", `vpc-9${index}`, minutesAgo(60)));
  const [registry = registryOf()] = registries;
  return {
    registries,
    limits: { inTransition: 6 },
    networks,
    ...listsOf(registry, lists, networks, links),
    reread: reread ? rereadOf(...networks) : [],
    detachments: known([...begun, ...others], at),
    subnets: shapes.flatMap(({ subnets }, index) =>
      subnets === "none"
        ? []
        : [subnetOf({ id: `vsw-${index + 1}`, network: `vpc-${index + 1}`, freeAddresses: freeOf(subnets) })],
    ),
    links,
    zones: each.flatMap(({ zones }) => zones),
    ledger: each.flatMap(({ entry }) => entry),
    quota: quota === null ? unknown("not said") : known(quotaOf(quota, links.length), at),
  };
}

function freeOf(subnets: string): Known<number> {
  return subnets === "unknown" ? unknown("not said") : known(subnets === "full" ? 0 : 100, at);
}

export function addressOf(network: string, part: Part): string {
  return `10.${network.slice(4)}.0.${part === "registry" ? 9 : 10}`;
}

function pieces(index: number, part: Part, shape: PartShape) {
  const network = `vpc-${index}`;
  const key = { network, part, subnet: `vsw-${index}` };
  const address = addressOf(network, part);
  const link: Link[] =
    shape.link === "none"
      ? []
      : [
          shape.link === "ready"
            ? linkOf({ ...key, address: known(address, at), providerResolved: shape.provider })
            : changingLink(key),
        ];
  const id = `zone-${network}-${part}`;
  const zoneName = shape.zone === "wide" ? wide : names[part];
  const host = shape.zone === "wide" ? names[part].slice(0, -wide.length - 1) : "@";
  const zone = zoneOf({
    id,
    name: zoneName,
    origin: shape.zone === "product" ? "product" : "customer",
    bindings: shape.zone === "unbound" ? [] : [boundTo(shape.zone === "shared" ? "vpc-9" : network)],
    records: shape.records.map((record, number) =>
      recordOf({
        id: `${id}-${number}`,
        host: record.host === "own" ? host : record.host,
        type: record.type,
        value: record.right ? address : `10.200.0.${number}`,
        enabled: record.enabled,
      }),
    ),
  });
  const parent = zoneOf({
    id: `parent-${network}-${part}`,
    name: "cr.aliyuncs.com",
    fallsThrough: shape.shadow === "through",
    bindings: [boundTo(network)],
    records: [],
  });
  return {
    link,
    entry: entriesOf(shape.entry, key, address, shape.baseline ? { id, zoneName, host, part } : null),
    zones: [...(shape.zone === "none" ? [] : [zone]), ...(shape.shadow === "none" ? [] : [parent])],
  };
}

function entriesOf(
  kind: string,
  key: Pick<LedgerEntry, "network" | "part" | "subnet">,
  address: string,
  seen: { readonly id: string; readonly zoneName: string; readonly host: string; readonly part: Part } | null,
): readonly LedgerEntry[] {
  const baseline = seen === null ? null : baselineOf({ zone: seen.id, zoneName: seen.zoneName, host: seen.host });
  const published = [publishedOf({ name: names[key.part], address, baseline })];
  const own = entryOf({ ...key, address, names: published });
  const failure = { kind: "denied" as const, call: "cr:X", code: "Forbidden", message: "no" };
  switch (kind) {
    case "own":
      return [own];
    case "other":
      return [{ ...own, deployment: "other" }];
    case "intent":
      return [intentOf(3, key)];
    case "dead":
      return [intentOf(30, key)];
    case "refused":
      return [intentOf(30, { ...key, intentAt: null, failures: [{ at, change: "attach", failure }] })];
    case "moved":
      return [{ ...own, address: "10.250.0.1" }];
    default:
      return [];
  }
}
