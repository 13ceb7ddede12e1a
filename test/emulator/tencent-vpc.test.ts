import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { releaseAddress, takeAddress } from "../../emulator/tencent/addresses.ts";
import { worldSettingsWith } from "../../emulator/world-settings.ts";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

let cloud: Tencent;
beforeAll(async () => {
  cloud = await startTencent({ settings: { publishedLimits: "off" } });
});
afterAll(() => cloud.emulator.stop());
beforeEach(() => {
  cloud.account.vpcs.clear();
  cloud.account.subnets.clear();
  cloud.world.set({ ...worldSettingsWith(), publishedLimits: "off" });
});

const zone = "ap-guangzhou-3";

async function vpc(more: object = {}): Promise<string> {
  const { Vpc } = await cloud.vpc.CreateVpc({ VpcName: "team", CidrBlock: "10.0.0.0/16", ...more });
  return Vpc?.VpcId ?? "";
}

async function subnet(vpcId: string, cidr: string, more: object = {}): Promise<string> {
  const { Subnet } = await cloud.vpc.CreateSubnet({
    VpcId: vpcId,
    SubnetName: "s",
    CidrBlock: cidr,
    Zone: zone,
    ...more,
  });
  return Subnet?.SubnetId ?? "";
}

const idsOf = (answer: { VpcSet?: readonly { VpcId?: string }[] }) => (answer.VpcSet ?? []).map(({ VpcId }) => VpcId);
const filtered = async (Name: string, ...Values: string[]) =>
  idsOf(await cloud.vpc.DescribeVpcs({ Filters: [{ Name, Values }] }));
const filteredSubnets = async (Name: string, ...Values: string[]) =>
  ((await cloud.vpc.DescribeSubnets({ Filters: [{ Name, Values }] })).SubnetSet ?? []).map((one) => one.SubnetId);
/** For requests that the typed client would not let through. */
const call = (action: string, request: object) => cloud.vpc.request(action, request);

