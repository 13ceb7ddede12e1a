import { describe, expect, test } from "vitest";
import { defaultTencentAccount } from "../../emulator/index.ts";
import type { SwitchOff, SwitchOn } from "../../shared/model/change.ts";
import { describeCloud } from "./cloud.contract.ts";
import { context, failureOf, stageOf, tenMinutes } from "./cloud-stage.ts";
import { describeOwnZones } from "./own-zones.contract.ts";
import { describeSwitches } from "./switches.contract.ts";
import { createTencentWorld, type Settings, type TencentWorld } from "./tencent-world.ts";
import { describeTencentZones } from "./tencent-zones.ts";

const region = "ap-guangzhou";

/** What the vendor does not document, each the other way round. */
const unlike: readonly (readonly [name: string, settings: Settings])[] = [
  ["as it is emulated", {}],
  [
    "that refuses to repeat, and says other words",
    {
      settings: {
        dnsStatusWords: "ENABLE/DISABLE/ERROR",
        dnsStatusComparesIp: false,
        dnsStatusResultOrder: "shuffled",
        dnsCreateRepeated: "UnsupportedOperation.CreatePrivateZoneRecord",
        dnsDeleteAbsent: "UnsupportedOperation.DeletePrivateZoneRecord",
        dnsDeleteComparesIp: false,
        linkRepeatedCode: "InternalError.ErrConflict",
        linkPendingStatus: "",
        linkDeletingStatus: "Running",
        ipBeforeRunning: true,
        emptyLinkList: "empty-list",
        unknownInstance: "ResourceNotFound",
        tencentThrottlingCode: "RequestLimitExceeded.UinLimitExceeded",
        tencentLanguage: "zh-CN",
        vpcTimeZone: "UTC",
        zoneTimes: "UTC",
        sameMainDomain: "registrable",
        bindRepeated: "InvalidParameter.VpcBinded",
        unbindAbsent: "InvalidParameter.IllegalVpcInfo",
      },
    },
  ],
  [
    "whose zones can be seen",
    {
      settings: {
        managedZoneVisibility: "visible",
        tcrZoneLayout: "perInstance",
        managedZoneWhenEmpty: "left",
        recordPageMax: 100,
        recordStatusWords: "ENABLED/DISABLED",
        pausedRecordShown: "in-enabled",
        boundZoneDelete: "success",
        dnsStatusResultOrder: "merged-per-vpc",
        dnsStatusMaxBatch: 20,
        instanceKnownIn: "home-region",
      },
    },
  ],
];

for (const [name, settings] of unlike) {
  describeCloud(`Tencent Cloud ${name}`, createTencentWorld(settings));
  describeSwitches(`Tencent Cloud ${name}`, createTencentWorld(settings));
  describeOwnZones(`Tencent Cloud ${name}`, createTencentWorld(settings));
  describeTencentZones(`Tencent Cloud ${name}`, createTencentWorld(settings));
}

test("the driver signs for each product by its own name, which a strict gateway insists on", async () => {
  const { cloud, registry, stop } = await createTencentWorld({ settings: { scopeService: "strict" } })();
  expect(await cloud.networks({ region, ids: null }, context)).toEqual([]);
  expect((await cloud.instance(registry, context)).running).toBe(true);
  expect((await cloud.publishing(context)).service).toBe("open");
  await stop();
});

