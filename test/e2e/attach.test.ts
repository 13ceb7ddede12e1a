import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuietStage, createStage, names, region, type Stage } from "./stage.ts";

const create = "cr:CreateInstanceVpcEndpointLinkedVpc";
const orders = [
  ["vpc", "vswitch", "tag"],
  ["vpc", "tag", "vswitch"],
  ["vswitch", "vpc", "tag"],
  ["vswitch", "tag", "vpc"],
  ["tag", "vpc", "vswitch"],
  ["tag", "vswitch", "vpc"],
] as const;

/** Ids of what was published since, the last of each call. */
function published(stage: Stage, since: number): Readonly<Record<string, string>> {
  const { eventBridge } = stage.emulator.platform;
  return Object.fromEntries(
    eventBridge
      .events()
      .slice(since)
      .map(({ event }) => [String((event["data"] as { eventName?: unknown }).eventName), event.id]),
  );
}

describe.concurrent("a tagged network", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(() => stage.stop());

  it.sequential("is attached for every part and resolves every name, over UDP and TCP", async () => {
    const vpc = await stage.createVpc({ "registry-link": "prod" });
    await stage.createVSwitch(vpc);
    await stage.minutes(8);
    const [registry] = await stage.links("Registry");
    const [chart] = await stage.links("Chart");
    expect(registry).toMatchObject({ VpcId: vpc, Status: "RUNNING" });
    expect(chart).toMatchObject({ VpcId: vpc, Status: "RUNNING" });
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [registry?.["Ip"]], tcp: [registry?.["Ip"]] });
    expect(await stage.ask(vpc, names.chart)).toEqual({ udp: [chart?.["Ip"]], tcp: [chart?.["Ip"]] });
    expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
  });
});

describe.concurrent("a network is attached by the event alone", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.sequential.each(["ApiCall", "ConsoleOperation", "AliyunServiceEvent"])("of type %s", async (type) => {
    stage.world.set({ auditApiAs: type });
    const since = stage.emulator.platform.eventBridge.events().length;
    const vpc = await stage.createNetwork("prod");
    const types = stage.emulator.platform.eventBridge
      .events()
      .slice(since)
      .map(({ event }) => event.type);
    await stage.advance(10_000);
    stage.world.set({ auditApiAs: "ApiCall" });
    expect(new Set(types)).toEqual(new Set([`vpc:ActionTrail:${type}`]));
    expect(await stage.linked()).toContain(vpc);
  });

  it.sequential.each(["ApiCall", "ConsoleOperation"])("of the central Tag product, of type %s", async (type) => {
    const vpc = await stage.createNetwork();
    await stage.advance(10_000);
    stage.world.set({ auditApiAs: type });
    await stage.call("tag", "TagResources", {
      RegionId: region,
      ResourceARN: [`arn:acs:vpc:${region}:1000000000000001:vpc/${vpc}`],
      Tags: JSON.stringify({ "registry-link": "prod" }),
    });
    expect(await stage.linked()).not.toContain(vpc);
    await stage.advance(10_000);
    stage.world.set({ auditApiAs: "ApiCall" });
    expect(stage.emulator.platform.eventBridge.events().at(-1)?.event.type).not.toMatch(/^vpc/);
    expect(await stage.linked()).toContain(vpc);
  });

  it.sequential("and resolves its name once a timer's pass saw the link ready", async () => {
    const vpc = await stage.createNetwork("prod");
    await stage.advance(10_000);
    stage.pauseTimers(false);
    await stage.untilMoored([vpc]);
    const link = (await stage.links()).find((candidate) => candidate["VpcId"] === vpc);
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [link?.["Ip"]], tcp: [link?.["Ip"]] });
  });
});

