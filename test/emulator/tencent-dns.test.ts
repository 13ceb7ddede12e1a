import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { serveDns } from "../../emulator/dns/serve.ts";
import type { DnsServers } from "../../emulator/dns/servers.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { clientFor } from "./cloud-client.ts";
import { addresses, overUdp, question } from "./dns-client.ts";
import { tencentCode } from "./tencent-client.ts";
import { type Network, type Networks, RegistryId, registry, startNetworks } from "./tencent-network.ts";

const defaultName = `${registry.name}.tencentcloudcr.com`;
const vpcName = `${registry.name}-vpc.tencentcloudcr.com`;
const publicly = { UsePublicDomain: true };

let cloud: Networks;
let dns: DnsServers;
beforeEach(async () => {
  cloud = await startNetworks();
  dns = serveDns(cloud.emulator);
});
afterEach(() => cloud.emulator.stop());

const set = (settings: Readonly<Record<string, SettingValue>>) => cloud.world.set(settings);

async function resolverOf({ VpcId }: Network) {
  const resolver = (await dns.networks()).find(({ vpcId }) => vpcId === VpcId);
  if (resolver === undefined) throw new Error(`no resolver for ${VpcId}`);
  return resolver;
}
const ask = async (network: Network, name: string) => addresses(await resolverOf(network), name);
const vpcOf = ({ VpcId }: Network, Region = "ap-guangzhou") => ({ UniqVpcId: VpcId, Region });

/** A linked network whose `-vpc` name is on. */
async function moored(more: object = {}) {
  const network = await cloud.newNetwork();
  const ip = await cloud.link(network);
  await cloud.dns(true, network, ip, more);
  return { network, ip };
}

/** A customer's zone bound to the network, with one record. */
async function customerZone(network: Network, Domain: string, [SubDomain, RecordValue]: [string, string], more = {}) {
  const { ZoneId = "" } = await cloud.privatedns.CreatePrivateZone({ Domain, ...more });
  await cloud.privatedns.CreatePrivateZoneRecord({ ZoneId, RecordType: "A", SubDomain, RecordValue });
  await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(network)] });
  return ZoneId;
}

async function openPublicEntry(): Promise<void> {
  await cloud.tcr.ManageExternalEndpoint({ RegistryId, Operation: "Create" });
  await cloud.settle();
}

/** The managed zones as Private DNS shows them, with their records and VPCs. */
async function zonesShown() {
  const { PrivateZoneSet = [] } = await cloud.privatedns.DescribePrivateZoneList({});
  return Promise.all(
    PrivateZoneSet.map(async ({ ZoneId = "", Domain, VpcSet = [] }) => {
      const { RecordSet = [] } = await cloud.privatedns.DescribePrivateZoneRecordList({ ZoneId });
      return {
        ZoneId,
        Domain,
        vpcs: VpcSet.map(({ UniqVpcId }) => UniqVpcId),
        records: RecordSet.map((record) => ({ ...record, RecordId: record.RecordId ?? "" })),
      };
    }),
  );
}
async function onlyZone() {
  const [zone, ...more] = await zonesShown();
  if (zone === undefined || more.length > 0) throw new Error(`${more.length + 1} zones`);
  return zone;
}