describe("on Tencent Cloud", () => {
  /** A linked network, and what a change of the custom name's zone there needs. */
  async function scene(world: TencentWorld) {
    const stage = stageOf(world);
    const { network, attach, address } = await stage.linked();
    const { subnet: _, createServiceLinkedRole: __, kind: ___, ...target } = attach;
    const base = { ...target, name: "images.example.com", repoints: false };
    const make = { ...base, nameKind: "custom", zoneName: "example.com", fallsThrough: true, remark: "ours" } as const;
    const made = await stage.write({ ...make, kind: "create-zone" });
    const of = { ...base, zone: made.result === "moved" ? "" : (made.made ?? ""), zoneName: "example.com" };
    const bindings = [{ network, region, account: null, kind: "" }];
    const bind = { ...of, kind: "bind-zone", revision: "", have: [], want: bindings } as const;
    const want = { host: "images", type: "A", value: address, ttl: 60 };
    const fill = { ...of, kind: "create-record", revision: "", want } as const;
    return { stage, network, of, bind, fill };
  }

  test.each([
    ["same-name", "example.com"],
    ["registrable", "other.example.com"],
  ])(
    "a network that has a zone of the main domain (%s) refuses another, and the refusal names it",
    async (sameMainDomain, theirs) => {
      const world = await createTencentWorld({ settings: { sameMainDomain } })();
      const { privatedns } = world.clients;
      const { stage, network, bind } = await scene(world);
      const VpcSet = [{ UniqVpcId: network, Region: region }];
      const { ZoneId } = await privatedns.CreatePrivateZone({ Domain: theirs, Remark: "the office", VpcSet });
      const failure = await failureOf(stage.write(bind));
      expect(failure).toMatchObject({ kind: "conflict", code: "InvalidParameter.VpcBindedMainDomain" });
      expect(failure.message).toContain(`${ZoneId} (${theirs}, remark "the office")`);
      expect(failure.message).toContain(network);
      await world.stop();
    },
  );

  test.each([
    ["listed", null],
    ["told by its zone, where the list may not be read", "UnauthorizedOperation"],
  ])("a forwarding rule that covers the name is %s, until it is gone", async (_, code) => {
    const world = await createTencentWorld()();
    const { privatedns, world: emulated } = world.clients;
    const { stage, network, of, bind } = await scene(world);
    await stage.write(bind);
    if (code !== null) {
      const fault = { status: 200, code, message: "you are not authorized to perform operation" };
      emulated.faults.add({ product: "privatedns", action: "DescribeForwardRuleList", times: 9, fault });
    }
    const [target] = await stage.targetsIn(network);
    if (target === undefined) throw new Error("the registry has no name");
    const seen = async () => {
      const asked = [{ ...target, kind: "custom" as const, name: of.name }, target];
      const views = await world.cloud.resolutions(asked, context);
      return views.map(({ resolution }) => (resolution.known ? resolution.value.forwarding : resolution));
    };
    expect(await seen()).toEqual([null, null]);
    const ForwardIp = { AccessType: "CLB", Host: "10.9.9.9", Port: 53, IpNum: 1, VpcId: network };
    const place = { EndpointName: "office", EndpointRegion: region };
    // The SDK's typed method knows no parameters.
    const { EndpointId: EndPointId } = await privatedns.request("CreateExtendEndpoint", { ...place, ForwardIp });
    const way = { RuleName: "to the office", RuleType: "DOWN", ZoneId: of.zone, EndPointId };
    const { RuleId = "" } = await privatedns.CreateForwardRule(way);
    const rule = { id: code === null ? RuleId : "to the office", zone: "example.com" };
    expect(await seen()).toEqual([{ ...rule, ofZone: true, servers: [expect.stringContaining("10.9.9.9")] }, null]);
    await privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    expect(await seen()).toEqual([null, null]);
    await world.stop();
  });

  test("the last record of a zone that is bound cannot be deleted, which is no outcome left open", async () => {
    const world = await createTencentWorld()();
    const { stage, bind, fill, of } = await scene(world);
    await stage.write(fill);
    await stage.write(bind);
    const { RecordSet } = await world.clients.privatedns.DescribePrivateZoneRecordList({ ZoneId: of.zone });
    const have = { ...fill.want, id: RecordSet?.[0]?.RecordId ?? "", enabled: true, remark: "" };
    const failure = await failureOf(stage.write({ ...of, kind: "delete-record", revision: "", have }));
    expect(failure).toMatchObject({ kind: "conflict", code: "FailedOperation.DeleteLastBindVpcRecordFailed" });
    expect(failure.message).not.toContain("outcome is unknown");
    await world.stop();
  });

  test("a network that somebody binds beside the planned ones keeps its binding", async () => {
    const world = await createTencentWorld()();
    const { stage, bind, network } = await scene(world);
    await stage.write(bind);
    const other = await world.makeNetwork({ bare: true });
    const both = [...bind.want, { network: other.network, region, account: null, kind: "" }];
    expect((await stage.write({ ...bind, have: bind.want, want: both })).result).toBe("written");
    expect((await stage.write({ ...bind, have: both, want: both.slice(1) })).result).toBe("written");
    const reach = await world.cloud.zoneReach([bind.zone], context);
    expect(reach).toEqual([{ id: bind.zone, name: "example.com", networks: [other.network] }]);
    expect(network).not.toBe(other.network);
    await world.stop();
  });

  test("a switch in a replica's region is on there and nowhere else, and is turned off where the change says", async () => {
    const replica = "ap-shanghai";
    const registries = [{ ...defaultTencentAccount.registries[0], replicas: [replica] }];
    const world = await createTencentWorld({ tencentAccounts: [{ ...defaultTencentAccount, registries }] })();
    const { cloud, account, registry } = world;
    const { vpc } = world.clients.clientsWith({ region: replica });
    const { Vpc } = await vpc.CreateVpc({ VpcName: "away", CidrBlock: "10.9.0.0/16" });
    const network = Vpc?.VpcId ?? "";
    const cidr = { SubnetName: "a", CidrBlock: "10.9.0.0/24", Zone: `${replica}-3` };
    const { Subnet } = await vpc.CreateSubnet({ VpcId: network, ...cidr });
    const stage = stageOf(world);
    const attach = { ...stage.attachOf(network, Subnet?.SubnetId ?? ""), region: replica };
    expect((await stage.write(attach)).result).toBe("written");
    await world.wait(tenMinutes);
    const link = (await stage.links()).find((one) => one.network === network);
    const address = link?.address.known === true ? link.address.value : "";
    const [first] = await stage.names();
    if (first === undefined) throw new Error("the registry has no name");
    const seen = async () => {
      const of = { registry, network, region: replica, part: "registry" as const, address, ...first };
      const [view] = await cloud.resolutions([of], context);
      return view?.resolution.known === true ? view.resolution.value.switch : null;
    };
    const base = { registry: "prod", cloud: "tencent" as const, instance: registry.instance, network, account };
    const target = { ...base, region: replica, part: "registry" as const, because: "the test says so" };
    const of = { ...target, name: first.name, nameKind: first.kind, address, repoints: false };
    const on: SwitchOn = { ...of, kind: "switch-on", first: true };
    const off: SwitchOff = { ...of, kind: "switch-off", first: false, switchRegion: region };

    expect(await seen()).toMatchObject({ state: "off", elsewhere: null });
    expect((await stage.write(on)).result).toBe("written");
    await world.wait(tenMinutes);
    expect(await seen()).toMatchObject({ state: "on", elsewhere: null });
    expect((await stage.write(off)).result).toBe("already");
    expect(await seen()).toMatchObject({ state: "on" });
    expect((await stage.write({ ...off, switchRegion: replica })).result).toBe("written");
    await world.wait(tenMinutes);
    expect(await seen()).toMatchObject({ state: "off", elsewhere: null });
    await world.stop();
  });
});
