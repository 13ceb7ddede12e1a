import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { continueTencentAccount } from "../../emulator/tencent/continue.ts";
import { tencentCode } from "./tencent-client.ts";
import { type Network, type Networks, otherAccount, RegistryId, registry, startNetworks } from "./tencent-network.ts";

let cloud: Networks;
beforeEach(async () => {
  cloud = await startNetworks({}, [otherAccount]);
});
afterEach(() => cloud.emulator.stop());

const set = (settings: Readonly<Record<string, SettingValue>>) => cloud.world.set(settings);
const create = (network: Network, more: object = {}) => cloud.manage("Create", network, more);
const remove = (network: Network, more: object = {}) => cloud.manage("Delete", network, more);
const unknown = { RegistryId: "tcr-nobodys0" };

async function freeAddresses({ SubnetId }: Network): Promise<number | undefined> {
  const { SubnetSet } = await cloud.vpc.DescribeSubnets({ SubnetIds: [SubnetId] });
  return SubnetSet?.[0]?.AvailableIpAddressCount;
}

describe("a link", () => {
  it.each([60_000, 540_000])(
    "is pending without an address for %i ms, then Running with one of its subnet's",
    async (tcrLinkReadyMs) => {
      set({ tcrLinkReadyMs });
      const network = await cloud.newNetwork();
      expect(await create(network)).toMatchObject({ RegistryId });
      await cloud.world.clock.advance(tcrLinkReadyMs - 1);
      expect(await cloud.linkOf(network)).toEqual({ ...network, Status: "Pending", AccessIp: "" });
      await cloud.world.clock.advance(1);
      expect(await cloud.linkOf(network)).toEqual({
        ...network,
        Status: "Running",
        AccessIp: expect.stringMatching(/^10\.1\.1\.\d+$/),
      });
    },
  );

  it("is ready at once where making it takes no time", async () => {
    set({ tcrLinkReadyMs: 0 });
    const network = await cloud.newNetwork();
    await create(network);
    expect(await cloud.linkOf(network)).toMatchObject({ Status: "Running", AccessIp: expect.stringMatching(/^10/) });
  });

  it.each([["Pending"], ["Creating"], [""]])(
    "shows that it is being made as %j, with its address if so set",
    async (word) => {
      set({ linkPendingStatus: word, ipBeforeRunning: true });
      const network = await cloud.newNetwork();
      await create(network);
      const early = await cloud.linkOf(network);
      expect(early).toMatchObject({ Status: word, AccessIp: expect.stringMatching(/^10\./) });
      await cloud.settle();
      expect(await cloud.linkOf(network)).toMatchObject({ Status: "Running", AccessIp: early?.AccessIp });
    },
  );

  it.each(["Failed", "Error"])("that could not be made shows %s and no address", async (word) => {
    set({ tcrLinkOutcome: "failed", linkFailedStatus: word });
    const network = await cloud.newNetwork();
    expect(await cloud.link(network)).toBe("");
    expect(await cloud.linkOf(network)).toMatchObject({ Status: word });
    await cloud.unlink(network);
    expect(await cloud.links()).toEqual([]);
  });

  it("that never gets ready stays pending", async () => {
    set({ tcrLinkOutcome: "pending" });
    const network = await cloud.newNetwork();
    await cloud.link(network);
    expect(await cloud.linkOf(network)).toMatchObject({ Status: "Pending" });
  });

  it.each(["Deleting", "Terminating", "Running"])(
    "shows that it is being deleted as %s, then is absent",
    async (word) => {
      set({ linkDeletingStatus: word, tcrLinkGoneMs: 180_000 });
      const network = await cloud.newNetwork();
      const ip = await cloud.link(network);
      await remove(network);
      await remove(network);
      await cloud.world.clock.advance(179_999);
      expect(await cloud.linkOf(network)).toEqual({ ...network, Status: word, AccessIp: ip });
      await cloud.world.clock.advance(1);
      expect(await cloud.links()).toEqual([]);
    },
  );

  it("disappears at once where deleting takes no time", async () => {
    set({ tcrLinkGoneMs: 0 });
    const network = await cloud.newNetwork();
    await cloud.link(network);
    await remove(network);
    expect(await cloud.links()).toEqual([]);
  });

  it("gets another address when it is made again", async () => {
    const network = await cloud.newNetwork();
    const first = await cloud.link(network);
    await cloud.unlink(network);
    expect(await cloud.link(network)).not.toBe(first);
  });

  it.each([1, 2])("takes %i addresses of its subnet and gives them back", async (linkAddressCount) => {
    set({ linkAddressCount });
    const network = await cloud.newNetwork();
    const before = (await freeAddresses(network)) ?? 0;
    await cloud.link(network);
    expect(await freeAddresses(network)).toBe(before - linkAddressCount);
    await cloud.unlink(network);
    expect(await freeAddresses(network)).toBe(before);
  });

  it.each([
    ["null", null],
    ["empty-list", []],
  ])("list without any is %s", async (emptyLinkList, AccessVpcSet) => {
    set({ emptyLinkList });
    expect(await cloud.tcr.DescribeInternalEndpoints({ RegistryId })).toMatchObject({ AccessVpcSet, TotalCount: 0 });
  });

  it("takes the empty region of clients that always send one", async () => {
    const network = await cloud.newNetwork();
    expect(await cloud.link(network, { RegionId: 0, RegionName: "" })).toMatch(/^10\./);
  });
});

