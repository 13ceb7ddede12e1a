import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serveDns } from "../../emulator/dns/serve.ts";
import type { DnsServers } from "../../emulator/dns/servers.ts";
import { readWorld } from "../../emulator/world-file/read.ts";
import { writeWorld } from "../../emulator/world-file/write.ts";
import { type Body, type Cloud, refusal, startCloud } from "./cloud-client.ts";
import { addresses } from "./dns-client.ts";

const regionId = "cn-hangzhou";
const registryName = "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com";
const publicName = "prod-registry.cn-hangzhou.cr.aliyuncs.com";
const publicAddress = "203.0.113.10";
const own = { domainNameServers: "10.0.0.53,10.0.0.54" };

// Time stands still but for what a test lets pass; requests are signed with the real one.
const wall = Math.floor(Date.now() / 1000) * 1000;
let cloud: Cloud;
let dns: DnsServers;
beforeEach(async () => {
  cloud = await startCloud({ wall: () => wall });
  dns = serveDns(cloud.emulator);
});
afterEach(() => cloud.emulator.stop());

/** `2020-07-13 10:51:44` */
const inBeijing = (time: number) => new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

async function newNetwork(cidr = "10.0.0.0/16") {
  const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId: regionId, CidrBlock: cidr, VpcName: "team" });
  return String(VpcId);
}
async function newSubnet(VpcId: string, CidrBlock: string, zone = "b") {
  const at = { RegionId: regionId, VpcId, CidrBlock, ZoneId: `${regionId}-${zone}` };
  return String((await cloud.call("vpc", "CreateVSwitch", at))["VSwitchId"]);
}
async function ask(network: string, name: string): Promise<string> {
  const resolver = (await dns.networks()).find(({ vpcId }) => vpcId === network);
  if (resolver === undefined) throw new Error(`no resolver for ${network}`);
  return addresses(resolver, name);
}
/** A private zone with one address for its own name, bound to the network. */
async function newZone(ZoneName: string, network: string, more: object = {}) {
  const { ZoneId } = await cloud.call("pvtz", "AddZone", { ZoneName, ...more });
  await cloud.call("pvtz", "AddZoneRecord", { ZoneId, Rr: "@", Type: "A", Value: "10.9.9.9" });
  await cloud.call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: network, RegionId: regionId }] });
  return String(ZoneId);
}

