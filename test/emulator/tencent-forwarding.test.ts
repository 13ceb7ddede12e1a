import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveDns } from "../../emulator/dns/serve.ts";
import type { DnsServers } from "../../emulator/dns/servers.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { readWorld } from "../../emulator/world-file/read.ts";
import { writeWorld } from "../../emulator/world-file/write.ts";
import { addresses } from "./dns-client.ts";
import { startTencent, tencentCode } from "./tencent-client.ts";
import { type Network, type Networks, registry, startNetworks } from "./tencent-network.ts";

const vpcName = `${registry.name}-vpc.tencentcloudcr.com`;
const region = "ap-guangzhou";
const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

let cloud: Networks;
let dns: DnsServers;
beforeEach(async () => {
  cloud = await startNetworks();
  dns = serveDns(cloud.emulator);
});
afterEach(() => cloud.emulator.stop());

const set = (settings: Readonly<Record<string, SettingValue>>) => cloud.world.set(settings);
/** For what the SDK's typed methods do not know: the same client, by the action's name. */
const call = (action: string, query: object = {}) => cloud.privatedns.request(action, query);

async function ask(VpcId: string, name: string): Promise<string> {
  const resolver = (await dns.networks()).find(({ vpcId }) => vpcId === VpcId);
  if (resolver === undefined) throw new Error(`no resolver for ${VpcId}`);
  return addresses(resolver, name);
}

/** A zone bound to the network, with one record for `www`. */
async function newZone({ VpcId }: Network, Domain = "corp.example", more: object = {}) {
  const VpcSet = [{ UniqVpcId: VpcId, Region: region }];
  const { ZoneId = "" } = await cloud.privatedns.CreatePrivateZone({ Domain, VpcSet, ...more });
  await cloud.privatedns.CreatePrivateZoneRecord({
    ZoneId,
    RecordType: "A",
    SubDomain: "www",
    RecordValue: "10.9.9.9",
  });
  return ZoneId;
}
const zoneOf = async (ZoneId: string) => (await cloud.privatedns.DescribePrivateZone({ ZoneId })).PrivateZone;

const target = { AccessType: "CLB", Host: "10.0.0.53", Port: 5353, IpNum: 1 };
/** An outbound endpoint that asks a server in a VPC. */
async function newEndpoint({ VpcId }: Network, EndpointName = "out"): Promise<string> {
  const ForwardIp = { ...target, VpcId };
  return (await call("CreateExtendEndpoint", { EndpointName, EndpointRegion: region, ForwardIp })).EndpointId;
}
const newRule = async (ZoneId: string, EndPointId: string, more: object = {}) =>
  (await cloud.privatedns.CreateForwardRule({ RuleName: "rule", RuleType: "DOWN", ZoneId, EndPointId, ...more }))
    .RuleId;
const rules = async (more: object = {}) => cloud.privatedns.DescribeForwardRuleList(more);
const filters = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

