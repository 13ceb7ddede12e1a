import * as v from "valibot";
import { instant, known, unknown } from "../../model/known.ts";
import type { Network, Subnet } from "../../model/network.ts";
import { listAll } from "../paging.ts";
import type { CallContext } from "../port.ts";
import { count, id, optionalText, read } from "../reading.ts";
import { tags, wrapped } from "./reading.ts";
import { resolversBySet } from "./resolvers.ts";
import type { Transport } from "./transport.ts";

/** Largest page of DescribeVpcs and DescribeVSwitches. */
const pageSize = 50;
/** Most ids in one DescribeVpcs. */
const idBatch = 20;

const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), "not a moment"),
  v.transform((text) => instant(Date.parse(text))),
);

// https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevpcs
const vpc = v.looseObject({
  VpcId: v.string(),
  VpcName: optionalText,
  Status: v.string(),
  OwnerId: id,
  ResourceGroupId: optionalText,
  DhcpOptionsSetId: optionalText,
  CreationTime: moment,
  VSwitchIds: wrapped("VSwitchId", v.string()),
  Tags: tags,
});
const vpcs = v.looseObject({ TotalCount: v.nullish(count, null), Vpcs: wrapped("Vpc", vpc) });

// https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevswitches
const vswitch = v.looseObject({
  VSwitchId: v.string(),
  VpcId: v.string(),
  ZoneId: optionalText,
  CidrBlock: v.string(),
  Status: v.string(),
  AvailableIpAddressCount: v.nullish(count, null),
  ShareType: optionalText,
  Tags: tags,
});
const vswitches = v.looseObject({ TotalCount: v.nullish(count, null), VSwitches: wrapped("VSwitch", vswitch) });

/** All VPCs of a region, or those of `ids` that exist (DescribeVpcs leaves an unknown id out instead of refusing it). */
export async function networks(
  transport: Transport,
  { region, ids }: { readonly region: string; readonly ids: readonly string[] | null },
  now: () => number,
  context: CallContext,
): Promise<readonly Network[]> {
  if (ids === null) return listNetworks(transport, region, {}, now, context);
  const wanted = [...new Set(ids)];
  const found: Network[] = [];
  for (let start = 0; start < wanted.length; start += idBatch) {
    const batch = wanted.slice(start, start + idBatch).join(",");
    found.push(...(await listNetworks(transport, region, { VpcId: batch }, now, context)));
  }
  return found;
}

async function listNetworks(
  transport: Transport,
  region: string,
  filter: Readonly<Record<string, string>>,
  now: () => number,
  context: CallContext,
): Promise<readonly Network[]> {
  const call = "vpc:DescribeVpcs";
  const found = await listAll<v.InferOutput<typeof vpc>>({
    call,
    size: pageSize,
    key: ({ VpcId }) => VpcId,
    async page(PageNumber) {
      const parameters = { RegionId: region, PageSize: pageSize, PageNumber, ...filter };
      const body = await transport.call("vpc", "DescribeVpcs", parameters, { region, context });
      const { Vpcs, TotalCount } = read(call, vpcs, body);
      return { items: Vpcs, total: TotalCount };
    },
  });
  const sets = found.map(({ DhcpOptionsSetId }) => DhcpOptionsSetId ?? "");
  const resolvers = await resolversBySet(transport, region, sets, now, context);
  return found.map((one) => ({
    cloud: "alibaba",
    account: one.OwnerId,
    region,
    id: one.VpcId,
    label: one.VpcName,
    tags: one.Tags,
    available: one.Status === "Available",
    resourceGroup: one.ResourceGroupId,
    subnetCount: one.VSwitchIds.length,
    resolvers: resolvers(one.DhcpOptionsSetId),
    createdAt: one.CreationTime,
  }));
}

/** All vSwitches of a VPC (DescribeVSwitches); `now` in milliseconds is when they were read. */
export async function subnets(
  transport: Transport,
  { region, network }: { readonly region: string; readonly network: string },
  now: () => number,
  context: CallContext,
): Promise<readonly Subnet[]> {
  const call = "vpc:DescribeVSwitches";
  const found = await listAll<v.InferOutput<typeof vswitch>>({
    call,
    size: pageSize,
    key: ({ VSwitchId }) => VSwitchId,
    async page(PageNumber) {
      const parameters = { RegionId: region, VpcId: network, PageSize: pageSize, PageNumber };
      const body = await transport.call("vpc", "DescribeVSwitches", parameters, { region, context });
      const { VSwitches, TotalCount } = read(call, vswitches, body);
      return { items: VSwitches, total: TotalCount };
    },
  });
  const at = instant(now());
  return found.map(({ AvailableIpAddressCount: free, ...one }) => ({
    id: one.VSwitchId,
    network: one.VpcId,
    zone: one.ZoneId,
    cidr: one.CidrBlock,
    available: one.Status === "Available",
    freeAddresses:
      free === null ? unknown("DescribeVSwitches did not say how many addresses are free") : known(free, at),
    tags: one.Tags,
    // `Sharing` is this account lending to others; only `Shared` is lent by another account.
    shared: one.ShareType === "Shared",
  }));
}
