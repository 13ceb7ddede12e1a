import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";
import { accountClients, requests } from "./official-clients.ts";

const { ram: R } = requests;
let cloud: Cloud;
let ram: ReturnType<typeof accountClients>["ram"];

beforeEach(async () => {
  cloud = await startCloud();
  ram = accountClients(cloud.endpoint, cloud.user).ram;
});
afterEach(() => cloud.emulator.stop());

const trust = (Principal: object = { Service: ["fc.aliyuncs.com"] }) =>
  JSON.stringify({ Version: "1", Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal }] });
const document = (Action = "vpc:Describe*") =>
  JSON.stringify({ Version: "1", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

const createRole = (roleName = "Mooring-Observe", more: object = {}) =>
  ram.createRole(new R.CreateRoleRequest({ roleName, assumeRolePolicyDocument: trust(), ...more }));
const createPolicy = (policyName = "observe", policyDocument = document()) =>
  ram.createPolicy(new R.CreatePolicyRequest({ policyName, policyDocument, description: "reads" }));
const named = (policyName = "observe", policyType = "Custom", roleName = "mooring-observe") => ({
  policyName,
  policyType,
  roleName,
});
const attach = (...names: Parameters<typeof named>) =>
  ram.attachPolicyToRole(new R.AttachPolicyToRoleRequest(named(...names)));
const detach = (...names: Parameters<typeof named>) =>
  ram.detachPolicyFromRole(new R.DetachPolicyFromRoleRequest(named(...names)));
const version = (policyDocument: string, more: object = {}) =>
  ram.createPolicyVersion(new R.CreatePolicyVersionRequest({ policyName: "observe", policyDocument, ...more }));

describe("roles", () => {
  test("are made, read in any case, listed, changed and deleted", async () => {
    const made = (await createRole()).body?.role;
    expect(made).toMatchObject({
      roleName: "Mooring-Observe",
      arn: `acs:ram::${cloud.account}:role/mooring-observe`,
      maxSessionDuration: 3600,
      assumeRolePolicyDocument: trust(),
      createDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      roleId: expect.stringMatching(/^3\d{17}$/),
    });
    const update = new R.UpdateRoleRequest({
      roleName: "mooring-observe",
      newMaxSessionDuration: 7200,
      newDescription: "reads",
    });
    await ram.updateRole(update);
    const { body } = await ram.getRole(new R.GetRoleRequest({ roleName: "MOORING-observe" }));
    expect(body?.role).toMatchObject({ roleId: made?.roleId, maxSessionDuration: 7200, description: "reads" });
    await createRole("second");
    const first = (await ram.listRoles(new R.ListRolesRequest({ maxItems: 1 }))).body;
    expect(first).toMatchObject({ isTruncated: true, roles: { role: [{ roleName: "Mooring-Observe" }] } });
    const next = (await ram.listRoles(new R.ListRolesRequest({ maxItems: 1, marker: first?.marker }))).body;
    expect(next).toMatchObject({ isTruncated: false, roles: { role: [{ roleName: "second" }] } });
    await ram.deleteRole(new R.DeleteRoleRequest({ roleName: "mooring-observe" }));
    expect(await refusal(ram.getRole(new R.GetRoleRequest({ roleName: "mooring-observe" })))).toEqual({
      code: "EntityNotExist.Role",
      status: 404,
    });
  });

  test.each([
    ["that is there", "mooring-OBSERVE", {}, "EntityAlreadyExists.Role"],
    ["of a wrong name", "two words", {}, "InvalidParameter.RoleName.InvalidChars"],
    ["with a longer name than 64 characters", "x".repeat(65), {}, "InvalidParameter.RoleName.InvalidChars"],
    ["whom nobody can assume", "r", { assumeRolePolicyDocument: document() }, "MalformedPolicyDocument"],
    ["of no trust policy", "r", { assumeRolePolicyDocument: undefined }, "MissingAssumeRolePolicyDocument"],
    ["with sessions shorter than an hour", "r", { maxSessionDuration: 900 }, "InvalidParameter.MaxSessionDuration"],
  ])("one %s is refused", async (_, name, more, code) => {
    await createRole();
    expect((await refusal(createRole(name, more))).code).toBe(code);
  });

  test("one with policies is not deleted, and one of a service is not touched", async () => {
    await createRole();
    await attach("AdministratorAccess", "System");
    const remove = (roleName: string) => ram.deleteRole(new R.DeleteRoleRequest({ roleName }));
    expect(await refusal(remove("mooring-observe"))).toEqual({ code: "DeleteConflict.Role.Policy", status: 409 });
    await cloud.call("resourcemanager", "CreateServiceLinkedRole", {
      ServiceName: "access-customer-privatezone.cr.aliyuncs.com",
    });
    const linked = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";
    expect((await refusal(remove(linked))).code).toBe("NoPermission.ServiceLinkedRole");
    expect((await refusal(attach("AdministratorAccess", "System", linked))).code).toBe(
      "NoPermission.ServiceLinkedRole",
    );
  });
});

describe("policies", () => {
  test("are made, read and deleted; the vendor's own can be read", async () => {
    expect((await createPolicy()).body?.policy).toMatchObject({
      policyName: "observe",
      policyType: "Custom",
      defaultVersion: "v1",
      description: "reads",
    });
    const get = (policyName: string, policyType: string) =>
      ram.getPolicy(new R.GetPolicyRequest({ policyName, policyType }));
    expect((await get("observe", "Custom")).body).toMatchObject({
      policy: { attachmentCount: 0 },
      defaultPolicyVersion: { versionId: "v1", isDefaultVersion: true, policyDocument: document() },
    });
    expect((await get("AdministratorAccess", "System")).body?.policy).toMatchObject({ attachmentCount: 1 });
    expect((await refusal(createPolicy())).code).toBe("EntityAlreadyExists.Policy");
    expect((await refusal(createPolicy("other", "{}"))).code).toBe("MalformedPolicyDocument");
    expect((await refusal(createPolicy("two words"))).code).toBe("InvalidParameter.PolicyName.InvalidChars");
    expect((await refusal(createPolicy("long", " ".repeat(6145)))).code).toBe("InvalidParameter.PolicyDocument.Length");
    expect((await refusal(get("observe", "System"))).code).toBe("EntityNotExist.Policy");
    expect((await refusal(get("observe", "Other"))).code).toBe("InvalidParameter.PolicyType");
    await ram.deletePolicy(new R.DeletePolicyRequest({ policyName: "observe" }));
    expect(await refusal(get("observe", "Custom"))).toEqual({ code: "EntityNotExist.Policy", status: 404 });
  });

  test("have five versions at most, of which one is in force", async () => {
    await createPolicy();
    const list = async () =>
      (
        await ram.listPolicyVersions(new R.ListPolicyVersionsRequest({ policyName: "observe", policyType: "Custom" }))
      ).body?.policyVersions?.policyVersion?.map(({ versionId, isDefaultVersion }) => [versionId, isDefaultVersion]);
    const remove = (versionId: string) =>
      ram.deletePolicyVersion(new R.DeletePolicyVersionRequest({ policyName: "observe", versionId }));
    for (let count = 2; count <= 5; count++) await version(document());
    expect(await refusal(version(document()))).toEqual({ code: "LimitExceeded.Policy.Version", status: 409 });
    const rotateStrategy = "DeleteOldestNonDefaultVersionWhenLimitExceeded";
    await version(document(), { rotateStrategy, setAsDefault: true });
    expect(await list()).toEqual([
      ["v1", false],
      ["v3", false],
      ["v4", false],
      ["v5", false],
      ["v6", true],
    ]);
    await ram.setDefaultPolicyVersion(new R.SetDefaultPolicyVersionRequest({ policyName: "observe", versionId: "v3" }));
    expect((await refusal(remove("v3"))).code).toBe("DeleteConflict.PolicyVersion.Default");
    expect((await refusal(remove("v2"))).code).toBe("EntityNotExist.Policy.Version");
    await remove("v6");
    expect(await list()).toHaveLength(4);
    expect((await refusal(ram.deletePolicy(new R.DeletePolicyRequest({ policyName: "observe" })))).code).toBe(
      "DeleteConflict.Policy.Version",
    );
  });

  test("are attached once, listed with their role, and stand in the way of being deleted", async () => {
    await createRole();
    await createPolicy();
    await attach();
    await attach("AliyunPvtzReadOnlyAccess", "System");
    const { body } = await ram.listPoliciesForRole(new R.ListPoliciesForRoleRequest({ roleName: "mooring-observe" }));
    expect(body?.policies?.policy).toMatchObject([
      { policyName: "observe", policyType: "Custom", defaultVersion: "v1" },
      { policyName: "AliyunPvtzReadOnlyAccess", policyType: "System" },
    ]);
    expect(await refusal(attach())).toEqual({ code: "EntityAlreadyExists.Role.Policy", status: 409 });
    expect((await refusal(attach("nothing"))).code).toBe("EntityNotExist.Policy");
    expect((await refusal(attach("observe", "Custom", "nobody"))).code).toBe("EntityNotExist.Role");
    expect((await refusal(ram.deletePolicy(new R.DeletePolicyRequest({ policyName: "observe" })))).code).toBe(
      "DeleteConflict.Policy.Role",
    );
    await detach();
    expect(await refusal(detach())).toEqual({ code: "EntityNotExist.Role.Policy", status: 404 });
    await ram.deletePolicy(new R.DeletePolicyRequest({ policyName: "observe" }));
  });
});

test("a changed policy counts at once, for keys that were handed out before", async () => {
  await createRole("reader", { assumeRolePolicyDocument: trust({ RAM: [`acs:ram::${cloud.account}:root`] }) });
  await createPolicy("observe", document("vpc:DescribeVpcs"));
  await attach("observe", "Custom", "reader");
  const { sts } = accountClients(cloud.endpoint, cloud.user);
  const { body } = await sts.assumeRole(
    new requests.sts.AssumeRoleRequest({ roleArn: `acs:ram::${cloud.account}:role/reader`, roleSessionName: "me" }),
  );
  const call = cloud.callerOf({ ...body?.credentials });
  const read = () => call("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
  await read();
  await version(document("pvtz:*"), { setAsDefault: true });
  expect((await refusal(read())).code).toBe("NoPermission");
  await ram.setDefaultPolicyVersion(new R.SetDefaultPolicyVersionRequest({ policyName: "observe", versionId: "v1" }));
  await read();
  await detach("observe", "Custom", "reader");
  expect((await refusal(read())).code).toBe("NoPermission");
});
