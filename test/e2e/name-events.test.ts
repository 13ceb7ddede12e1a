import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readAlibabaPayload } from "../../shared/events/alibaba.ts";
import { readTencentPayload } from "../../shared/events/tencent.ts";
import type { Report } from "../../shared/model/report.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { configurationText, createQuietStage, names, region, type Stage } from "./stage.ts";
import {
  audited,
  both,
  createTencentStage,
  passForEachEvent,
  type TencentStage,
  vpcName,
} from "./tencent-direct-stage.ts";

/** Longer than an event takes. */
const aMoment = 10_000;

describe("deployed on Alibaba Cloud, with no timer running, the event alone has put right", () => {
  let stage: Stage;
  let vpc: string;
  let address: unknown;
  beforeAll(async () => {
    stage = await createQuietStage();
    const [link] = await stage.links();
    vpc = String(link?.["VpcId"]);
    address = link?.["Ip"];
    // Long enough ago that the change log tells nothing of how the zone was made.
    await stage.minutes(30);
  });
  afterAll(() => stage.stop());

  const zoneOf = async () => (await stage.zonesOf(vpc)).find(({ name }) => name === names.registry)?.id ?? "";
  const recordOf = async () => (await stage.recordsOf(await zoneOf()))[0]?.RecordId ?? "";
  const broken: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["a record that was disabled", async () => disable(await recordOf())],
    ["a zone that was unbound", async () => stage.call("pvtz", "BindZoneVpc", { ZoneId: await zoneOf() })],
  ];
  const disable = (RecordId: string) => stage.call("pvtz", "SetZoneRecordStatus", { RecordId, Status: "DISABLE" });

  it.sequential.each(broken)("%s", async (_, breaks) => {
    await breaks();
    await stage.advance(aMoment);
    // Mooring's own write raised an event too.
    const written = stage.writes();
    await stage.advance(aMoment);
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [address], tcp: [address] });
    expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
    await stage.minutes(5);
    expect(stage.writes()).toEqual(written);
  });

  it.sequential.each([
    ["does not come", { nameEvents: false }],
    ["comes on the bus of another region", { privateZoneEventRegion: "cn-zhangjiakou" }],
  ])("nothing where it %s, and the timer's pass does it", async (_, settings) => {
    stage.world.set(settings);
    await disable(await recordOf());
    await stage.advance(aMoment);
    stage.world.set({ nameEvents: true, privateZoneEventRegion: "call" });
    const statusOf = async () => (await stage.recordsOf(await zoneOf())).map(({ Status }) => Status);
    expect(await statusOf()).toEqual(["DISABLE"]);
    expect((await stage.pass("frequent")).applied).toHaveLength(1);
    expect(await statusOf()).toEqual(["ENABLE"]);
    // The event of that write is none of the next test's.
    await stage.advance(aMoment);
  });

  it.sequential("a link that somebody deleted: it is asked for again", async () => {
    const [link] = await stage.links();
    const ids = { InstanceId: "cri-mooringdemo01", ModuleName: "Registry", VpcId: vpc, VswitchId: link?.["VswitchId"] };
    const create = "cr:CreateInstanceVpcEndpointLinkedVpc";
    const before = stage.writes()[create] ?? 0;
    // Later than the link is gone.
    stage.world.set({ eventDelayMs: 120_000 });
    await stage.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", ids);
    stage.world.set({ eventDelayMs: 3_000 });
    await stage.advance(130_000);
    expect(stage.writes()[create]).toBe(before + 1);
  });
});