describe("an outbound endpoint", () => {
  it("of a server is told with its server, and in one list alone", async () => {
    const network = await cloud.newNetwork();
    const EndpointId = await newEndpoint(network);
    expect(EndpointId).toMatch(/^eid-[a-z0-9]{10}$/);
    const server = { AccessType: "CLB", Pip: "10.0.0.53", Pport: 5353, VpcId: network.VpcId };
    const told = { EndpointId, EndpointName: "out", Region: region, ForwardLinkArch: "V2R" };
    expect(await call("DescribeExtendEndpointList", filters("EndpointName", "out"))).toMatchObject({
      TotalCount: 1,
      OutboundEndpointSet: [{ ...told, EndpointServiceSet: [expect.objectContaining(server)] }],
    });
    expect(await call("DescribeEndPointList")).toMatchObject({ TotalCount: 0, EndPointSet: [] });
    const bare = await call("CreateExtendEndpoint", { EndpointName: "bare", EndpointRegion: region });
    expect(await call("DescribeExtendEndpointList", filters("EndpointId", bare.EndpointId))).toMatchObject({
      OutboundEndpointSet: [{ EndpointServiceSet: [] }],
    });
  });

  it("of an endpoint service is told with its addresses, in both lists", async () => {
    const { VpcId } = await cloud.newNetwork();
    const common = { EndPointName: "service", EndPointRegion: region };
    const made = await call("CreateEndPoint", { ...common, EndPointServiceId: "vpcsvc-a1b2c3d4", IpNum: 2 });
    const EndPointVipSet = ["10.0.0.13", "10.0.0.14"];
    const EndPointId = expect.stringMatching(/^eid-[a-z0-9]{10}$/);
    expect(made).toMatchObject({ EndPointId, EndPointServiceId: "vpcsvc-a1b2c3d4", EndPointVipSet });
    const balancer = { VpcId, AutoAcceptFlag: true, ServiceInstanceId: "lb-1" };
    const both = await call("CreateEndPointAndEndPointService", { ...common, EndPointName: "both", ...balancer });
    const EndPointServiceId = expect.stringMatching(/^vpcsvc-[a-z0-9]{8}$/);
    expect(both).toMatchObject({ EndPointServiceId, EndPointVipSet: ["10.0.0.15"] });
    expect(await call("DescribeEndPointList", filters("EndPointVip", "10.0.0.14"))).toMatchObject({
      TotalCount: 1,
      EndPointSet: [{ EndPointName: "service", RegionCode: region, EndPointVipSet: ["10.0.0.13:53", "10.0.0.14:53"] }],
    });
    expect(await call("DescribeExtendEndpointList")).toMatchObject({
      OutboundEndpointSet: [{ EndpointName: "service", ForwardLinkArch: "V2V" }, { EndpointName: "both" }],
    });
  });

  it.each([
    [
      "a service that is none",
      "CreateEndPoint",
      { EndPointServiceId: "lb-1" },
      "InvalidParameter.EndPointServiceNotExist",
    ],
    [
      "a VPC that is none",
      "CreateExtendEndpoint",
      { ForwardIp: { ...target, VpcId: "vpc-none0000" } },
      "InvalidParameter",
    ],
    [
      "a way without its gateway",
      "CreateExtendEndpoint",
      { ForwardIp: { ...target, AccessType: "CCN", VpcId: "" } },
      "InvalidParameter",
    ],
    [
      "a service in a VPC that is none",
      "CreateEndPointAndEndPointService",
      { VpcId: "vpc-none0000", AutoAcceptFlag: true, ServiceInstanceId: "lb-1" },
      "InvalidParameter",
    ],
  ])("is refused with %s", async (_, action, more, code) => {
    const common =
      action === "CreateExtendEndpoint"
        ? { EndpointName: "out", EndpointRegion: region }
        : { EndPointName: "out", EndPointRegion: region };
    expect(await tencentCode(call(action, { ...common, ...more }))).toBe(code);
  });

  it("goes when no rule uses it", async () => {
    const network = await cloud.newNetwork();
    const EndPointId = await newEndpoint(network);
    const RuleId = await newRule(await newZone(network), EndPointId);
    const gone = () => cloud.privatedns.DeleteEndPoint({ EndPointId });
    expect(await tencentCode(gone())).toBe("InvalidParameter.EndPointBindForwardRule");
    await cloud.privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    await gone();
    expect(await tencentCode(gone())).toBe("InvalidParameter.EndPointNotExists");
  });
});

