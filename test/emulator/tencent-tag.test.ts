import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TencentAuditEntry } from "../../emulator/tencent/audit/entry.ts";
import { worldSettingsWith } from "../../emulator/world-settings.ts";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

let cloud: Tencent;
let vpcId: string;
let subnetId: string;
let vpcName: string;
let audited: TencentAuditEntry[];

const uin = "100000000001";
const registryName = `qcs::tcr:ap-guangzhou:uin/${uin}:instance/tcr-moordemo`;
const tag = (TagKey: string, TagValue = "") => ({ TagKey, TagValue });
const shown = (TagKey: string, TagValue: string) => ({ TagKey, TagValue, Category: "Custom" });

beforeAll(async () => {
  cloud = await startTencent({ settings: { publishedLimits: "off" } });
  cloud.world.tencentAudited.subscribe((entry) => audited.push(entry));
});
afterAll(() => cloud.emulator.stop());
beforeEach(async () => {
  audited = [];
  cloud.world.set({ ...worldSettingsWith(), publishedLimits: "off" });
  for (const { tags } of cloud.account.registries.values()) tags.clear();
  cloud.account.vpcs.clear();
  cloud.account.subnets.clear();
  const { Vpc } = await cloud.vpc.CreateVpc({ VpcName: "team", CidrBlock: "10.0.0.0/16" });
  vpcId = Vpc?.VpcId ?? "";
  const request = { VpcId: vpcId, SubnetName: "s", CidrBlock: "10.0.1.0/24", Zone: "ap-guangzhou-3" };
  const { Subnet } = await cloud.vpc.CreateSubnet(request);
  subnetId = Subnet?.SubnetId ?? "";
  vpcName = `qcs::vpc:ap-guangzhou:uin/${uin}:vpc/${vpcId}`;
});

/** A VPC's own view of its tags. */
async function tagSet(): Promise<Readonly<Record<string, string>>> {
  const [vpc] = (await cloud.vpc.DescribeVpcs({})).VpcSet ?? [];
  return Object.fromEntries((vpc?.TagSet ?? []).map(({ Key, Value }) => [Key, Value ?? ""]));
}

const listed = async (...keys: string[]) =>
  ((await cloud.tag.GetResources({ TagFilters: keys.map((TagKey) => ({ TagKey })) })).ResourceTagMappingList ?? []).map(
    ({ Resource }) => Resource,
  );

describe("names of six segments", () => {
  test.each([
    ["uin", (id: string) => `qcs::vpc:ap-guangzhou:uin/${uin}:vpc/${id}`],
    ["uid with the main account", (id: string) => `qcs::vpc:ap-guangzhou:uid/${uin}:vpc/${id}`],
    ["uid with the app id", (id: string) => `qcs::vpc:ap-guangzhou:uid/1250000001:vpc/${id}`],
    ["id with the app id", (id: string) => `qcs::vpc:ap-guangzhou:id/1250000001:vpc/${id}`],
    ["the region's short code", (id: string) => `qcs::vpc:gz:uin/${uin}:vpc/${id}`],
    ["no owner", (id: string) => `qcs::vpc:ap-guangzhou::vpc/${id}`],
  ])("may have %s", async (_what, name) => {
    await cloud.tag.AddResourceTag({ TagKey: "registry-link", TagValue: "harbor", Resource: name(vpcId) });
    expect(await tagSet()).toEqual({ "registry-link": "harbor" });
    expect(audited.at(-1)).toMatchObject({ resources: [vpcName] });
  });

  test.each([
    "vpc-a",
    "qcs::vpc:ap-guangzhou:uin/x:vpc/vpc-a",
    `qcs::vpc:ap-guangzhou:uin/${uin}:vpc`,
    `qcs::vpc:ap-guangzhou:uin/${uin}:vpc/vpc-00000000`,
    `qcs::cvm:ap-guangzhou:uin/${uin}:instance/ins-a`,
  ])("%s is no resource of the caller", async (Resource) => {
    expect(await tencentCode(cloud.tag.AddResourceTag({ TagKey: "a", TagValue: "b", Resource }))).toBe(
      "InvalidParameterValue.ResourceDescriptionError",
    );
  });

  test("of another region or owner mean nothing", async () => {
    for (const Resource of [
      `qcs::vpc:ap-shanghai:uin/${uin}:vpc/${vpcId}`,
      `qcs::vpc:ap-guangzhou:uin/100000000009:vpc/${vpcId}`,
    ])
      expect(await tencentCode(cloud.tag.DeleteResourceTag({ TagKey: "a", Resource }))).toBe(
        "InvalidParameterValue.ResourceDescriptionError",
      );
  });
});