describe("a link call is refused", () => {
  it.each(["InternalError.ErrorConflict", "InternalError.ErrConflict"])(
    "for a VPC that has one, in every step and with any subnet: %s",
    async (linkRepeatedCode) => {
      set({ linkRepeatedCode });
      const network = await cloud.newNetwork();
      await create(network);
      expect(await tencentCode(create(network))).toBe(linkRepeatedCode);
      await cloud.settle();
      const { Subnet } = await cloud.vpc.CreateSubnet({
        VpcId: network.VpcId,
        CidrBlock: "10.1.2.0/24",
        SubnetName: "two",
        Zone: "ap-guangzhou-3",
      });
      expect(await tencentCode(create({ ...network, SubnetId: Subnet?.SubnetId ?? "" }))).toBe(linkRepeatedCode);
      await remove(network);
      expect(await tencentCode(create(network))).toBe(linkRepeatedCode);
      expect(await cloud.links()).toHaveLength(1);
    },
  );

  it.each([
    ["basic", "5/10/20", 5],
    ["standard", "5/10/20", 10],
    ["basic", "3/5/10", 3],
    ["standard", "3/5/10", 5],
    ["premium", "3/5/10", 10],
  ])("when a %s instance under quota %s has %i", async (RegistryType, linkQuota, quota) => {
    set({ linkQuota, linkOverQuotaCode: "InternalError.ErrorOverLimit" });
    await cloud.tcr.ModifyInstance({ RegistryId, RegistryType });
    for (let made = 0; made < quota; made += 1) await create(await cloud.newNetwork());
    const surplus = await cloud.newNetwork();
    expect(await tencentCode(create(surplus))).toBe("InternalError.ErrorOverLimit");
    set({ linkOverQuotaCode: "OperationDenied.QuotaOverLimit" });
    expect(await tencentCode(create(surplus))).toBe("OperationDenied.QuotaOverLimit");
    set({ linkQuotaRaised: 100 });
    await create(surplus);
    expect(await cloud.links()).toHaveLength(quota + 1);
  });

  it.each([
    ["together", "InternalError.ErrorOverLimit"],
    ["by-region", "accepted"],
  ])("or not, by how links in replica regions are counted: %s", async (replicaLinksCounted, outcome) => {
    set({ replicaLinksCounted, linkQuotaRaised: 1 });
    await create(await cloud.newNetwork());
    const there = await cloud.newNetwork({ region: "ap-shanghai" });
    const call = create(there, { RegionName: "ap-shanghai" });
    expect(outcome === "accepted" ? (await call).RegistryId : await tencentCode(call)).toBe(
      outcome === "accepted" ? RegistryId : outcome,
    );
  });

  it.each(["InvalidParameter", "FailedOperation", "ResourceNotFound"])(
    "for a VPC of nobody or of another region, and for a subnet of another VPC: %s",
    async (code) => {
      set({ linkVpcCode: code, linkSubnetCode: "FailedOperation" });
      const [one, two] = [await cloud.newNetwork(), await cloud.newNetwork()];
      const shanghai = await cloud.newNetwork({ region: "ap-shanghai" });
      expect(await tencentCode(create({ ...one, VpcId: "vpc-nobodys0" }))).toBe(code);
      expect(await tencentCode(create(shanghai))).toBe(code);
      expect(await tencentCode(create(one, { RegionName: "ap-shanghai" }))).toBe(code);
      expect(await tencentCode(create({ ...one, SubnetId: two.SubnetId }))).toBe("FailedOperation");
      set({ linkSubnetCode: code });
      expect(await tencentCode(create({ ...one, SubnetId: two.SubnetId }))).toBe(code);
      expect(await cloud.links()).toEqual([]);
    },
  );

  it("for a VPC of another account", async () => {
    const [{ secretId, secretKey }] = otherAccount.users;
    const { vpc } = cloud.clientsWith({ secretId, secretKey });
    const { Vpc } = await vpc.CreateVpc({ VpcName: "foreign", CidrBlock: "10.0.0.0/16" });
    const foreign = { VpcId: Vpc?.VpcId ?? "", SubnetId: "subnet-nobodys0" };
    expect(await tencentCode(create(foreign))).toBe("InvalidParameter");
  });

  it.each(["FailedOperation", "InvalidParameter"])("when the subnet is exhausted: %s", async (linkNoAddressCode) => {
    set({ linkNoAddressCode, linkAddressCount: 2 });
    const network = await cloud.newNetwork({ mask: 28 });
    const subnet = cloud.account.subnets.get(network.SubnetId);
    for (let last = 2; last < 14; last += 1) subnet?.takenAddresses.set(`10.1.1.${last}`, "cvm:ins-x");
    expect(await freeAddresses(network)).toBe(1);
    expect(await tencentCode(create(network))).toBe(linkNoAddressCode);
    expect(await freeAddresses(network)).toBe(1);
    set({ linkAddressCount: 1 });
    expect(await cloud.link(network)).toBe("10.1.1.14");
  });

  it.each(["ResourceInsufficient.ErrorInstanceNotRunning", "FailedOperation.PreconditionFailed"])(
    "while the instance is not Running: %s",
    async (linkNotRunningCode) => {
      set({ linkNotRunningCode });
      const network = await cloud.newNetwork();
      const instance = cloud.account.registries.get(RegistryId);
      if (instance !== undefined) instance.status = "Isolate";
      expect(await tencentCode(create(network))).toBe(linkNotRunningCode);
    },
  );

  it("for an instance that is not there, by an id that is found in its own region alone if so set", async () => {
    const network = await cloud.newNetwork();
    expect(await tencentCode(create(network, unknown))).toBe("ResourceNotFound");
    const { tcr } = cloud.clientsWith({ region: "ap-beijing" });
    expect(await tcr.DescribeInternalEndpoints({ RegistryId })).toMatchObject({ TotalCount: 0 });
    set({ instanceKnownIn: "home-region" });
    expect(await tencentCode(tcr.DescribeInternalEndpoints({ RegistryId }))).toBe("InternalError");
    expect(await cloud.tcr.DescribeInternalEndpoints({ RegistryId })).toMatchObject({ TotalCount: 0 });
  });

  it.each(["InternalError", "ResourceNotFound"])("by the list of an unknown instance: %s", async (unknownInstance) => {
    set({ unknownInstance });
    expect(await tencentCode(cloud.tcr.DescribeInternalEndpoints(unknown))).toBe(unknownInstance);
  });

  it.each(["ResourceNotFound", "InternalError.ErrNotExist"])(
    "to delete what is not there: %s",
    async (linkDeleteAbsent) => {
      set({ linkDeleteAbsent });
      const network = await cloud.newNetwork();
      expect(await tencentCode(remove(network))).toBe(linkDeleteAbsent);
      set({ linkDeleteAbsent: "success" });
      expect(await remove(network)).toMatchObject({ RegistryId });
    },
  );

  it("to delete with another subnet, and to delete what is not ready, or neither", async () => {
    const network = await cloud.newNetwork();
    set({ linkDeletePending: "FailedOperation" });
    await create(network);
    expect(await tencentCode(remove(network))).toBe("FailedOperation");
    set({ linkDeletePending: "accepted" });
    expect(await tencentCode(remove({ ...network, SubnetId: "subnet-another0" }))).toBe("InvalidParameter");
    set({ linkDeleteOtherSubnet: "ignored" });
    await remove({ ...network, SubnetId: "subnet-another0" });
    await cloud.settle();
    expect(await cloud.links()).toEqual([]);
  });

  it("for an operation that the product does not know", async () => {
    const network = await cloud.newNetwork();
    expect(await tencentCode(cloud.manage("Open", network))).toMatch(/^InvalidParameter/);
  });
});

