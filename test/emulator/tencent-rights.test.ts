import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tencentActions } from "../../emulator/tencent/actions/index.ts";
import { conditionsHold } from "../../emulator/tencent/rights/conditions.ts";
import { parsePolicy } from "../../emulator/tencent/rights/document.ts";
import { rightsSettings } from "../../emulator/tencent/rights/settings.ts";
import { startTencent, type Tencent, type TencentClients, tencentCode, tencentRefusal } from "./tencent-client.ts";

const uin = "100000000001";
const instance = `qcs::tcr:ap-guangzhou:uin/${uin}:instance/`;
const everybody = { secretId: "AKIDnobody", secretKey: "nobody-secret" };
const allow = (action: readonly string[] | string, resource: readonly string[] | string = "*", more: object = {}) => ({
  effect: "allow",
  action,
  resource,
  ...more,
});
const deny = (action: readonly string[] | string, resource: readonly string[] | string = "*") => ({
  effect: "deny",
  action,
  resource,
});

let cloud: Tencent;
let user: TencentClients;

beforeAll(async () => {
  cloud = await startTencent({
    settings: { publishedLimits: "off" },
    tencentAccounts: [
      {
        id: uin,
        appId: "1250000001",
        users: [{ name: "somebody", ...everybody, policies: ["own"] }],
        policies: [{ name: "own", document: { version: "2.0", statement: [allow("sts:GetCallerIdentity")] } }],
        registries: [
          { id: "tcr-moordemo", name: "mooring-demo" },
          { id: "tcr-otherone", name: "other-demo" },
        ],
      },
    ],
  });
  user = cloud.clientsWith(everybody);
});
afterAll(() => cloud.emulator.stop());

const usual = Object.fromEntries(Object.values(rightsSettings).map(({ name, values: [first] }) => [name, first]));
beforeEach(() => cloud.world.set(usual));

/** What the user may do from now on. */
function rights(...statement: readonly object[]): void {
  const own = cloud.account.policies.get("own");
  if (own !== undefined) own.document = JSON.stringify({ version: "2.0", statement });
}

const links = (RegistryId = "tcr-moordemo") => user.tcr.DescribeInternalEndpoints({ RegistryId });
const link = () =>
  user.tcr.ManageInternalEndpoint({
    RegistryId: "tcr-moordemo",
    Operation: "Create",
    VpcId: "vpc-none0000",
    SubnetId: "subnet-none0000",
  });
const switchOn = () =>
  user.tcr.CreateInternalEndpointDns({ InstanceId: "tcr-moordemo", VpcId: "vpc-none0000", EniLBIp: "10.0.0.1" });

/** Whether rights alone would let it pass; what the product says then is another matter. */
async function allowed(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    return !String((error as { message: unknown }).message).includes("you are not authorized");
  }
}

