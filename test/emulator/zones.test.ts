import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newRole } from "../../emulator/alibaba/rights/role.ts";
import type { Account, LinkedVpc, PrivateZone, RegistryInstance } from "../../emulator/alibaba/state.ts";
import { serveDns } from "../../emulator/dns/serve.ts";
import type { DnsServers } from "../../emulator/dns/servers.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { addresses } from "./dns-client.ts";
import { accounts, startWorld } from "./pvtz-world.ts";

const registryName = "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com";
const chartName = "prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com";

let world: Awaited<ReturnType<typeof startWorld>>;
let dns: DnsServers;
/** Third part of the next vSwitch, so that no two links ever get the same address. */
let subnet = 1;

async function start(settings: Readonly<Record<string, SettingValue>> = {}): Promise<void> {
  world = await startWorld(settings);
  dns = serveDns(world.emulator);
}
async function under(settings: Readonly<Record<string, SettingValue>>): Promise<void> {
  await world.emulator.stop();
  await start(settings);
}
beforeEach(() => start());
afterEach(() => world.emulator.stop());

const settle = () => world.emulator.world.clock.advance(600_000);

/** A VPC with one vSwitch. */
async function newNetwork() {
  const VpcId = await world.newVpc();
  const at = { RegionId: "cn-hangzhou", ZoneId: "cn-hangzhou-h", VpcId };
  const vswitch = await world.home("vpc", "CreateVSwitch", { ...at, CidrBlock: `192.168.${subnet++}.0/24` });
  await settle();
  return { VpcId, VswitchId: String(vswitch["VSwitchId"]) };
}
type Network = Awaited<ReturnType<typeof newNetwork>>;

/** Links a network and lets it become ready. */
async function link(network: Network, { EnableCreateDNSRecordInPvzt = true, ModuleName = "Registry" } = {}) {
  const call = { InstanceId: "cri-prod", ...network, ModuleName, EnableCreateDNSRecordInPvzt };
  await world.home("cr", "CreateInstanceVpcEndpointLinkedVpc", call);
  await settle();
  return linkOf(network, ModuleName);
}
async function unlink(network: Network, ModuleName = "Registry"): Promise<void> {
  await world.home("cr", "DeleteInstanceVpcEndpointLinkedVpc", { InstanceId: "cri-prod", ...network, ModuleName });
  await settle();
}
async function linkOf({ VpcId }: Network, ModuleName = "Registry") {
  const endpoint = await world.home("cr", "GetInstanceVpcEndpoint", { InstanceId: "cri-prod", ModuleName });
  return (endpoint["LinkedVpcs"] as { VpcId: string; Ip: string; Status: string; Issue?: string }[]).find(
    (one) => one.VpcId === VpcId,
  );
}

async function ask({ VpcId }: Network, name: string): Promise<string> {
  const resolver = (await dns.networks()).find(({ vpcId }) => vpcId === VpcId);
  if (resolver === undefined) throw new Error(`no resolver for ${VpcId}`);
  return addresses(resolver, name);
}

const state = (): Account => {
  const account = world.emulator.world.alibaba.accounts.get(accounts.home.id);
  if (account === undefined) throw new Error("no account");
  return account;
};
const instance = (): RegistryInstance => {
  const found = state().instances.get("cri-prod");
  if (found === undefined) throw new Error("no instance");
  return found;
};
const zones = (): readonly PrivateZone[] => [...state().zones.values()];
const zone = (): PrivateZone => {
  const [only, ...more] = zones();
  if (only === undefined || more.length > 0) throw new Error(`${zones().length} zones`);
  return only;
};
const record = (): PrivateZone["records"][number] => {
  const [only] = zone().records;
  if (only === undefined) throw new Error("no record");
  return only;
};

