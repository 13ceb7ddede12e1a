import { afterEach, describe, expect, test } from "vitest";
import type { AccountSeed } from "../../emulator/alibaba/accounts.ts";
import { defaultAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";

const id = defaultAccount.id;
const RegionId = "cn-hangzhou";
const InstanceId = defaultAccount.registries[0].id;
const keys = { accessKeyId: "LTAIlimited", accessKeySecret: "made-up-limited" };

let cloud: Cloud;
afterEach(() => cloud.emulator.stop());

/** A cloud with a user beside the administrator, who may do what the statements say. */
async function limited(statements: readonly object[], settings: Readonly<Record<string, SettingValue>> = {}) {
  const account: AccountSeed = {
    ...defaultAccount,
    users: [
      ...defaultAccount.users,
      { name: "limited", ...keys, policies: statements.length === 0 ? [] : ["limited"] },
    ],
    policies: statements.length === 0 ? [] : [{ name: "limited", document: { Version: "1", Statement: statements } }],
  };
  cloud = await startCloud({ accounts: [account], settings });
  return cloud.callerOf({ accessKeyId: keys.accessKeyId, accessKeySecret: keys.accessKeySecret });
}

const ForwardIp = [{ Ip: "10.0.0.53", Port: 53 }];

const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const ok = async (work: Promise<unknown>) => {
  await work;
  return "ok";
};
const outcome = (work: Promise<unknown>) => ok(work).catch(() => refusal(work).then(({ code }) => code));

/** The error body's detail as the vendor's core hands it over. */
async function detailOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return (error as { accessDeniedDetail?: unknown }).accessDeniedDetail;
  }
  throw new Error("the call was expected to be refused");
}

describe("a call that no policy allows", () => {
  test("is NoPermission with the missing right, its resource and whose it would be", async () => {
    const call = await limited([]);
    const asked = () => call("vpc", "DescribeVpcs", { RegionId });
    expect(await refusal(asked())).toEqual({ code: "NoPermission", status: 403 });
    await expect(asked()).rejects.toThrow(`acs:vpc:cn-hangzhou:${id}:vpc/* Action: vpc:DescribeVpcs`);
    expect(await detailOf(asked())).toEqual({
      AuthAction: "vpc:DescribeVpcs",
      AuthPrincipalType: "SubUser",
      AuthPrincipalDisplayName: "limited",
      AuthPrincipalOwnerId: id,
      NoPermissionType: "ImplicitDeny",
      PolicyType: "AccountLevelIdentityBasedPolicy",
      EncodedDiagnosticMessage: expect.stringMatching(/^\S+$/),
    });
  });

  test("is NoPrivilege in Container Registry, with the same detail", async () => {
    const call = await limited([]);
    expect(await refusal(call("cr", "GetInstance", { InstanceId }))).toEqual({ code: "NoPrivilege", status: 403 });
    expect(await detailOf(call("cr", "GetInstance", { InstanceId }))).toMatchObject({ AuthAction: "cr:GetInstance" });
  });

  test("says so when a statement denies it", async () => {
    const call = await limited([allow("*"), { ...allow("pvtz:*"), Effect: "Deny" }]);
    expect(await detailOf(call("pvtz", "DescribeZones"))).toMatchObject({ NoPermissionType: "ExplicitDeny" });
    expect(await outcome(call("vpc", "DescribeVpcs", { RegionId }))).toBe("ok");
  });

  test("has another code by setting", async () => {
    const call = await limited([], { deniedCode: "Forbidden.RAM" });
    expect((await refusal(call("pvtz", "DescribeZones"))).code).toBe("Forbidden.RAM");
  });

  test("changes nothing, and is an event with its error", async () => {
    const call = await limited([]);
    expect((await refusal(call("vpc", "CreateVpc", { RegionId }))).code).toBe("NoPermission");
    expect(cloud.world.alibaba.accounts.get(id)?.vpcs.size).toBe(0);
    const [published] = cloud.emulator.platform.eventBridge.events();
    expect(JSON.stringify(published)).toContain('"errorCode":"NoPermission"');
  });

  test("is refused for a wrong parameter first", async () => {
    const call = await limited([]);
    expect((await refusal(call("cr", "GetInstance", {}))).code).toBe("MissingInstanceId");
  });
});