describe("a call", () => {
  test("that no policy allows is denied, with its action and its resource", async () => {
    rights(allow("vpc:*"));
    expect(await tencentRefusal(links())).toEqual({
      code: "UnauthorizedOperation",
      message: `you are not authorized to perform operation (tcr:DescribeInternalEndpoints)\nresource (${instance}tcr-moordemo) has no permission`,
    });
  });

  test("is denied before its parameters are looked at, and unknown registries like known ones", async () => {
    rights(allow("vpc:*"));
    expect(await tencentCode(links("tcr-unknown0"))).toBe("UnauthorizedOperation");
    expect(await tencentCode(links(""))).toBe("UnauthorizedOperation");
  });

  test.each([
    ["*", "*", true],
    ["name/tcr:DescribeInternalEndpoints", `${instance}tcr-moordemo`, true],
    ["tcr:Describe*", `${instance}*`, true],
    ["tcr:*", "qcs::tcr:::instance/tcr-moordemo", true],
    ["tcr:*", `qcs::tcr:*:uin/${uin}:*`, true],
    ["tcr:*", `qcs::tcr:ap-*:uin/*:instance/tcr-moor*`, true],
    ["tcr:*", "qcs::*:*:*:*", true],
    ["tcr:*", `${instance}tcr-otherone`, false],
    ["tcr:*", `qcs::tcr:ap-beijing:uin/${uin}:instance/*`, false],
    ["tcr:*", "qcs::tcr:*:uin/100000000009:instance/*", false],
    ["tcr:*", `qcs::vpc:*:uin/${uin}:instance/*`, false],
    ["tcr:describe*", "*", false],
    ["tcr:DescribeInternalEndpoint", "*", false],
  ])("allowed %s on %s is allowed to read links: %s", async (action, resource, wanted) => {
    rights(allow(action, resource));
    expect(await allowed(links())).toBe(wanted);
  });

  test("that one policy denies is denied, whatever others allow", async () => {
    rights(allow("*"), deny("tcr:*", `${instance}tcr-otherone`));
    expect(await allowed(links())).toBe(true);
    expect(await allowed(links("tcr-otherone"))).toBe(false);
  });

  test("of an operation-level action is allowed by the resource * alone", async () => {
    rights(allow("tag:GetResources", `qcs::tag::uin/${uin}:*`), allow("tcr:*", `${instance}*`));
    expect(await allowed(user.tag.GetResources({}))).toBe(false);
    expect(await allowed(user.tcr.DescribeRegions(null))).toBe(false);
    rights(allow("tag:GetResources"), allow("tcr:DescribeRegions"));
    expect(await allowed(user.tag.GetResources({}))).toBe(true);
    expect(await allowed(user.tcr.DescribeRegions(null))).toBe(true);
  });

  test("about zones is checked on the zone; about the service, and to bind networks, on anything", async () => {
    rights(allow("privatedns:*", `qcs::privatedns::uin/${uin}:zone/zone-mine0000`));
    expect(await allowed(user.privatedns.DescribePrivateZone({ ZoneId: "zone-mine0000" }))).toBe(true);
    expect(await allowed(user.privatedns.DescribePrivateZone({ ZoneId: "zone-other000" }))).toBe(false);
    expect(await allowed(user.privatedns.DescribePrivateZoneList({}))).toBe(false);
    expect(await allowed(user.privatedns.DescribePrivateZoneService(null))).toBe(false);
    const bind = { ZoneId: "zone-mine0000", VpcSet: [{ UniqVpcId: "vpc-a0000000", Region: "ap-guangzhou" }] };
    expect(await allowed(user.privatedns.AddSpecifyPrivateZoneVpc(bind))).toBe(false);
  });

  test("to make and to delete networks is checked on the network", async () => {
    rights(allow("vpc:*", `qcs::vpc:ap-guangzhou:uin/${uin}:vpc/vpc-mine0000`));
    expect(await allowed(user.vpc.DeleteVpc({ VpcId: "vpc-mine0000" }))).toBe(true);
    expect(await allowed(user.vpc.DeleteVpc({ VpcId: "vpc-other000" }))).toBe(false);
    expect(await allowed(user.vpc.CreateVpc({ VpcName: "n", CidrBlock: "10.0.0.0/16" }))).toBe(false);
    expect(await allowed(user.vpc.DeleteSubnet({ SubnetId: "subnet-mine0000" }))).toBe(false);
  });
});