describe("a replica region", () => {
  it.each([{ RegionName: "ap-shanghai" }, { RegionId: 4 }, { RegionName: "ap-shanghai", RegionId: 8 }])(
    "gives links when the call names it: %o",
    async (region) => {
      const network = await cloud.newNetwork({ region: "ap-shanghai" });
      expect(await cloud.link(network, region)).toMatch(/^10\.1\.1\./);
    },
  );

  it("is taken from the VPC when the call names none, if so set", async () => {
    set({ linkRegionLeftOut: "of-vpc" });
    const network = await cloud.newNetwork({ region: "ap-shanghai" });
    expect(await cloud.link(network)).toMatch(/^10\.1\.1\./);
  });

  it.each([
    [true, 2],
    [false, 1],
  ])("lists its links by the primary's id: %s", async (replicaLinksListedByPrimary, count) => {
    set({ replicaLinksListedByPrimary });
    await cloud.link(await cloud.newNetwork());
    await cloud.link(await cloud.newNetwork({ region: "ap-shanghai" }), { RegionName: "ap-shanghai" });
    const { ReplicationRegistries } = await cloud.tcr.DescribeReplicationInstances({ RegistryId });
    expect([
      (await cloud.links()).length,
      (await cloud.links(ReplicationRegistries[0]?.ReplicationRegistryId)).length,
    ]).toEqual([count, 1]);
  });

  it.each(["InvalidParameter", "InvalidParameter.UnsupportedRegion", "FailedOperation"])(
    "is needed for VPCs elsewhere: %s",
    async (linkRegionCode) => {
      set({ linkRegionCode });
      const network = await cloud.newNetwork({ region: "ap-beijing" });
      expect(await tencentCode(create(network, { RegionName: "ap-beijing" }))).toBe(linkRegionCode);
      expect(await tencentCode(create(network, { RegionName: "mars" }))).toBe(linkRegionCode);
      expect(await tencentCode(create(network, { RegionId: 4_711 }))).toBe(linkRegionCode);
    },
  );
});