describe("the names of a registry in a VPC", () => {
  it.each(["shared", "perInstance"])(
    "answer each VPC its own address, one switch a name, zones %s",
    async (tcrZoneLayout) => {
      set({ tcrZoneLayout });
      const [one, two, bare] = [await moored(), await moored(), await cloud.newNetwork()];
      expect(one.ip).not.toBe(two.ip);
      expect(await ask(one.network, vpcName)).toBe(one.ip);
      expect(await ask(two.network, vpcName)).toBe(two.ip);
      expect(await ask(bare, vpcName)).toBe("NXDOMAIN");
      expect(await ask(one.network, defaultName)).toBe("NXDOMAIN");
      await cloud.dns(true, one.network, one.ip, publicly);
      expect([await ask(one.network, defaultName), await ask(two.network, defaultName)]).toEqual([one.ip, "NXDOMAIN"]);
      await cloud.dns(false, one.network, one.ip);
      expect([await ask(one.network, vpcName), await ask(one.network, defaultName)]).toEqual(["NXDOMAIN", one.ip]);
    },
  );

  it("exist publicly without -vpc once the public entry is open, or always", async () => {
    const network = await cloud.newNetwork();
    expect(await ask(network, defaultName)).toBe("NXDOMAIN");
    set({ publicNameWhenClosed: "answers" });
    expect(await ask(network, defaultName)).toMatch(/^203\.0\.113\.\d+$/);
    set({ publicNameWhenClosed: "absent" });
    await openPublicEntry();
    expect(await ask(network, defaultName)).toMatch(/^203\.0\.113\.\d+$/);
    expect(await ask(network, vpcName)).toBe("NXDOMAIN");
  });

  it("of other registries still answer publicly beside a switch that is on", async () => {
    const { RegistryId: other = "" } = await cloud.tcr.CreateInstance({
      RegistryName: "others",
      RegistryType: "basic",
    });
    await cloud.settle();
    await cloud.tcr.ManageExternalEndpoint({ RegistryId: other, Operation: "Create" });
    await cloud.settle();
    const { network } = await moored();
    expect(await ask(network, "others.tencentcloudcr.com")).toMatch(/^203\.0\.113\./);
  });

  it("answer in a replica's region too", async () => {
    const RegionName = "ap-shanghai";
    const network = await cloud.newNetwork({ region: RegionName });
    const ip = await cloud.link(network, { RegionName });
    await cloud.dns(true, network, ip, { RegionName });
    expect(await ask(network, vpcName)).toBe(ip);
  });

  it.each([0, 60_000])(
    "published under another region are on there alone and answer nobody, where that is accepted (%i ms)",
    async (dnsPropagationMs) => {
      set({ dnsOtherRegion: "published", dnsPropagationMs, dnsStatusUnknown: "DISABLED" });
      const network = await cloud.newNetwork();
      const ip = await cloud.link(network);
      const away = { RegionName: "ap-shanghai" };
      const seen = async () => [
        await cloud.dnsStatus(network, ip),
        await cloud.dnsStatus(network, ip, away),
        await ask(network, vpcName),
      ];
      const turn = async (on: boolean, more: object = {}) => {
        await cloud.dns(on, network, ip, more);
        await cloud.settle();
      };
      await turn(true, away);
      expect(await seen()).toEqual(["DISABLED", "ENABLED", "NXDOMAIN"]);
      const refusal = "ResourceInsufficient.ErrorVpcDnsStatus";
      expect(await tencentCode(cloud.manage("Delete", network))).toBe(refusal);
      await turn(true);
      expect(await seen()).toEqual(["ENABLED", "ENABLED", ip]);
      await turn(false, away);
      expect(await seen()).toEqual(["ENABLED", "DISABLED", ip]);
      await turn(false, away);
      expect(await seen()).toEqual(["ENABLED", "DISABLED", ip]);
      await turn(true, away);
      await turn(false);
      expect(await seen()).toEqual(["DISABLED", "ENABLED", "NXDOMAIN"]);
      set({ linkDeleteWithDnsOn: "cascade" });
      await cloud.unlink(network);
      expect(await seen()).toEqual(["DISABLED", "DISABLED", "NXDOMAIN"]);
    },
  );

  it.each([
    ["public-only", "203.0.113"],
    ["servfail", "SERVFAIL"],
  ])("are not seen by a VPC with DNS servers of its own: %s", async (otherResolvers, answer) => {
    set({ otherResolvers });
    await openPublicEntry();
    const network = await cloud.newNetwork({ DnsServers: ["10.200.0.2"] });
    const ip = await cloud.link(network);
    await cloud.dns(true, network, ip, publicly);
    expect(await cloud.dnsStatus(network, ip, publicly)).toBe("ENABLED");
    expect(await ask(network, defaultName)).toContain(answer);
    await cloud.vpc.ModifyVpcAttribute({ VpcId: network.VpcId, DnsServers: ["183.60.83.19", "183.60.82.98"] });
    expect(await ask(network, defaultName)).toBe(ip);
  });

  it.each([
    ["silent", "NXDOMAIN"],
    ["answer", "10."],
  ])("while Private DNS is not activated: zones %s", async (tencentZonesWhenClosed, answer) => {
    set({ tencentZonesWhenClosed });
    const { network } = await moored();
    cloud.account.dnsService = "DISABLED";
    expect(await ask(network, vpcName)).toContain(answer);
  });

  it.each([
    [true, "kept"],
    [false, "new"],
  ])("are remembered for their TTL by resolvers: %s", async (tencentResolverKeeps, answer) => {
    set({ tencentResolverKeeps, managedRecordTtl: 60 });
    const { network, ip } = await moored();
    expect(await ask(network, vpcName)).toBe(ip);
    await cloud.dns(true, network, "10.99.99.99");
    expect(await ask(network, vpcName)).toBe(answer === "kept" ? ip : "10.99.99.99");
    await cloud.world.clock.advance(60_000);
    expect(await ask(network, vpcName)).toBe("10.99.99.99");
  });

  it.each([600, 60])("have a TTL of %i seconds", async (managedRecordTtl) => {
    set({ managedRecordTtl });
    const { network } = await moored();
    const [answer] = await overUdp(await resolverOf(network), [question(vpcName)]);
    expect(answer?.answers).toMatchObject([{ name: vpcName, ttl: managedRecordTtl }]);
  });

  it("are asked of the networks of both clouds, listed side by side", async () => {
    const { VpcId } = await cloud.newNetwork();
    const alibaba = { RegionId: "cn-hangzhou", CidrBlock: "10.0.0.0/16" };
    const other = await clientFor(cloud.endpoint).call("vpc", "CreateVpc", alibaba);
    const answer = await fetch(`${cloud.url}/_emulator/networks`);
    expect(await answer.json()).toEqual([
      expect.objectContaining({ cloud: "tencent", account: cloud.account.uin, region: "ap-guangzhou", vpcId: VpcId }),
      expect.objectContaining({ cloud: "alibaba", region: "cn-hangzhou", vpcId: other["VpcId"] }),
    ]);
  });
});

