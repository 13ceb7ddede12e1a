import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, type Cloud, refusal, startCloud } from "./cloud-client.ts";

const regionId = "cn-hangzhou";
let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.stop());

async function newVpc(more: object = {}): Promise<string> {
  const request = new cloud.models.CreateVpcRequest({ regionId, cidrBlock: "10.0.0.0/16", ...more });
  return (await cloud.vpc.createVpc(request)).body?.vpcId ?? "";
}

async function newVSwitch(vpcId: string, cidrBlock: string, more: object = {}): Promise<string> {
  const request = new cloud.models.CreateVSwitchRequest({
    regionId,
    vpcId,
    cidrBlock,
    zoneId: "cn-hangzhou-b",
    ...more,
  });
  return (await cloud.vpc.createVSwitch(request)).body?.vSwitchId ?? "";
}

async function vpcs(query: object = {}) {
  return (await cloud.vpc.describeVpcs(new cloud.models.DescribeVpcsRequest({ regionId, ...query }))).body;
}

async function vswitches(query: object = { regionId }) {
  return (await cloud.vpc.describeVSwitches(new cloud.models.DescribeVSwitchesRequest(query))).body;
}

const idsOf = (body: Awaited<ReturnType<typeof vpcs>>) => body?.vpcs?.vpc?.map(({ vpcId }) => vpcId);
const call = (action: string, query: object = {}) => cloud.call("vpc", action, { RegionId: regionId, ...query });