describe("a VPC", () => {
  test("is answered whole when it is made, and the same when it is listed", async () => {
    const Tags = [{ Key: "registry-link", Value: "harbor" }];
    const { Vpc } = await cloud.vpc.CreateVpc({ VpcName: "team", CidrBlock: "10.30.0.0/16", Tags });
    expect(Vpc).toEqual({
      VpcName: "team",
      VpcId: expect.stringMatching(/^vpc-[a-z0-9]{8}$/),
      CidrBlock: "10.30.0.0/16",
      IsDefault: false,
      EnableMulticast: false,
      CreatedTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      DnsServerSet: ["183.60.83.19", "183.60.82.98"],
      DomainName: "",
      DhcpOptionsId: expect.stringMatching(/^dopt-[a-z0-9]{8}$/),
      EnableDhcp: true,
      Ipv6CidrBlock: "",
      TagSet: Tags,
      AssistantCidrSet: null,
      EnableRouteVpcPublish: false,
      Ipv6CidrBlockSet: [],
      EnableRouteVpcPublishIpv6: null,
    });
    expect(await cloud.vpc.DescribeVpcs({})).toMatchObject({ TotalCount: 1, VpcSet: [Vpc] });
  });

  test("has no subnet, and is its region's alone", async () => {
    await vpc();
    expect(await cloud.vpc.DescribeSubnets({})).toMatchObject({ TotalCount: 0, SubnetSet: [], NextToken: null });
    expect(await cloud.clientsWith({ region: "ap-shanghai" }).vpc.DescribeVpcs({})).toMatchObject({ TotalCount: 0 });
  });

  test.each([
    ["+08:00", 8],
    ["UTC", 0],
  ] as const)("says when it was made in %s", async (vpcTimeZone, hours) => {
    cloud.world.set({ vpcTimeZone });
    const before = cloud.world.clock.now();
    await vpc();
    const [one] = (await cloud.vpc.DescribeVpcs({})).VpcSet ?? [];
    const shown = Date.parse(`${one?.CreatedTime?.replace(" ", "T")}Z`) - hours * 3_600_000;
    expect(Math.abs(shown - before)).toBeLessThan(60_000);
  });

  test.each([
    ["10.0.0.0/12", undefined],
    ["10.0.0.0/28", undefined],
    ["10.255.0.0/16", undefined],
    ["172.31.0.0/16", undefined],
    ["192.168.0.0/16", undefined],
    ["10.0.0.0/11", "InvalidParameterValue"],
    ["10.0.0.0/29", "InvalidParameterValue"],
    ["172.32.0.0/16", "InvalidParameterValue"],
    ["192.168.0.0/15", "InvalidParameterValue"],
    ["11.0.0.0/16", "InvalidParameterValue"],
    ["10.0.0.1/16", "InvalidParameterValue.Malformed"],
    ["10.0.0.0", "InvalidParameterValue.Malformed"],
  ])("with block %s is refused as %s", async (CidrBlock, code) => {
    const work = vpc({ CidrBlock });
    if (code === undefined) await expect(work).resolves.toMatch(/^vpc-/);
    else expect(await tencentCode(work)).toBe(code);
  });

  test("beyond the first sixteenth of 10.0.0.0/8 is refused where the API's page is followed", async () => {
    cloud.world.set({ vpcTenRange: "10.0.0.0/12" });
    expect(await tencentCode(vpc({ CidrBlock: "10.16.0.0/16" }))).toBe("InvalidParameterValue");
    expect(await vpc({ CidrBlock: "10.15.0.0/16" })).toMatch(/^vpc-/);
  });

  test.each([
    [{ VpcName: "n".repeat(61) }, "InvalidParameterValue.TooLong"],
    [{ VpcName: "" }, "InvalidParameterValue"],
    [{ DnsServers: ["1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"] }, "InvalidParameterValue.LimitExceeded"],
    [{ DnsServers: ["resolver"] }, "InvalidParameterValue.Malformed"],
    [{ DomainName: "d".repeat(61) }, "InvalidParameterValue.TooLong"],
    [{ EnableMulticast: "yes" }, "InvalidParameterValue"],
    [{ EnableMulticast: true }, "InvalidParameter"],
    [{ EnableRouteVpcPublish: true }, "UnsupportedOperation"],
    [{ Tags: [{ Key: "", Value: "" }] }, "InvalidParameterValue.TagInvalidKeyLen"],
    [{ Tags: [{ Key: "k".repeat(128), Value: "" }] }, "InvalidParameterValue.TagInvalidKeyLen"],
    [{ Tags: [{ Key: "a*", Value: "" }] }, "InvalidParameterValue.TagInvalidKey"],
    [{ Tags: [{ Key: "qcloud-x", Value: "" }] }, "UnsupportedOperation.TagSystemReservedTagKey"],
    [{ Tags: [{ Key: "a", Value: "v".repeat(256) }] }, "InvalidParameterValue.TagInvalidVal"],
    [
      {
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      "InvalidParameterValue.TagDuplicateKey",
    ],
    [
      { Tags: Array.from({ length: 51 }, (_none, index) => ({ Key: `k${index}`, Value: "" })) },
      "LimitExceeded.TagKeyPerResourceExceeded",
    ],
    [{ Ipv6: true }, "UnknownParameter"],
  ])("made with %j is refused as %s", async (more, code) => {
    expect(await tencentCode(call("CreateVpc", { VpcName: "team", CidrBlock: "10.0.0.0/16", ...more }))).toBe(code);
    expect(cloud.account.vpcs.size).toBe(0);
  });

  test("counts towards the region's quota, which DescribeVpcLimits tells", async () => {
    cloud.world.set({ tencentVpcsPerRegion: 1 });
    await vpc();
    expect(await tencentCode(vpc())).toBe("LimitExceeded");
    expect((await cloud.vpc.DescribeVpcLimits({ LimitTypes: ["appid-max-vpcs"] })).VpcLimitSet).toEqual([
      { LimitType: "appid-max-vpcs", LimitValue: 1 },
    ]);
    expect(await tencentCode(cloud.vpc.DescribeVpcLimits({ LimitTypes: ["none"] }))).toBe("InvalidParameterValue");
  });

  test("can be given other resolvers, a name, a domain; what is not named stays", async () => {
    const VpcId = await vpc({ DnsServers: ["10.0.0.2"], EnableMulticast: "true" });
    await cloud.vpc.ModifyVpcAttribute({ VpcId, VpcName: "renamed", DomainName: "corp" });
    const [one] = (await cloud.vpc.DescribeVpcs({})).VpcSet ?? [];
    expect(one).toMatchObject({
      VpcName: "renamed",
      DomainName: "corp",
      DnsServerSet: ["10.0.0.2"],
      EnableMulticast: true,
    });
    await cloud.vpc.ModifyVpcAttribute({
      VpcId,
      DnsServers: ["183.60.83.19", "183.60.82.98"],
      EnableMulticast: "false",
    });
    expect((await cloud.vpc.DescribeVpcs({})).VpcSet?.[0]).toMatchObject({
      DnsServerSet: ["183.60.83.19", "183.60.82.98"],
      EnableMulticast: false,
    });
  });

  test("a refused change changes nothing", async () => {
    const VpcId = await vpc();
    expect(await tencentCode(cloud.vpc.ModifyVpcAttribute({ VpcId, VpcName: "x", DnsServers: ["bad"] }))).toBe(
      "InvalidParameterValue.Malformed",
    );
    expect((await cloud.vpc.DescribeVpcs({})).VpcSet?.[0]).toMatchObject({ VpcName: "team" });
    expect(await tencentCode(cloud.vpc.ModifyVpcAttribute({ VpcId: "vpc-00000000" }))).toBe("ResourceNotFound");
  });

  test("the default one is made once", async () => {
    const first = await cloud.vpc.CreateDefaultVpc({});
    expect(first.Vpc).toMatchObject({
      VpcId: expect.stringMatching(/^vpc-/),
      SubnetId: expect.stringMatching(/^subnet-/),
    });
    expect((await cloud.vpc.CreateDefaultVpc({ Force: true })).Vpc).toEqual(first.Vpc);
    expect(await filtered("is-default", "true")).toEqual([first.Vpc?.VpcId]);
    expect(await filteredSubnets("is-default", "true")).toEqual([first.Vpc?.SubnetId]);
  });
});

describe("DescribeVpcs", () => {
  test("filters: any value of one, all of several", async () => {
    const a = await vpc({ VpcName: "team-a", CidrBlock: "10.1.0.0/16", Tags: [{ Key: "env", Value: "prod" }] });
    const b = await vpc({ VpcName: "team-b", CidrBlock: "10.2.0.0/16", Tags: [{ Key: "env", Value: "test" }] });
    const c = await vpc({ VpcName: "other", CidrBlock: "10.3.0.0/16" });
    expect(await filtered("vpc-name", "team")).toEqual([a, b]);
    expect(await filtered("vpc-id", a, c)).toEqual([a, c]);
    expect(await filtered("vpc-id", "vpc-00000000")).toEqual([]);
    expect(await filtered("cidr-block", "10.2.0.0/16")).toEqual([b]);
    expect(await filtered("tag-key", "env")).toEqual([a, b]);
    expect(await filtered("tag:env", "prod", "stage")).toEqual([a]);
    expect(await filtered("is-default", "false")).toEqual([a, b, c]);
    expect(await filtered("address-type", "GUA")).toEqual([]);
    const both = await cloud.vpc.DescribeVpcs({
      Filters: [
        { Name: "tag-key", Values: ["env"] },
        { Name: "vpc-name", Values: ["-b", "oth"] },
      ],
    });
    expect(both).toMatchObject({ TotalCount: 1, VpcSet: [{ VpcId: b }] });
  });

  test.each([
    [{ Filters: [{ Name: "name", Values: ["a"] }] }, "InvalidParameter.FilterInvalidKey"],
    [{ Filters: [{ Name: "toString", Values: ["a"] }] }, "InvalidParameter.FilterInvalidKey"],
    [{ Filters: [{ Name: "vpc-id", Values: [] }] }, "InvalidParameter.FilterValuesNotList"],
    [{ Filters: [{ Name: "vpc-id", Values: ["1", "2", "3", "4", "5", "6"] }] }, "InvalidParameterValue.LimitExceeded"],
    [{ Filters: [{ Name: "is-default", Values: ["yes"] }] }, "InvalidParameterValue.Malformed"],
    [{ Filters: [{ Name: "vpc-id" }] }, "MissingParameter"],
    [{ Filters: [{ Name: "vpc-id", Values: "a" }] }, "InvalidParameter"],
    [{ Filters: [{ Name: "vpc-id", Values: ["a"], Value: "a" }] }, "UnknownParameter"],
    [{ VpcIds: ["vpc-00000000"], Filters: [{ Name: "vpc-id", Values: ["a"] }] }, "InvalidParameter.Coexist"],
    [{ VpcIds: ["vpc-1"] }, "InvalidParameterValue.Malformed"],
    [{ VpcIds: ["vpc-00000000"] }, "ResourceNotFound"],
    [{ VpcIds: Array.from({ length: 101 }, () => "vpc-00000000") }, "InvalidParameterValue.LimitExceeded"],
    [{ Limit: 10 }, "InvalidParameter"],
    [{ Offset: 0 }, "InvalidParameter"],
    [{ Limit: "101" }, "InvalidParameterValue.Range"],
    [{ Limit: "0" }, "InvalidParameterValue.Range"],
    [{ Limit: "ten" }, "InvalidParameterValue.Malformed"],
    [{ Offset: "-1" }, "InvalidParameterValue.Malformed"],
  ])("%j is refused as %s", async (request, code) => {
    expect(await tencentCode(call("DescribeVpcs", request))).toBe(code);
  });

  test("what a number in the place of a string is called, how many values a filter takes, and whether ids that nobody has are left out, are settings", async () => {
    cloud.world.set({ tencentWrongType: "InvalidParameterValue", vpcFilterValues: 100, tencentUnknownIds: "left-out" });
    expect(await tencentCode(call("DescribeVpcs", { Limit: 10 }))).toBe("InvalidParameterValue");
    expect(await filtered("vpc-id", "1", "2", "3", "4", "5", "6")).toEqual([]);
    const known = await vpc();
    expect(idsOf(await cloud.vpc.DescribeVpcs({ VpcIds: ["vpc-00000000", known] }))).toEqual([known]);
  });

  test("pages by strings; without them 20 at a time", async () => {
    const made: string[] = [];
    for (let index = 0; index < 23; index += 1) made.push(await vpc({ CidrBlock: `10.${index}.0.0/16` }));
    const page = async (request: object) => idsOf(await cloud.vpc.DescribeVpcs(request));
    expect(await page({})).toEqual(made.slice(0, 20));
    expect(await page({ Offset: "20" })).toEqual(made.slice(20));
    expect(await page({ Offset: "5", Limit: "3" })).toEqual(made.slice(5, 8));
    expect(await cloud.vpc.DescribeVpcs({ Offset: "100", Limit: "100" })).toMatchObject({ TotalCount: 23, VpcSet: [] });
    expect(await cloud.vpc.DescribeVpcs({ Limit: "1" })).toMatchObject({ TotalCount: 23 });
  });
});

describe("a subnet", () => {
  test("is answered whole, its free addresses without the network's, the gateway's and the broadcast address", async () => {
    const VpcId = await vpc();
    const Tags = [{ Key: "registry-link-subnet", Value: "yes" }];
    const { Subnet } = await cloud.vpc.CreateSubnet({
      VpcId,
      SubnetName: "apps",
      CidrBlock: "10.0.1.0/24",
      Zone: zone,
      Tags,
    });
    expect(Subnet).toEqual({
      VpcId,
      SubnetId: expect.stringMatching(/^subnet-[a-z0-9]{8}$/),
      SubnetName: "apps",
      CidrBlock: "10.0.1.0/24",
      IsDefault: false,
      EnableBroadcast: false,
      Zone: zone,
      RouteTableId: expect.stringMatching(/^rtb-[a-z0-9]{8}$/),
      CreatedTime: expect.any(String),
      AvailableIpAddressCount: 253,
      Ipv6CidrBlock: "",
      NetworkAclId: "",
      IsRemoteVpcSnat: false,
      TotalIpAddressCount: 253,
      TagSet: Tags,
      CdcId: "",
      IsCdcSubnet: 0,
    });
    expect(await cloud.vpc.DescribeSubnets({})).toMatchObject({ TotalCount: 1, SubnetSet: [Subnet] });
  });

  test.each([
    [{ CidrBlock: "10.1.0.0/24" }, "InvalidParameterValue.SubnetRange"],
    [{ CidrBlock: "10.0.0.0/15" }, "InvalidParameterValue.SubnetRange"],
    [{ CidrBlock: "10.0.9.0/29" }, "InvalidParameterValue.SubnetRange"],
    [{ CidrBlock: "10.0.1.128/25" }, "InvalidParameterValue.SubnetConflict"],
    [{ CidrBlock: "10.0.0.0/16" }, "InvalidParameterValue.SubnetConflict"],
    [{ CidrBlock: "10.0.9.1/24" }, "InvalidParameterValue.Malformed"],
    [{ Zone: "ap-shanghai-2" }, "InvalidParameterValue.ZoneConflict"],
    [{ VpcId: "vpc-00000000" }, "ResourceNotFound"],
    [{ VpcId: "10" }, "InvalidParameterValue.Malformed"],
    [{ SubnetName: "n".repeat(61) }, "InvalidParameterValue.TooLong"],
    [{ CdcId: "x" }, "InvalidParameterValue.Malformed"],
  ])("made with %j is refused as %s", async (more, code) => {
    const VpcId = await vpc();
    await subnet(VpcId, "10.0.1.0/24");
    const request = { VpcId, SubnetName: "s", CidrBlock: "10.0.9.0/24", Zone: zone, ...more };
    expect(await tencentCode(cloud.vpc.CreateSubnet(request))).toBe(code);
    expect(cloud.account.subnets.size).toBe(1);
  });

  test("several are made together or not at all, with the same tags", async () => {
    const VpcId = await vpc();
    const of = (...blocks: string[]) => ({
      VpcId,
      Subnets: blocks.map((CidrBlock) => ({ CidrBlock, SubnetName: "s", Zone: zone })),
      Tags: [{ Key: "a", Value: "b" }],
    });
    expect(await tencentCode(cloud.vpc.CreateSubnets(of("10.0.1.0/24", "10.0.1.0/25")))).toBe(
      "InvalidParameterValue.SubnetConflict",
    );
    expect(cloud.account.subnets.size).toBe(0);
    const { SubnetSet = [] } = await cloud.vpc.CreateSubnets(of("10.0.1.0/24", "10.0.2.0/24"));
    expect(SubnetSet).toMatchObject([
      { CidrBlock: "10.0.1.0/24", TagSet: [{ Key: "a", Value: "b" }] },
      { CidrBlock: "10.0.2.0/24", TagSet: [{ Key: "a", Value: "b" }] },
    ]);
  });

  test("is found by each filter", async () => {
    const VpcId = await vpc();
    const other = await vpc({ CidrBlock: "10.1.0.0/16" });
    const a = await subnet(VpcId, "10.0.1.0/24", { Tags: [{ Key: "k", Value: "v" }] });
    const b = await subnet(VpcId, "10.0.2.0/24", { Zone: "ap-guangzhou-4", CdcId: "cluster-abc", SubnetName: "cdc" });
    const c = await subnet(other, "10.1.1.0/24");
    expect(await filteredSubnets("subnet-id", a, c)).toEqual([a, c]);
    expect(await filteredSubnets("vpc-id", VpcId)).toEqual([a, b]);
    expect(await filteredSubnets("cidr-block", "10.1.1.0/24")).toEqual([c]);
    expect(await filteredSubnets("subnet-name", "cd")).toEqual([b]);
    expect(await filteredSubnets("zone", "ap-guangzhou-4")).toEqual([b]);
    expect(await filteredSubnets("tag-key", "k")).toEqual([a]);
    expect(await filteredSubnets("tag:k", "v")).toEqual([a]);
    expect(await filteredSubnets("cdc-id", "cluster-abc")).toEqual([b]);
    expect(await filteredSubnets("is-cdc-subnet", "0")).toEqual([a, c]);
    expect(await filteredSubnets("is-remote-vpc-snat", "true")).toEqual([]);
    expect(await filteredSubnets("isp-type", "BGP")).toEqual([]);
    expect(await tencentCode(filteredSubnets("vpc-name", "x"))).toBe("InvalidParameter.FilterInvalidKey");
    expect((await cloud.vpc.DescribeSubnets({ SubnetIds: [b] })).SubnetSet).toMatchObject([
      { CdcId: "cluster-abc", IsCdcSubnet: 1 },
    ]);
    expect(await tencentCode(cloud.vpc.DescribeSubnets({ SubnetIds: ["subnet-00000000"] }))).toBe("ResourceNotFound");
  });

  test("lists page by token too; a token belongs to its list, and lives 24 hours", async () => {
    const VpcId = await vpc();
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await subnet(VpcId, `10.0.${index}.0/24`));
    const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
    const seen: unknown[] = [];
    let NextToken: string | undefined;
    const tokens: string[] = [];
    do {
      const page = await cloud.vpc.DescribeSubnets({ Filters, MaxResults: 2, ...(NextToken && { NextToken }) });
      expect(page.TotalCount).toBe(5);
      seen.push(...(page.SubnetSet ?? []).map((one) => one.SubnetId));
      NextToken = page.NextToken;
      if (NextToken) tokens.push(NextToken);
    } while (NextToken);
    expect(NextToken).toBe("");
    expect(seen).toEqual(made);
    const second = tokens[0] ?? "";
    const refused = (request: object) => tencentCode(cloud.vpc.DescribeSubnets(request));
    expect(await refused({ MaxResults: 2, NextToken: second })).toBe("InvalidParameterValue.Malformed");
    expect(await refused({ Filters, MaxResults: 2, NextToken: "none" })).toBe("InvalidParameterValue.Malformed");
    expect(await refused({ Filters, MaxResults: 2, Limit: "2" })).toBe("InvalidParameter.Coexist");
    expect(await refused({ Filters, MaxResults: 101 })).toBe("InvalidParameterValue");
    await cloud.world.clock.advance(25 * 3_600_000);
    expect(await refused({ Filters, MaxResults: 2, NextToken: second })).toBe("InvalidParameterValue.Malformed");
  });
});