describe("a DHCP options set", () => {
  const create = async (more: object = {}) => {
    const { CreateDhcpOptionsSetRequest } = cloud.models;
    const { body } = await cloud.vpc.createDhcpOptionsSet(new CreateDhcpOptionsSetRequest({ regionId, ...more }));
    return body?.dhcpOptionsSetId ?? "";
  };
  const get = async (dhcpOptionsSetId: string) => {
    const { GetDhcpOptionsSetRequest } = cloud.models;
    return (await cloud.vpc.getDhcpOptionsSet(new GetDhcpOptionsSetRequest({ regionId, dhcpOptionsSetId }))).body;
  };
  const list = async (more: object = {}) => {
    const { ListDhcpOptionsSetsRequest } = cloud.models;
    return (await cloud.vpc.listDhcpOptionsSets(new ListDhcpOptionsSetsRequest({ regionId, ...more }))).body;
  };
  const attach = (dhcpOptionsSetId: string, vpcId: string, more: object = {}) => {
    const { AttachDhcpOptionsSetToVpcRequest: Request } = cloud.models;
    return cloud.vpc.attachDhcpOptionsSetToVpc(new Request({ regionId, dhcpOptionsSetId, vpcId, ...more }));
  };
  const detach = (dhcpOptionsSetId: string, vpcId: string) => {
    const { DetachDhcpOptionsSetFromVpcRequest: Request } = cloud.models;
    return cloud.vpc.detachDhcpOptionsSetFromVpc(new Request({ regionId, dhcpOptionsSetId, vpcId }));
  };
  const replace = (dhcpOptionsSetId: string, vpcId: string) => {
    const { ReplaceVpcDhcpOptionsSetRequest: Request } = cloud.models;
    return cloud.vpc.replaceVpcDhcpOptionsSet(new Request({ regionId, dhcpOptionsSetId, vpcId }));
  };
  const remove = (dhcpOptionsSetId: string) => {
    const { DeleteDhcpOptionsSetRequest: Request } = cloud.models;
    return cloud.vpc.deleteDhcpOptionsSet(new Request({ regionId, dhcpOptionsSetId }));
  };
  const update = (dhcpOptionsSetId: string, more: object) => {
    const { UpdateDhcpOptionsSetAttributeRequest: Request } = cloud.models;
    return cloud.vpc.updateDhcpOptionsSetAttribute(new Request({ regionId, dhcpOptionsSetId, ...more }));
  };
  /** What the VPC's own calls show of its set. */
  const shown = async (vpcId: string) => {
    const { DescribeVpcAttributeRequest, DescribeVpcsRequest } = cloud.models;
    const one = (await cloud.vpc.describeVpcAttribute(new DescribeVpcAttributeRequest({ regionId, vpcId }))).body;
    const all = (await cloud.vpc.describeVpcs(new DescribeVpcsRequest({ regionId, vpcId }))).body?.vpcs?.vpc;
    expect(all?.[0]).toMatchObject({
      dhcpOptionsSetId: one?.dhcpOptionsSetId,
      dhcpOptionsSetStatus: one?.dhcpOptionsSetStatus,
    });
    return [one?.dhcpOptionsSetId, one?.dhcpOptionsSetStatus];
  };

  test("is told in full, alone and in a list, with the VPCs that have it", async () => {
    const tag = [{ key: "team", value: "a" }];
    const more = {
      dhcpOptionsSetName: "resolvers",
      dhcpOptionsSetDescription: "of team a",
      domainName: "corp.example",
    };
    const id = await create({ ...own, ...more, leaseTime: "24h", tag });
    expect(id).toMatch(/^dopt-bp1[a-z0-9]{17}$/);
    const options = { domainName: "corp.example", domainNameServers: "10.0.0.53,10.0.0.54", leaseTime: "24h" };
    const common = {
      ...{ dhcpOptionsSetId: id, dhcpOptionsSetName: "resolvers", dhcpOptionsSetDescription: "of team a" },
      ...{
        ownerId: Number(cloud.account),
        dhcpOptions: options,
        tags: tag,
        creationTime: new Date(wall).toISOString().replace(".000", ""),
      },
    };
    expect(await get(id)).toMatchObject({ ...common, status: "Available", associateVpcs: [] });
    const network = await newNetwork();
    await attach(id, network);
    const associateVpcs = [{ vpcId: network, associateStatus: "InUse" }];
    expect(await get(id)).toMatchObject({ ...common, status: "InUse", associateVpcs });
    const listed = await list();
    expect(listed).toMatchObject({ totalCount: "1", nextToken: "" });
    expect(listed?.dhcpOptionsSets).toMatchObject([{ ...common, status: "InUse", associateVpcCount: 1 }]);
    expect(await shown(network)).toEqual([id, "InUse"]);
    const found = await cloud.call("vpc", "DescribeVpcs", { RegionId: regionId, DhcpOptionsSetId: id });
    expect(found["TotalCount"]).toBe(1);
  });

  test("is found by its id, name, suffix, tags and region, page by page", async () => {
    const first = await create({
      dhcpOptionsSetName: "first",
      domainName: "a.example",
      tag: [{ key: "k", value: "1" }],
    });
    const second = await create({ dhcpOptionsSetName: "second" });
    const idsOf = async (more: object) => (await list(more))?.dhcpOptionsSets?.map((set) => set.dhcpOptionsSetId);
    expect(await idsOf({ dhcpOptionsSetId: [second] })).toEqual([second]);
    expect(await idsOf({ dhcpOptionsSetName: "first" })).toEqual([first]);
    expect(await idsOf({ domainName: "a.example" })).toEqual([first]);
    expect(await idsOf({ tags: [{ key: "k", value: "1" }] })).toEqual([first]);
    expect(await idsOf({ regionId: "cn-beijing" })).toEqual([]);
    const page = await list({ maxResults: 1 });
    expect(page?.dhcpOptionsSets).toMatchObject([{ dhcpOptionsSetId: first }]);
    expect(await idsOf({ maxResults: 1, nextToken: page?.nextToken })).toEqual([second]);
  });

  test.each([
    [
      "four addresses at most",
      { domainNameServers: "10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4,10.0.0.5" },
      "QuotaExceeded.DomainNameServers",
    ],
    ["addresses", { domainNameServers: "ns.example" }, "InvalidDomainNameServers.Malformed"],
    ["a suffix that is a domain", { domainName: "-bad-" }, "IllegalParam.DomainName"],
    ["a name that starts with a letter", { dhcpOptionsSetName: "1st" }, "IllegalParam.DhcpOptionsSetName"],
    [
      "a description that is no address",
      { dhcpOptionsSetDescription: "https://x" },
      "IllegalParam.DhcpOptionsSetDescription",
    ],
    ["a lease time of its ranges", { leaseTime: "100d" }, "IllegalParam.LeaseTime"],
    ["nothing when it is only checked", { dryRun: true }, "DryRunOperation"],
  ])("takes %s", async (_, more, code) => {
    expect((await refusal(create(more))).code).toBe(code);
    expect((await list())?.totalCount).toBe("0");
  });

  test("is attached, replaced and detached, each only where it can be", async () => {
    const network = await newNetwork();
    const [one, two] = [await create(own), await create()];
    const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code;
    expect(await shown(network)).toEqual(["", "Available"]);
    expect(await codeOf(attach("dopt-none", network))).toBe("InvalidDhcpOptionsSetId.NotFound");
    expect(await codeOf(attach(one, "vpc-none"))).toBe("InvalidVpcId.NotFound");
    expect(await codeOf(detach(one, network))).toBe("OperationFailed.AttachmentNotExist");
    expect(await codeOf(replace(one, network))).toBe("OperationFailed.AttachmentNotExist");
    expect(await codeOf(attach(one, network, { dryRun: true }))).toBe("DryRunOperation");
    await attach(one, network);
    expect(await codeOf(attach(two, network))).toBe("OperationFailed.AttachmentExist");
    expect(await codeOf(detach(two, network))).toBe("AttrMismatching.VpcDhcpOptionsSetId");
    expect(await codeOf(remove(one))).toBe("DependencyViolation.VpcAttachment");
    await replace(two, network);
    expect(await shown(network)).toEqual([two, "InUse"]);
    await remove(one);
    expect(await codeOf(get(one))).toBe("InvalidDhcpOptionsSetId.NotFound");
    await detach(two, network);
    expect(await shown(network)).toEqual(["", "Available"]);
  });

  test("and its association are Pending for a while, and resolvers follow when that is over", async () => {
    const network = await newNetwork();
    cloud.world.set({ resolverChangeMs: 3_000 });
    const id = await create(own);
    expect((await get(id))?.status).toBe("Pending");
    expect((await refusal(attach(id, network))).code).toBe("IncorrectStatus.DhcpOptionsSet");
    expect((await refusal(update(id, { domainName: "a.example" }))).code).toBe("IncorrectStatus.DhcpOptionsSet");
    await newZone("corp.example", network);
    await cloud.world.clock.advance(3_000);
    await attach(id, network);
    expect(await shown(network)).toEqual([id, "Pending"]);
    expect((await get(id))?.associateVpcs).toMatchObject([{ vpcId: network, associateStatus: "Pending" }]);
    expect((await refusal(detach(id, network))).code).toBe("IncorrectStatus.VpcDhcpOptionsSet");
    expect(await ask(network, "corp.example")).toBe("10.9.9.9");
    await cloud.world.clock.advance(3_000);
    expect([await shown(network), await ask(network, "corp.example")]).toEqual([[id, "InUse"], "NXDOMAIN"]);
    await detach(id, network);
    expect([await shown(network), await ask(network, "corp.example")]).toEqual([[id, "Pending"], "NXDOMAIN"]);
    await cloud.world.clock.advance(3_000);
    expect([await shown(network), await ask(network, "corp.example")]).toEqual([["", "Available"], "10.9.9.9"]);
    await remove(id);
    expect((await get(id))?.status).toBe("Deleting");
    await cloud.world.clock.advance(3_000);
    expect((await list())?.totalCount).toBe("0");
  });

  test.each([
    ["others alone", "10.0.0.53", "NXDOMAIN"],
    ["the provider's", "100.100.2.136,100.100.2.138", "10.9.9.9"],
    ["one of the provider's beside another", "10.0.0.53,100.100.2.138", "10.9.9.9"],
    ["none", "", "10.9.9.9"],
  ])("with %s as resolvers answers names of zones accordingly", async (_, domainNameServers, answer) => {
    const network = await newNetwork();
    await newZone("corp.example", network);
    const id = await create({ domainNameServers });
    await attach(id, network);
    expect([await ask(network, "corp.example"), await ask(network, publicName)]).toEqual([answer, publicAddress]);
  });

  test("acts at once in its VPCs when its resolvers are changed", async () => {
    const network = await newNetwork();
    await newZone("corp.example", network);
    const id = await create({ domainNameServers: "100.100.2.136" });
    await attach(id, network);
    expect(await ask(network, "corp.example")).toBe("10.9.9.9");
    await update(id, own);
    expect(await ask(network, "corp.example")).toBe("NXDOMAIN");
    expect((await refusal(update(id, { domainNameServers: "x" }))).code).toBe("IllegalParam.DomainNameServers");
    await update(id, { domainNameServers: "" });
    expect(await ask(network, "corp.example")).toBe("10.9.9.9");
  });

  test.each([
    ["public", "NXDOMAIN", publicAddress],
    ["servfail", "SERVFAIL", "SERVFAIL"],
    ["refused", "REFUSED", "REFUSED"],
    ["provider", "10.9.9.9", publicAddress],
  ] as const)("of other resolvers that are %s", async (customResolver, name, common) => {
    cloud.world.set({ customResolver });
    const network = await newNetwork();
    await newZone("corp.example", network);
    await attach(await create(own), network);
    expect([await ask(network, "corp.example"), await ask(network, publicName)]).toEqual([name, common]);
  });

  test("goes with its VPC, and a repeated call with one token makes one set", async () => {
    const network = await newNetwork();
    const [id, again] = [await create({ ...own, clientToken: "t" }), await create({ ...own, clientToken: "t" })];
    expect(again).toBe(id);
    await attach(id, network);
    await cloud.call("vpc", "DeleteVpc", { RegionId: regionId, VpcId: network });
    expect((await get(id))?.status).toBe("Available");
  });
});