describe("who may do what", () => {
  test("a user whose policies are not said may do everything, one with none nothing but ask who he is", async () => {
    const call = await limited([]);
    expect(await outcome(cloud.call("vpc", "CreateVpc", { RegionId }))).toBe("ok");
    expect(await outcome(call("sts", "GetCallerIdentity"))).toBe("ok");
  });

  test("rights on one instance are none on another", async () => {
    const call = await limited([allow("cr:*", `acs:cr:${RegionId}:${id}:instance/${InstanceId}`)]);
    expect(await outcome(call("cr", "GetInstance", { InstanceId }))).toBe("ok");
    expect(await outcome(call("cr", "GetInstance", { InstanceId: "cri-other" }))).toBe("NoPrivilege");
    expect(await outcome(call("cr", "ListInstance"))).toBe("NoPrivilege");
  });

  test.each([
    ["instances", "ok"],
    ["any", "NoPrivilege"],
  ] as const)("a policy on instances, when ListInstance checks %s: %s", async (instanceListResource, expected) => {
    const call = await limited([allow("cr:ListInstance", `acs:cr:*:${id}:instance/*`)], { instanceListResource });
    expect(await outcome(call("cr", "ListInstance"))).toBe(expected);
  });

  test("a vSwitch needs the right on its VPC too", async () => {
    const call = await limited([allow("vpc:CreateVSwitch", `acs:vpc:*:${id}:vswitch/*`)]);
    const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/16" });
    const query = { RegionId, VpcId, ZoneId: "cn-hangzhou-h", CidrBlock: "10.0.1.0/24" };
    expect(await detailOf(call("vpc", "CreateVSwitch", query))).toMatchObject({ AuthAction: "vpc:CreateVSwitch" });
  });

  test.each([
    ["records-unscoped", "ok", "NoPermission"],
    ["zones", "ok", "ok"],
    ["unscoped", "NoPermission", "NoPermission"],
  ] as const)("a policy on one zone, with %s: zone %s, record %s", async (privateZoneResources, ofZone, ofRecord) => {
    const call = await limited([allow("sts:GetCallerIdentity")], { privateZoneResources });
    const { ZoneId } = await cloud.call("pvtz", "AddZone", { ZoneName: "prod.example" });
    const { RecordId } = await cloud.call("pvtz", "AddZoneRecord", { ZoneId, Rr: "www", Type: "A", Value: "10.0.0.1" });
    permit(`acs:pvtz:*:${id}:zone/${String(ZoneId)}`);
    expect(await outcome(call("pvtz", "DescribeZoneInfo", { ZoneId }))).toBe(ofZone);
    expect(await outcome(call("pvtz", "SetZoneRecordStatus", { RecordId, Status: "DISABLE" }))).toBe(ofRecord);
    const other = await cloud.call("pvtz", "AddZone", { ZoneName: "other.example" });
    expect(await outcome(call("pvtz", "DescribeZoneInfo", { ZoneId: other["ZoneId"] }))).toBe("NoPermission");
  });

  // Each call with the resources that a policy must name for it, all of them.
  test.each([
    ["vpc", "ListDhcpOptionsSets", {}, [`acs:vpc:cn-hangzhou:${id}:dhcpoptionsset/*`]],
    ["vpc", "GetDhcpOptionsSet", { DhcpOptionsSetId: "dopt-1" }, [`acs:vpc:cn-hangzhou:${id}:dhcpoptionsset/dopt-1`]],
    [
      ...(["vpc", "AttachDhcpOptionsSetToVpc", { DhcpOptionsSetId: "dopt-1", VpcId: "vpc-1" }] as const),
      [`acs:vpc:cn-hangzhou:${id}:dhcpoptionsset/dopt-1`, `acs:vpc:cn-hangzhou:${id}:vpc/vpc-1`],
    ],
    ["pvtz", "DescribeResolverRules", {}, [`acs:pvtz:*:${id}:rule/*`]],
    ["pvtz", "DescribeResolverRule", { RuleId: "hr1" }, [`acs:pvtz:*:${id}:rule/hr1`]],
    ["pvtz", "BindResolverRuleVpc", { RuleId: "hr1" }, [`acs:pvtz:*:${id}:rule/hr1`]],
    [
      ...(["pvtz", "AddResolverRule", { EndpointId: "hr0", Name: "a", ZoneName: "a.example", ForwardIp }] as const),
      [`acs:pvtz:*:${id}:endpoint/hr0`, `acs:pvtz:*:${id}:rule/*`],
    ],
    ["pvtz", "DescribeResolverEndpoint", { EndpointId: "hr0" }, [`acs:pvtz:*:${id}:endpoint/hr0`]],
  ] as const)("%s:%s needs a right on its own resources alone", async (product, action, query, needed) => {
    const call = await limited([allow("sts:GetCallerIdentity")]);
    const asked = () => outcome(call(product, action, { RegionId, ...query }));
    expect(await asked()).toBe("NoPermission");
    for (const missing of needed) {
      permit(...needed.filter((one) => one !== missing), "acs:vpc:*:*:vswitch/*");
      expect(await asked(), `without ${missing}`).toBe("NoPermission");
    }
    permit(...needed);
    expect(await asked()).not.toBe("NoPermission");
  });

  test.each([
    ["checked", [], "NoPrivilege"],
    ["unchecked", [], "ok"],
    [
      "checked",
      [allow("ram:CreateServiceLinkedRole", "*", service("access-customer-privatezone.cr.aliyuncs.com"))],
      "ok",
    ],
    ["checked", [allow("ram:CreateServiceLinkedRole", "*", service("fc.aliyuncs.com"))], "NoPrivilege"],
  ] as const)("a link that makes the service-linked role, %s, with %j: %s", async (linkedRoleRight, more, expected) => {
    const call = await limited([allow("cr:*"), ...more], { linkedRoleRight });
    const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/16" });
    await cloud.world.clock.advance(60_000);
    const zone = { ZoneId: "cn-hangzhou-h", CidrBlock: "10.0.1.0/24" };
    const { VSwitchId } = await cloud.call("vpc", "CreateVSwitch", { RegionId, VpcId, ...zone });
    await cloud.world.clock.advance(60_000);
    const query = {
      InstanceId,
      VpcId,
      VswitchId: VSwitchId,
      ModuleName: "Registry",
      EnableCreateDNSRecordInPvzt: true,
    };
    expect(await outcome(call("cr", "CreateInstanceVpcEndpointLinkedVpc", query))).toBe(expected);
  });
});

function service(name: string) {
  return { Condition: { StringEquals: { "ram:ServiceName": name } } };
}

/** Puts another version of the user's policy in force. */
function permit(...resources: readonly string[]): void {
  const policy = cloud.world.alibaba.accounts.get(id)?.policies.get("limited");
  policy?.versions.splice(0, 1, {
    id: "v1",
    createdAt: 0,
    document: JSON.stringify({ Version: "1", Statement: [allow(["pvtz:*", "vpc:*"], resources)] }),
  });
}
