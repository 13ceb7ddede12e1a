import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, type Cloud, refusal, startCloud } from "./cloud-client.ts";

const instance = { InstanceId: "cri-mooringdemo01" };
const RegionId = "cn-hangzhou";
let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.stop());

interface Network {
  readonly VpcId: string;
  readonly VswitchId: string;
}

async function newSubnet(VpcId: string, CidrBlock: string): Promise<string> {
  const { VSwitchId } = await cloud.call("vpc", "CreateVSwitch", {
    RegionId,
    VpcId,
    ZoneId: "cn-hangzhou-b",
    CidrBlock,
  });
  return String(VSwitchId);
}

async function newNetwork(cidr = "10.0.0.0/24"): Promise<Network> {
  const VpcId = String((await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/8" }))["VpcId"]);
  return { VpcId, VswitchId: await newSubnet(VpcId, cidr) };
}

const link = (network: object, more: object = {}) =>
  cloud.call("cr", "CreateInstanceVpcEndpointLinkedVpc", { ...instance, ...network, ...more });
const unlink = (network: object, more: object = {}) =>
  cloud.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", { ...instance, ...network, ...more });
const endpoint = (more: object = {}) =>
  cloud.call("cr", "GetInstanceVpcEndpoint", { ...instance, ModuleName: "Registry", ...more });
const links = async (more: object = {}) => (await endpoint(more))["LinkedVpcs"] as readonly Body[];

async function freeAddresses({ VswitchId }: Network): Promise<unknown> {
  return (await cloud.call("vpc", "DescribeVSwitchAttributes", { RegionId, VSwitchId: VswitchId }))[
    "AvailableIpAddressCount"
  ];
}

describe("instances", () => {
  test("the envelope carries Code, IsSuccess and RequestId", async () => {
    const answer = await cloud.call("cr", "GetInstanceCount");
    expect(answer).toMatchObject({ Code: "success", IsSuccess: true, Count: 1 });
    expect(answer["RequestId"]).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });

  test("ListInstance tells times as texts and the region, GetInstance times as numbers and no region", async () => {
    const listed = await cloud.call("cr", "ListInstance", { PageSize: 1 });
    expect(listed).toMatchObject({ PageNo: 1, PageSize: 1, TotalCount: 1 });
    expect((listed["Instances"] as Body[])[0]).toMatchObject({
      ...instance,
      InstanceName: "prod",
      InstanceSpecification: "Enterprise_Advanced",
      InstanceStatus: "RUNNING",
      RegionId,
      CreateTime: expect.stringMatching(/^\d{13}$/),
    });
    const one = await cloud.call("cr", "GetInstance", instance);
    expect(one).toMatchObject({ ...instance, CreateTime: expect.any(Number) });
    expect(one).not.toHaveProperty("RegionId");
  });

  test("a page after the last, a filter that nothing meets: empty lists", async () => {
    expect((await cloud.call("cr", "ListInstance", { PageNo: 2 }))["Instances"]).toEqual([]);
    expect((await cloud.call("cr", "ListInstance", { InstanceStatus: "STOPPED" }))["TotalCount"]).toBe(0);
  });

  test("an unknown instance is HTTP 200 with IsSuccess false, or HTTP 400, as the setting says", async () => {
    const unknown = { InstanceId: "cri-nobody" };
    expect(await cloud.call("cr", "GetInstance", unknown)).toMatchObject({
      IsSuccess: false,
      Code: "INSTANCE_NOT_EXIST",
    });
    cloud.world.set({ failedReadForm: "error-body" });
    expect(await refusal(cloud.call("cr", "GetInstance", unknown))).toEqual({
      code: "INSTANCE_NOT_EXIST",
      status: 400,
    });
    cloud.world.set({ refusalStatus: 404 });
    expect(await refusal(cloud.call("cr", "GetInstance", unknown))).toEqual({
      code: "INSTANCE_NOT_EXIST",
      status: 404,
    });
  });

  test("an instance that is not running answers no question about its endpoints", async () => {
    const account = cloud.world.alibaba.accounts.get(cloud.account);
    const found = account?.instances.get(instance.InstanceId);
    if (found !== undefined) found.status = "STOPPED";
    expect(await endpoint()).toMatchObject({ IsSuccess: false, Code: "INSTANCE_STATUS_NOT_SUPPORT" });
    expect(await cloud.call("cr", "GetInstance", instance)).toMatchObject({ InstanceStatus: "STOPPED" });
  });

  test("quota and usage are texts, or left out", async () => {
    await link(await newNetwork());
    expect(await cloud.call("cr", "GetInstanceUsage", instance)).toMatchObject({ VpcQuota: "20", VpcUsage: "1" });
    cloud.world.set({ quotaShown: "absent" });
    expect(await cloud.call("cr", "GetInstanceUsage", instance)).not.toHaveProperty("VpcQuota");
  });

  test("ListInstanceRegion names the region of the instance", async () => {
    const { Regions } = await cloud.call("cr", "ListInstanceRegion", { Lang: "en_US" });
    expect(Regions).toContainEqual({ LocalName: RegionId, RegionId });
  });

  test("the endpoint lists carry names as objects, the VPC endpoint as texts", async () => {
    const { Endpoints } = await cloud.call("cr", "ListInstanceEndpoint", { ...instance, ModuleName: "Registry" });
    expect(Endpoints).toMatchObject([
      { EndpointType: "internet", Domains: [{ Type: "SYSTEM", Domain: "prod-registry.cn-hangzhou.cr.aliyuncs.com" }] },
      { EndpointType: "vpc", Domains: [{ Type: "SYSTEM", Domain: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com" }] },
    ]);
    const outside = { ...instance, EndpointType: "internet" };
    expect(await cloud.call("cr", "GetInstanceEndpoint", outside)).toMatchObject({ Enable: false, AclEntries: [] });
    expect(await endpoint({ ModuleName: "Chart" })).toMatchObject({
      ModuleName: "Chart",
      Domains: ["prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com"],
      LinkedVpcs: [],
    });
  });
});

describe("links: parameters", () => {
  const complete = { ...instance, VpcId: "vpc-x", VswitchId: "vsw-x" };
  const create = (query: object) => cloud.call("cr", "CreateInstanceVpcEndpointLinkedVpc", query);

  test.each(["InstanceId", "VpcId", "VswitchId"])("%s is mandatory", async (name) => {
    expect(await refusal(create({ ...complete, [name]: undefined }))).toEqual({ code: `Missing${name}`, status: 400 });
  });

  test("ModuleName is Registry or Chart", async () => {
    const wrong = { ...complete, ModuleName: "registry" };
    expect(await refusal(create(wrong))).toEqual({ code: "InvalidModuleName", status: 400 });
  });

  test("EnableCreateDNSRecordInPvzt is true or false", async () => {
    const wrong = { ...complete, EnableCreateDNSRecordInPvzt: "yes" };
    expect(await refusal(create(wrong))).toEqual({ code: "InvalidEnableCreateDNSRecordInPvzt", status: 400 });
  });

  test("ModuleName left out means Registry, or is refused", async () => {
    const query = { ...instance };
    expect(await cloud.call("cr", "GetInstanceVpcEndpoint", query)).toMatchObject({ ModuleName: "Registry" });
    cloud.world.set({ moduleLeftOut: "refused", failedReadForm: "error-body" });
    expect((await refusal(cloud.call("cr", "GetInstanceVpcEndpoint", query))).code).toBe("MissingModuleName");
  });
});

describe("links: life", () => {
  test("a link is CREATING without an address, RUNNING with one of its vSwitch, and takes exactly one", async () => {
    const network = await newNetwork();
    expect(await freeAddresses(network)).toBe(252);
    expect(await link(network)).toEqual({ Code: "success", IsSuccess: true, RequestId: expect.any(String) });
    expect(await links()).toEqual([{ ...network, Ip: "", Status: "CREATING", DefaultAccess: true }]);
    await cloud.world.clock.advance(80_000);
    expect(await links()).toMatchObject([{ Status: "CREATING" }]);
    await cloud.world.clock.advance(10_000);
    expect(await links()).toMatchObject([{ ...network, Ip: "10.0.0.1", Status: "RUNNING" }]);
    expect(await freeAddresses(network)).toBe(251);
  });

  test("a vSwitch cannot be deleted while a link holds an address of it, and can afterwards", async () => {
    const network = await newNetwork();
    await link(network);
    const removal = () => cloud.call("vpc", "DeleteVSwitch", { RegionId, VSwitchId: network.VswitchId });
    expect(await refusal(removal())).toEqual({ code: "DependencyViolation", status: 400 });
    await unlink(network);
    expect(await links()).toMatchObject([{ Status: "DELETING" }]);
    expect((await refusal(removal())).code).toBe("DependencyViolation");
    await cloud.world.clock.advance(20_000);
    expect(await links()).toEqual([]);
    expect(await freeAddresses(network)).toBe(252);
    await removal();
  });

  test("a link made again gets another address", async () => {
    const network = await newNetwork();
    const addressOnce = async () => {
      await link(network);
      await cloud.world.clock.advance(90_000);
      const [ready] = await links();
      await unlink(network);
      await cloud.world.clock.advance(20_000);
      return ready?.["Ip"];
    };
    expect([await addressOnce(), await addressOnce(), await addressOnce()]).toEqual([
      "10.0.0.1",
      "10.0.0.2",
      "10.0.0.3",
    ]);
  });

  test("a link deleted while CREATING never becomes ready", async () => {
    const network = await newNetwork();
    await link(network);
    cloud.world.set({ linkGoneMs: 180_000 });
    await unlink(network);
    await cloud.world.clock.advance(100_000);
    expect(await links()).toMatchObject([{ Status: "DELETING" }]);
    await cloud.world.clock.advance(80_000);
    expect(await links()).toEqual([]);
  });

  test("deleting a link that is not there says INSTANCE_ACCESS_NOT_EXIST, also with another vSwitch of the VPC", async () => {
    const network = await newNetwork();
    await link(network);
    const other = { VpcId: network.VpcId, VswitchId: await newSubnet(network.VpcId, "10.1.0.0/24") };
    expect((await refusal(unlink(other))).code).toBe("INSTANCE_ACCESS_NOT_EXIST");
    expect((await refusal(unlink(network, { ModuleName: "Chart" }))).code).toBe("INSTANCE_ACCESS_NOT_EXIST");
  });

  test("Registry and Chart are linked apart and count once, or twice, against the quota", async () => {
    const network = await newNetwork();
    await link(network);
    await link(network, { ModuleName: "Chart" });
    expect(await links({ ModuleName: "Chart" })).toHaveLength(1);
    const used = async () => (await cloud.call("cr", "GetInstanceUsage", instance))["VpcUsage"];
    expect(await used()).toBe("1");
    cloud.world.set({ quotaCounts: "links" });
    expect(await used()).toBe("2");
  });

  test("the quota refuses the link after the last one, and frees a place when one is gone", async () => {
    const found = cloud.world.alibaba.accounts.get(cloud.account)?.instances.get(instance.InstanceId);
    if (found !== undefined) found.vpcQuota = 1;
    const first = await newNetwork();
    const second = await newNetwork();
    await link(first);
    expect(await refusal(link(second))).toEqual({ code: "INSTANCE_ACCESS_VPC_LIMIT_EXCEED", status: 400 });
    expect(await freeAddresses(second)).toBe(252);
    await unlink(first);
    await cloud.world.clock.advance(20_000);
    await link(second);
    expect(await links()).toHaveLength(1);
  });

  test("with EnableCreateDNSRecordInPvzt the service-linked role comes with the link, without it does not", async () => {
    const roles = cloud.world.alibaba.accounts.get(cloud.account)?.roles;
    await link(await newNetwork(), { EnableCreateDNSRecordInPvzt: false });
    expect([...(roles?.keys() ?? [])]).toEqual([]);
    await link(await newNetwork(), { EnableCreateDNSRecordInPvzt: true });
    expect([...(roles?.values() ?? [])]).toMatchObject([
      {
        name: "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone",
        serviceName: "access-customer-privatezone.cr.aliyuncs.com",
      },
    ]);
  });

  test("a link without the service-linked role says NO_PRIVATE_ZONE_AUTHORIZED, one with it says nothing", async () => {
    const first = await newNetwork();
    await link(first);
    await cloud.world.clock.advance(90_000);
    expect(await links()).toMatchObject([{ Status: "RUNNING", Issue: "NO_PRIVATE_ZONE_AUTHORIZED" }]);
    const second = await newNetwork();
    await link(second, { EnableCreateDNSRecordInPvzt: true });
    await cloud.world.clock.advance(90_000);
    expect((await links())[1]).not.toHaveProperty("Issue");
  });
});

describe("links: refusals and settings", () => {
  test("a vSwitch of another VPC, and one that is not there", async () => {
    const one = await newNetwork();
    const other = await newNetwork();
    const mixed = { VpcId: one.VpcId, VswitchId: other.VswitchId };
    expect((await refusal(link(mixed))).code).toBe("VSWITCH_NOT_EXIST");
    expect((await refusal(link({ ...one, VswitchId: "vsw-nobody" }))).code).toBe("VSWITCH_NOT_EXIST");
  });

  test.each(["VPC_NOT_EXIST", "VSWITCH_NOT_EXIST", "INVALID_PARAMETER"])("a foreign VPC: %s", async (code) => {
    cloud.world.set({ foreignVpcCode: code });
    expect((await refusal(link({ VpcId: "vpc-foreign", VswitchId: "vsw-foreign" }))).code).toBe(code);
  });

  test.each(["INSTANCE_ACCESS_ALREADY_EXIST", "INSTANCE_ACCESS_EXIST"])("a repeated link: %s", async (code) => {
    cloud.world.set({ repeatedLinkCode: code });
    const network = await newNetwork();
    await link(network);
    expect((await refusal(link(network))).code).toBe(code);
    expect(await freeAddresses(network)).toBe(251);
  });

  test("a repeated link that counts as done takes no second address", async () => {
    cloud.world.set({ repeatedLinkCode: "success" });
    const network = await newNetwork();
    await link(network);
    await link(network);
    expect(await links()).toHaveLength(1);
    expect(await freeAddresses(network)).toBe(251);
  });

  test.each(["INSTANCE_ACCESS_ALREADY_EXIST", "INSTANCE_ACCESS_VPC_EXIST"])("a second vSwitch: %s", async (code) => {
    cloud.world.set({ secondSubnetCode: code });
    const { VpcId, VswitchId } = await newNetwork();
    await link({ VpcId, VswitchId });
    expect((await refusal(link({ VpcId, VswitchId: await newSubnet(VpcId, "10.1.0.0/24") }))).code).toBe(code);
  });

  test.each(["VSWITCH_IP_NOT_ENOUGH", "SLB_SERVICE_ERROR"])("no address left: %s", async (code) => {
    cloud.world.set({ noAddressCode: code });
    const network = await newNetwork("10.0.0.0/29");
    const modules = ["Registry", "Chart"];
    const vswitch = cloud.world.alibaba.accounts.get(cloud.account)?.vswitches.get(network.VswitchId);
    for (const host of [1, 2, 3]) vswitch?.takenAddresses.set(`10.0.0.${host}`, "somebody");
    await link(network, { ModuleName: modules[0] });
    expect(await freeAddresses(network)).toBe(0);
    expect((await refusal(link(network, { ModuleName: modules[1] }))).code).toBe(code);
  });

  test("writes fail in the envelope when the setting says so", async () => {
    cloud.world.set({ failedWriteForm: "envelope" });
    expect(await link({ VpcId: "vpc-foreign", VswitchId: "vsw-foreign" })).toMatchObject({
      IsSuccess: false,
      Code: "VPC_NOT_EXIST",
    });
  });

  test("the address while CREATING is empty, absent or present", async () => {
    await link(await newNetwork());
    cloud.world.set({ addressWhileCreating: "absent" });
    expect((await links())[0]).not.toHaveProperty("Ip");
    cloud.world.set({ addressWhileCreating: "present" });
    expect(await links()).toMatchObject([{ Ip: "10.0.0.1", Status: "CREATING" }]);
  });

  test("a link may fail, or never be done", async () => {
    cloud.world.set({ linkOutcome: "CREATE_FAILED" });
    await link(await newNetwork());
    await cloud.world.clock.advance(90_000);
    cloud.world.set({ linkOutcome: "CREATING" });
    await link(await newNetwork());
    await cloud.world.clock.advance(600_000);
    expect((await links()).map((one) => one["Status"])).toEqual(["CREATE_FAILED", "CREATING"]);
  });

  test("a new link may be listed late; an endpoint without links may have no list", async () => {
    cloud.world.set({ linkListedMs: 5_000, noLinks: "absent", endpointEnabledWithoutLinks: false });
    await link(await newNetwork());
    const before = await endpoint();
    expect(before).not.toHaveProperty("LinkedVpcs");
    expect(before["Enable"]).toBe(false);
    await cloud.world.clock.advance(5_000);
    expect(await links()).toHaveLength(1);
  });

  test("DefaultAccess goes to the first link, and moves on or does not when that goes", async () => {
    cloud.world.set({ defaultAccessMoves: true });
    const [first, second] = [await newNetwork(), await newNetwork()];
    await link(first);
    await link(second);
    expect((await links()).map((one) => one["DefaultAccess"])).toEqual([true, false]);
    await unlink(first);
    await cloud.world.clock.advance(20_000);
    expect(await links()).toMatchObject([{ VpcId: second.VpcId, DefaultAccess: true }]);
  });

  test("a module that the instance does not have is refused", async () => {
    const seeds = [
      { ...cloudAccount(), registries: [{ id: instance.InstanceId, name: "prod", parts: ["Registry"] }] },
    ] as const;
    const small = await startCloud({ accounts: seeds });
    try {
      const answer = await small.call("cr", "GetInstanceVpcEndpoint", { ...instance, ModuleName: "Chart" });
      expect(answer).toMatchObject({ IsSuccess: false, Code: "MODULE_NOT_SUPPORT" });
    } finally {
      await small.emulator.stop();
    }
  });
});

function cloudAccount() {
  return { id: cloud.account, users: [cloud.user] };
}