describe("a switch of private resolution", () => {
  it.each([
    ["ENABLED/DISABLED/ERROR", "ENABLED", "DISABLED"],
    ["ENABLE/DISABLE/ERROR", "ENABLE", "DISABLE"],
  ])("is off until it is turned on, each kind by itself: %s", async (dnsStatusWords, on, off) => {
    set({ dnsStatusWords });
    const network = await cloud.newNetwork();
    const ip = await cloud.link(network);
    const both = async () => [
      await cloud.dnsStatus(network, ip),
      await cloud.dnsStatus(network, ip, { UsePublicDomain: true }),
    ];
    expect(await both()).toEqual([off, off]);
    await cloud.dns(true, network, ip, { UsePublicDomain: true });
    expect(await both()).toEqual([off, on]);
    await cloud.dns(true, network, ip);
    expect(await both()).toEqual([on, on]);
    await cloud.dns(false, network, ip, { UsePublicDomain: true });
    expect(await both()).toEqual([on, off]);
  });

  it("answers Region, VpcId and Status, and nothing of the kind or the address", async () => {
    const network = await cloud.newNetwork();
    const VpcSet = [{ InstanceId: RegistryId, VpcId: network.VpcId, EniLBIp: "10.1.1.2" }];
    const answer = await cloud.tcr.DescribeInternalEndpointDnsStatus({ VpcSet });
    expect(answer.VpcSet).toEqual([{ Region: "ap-guangzhou", VpcId: network.VpcId, Status: "DISABLED" }]);
  });

  it.each([
    [true, "DISABLED"],
    [false, "ENABLED"],
  ])("is shown for another address: compares %s", async (dnsStatusComparesIp, status) => {
    set({ dnsStatusComparesIp });
    const network = await cloud.newNetwork();
    await cloud.dns(true, network, "10.1.1.2");
    expect(await cloud.dnsStatus(network, "10.1.1.3")).toBe(status);
  });

  it.each(["request", "shuffled", "merged-per-vpc"])("is answered in the order %s", async (dnsStatusResultOrder) => {
    set({ dnsStatusResultOrder });
    const networks = [await cloud.newNetwork(), await cloud.newNetwork(), await cloud.newNetwork()];
    const [first] = networks;
    const asked = [first, ...networks].map((network) => network?.VpcId ?? "");
    const VpcSet = asked.map((VpcId, index) => ({
      InstanceId: RegistryId,
      VpcId,
      EniLBIp: "10.1.1.2",
      UsePublicDomain: index === 0,
    }));
    const answer = await cloud.tcr.DescribeInternalEndpointDnsStatus({ VpcSet });
    const got = answer.VpcSet?.map(({ VpcId }) => VpcId);
    if (dnsStatusResultOrder === "request") expect(got).toEqual(asked);
    else if (dnsStatusResultOrder === "merged-per-vpc") expect(got).toEqual(asked.slice(1));
    else {
      expect(got).not.toEqual(asked);
      expect([...(got ?? [])].sort()).toEqual([...asked].sort());
    }
  });

  it("is asked about in batches of any number, or of 20", async () => {
    const item = { InstanceId: RegistryId, VpcId: (await cloud.newNetwork()).VpcId, EniLBIp: "10.1.1.2" };
    const ask = (count: number) =>
      cloud.tcr.DescribeInternalEndpointDnsStatus({ VpcSet: Array.from({ length: count }, () => item) });
    expect((await ask(60)).VpcSet).toHaveLength(60);
    set({ dnsStatusMaxBatch: 20 });
    expect((await ask(20)).VpcSet).toHaveLength(20);
    expect(await tencentCode(ask(21))).toBe("InvalidParameter");
  });

  it.each([
    ["ERROR", "ERROR"],
    ["DISABLED", "DISABLED"],
  ])("of an unknown instance, VPC or region is %s", async (dnsStatusUnknown, status) => {
    set({ dnsStatusUnknown });
    const network = await cloud.newNetwork();
    const shanghai = await cloud.newNetwork({ region: "ap-shanghai" });
    await cloud.dns(true, shanghai, "10.2.1.2", { RegionName: "ap-shanghai" });
    expect([
      await cloud.dnsStatus(network, "10.1.1.2", { InstanceId: "tcr-nobodys0" }),
      await cloud.dnsStatus({ ...network, VpcId: "vpc-nobodys0" }, "10.1.1.2"),
      await cloud.dnsStatus(shanghai, "10.2.1.2"),
      await cloud.dnsStatus(shanghai, "10.2.1.2", { RegionName: "ap-shanghai" }),
    ]).toEqual([status, status, status, "ENABLED"]);
    set({ dnsStatusUnknown: "InvalidParameter" });
    expect(await tencentCode(cloud.dnsStatus(shanghai, "10.2.1.2"))).toBe("InvalidParameter");
  });

  it("turned on again takes the new address, or is refused", async () => {
    const network = await cloud.newNetwork();
    await cloud.dns(true, network, "10.1.1.2");
    await cloud.dns(true, network, "10.1.1.3");
    expect(await cloud.dnsStatus(network, "10.1.1.3")).toBe("ENABLED");
    const dnsCreateRepeated = "UnsupportedOperation.CreatePrivateZoneRecord";
    set({ dnsCreateRepeated });
    expect(await tencentCode(cloud.dns(true, network, "10.1.1.4"))).toBe(dnsCreateRepeated);
    expect(await cloud.dnsStatus(network, "10.1.1.3")).toBe("ENABLED");
  });

  it("turned off when it is off is accepted, or refused", async () => {
    const network = await cloud.newNetwork();
    await cloud.dns(false, network, "10.1.1.2");
    const dnsDeleteAbsent = "UnsupportedOperation.DeletePrivateZoneRecord";
    set({ dnsDeleteAbsent });
    expect(await tencentCode(cloud.dns(false, network, "10.1.1.2"))).toBe(dnsDeleteAbsent);
  });

  it.each([
    [true, "ENABLED"],
    [false, "DISABLED"],
  ])("turned off with another address: compares %s", async (dnsDeleteComparesIp, status) => {
    set({ dnsDeleteComparesIp });
    const network = await cloud.newNetwork();
    await cloud.dns(true, network, "10.1.1.2");
    await cloud.dns(false, network, "10.1.1.3");
    expect(await cloud.dnsStatus(network, "10.1.1.2")).toBe(status);
  });

  it.each(["InvalidParameter", "UnsupportedOperation.ModifyPrivateZoneVpc"])(
    "in another region than the VPC's is refused: %s",
    async (dnsRegionCode) => {
      set({ dnsRegionCode });
      const network = await cloud.newNetwork({ region: "ap-shanghai" });
      expect(await tencentCode(cloud.dns(true, network, "10.1.1.2"))).toBe(dnsRegionCode);
      await cloud.dns(true, network, "10.1.1.2", { RegionId: 4 });
      expect(await cloud.dnsStatus(network, "10.1.1.2", { RegionName: "ap-shanghai" })).toBe("ENABLED");
    },
  );

  it("takes any address, or the ready link's alone", async () => {
    const network = await cloud.newNetwork();
    const ip = await cloud.link(network);
    await cloud.dns(true, network, "10.99.99.99");
    set({ dnsCreateChecksIp: true });
    expect(await tencentCode(cloud.dns(true, network, "10.99.99.99"))).toBe("InvalidParameter");
    await cloud.dns(true, network, ip);
    expect(await cloud.dnsStatus(network, ip)).toBe("ENABLED");
    expect(await tencentCode(cloud.dns(true, network, "not an address"))).toBe("InvalidParameter");
    expect(await tencentCode(cloud.dns(true, network, ip, { InstanceId: "tcr-nobodys0" }))).toBe("InvalidParameter");
  });

  it.each(["UnsupportedOperation.CreatePrivateZone", "InternalError.DescribePrivateZoneServiceList"])(
    "cannot be thrown while Private DNS is not activated: %s",
    async (privateDnsNotSubscribed) => {
      set({ privateDnsNotSubscribed });
      cloud.account.dnsService = "DISABLED";
      const network = await cloud.newNetwork();
      expect(await tencentCode(cloud.dns(true, network, "10.1.1.2"))).toBe(privateDnsNotSubscribed);
      expect(await tencentCode(cloud.dns(false, network, "10.1.1.2"))).toBe(privateDnsNotSubscribed);
      await cloud.privatedns.SubscribePrivateZoneService();
      await cloud.dns(true, network, "10.1.1.2");
      expect(await cloud.dnsStatus(network, "10.1.1.2")).toBe("ENABLED");
    },
  );

  it("has a status while Private DNS is not activated, or none", async () => {
    const network = await cloud.newNetwork();
    await cloud.dns(true, network, "10.1.1.2");
    cloud.account.dnsService = "DISABLED";
    expect(await cloud.dnsStatus(network, "10.1.1.2")).toBe("DISABLED");
    set({ dnsStatusNotSubscribed: "ERROR" });
    expect(await cloud.dnsStatus(network, "10.1.1.2")).toBe("ERROR");
    const dnsStatusNotSubscribed = "InternalError.DescribePrivateZoneServiceList";
    set({ dnsStatusNotSubscribed });
    expect(await tencentCode(cloud.dnsStatus(network, "10.1.1.2"))).toBe(dnsStatusNotSubscribed);
  });

  it("that is on keeps its link from being deleted until both are off", async () => {
    const network = await cloud.newNetwork();
    const ip = await cloud.link(network);
    await cloud.dns(true, network, ip);
    await cloud.dns(true, network, ip, { UsePublicDomain: true });
    const refusal = "ResourceInsufficient.ErrorVpcDnsStatus";
    expect(await tencentCode(remove(network))).toBe(refusal);
    await cloud.dns(false, network, ip);
    expect(await tencentCode(remove(network))).toBe(refusal);
    await cloud.dns(false, network, ip, { UsePublicDomain: true });
    await cloud.unlink(network);
    expect(await cloud.links()).toEqual([]);
  });

  it.each([
    ["cascade", "DISABLED"],
    ["stale-record", "ENABLED"],
  ])("goes with its link or stays: %s", async (linkDeleteWithDnsOn, status) => {
    set({ linkDeleteWithDnsOn });
    const network = await cloud.newNetwork();
    const ip = await cloud.link(network);
    await cloud.dns(true, network, ip);
    await cloud.unlink(network);
    expect(await cloud.dnsStatus(network, ip)).toBe(status);
    expect(await cloud.link(network)).not.toBe(ip);
  });
});