const pvtz = (action: string, query: object = {}) => cloud.call("pvtz", action, query);

/** An outbound endpoint with two source addresses in a VPC of its own. */
async function newEndpoint(more: object = {}) {
  const VpcId = await newNetwork("172.16.0.0/16");
  const IpConfig = [];
  for (const [zone, CidrBlock] of [
    ["b", "172.16.1.0/24"],
    ["h", "172.16.2.0/24"],
  ] as const) {
    const VSwitchId = await newSubnet(VpcId, CidrBlock, zone);
    IpConfig.push({ AzId: `${regionId}-${zone}`, CidrBlock, VSwitchId });
  }
  const asked = { Name: "out", VpcId, VpcRegionId: regionId, SecurityGroupId: "sg-1", IpConfig, ...more };
  return { asked, id: String((await pvtz("AddResolverEndpoint", asked))["EndpointId"]) };
}

const ForwardIp = [{ Ip: "10.0.0.53", Port: 53 }];
async function newRule(EndpointId: string, ZoneName = "corp.example", more: object = {}) {
  return String(
    (await pvtz("AddResolverRule", { Name: ZoneName, ZoneName, EndpointId, ForwardIp, ...more }))["RuleId"],
  );
}
const bind = (RuleId: string, ...vpcs: readonly string[]) =>
  pvtz("BindResolverRuleVpc", { RuleId, Vpc: vpcs.map((VpcId) => ({ VpcId, RegionId: regionId })) });