describe("conditions", () => {
  test("on the caller's address narrow what is allowed", async () => {
    const from = (block: string) => allow("tcr:*", "*", { condition: { ip_equal: { "qcs:ip": [block] } } });
    rights(from("127.0.0.0/8"));
    expect(await allowed(links())).toBe(true);
    rights(from("192.0.2.0/24"));
    expect(await allowed(links())).toBe(false);
  });

  test("on the tags of a registry allow the tagged ones alone", async () => {
    const tagged = { "for_any_value:string_equal": { "qcs:resource_tag": ["team&platform"] } };
    rights(allow("tcr:*", "*", { condition: tagged }));
    expect(await allowed(links())).toBe(false);
    cloud.account.registries.get("tcr-moordemo")?.tags.set("team", "platform");
    expect(await allowed(links())).toBe(true);
    expect(await allowed(links("tcr-otherone"))).toBe(false);
    cloud.account.registries.get("tcr-moordemo")?.tags.clear();
  });

  const held = (operator: string, wanted: readonly string[], found: readonly string[] | undefined) => {
    const condition = { [operator]: { "qcs:resource_tag": wanted } };
    const text = JSON.stringify({ version: "2.0", statement: [allow("*", "*", { condition })] });
    const present = found === undefined ? {} : { "qcs:resource_tag": found };
    return conditionsHold(parsePolicy(text).statements[0]?.conditions ?? [], present);
  };
  test.each([
    ["string_equal", ["a&b"], ["a&b"], true],
    ["string_equal", ["a&b"], ["A&b"], false],
    ["string_equal", ["a&b"], undefined, false],
    ["string_equal_if_exist", ["a&b"], undefined, true],
    ["string_equal_ignore_case", ["a&b"], ["A&B"], true],
    ["string_not_equal", ["a&b"], ["a&c"], true],
    ["string_not_equal", ["a&b"], ["a&b"], false],
    ["string_not_equal_ignore_case", ["a&b"], ["A&B"], false],
    ["string_like", ["a&*"], ["a&anything"], true],
    ["string_not_like", ["a&*"], ["a&anything"], false],
    ["for_all_value:string_equal", ["a&b", "c&d"], ["a&b", "c&d"], true],
    ["for_all_value:string_equal", ["a&b"], ["a&b", "c&d"], false],
    ["for_any_value:string_equal", ["a&b"], ["a&b", "c&d"], true],
    ["ip_equal", ["10.0.0.0/8"], ["10.1.2.3"], true],
    ["ip_not_equal", ["10.0.0.0/8"], ["10.1.2.3"], false],
    ["ip_not_equal", ["2001:db8::/32"], ["10.1.2.3"], true],
  ])("%s of %j with %j holds: %s", (operator, wanted, found, holds) => {
    expect(held(operator, wanted, found)).toBe(holds);
  });
});