describe("instances", () => {
  it("are listed in full, in the caller's region or everywhere", async () => {
    const { Registries, TotalCount } = await cloud.tcr.DescribeInstances({});
    expect(TotalCount).toBe(1);
    expect(Registries?.[0]).toMatchObject({
      RegistryId,
      RegistryName: registry.name,
      RegistryType: "premium",
      Status: "Running",
      PublicDomain: `${registry.name}.tencentcloudcr.com`,
      CreatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      RegionName: "ap-guangzhou",
      RegionId: 1,
      ExpiredAt: "",
      PayMod: 0,
      TagSpecification: { ResourceType: "instance", Tags: [] },
      AIFeature: null,
    });
    const { tcr } = cloud.clientsWith({ region: "ap-beijing" });
    expect(await tcr.DescribeInstances({ Registryids: [RegistryId] })).toMatchObject({ TotalCount: 0, Registries: [] });
    expect(await tcr.DescribeInstances({ AllRegion: true })).toMatchObject({ TotalCount: 1 });
    expect(await cloud.tcr.DescribeInstances({ Registryids: ["tcr-nobodys0"] })).toMatchObject({ TotalCount: 0 });
    expect(await tencentCode(cloud.tcr.DescribeInstances({ Limit: 101 }))).toMatch(/^InvalidParameter/);
  });

  it("are made with tags in the caller's region, found by them, changed, protected and deleted", async () => {
    const { tcr } = cloud.clientsWith({ region: "ap-beijing" });
    const TagSpecification = { ResourceType: "instance", Tags: [{ Key: "team", Value: "web" }] };
    const wanted = { RegistryName: "web-images", RegistryType: "basic", TagSpecification };
    const { RegistryId: made = "" } = await tcr.CreateInstance(wanted);
    const status = async () => (await tcr.DescribeInstanceStatus({ RegistryIds: [made] })).RegistryStatusSet;
    expect(await status()).toMatchObject([{ RegistryId: made, Status: "Pending" }]);
    await cloud.settle();
    expect(await status()).toMatchObject([{ Status: "Running" }]);
    const find = async (pair: string) =>
      (await tcr.DescribeInstances({ Filters: [{ Name: "Tags", Values: ["x:y", pair] }] })).Registries;
    expect(await find("team:web")).toMatchObject([{ RegistryId: made, RegionId: 8, RegistryType: "basic" }]);
    expect(await find("team:other")).toEqual([]);
    expect(await tencentCode(tcr.DescribeInstances({ Filters: [{ Name: "Mood", Values: [] }] }))).toBe(
      "InvalidParameter",
    );
    await tcr.ModifyInstance({ RegistryId: made, DeletionProtection: true });
    expect(await tencentCode(tcr.DeleteInstance({ RegistryId: made }))).toBe("OperationDenied");
    await tcr.ModifyInstance({ RegistryId: made, DeletionProtection: false });
    await tcr.DeleteInstance({ RegistryId: made, DryRun: true });
    expect(await status()).toMatchObject([{ Status: "Running" }]);
    await tcr.DeleteInstance({ RegistryId: made });
    expect(await status()).toMatchObject([{ Status: "Deleting" }]);
    await cloud.settle();
    expect(await status()).toBe(null);
  });

  it.each([
    [0, "Running"],
    [120_000, "Pending"],
  ])("are ready after %i ms", async (instanceReadyMs, Status) => {
    set({ instanceReadyMs });
    const { RegistryId: made = "" } = await cloud.tcr.CreateInstance({ RegistryName: "images", RegistryType: "basic" });
    expect(await cloud.tcr.DescribeInstances({ Registryids: [made] })).toMatchObject({ Registries: [{ Status }] });
  });

  it.each([
    [registry.name, 3, "InvalidParameter.ErrorNameExists"],
    ["-wrong", 1, "InvalidParameter.ErrorNameIllegal"],
    ["tencent", 2, "InvalidParameter.ErrorNameReserved"],
  ])("cannot be named %s", async (RegistryName, DetailCode, code) => {
    expect(await cloud.tcr.CheckInstanceName({ RegistryName })).toMatchObject({ IsValidated: false, DetailCode });
    expect(await tencentCode(cloud.tcr.CreateInstance({ RegistryName, RegistryType: "basic" }))).toBe(code);
  });

  it("are checked by id, with the number of their region", async () => {
    expect(await cloud.tcr.CheckInstance({ RegistryId })).toMatchObject({ IsValidated: true, RegionId: 1 });
    expect(await cloud.tcr.CheckInstance(unknown)).toMatchObject({ IsValidated: false });
    const { Regions, TotalCount } = await cloud.tcr.DescribeRegions();
    expect(Regions).toContainEqual(expect.objectContaining({ Alias: "sh", RegionId: 4, RegionName: "ap-shanghai" }));
    expect(TotalCount).toBe(Regions?.length);
  });

  it("get replicas while they are premium, one a region, deleted when no link needs them", async () => {
    const { tcr } = cloud;
    const beijing = { RegistryId, ReplicationRegionName: "ap-beijing" };
    const { ReplicationRegistryId } = await tcr.CreateReplicationInstance(beijing);
    expect(ReplicationRegistryId).toMatch(new RegExp(`^${RegistryId}-8-[a-z0-9]{6}$`));
    expect(await tencentCode(tcr.CreateReplicationInstance({ RegistryId, ReplicationRegionId: 8 }))).toBe(
      "InvalidParameter.ReplicationExists",
    );
    const replica = { ReplicationRegistryId, ReplicationRegionId: 8 };
    expect(await tcr.DescribeReplicationInstanceCreateTasks(replica)).toMatchObject({ Status: "RUNNING" });
    const network = await cloud.newNetwork({ region: "ap-beijing" });
    expect(await tencentCode(create(network, { RegionName: "ap-beijing" }))).toBe("InvalidParameter");
    await cloud.settle();
    expect(await tcr.DescribeReplicationInstanceCreateTasks(replica)).toMatchObject({ Status: "SUCCESS" });
    expect(await tcr.DescribeReplicationInstances({ RegistryId })).toMatchObject({
      TotalCount: 2,
      ReplicationRegistries: [
        { ReplicationRegionName: "ap-shanghai" },
        { RegistryId, ReplicationRegistryId, ReplicationRegionId: 8, Status: "Running" },
      ],
    });
    expect(await tcr.DescribeReplicationInstanceSyncStatus({ RegistryId, ReplicationRegistryId })).toMatchObject({
      ReplicationLog: null,
    });
    await cloud.link(network, { RegionName: "ap-beijing" });
    const gone = { RegistryId, ...replica };
    expect(await tencentCode(tcr.DeleteReplicationInstance(gone))).toBe("InternalError.ErrorConflict");
    await cloud.unlink(network);
    await tcr.DeleteReplicationInstance(gone);
    await cloud.settle();
    expect(await tcr.DescribeReplicationInstances({ RegistryId })).toMatchObject({ TotalCount: 1 });
    await tcr.ModifyInstance({ RegistryId, RegistryType: "standard" });
    expect(await tencentCode(tcr.CreateReplicationInstance(beijing))).toBe("UnsupportedOperation");
  });

  it("have a public entry with a list of who may use it", async () => {
    const { tcr } = cloud;
    const policies = async () => (await tcr.DescribeSecurityPolicies({ RegistryId })).SecurityPolicySet;
    expect(await tcr.DescribeExternalEndpointStatus({ RegistryId })).toMatchObject({ Status: "Closed" });
    expect(await policies()).toBe(null);
    set({ policiesWhenClosed: "ResourceNotFound" });
    expect(await tencentCode(policies())).toBe("ResourceNotFound");
    await tcr.ManageExternalEndpoint({ RegistryId, Operation: "Create" });
    expect(await tcr.DescribeExternalEndpointStatus({ RegistryId })).toMatchObject({ Status: "Opening" });
    await cloud.settle();
    expect(await tcr.DescribeExternalEndpointStatus({ RegistryId })).toMatchObject({ Status: "Opened" });
    const policy = { CidrBlock: "192.0.2.0/24", Description: "office" };
    await tcr.CreateSecurityPolicy({ RegistryId, ...policy });
    expect(await tencentCode(tcr.CreateSecurityPolicy({ RegistryId, ...policy }))).toBe("InternalError.ErrorConflict");
    expect(await tencentCode(tcr.CreateSecurityPolicy({ RegistryId, ...policy, CidrBlock: "office" }))).toBe(
      "InvalidParameter",
    );
    await tcr.CreateMultipleSecurityPolicy({
      RegistryId,
      SecurityGroupPolicySet: [{ CidrBlock: "192.0.2.7", Description: "one" }],
    });
    await tcr.ModifySecurityPolicy({ RegistryId, PolicyIndex: 0, CidrBlock: "198.51.100.0/24", Description: "moved" });
    expect(await policies()).toMatchObject([
      { PolicyIndex: 0, CidrBlock: "198.51.100.0/24", Description: "moved", PolicyVersion: expect.any(String) },
      { PolicyIndex: 1, CidrBlock: "192.0.2.7" },
    ]);
    await tcr.DeleteSecurityPolicy({ RegistryId, PolicyIndex: 0, CidrBlock: "192.0.2.7" });
    await tcr.DeleteMultipleSecurityPolicy({ RegistryId, SecurityGroupPolicySet: [{ PolicyIndex: 0 }] });
    expect(await policies()).toBe(null);
    await tcr.ManageExternalEndpoint({ RegistryId, Operation: "Delete" });
    expect(await tcr.DescribeExternalEndpointStatus({ RegistryId })).toMatchObject({ Status: "Closed" });
  });

  it.each(["SUCCESS", "Success"])("have domains of the customer's own, shown as %s", async (customDomainWords) => {
    set({ customDomainWords });
    const domain = { RegistryId, DomainName: "images.example.com" };
    await cloud.tcr.CreateInstanceCustomizedDomain({ ...domain, CertificateId: "cert-1" });
    expect(await tencentCode(cloud.tcr.CreateInstanceCustomizedDomain({ ...domain, CertificateId: "cert-1" }))).toBe(
      "InternalError.ErrorConflict",
    );
    expect(await cloud.tcr.DescribeInstanceCustomizedDomain({ RegistryId })).toMatchObject({
      DomainInfoList: [{ ...domain, CertId: "cert-1", Status: customDomainWords }],
      TotalCount: 1,
    });
    await cloud.tcr.DeleteInstanceCustomizedDomain(domain);
    expect(await cloud.tcr.DescribeInstanceCustomizedDomain({ RegistryId })).toMatchObject({ TotalCount: 0 });
    expect(await tencentCode(cloud.tcr.DeleteInstanceCustomizedDomain(domain))).toBe("ResourceNotFound");
  });
});