describe("what an event about a zone costs on Alibaba Cloud", () => {
  let stage: DirectStage;
  let vpcs: readonly string[];
  beforeAll(async () => {
    stage = await createDirectStage({
      configuration: configurationText({ parts: "[registry]", extra: "limits:\n  inTransition: 50\n" }),
      settings: { linkReadyMs: 5_000 },
    });
    const made: string[] = [];
    for (let count = 0; count < 6; count++) {
      made.push(await stage.createVpc({ "registry-link": "prod" }));
      await stage.createVSwitch(made.at(-1) ?? "");
    }
    vpcs = made;
    let report: Report | undefined;
    for (let minute = 0; minute < 10 && !report?.findings.every(({ state }) => state === "moored"); minute++)
      [report] = await stage.minutes(1);
    await stage.pass();
    await stage.world.clock.advance(30 * 60_000);
    await stage.pass();
  });
  afterAll(() => stage.stop());

  /** Passes for the events since, as the function makes them, and the calls of each. */
  async function passes(
    work: () => Promise<unknown>,
  ): Promise<readonly { readonly report: Report; readonly calls: number }[]> {
    const bus = stage.emulator.platform.eventBridge;
    const since = bus.events().length;
    await work();
    const made: { report: Report; calls: number }[] = [];
    for (const { event } of bus.events().slice(since)) {
      const trigger = readAlibabaPayload(JSON.stringify(event));
      if (trigger.kind === "ignored") continue;
      stage.calls.clear();
      const report = await stage.pass({ trigger });
      made.push({ report, calls: [...stage.calls.values()].reduce((sum, count) => sum + count, 0) });
    }
    return made;
  }

  it("a call at most for a zone that is none of Mooring's business, and the report stays", async () => {
    const foreign = await passes(async () => {
      const { ZoneId } = await stage.call("pvtz", "AddZone", { ZoneName: "corp.internal" });
      await stage.call("pvtz", "AddZoneRecord", { ZoneId, Rr: "app", Type: "A", Value: "10.1.1.1" });
      await stage.call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: vpcs[0], RegionId: region }] });
    });
    expect(foreign.map(({ calls }) => calls)).toEqual([1, 1, 1]);
    expect(foreign.flatMap(({ report }) => report.findings)).toEqual([]);
  });

  it("a few for a network's own zone, whoever changed it, however many networks there are", async () => {
    const found = await stage.call("pvtz", "DescribeZones", { QueryVpcId: vpcs[3], QueryRegionId: region });
    const [zone] = (found["Zones"] as { readonly Zone: readonly { readonly ZoneId: string }[] }).Zone;
    const own = await passes(() =>
      stage.call("pvtz", "SetProxyPattern", { ZoneId: zone?.ZoneId, ProxyPattern: "ZONE" }),
    );
    expect(own.map(({ report }) => report.findings.map(({ network }) => network))).toEqual([[vpcs[3]]]);
    expect(own[0]?.calls).toBeLessThanOrEqual(12);
  });

  it("a look at the network that a wide zone was bound to, and none for a zone below the name", async () => {
    const bound = async (ZoneName: string) => {
      const { ZoneId } = await stage.call("pvtz", "AddZone", { ZoneName });
      await stage.call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: vpcs[1], RegionId: region }] });
    };
    const looked = (made: Awaited<ReturnType<typeof passes>>) =>
      made.map(({ report }) => report.findings.map(({ network, state }) => [network, state]));
    expect(looked(await passes(() => bound(`x.${names.registry}`)))).toEqual([[], []]);
    const seen = [[vpcs[1], "moored"]];
    expect(looked(await passes(() => bound("cn-hangzhou.cr.aliyuncs.com")))).toEqual([seen, seen]);
  });
});

describe("on Tencent Cloud", () => {
  let stage: TencentStage;
  afterEach(() => stage.stop());

  async function moored(): Promise<string> {
    stage = await createTencentStage({ tencentAccounts: [audited] });
    const vpc = await stage.createNetwork();
    await stage.untilMoored([vpc]);
    // A name that was published just now may take a while.
    await stage.world.clock.advance(20 * 60_000);
    await stage.pass();
    return vpc;
  }

  it("a switch that somebody turned off is on again by the event alone, and the event of that finds nothing to do", async () => {
    const vpc = await moored();
    const bus = stage.emulator.tencent.eventBus;
    const since = bus.events().length;
    await stage.turn(vpc, "off");
    const before = stage.writes();
    expect(await passForEachEvent(stage, since)).toBe(1);
    // As long as a resolver remembers.
    await stage.world.clock.advance(120_000);
    expect(await stage.ask(vpc)).toEqual(both((await stage.linkOf(vpc)).AccessIp));
    const again = bus.events().length;
    expect(again).toBeGreaterThan(since + 1);
    const written = stage.writes();
    expect(written).not.toEqual(before);
    expect(await passForEachEvent(stage, since + 1)).toBe(again - since - 1);
    expect(stage.writes()).toEqual(written);
  });

  it("a zone that shadows a name is reported by its event, and one that cannot costs a call", async () => {
    const vpc = await moored();
    const VpcSet = [{ UniqVpcId: vpc, Region: "ap-guangzhou" }];
    const bus = stage.emulator.tencent.eventBus;
    let since = bus.events().length;
    await stage.user.privatedns.CreatePrivateZone({ Domain: "corp.com", VpcSet });
    stage.calls.clear();
    await passForEachEvent(stage, since);
    expect([...stage.calls]).toEqual([["privatedns:DescribePrivateZoneList", 1]]);
    since = bus.events().length;
    await stage.user.privatedns.CreatePrivateZone({ Domain: vpcName, VpcSet, DnsForwardStatus: "DISABLED" });
    stage.calls.clear();
    const [{ event } = { event: {} }] = bus.events().slice(since);
    const trigger = readTencentPayload(event);
    if (trigger.kind === "ignored") throw new Error(trigger.because);
    const report = await stage.pass({ trigger });
    expect(report.findings).toMatchObject([{ network: vpc, state: "drifted" }]);
  });
});