describe("CreateVpc", () => {
  test("answers with four ids, and the VPC is there with its tags", async () => {
    const tag = [
      { key: "registry-link", value: "prod" },
      { key: "empty", value: "" },
    ];
    const created = await cloud.vpc.createVpc(
      new cloud.models.CreateVpcRequest({ regionId, vpcName: "team-a", description: "of team a", tag }),
    );
    expect(created.body).toMatchObject({
      vpcId: expect.stringMatching(/^vpc-bp1[a-z0-9]{17}$/),
      VRouterId: expect.stringMatching(/^vrt-/),
      routeTableId: expect.stringMatching(/^vtb-/),
      resourceGroupId: expect.stringMatching(/^rg-/),
    });
    const listed = await vpcs();
    expect(listed).toMatchObject({ pageNumber: 1, pageSize: 10, totalCount: 1 });
    expect(listed?.vpcs?.vpc?.[0]).toMatchObject({
      vpcName: "team-a",
      description: "of team a",
      regionId,
      status: "Available",
      cidrBlock: "172.16.0.0/12",
      ownerId: 1_000_000_000_000_001,
      isDefault: false,
      tags: { tag },
      vSwitchIds: { vSwitchId: [] },
      creationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  test.each([
    [{ CidrBlock: "10.0.0.1/16" }, "InvalidCidrBlock.Malformed"],
    [{ CidrBlock: "10.0.0.0/29" }, "InvalidCidrBlock.Malformed"],
    [{ CidrBlock: "10.0.0.0" }, "InvalidCidrBlock.Malformed"],
    [{ CidrBlock: "300.0.0.0/16" }, "InvalidCidrBlock.Malformed"],
    [{ VpcName: "http://x" }, "InvalidName.Malformed"],
    [{ Tag: [{ Key: "acs:x", Value: "v" }] }, "Forbidden.TagKeys"],
    [{ Tag: [{ Key: "k" }, { Key: "k" }] }, "Forbidden.TagKey.Duplicated"],
    [{ Tag: [{ Value: "v" }] }, "MissingParameter.TagKey"],
    [{ Tag: Array.from({ length: 21 }, (_, index) => ({ Key: `k${index}` })) }, "SizeLimitExceeded.TagNum"],
    [{ RegionId: undefined }, "MissingRegionId"],
  ])("%j is refused: %s", async (query, code) => {
    expect(await refusal(call("CreateVpc", query))).toEqual({ code, status: 400 });
    expect((await vpcs())?.totalCount).toBe(0);
  });

  test("the same client token makes one VPC; with other parameters it is refused", async () => {
    const first = await newVpc({ clientToken: "t-1" });
    expect(await newVpc({ clientToken: "t-1" })).toBe(first);
    expect((await vpcs())?.totalCount).toBe(1);
    const other = cloud.vpc.createVpc(
      new cloud.models.CreateVpcRequest({ regionId, cidrBlock: "192.168.0.0/16", clientToken: "t-1" }),
    );
    expect((await refusal(other)).code).toBe("IdempotentParameterMismatch");
  });

  test("the quota of a region refuses the next VPC there, and not elsewhere", async () => {
    cloud.world.set({ vpcsPerRegion: 1 });
    await newVpc();
    expect((await refusal(newVpc())).code).toBe("QuotaExceeded.Vpc");
    await newVpc({ regionId: "cn-shanghai" });
  });

  test("a VPC may stay Pending for a while, and takes no vSwitch meanwhile", async () => {
    cloud.world.set({ networkAvailableMs: 3_000 });
    const vpcId = await newVpc();
    expect((await vpcs())?.vpcs?.vpc?.[0]?.status).toBe("Pending");
    expect((await refusal(newVSwitch(vpcId, "10.0.1.0/24"))).code).toBe("IncorrectVpcStatus");
    await cloud.world.clock.advance(3_000);
    expect((await vpcs())?.vpcs?.vpc?.[0]?.status).toBe("Available");
    await newVSwitch(vpcId, "10.0.1.0/24");
  });
});

describe("DescribeVpcs", () => {
  test("pages hold at most 50; more is refused, or cut", async () => {
    for (let count = 0; count < 51; count += 1) await newVpc();
    expect(await refusal(vpcs({ pageSize: 51 }))).toEqual({ code: "InvalidPageSize", status: 400 });
    const pages = [await vpcs({ pageSize: 50 }), await vpcs({ pageSize: 50, pageNumber: 2 })];
    expect(pages.map((page) => page?.vpcs?.vpc?.length)).toEqual([50, 1]);
    expect(new Set(pages.flatMap(idsOf)).size).toBe(51);
    expect(pages[1]).toMatchObject({ pageNumber: 2, pageSize: 50, totalCount: 51 });
    cloud.world.set({ oversizedPage: "cut" });
    expect(await vpcs({ pageSize: 51 })).toMatchObject({ pageSize: 50 });
  });

  test.each([
    ["PageNumber", "0"],
    ["PageNumber", "one"],
    ["PageSize", "0"],
    ["IsDefault", "maybe"],
  ])("%s=%s is refused", async (name, value) => {
    expect(await refusal(call("DescribeVpcs", { [name]: value }))).toEqual({ code: `Invalid${name}`, status: 400 });
  });

  test("20 ids separated by commas are a filter, 21 an error, an unknown one yields nothing, or an error", async () => {
    const vpcId = await newVpc();
    await newVpc();
    const unknown = Array.from({ length: 19 }, (_, index) => `vpc-none${index}`);
    expect(idsOf(await vpcs({ vpcId: [vpcId, ...unknown].join(",") }))).toEqual([vpcId]);
    const tooMany = vpcs({ vpcId: [vpcId, ...unknown, "vpc-more"].join(",") });
    expect((await refusal(tooMany)).code).toBe("InvalidVpcIdNumber.NotSupported");
    cloud.world.set({ unknownVpcFilter: "refused" });
    expect((await refusal(vpcs({ vpcId: "vpc-none" }))).code).toBe("InvalidVpcID.NotFound");
  });

  test("several tags must all be there; a key alone asks for the key, or for an empty value", async () => {
    const prod = await newVpc({
      tag: [
        { key: "registry-link", value: "prod" },
        { key: "env", value: "x" },
      ],
    });
    const empty = await newVpc({ tag: [{ key: "registry-link", value: "" }] });
    const both = [
      { key: "registry-link", value: "prod" },
      { key: "env", value: "x" },
    ];
    expect(idsOf(await vpcs({ tag: both }))).toEqual([prod]);
    expect(idsOf(await vpcs({ tag: [...both, { key: "more", value: "x" }] }))).toEqual([]);
    expect(idsOf(await vpcs({ tag: [{ key: "registry-link" }] }))).toEqual([prod, empty]);
    cloud.world.set({ keyOnlyTagFilter: "empty-value" });
    expect(idsOf(await vpcs({ tag: [{ key: "registry-link" }] }))).toEqual([empty]);
    expect((await refusal(vpcs({ tag: [{ value: "x" }] }))).code).toBe("MissingParameter.TagKey");
  });

  test("name, group, owner and region are filters; a region shows its own VPCs alone", async () => {
    const vpcId = await newVpc({ vpcName: "a" });
    await newVpc({ vpcName: "ab" });
    const elsewhere = await newVpc({ regionId: "cn-shanghai" });
    expect(idsOf(await vpcs({ vpcName: "a" }))).toEqual([vpcId]);
    expect((await vpcs({ resourceGroupId: "rg-other" }))?.totalCount).toBe(0);
    expect((await vpcs({ vpcOwnerId: 1 }))?.totalCount).toBe(0);
    expect((await vpcs({ isDefault: true }))?.totalCount).toBe(0);
    expect(idsOf(await vpcs({ regionId: "cn-shanghai" }))).toEqual([elsewhere]);
    expect((await refusal(vpcs({ dryRun: true }))).code).toBe("DryRunOperation");
  });

  test("a list may lag behind a write, and be ordered the other way round", async () => {
    cloud.world.set({ readLagMs: 2_000 });
    const first = await newVpc();
    expect((await vpcs())?.totalCount).toBe(0);
    await cloud.world.clock.advance(2_000);
    expect(idsOf(await vpcs())).toEqual([first]);
    cloud.world.set({ readLagMs: 0, listOrder: "newest-first" });
    const second = await newVpc();
    expect(idsOf(await vpcs())).toEqual([second, first]);
  });
});

describe("one VPC", () => {
  test("ModifyVpcAttribute changes what it is given, and DescribeVpcAttribute shows it", async () => {
    const vpcId = await newVpc({ vpcName: "before", description: "stays" });
    await cloud.vpc.modifyVpcAttribute(
      new cloud.models.ModifyVpcAttributeRequest({ regionId, vpcId, vpcName: "after" }),
    );
    const request = new cloud.models.DescribeVpcAttributeRequest({ regionId, vpcId });
    expect((await cloud.vpc.describeVpcAttribute(request)).body).toMatchObject({
      vpcId,
      vpcName: "after",
      description: "stays",
      cidrBlock: "10.0.0.0/16",
    });
    expect((await refusal(call("ModifyVpcAttribute", { VpcId: vpcId, VpcName: "https://x" }))).code).toBe(
      "InvalidName.Malformed",
    );
  });

  test.each(["DescribeVpcAttribute", "ModifyVpcAttribute", "DeleteVpc"])(
    "%s names an unknown VPC in one of two ways, and one of another region likewise",
    async (action) => {
      expect((await refusal(call(action))).code).toBe("MissingVpcId");
      expect(await refusal(call(action, { VpcId: "vpc-none" }))).toEqual({
        code: "InvalidVpcID.NotFound",
        status: 404,
      });
      const elsewhere = await newVpc({ regionId: "cn-shanghai" });
      cloud.world.set({ unknownVpcCode: "Forbidden.VpcNotFound" });
      expect((await refusal(call(action, { VpcId: elsewhere }))).code).toBe("Forbidden.VpcNotFound");
    },
  );

  test("DeleteVpc is refused while there is a vSwitch", async () => {
    const vpcId = await newVpc();
    const vSwitchId = await newVSwitch(vpcId, "10.0.1.0/24");
    const remove = () => cloud.vpc.deleteVpc(new cloud.models.DeleteVpcRequest({ regionId, vpcId }));
    expect((await refusal(remove())).code).toBe("DependencyViolation.VSwitch");
    await cloud.vpc.deleteVSwitch(new cloud.models.DeleteVSwitchRequest({ regionId, vSwitchId }));
    await remove();
    expect((await vpcs())?.totalCount).toBe(0);
  });
});

describe("vSwitches", () => {
  test.each([
    ["10.0.1.0/24", 252],
    ["10.0.0.0/16", 65_532],
    ["10.0.0.8/29", 4],
  ])("%s has %i addresses for use", async (cidr, free) => {
    const vSwitchId = await newVSwitch(await newVpc(), cidr, { vSwitchName: "a", tag: [{ key: "k", value: "v" }] });
    const request = new cloud.models.DescribeVSwitchAttributesRequest({ regionId, vSwitchId });
    expect((await cloud.vpc.describeVSwitchAttributes(request)).body).toMatchObject({
      vSwitchId,
      vSwitchName: "a",
      availableIpAddressCount: free,
      cidrBlock: cidr,
      zoneId: "cn-hangzhou-b",
      status: "Available",
      shareType: "",
    });
  });

  test.each([
    ["10.1.0.0/24", "InvalidCidrBlock.Malformed"],
    ["10.0.0.0/15", "InvalidCidrBlock.Malformed"],
    ["10.0.1.0/30", "InvalidCidrBlock.Malformed"],
    ["10.0.1.64/24", "InvalidCidrBlock.Malformed"],
    ["10.0.2.128/25", "InvalidCidrBlock.Overlapped"],
    ["10.0.0.0/16", "InvalidCidrBlock.Overlapped"],
  ])("beside 10.0.2.0/24 in 10.0.0.0/16, %s is refused: %s", async (cidr, code) => {
    const vpcId = await newVpc();
    await newVSwitch(vpcId, "10.0.2.0/24");
    expect((await refusal(newVSwitch(vpcId, cidr))).code).toBe(code);
  });

  test("neighbours do not overlap, and other VPCs do not count", async () => {
    const vpcId = await newVpc();
    await newVSwitch(vpcId, "10.0.2.0/24");
    await newVSwitch(vpcId, "10.0.3.0/24");
    await newVSwitch(vpcId, "10.0.1.0/24");
    await newVSwitch(await newVpc(), "10.0.2.0/24");
    expect((await vswitches())?.totalCount).toBe(4);
  });

  test("zone, VPC and CIDR are mandatory, and the zone is one of the region", async () => {
    const query = { VpcId: await newVpc(), ZoneId: "cn-hangzhou-b", CidrBlock: "10.0.1.0/24" };
    for (const name of ["VpcId", "ZoneId", "CidrBlock"])
      expect((await refusal(call("CreateVSwitch", { ...query, [name]: undefined }))).code).toBe(`Missing${name}`);
    const wrong = call("CreateVSwitch", { ...query, ZoneId: "cn-shanghai-b" });
    expect(await refusal(wrong)).toEqual({ code: "InvalidZoneId.NotFound", status: 404 });
  });

  test("a list needs a region or a VPC, filters, and shows the latest in the VPC's own list", async () => {
    const vpcId = await newVpc();
    const first = await newVSwitch(vpcId, "10.0.1.0/24", { vSwitchName: "one" });
    const second = await newVSwitch(vpcId, "10.0.2.0/24", { tag: [{ key: "registry-link-subnet", value: "" }] });
    await newVSwitch(await newVpc(), "10.0.1.0/24");
    expect((await refusal(cloud.call("vpc", "DescribeVSwitches", {}))).code).toBe("MissingParameter");
    const listed = async (query: object) =>
      (await vswitches({ regionId, ...query }))?.vSwitches?.vSwitch?.map(({ vSwitchId }) => vSwitchId);
    expect(await listed({ vpcId })).toEqual([first, second]);
    expect(await listed({ vSwitchId: second })).toEqual([second]);
    expect(await listed({ vSwitchName: "one" })).toEqual([first]);
    expect(await listed({ zoneId: "cn-hangzhou-x" })).toEqual([]);
    expect(await listed({ vpcId, tag: [{ key: "registry-link-subnet" }] })).toEqual([second]);
    expect((await vswitches({ vpcId }))?.totalCount).toBe(2);
    expect((await vpcs({ vpcId }))?.vpcs?.vpc?.[0]?.vSwitchIds?.vSwitchId).toEqual([first, second]);
    expect((await refusal(vswitches({ regionId, pageSize: 51 }))).code).toBe("InvalidPageSize");
  });

  test("a new vSwitch may stay Pending for a while", async () => {
    cloud.world.set({ subnetAvailableMs: 3_000 });
    await newVSwitch(await newVpc(), "10.0.1.0/24");
    const status = async () => (await vswitches())?.vSwitches?.vSwitch?.[0]?.status;
    expect(await status()).toBe("Pending");
    await cloud.world.clock.advance(3_000);
    expect(await status()).toBe("Available");
  });

  test("an unknown vSwitch is not found", async () => {
    for (const action of ["DescribeVSwitchAttributes", "DeleteVSwitch"]) {
      expect((await refusal(call(action))).code).toBe("MissingVSwitchId");
      expect(await refusal(call(action, { VSwitchId: "vsw-none" }))).toEqual({
        code: "InvalidVSwitchId.NotFound",
        status: 404,
      });
    }
  });
});

describe("tags", () => {
  const tagged = async (query: object) => (await call("ListTagResources", { ResourceType: "VPC", ...query })) as Body;
  const rows = (body: Body) => (body["TagResources"] as { TagResource: Body[] }).TagResource;
  const Tag = [{ Key: "registry-link", Value: "prod" }];

  test("tags are put on, listed and taken off by the generated client", async () => {
    const resourceId = [await newVpc(), await newVpc()];
    const target = { regionId, resourceType: "VPC", resourceId };
    const tag = [{ key: "registry-link", value: "prod" }];
    await cloud.vpc.tagResources(new cloud.models.TagResourcesRequest({ ...target, tag }));
    const listed = await cloud.vpc.listTagResources(new cloud.models.ListTagResourcesRequest(target));
    expect(listed.body?.nextToken).toBe("");
    expect(listed.body?.tagResources?.tagResource).toMatchObject([
      { resourceId: resourceId[0], resourceType: "VPC", tagKey: "registry-link", tagValue: "prod" },
      { resourceId: resourceId[1] },
    ]);
    await cloud.vpc.unTagResources(new cloud.models.UnTagResourcesRequest({ ...target, tagKey: ["registry-link"] }));
    expect(rows(await tagged({ ResourceId: resourceId }))).toEqual([]);
  });

  test("All takes every tag off, but only where no key is named", async () => {
    const VpcId = await newVpc({ tag: [{ key: "a" }, { key: "b" }, { key: "c" }] });
    const target = { ResourceType: "VPC", ResourceId: [VpcId] };
    await call("UnTagResources", { ...target, TagKey: ["a"], All: true });
    expect(rows(await tagged({ ResourceId: [VpcId] }))).toHaveLength(2);
    await call("UnTagResources", { ...target, All: true });
    expect(rows(await tagged({ ResourceId: [VpcId] }))).toEqual([]);
    expect((await refusal(call("UnTagResources", target))).code).toBe("MissingParameter.TagKey");
  });

  test("pages follow the token to the end; the last says so by an empty token, or none", async () => {
    const VpcId = await newVpc({ tag: ["a", "b", "c"].map((key) => ({ key, value: key })) });
    const query = { ResourceId: [VpcId], MaxResults: 2 };
    const first = await tagged(query);
    const second = await tagged({ ...query, NextToken: first["NextToken"] });
    expect([...rows(first), ...rows(second)].map((row) => row["TagKey"])).toEqual(["a", "b", "c"]);
    expect(second["NextToken"]).toBe("");
    cloud.world.set({ lastTagPage: "no-token" });
    expect(await tagged({ ...query, NextToken: first["NextToken"] })).not.toHaveProperty("NextToken");
  });

  test("a vSwitch has tags of its own", async () => {
    const vSwitchId = await newVSwitch(await newVpc(), "10.0.1.0/24");
    await call("TagResources", { ResourceType: "VSWITCH", ResourceId: [vSwitchId], Tag });
    expect(rows(await tagged({ ResourceType: "VSWITCH", Tag }))).toMatchObject([{ ResourceId: vSwitchId }]);
    expect(rows(await tagged({ Tag }))).toEqual([]);
  });

  test("a write to an unknown id changes nothing, not even the known ones", async () => {
    const VpcId = await newVpc();
    const write = call("TagResources", { ResourceType: "VPC", ResourceId: [VpcId, "vpc-none"], Tag });
    expect((await refusal(write)).code).toBe("InvalidInstanceIds.NotFound");
    expect(rows(await tagged({ ResourceId: [VpcId] }))).toEqual([]);
  });

  test("the 21st tag of a VPC is refused, a new value for an old key is not", async () => {
    const VpcId = await newVpc({ tag: Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, value: "v" })) });
    const write = (Key: string) =>
      call("TagResources", { ResourceType: "VPC", ResourceId: [VpcId], Tag: [{ Key, Value: "new" }] });
    expect((await refusal(write("k20"))).code).toBe("QuotaExceeded.TagNum");
    await write("k19");
  });

  test.each([
    ["TagResources", { ResourceId: ["x"], Tag }, "MissingParam.ResourceType"],
    ["TagResources", { ResourceType: "VPC", Tag }, "MissingParam"],
    ["TagResources", { ResourceType: "VPC", ResourceId: ["x"] }, "MissingParam.Tags"],
    ["TagResources", { ResourceType: "HOUSE", ResourceId: ["x"], Tag }, "InvalidInstanceType.NotFound"],
    [
      "TagResources",
      { ResourceType: "VPC", ResourceId: Array.from({ length: 51 }, (_, index) => `vpc-${index}`), Tag },
      "SizeLimitExceeded.ResourceId",
    ],
    ["ListTagResources", { ResourceType: "VPC" }, "BothEmpty.TagsAndResources"],
    ["ListTagResources", { ResourceType: "VPC", Tag: [{ Value: "v" }] }, "MissingParameter.TagKey"],
    ["ListTagResources", { ResourceType: "VPC", Tag, MaxResults: 51 }, "InvalidMaxResults"],
    ["ListTagResources", { ResourceType: "VPC", Tag, NextToken: "nonsense" }, "InvalidNextToken"],
  ])("%s %j is refused: %s", async (action, query, code) => {
    expect(await refusal(call(action, query))).toEqual({ code, status: 400 });
  });
});