describe("a link that becomes ready", () => {
  it.each([
    ["zone-per-name", { name: registryName, type: "AUTH_ZONE", proxyPattern: "ZONE" }, "@"],
    ["record-pattern", { name: registryName, type: "AUTH_ZONE", proxyPattern: "RECORD" }, "@"],
    ["product-zone", { name: registryName, type: "CLOUD_PRODUCT_ZONE", proxyPattern: "ZONE" }, "@"],
    ["parent-zone", { name: "cn-hangzhou.cr.aliyuncs.com", proxyPattern: "RECORD" }, "prod-registry-vpc"],
  ])("gets its zone under layout %s, and the name resolves in its VPC alone", async (zoneLayout, wanted, rr) => {
    await under({ zoneLayout, firstLinkDefaultAccess: false });
    const [one, two] = [await newNetwork(), await newNetwork()];
    const first = await link(one);
    expect(zone()).toMatchObject({
      ...wanted,
      records: [{ rr, type: "A", value: first?.Ip, ttl: 60, status: "ENABLE" }],
      bindings: [{ vpcId: one.VpcId, region: "cn-hangzhou", userId: null }],
      creatorSubType: "STS",
    });
    expect([await ask(one, registryName), await ask(two, registryName)]).toEqual([first?.Ip, "NXDOMAIN"]);
    const second = await link(two);
    expect([await ask(one, registryName), await ask(two, registryName)]).toEqual([first?.Ip, second?.Ip]);
    expect(first?.Ip).not.toBe(second?.Ip);
    expect(zones()).toHaveLength(2);
  });

  it.each(["zone-per-name", "record-pattern", "product-zone", "parent-zone"])(
    "serves both modules of one VPC under layout %s",
    async (zoneLayout) => {
      await under({ zoneLayout });
      const network = await newNetwork();
      const registry = await link(network);
      const chart = await link(network, { ModuleName: "Chart" });
      expect(await ask(network, registryName)).toBe(registry?.Ip);
      expect(await ask(network, chartName)).toBe(chart?.Ip);
      await unlink(network, "Chart");
      expect([await ask(network, registryName), await ask(network, chartName)]).toEqual([registry?.Ip, "NXDOMAIN"]);
    },
  );

  it("a product zone is hidden from DescribeZones and refuses writes", async () => {
    await under({ zoneLayout: "product-zone" });
    await link(await newNetwork());
    const [RecordId, ZoneId] = [record().id, zone().id];
    expect(await world.pvtz("DescribeZones")).toMatchObject({ TotalItems: 0 });
    expect(await world.pvtz("DescribeZones", { ZoneType: "CLOUD_PRODUCT_ZONE" })).toMatchObject({ TotalItems: 1 });
    const writes: [string, object][] = [
      ["SetZoneRecordStatus", { RecordId, Status: "DISABLE" }],
      ["DeleteZoneRecord", { RecordId }],
      ["UpdateZoneRecord", { RecordId, Rr: "@", Type: "A", Value: "10.0.0.1" }],
      ["AddZoneRecord", { ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1" }],
      ["BindZoneVpc", { ZoneId }],
      ["SetProxyPattern", { ZoneId, ProxyPattern: "RECORD" }],
      ["UpdateZoneRemark", { ZoneId, Remark: "x" }],
      ["UpdateRecordRemark", { RecordId, Remark: "x" }],
      ["DeleteZone", { ZoneId }],
    ];
    for (const [action, query] of writes)
      await expect(world.pvtz(action, query), action).rejects.toMatchObject({ code: "Zone.NotSupport" });
  });

  it("gets no zone without the service-linked role, says so, and still resolves by default access", async () => {
    const network = await newNetwork();
    const made = await link(network, { EnableCreateDNSRecordInPvzt: false });
    expect(made).toMatchObject({ Status: "RUNNING", Issue: "NO_PRIVATE_ZONE_AUTHORIZED" });
    expect(zones()).toEqual([]);
    expect(await ask(network, registryName)).toBe(made?.Ip);
    const other = await newNetwork();
    await link(other, { EnableCreateDNSRecordInPvzt: false });
    expect(await ask(other, registryName)).toBe("NXDOMAIN");
  });

  it("gets a zone without being asked to once the role is there", async () => {
    await link(await newNetwork());
    const network = await newNetwork();
    const made = await link(network, { EnableCreateDNSRecordInPvzt: false });
    expect(await ask(network, registryName)).toBe(made?.Ip);
    expect(zones()).toHaveLength(2);
  });

  it("is RUNNING with an issue when somebody's zone of that name is bound to the VPC", async () => {
    const network = await newNetwork();
    const ZoneId = await world.newZone(registryName);
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: network.VpcId, RegionId: "cn-hangzhou" }] });
    const made = await link(network);
    expect(made).toMatchObject({ Status: "RUNNING", Issue: `PRIVATE_ZONE_CONFLICT_AT_${ZoneId}` });
    expect(zones()).toHaveLength(1);
    expect(await ask(network, registryName)).toBe("NOERROR");
  });

  it("does not take over the service's zone of another VPC that somebody bound here as well", async () => {
    const [one, two] = [await newNetwork(), await newNetwork()];
    const first = await link(one);
    const both = [one, two].map(({ VpcId }) => ({ VpcId, RegionId: "cn-hangzhou" }));
    await world.pvtz("BindZoneVpc", { ZoneId: zone().id, Vpcs: both });
    expect(await link(two)).toMatchObject({ Issue: `PRIVATE_ZONE_CONFLICT_AT_${zone().id}` });
    expect([await ask(one, registryName), await ask(two, registryName)]).toEqual([first?.Ip, first?.Ip]);
  });

  it.each([
    ["issue", { Issue: "NO_PRIVATE_ZONE_AUTHORIZED" }, 0],
    ["silent", {}, 0],
    ["makes-zones", {}, 1],
  ])("while PrivateZone is closed: %s", async (linkWithPrivateZoneClosed, expected, count) => {
    await under({ linkWithPrivateZoneClosed });
    state().privateZoneService = "CLOSED";
    const made = await link(await newNetwork());
    expect(made).toMatchObject({ Status: "RUNNING", ...expected });
    expect("Issue" in expected).toBe((made?.Issue ?? "") !== "");
    expect(zones()).toHaveLength(count);
  });

  it("its writes stand in the change log under the service's role", async () => {
    await link(await newNetwork());
    const logs = await world.pvtz("DescribeChangeLogs", { EntityType: "PV_RECORD" });
    expect(logs).toMatchObject({ ChangeLogs: { ChangeLog: [{ OperAction: "add", CreatorSubType: "STS" }] } });
    expect(JSON.stringify(logs)).toContain("AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone");
  });
});

