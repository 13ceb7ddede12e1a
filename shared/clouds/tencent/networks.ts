import * as v from "valibot";
import { instant, known, unknown } from "../../model/known.ts";
import type { Network, Resolvers, Subnet } from "../../model/network.ts";
import { listAll } from "../paging.ts";
import { type CallContext, CloudError } from "../port.ts";
import { count, optionalText, read } from "../reading.ts";
import { fromBeijing } from "./beijing.ts";
import type { Caller } from "./caller.ts";
import type { Transport } from "./transport.ts";

/** Largest page of DescribeVpcs and DescribeSubnets. */
const pageSize = 100;
/** Values in one filter; the vendor publishes no number for these actions, and 5 for many of the product's others. */
const idBatch = 5;

/** Younger than every network whose age is told. */
const noAge = instant(Date.UTC(9999, 11, 31));

/** The vendor's own resolvers, the only ones that know private zones, as DescribeVpcs shows them in a new VPC. */
const providerResolvers: readonly string[] = ["183.60.83.19", "183.60.82.98"];

const tags = v.pipe(
  v.nullish(v.array(v.looseObject({ Key: v.string(), Value: optionalText })), []),
  v.transform(
    (list): Readonly<Record<string, string>> => Object.fromEntries(list.map(({ Key, Value }) => [Key, Value])),
  ),
);

// https://cloud.tencent.com/document/api/215/15778
const vpc = v.looseObject({
  VpcId: v.string(),
  VpcName: optionalText,
  CreatedTime: optionalText,
  DnsServerSet: v.nullish(v.array(v.string())),
  TagSet: tags,
});
type Vpc = v.InferOutput<typeof vpc>;
const vpcs = v.looseObject({ TotalCount: v.nullish(count, null), VpcSet: v.nullish(v.array(vpc)) });

/** Yes or no, in the forms that the product's answers use for it. */
const flag = v.pipe(
  v.unknown(),
  v.transform((value) => value === true || value === 1 || value === "1" || value === "true"),
);

// https://cloud.tencent.com/document/api/215/15784
const subnet = v.looseObject({
  SubnetId: v.string(),
  VpcId: v.string(),
  Zone: optionalText,
  CidrBlock: v.string(),
  AvailableIpAddressCount: v.nullish(count, null),
  IsCdcSubnet: v.optional(flag, false),
  IsRemoteVpcSnat: v.optional(flag, false),
  TagSet: tags,
});
const subnetList = v.looseObject({ TotalCount: v.nullish(count, null), SubnetSet: v.nullish(v.array(subnet)) });

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

interface NetworksScope {
  readonly region: string;
  readonly ids: readonly string[] | null;
}

/**
 * All VPCs of a region, or those of `ids` that exist: a filter leaves out an unknown id, which `VpcIds` would refuse.
 * DescribeVpcs lists the caller's own networks and does not name their owner. `now` in milliseconds.
 */
export async function networks(
  transport: Transport,
  caller: Caller,
  { region, ids }: NetworksScope,
  now: () => number,
  context: CallContext,
): Promise<readonly Network[]> {
  if (ids?.length === 0) return [];
  const [account, found] = await Promise.all([
    caller(context),
    ids === null
      ? listVpcs(transport, region, [], context)
      : vpcsOf(transport, region, [...new Set(ids)].sort(), context),
  ]);
  const at = instant(now());
  return found.map((one) => ({
    cloud: "tencent",
    account,
    region,
    id: one.VpcId,
    label: one.VpcName,
    tags: one.TagSet,
    available: true,
    resourceGroup: "",
    subnetCount: null,
    resolvers: known(resolversOf(one.DnsServerSet ?? []), at),
    // Only the order is relied upon: a moment that cannot be read gives no precedence.
    createdAt: fromBeijing(one.CreatedTime) ?? noAge,
  }));
}

async function vpcsOf(transport: Transport, region: string, ids: readonly string[], context: CallContext) {
  const found: Vpc[] = [];
  for (let start = 0; start < ids.length; start += idBatch)
    found.push(...(await vpcsAmong(transport, region, ids.slice(start, start + idBatch), context)));
  return found;
}

/** A text that cannot be an id is refused together with its neighbours: then each is asked for alone. */
async function vpcsAmong(
  transport: Transport,
  region: string,
  ids: readonly string[],
  context: CallContext,
): Promise<readonly Vpc[]> {
  try {
    return await listVpcs(transport, region, [{ Name: "vpc-id", Values: ids }], context);
  } catch (error) {
    if (!(error instanceof CloudError) || error.failure.code !== "InvalidParameterValue.Malformed") throw error;
    if (ids.length === 1) return [];
    const alone = [];
    for (const one of ids) alone.push(...(await vpcsAmong(transport, region, [one], context)));
    return alone;
  }
}

function listVpcs(transport: Transport, region: string, filters: readonly Filter[], context: CallContext) {
  const call = "vpc:DescribeVpcs";
  return listAll<Vpc>({
    call,
    size: pageSize,
    key: ({ VpcId }) => VpcId,
    async page(number) {
      const body = await transport.call("vpc", "DescribeVpcs", pageOf(number, filters), { region, context });
      const { VpcSet, TotalCount } = read(call, vpcs, body);
      return { items: VpcSet ?? [], total: TotalCount };
    },
  });
}

/** These two actions take their numbers as texts. */
function pageOf(number: number, filters: readonly Filter[]) {
  return {
    Offset: String((number - 1) * pageSize),
    Limit: String(pageSize),
    ...(filters.length === 0 ? {} : { Filters: filters }),
  };
}

/** An empty set means that nobody chose other resolvers. */
function resolversOf(servers: readonly string[]): Resolvers {
  return {
    provider: servers.length === 0 || servers.some((server) => providerResolvers.includes(server)),
    servers: servers.filter((server) => !providerResolvers.includes(server)),
  };
}

/** All subnets of a VPC (DescribeSubnets); `now` in milliseconds is when they were read. */
export async function subnets(
  transport: Transport,
  { region, network }: { readonly region: string; readonly network: string },
  now: () => number,
  context: CallContext,
): Promise<readonly Subnet[]> {
  const call = "vpc:DescribeSubnets";
  const found = await listAll<v.InferOutput<typeof subnet>>({
    call,
    size: pageSize,
    key: ({ SubnetId }) => SubnetId,
    async page(number) {
      const parameters = pageOf(number, [{ Name: "vpc-id", Values: [network] }]);
      const body = await transport.call("vpc", "DescribeSubnets", parameters, { region, context });
      const { SubnetSet, TotalCount } = read(call, subnetList, body);
      return { items: SubnetSet ?? [], total: TotalCount };
    },
  });
  const at = instant(now());
  return found.map(({ AvailableIpAddressCount: free, ...one }) => ({
    id: one.SubnetId,
    network: one.VpcId,
    zone: one.Zone,
    cidr: one.CidrBlock,
    // A subnet of a dedicated cluster, and one that a peer's traffic is translated in, are not for a link.
    available: !one.IsCdcSubnet && !one.IsRemoteVpcSnat,
    freeAddresses: free === null ? unknown("DescribeSubnets did not say how many addresses are free") : known(free, at),
    tags: one.TagSet,
    shared: false,
  }));
}