describe("a switch takes effect", () => {
  it.each([60_000, 120_000])("after %i ms, on and off", async (dnsPropagationMs) => {
    set({ dnsPropagationMs });
    const { network, ip } = await moored();
    const both = async () => [await cloud.dnsStatus(network, ip), await ask(network, vpcName)];
    await cloud.world.clock.advance(dnsPropagationMs - 1);
    expect(await both()).toEqual(["DISABLED", "NXDOMAIN"]);
    await cloud.world.clock.advance(1);
    expect(await both()).toEqual(["ENABLED", ip]);
    await cloud.dns(false, network, ip);
    expect(await both()).toEqual(["ENABLED", ip]);
    expect(await tencentCode(cloud.manage("Delete", network))).toBe("ResourceInsufficient.ErrorVpcDnsStatus");
    await cloud.world.clock.advance(dnsPropagationMs);
    expect(await both()).toEqual(["DISABLED", "NXDOMAIN"]);
  });

  it("later than its status says, if so set", async () => {
    set({ dnsPropagationMs: 60_000, dnsStatusAhead: true });
    const { network, ip } = await moored();
    const both = async () => [await cloud.dnsStatus(network, ip), await ask(network, vpcName)];
    expect(await both()).toEqual(["ENABLED", "NXDOMAIN"]);
    await cloud.world.clock.advance(60_000);
    expect(await both()).toEqual(["ENABLED", ip]);
    await cloud.dns(false, network, ip);
    expect(await both()).toEqual(["DISABLED", ip]);
  });
});