it("ManageInternalEndpoint takes two calls a second", async () => {
  set({ publishedLimits: "enforced" });
  const network = await cloud.newNetwork();
  const codes = await Promise.all(
    [1, 2, 3, 4].map(() =>
      remove(network).then(
        () => "accepted",
        ({ code }: { code: string }) => code,
      ),
    ),
  );
  expect(codes.filter((code) => code === "ResourceNotFound")).toHaveLength(2);
  expect(codes.filter((code) => code.startsWith("RequestLimitExceeded"))).toHaveLength(2);
});

it("what was under way in an account goes on in a world that took it over", async () => {
  set({ dnsPropagationMs: 60_000, bindTaskMs: 60_000 });
  const [coming, leaving] = [await cloud.newNetwork(), await cloud.newNetwork()];
  await cloud.link(leaving);
  await remove(leaving);
  await create(coming);
  await cloud.dns(true, coming, "10.1.1.2");
  await cloud.tcr.CreateReplicationInstance({ RegistryId, ReplicationRegionName: "ap-beijing" });
  await cloud.tcr.ManageExternalEndpoint({ RegistryId, Operation: "Create" });
  const { ZoneId = "" } = await cloud.privatedns.CreatePrivateZone({ Domain: "images.example.com" });
  const VpcSet = [{ UniqVpcId: coming.VpcId, Region: "ap-guangzhou" }];
  await cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet });
  const account = structuredClone(cloud.account);
  await cloud.emulator.stop();
  cloud = await startNetworks();
  const { tencent, settings, clock, tencentIds: ids } = cloud.world;
  tencent.accounts.set(account.uin, account);
  continueTencentAccount({ account, settings, clock, ids, changed: () => cloud.world.changed.send() });
  expect(await cloud.links()).toHaveLength(2);
  // This world begins before the other one ended.
  await cloud.world.clock.advance(1_800_000);
  expect(await cloud.links()).toEqual([{ ...coming, Status: "Running", AccessIp: "10.1.1.2" }]);
  expect(await cloud.dnsStatus(coming, "10.1.1.2")).toBe("ENABLED");
  const { ReplicationRegistries } = await cloud.tcr.DescribeReplicationInstances({ RegistryId });
  expect(ReplicationRegistries.map(({ Status }) => Status)).toEqual(["Running", "Running"]);
  expect(await cloud.tcr.DescribeExternalEndpointStatus({ RegistryId })).toMatchObject({ Status: "Opened" });
  expect((await cloud.privatedns.DescribePrivateZone({ ZoneId })).PrivateZone).toMatchObject({ VpcSet });
});
