import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { switchAuditFeed } from "../../emulator/tencent/audit/feed-route.ts";
import { matches, patternMistakes } from "../../emulator/tencent/eventbridge/pattern.ts";
import { startTencent, type Tencent, tencentCode, tencentRefusal } from "./tencent-client.ts";

let cloud: Tencent;
let folder: string;
let bus: string;

const functionResource = "qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function/probe/$LATEST";
const pattern = JSON.stringify({ source: ["vpc.cloud.tencent"] });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
  writeFileSync(join(folder, "index.js"), "exports.main = async (event) => { console.log(JSON.stringify(event)); };");
  cloud = await startTencent({ settings: { publishedLimits: "off" } });
  await createProbe("ap-guangzhou");
});
beforeEach(() => {
  switchAuditFeed(cloud.account, true, Date.now());
  bus = cloud.account.eventBuses.find(({ type }) => type === "Cloud")?.id ?? "";
});
afterEach(() => {
  cloud.account.eventBuses.length = 0;
  cloud.world.set(usual);
});
afterAll(async () => {
  await cloud.emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const usual = {
  ebDefaultBusByApi: "opened",
  ebPatternOperators: "all",
  ebFunctionMustExist: true,
  ebFunctionRegion: "any",
  ebEnvelopeResource: "rule",
  ebDeliveriesPerDay: 2_000,
  ebRulesPerBus: 50,
  ebTargetsPerRule: 5,
} as const;

function createProbe(region: string) {
  return cloud.emulator.tencent.functions.create({
    name: "probe",
    account: cloud.account.uin,
    region,
    runtime: "Nodejs18.15",
    handler: "index.main",
    code: folder,
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    environment: {},
    role: null,
    asynchronous: { retries: 0, eventAgeSeconds: 21_600, onFailure: null },
    reservedConcurrency: 5,
  });
}

let printedBefore = 0;
/** What the function has printed since it was last asked. */
async function printed(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await cloud.world.clock.advance(0);
  const lines = cloud.world.logs.list("scf:probe").slice(printedBefore);
  printedBefore += lines.length;
  return lines.map(({ text }) => JSON.parse(text) as Readonly<Record<string, unknown>>);
}

const rule = async (more: Readonly<Record<string, unknown>> = {}) => {
  const asked = { EventBusId: bus, RuleName: "network-changes", EventPattern: pattern, ...more };
  return (await cloud.eb.CreateRule(asked)).RuleId ?? "";
};

const target = async (RuleId: string, more: Readonly<Record<string, unknown>> = {}) => {
  const asked = { EventBusId: bus, RuleId, Type: "scf", TargetDescription: { ResourceDescription: functionResource } };
  return (await cloud.eb.CreateTarget({ ...asked, ...more })).TargetId ?? "";
};

const put = (ids: readonly string[], Source = "vpc.cloud.tencent") =>
  cloud.eb.PutEvents({
    EventBusId: bus,
    EventList: ids.map((Id) => ({ Id, Source, Type: "vpc:CloudEvent:ApiCall", Subject: "s", Data: '{"n":1}' })),
  });

describe("event buses", () => {
  test("the default one is listed with its type, and only in its region", async () => {
    const { EventBuses, TotalCount } = await cloud.eb.ListEventBuses({
      Filters: [{ Name: "Type", Values: ["Cloud"] }],
    });
    expect([TotalCount, EventBuses?.map((one) => [one.EventBusName, one.Type, one.EventBusId])]).toEqual([
      1,
      [["default", "Cloud", bus]],
    ]);
    expect((await cloud.eb.ListEventBuses({ Filters: [{ Name: "Type", Values: ["Custom"] }] })).TotalCount).toBe(0);
    expect((await cloud.clientsWith({ region: "ap-shanghai" }).eb.ListEventBuses({})).TotalCount).toBe(0);
    expect(await cloud.eb.GetEventBus({ EventBusId: bus })).toMatchObject({ Type: "Cloud", LinkMode: "Disorder" });
  });

  test("the default one is opened through the API, once a region, or only in the console", async () => {
    expect(await tencentCode(cloud.eb.CreateEventBus({ EventBusName: "default" }))).toBe(
      "ResourceInUse.DefaultEventBus",
    );
    cloud.account.eventBuses.length = 0;
    const { EventBusId = "" } = await cloud.eb.CreateEventBus({ EventBusName: "default" });
    expect((await cloud.eb.GetEventBus({ EventBusId })).Type).toBe("Cloud");
    expect(await tencentCode(cloud.eb.DeleteEventBus({ EventBusId }))).toBe("OperationDenied.ResourceImmutable");
    cloud.account.eventBuses.length = 0;
    cloud.world.set({ ebDefaultBusByApi: "refused" });
    const refused = cloud.eb.CreateEventBus({ EventBusName: "default" });
    expect(await tencentCode(refused)).toBe("InvalidParameterValue.EventBusName");
  });

  test("of the account's own are made and, without rules, deleted", async () => {
    const { EventBusId = "" } = await cloud.eb.CreateEventBus({ EventBusName: "own-bus", Description: "own" });
    expect(EventBusId).toMatch(/^eb-[a-z0-9]{8}$/);
    expect(await cloud.eb.GetEventBus({ EventBusId })).toMatchObject({ Type: "Custom", Description: "own" });
    const made = await cloud.eb.CreateRule({ EventBusId, RuleName: "some-rule", EventPattern: pattern });
    expect(await tencentCode(cloud.eb.DeleteEventBus({ EventBusId }))).toBe("ResourceInUse.EventBus");
    await cloud.eb.DeleteRule({ EventBusId, RuleId: made.RuleId ?? "" });
    await cloud.eb.DeleteEventBus({ EventBusId });
    expect(await tencentCode(cloud.eb.GetEventBus({ EventBusId }))).toBe("ResourceNotFound.EventBus");
  });
});

describe("rules", () => {
  test("are made, read, listed, changed and deleted", async () => {
    const RuleId = await rule({ Description: "first" });
    expect(RuleId).toMatch(/^rule-[a-z0-9]{8}$/);
    const place = { EventBusId: bus, RuleId };
    expect(await cloud.eb.GetRule(place)).toMatchObject({
      RuleName: "network-changes",
      EventPattern: pattern,
      Enable: true,
      Description: "first",
      Status: "Active",
      AddTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
    await cloud.eb.UpdateRule({ ...place, Enable: false, RuleName: "other-name" });
    const { Rules, TotalCount } = await cloud.eb.ListRules({
      EventBusId: bus,
      OrderBy: "name",
      Order: "ASC",
      Limit: 1,
    });
    expect([TotalCount, Rules?.[0]?.RuleName, Rules?.[0]?.Enable, Rules?.[0]?.Targets]).toEqual([
      1,
      "other-name",
      false,
      [],
    ]);
    expect((await cloud.eb.GetRule(place)).EventPattern).toBe(pattern);
    await cloud.eb.DeleteRule(place);
    expect(await tencentCode(cloud.eb.GetRule(place))).toBe("ResourceNotFound.Rule");
  });

  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["an unknown bus", { EventBusId: "eb-00000000" }, "ResourceNotFound.EventBus"],
    ["a name that begins with a digit", { RuleName: "1rule" }, "InvalidParameterValue.RuleName"],
    ["a name that ends with a hyphen", { RuleName: "rule-" }, "InvalidParameterValue.RuleName"],
    ["a name of one letter", { RuleName: "r" }, "InvalidParameterValue.RuleName"],
    ["a long description", { Description: "x".repeat(201) }, "InvalidParameterValue.Description"],
    ["a pattern that is no JSON", { EventPattern: "{" }, "InvalidParameterValue.EventPattern"],
    [
      "a pattern of an unknown operator",
      { EventPattern: '{"a":[{"like":"x"}]}' },
      "InvalidParameterValue.EventPattern",
    ],
    ["an empty pattern", { EventPattern: "{}" }, "InvalidParameterValue.EventPattern"],
    ["no pattern", { EventPattern: undefined }, "MissingParameter"],
  ];
  test.each(wrong)("with %s are refused", async (_, more, code) => {
    expect(await tencentCode(rule(more))).toBe(code);
  });

  test("cannot have another's name, be more than the bus may have, or go while they have targets", async () => {
    const RuleId = await rule();
    expect(await tencentCode(rule())).toBe("InvalidParameterValue.RuleName");
    cloud.world.set({ ebRulesPerBus: 1 });
    expect(await tencentCode(rule({ RuleName: "one-more" }))).toBe("LimitExceeded.Rule");
    await target(RuleId);
    expect(await tencentCode(cloud.eb.DeleteRule({ EventBusId: bus, RuleId }))).toBe("ResourceInUse.Rule");
  });

  test("may be held to the operator prefix", async () => {
    cloud.world.set({ ebPatternOperators: "prefix" });
    const suffix = await tencentRefusal(rule({ EventPattern: '{"type":[{"suffix":"ApiCall"}]}' }));
    expect(suffix).toMatchObject({
      code: "InvalidParameterValue.EventPattern",
      message: /type: suffix is no operator/,
    });
    expect(await rule({ EventPattern: '{"type":[{"prefix":"vpc:"}]}' })).toMatch(/^rule-/);
  });

  test("are tried on an event", async () => {
    const Event = JSON.stringify({ source: "vpc.cloud.tencent" });
    await cloud.eb.CheckRule({ Event, EventPattern: pattern });
    const other = cloud.eb.CheckRule({ Event: "{}", EventPattern: pattern });
    expect(await tencentCode(other)).toBe("InvalidParameterValue.EventPattern");
    expect(await tencentCode(cloud.eb.CheckRule({ Event: "x", EventPattern: pattern }))).toBe(
      "InvalidParameter.Payload",
    );
  });
});

describe("targets", () => {
  test("are made, listed, changed and deleted", async () => {
    const RuleId = await rule();
    const TargetId = await target(RuleId);
    expect(TargetId).toMatch(/^target-[a-z0-9]{8}$/);
    const place = { EventBusId: bus, RuleId };
    await cloud.eb.UpdateTarget({ ...place, TargetId, EnableBatchDelivery: true, BatchTimeout: 5, BatchEventCount: 3 });
    const { Targets, TotalCount } = await cloud.eb.ListTargets(place);
    expect([TotalCount, Targets?.[0]]).toMatchObject([
      1,
      {
        TargetId,
        Type: "scf",
        TargetDescription: { ResourceDescription: functionResource },
        EnableBatchDelivery: true,
        BatchTimeout: 5,
        BatchEventCount: 3,
      },
    ]);
    await cloud.eb.DeleteTarget({ ...place, TargetId });
    expect(await tencentCode(cloud.eb.DeleteTarget({ ...place, TargetId }))).toBe("ResourceNotFound.Target");
  });

  const described = (text: string) => ({ TargetDescription: { ResourceDescription: text } });
  const wrong: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["another kind", { Type: "cls" }, "InvalidParameterValue.Type"],
    ["a text that names no function", described("qcs::scf:x"), "InvalidParameterValue.TargetDescription"],
    [
      "a function of another account",
      described(functionResource.replace("100000000001", "100000000009")),
      "InvalidParameterValue.TargetDescription",
    ],
    [
      "a function that does not exist",
      described(functionResource.replace("probe", "nobody")),
      "ResourceNotFound.Function",
    ],
    ["too long a wait", { BatchTimeout: 61 }, "InvalidParameterValue.BatchTimeout"],
    ["too large a batch", { BatchEventCount: 10_001 }, "InvalidParameterValue.BatchEventCount"],
    ["an unknown rule", { RuleId: "rule-00000000" }, "ResourceNotFound.Rule"],
  ];
  test.each(wrong)("with %s are refused", async (_, more, code) => {
    expect(await tencentCode(target(await rule(), more))).toBe(code);
  });

  test("may be functions that do not exist yet, or only of the bus's region, and so many", async () => {
    const RuleId = await rule();
    await createProbe("ap-shanghai");
    const away = described(functionResource.replace("ap-guangzhou", "ap-shanghai"));
    cloud.world.set({ ebFunctionRegion: "own" });
    expect(await tencentCode(target(RuleId, away))).toBe("InvalidParameterValue.TargetDescription");
    cloud.world.set({ ebFunctionRegion: "any", ebFunctionMustExist: false, ebTargetsPerRule: 2 });
    await target(RuleId, away);
    await target(RuleId, described(functionResource.replace("probe", "nobody")));
    expect(await tencentCode(target(RuleId))).toBe("LimitExceeded.Target");
  });
});

describe("delivery", () => {
  test("hands a matching event to the function with the rule that it matched, and no other event", async () => {
    const RuleId = await rule();
    await target(RuleId);
    await put(["a"]);
    await put(["b"], "cvm.cloud.tencent");
    expect(await printed()).toEqual([
      {
        specversion: "1.0",
        id: "a",
        source: "vpc.cloud.tencent",
        type: "vpc:CloudEvent:ApiCall",
        subject: "s",
        time: expect.any(Number),
        region: "ap-guangzhou",
        datacontenttype: "application/json;charset=utf-8",
        tags: {},
        status: "",
        data: { n: 1 },
        resource: [`qcs::eb:ap-guangzhou:uid1250000001:${bus}/${RuleId}`],
      },
    ]);
  });

  test("may leave out the rule's name, and does nothing for a rule that is off", async () => {
    cloud.world.set({ ebEnvelopeResource: "absent" });
    const RuleId = await rule();
    await target(RuleId);
    await put(["a"]);
    const [event = {}] = await printed();
    expect(Object.keys(event)).not.toContain("resource");
    await cloud.eb.UpdateRule({ EventBusId: bus, RuleId, Enable: false });
    await put(["b"]);
    expect(await printed()).toEqual([]);
  });

  test("in batches waits for the number of events or the time", async () => {
    const RuleId = await rule();
    await target(RuleId, { EnableBatchDelivery: true, BatchTimeout: 10, BatchEventCount: 2 });
    await put(["a", "b", "c"]);
    const idsOf = (body: Readonly<Record<string, unknown>>) =>
      (body["EventList"] as { id: string }[]).map(({ id }) => id);
    expect((await printed()).map(idsOf)).toEqual([["a", "b"]]);
    await cloud.world.clock.advance(10_000);
    expect((await printed()).map(idsOf)).toEqual([["c"]]);
  });

  test("stops at the day's number for a target, says so, and goes on the next day", async () => {
    cloud.world.set({ ebDeliveriesPerDay: 3 });
    await target(await rule());
    await put(["a", "b", "c", "d"]);
    expect((await printed()).map(({ id }) => id).sort()).toEqual(["a", "b", "c"]);
    const [last] = cloud.world.logs.list("emulator").slice(-1);
    expect(last?.text).toMatch(/^rule network-changes: a delivery to .* was dropped: 3 deliveries a day are all/);
    await cloud.world.clock.advance(86_400_000);
    await put(["e"]);
    expect((await printed()).map(({ id }) => id)).toEqual(["e"]);
  });

  test("refuses an event whose data is no JSON, with the rest of the call", async () => {
    await target(await rule());
    const event = { Source: "vpc.cloud.tencent", Type: "t", Subject: "s" };
    const EventList = [
      { ...event, Data: "{}" },
      { ...event, Data: "{" },
    ];
    expect(await tencentCode(cloud.eb.PutEvents({ EventBusId: bus, EventList }))).toBe("InvalidParameter.Payload");
    expect(await printed()).toEqual([]);
  });
});

describe("a pattern", () => {
  const event = {
    source: "vpc.cloud.tencent",
    region: "ap-guangzhou",
    data: { eventName: "CreateVpc", code: 0, tags: [""] },
  };

  test.each([
    [{ source: "vpc.cloud.tencent" }, true],
    [{ source: ["tag.cloud.tencent", "vpc.cloud.tencent"] }, true],
    [{ source: ["VPC.cloud.tencent"] }, false],
    [{ source: ["vpc.cloud.tencent"], region: ["ap-shanghai"] }, false],
    [{ data: { eventName: ["CreateVpc"] } }, true],
    [{ data: { absent: ["x"] } }, false],
    [{ data: { code: [0] } }, true],
    [{ data: { code: ["0"] } }, false],
    [{ data: { tags: [""] } }, true],
    [{ source: [{ prefix: "vpc." }] }, true],
    [{ source: [{ prefix: "cvm." }] }, false],
    [{ source: [{ suffix: ".tencent" }] }, true],
    [{ data: { eventName: [{ contain: "teV" }] } }, true],
    [{ data: { eventName: [{ "anything-but": ["DeleteVpc"] }] } }, true],
    [{ data: { eventName: [{ "anything-but": { prefix: "Create" } }] } }, false],
    [{ data: { absent: [{ exists: false }] } }, true],
    [{ data: { eventName: [{ exists: false }] } }, false],
    [{ data: { code: [{ numeric: [">=", 0, "<", 1] }] } }, true],
    [{ data: { code: [{ numeric: [">", 0] }] } }, false],
  ])("%j: %s", (asked, expected) => {
    expect(patternMistakes(asked, "all")).toEqual([]);
    expect(matches(asked, event)).toBe(expected);
  });

  test.each([
    [[], /must be an object/],
    [{ source: [] }, /source must list at least one value/],
    [{ data: {} }, /data names no field/],
    [{ source: [["a"]] }, /must not nest a list/],
    [{ source: [{ prefix: "a", suffix: "b" }] }, /must name one operator/],
    [{ source: [{ prefix: 1 }] }, /of no form that it takes/],
    [{ source: [{ numeric: [">", "1"] }] }, /of no form that it takes/],
  ])("%j is refused", (asked, message) => {
    expect(patternMistakes(asked, "all").join()).toMatch(message);
  });
});