describe("what the vendor does not document", () => {
  const codes = async (settings: Readonly<Record<string, string>>) => {
    cloud.world.set(settings);
    rights(allow("sts:*"));
    return Promise.all([
      tencentCode(links()),
      tencentCode(user.privatedns.DescribePrivateZoneService(null)),
      tencentCode(user.scf.Invoke({ FunctionName: "f" })),
    ]);
  };
  const usualCodes = ["UnauthorizedOperation", "UnauthorizedOperation", "UnauthorizedOperation.CAM"];

  test("the code of a denial is one of several, and products may have their own", async () => {
    expect(await codes({})).toEqual(usualCodes);
    for (const camDenyCode of rightsSettings.camDenyCode.values)
      expect(await codes({ camDenyCode })).toEqual([camDenyCode, camDenyCode, "UnauthorizedOperation.CAM"]);
    cloud.world.set(usual);
    const own = "UnauthorizedOperation.ErrorTcrUnauthorized";
    expect(await codes({ tcrDenyCode: own })).toEqual([own, ...usualCodes.slice(1)]);
    expect((await codes({ scfDenyCode: "as-others" }))[2]).toBe("UnauthorizedOperation");
  });

  test("rights on links are checked on the registry, or on anything", async () => {
    rights(allow("tcr:*", `${instance}tcr-moordemo`));
    expect([await allowed(link()), await allowed(switchOn())]).toEqual([true, true]);
    cloud.world.set({ tcrLinkGranularity: "all" });
    expect([await allowed(link()), await allowed(switchOn()), await allowed(links())]).toEqual([false, false, true]);
    rights(allow("tcr:*"));
    expect([await allowed(link()), await allowed(switchOn())]).toEqual([true, true]);
  });

  test("a list of registries is checked on those it names, or on all", async () => {
    const list = (Registryids: string[]) => allowed(user.tcr.DescribeInstances({ Registryids }));
    rights(allow("tcr:*", `${instance}tcr-moordemo`));
    expect([await list(["tcr-moordemo"]), await list([]), await list(["tcr-moordemo", "tcr-otherone"])]).toEqual([
      true,
      false,
      false,
    ]);
    cloud.world.set({ tcrListGranularity: "all-instances" });
    expect(await list(["tcr-moordemo"])).toBe(false);
    rights(allow("tcr:*", `${instance}*`));
    expect([await list(["tcr-moordemo"]), await list([])]).toEqual([true, true]);
  });

  test("a switch of names may need rights on Private DNS of its caller", async () => {
    rights(allow("tcr:*"));
    expect(await allowed(switchOn())).toBe(true);
    cloud.world.set({ tcrDnsNeedsPrivateDns: true });
    expect((await tencentRefusal(switchOn())).message).toContain("privatedns:CreatePrivateZoneRecord");
    rights(allow("tcr:*"), allow("privatedns:*", `qcs::privatedns::uin/${uin}:zone/*`));
    expect(await allowed(switchOn())).toBe(true);
  });

  test("reading networks is checked on anything, or on the networks of the region", async () => {
    const read = async () => [await allowed(user.vpc.DescribeVpcs({})), await allowed(user.vpc.DescribeSubnets({}))];
    const networks = ["vpc", "subnet"].map((kind) => `qcs::vpc:ap-guangzhou:uin/${uin}:${kind}/*`);
    rights(allow("vpc:*", networks));
    expect(await read()).toEqual([false, false]);
    cloud.world.set({ vpcReadGranularity: "resource" });
    expect(await read()).toEqual([true, true]);
    rights(allow("vpc:*"));
    expect(await read()).toEqual([true, true]);
  });

  test("calls about roles are checked on anything, or on the role", async () => {
    rights(allow("cam:*", `qcs::cam::uin/${uin}:roleName/mooring-*`));
    expect(await allowed(user.cam.GetRole({ RoleName: "mooring-observe" }))).toBe(false);
    cloud.world.set({ camGranularity: "resource" });
    expect(await allowed(user.cam.GetRole({ RoleName: "mooring-observe" }))).toBe(true);
    expect(await allowed(user.cam.GetRole({ RoleName: "other" }))).toBe(false);
  });
});

test("the vendor's policies cover what their names say", async () => {
  const somebody = cloud.account.users[0];
  rights(allow("sts:GetCallerIdentity"));
  const with_ = async (...names: readonly string[]) => {
    somebody?.attached.splice(0);
    for (const name of names) somebody?.attached.push({ type: "QCS", name, at: 0 });
    return [await allowed(links()), await allowed(link()), await allowed(user.vpc.DescribeVpcs({}))];
  };
  expect(await with_()).toEqual([false, false, false]);
  expect(await with_("QcloudTCRFullAccess")).toEqual([true, true, false]);
  expect(await with_("QcloudTCRReadOnlyAccess")).toEqual([true, false, false]);
  expect(await with_("QcloudVPCReadOnlyAccess")).toEqual([false, false, true]);
  expect(await with_("ReadOnlyAccess")).toEqual([true, false, true]);
  expect(await with_("AdministratorAccess")).toEqual([true, true, true]);
  somebody?.attached.splice(0, 9, { type: "User", name: "own", at: 0 });
});

test("a user with no right can do nothing at all", async () => {
  rights(deny("*"));
  expect(tencentActions.length).toBeGreaterThan(80);
  for (const { product, name } of tencentActions) {
    // By name: the SDK has no method for some actions.
    const made = user[product].request(name, {});
    expect(await allowed(made), `${product}:${name}`).toBe(name === "AssumeRole");
  }
});