describe("the zones of the switches", () => {
  it.each([
    ["shared", [["tencentcloudcr.com", [registry.name, `${registry.name}-vpc`]]]],
    [
      "perInstance",
      [
        [defaultName, ["@"]],
        [vpcName, ["@"]],
      ],
    ],
  ])("are shown when they are visible, one a VPC: %s", async (tcrZoneLayout, wanted) => {
    set({ tcrZoneLayout, managedZoneVisibility: "visible" });
    const { network, ip } = await moored(publicly);
    await cloud.dns(true, network, ip);
    const shown = (await zonesShown()).map(({ Domain, records, vpcs }) => {
      expect(vpcs).toEqual([network.VpcId]);
      for (const record of records) expect(record).toMatchObject({ RecordValue: ip, TTL: 600, RecordType: "A" });
      return [Domain, records.map(({ SubDomain }) => SubDomain)];
    });
    expect(shown).toEqual(wanted);
    await moored();
    expect(await zonesShown()).toHaveLength(wanted.length + 1);
  });

  it("are nowhere in Private DNS when they are hidden", async () => {
    await moored();
    expect(await zonesShown()).toEqual([]);
    const [zone] = cloud.account.zones.values();
    const ZoneId = zone?.id ?? "";
    expect(zone).toMatchObject({ managed: true, domain: "tencentcloudcr.com" });
    expect(await tencentCode(cloud.privatedns.DescribePrivateZone({ ZoneId }))).toBe("InvalidParameter.ZoneNotExists");
    const write = cloud.privatedns.DeletePrivateZone({ ZoneId });
    expect(await tencentCode(write)).toBe("InvalidParameter.ZoneNotExists");
  });

  it.each([
    ["removed", 0],
    ["left", 1],
  ])("whose last switch was turned off are %s", async (managedZoneWhenEmpty, count) => {
    set({ managedZoneWhenEmpty, managedZoneVisibility: "visible" });
    const { network, ip } = await moored();
    await cloud.dns(false, network, ip);
    expect(await zonesShown()).toHaveLength(count);
    await cloud.dns(true, network, ip);
    expect(await zonesShown()).toHaveLength(1);
    expect(await ask(network, vpcName)).toBe(ip);
  });

  it("refuse to be changed through Private DNS, if so set", async () => {
    set({ managedZoneVisibility: "visible", managedZoneWrites: "OperationDenied" });
    await moored();
    const { ZoneId } = await onlyZone();
    const { privatedns } = cloud;
    const record = { ZoneId, RecordType: "A", SubDomain: "x", RecordValue: "10.0.0.1" };
    expect(await tencentCode(privatedns.ModifyPrivateZoneVpc({ ZoneId }))).toBe("OperationDenied");
    expect(await tencentCode(privatedns.CreatePrivateZoneRecord(record))).toBe("OperationDenied");
    expect(await tencentCode(privatedns.DeletePrivateZone({ ZoneId }))).toBe("OperationDenied");
  });
});