describe("an occupied subnet", () => {
  async function occupied() {
    const VpcId = await vpc();
    const SubnetId = await subnet(VpcId, "10.0.1.0/28");
    const state = cloud.account.subnets.get(SubnetId);
    if (state === undefined) throw new Error("no subnet");
    const address = takeAddress(state, "tcr:tcr-moordemo");
    return { VpcId, SubnetId, state, address };
  }

  test("has one address less, and tells who holds which", async () => {
    const { VpcId, SubnetId, address } = await occupied();
    expect(address).toBe("10.0.1.2");
    expect((await cloud.vpc.DescribeSubnets({})).SubnetSet).toMatchObject([
      { AvailableIpAddressCount: 12, TotalIpAddressCount: 13 },
    ]);
    const state = { VpcId, SubnetId, IpAddress: address, ResourceType: "TCR", ResourceId: "tcr-moordemo" };
    const used = async (more: object) => (await cloud.vpc.DescribeUsedIpAddress({ VpcId, ...more })).IpAddressStates;
    expect(await used({})).toEqual([state]);
    expect(await used({ SubnetId, IpAddresses: [address ?? ""] })).toEqual([state]);
    expect(await used({ IpAddresses: ["10.0.1.9"] })).toEqual([]);
    expect(await used({ Filters: [{ Name: "resource-id", Values: ["tcr-moordemo"] }] })).toEqual([state]);
    expect(await used({ Filters: [{ Name: "ip-addresses", Values: ["10.0.1.9"] }] })).toEqual([]);
    expect(await used({ Offset: 1, Limit: 1 })).toEqual([]);
    const both = used({ IpAddresses: ["10.0.1.9"], Filters: [{ Name: "resource-id", Values: ["a"] }] });
    expect(await tencentCode(both)).toBe("InvalidParameter.Coexist");
    expect(await tencentCode(call("DescribeUsedIpAddress", { VpcId, Limit: "1" }))).toBe("InvalidParameter");
    cloud.world.set({ usedIpResourceType: "CLB" });
    expect(await used({})).toMatchObject([{ ResourceType: "CLB" }]);
  });

  test("refuses to be deleted, with its VPC, until the address is given back", async () => {
    const { VpcId, SubnetId, state } = await occupied();
    expect(await tencentCode(cloud.vpc.DeleteSubnet({ SubnetId }))).toBe("ResourceInUse");
    expect(await tencentCode(cloud.vpc.DeleteVpc({ VpcId }))).toBe("ResourceInUse");
    releaseAddress(state, "tcr:tcr-moordemo");
    await cloud.vpc.DeleteSubnet({ SubnetId });
    await cloud.vpc.DeleteVpc({ VpcId });
    expect(await tencentCode(cloud.vpc.DeleteVpc({ VpcId }))).toBe("ResourceNotFound");
    expect(await tencentCode(cloud.vpc.DeleteSubnet({ SubnetId }))).toBe("ResourceNotFound");
  });

  test("by setting it can be deleted, and leaves the link an orphan", async () => {
    cloud.world.set({ vpcDeleteWithLink: "orphan" });
    const { VpcId } = await occupied();
    await cloud.vpc.DeleteVpc({ VpcId });
    expect(await cloud.vpc.DescribeSubnets({})).toMatchObject({ TotalCount: 0 });
  });

  test("an empty subnet goes with its VPC, or by setting stays in its way", async () => {
    const VpcId = await vpc();
    await subnet(VpcId, "10.0.1.0/24");
    cloud.world.set({ vpcDeleteWithSubnets: "refused" });
    expect(await tencentCode(cloud.vpc.DeleteVpc({ VpcId }))).toBe("ResourceInUse");
    cloud.world.set({ vpcDeleteWithSubnets: "cascade" });
    await cloud.vpc.DeleteVpc({ VpcId });
    expect(cloud.account.subnets.size).toBe(0);
  });

  test("shows as a network interface only by setting", async () => {
    const { VpcId, SubnetId, address } = await occupied();
    expect(await cloud.vpc.DescribeNetworkInterfaces({})).toMatchObject({ TotalCount: 0, NetworkInterfaceSet: [] });
    cloud.world.set({ linkInterfaces: "shown" });
    const listed = async (Name: string, ...Values: string[]) =>
      (await cloud.vpc.DescribeNetworkInterfaces({ Filters: [{ Name, Values }] })).TotalCount;
    expect((await cloud.vpc.DescribeNetworkInterfaces({})).NetworkInterfaceSet).toMatchObject([
      { VpcId, SubnetId, PrivateIpAddressSet: [{ PrivateIpAddress: address }] },
    ]);
    expect(await listed("address-ip", "1.2")).toBe(1);
    expect(await listed("address-ip", "1.2", "1.3")).toBe(0);
    expect(await listed("vpc-id", VpcId)).toBe(1);
    expect(await listed("eni-type", "1")).toBe(0);
  });

  test("hands out each address once, never the last one again at once, and none when it is full", async () => {
    const { state } = await occupied();
    releaseAddress(state, "tcr:tcr-moordemo");
    expect(takeAddress(state, "tcr:tcr-moordemo")).toBe("10.0.1.3");
    const rest = Array.from({ length: 13 }, (_none, index) => takeAddress(state, `other:${index}`));
    expect(rest.at(-1)).toBeUndefined();
    expect(new Set(rest).size).toBe(13);
    expect(rest.slice(0, 2)).toEqual(["10.0.1.4", "10.0.1.5"]);
    expect(rest).not.toContain("10.0.1.1");
    expect(rest).not.toContain("10.0.1.15");
    expect((await cloud.vpc.DescribeSubnets({})).SubnetSet).toMatchObject([{ AvailableIpAddressCount: 0 }]);
  });
});
