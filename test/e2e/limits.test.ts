import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configurationText, createQuietStage, createStage, type Stage } from "./stage.ts";

const onePart = { parts: "[registry]" };
const create = "cr:CreateInstanceVpcEndpointLinkedVpc";

/** The most links that were ever in transition at once, looked at after every step that the cloud took. */
function watchTransitions(stage: Stage): () => number {
  let most = 0;
  const look = () => {
    const links = [...stage.world.alibaba.accounts.values()]
      .flatMap(({ instances }) => [...instances.values()])
      .flatMap((instance) => instance.links);
    most = Math.max(most, links.filter(({ status }) => status !== "RUNNING").length);
  };
  stage.world.changed.subscribe(look);
  return () => most;
}

describe.concurrent("observing", () => {
  it.concurrent.each([
    ["the deployment's mode is observe", "observe", "repair", "this deployment runs in mode observe"],
    ["the registry's mode is observe", "full", "observe", 'gives registry "prod" mode observe'],
  ] as const)("no call that writes is made when %s", async (_, mode, registryMode, words) => {
    const stage = await createStage({ mode, configuration: configurationText({ mode: registryMode }) });
    try {
      const vpc = await stage.createNetwork("prod");
      await stage.minutes(3);
      await stage.pass("full");
      expect(await stage.finding(vpc)).toMatchObject({
        state: "held",
        code: "held/mode-observe",
        sentence: expect.stringContaining(words),
      });
      expect(stage.writes()).toEqual({});
      expect(await stage.ledger()).toEqual([]);
    } finally {
      await stage.stop();
    }
  });

  it.concurrent("a drift is told and not repaired once the configuration says observe", async () => {
    const stage = await createQuietStage();
    try {
      const [link] = await stage.links();
      const vpc = String(link?.["VpcId"]);
      const [zone] = await stage.zonesOf(vpc);
      const [record] = await stage.recordsOf(zone?.id ?? "");
      await stage.call("pvtz", "SetZoneRecordStatus", { RecordId: record?.RecordId, Status: "DISABLE" });
      await stage.configure(configurationText({ ...onePart, mode: "observe" }));
      const before = stage.writes();
      await stage.pass("full");
      expect(await stage.finding(vpc)).toMatchObject({ state: "drifted", code: "drifted/record-disabled" });
      expect(stage.writes()).toEqual(before);
      await stage.configure(configurationText(onePart));
      await stage.pass("full");
      expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
    } finally {
      await stage.stop();
    }
  });
});

describe.concurrent.each([
  ["as twelve events", true],
  ["found by one sweep", false],
])("twelve networks tagged at once, %s,", (_, events) => {
  let stage: Stage;
  const vpcs: string[] = [];
  let most: () => number;
  beforeAll(async () => {
    stage = await createQuietStage({ settings: { linkReadyMs: 90_000 } });
    most = watchTransitions(stage);
    for (let count = 0; count < 12; count++) vpcs.push(await stage.createNetwork());
    await stage.advance(10_000);
    // Every one: events of the networks' making may still be on their way.
    if (!events) stage.emulator.platform.eventBridge.control({ lose: 10_000 });
    for (const vpc of vpcs) await stage.tag(vpc, "prod");
  });
  afterAll(() => stage.stop());

  it.sequential("are attached with never more than five links in transition", async () => {
    await stage.advance(30_000);
    expect(await stage.linked()).toHaveLength(events ? 6 : 1);
    stage.pauseTimers(false);
    for (let minute = 0; minute < 12 && (await stage.linked()).length < 13; minute++) await stage.minutes(1);
    expect(new Set(await stage.linked())).toEqual(new Set([...(await stage.linked()), ...vpcs]));
    expect(await stage.linked()).toHaveLength(13);
    expect(most()).toBe(5);
    expect(stage.calls()[create]).toBe(13);
  });
});

describe.concurrent("the first links of a deployment", () => {
  it.concurrent("are made one at a time until one is verified", async () => {
    const stage = await createStage({ configuration: configurationText(onePart) });
    try {
      const most = watchTransitions(stage);
      const vpcs = [];
      for (let count = 0; count < 4; count++) vpcs.push(await stage.createNetwork("prod"));
      await stage.minutes(1);
      expect(await stage.linked()).toHaveLength(1);
      const [first] = await stage.linked();
      const waiting = vpcs.find((vpc) => vpc !== first) ?? "";
      expect(await stage.finding(waiting)).toMatchObject({ state: "held", code: "held/canary" });
      for (let minute = 0; minute < 5 && (await stage.linked()).length === 1; minute++) await stage.minutes(1);
      expect((await stage.links()).find((link) => link["VpcId"] === first)).toMatchObject({ Status: "RUNNING" });
      expect(await stage.linked()).toHaveLength(4);
      expect(most()).toBe(3);
    } finally {
      await stage.stop();
    }
  });

  it.concurrent("stop after three failed writes, and go on when the hour has passed", async () => {
    const stage = await createStage({ configuration: configurationText(onePart), settings: { linkReadyMs: 5_000 } });
    try {
      stage.world.faults.add({
        action: "CreateInstanceVpcEndpointLinkedVpc",
        times: 100,
        fault: { status: 400, code: "VSWITCH_IP_NOT_ENOUGH", message: "The vSwitch has no free address." },
      });
      const vpcs: string[] = [];
      for (let count = 0; count < 4; count++) vpcs.push(await stage.createNetwork("prod"));
      await stage.minutes(20);
      // A refused network is not asked for again within the hour, so the three failures are three networks'.
      expect(stage.calls()[create]).toBe(3);
      const findings = await Promise.all(vpcs.map((vpc) => stage.finding(vpc)));
      const codes = findings.map((finding) => finding?.code).sort();
      expect(codes).toEqual([...Array(3).fill("blocked/attach-refused"), "held/stopped-after-failures"]);
      const refused = findings.find((finding) => finding?.code === "blocked/attach-refused");
      expect(refused?.sentence).toContain("VSWITCH_IP_NOT_ENOUGH The vSwitch has no free address.");
      const stopped = findings.find((finding) => finding?.code === "held/stopped-after-failures");
      expect(stopped?.sentence).toContain("3 writes to registry");
      stage.world.faults.clear();
      await stage.minutes(35);
      expect(stage.calls()[create]).toBe(3);
      await stage.minutes(25);
      expect(stage.calls()[create]).toBe(7);
      for (const vpc of vpcs) expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
    } finally {
      await stage.stop();
    }
  });
});
