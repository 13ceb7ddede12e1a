import { describe, expect, test } from "vitest";
import type { NameTarget } from "../../shared/clouds/port.ts";
import type { CreateRole } from "../../shared/model/change.ts";
import { type AlibabaWorld, createAlibabaWorld, region } from "./alibaba-world.ts";
import { describeCloud } from "./cloud.contract.ts";
import { context, stageOf, tenMinutes } from "./cloud-stage.ts";
import { describeOwnZones } from "./own-zones.contract.ts";
import { describeZones } from "./zones.contract.ts";

const createWorld = () => createAlibabaWorld();

describeCloud("Alibaba Cloud", createWorld);
describeZones("Alibaba Cloud", createWorld);
describeOwnZones("Alibaba Cloud", createWorld);
describeOwnZones("Alibaba Cloud, where a new zone shows late", () => createAlibabaWorld({ zoneVisibleMs: 2_000 }));

describe("Alibaba Cloud alone", () => {
  async function inWorld(work: (world: AlibabaWorld) => Promise<void>): Promise<void> {
    const world = await createWorld();
    try {
      await work(world);
    } finally {
      await world.stop();
    }
  }

  test.each([
    ["10.0.0.53,10.0.1.53", { provider: false, servers: ["10.0.0.53", "10.0.1.53"] }],
    ["100.100.2.136,10.0.0.53", { provider: true, servers: ["10.0.0.53"] }],
    ["", { provider: true, servers: [] }],
  ])("a network whose DHCP options set names the resolvers %j", (DomainNameServers, value) =>
    inWorld(async ({ call, cloud, makeNetwork, wait }) => {
      const { network } = await makeNetwork({ bare: true });
      const parameters = { RegionId: region, DomainNameServers };
      const { DhcpOptionsSetId } = await call("vpc", "CreateDhcpOptionsSet", parameters);
      await wait(tenMinutes);
      const attached = { RegionId: region, DhcpOptionsSetId: String(DhcpOptionsSetId), VpcId: network };
      await call("vpc", "AttachDhcpOptionsSetToVpc", attached);
      await wait(tenMinutes);
      const [found] = await cloud.networks({ region, ids: [network] }, context);
      expect(found?.resolvers).toMatchObject({ known: true, value });
    }),
  );

  test("a forwarding rule that covers the name is seen in the networks that it is bound to", () =>
    inWorld(async (world) => {
      const { call, makeNetwork, wait } = world;
      const stage = stageOf(world);
      const [near, far] = [await stage.linked(), await stage.linked()];
      const way = await makeNetwork({});
      const { VSwitchId } = await call("vpc", "CreateVSwitch", {
        RegionId: region,
        VpcId: way.network,
        ZoneId: `${region}-i`,
        CidrBlock: "10.2.9.0/24",
      });
      await wait(tenMinutes);
      const { EndpointId } = await call("pvtz", "AddResolverEndpoint", {
        Name: "out",
        VpcId: way.network,
        VpcRegionId: region,
        SecurityGroupId: "sg-1",
        IpConfig: [
          { AzId: `${region}-h`, CidrBlock: "10.2.0.0/24", VSwitchId: way.subnet },
          { AzId: `${region}-i`, CidrBlock: "10.2.9.0/24", VSwitchId: String(VSwitchId) },
        ],
      });
      await wait(tenMinutes);
      const { RuleId } = await call("pvtz", "AddResolverRule", {
        Name: "to the office",
        Type: "OUTBOUND",
        ZoneName: "cr.aliyuncs.com",
        EndpointId: String(EndpointId),
        ForwardIp: [{ Ip: "192.168.9.53", Port: "53" }],
        Vpcs: [{ VpcId: near.network, RegionId: region }],
      });
      expect((await stage.resolutionIn(near.network)).forwarding).toEqual({
        id: RuleId,
        zone: "cr.aliyuncs.com",
        servers: ["192.168.9.53"],
      });
      const other = await stage.resolutionIn(far.network);
      expect(other.forwarding).toBeNull();
      expect(other).not.toHaveProperty("forwardingUnread");
    }));

  test("few names with known zones are read without other networks' zones, in fewer calls, and seen the same", () =>
    inWorld(async (world) => {
      const { calls, cloud } = world;
      const stage = stageOf(world);
      const networks = [];
      for (let n = 0; n < 4; n++) networks.push((await stage.linked()).network);
      const [first = ""] = networks;
      const [target] = await stage.targetsIn(first);
      if (target === undefined) throw new Error("the registry has no name");
      const read = async (asked: NameTarget) => {
        const before = calls.length;
        const [view] = await cloud.resolutions([asked], context);
        if (view?.resolution.known !== true) throw new Error(`not resolved: ${JSON.stringify(view)}`);
        return { zones: view.resolution.value.zones, calls: calls.length - before };
      };
      const all = await read(target);
      const own = all.zones.filter(({ bindings }) => bindings.some(({ network }) => network === first));
      const few = await read({ ...target, zones: own.map(({ id }) => id) });
      expect(all.zones.length).toBe(4);
      expect(few.zones).toEqual(own);
      expect(few.calls).toBeLessThan(all.calls);
    }));

  test("the role of the registry's zones is made once", () =>
    inWorld(async (world) => {
      const { account, call, cloud, registry } = world;
      const role = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";
      const change: CreateRole = {
        kind: "create-role",
        registry: registry.alias,
        cloud: "alibaba",
        instance: registry.instance,
        network: "vpc-1",
        account,
        region,
        part: "registry",
        because: "the suite says so",
      };
      const before = await cloud.publishing(context);
      if (before.authorized) {
        await call("resourcemanager", "DeleteServiceLinkedRole", { RoleName: role });
        await world.wait(tenMinutes);
      }
      expect(await cloud.publishing(context)).toMatchObject({ authorized: false });
      expect((await cloud.write(change, context)).result).toBe("written");
      expect(await cloud.publishing(context)).toMatchObject({ authorized: true });
      expect((await cloud.write(change, context)).result).toBe("already");
    }));
});
