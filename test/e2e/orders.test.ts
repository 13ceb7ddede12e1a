import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configurationText, createStage, names, region, type Stage } from "./stage.ts";

const quick = { linkReadyMs: 5_000 };
const create = "cr:CreateInstanceVpcEndpointLinkedVpc";
const orders = [
  ["vpc", "vswitch", "tag"],
  ["vpc", "tag", "vswitch"],
  ["vswitch", "vpc", "tag"],
  ["vswitch", "tag", "vpc"],
  ["tag", "vpc", "vswitch"],
  ["tag", "vswitch", "vpc"],
] as const;

/** A stage on which one network is moored, so that links are no longer made one at a time, and no timer runs. */
async function createQuietStage(): Promise<Stage> {
  const stage = await createStage({ configuration: configurationText({ parts: "[registry]" }), settings: quick });
  const first = await stage.createNetwork("prod");
  await stage.untilMoored([first]);
  stage.pauseTimers();
  return stage;
}

async function linked(stage: Stage): Promise<readonly unknown[]> {
  return (await stage.links()).map((link) => link["VpcId"]);
}

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

describe("the events of one network", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.each(orders)("attach it once when they arrive as %s, %s, %s", async (...order) => {
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
    expect(await linked(stage)).not.toContain(vpc);
    for (const kind of order) {
      expect(eventBridge.resend(idOf[kind] ?? "")).toEqual(["network-changes"]);
      await stage.advance(4_000);
      expect(await linked(stage)).toContain(vpc);
    }
    expect(stage.calls()[create]).toBe(before + 1);
  });

  it.each([
    ["the tag in the create call, then the vSwitch", true, ["vswitch"]],
    ["the tag, then the vSwitch", false, ["tag", "vswitch"]],
    ["the vSwitch, then the tag", false, ["vswitch", "tag"]],
  ] as const)("attach it with the last of them when the owner makes %s", async (_, tagged, steps) => {
    const before = stage.calls()[create] ?? 0;
    const vpc = await stage.createVpc(tagged ? { "registry-link": "prod" } : {});
    for (const step of steps) {
      await stage.advance(10_000);
      expect(await linked(stage)).not.toContain(vpc);
      if (step === "vswitch") await stage.createVSwitch(vpc);
      else await stage.tag(vpc, "prod");
    }
    await stage.advance(10_000);
    expect(await linked(stage)).toContain(vpc);
    expect(stage.calls()[create]).toBe(before + 1);
  });

  it("attach it once when each of them arrives twice and at the same moment", async () => {
    const before = stage.calls()[create] ?? 0;
    stage.emulator.platform.eventBridge.control({ duplicate: 3 });
    const vpc = await stage.createVpc();
    await stage.createVSwitch(vpc);
    await stage.tag(vpc, "prod");
    await stage.advance(60_000);
    expect((await linked(stage)).filter((id) => id === vpc)).toHaveLength(1);
    expect(stage.calls()[create]).toBe(before + 1);
  });

  it("write nothing when they arrive hours later, after a timer's pass did the work", async () => {
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

  it("may all be lost: the timer's pass attaches the network within a minute", async () => {
    stage.emulator.platform.eventBridge.control({ lose: 2 });
    const vpc = await stage.createNetwork("prod");
    await stage.advance(50_000);
    expect(await linked(stage)).not.toContain(vpc);
    stage.pauseTimers(false);
    await stage.advance(60_000);
    expect(await linked(stage)).toContain(vpc);
    stage.pauseTimers();
  });

  it("never put the token that they carry into a log, a report or the store", async () => {
    const events = JSON.stringify(stage.emulator.platform.eventBridge.events());
    expect(events).toContain("emulated-live-token-never-log-this");
    const written = await stage.written();
    expect(written).toContain("moored");
    expect(written).not.toContain("emulated-live-token-never-log-this");
  });
});

describe("a network is attached by the event alone", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
  });
  afterAll(() => stage.stop());

  it.each(["ApiCall", "ConsoleOperation", "AliyunServiceEvent"])("of type %s", async (type) => {
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
    expect(await linked(stage)).toContain(vpc);
  });

  it.each(["ApiCall", "ConsoleOperation"])("of the central Tag product, of type %s", async (type) => {
    const vpc = await stage.createNetwork();
    await stage.advance(10_000);
    stage.world.set({ auditApiAs: type });
    await stage.call("tag", "TagResources", {
      RegionId: region,
      ResourceARN: [`arn:acs:vpc:${region}:1000000000000001:vpc/${vpc}`],
      Tags: JSON.stringify({ "registry-link": "prod" }),
    });
    expect(await linked(stage)).not.toContain(vpc);
    await stage.advance(10_000);
    stage.world.set({ auditApiAs: "ApiCall" });
    expect(stage.emulator.platform.eventBridge.events().at(-1)?.event.type).not.toMatch(/^vpc/);
    expect(await linked(stage)).toContain(vpc);
  });

  it("and resolves its name once a timer's pass saw the link ready", async () => {
    const vpc = await stage.createNetwork("prod");
    await stage.advance(10_000);
    stage.pauseTimers(false);
    await stage.untilMoored([vpc]);
    const link = (await stage.links()).find((candidate) => candidate["VpcId"] === vpc);
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [link?.["Ip"]], tcp: [link?.["Ip"]] });
  });
});