describe("a link that is removed", () => {
  it("takes its unchanged zone along", async () => {
    const network = await newNetwork();
    await link(network);
    await unlink(network);
    expect(zones()).toEqual([]);
    expect(await ask(network, registryName)).toBe("NXDOMAIN");
  });

  it.each<[string, () => void]>([
    ["another address", () => Object.assign(record(), { value: "10.9.9.9" })],
    ["a disabled record", () => Object.assign(record(), { status: "DISABLE" })],
    ["a record more", () => zone().records.push({ ...record(), id: 1, rr: "www" })],
    [
      "another binding",
      () => zone().bindings.push({ vpcId: "vpc-x", region: "cn-hangzhou", type: "STANDARD", userId: null }),
    ],
    ["no binding", () => Object.assign(zone(), { bindings: [] })],
  ])("leaves a zone with %s alone", async (_, change) => {
    const network = await newNetwork();
    await link(network);
    change();
    const before = structuredClone(zone());
    await unlink(network);
    expect(zone()).toEqual(before);
  });

  it("leaves its zone by setting, and the next link of that VPC uses it with the new address", async () => {
    await under({ unlinkedZone: "left" });
    const network = await newNetwork();
    await link(network);
    const { id } = zone();
    await unlink(network);
    expect(zone().id).toBe(id);
    record().value = "10.9.9.9";
    const again = await link(network);
    expect(again?.Issue ?? "").toBe("");
    expect(zone().id).toBe(id);
    expect(await ask(network, registryName)).toBe(again?.Ip);
  });
});