describe("writes", () => {
  test("TagResources tags what exists, replaces values, and names what it could not tag", async () => {
    const unknown = `qcs::vpc:ap-guangzhou:uin/${uin}:vpc/vpc-00000000`;
    const subnet = `qcs::vpc:ap-guangzhou:uin/${uin}:subnet/${subnetId}`;
    const ResourceList = [vpcName, unknown, subnet, registryName];
    expect((await cloud.tag.TagResources({ ResourceList, Tags: [tag("env", "test")] })).FailedResources).toEqual([
      {
        Resource: unknown,
        Code: "InvalidParameterValue.ResourceDescriptionError",
        Message: expect.any(String),
      },
    ]);
    const again = await cloud.tag.TagResources({ ResourceList: [vpcName], Tags: [tag("env", "prod"), tag("a")] });
    expect(again.FailedResources).toEqual([]);
    expect(await tagSet()).toEqual({ env: "prod", a: "" });
    expect(await listed("env")).toEqual([vpcName, subnet, registryName]);
    expect(audited.at(-2)).toMatchObject({ resources: [vpcName, subnet, registryName] });
    expect((await cloud.tag.UnTagResources({ ResourceList, TagKeys: ["env"] })).FailedResources).toHaveLength(1);
    expect(await listed("env")).toEqual([]);
  });

  test.each([
    [{ ResourceList: ["nothing"] }, "InvalidParameterValue.ResourceDescriptionError"],
    [{ ResourceList: Array.from({ length: 11 }, () => "nothing") }, "LimitExceeded.ResourceNumPerRequest"],
    [{ ResourceList: [] }, "InvalidParameterValue"],
    [{ Tags: [] }, "InvalidParameter.Tag"],
    [{ Tags: Array.from({ length: 11 }, (_none, index) => tag(`k${index}`)) }, "LimitExceeded.TagNumPerRequest"],
    [{ Tags: [tag("a", "1"), tag("a", "2")] }, "InvalidParameterValue.TagKeyDuplicate"],
    [{ Tags: [tag("", "1")] }, "InvalidParameterValue.TagKeyEmpty"],
    [{ Tags: [tag("k".repeat(128))] }, "InvalidParameterValue.TagKeyLengthExceeded"],
    [{ Tags: [tag("a&b")] }, "InvalidParameterValue.TagKeyCharacterIllegal"],
    [{ Tags: [tag("tencent:x")] }, "InvalidParameter.ReservedTagKey"],
    [{ Tags: [tag("a", "v".repeat(256))] }, "InvalidParameterValue.TagValueLengthExceeded"],
    [{ Tags: [tag("a", "b|c")] }, "InvalidParameterValue.TagValueCharacterIllegal"],
    [{ Tags: [{ TagKey: "a" }] }, "MissingParameter"],
    [{ Tags: [{ Key: "a", Value: "b" }] }, "MissingParameter"],
  ])("TagResources with %j is refused as %s", async (more, code) => {
    const request = { ResourceList: [vpcName], Tags: [tag("ok", "1")], ...more };
    expect(await tencentCode(cloud.tag.request("TagResources", request))).toBe(code);
    expect(await tagSet()).toEqual({});
  });

  test.each(["prod,staging;subnet=subnet-a1b2c3d4", "键 + - = . _ : / @ ( ) [ ] , ; > <"])(
    "a value may be %s",
    async (value) => {
      await cloud.tag.TagResources({ ResourceList: [vpcName], Tags: [tag("registry-link", value)] });
      expect(await tagSet()).toEqual({ "registry-link": value });
    },
  );

  test("a resource has 50 tags at most", async () => {
    for (let step = 0; step < 5; step += 1)
      await cloud.tag.TagResources({
        ResourceList: [vpcName],
        Tags: Array.from({ length: 10 }, (_none, index) => tag(`k${step}${index}`)),
      });
    const { FailedResources } = await cloud.tag.TagResources({ ResourceList: [vpcName], Tags: [tag("more")] });
    expect(FailedResources).toMatchObject([{ Resource: vpcName, Code: "LimitExceeded.ResourceAttachedTags" }]);
    expect(await tencentCode(cloud.tag.AddResourceTag({ ...tag("more"), Resource: vpcName }))).toBe(
      "LimitExceeded.ResourceAttachedTags",
    );
    await cloud.tag.ModifyResourceTags({
      Resource: vpcName,
      ReplaceTags: [tag("more")],
      DeleteTags: [{ TagKey: "k00" }],
    });
    expect(Object.keys(await tagSet())).toHaveLength(50);
  });

  test("one tag of one resource is added once, changed and taken off while it is there", async () => {
    const Resource = vpcName;
    await cloud.tag.AddResourceTag({ Resource, ...tag("a", "1") });
    expect(await tencentCode(cloud.tag.AddResourceTag({ Resource, ...tag("a", "2") }))).toBe(
      "ResourceInUse.TagKeyAttached",
    );
    await cloud.tag.UpdateResourceTagValue({ Resource, ...tag("a", "2") });
    expect(await tagSet()).toEqual({ a: "2" });
    await cloud.tag.DeleteResourceTag({ Resource, TagKey: "a" });
    const absent = "ResourceNotFound.AttachedTagKeyNotFound";
    expect(await tencentCode(cloud.tag.UpdateResourceTagValue({ Resource, ...tag("a", "3") }))).toBe(absent);
    expect(await tencentCode(cloud.tag.DeleteResourceTag({ Resource, TagKey: "a" }))).toBe(absent);
  });

  test("ModifyResourceTags sets and takes off in one step", async () => {
    const Resource = vpcName;
    await cloud.tag.ModifyResourceTags({ Resource, ReplaceTags: [tag("a", "1"), tag("b", "1")] });
    await cloud.tag.ModifyResourceTags({
      Resource,
      ReplaceTags: [tag("a", "2")],
      DeleteTags: [{ TagKey: "b" }, { TagKey: "absent" }],
    });
    expect(await tagSet()).toEqual({ a: "2" });
    const refused = (more: object) => tencentCode(cloud.tag.ModifyResourceTags({ Resource, ...more }));
    expect(await refused({})).toBe("InvalidParameter");
    expect(await refused({ ReplaceTags: [] })).toBe("InvalidParameter");
    expect(await refused({ ReplaceTags: [tag("a", "3")], DeleteTags: [] })).toBe("InvalidParameter");
    expect(await refused({ ReplaceTags: [tag("a", "3")], DeleteTags: [{ TagKey: "a" }] })).toBe(
      "InvalidParameterValue.DeleteTagsParamError",
    );
    expect(await tagSet()).toEqual({ a: "2" });
  });

  test("one tag of several resources is attached, changed and detached for all or none", async () => {
    const of = (more: object = {}) => ({
      ServiceType: "vpc",
      ResourcePrefix: "vpc",
      ResourceRegion: "ap-guangzhou",
      ResourceIds: [vpcId],
      TagKey: "a",
      ...more,
    });
    await cloud.tag.AttachResourcesTag({ ...of(), TagValue: "1" });
    expect(audited.at(-1)).toMatchObject({ resources: [vpcName] });
    expect(await tagSet()).toEqual({ a: "1" });
    expect(await tencentCode(cloud.tag.AttachResourcesTag({ ...of(), TagValue: "2" }))).toBe(
      "ResourceInUse.TagKeyAttached",
    );
    await cloud.tag.ModifyResourcesTagValue({ ...of(), TagValue: "2" });
    expect(await tagSet()).toEqual({ a: "2" });
    const detach = (more: object) => tencentCode(cloud.tag.DetachResourcesTag(of(more)));
    expect(await detach({ ResourceIds: [vpcId, "vpc-00000000"] })).toBe("InvalidParameterValue.ResourceIdInvalid");
    expect(await detach({ ServiceType: "cvm" })).toBe("InvalidParameterValue.ServiceTypeInvalid");
    expect(await detach({ ServiceType: "privatedns", ResourcePrefix: "zone", ResourceRegion: "" })).toBe(
      "InvalidParameterValue.ResourceIdInvalid",
    );
    expect(await detach({ ResourcePrefix: "instance" })).toBe("InvalidParameterValue.ResourcePrefixInvalid");
    expect(await detach({ ResourceRegion: "" })).toBe("InvalidParameterValue.RegionInvalid");
    expect(await detach({ ResourceIds: Array.from({ length: 51 }, () => vpcId) })).toBe(
      "LimitExceeded.ResourceNumPerRequest",
    );
    expect(await detach({ TagKey: "b" })).toBe("ResourceNotFound.AttachedTagKeyNotFound");
    await cloud.tag.DetachResourcesTag(of());
    expect(await tagSet()).toEqual({});
  });

  test("a zone's tags are read here and written by their own product", async () => {
    const ZoneId = "zone-a1b2c3d4";
    cloud.account.zones.set(ZoneId, {
      id: ZoneId,
      domain: "corp.example",
      managed: false,
      createdAt: 0,
      updatedAt: 0,
      remark: "",
      dnsForward: "ENABLED",
      cnameSpeedup: "ENABLED",
      tags: new Map([["env", "prod"]]),
      records: [],
      bindings: [],
      managedFor: null,
    });
    const name = `qcs::privatedns::uin/${uin}:zone/${ZoneId}`;
    expect(await listed("env")).toEqual([name]);
    expect(await tencentCode(cloud.tag.AddResourceTag({ Resource: name, ...tag("a", "1") }))).toBe(
      "InvalidParameter.UnsupportedService",
    );
    cloud.account.zones.delete(ZoneId);
  });
});