describe("a forwarding rule", () => {
  it("is told in full, by itself, in a list and by its zone", async () => {
    const network = await cloud.newNetwork();
    const ZoneId = await newZone(network);
    expect(await zoneOf(ZoneId)).toMatchObject({ ForwardRuleName: "", ForwardRuleType: "", ForwardAddress: "" });
    const EndPointId = await newEndpoint(network);
    const RuleId = await newRule(ZoneId, EndPointId);
    expect(RuleId).toMatch(/^fid-[a-z0-9]{10}$/);
    const told = {
      ...{
        RuleId,
        RuleName: "rule",
        RuleType: "DOWN",
        ZoneId,
        Domain: "corp.example",
        CreatedAt: time,
        UpdatedAt: time,
      },
      ...{ EndPointId, EndPointName: "out", ForwardAddress: ["10.0.0.53:5353"], Tags: [] },
      VpcSet: [{ UniqVpcId: network.VpcId, Region: region }],
    };
    expect(await call("DescribeForwardRule", { RuleId })).toMatchObject({ ForwardRule: told });
    expect(await rules()).toMatchObject({ TotalCount: 1, ForwardRuleSet: [told] });
    expect(await zoneOf(ZoneId)).toMatchObject({
      ...{ ForwardRuleName: "rule", ForwardRuleType: "DOWN", EndPointName: "out" },
      ForwardAddress: "10.0.0.53:5353,",
    });
  });

  it("is found by what it is and belongs to", async () => {
    const network = await cloud.newNetwork();
    const [first, second] = [await newEndpoint(network, "first"), await newEndpoint(network, "second")];
    const ZoneId = await newZone(network);
    const one = await newRule(ZoneId, first);
    const two = await newRule(await newZone(network, "other.example"), second, { RuleName: "up", RuleType: "UP" });
    const found = async (...filter: [string, ...string[]]) =>
      (await rules(filters(...filter))).ForwardRuleSet?.map((rule) => rule.RuleId);
    expect(await found("RuleId", one, two)).toEqual([one, two]);
    expect(await found("RuleName", "up")).toEqual([two]);
    expect(await found("RuleType", "DOWN")).toEqual([one]);
    expect(await found("ZoneId", ZoneId)).toEqual([one]);
    expect(await found("EndPointId", second)).toEqual([two]);
    expect(await found("EndPointName", "first")).toEqual([one]);
    expect(await tencentCode(rules(filters("Vpc", network.VpcId)))).toBe("InvalidParameterValue");
    expect((await rules({ Offset: 1, Limit: 1 })).ForwardRuleSet).toMatchObject([{ RuleId: two }]);
  });

  it("is one a zone, which keeps its zone from going", async () => {
    const network = await cloud.newNetwork();
    const ZoneId = await newZone(network);
    const EndPointId = await newEndpoint(network);
    expect(await tencentCode(newRule(ZoneId, "eid-none000000"))).toBe("InvalidParameter.EndPointNotExists");
    expect(await tencentCode(newRule("zone-none0000", EndPointId))).toBe("InvalidParameter.ZoneNotExists");
    const RuleId = await newRule(ZoneId, EndPointId);
    expect(await tencentCode(newRule(ZoneId, EndPointId))).toBe("InvalidParameter.ForwardRuleZoneRepeatBind");
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [] });
    const gone = () => cloud.privatedns.DeletePrivateZone({ ZoneId });
    expect(await tencentCode(gone())).toBe("ResourceInUse.ZoneBindForwardRule");
    await cloud.privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    await gone();
  });

  it("is changed and deleted, all of a list or none", async () => {
    const network = await cloud.newNetwork();
    const [first, second] = [await newEndpoint(network, "first"), await newEndpoint(network, "second")];
    const RuleId = await newRule(await newZone(network), first);
    const { privatedns } = cloud;
    await privatedns.ModifyForwardRule({ RuleId, RuleName: "renamed", EndPointId: second });
    expect((await rules()).ForwardRuleSet).toMatchObject([{ RuleName: "renamed", EndPointName: "second" }]);
    const none = "fid-none000000";
    const unknown = "InvalidParameter.ForwardRuleNotExist";
    expect(await tencentCode(privatedns.ModifyForwardRule({ RuleId: none }))).toBe(unknown);
    expect(await tencentCode(call("DescribeForwardRule", { RuleId: none }))).toBe(unknown);
    expect(await tencentCode(privatedns.DeleteForwardRule({ RuleIdSet: [RuleId, none] }))).toBe(unknown);
    expect(await tencentCode(privatedns.DeleteForwardRule({ RuleIdSet: [] }))).toBe("InvalidParameter");
    await privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    expect((await rules()).TotalCount).toBe(0);
  });

  it.each([
    ["all", "public-only", ["NXDOMAIN", "NXDOMAIN"]],
    ["all", "servfail", ["SERVFAIL", "SERVFAIL"]],
    ["missing", "public-only", ["10.9.9.9", "NXDOMAIN"]],
    ["missing", "servfail", ["10.9.9.9", "SERVFAIL"]],
  ])(
    "sends %s names to servers that are %s, in the zone's VPCs alone",
    async (forwardedZoneNames, otherResolvers, answers) => {
      set({ forwardedZoneNames, otherResolvers });
      const [bound, bare] = [await cloud.newNetwork(), await cloud.newNetwork()];
      const ZoneId = await newZone(bound, "corp.example", { DnsForwardStatus: "DISABLED" });
      const both = async ({ VpcId }: Network) => [
        await ask(VpcId, "www.corp.example"),
        await ask(VpcId, "x.corp.example"),
      ];
      expect(await both(bound)).toEqual(["10.9.9.9", "NXDOMAIN"]);
      const RuleId = await newRule(ZoneId, await newEndpoint(bound));
      expect(await both(bound)).toEqual(answers);
      expect(await both(bare)).toEqual(["NXDOMAIN", "NXDOMAIN"]);
      await cloud.privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
      expect(await both(bound)).toEqual(["10.9.9.9", "NXDOMAIN"]);
    },
  );

  it("of the direction UP changes nothing in VPCs", async () => {
    set({ otherResolvers: "servfail" });
    const network = await cloud.newNetwork();
    await newRule(await newZone(network), await newEndpoint(network), { RuleType: "UP" });
    expect(await ask(network.VpcId, "www.corp.example")).toBe("10.9.9.9");
  });

  // The zone with the rule; what becomes of the name that a switch publishes in a zone of the provider's.
  it.each([
    ["the name of the provider's", "shared", "tencentcloudcr.com", "SERVFAIL"],
    ["a longer name", "shared", vpcName, "SERVFAIL"],
    ["a shorter name", "perInstance", "tencentcloudcr.com", "address"],
  ])("of a zone with %s, under the layout %s of the provider's", async (_, tcrZoneLayout, domain, answer) => {
    set({ tcrZoneLayout, otherResolvers: "servfail" });
    const network = await cloud.newNetwork();
    const ip = await cloud.link(network);
    await cloud.dns(true, network, ip);
    expect(await ask(network.VpcId, vpcName)).toBe(ip);
    await newRule(await newZone(network, domain), await newEndpoint(network));
    expect(await ask(network.VpcId, vpcName)).toBe(answer === "address" ? ip : answer);
  });

  it("stops while Private DNS is not activated, whose calls are refused then", async () => {
    set({ otherResolvers: "servfail" });
    const network = await cloud.newNetwork();
    await newRule(await newZone(network), await newEndpoint(network));
    expect(await ask(network.VpcId, "www.corp.example")).toBe("SERVFAIL");
    cloud.account.dnsService = "DISABLED";
    expect(await ask(network.VpcId, "www.corp.example")).toBe("NXDOMAIN");
    expect(await tencentCode(rules())).toBe("ResourceNotFound.ServiceNotSubscribed");
  });

  it("is in the audit by its writes", async () => {
    const network = await cloud.newNetwork();
    const RuleId = await newRule(await newZone(network), await newEndpoint(network));
    await cloud.privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    await cloud.settle();
    const now = Math.floor(cloud.world.clock.now() / 1000);
    const asked = { StartTime: now - 3_600, EndTime: now + 60, MaxResults: 50 };
    const { Events = [] } = await cloud.cloudaudit.DescribeEvents(asked);
    expect(Events.map(({ EventName }) => EventName)).toEqual(
      expect.arrayContaining(["CreateExtendEndpoint", "CreateForwardRule", "DeleteForwardRule"]),
    );
  });

  it("needs a right that cannot be scoped to a zone", async () => {
    const limited = async (resource: string) => {
      const policies = [
        {
          name: "reads",
          document: {
            version: "2.0",
            statement: [{ effect: "allow", action: ["privatedns:DescribeForwardRuleList"], resource: [resource] }],
          },
        },
      ];
      const users = [{ name: "limited", secretId: "AKIDlimited", secretKey: "made-up", policies: ["reads"] }];
      const other = await startTencent({ tencentAccounts: [{ id: cloud.account.uin, users, policies }] });
      try {
        const { privatedns } = other.clientsWith({ secretId: "AKIDlimited", secretKey: "made-up" });
        return await privatedns.DescribeForwardRuleList({}).then(
          () => "allowed",
          () => "denied",
        );
      } finally {
        await other.emulator.stop();
      }
    };
    expect(await limited("*")).toBe("allowed");
    expect(await limited(`qcs::privatedns::uin/${cloud.account.uin}:zone/*`)).toBe("denied");
  });

  it("is in a saved world with its endpoint, and answers there", async () => {
    set({ otherResolvers: "servfail" });
    const network = await cloud.newNetwork();
    const { VpcId } = network;
    await newRule(await newZone(network), await newEndpoint(network));
    await call("CreateEndPoint", { EndPointName: "s", EndPointRegion: region, EndPointServiceId: "vpcsvc-a1b2c3d4" });
    const saved = writeWorld(cloud.world, { secrets: true });
    await cloud.emulator.stop();
    const other = await startTencent({ world: saved, wall: () => cloud.world.clock.now() });
    try {
      dns = serveDns(other.emulator);
      expect(readWorld(writeWorld(other.world, { secrets: true }))).toEqual(readWorld(saved));
      expect(await ask(VpcId, "www.corp.example")).toBe("SERVFAIL");
      const broken = saved.replace(/ {8}endpoint: eid-\w+/, "        endpoint: eid-none000000");
      expect(() => readWorld(broken)).toThrow("there is no outbound endpoint eid-none000000");
    } finally {
      await other.emulator.stop();
    }
  });
});