describe("a zone that somebody broke", () => {
  const breaks: [string, () => void, string][] = [
    ["record disabled", () => Object.assign(record(), { status: "DISABLE" }), "NOERROR"],
    ["record gone", () => zone().records.splice(0), "NOERROR"],
    ["another address", () => Object.assign(record(), { value: "10.9.9.9" }), "10.9.9.9"],
    ["unbound", () => Object.assign(zone(), { bindings: [] }), "NXDOMAIN"],
    ["zone gone", () => state().zones.clear(), "NXDOMAIN"],
  ];

  it.each(breaks)("%s: stays broken when another link becomes ready", async (_, change, broken) => {
    await under({ firstLinkDefaultAccess: false });
    const network = await newNetwork();
    await link(network);
    change();
    expect(await ask(network, registryName)).toBe(broken);
    await link(await newNetwork());
    expect(await ask(network, registryName)).toBe(broken);
  });

  it.each(breaks)("%s: is healed by the next link, by setting", async (_, change, broken) => {
    await under({ firstLinkDefaultAccess: false, serviceHeals: "on-next-link" });
    const network = await newNetwork();
    const made = await link(network);
    change();
    expect(await ask(network, registryName)).toBe(broken);
    await link(await newNetwork());
    expect(await ask(network, registryName)).toBe(made?.Ip);
  });
});

it("the next link puts the pattern of the service's zones back, by setting", async () => {
  await under({ serviceHeals: "on-next-link" });
  await link(await newNetwork());
  const broken = zone();
  broken.proxyPattern = "RECORD";
  await link(await newNetwork());
  expect(broken.proxyPattern).toBe("ZONE");
});

describe("a VPC of another account", () => {
  /** A shared vSwitch cannot be made here: the link stands in the state, and the service is told. */
  async function linkForeign(sharedNetworkZoneAccount: "vpc-owner" | "registry-owner") {
    await under({ sharedNetworkZoneAccount });
    const { linkBecameReady } = await import("../../emulator/alibaba/zones/link-zones.ts");
    const VpcId = await world.newVpc(world.other);
    const { alibaba, settings, clock, ids } = world.emulator.world;
    for (const account of alibaba.accounts.values()) {
      const name = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";
      account.roles.set(name.toLowerCase(), newRole({ name, serviceName: "x", now: 0 }));
    }
    const made: LinkedVpc = {
      module: "Registry",
      vpcId: VpcId,
      vswitchId: "vsw-shared",
      createdAt: 0,
      ip: "10.8.0.1",
      status: "RUNNING",
      defaultAccess: false,
      issue: null,
      wantsRecords: true,
      zones: new Set(),
    };
    instance().links.push(made);
    linkBecameReady({ account: state(), state: alibaba, settings, clock, ids }, instance(), made);
    return { VpcId, VswitchId: "vsw-shared" };
  }

  it("has its zone in its owner's PrivateZone", async () => {
    const network = await linkForeign("vpc-owner");
    expect(zones()).toEqual([]);
    expect(await world.other("pvtz", "DescribeZones")).toMatchObject({ TotalItems: 1 });
    expect(await ask(network, registryName)).toBe("10.8.0.1");
  });

  it("has its zone in the registry's account, by setting", async () => {
    const network = await linkForeign("registry-owner");
    expect(zone().bindings).toMatchObject([{ vpcId: network.VpcId, userId: accounts.other.id }]);
    expect(await ask(network, registryName)).toBe("10.8.0.1");
    expect(await world.pvtz("DescribeZones", { QueryVpcId: network.VpcId })).toMatchObject({ TotalItems: 1 });
    world.emulator.world.set({ queryBySharedVpc: "not-found" });
    expect(await world.pvtz("DescribeZones", { QueryVpcId: network.VpcId })).toMatchObject({ TotalItems: 0 });
  });
});