describe("lists", () => {
  async function make(count: number, region = "ap-guangzhou") {
    const { vpc } = cloud.clientsWith({ region });
    const made: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const Tags = [
        { Key: "env", Value: index % 2 === 0 ? "prod" : "test" },
        { Key: `n${index}`, Value: "x" },
      ];
      const { Vpc } = await vpc.CreateVpc({ VpcName: `v${index}`, CidrBlock: `10.${index}.0.0/16`, Tags });
      made.push(Vpc?.VpcId ?? "");
    }
    return made;
  }

  test("GetResources sweeps all regions, with every key and any value of each", async () => {
    const [a, b] = await make(2);
    const [c] = await make(1, "ap-shanghai");
    const nameIn = (region: string, id?: string) => `qcs::vpc:${region}:uin/${uin}:vpc/${id}`;
    const found = async (...TagFilters: { TagKey: string; TagValue?: string[] }[]) =>
      ((await cloud.tag.GetResources({ TagFilters })).ResourceTagMappingList ?? []).map((one) => one.Resource);
    const [first, second, third] = [nameIn("ap-guangzhou", a), nameIn("ap-guangzhou", b), nameIn("ap-shanghai", c)];
    expect(await found()).toEqual([first, second, third]);
    expect(await found({ TagKey: "env" })).toEqual([first, second, third]);
    expect(await found({ TagKey: "env", TagValue: ["prod"] })).toEqual([first, third]);
    expect(await found({ TagKey: "env", TagValue: ["test", "stage"] })).toEqual([second]);
    expect(await found({ TagKey: "env" }, { TagKey: "n1" })).toEqual([second]);
    const one = await cloud.tag.GetResources({ ResourceList: [nameIn("ap-guangzhou", b), vpcName], MaxResults: 1 });
    expect(one).toMatchObject({
      PaginationToken: "",
      ResourceTagMappingList: [{ Resource: second, Tags: [shown("env", "test"), shown("n1", "x")] }],
    });
  });

  test("GetResources pages by token", async () => {
    await make(5);
    const sizes: number[] = [];
    let PaginationToken = "";
    do {
      const page = await cloud.tag.GetResources({ MaxResults: 2, PaginationToken });
      sizes.push(page.ResourceTagMappingList?.length ?? 0);
      PaginationToken = page.PaginationToken ?? "";
    } while (PaginationToken !== "");
    expect(sizes).toEqual([2, 2, 1]);
    expect(await tencentCode(cloud.tag.GetResources({ PaginationToken: "?" }))).toBe(
      "InvalidParameter.PaginationTokenInvalid",
    );
    expect(await tencentCode(cloud.tag.GetResources({ MaxResults: 201 }))).toBe("InvalidParameterValue");
    const TagFilters = Array.from({ length: 7 }, (_none, index) => ({ TagKey: `k${index}` }));
    expect(await tencentCode(cloud.tag.GetResources({ TagFilters }))).toBe(
      "InvalidParameterValue.TagFiltersLengthExceeded",
    );
  });

  test("DescribeResourcesByTags wants all keys, its union any of them", async () => {
    const [a, b, c] = await make(3);
    const where = { ServiceType: "vpc", ResourcePrefix: "vpc", ResourceRegion: "ap-guangzhou" };
    const TagFilters = [{ TagKey: "env", TagValue: ["prod"] }, { TagKey: "n2" }];
    const idsOf = (rows: readonly { ResourceId?: string }[] = []) => rows.map(({ ResourceId }) => ResourceId);
    const all = await cloud.tag.DescribeResourcesByTags({ ...where, TagFilters });
    expect(all).toMatchObject({
      TotalCount: 1,
      Offset: 0,
      Limit: 15,
      Rows: [{ ...where, ResourceId: c, Tags: [shown("env", "prod"), shown("n2", "x")] }],
    });
    const any = { TagFilters: [{ TagKey: "n0" }, { TagKey: "n1" }] };
    expect(idsOf((await cloud.tag.DescribeResourcesByTagsUnion({ ...where, ...any })).Rows)).toEqual([a, b]);
    const page = await cloud.tag.DescribeResourcesByTags({ TagFilters: [{ TagKey: "env" }], Offset: 2, Limit: 2 });
    expect(page).toMatchObject({ TotalCount: 3, Offset: 2, Limit: 2, Rows: [{ ResourceId: c }] });
    const elsewhere = { ...where, ResourceRegion: "ap-shanghai" };
    expect(await cloud.tag.DescribeResourcesByTags({ ...elsewhere, TagFilters })).toMatchObject({
      TotalCount: 0,
      Rows: [],
    });
  });

  test.each([
    [{ TagFilters: [] }, "InvalidParameterValue.TagFilters"],
    [{ TagFilters: [{ TagKey: "" }] }, "InvalidParameterValue.TagFilters"],
    [{ TagFilters: undefined }, "MissingParameter"],
    [{ Offset: 1, Limit: 2 }, "InvalidParameterValue.OffsetInvalid"],
    [{ CreateUin: 7 }, "InvalidParameterValue.UinInvalid"],
    [{ CreateUin: 100000000002 }, undefined],
    [{ ServiceType: "vpc" }, "InvalidParameterValue.ResourcePrefixInvalid"],
    [{ ServiceType: "vpc", ResourcePrefix: "vpc" }, "InvalidParameterValue.RegionInvalid"],
    [{ ServiceType: "vpc", ResourcePrefix: "vpc", ResourceRegion: "moon" }, "InvalidParameterValue.RegionInvalid"],
    [{ ServiceType: "privatedns", ResourcePrefix: "zone" }, undefined],
  ])("DescribeResourcesByTags with %j is refused as %s", async (more, code) => {
    const work = cloud.tag.request("DescribeResourcesByTags", { TagFilters: [{ TagKey: "a" }], ...more });
    if (code === undefined) await expect(work).resolves.toMatchObject({ TotalCount: 0 });
    else expect(await tencentCode(work)).toBe(code);
  });

  test("a service without prefix or region selects by itself where the setting ignores what is missing", async () => {
    await make(1);
    cloud.world.set({ tagPrefixNeeded: "ignored" });
    const request = { TagFilters: [{ TagKey: "env" }], ServiceType: "vpc" };
    expect(await cloud.tag.DescribeResourcesByTags(request)).toMatchObject({ TotalCount: 1 });
  });

  test("the tags of given resources are listed one a row, or by key", async () => {
    const [a, b] = await make(2);
    const where = { ServiceType: "vpc", ResourcePrefix: "vpc", ResourceRegion: "ap-guangzhou" };
    const ids = [b ?? "", a ?? ""];
    const row = (ResourceId: string | undefined, TagKey: string, TagValue: string) => ({
      ResourceId,
      TagKey,
      TagValue,
    });
    const both = {
      TotalCount: 4,
      Tags: [row(b, "env", "test"), row(b, "n1", "x"), row(a, "env", "prod"), row(a, "n0", "x")],
    };
    expect(await cloud.tag.DescribeResourceTagsByResourceIds({ ...where, ResourceIds: ids })).toMatchObject(both);
    expect(await cloud.tag.DescribeResourceTagsByResourceIdsSeq({ ...where, ResourceIds: ids })).toMatchObject(both);
    const system = { ...where, ResourceIds: ids, Category: "System" };
    expect(await cloud.tag.DescribeResourceTagsByResourceIds(system)).toMatchObject({ TotalCount: 0, Tags: [] });
    expect(await cloud.tag.DescribeResourceTags({ ResourceId: a ?? "", Limit: 1 })).toMatchObject({
      TotalCount: 2,
      Rows: [
        {
          TagKey: "env",
          TagValue: "prod",
          TagKeyMd5: expect.stringMatching(/^[0-9a-f]{32}$/),
          ServiceType: "vpc",
        },
      ],
    });
    const byKeys = await cloud.tag.DescribeResourceTagsByTagKeys({ ...where, ResourceIds: ids, TagKeys: ["env"] });
    expect(byKeys).toMatchObject({
      Limit: 400,
      Rows: [
        { ResourceId: b, TagKeyValues: [shown("env", "test")] },
        { ResourceId: a, TagKeyValues: [shown("env", "prod")] },
      ],
    });
  });

  test("show what was, for as long as the index lags; the VPC's own tags are up to date", async () => {
    cloud.world.set({ tagIndexLagMs: 30_000 });
    const wait = (ms: number) => cloud.world.clock.advance(ms);
    await make(1);
    expect(await listed("env")).toEqual([]);
    await wait(31_000);
    expect(await listed("env")).toHaveLength(1);
    await cloud.tag.AddResourceTag({ Resource: vpcName, ...tag("late", "1") });
    expect(await listed("late")).toEqual([]);
    expect(await tagSet()).toEqual({ late: "1" });
    await wait(20_000);
    await cloud.tag.DeleteResourceTag({ Resource: vpcName, TagKey: "late" });
    await wait(15_000);
    expect(await listed("late")).toEqual([vpcName]);
    await wait(20_000);
    expect(await listed("late")).toEqual([]);
  });
});
