import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, type Cloud, refusal, startCloud } from "./cloud-client.ts";

const RegionId = "cn-hangzhou";
let cloud: Cloud;
let VpcId: string;

beforeEach(async () => {
  cloud = await startCloud();
  VpcId = String((await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/8" }))["VpcId"]);
});
afterEach(() => cloud.emulator.stop());

const tag = (action: string, query: object) => cloud.call("tag", action, { RegionId, ...query });
const arnOf = (id: string) => `arn:acs:vpc:${RegionId}:${cloud.account}:vpc/${id}`;
const Tags = JSON.stringify({ "registry-link": "prod" });

async function tagsOfVpc(): Promise<unknown> {
  const { Vpcs } = await cloud.call("vpc", "DescribeVpcs", { RegionId, VpcId });
  return (Vpcs as { Vpc: { Tags: { Tag: unknown } }[] }).Vpc[0]?.Tags.Tag;
}

describe("parameters", () => {
  test("ResourceARN, Tags and TagKey are mandatory", async () => {
    expect((await refusal(tag("TagResources", { Tags }))).code).toBe("MissingParameter.ResourceARN");
    expect((await refusal(tag("TagResources", { ResourceARN: [arnOf(VpcId)] }))).code).toBe("MissingTags");
    expect((await refusal(tag("UntagResources", { ResourceARN: [arnOf(VpcId)] }))).code).toBe(
      "MissingParameter.TagKey",
    );
  });

  test("RegionId is mandatory and must exist", async () => {
    const query = { ResourceARN: [arnOf(VpcId)], Tags };
    expect((await refusal(cloud.call("tag", "TagResources", query))).code).toBe("MissingRegionId");
    expect(await refusal(tag("TagResources", { ...query, RegionId: "cn-atlantis" }))).toEqual({
      code: "InvalidRegionId.NotFound",
      status: 404,
    });
  });

  test.each(["registry-link=prod", "[]", '"x"', '{"a":1}', "{}"])(
    "Tags %s is no JSON object of texts",
    async (text) => {
      const call = tag("TagResources", { ResourceARN: [arnOf(VpcId)], Tags: text });
      expect((await refusal(call)).code).toBe("InvalidParameter.Tags");
    },
  );

  test.each(["aliyun-x", "acs:x", "http://x"])("the key %s is the vendor's own", async (key) => {
    const call = tag("TagResources", { ResourceARN: [arnOf(VpcId)], Tags: JSON.stringify({ [key]: "v" }) });
    expect((await refusal(call)).code).toBe("Forbidden.TagKeys");
  });
});

describe("works", () => {
  test("a tag put on here is the VPC's own tag, and goes again", async () => {
    expect(await tag("TagResources", { ResourceARN: [arnOf(VpcId)], Tags })).toMatchObject({
      FailedResources: { FailedResource: [] },
    });
    expect(await tagsOfVpc()).toEqual([{ Key: "registry-link", Value: "prod" }]);
    await tag("UntagResources", { ResourceARN: [arnOf(VpcId)], TagKey: ["registry-link"] });
    expect(await tagsOfVpc()).toEqual([]);
  });

  test.each([
    (id: string) => `acs:vpc:cn-hangzhou:1000000000000001:vpc/${id}`,
    (id: string) => `arn:acs:vpc:*:*:vpc/${id}`,
    (id: string) => `arn:acs:vpc:cn-hangzhou:*:VPC/${id}`,
  ])("spelling %# of a resource name is understood", async (spelling) => {
    await tag("TagResources", { ResourceARN: [spelling(VpcId)], Tags });
    expect(await tagsOfVpc()).toHaveLength(1);
  });

  test("what is not there is named in a good answer, and the rest is done", async () => {
    const foreign = `arn:acs:vpc:${RegionId}:1000000000000009:vpc/${VpcId}`;
    const answer = await tag("TagResources", {
      ResourceARN: [arnOf(VpcId), arnOf("vpc-nobody"), foreign, "nonsense"],
      Tags,
    });
    expect(answer["FailedResources"]).toEqual({
      FailedResource: [
        { ResourceARN: arnOf("vpc-nobody"), Result: expect.objectContaining({ Code: "InvalidResourceId.NotFound" }) },
        { ResourceARN: foreign, Result: expect.objectContaining({ Code: "InvalidResourceId.NotFound" }) },
        { ResourceARN: "nonsense", Result: expect.objectContaining({ Code: "InvalidResourceARN" }) },
      ],
    });
    expect(await tagsOfVpc()).toHaveLength(1);
  });

  test("lists what meets all tags, page by page, and ends with an empty token", async () => {
    const CidrBlock = "10.0.0.0/8";
    const Tag = [
      { Key: "registry-link", Value: "prod" },
      { Key: "env", Value: "x" },
    ];
    const ids = [
      (await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock, Tag }))["VpcId"],
      (await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock, Tag }))["VpcId"],
    ].map(String);
    const query = { Tags: JSON.stringify({ "registry-link": "prod", env: "x" }), PageSize: 1 };
    const first = await tag("ListTagResources", query);
    const second = await tag("ListTagResources", { ...query, NextToken: first["NextToken"] });
    expect(second["NextToken"]).toBe("");
    const listed = [first, second].flatMap((page) => page["TagResources"] as Body[]);
    expect(listed.map((one) => one["ResourceARN"])).toEqual(ids.map(arnOf));
    expect(listed[0]?.["Tags"]).toContainEqual({ Key: "env", Value: "x", Category: "Custom" });
    expect((await refusal(tag("ListTagResources", { NextToken: "nonsense" }))).code).toBe("InvalidNextToken");
  });
});