describe("an outbound endpoint", () => {
  test("is told in full, holds addresses of its vSwitches, and is INIT for a while", async () => {
    cloud.world.set({ resolverChangeMs: 3_000 });
    const { asked, id } = await newEndpoint();
    expect(id).toMatch(/^hr[a-z0-9]+$/);
    const told = {
      ...{ Id: id, Name: "out", VpcId: asked.VpcId, VpcName: "team", VpcRegionId: regionId, SecurityGroupId: "sg-1" },
      ...{ CreateTime: inBeijing(wall), CreateTimestamp: wall },
      IpConfigs: asked.IpConfig.map((one, at) => ({ ...one, Ip: `172.16.${at + 1}.1` })),
    };
    expect(await pvtz("DescribeResolverEndpoint", { EndpointId: id })).toMatchObject({ ...told, Status: "INIT" });
    await cloud.world.clock.advance(3_000);
    const endpoints = async (query: object) => (await pvtz("DescribeResolverEndpoints", query))["Endpoints"];
    expect(await endpoints({ Keyword: "OU", Status: "SUCCESS", VpcRegionId: regionId })).toMatchObject([
      { ...told, Status: "SUCCESS" },
    ]);
    expect([await endpoints({ Status: "INIT" }), await endpoints({ VpcRegionId: "cn-beijing" })]).toEqual([[], []]);
    const VSwitchId = asked.IpConfig[0]?.VSwitchId;
    const gone = () => cloud.call("vpc", "DeleteVSwitch", { RegionId: regionId, VSwitchId });
    expect((await refusal(gone())).code).toBe("DependencyViolation");
    await pvtz("DeleteResolverEndpoint", { EndpointId: id });
    await gone();
    expect((await refusal(pvtz("DescribeResolverEndpoint", { EndpointId: id }))).code).toBe(
      "ResolverEndpoint.NotExists",
    );
  });

  test("takes the addresses it is asked to, of vSwitches of its VPC, two at least; a refusal takes none", async () => {
    const { asked } = await newEndpoint();
    const [first = {}, second = {}]: readonly Body[] = asked.IpConfig;
    const codeOf = async (more: object) => (await refusal(pvtz("AddResolverEndpoint", { ...asked, ...more }))).code;
    expect(await codeOf({ IpConfig: [first] })).toBe("InvalidParameter");
    expect(await codeOf({ VpcId: await newNetwork() })).toBe("InvalidParameter");
    expect(await codeOf({ VpcRegionId: "cn-beijing" })).toBe("ZoneVpc.NotExists.VpcId");
    expect(
      await codeOf({
        IpConfig: [
          { ...first, Ip: "172.16.1.9" },
          { ...second, Ip: "10.0.0.1" },
        ],
      }),
    ).toBe("InvalidParameter");
    expect(await codeOf({ IpConfig: [first, { ...second, AzId: first["AzId"] }] })).toBe("InvalidParameter");
    const IpConfig = [{ ...first, Ip: "172.16.1.9" }, second];
    const { EndpointId } = await pvtz("AddResolverEndpoint", { ...asked, IpConfig });
    const { IpConfigs } = await pvtz("DescribeResolverEndpoint", { EndpointId });
    expect(IpConfigs).toMatchObject([{ Ip: "172.16.1.9" }, { Ip: "172.16.2.2" }]);
  });
});

