import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dateAndTime } from "../../emulator/tencent/times.ts";
import { startTencent, type Tencent, tencentCode, tencentRefusal } from "./tencent-client.ts";

let cloud: Tencent;
beforeAll(async () => {
  cloud = await startTencent({ settings: { publishedLimits: "off" } });
});
afterAll(() => cloud.emulator.stop());

const owner = "100000000001";
const trusting = (principal: object) =>
  JSON.stringify({ version: "2.0", statement: [{ action: "name/sts:AssumeRole", effect: "allow", principal }] });
const forFunctions = trusting({ service: ["scf.qcloud.com"] });
const policy = (statement: object = {}) =>
  JSON.stringify({
    version: "2.0",
    statement: [{ effect: "allow", action: ["tcr:Describe*"], resource: ["*"], ...statement }],
  });

describe("a role", () => {
  test("is made, read by its name and its id, changed and deleted", async () => {
    const { RoleId = "" } = await cloud.cam.CreateRole({
      RoleName: "mooring-observe",
      PolicyDocument: forFunctions,
      Description: "reads",
      SessionDuration: 3_600,
      Tags: [{ Key: "team", Value: "platform" }],
    });
    const { RoleInfo } = await cloud.cam.GetRole({ RoleName: "mooring-observe" });
    const madeAt = dateAndTime(cloud.account.roles.get("mooring-observe")?.createdAt ?? 0);
    expect(RoleInfo).toEqual({
      RoleId,
      RoleName: "mooring-observe",
      PolicyDocument: forFunctions,
      Description: "reads",
      AddTime: madeAt,
      UpdateTime: madeAt,
      ConsoleLogin: 0,
      RoleType: "user",
      SessionDuration: 3_600,
      DeletionTaskId: "",
      Tags: [{ Key: "team", Value: "platform" }],
      RoleArn: `qcs::cam::uin/${owner}:roleName/mooring-observe`,
    });
    expect(RoleId).toMatch(/^46116860\d{11}$/);
    const other = trusting({ qcs: [`qcs::cam::uin/${owner}:root`] });
    await cloud.cam.UpdateAssumeRolePolicy({ RoleId, PolicyDocument: other });
    await cloud.cam.UpdateRoleDescription({ RoleName: "mooring-observe", Description: "reads more" });
    const changed = (await cloud.cam.GetRole({ RoleId })).RoleInfo;
    expect([changed?.PolicyDocument, changed?.Description]).toEqual([other, "reads more"]);
    await cloud.cam.DeleteRole({ RoleName: "mooring-observe" });
    expect(await tencentCode(cloud.cam.GetRole({ RoleId }))).toBe("InvalidParameter.RoleNotExist");
  });

  test("list comes in pages, and may be narrowed to a tag", async () => {
    for (const RoleName of ["page-1", "page-2", "page-3"])
      await cloud.cam.CreateRole({
        RoleName,
        PolicyDocument: forFunctions,
        Tags: [{ Key: "page", Value: RoleName === "page-2" ? "two" : "other" }],
      });
    const names = async (Page: number, more: object = {}) => {
      const { List, TotalNum } = await cloud.cam.DescribeRoleList({ Page, Rp: 2, ...more });
      return [List?.map((role) => role.RoleName), TotalNum];
    };
    expect(await names(1)).toEqual([["page-1", "page-2"], 3]);
    expect(await names(2)).toEqual([["page-3"], 3]);
    expect(await names(1, { Tags: [{ Key: "page", Value: "two" }] })).toEqual([["page-2"], 1]);
    expect(await tencentCode(cloud.cam.DescribeRoleList({ Page: 0, Rp: 2 }))).toBe("InvalidParameter.ParamError");
    expect(await tencentCode(cloud.cam.DescribeRoleList({ Page: 1, Rp: 201 }))).toBe("InvalidParameter.ParamError");
  });

  test.each([
    ["a name that exists", { RoleName: "page-1" }, "InvalidParameter.RoleNameInUse"],
    ["a name with blanks", { RoleName: "a b" }, "InvalidParameter.RoleNameError"],
    ["a session of a day", { SessionDuration: 86_400 }, "InvalidParameter.ParamError"],
    ["a long description", { Description: "x".repeat(301) }, "InvalidParameter.DescriptionLengthOverlimit"],
    [
      "a tag twice",
      {
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      "InvalidParameter.TagParamError",
    ],
    [
      "an account that does not exist",
      trusting({ qcs: ["qcs::cam::uin/9:root"] }),
      "InvalidParameter.PrincipalQcsNotExist",
    ],
    ["a principal of no form", trusting({ qcs: ["me"] }), "InvalidParameter.PrincipalQcsError"],
    ["a service of nobody", trusting({ service: ["example.org"] }), "InvalidParameter.PrincipalServiceNotExist"],
    ["no principal", trusting({}), "InvalidParameter.PrincipalError"],
    ["a resource in its trust", policy(), "InvalidParameter.StatementError"],
    ["a trust that is no JSON", "{", "InvalidParameter.PolicyDocumentError"],
  ])("with %s is refused", async (_what, given, code) => {
    const more = typeof given === "string" ? { PolicyDocument: given } : given;
    const work = cloud.cam.CreateRole({ RoleName: "refused", PolicyDocument: forFunctions, ...more });
    expect(await tencentCode(work)).toBe(code);
  });

  test("is named by its id or its name, which must not contradict each other", async () => {
    expect(await tencentCode(cloud.cam.GetRole({}))).toBe("InvalidParameter.ParamError");
    const { RoleInfo } = await cloud.cam.GetRole({ RoleName: "page-1" });
    const both = (RoleName: string) => cloud.cam.GetRole({ RoleId: RoleInfo?.RoleId ?? "", RoleName });
    expect((await both("page-1")).RoleInfo?.RoleName).toBe("page-1");
    expect(await tencentCode(both("page-2"))).toBe("InvalidParameter.RoleNotExist");
  });

  test("of a service is made under the service's name, and no user changes it", async () => {
    const made = { QCSServiceName: ["privatedns.qcloud.com"], CustomSuffix: "Test" };
    const { RoleId = "" } = await cloud.cam.CreateServiceLinkedRole(made);
    const { RoleInfo } = await cloud.cam.GetRole({ RoleId });
    expect(RoleInfo).toMatchObject({ RoleName: "privatedns_QCSLinkedRoleInTest", RoleType: "service_linked" });
    expect(await tencentCode(cloud.cam.CreateServiceLinkedRole(made))).toBe("InvalidParameter.RoleNameInUse");
    expect(await tencentCode(cloud.cam.DeleteRole({ RoleId }))).toBe("InvalidParameter.ParamError");
  });
});

describe("a policy", () => {
  test("is made, found by its name, changed, attached, detached and deleted", async () => {
    const { PolicyId = 0 } = await cloud.cam.CreatePolicy({ PolicyName: "reads", PolicyDocument: policy() });
    await cloud.cam.CreateRole({ RoleName: "holder", PolicyDocument: forFunctions });
    const found = await cloud.cam.ListPolicies({ Scope: "Local", Keyword: "read" });
    expect(found).toMatchObject({ TotalNum: 1, List: [{ PolicyId, PolicyName: "reads", Type: 1, Attachments: 0 }] });
    const changed = policy({ action: ["tcr:*"] });
    expect(await cloud.cam.UpdatePolicy({ PolicyName: "reads", PolicyDocument: changed })).toMatchObject({ PolicyId });
    expect(await cloud.cam.GetPolicy({ PolicyId })).toMatchObject({
      PolicyName: "reads",
      PolicyDocument: changed,
      Type: 1,
      PresetAlias: "",
      IsServiceLinkedRolePolicy: 0,
      Tags: [],
    });
    const attached = { AttachRoleName: "holder", PolicyId };
    await cloud.cam.AttachRolePolicy(attached);
    await cloud.cam.AttachRolePolicy(attached);
    await cloud.cam.AttachRolePolicy({ AttachRoleName: "holder", PolicyName: "QcloudTCRReadOnlyAccess" });
    const list = (more: object = {}) =>
      cloud.cam.ListAttachedRolePolicies({ Page: 1, Rp: 200, RoleName: "holder", ...more });
    expect((await list()).List?.map((one) => [one.PolicyName, one.PolicyType])).toEqual([
      ["reads", "User"],
      ["QcloudTCRReadOnlyAccess", "QCS"],
    ]);
    expect((await list({ PolicyType: "QCS" })).TotalNum).toBe(1);
    expect((await list({ Keyword: "reads" })).List?.map((one) => one.PolicyId)).toEqual([PolicyId]);
    await cloud.cam.DetachRolePolicy({ DetachRoleName: "holder", PolicyName: "QcloudTCRReadOnlyAccess" });
    expect((await list()).TotalNum).toBe(1);
    await cloud.cam.DeletePolicy({ PolicyId: [PolicyId] });
    expect((await list()).TotalNum).toBe(0);
    expect(await tencentCode(cloud.cam.GetPolicy({ PolicyId }))).toBe("ResourceNotFound.PolicyIdNotFound");
  });

  test("of the vendor is listed and read, and nobody changes or deletes it", async () => {
    const { List = [] } = await cloud.cam.ListPolicies({ Scope: "QCS", Rp: 200 });
    const preset = List.find((one) => one.PolicyName === "QcloudTCRFullAccess");
    expect(preset).toMatchObject({ Type: 2, PermissionLevel: "CloudProduct" });
    const PolicyId = preset?.PolicyId ?? 0;
    const { PolicyDocument = "" } = await cloud.cam.GetPolicy({ PolicyId });
    expect(JSON.parse(PolicyDocument)).toMatchObject({ version: "2.0", statement: [{ action: ["tcr:*"] }] });
    expect(await tencentCode(cloud.cam.UpdatePolicy({ PolicyId, PolicyDocument: policy() }))).toBe(
      "InvalidParameter.PolicyIdError",
    );
    expect(await tencentCode(cloud.cam.DeletePolicy({ PolicyId: [PolicyId] }))).toBe("InvalidParameter.PolicyIdError");
    expect(await tencentCode(cloud.cam.ListPolicies({ Scope: "Mine" }))).toBe("InvalidParameter.ScopeError");
  });

  test.each([
    ["a wrong version", JSON.stringify({ version: "1", statement: [] }), "InvalidParameter.VersionError"],
    ["no statement", JSON.stringify({ version: "2.0", statement: [] }), "InvalidParameter.StatementError"],
    ["a key in capitals", policy({ Effect: "allow" }), "InvalidParameter.StatementError"],
    ["a principal", policy({ principal: { qcs: ["*"] } }), "InvalidParameter.StatementError"],
    ["an effect of its own", policy({ effect: "Allow" }), "InvalidParameter.EffectError"],
    ["an action without a product", policy({ action: "DescribeInstances" }), "InvalidParameter.ActionError"],
    ["no resource", policy({ resource: [] }), "InvalidParameter.ResourceError"],
    ["a resource of another cloud", policy({ resource: "acs:cr:*" }), "InvalidParameter.ResourceContentError"],
    [
      "an operator that is not emulated",
      policy({ condition: { date_less_than: { "qcs:current_time": "2026-01-01T00:00:00Z" } } }),
      "InvalidParameter.ConditionTypeError",
    ],
    [
      "a condition's key that is not emulated",
      policy({ condition: { string_equal: { "cvm:instance_type": "S5" } } }),
      "InvalidParameter.ConditionContentError",
    ],
    [
      "no address",
      policy({ condition: { ip_equal: { "qcs:ip": "10.0.0.0/33" } } }),
      "InvalidParameter.ConditionContentError",
    ],
    ["too many characters", policy({ action: "x".repeat(6_200) }), "InvalidParameter.PolicyDocumentLengthOverLimit"],
  ])("with %s is refused when it is made and when it is changed", async (_what, PolicyDocument, code) => {
    expect(await tencentCode(cloud.cam.CreatePolicy({ PolicyName: "refused", PolicyDocument }))).toBe(code);
    await cloud.cam.CreatePolicy({ PolicyName: "kept", PolicyDocument: policy() });
    expect(await tencentCode(cloud.cam.UpdatePolicy({ PolicyName: "kept", PolicyDocument }))).toBe(code);
    const { List } = await cloud.cam.ListPolicies({ Scope: "Local", Keyword: "kept" });
    const PolicyId = List?.[0]?.PolicyId ?? 0;
    expect((await cloud.cam.GetPolicy({ PolicyId })).PolicyDocument).toBe(policy());
    await cloud.cam.DeletePolicy({ PolicyId: [PolicyId] });
  });

  test("is refused with what is wrong in it, and under a name that is taken", async () => {
    const wrong = cloud.cam.CreatePolicy({ PolicyName: "x", PolicyDocument: policy({ effect: "maybe" }) });
    expect((await tencentRefusal(wrong)).message).toContain("statement 1: effect must be allow or deny");
    const taken = cloud.cam.CreatePolicy({ PolicyName: "ReadOnlyAccess", PolicyDocument: policy() });
    expect(await tencentCode(taken)).toBe("FailedOperation.PolicyNameInUse");
    const none = { AttachRoleName: "holder", PolicyName: "none" };
    expect(await tencentCode(cloud.cam.AttachRolePolicy(none))).toBe("InvalidParameter.PolicyIdNotExist");
  });
});

test("an account is told by its UIN and AppId", async () => {
  expect(await cloud.cam.GetUserAppId(null)).toMatchObject({
    Uin: "100000000002",
    OwnerUin: owner,
    AppId: 1_250_000_001,
  });
});