describe("resolution inside a VPC", () => {
  const publicName = "prod-registry.cn-hangzhou.cr.aliyuncs.com";

  it("knows the registry's public name everywhere, and the VPC name only where it is linked", async () => {
    const network = await newNetwork();
    expect([await ask(network, publicName), await ask(network, registryName)]).toEqual(["203.0.113.10", "NXDOMAIN"]);
  });

  it("default access answers once the link is RUNNING, not before", async () => {
    const network = await newNetwork();
    const call = { InstanceId: "cri-prod", ...network, ModuleName: "Registry" };
    await world.home("cr", "CreateInstanceVpcEndpointLinkedVpc", call);
    expect(await ask(network, registryName)).toBe("NXDOMAIN");
    await settle();
    expect(await ask(network, registryName)).toBe((await linkOf(network))?.Ip);
  });

  it.each([
    ["public", "NXDOMAIN", "203.0.113.10"],
    ["servfail", "SERVFAIL", "SERVFAIL"],
    ["refused", "REFUSED", "REFUSED"],
  ])("with a DHCP options set of its own: %s", async (customResolver, own, common) => {
    await under({ customResolver });
    const network = await newNetwork();
    const made = await link(network);
    expect(await ask(network, registryName)).toBe(made?.Ip);
    const vpc = state().vpcs.get(network.VpcId);
    if (vpc !== undefined) vpc.dhcpOptionsSetId = "dopt-own";
    expect([await ask(network, registryName), await ask(network, publicName)]).toEqual([own, common]);
  });

  it("a hand-made zone above the name shadows default access, a RECORD pattern too", async () => {
    const network = await newNetwork();
    const made = await link(network, { EnableCreateDNSRecordInPvzt: false });
    expect(await ask(network, registryName)).toBe(made?.Ip);
    const ZoneId = await world.newZone("cr.aliyuncs.com");
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: network.VpcId, RegionId: "cn-hangzhou" }] });
    expect([await ask(network, registryName), await ask(network, publicName)]).toEqual(["NXDOMAIN", "NXDOMAIN"]);
    await world.pvtz("SetProxyPattern", { ZoneId, ProxyPattern: "RECORD" });
    expect([await ask(network, registryName), await ask(network, publicName)]).toEqual(["NXDOMAIN", "203.0.113.10"]);
  });

  it.each([
    ["stops", "NXDOMAIN"],
    ["goes-on", "address"],
  ])("while the account is overdue: %s", async (resolutionWhenClosed, expected) => {
    await under({ resolutionWhenClosed, firstLinkDefaultAccess: false });
    const network = await newNetwork();
    const made = await link(network);
    state().privateZoneService = "IN_DEBT_OVER_DUE";
    expect(await ask(network, registryName)).toBe(expected === "address" ? made?.Ip : expected);
  });

  it("a NORMAL_ZONE shows a change after the TTL, a FAST_ZONE at once", async () => {
    const change = async (dnsGroup: string) => {
      await under({ dnsGroup });
      const network = await newNetwork();
      const made = await link(network);
      expect(await ask(network, registryName)).toBe(made?.Ip);
      await world.pvtz("UpdateZoneRecord", { RecordId: record().id, Rr: "@", Type: "A", Value: "10.9.9.9" });
      const soon = await ask(network, registryName);
      await settle();
      return [soon === made?.Ip, await ask(network, registryName)];
    };
    expect(await change("FAST_ZONE")).toEqual([false, "10.9.9.9"]);
    expect(await change("NORMAL_ZONE")).toEqual([true, "10.9.9.9"]);
  });

  it("GET /_emulator/networks lists a resolver for each VPC there is", async () => {
    const list = async () => (await (await fetch(`${world.url}/_emulator/networks`)).json()) as { vpcId: string }[];
    expect(await list()).toEqual([]);
    const VpcId = await world.newVpc();
    const [only] = await list();
    expect(only).toEqual({
      cloud: "alibaba",
      account: accounts.home.id,
      region: "cn-hangzhou",
      vpcId: VpcId,
      resolver: expect.stringMatching(/^127\./),
      port: expect.any(Number),
    });
    await world.home("vpc", "DeleteVpc", { RegionId: "cn-hangzhou", VpcId });
    expect(await list()).toEqual([]);
  });
});