describe.concurrent("the events of one network", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.sequential.each(orders)("attach it once when they arrive as %s, %s, %s", async (...order) => {
    const { eventBridge } = stage.emulator.platform;
    const since = eventBridge.events().length;
    const before = stage.calls()[create] ?? 0;
    eventBridge.control({ lose: 3 });
    const vpc = await stage.createVpc();
    await stage.createVSwitch(vpc);
    await stage.tag(vpc, "prod");
    const ids = published(stage, since);
    const idOf = { vpc: ids["CreateVpc"], vswitch: ids["CreateVSwitch"], tag: ids["TagResources"] };
    await stage.advance(60_000);
    expect(await stage.linked()).not.toContain(vpc);
    for (const kind of order) {
      expect(eventBridge.resend(idOf[kind] ?? "")).toEqual(["network-changes"]);
      await stage.advance(4_000);
      expect(await stage.linked()).toContain(vpc);
    }
    expect(stage.calls()[create]).toBe(before + 1);
  });
});

describe.concurrent("the acts of one network's owner", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.sequential.each([
    ["the tag in the create call, then the vSwitch", true, ["vswitch"]],
    ["the tag, then the vSwitch", false, ["tag", "vswitch"]],
    ["the vSwitch, then the tag", false, ["vswitch", "tag"]],
  ] as const)("attach it with the last of them: %s", async (_, tagged, steps) => {
    const before = stage.calls()[create] ?? 0;
    const vpc = await stage.createVpc(tagged ? { "registry-link": "prod" } : {});
    for (const step of steps) {
      await stage.advance(10_000);
      expect(await stage.linked()).not.toContain(vpc);
      if (step === "vswitch") await stage.createVSwitch(vpc);
      else await stage.tag(vpc, "prod");
    }
    await stage.advance(10_000);
    expect(await stage.linked()).toContain(vpc);
    expect(stage.calls()[create]).toBe(before + 1);
  });
});

describe.concurrent("the events of one network, delivered badly,", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.sequential("attach it once when each of them arrives twice and at the same moment", async () => {
    const before = stage.calls()[create] ?? 0;
    stage.emulator.platform.eventBridge.control({ duplicate: 3 });
    const vpc = await stage.createVpc();
    await stage.createVSwitch(vpc);
    await stage.tag(vpc, "prod");
    await stage.advance(60_000);
    expect((await stage.linked()).filter((id) => id === vpc)).toHaveLength(1);
    expect(stage.calls()[create]).toBe(before + 1);
  });

  it.sequential("write nothing when they arrive hours later, after a timer's pass did the work", async () => {
    stage.emulator.platform.eventBridge.control({ delayMs: 5 * 3_600_000 });
    const vpc = await stage.createNetwork("prod");
    stage.emulator.platform.eventBridge.control({ delayMs: 0 });
    stage.pauseTimers(false);
    await stage.untilMoored([vpc]);
    stage.pauseTimers();
    const before = stage.writes();
    const logged = stage.logs().length;
    await stage.advance(5 * 3_600_000);
    const passes = stage
      .logs()
      .slice(logged)
      .map((line) => JSON.parse(line) as { trigger?: string });
    expect(passes.filter(({ trigger }) => trigger === "event")).toHaveLength(2);
    expect(stage.writes()).toEqual(before);
    expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
  });

  it.sequential("may all be lost: the timer's pass attaches the network within a minute", async () => {
    stage.emulator.platform.eventBridge.control({ lose: 2 });
    const vpc = await stage.createNetwork("prod");
    await stage.advance(50_000);
    expect(await stage.linked()).not.toContain(vpc);
    stage.pauseTimers(false);
    await stage.advance(60_000);
    expect(await stage.linked()).toContain(vpc);
    stage.pauseTimers();
  });

  it.sequential("never put the token that they carry into a log, a report or the store", async () => {
    const events = JSON.stringify(stage.emulator.platform.eventBridge.events());
    expect(events).toContain("emulated-live-token-never-log-this");
    const written = await stage.written();
    expect(written).toContain("moored");
    expect(written).not.toContain("emulated-live-token-never-log-this");
  });
});