describe("a forwarding rule", () => {
  test("is told in full, with its VPCs when they are asked for", async () => {
    const { id: EndpointId } = await newEndpoint();
    const network = await newNetwork();
    const RuleId = await newRule(EndpointId, "Corp.Example.", { Vpcs: [{ VpcId: network, RegionId: regionId }] });
    const told = {
      ...{ Id: RuleId, Name: "Corp.Example.", Type: "OUTBOUND", ZoneName: "corp.example" },
      ...{ EndpointId, EndpointName: "out", ForwardIps: ForwardIp, CreateTimestamp: wall, UpdateTimestamp: wall },
    };
    const bound = {
      VpcId: network,
      VpcName: "team",
      VpcType: "STANDARD",
      RegionId: regionId,
      VpcUserId: cloud.account,
    };
    expect(await pvtz("DescribeResolverRule", { RuleId })).toMatchObject({ ...told, BindVpcs: [bound] });
    const rules = async (query: object) => (await pvtz("DescribeResolverRules", query))["Rules"] as readonly Body[];
    const [brief] = await rules({});
    expect(brief).toMatchObject(told);
    expect(brief).not.toHaveProperty("BindVpcs");
    expect(await rules({ NeedDetailAttributes: true })).toMatchObject([{ ...told, BindVpcs: [bound] }]);
    expect(await rules({ Keyword: "corp", EndpointId })).toHaveLength(1);
    expect([await rules({ Keyword: "other" }), await rules({ EndpointId: "hr0" })]).toEqual([[], []]);
    expect(await pvtz("DescribeResolverRules", { PageSize: 1 })).toMatchObject({ TotalItems: 1, TotalPages: 1 });
  });

  test("is refused without an endpoint, a zone or servers of others", async () => {
    const { id } = await newEndpoint();
    const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code;
    expect(await codeOf(newRule("hr0"))).toBe("ResolverEndpoint.NotExists");
    expect(await codeOf(newRule(id, "-"))).toBe("Zone.Invalid.Name");
    expect(await codeOf(newRule(id, "a.example", { ForwardIp: [{ Ip: "100.100.2.138", Port: 53 }] }))).toBe(
      "InvalidParameter",
    );
    expect(await codeOf(newRule(id, "a.example", { ForwardIp: [{ Ip: "10.0.0.1", Port: 70_000 }] }))).toBe(
      "InvalidParameter",
    );
    expect(await codeOf(bind("hr0"))).toBe("ResolverRule.NotExists");
    expect(await codeOf(bind(await newRule(id), "vpc-none"))).toBe("ZoneVpc.NotExists.VpcId");
    cloud.world.alibaba.accounts.forEach((account) => {
      account.privateZoneService = "CLOSED";
    });
    expect(await codeOf(newRule(id, "b.example"))).toBe("Service.NotOpened");
  });

  test("is bound to a whole set of VPCs, none of which has another rule of the name", async () => {
    const { id } = await newEndpoint();
    const [one, two] = [await newNetwork(), await newNetwork()];
    const [rule, other] = [await newRule(id), await newRule(id)];
    const boundTo = async (RuleId: string) =>
      ((await pvtz("DescribeResolverRule", { RuleId }))["BindVpcs"] as readonly Body[]).map(({ VpcId }) => VpcId);
    await bind(rule, one, two);
    expect((await refusal(bind(other, two))).code).toBe("ZoneVpc.Zone.Repeated");
    await bind(rule, one);
    await bind(other, two);
    expect([await boundTo(rule), await boundTo(other)]).toEqual([[one], [two]]);
    await bind(other);
    expect(await boundTo(other)).toEqual([]);
  });

  test.each(["refused", "accepted"] as const)(
    "that is bound, and an endpoint with rules: deleting is %s",
    async (word) => {
      cloud.world.set({ usedResolverDelete: word });
      const { id: EndpointId } = await newEndpoint();
      const network = await newNetwork();
      const [RuleId, idle] = [await newRule(EndpointId, publicName), await newRule(EndpointId, "other.example")];
      cloud.world.set({ forwardedServers: "servfail" });
      await bind(RuleId, network);
      expect(await ask(network, publicName)).toBe("SERVFAIL");
      await pvtz("DeleteResolverRule", { RuleId: idle });
      const codeOf = async (action: string, query: object) => {
        try {
          await pvtz(action, query);
          return "accepted";
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      const expected = word === "refused" ? "InvalidParameter" : "accepted";
      expect(await codeOf("DeleteResolverEndpoint", { EndpointId })).toBe(expected);
      expect(await ask(network, publicName)).toBe(word === "refused" ? "SERVFAIL" : publicAddress);
      expect(await codeOf("DeleteResolverRule", { RuleId })).toBe(expected);
      if (word === "refused") {
        await bind(RuleId);
        await pvtz("DeleteResolverRule", { RuleId });
        await pvtz("DeleteResolverEndpoint", { EndpointId });
      }
      expect(await pvtz("DescribeResolverRules")).toMatchObject({ TotalItems: 0 });
    },
  );

  test("moves to another endpoint and other servers", async () => {
    const [first, second] = [await newEndpoint(), await newEndpoint()];
    const RuleId = await newRule(first.id);
    await cloud.world.clock.advance(60_000);
    const moved = { Name: "moved", EndpointId: second.id, ForwardIp: [{ Ip: "10.0.0.99", Port: 5353 }] };
    await pvtz("UpdateResolverRule", { RuleId, ...moved });
    const { ForwardIp: ForwardIps, ...rest } = moved;
    const UpdateTimestamp = wall + 60_000;
    expect(await pvtz("DescribeResolverRule", { RuleId })).toMatchObject({ ...rest, ForwardIps, UpdateTimestamp });
    expect((await refusal(pvtz("UpdateResolverRule", { RuleId, EndpointId: "hr0" }))).code).toBe(
      "ResolverEndpoint.NotExists",
    );
  });

  test("acts in its VPCs alone, once its endpoint is ready, on names from its zone downwards", async () => {
    cloud.world.set({ forwardedServers: "servfail", resolverChangeMs: 3_000 });
    const [bound, bare] = [await newNetwork(), await newNetwork()];
    const { id } = await newEndpoint();
    await bind(await newRule(id, "cn-hangzhou.cr.aliyuncs.com"), bound);
    expect(await ask(bound, publicName)).toBe(publicAddress);
    await cloud.world.clock.advance(3_000);
    expect([await ask(bound, publicName), await ask(bare, publicName)]).toEqual(["SERVFAIL", publicAddress]);
    expect([await ask(bound, "cn-hangzhou.cr.aliyuncs.com"), await ask(bound, "aliyuncs.com")]).toEqual([
      "SERVFAIL",
      "NXDOMAIN",
    ]);
  });

  test("stops with its account's PrivateZone, and counts for nothing where a VPC asks others", async () => {
    cloud.world.set({ forwardedServers: "servfail" });
    const network = await newNetwork();
    const { id } = await newEndpoint();
    await bind(await newRule(id, publicName), network);
    const account = cloud.world.alibaba.accounts.get(cloud.account);
    const vpc = account?.vpcs.get(network);
    if (account === undefined || vpc === undefined) throw new Error("no account");
    expect(await ask(network, publicName)).toBe("SERVFAIL");
    account.privateZoneService = "CLOSED";
    expect(await ask(network, publicName)).toBe(publicAddress);
    account.privateZoneService = "OPENED";
    vpc.dhcpOptionsSetId = "dopt-own";
    expect(await ask(network, publicName)).toBe(publicAddress);
  });

  // The name asked; the bound zone, with one record for itself; the rule; the answer under each setting.
  const [held, unheld] = ["SERVFAIL", "10.9.9.9"];
  test.each([
    ["held by a zone of the rule's name", registryName, registryName, "ZONE", registryName, [unheld, unheld, held]],
    ["held by a zone below the rule", registryName, registryName, "ZONE", "aliyuncs.com", [unheld, unheld, held]],
    ["held by a zone above the rule", "corp.example", "corp.example", "RECORD", "corp.example", [unheld, unheld, held]],
    ["that a zone swallows", "x.corp.example", "corp.example", "ZONE", "corp.example", [held, "NXDOMAIN", held]],
    ["that a zone lets through", "x.corp.example", "corp.example", "RECORD", "example", [held, held, held]],
    ["without a zone", "corp.example", "other.example", "ZONE", "example", [held, held, held]],
    [
      "that the rule does not cover",
      "corp.example",
      "corp.example",
      "ZONE",
      "x.corp.example",
      [unheld, unheld, unheld],
    ],
  ] as const)("gets a name %s or not, by setting", async (_, name, zone, ProxyPattern, rule, answers) => {
    cloud.world.set({ forwardedServers: "servfail" });
    const network = await newNetwork();
    await newZone(zone, network, { ProxyPattern });
    const { id } = await newEndpoint();
    await bind(await newRule(id, rule), network);
    const found = [];
    for (const forwardedNames of ["unheld", "let-through", "all"] as const) {
      cloud.world.set({ forwardedNames });
      found.push(await ask(network, name));
    }
    expect(found).toEqual(answers);
  });

  test("asks servers that know public names alone, and the longest rule counts", async () => {
    const network = await newNetwork();
    const { id } = await newEndpoint();
    await bind(await newRule(id, "aliyuncs.com"), network);
    await bind(await newRule(id, publicName), network);
    expect([await ask(network, publicName), await ask(network, registryName)]).toEqual([publicAddress, "NXDOMAIN"]);
  });
});

describe("both", () => {
  test("are in the change log where PrivateZone's are, and in the audit", async () => {
    const heard: string[] = [];
    const network = await newNetwork();
    const { id: EndpointId } = await newEndpoint();
    const RuleId = await newRule(EndpointId);
    await bind(RuleId, network);
    await bind(RuleId);
    await pvtz("UpdateResolverRule", { RuleId, Name: "renamed" });
    await pvtz("DeleteResolverRule", { RuleId });
    await pvtz("DeleteResolverEndpoint", { EndpointId });
    const logs = async (EntityType: string) => {
      const body = await pvtz("DescribeChangeLogs", { EntityType, PageSize: 100 });
      return (body["ChangeLogs"] as { ChangeLog: readonly Body[] }).ChangeLog.map(
        (log) => `${log["OperAction"]} ${log["EntityName"]}`,
      );
    };
    const rules = ["del renamed", "update renamed", "bind corp.example", "bind corp.example", "add corp.example"];
    expect(await logs("RESOLVER_RULE")).toEqual(rules);
    expect(await logs("RESOLVER_ENDPOINT")).toEqual(["del out", "add out"]);
    expect(await logs("PV_ZONE")).toEqual([]);
    for (const { event } of cloud.emulator.platform.eventBridge.events())
      heard.push(String((event.data as { eventName?: unknown }).eventName));
    expect(heard).toEqual(
      expect.arrayContaining(["AddResolverEndpoint", "AddResolverRule", "BindResolverRuleVpc", "DeleteResolverRule"]),
    );
    expect(heard.some((name) => name.startsWith("Describe"))).toBe(false);
  });

  test("are in a saved world, and what was under way goes on", async () => {
    cloud.world.set({ resolverChangeMs: 3_000, forwardedServers: "servfail" });
    const network = await newNetwork();
    const { CreateDhcpOptionsSetRequest } = cloud.models;
    const made = await cloud.vpc.createDhcpOptionsSet(new CreateDhcpOptionsSetRequest({ regionId, ...own }));
    const DhcpOptionsSetId = made.body?.dhcpOptionsSetId;
    const { id } = await newEndpoint();
    const RuleId = await newRule(id, publicName);
    await bind(RuleId, network);
    await cloud.world.clock.advance(3_000);
    const attachment = { RegionId: regionId, DhcpOptionsSetId, VpcId: network };
    await cloud.call("vpc", "AttachDhcpOptionsSetToVpc", attachment);
    const saved = writeWorld(cloud.world, { secrets: true });
    await cloud.emulator.stop();

    cloud = await startCloud({ world: saved, wall: () => wall });
    dns = serveDns(cloud.emulator);
    expect(readWorld(writeWorld(cloud.world, { secrets: true }))).toEqual(readWorld(saved));
    expect(await ask(network, publicName)).toBe("SERVFAIL");
    await cloud.world.clock.advance(3_000);
    expect(await ask(network, publicName)).toBe(publicAddress);
    const body = await cloud.call("vpc", "DescribeVpcAttribute", { RegionId: regionId, VpcId: network });
    expect(body).toMatchObject({ DhcpOptionsSetId, DhcpOptionsSetStatus: "InUse" });
  });
});