describe("drift", () => {
  it("comes from a link made again: the record keeps the old address until the switch is turned on again", async () => {
    set({ linkDeleteWithDnsOn: "stale-record" });
    const { network, ip } = await moored();
    await cloud.unlink(network);
    const next = await cloud.link(network);
    expect(next).not.toBe(ip);
    expect([await ask(network, vpcName), await cloud.dnsStatus(network, next)]).toEqual([ip, "DISABLED"]);
    await cloud.dns(true, network, next);
    expect([await ask(network, vpcName), await cloud.dnsStatus(network, next)]).toEqual([next, "ENABLED"]);
  });

  it("comes from somebody who changes, pauses or deletes a visible record", async () => {
    set({ managedZoneVisibility: "visible" });
    const { network, ip } = await moored(publicly);
    await cloud.dns(true, network, ip);
    const { ZoneId, records } = await onlyZone();
    const { RecordId = "" } = records.find(({ SubDomain }) => SubDomain?.endsWith("-vpc")) ?? {};
    const record = { ZoneId, RecordId, RecordType: "A", SubDomain: `${registry.name}-vpc` };
    await cloud.privatedns.ModifyPrivateZoneRecord({ ...record, RecordValue: "10.99.99.99" });
    expect([await ask(network, vpcName), await cloud.dnsStatus(network, ip)]).toEqual(["10.99.99.99", "DISABLED"]);
    await cloud.dns(true, network, ip);
    expect(await ask(network, vpcName)).toBe(ip);
    await cloud.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(RecordId)], Status: "disabled" });
    expect(await ask(network, vpcName)).toBe("NXDOMAIN");
    for (const word of ["DISABLED", "ENABLED", "ERROR"]) {
      set({ dnsStatusBrokenZone: word });
      expect(await cloud.dnsStatus(network, ip)).toBe(word);
    }
    await cloud.dns(true, network, ip);
    expect(await ask(network, vpcName)).toBe(ip);
    await cloud.privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId });
    expect([await ask(network, vpcName), await cloud.dnsStatus(network, ip)]).toEqual(["NXDOMAIN", "DISABLED"]);
  });

  it("comes from somebody who unbinds the VPC; turning the switch on binds it again", async () => {
    set({ managedZoneVisibility: "visible" });
    const { network, ip } = await moored();
    const { ZoneId } = await onlyZone();
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId });
    expect([await ask(network, vpcName), await cloud.dnsStatus(network, ip)]).toEqual(["NXDOMAIN", "DISABLED"]);
    await cloud.dns(true, network, ip);
    expect([await ask(network, vpcName), (await onlyZone()).vpcs]).toEqual([ip, [network.VpcId]]);
  });

  it.each([
    ["shared", defaultName, "@"],
    ["shared", "tencentcloudcr.com", registry.name],
    ["perInstance", defaultName, "@"],
  ])("comes from a customer's zone that shadows a hidden one: %s, %s", async (tcrZoneLayout, domain, host) => {
    set({ tcrZoneLayout });
    const { network, ip } = await moored(publicly);
    expect(await ask(network, defaultName)).toBe(ip);
    await customerZone(network, domain, [host, "10.99.99.99"]);
    expect([await ask(network, defaultName), await cloud.dnsStatus(network, ip, publicly)]).toEqual([
      "10.99.99.99",
      "ENABLED",
    ]);
  });

  it("does not come from a customer's zone above one of a single name", async () => {
    set({ tcrZoneLayout: "perInstance" });
    const { network, ip } = await moored();
    await customerZone(network, "tencentcloudcr.com", ["other", "10.99.99.99"], { DnsForwardStatus: "DISABLED" });
    expect(await ask(network, vpcName)).toBe(ip);
    expect(await ask(network, "unheard-of.tencentcloudcr.com")).toBe("NXDOMAIN");
  });
});

describe("zones of one main domain in one VPC", () => {
  const mainDomain = "InvalidParameter.VpcBindedMainDomain";
  it.each([
    ["visible", "accepted"],
    ["visible", "refused"],
    ["hidden", "refused"],
  ])(
    "are refused beside %s zones of the switches, and the reverse (bindBesideHiddenZone %s)",
    async (managedZoneVisibility, bindBesideHiddenZone) => {
      set({ managedZoneVisibility, bindBesideHiddenZone });
      const { network } = await moored();
      expect(await tencentCode(customerZone(network, "tencentcloudcr.com", ["x", "10.0.0.1"]))).toBe(mainDomain);
      const second = await cloud.newNetwork();
      await customerZone(second, "tencentcloudcr.com", ["x", "10.0.0.1"]);
      expect(await tencentCode(cloud.dns(true, second, "10.2.1.2"))).toBe("UnsupportedOperation.ModifyPrivateZoneVpc");
    },
  );

  it("are accepted beside hidden ones, if so set", async () => {
    const network = await cloud.newNetwork();
    await customerZone(network, "tencentcloudcr.com", ["x", "10.0.0.1"]);
    await cloud.dns(true, network, "10.1.1.2");
    expect(await cloud.dnsStatus(network, "10.1.1.2")).toBe("ENABLED");
  });

  it.each([
    ["same-name", "bound"],
    ["registrable", mainDomain],
  ])("are those of %s", async (sameMainDomain, outcome) => {
    set({ sameMainDomain });
    const network = await cloud.newNetwork();
    await customerZone(network, "a.example.com", ["@", "10.0.0.1"]);
    expect(await tencentCode(customerZone(network, "a.example.com", ["@", "10.0.0.2"]))).toBe(mainDomain);
    const sibling = customerZone(network, "b.example.com", ["@", "10.0.0.3"]);
    if (outcome === "bound") {
      await sibling;
      expect([await ask(network, "a.example.com"), await ask(network, "b.example.com")]).toEqual([
        "10.0.0.1",
        "10.0.0.3",
      ]);
    } else expect(await tencentCode(sibling)).toBe(outcome);
  });
});
