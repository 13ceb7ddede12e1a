import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Body, type Cloud, refusal, startCloud } from "./cloud-client.ts";

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.stop());

const RuleName = "mooring-network-changes";
const pattern = { type: ["vpc:ActionTrail:ApiCall"] };
const endpoint = () => `acs:fc:cn-hangzhou:${cloud.account}:functions/probe`;

/** A call as the vendor's generated client makes it: lists travel as JSON text. */
function call(action: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Body> {
  const flat = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return cloud.call("eventbridge", action, Object.fromEntries(flat));
}

const onRule = (action: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  call(action, { EventBusName: "default", RuleName, ...parameters });
const create = (parameters: Readonly<Record<string, unknown>> = {}) =>
  onRule("CreateRule", { FilterPattern: pattern, ...parameters });
const data = (body: Body) => body["Data"] as Readonly<Record<string, unknown>>;

function target(parameters: object = {}, paramList: readonly object[] = []): object {
  return {
    Id: "reconcile",
    Type: "acs.fc.function",
    Endpoint: endpoint(),
    ParamList: [
      { ResourceKey: "functionName", Form: "CONSTANT", Value: "probe" },
      { ResourceKey: "Qualifier", Form: "CONSTANT", Value: "LATEST" },
      { ResourceKey: "Body", Form: "ORIGINAL" },
      ...paramList,
    ],
    ...parameters,
  };
}

describe("rules", () => {
  test("a rule is made, read, listed, changed, switched off and on, and deleted", async () => {
    const made = await create({ Description: "for tests", EventTargets: [target()] });
    const RuleARN = `acs:eventbridge:cn-hangzhou:${cloud.account}:eventbus/default/rule/${RuleName}`;
    expect(made).toMatchObject({ Code: "Success", Success: true, Data: { RuleARN } });
    const read = data(await onRule("GetRule"));
    expect(read).toMatchObject({
      RuleName,
      RuleARN,
      EventBusName: "default",
      Status: "ENABLE",
      Description: "for tests",
    });
    expect(JSON.parse(String(read["FilterPattern"]))).toEqual(pattern);
    expect(read["Targets"]).toMatchObject([{ Id: "reconcile", Type: "acs.fc.function", Endpoint: endpoint() }]);

    await onRule("UpdateRule", { FilterPattern: { source: ["acs.vpc"] }, Description: "changed" });
    await onRule("DisableRule");
    const changed = data(await onRule("GetRule"));
    expect(changed).toMatchObject({
      Description: "changed",
      Status: "DISABLE",
      FilterPattern: '{"source":["acs.vpc"]}',
    });
    await onRule("EnableRule");
    const listed = data(await call("ListRules", { EventBusName: "default", RuleNamePrefix: "mooring" }));
    expect(listed).toMatchObject({ Total: 1, Rules: [{ RuleName, Status: "ENABLE" }] });
    expect(data(await call("ListRules", { EventBusName: "default", RuleNamePrefix: "x" }))["Rules"]).toEqual([]);

    await onRule("DeleteRule");
    expect(await onRule("GetRule")).toMatchObject({ Success: false, Code: "EventRuleNotExisted" });
  });

  test("a refusal is HTTP 200 with Success false, or the gateway's error by setting", async () => {
    expect(await onRule("GetRule", { EventBusName: "other" })).toMatchObject({
      Success: false,
      Code: "EventBusNotExist",
    });
    await create();
    expect(await create()).toMatchObject({ Success: false, Code: "EventRuleExisted" });
    cloud.world.set({ eventBridgeRefusal: "error-body", existingRuleCode: "EventRuleDuplicate" });
    expect(await refusal(create())).toEqual({ code: "EventRuleDuplicate", status: 409 });
    expect(await refusal(onRule("GetRule", { RuleName: "none" }))).toEqual({
      code: "EventRuleNotExisted",
      status: 404,
    });
  });

  test("a pattern that is no JSON, or has six expressions in a field, makes no rule", async () => {
    for (const FilterPattern of ["{", { type: ["1", "2", "3", "4", "5", "6"] }, { type: [] }])
      expect(await create({ FilterPattern })).toMatchObject({ Code: "EventRuleFilterPatternSchemaError" });
    expect(data(await call("ListRules", { EventBusName: "default" }))["Rules"]).toEqual([]);
    expect(await create({ FilterPattern: { type: ["1", "2", "3", "4", "5"] } })).toMatchObject({ Success: true });
  });

  test("the default bus of a region holds ten rules", async () => {
    for (let index = 0; index < 10; index++) await create({ RuleName: `rule-${index}` });
    expect(await create()).toMatchObject({ Success: false, Code: "EventRuleCountExceed" });
    expect(await create({ RegionId: "cn-beijing" })).toMatchObject({ Success: true });
    await onRule("DeleteRule", { RuleName: "rule-3" });
    expect(await create()).toMatchObject({ Success: true });
    const page = data(await call("ListRules", { EventBusName: "default", Limit: 6 }));
    const rest = data(await call("ListRules", { EventBusName: "default", Limit: 6, NextToken: page["NextToken"] }));
    expect([(page["Rules"] as []).length, (rest["Rules"] as []).length, rest["NextToken"]]).toEqual([6, 4, undefined]);
  });

  test("the default bus is there from the start, in every region", async () => {
    const EventBusARN = `acs:eventbridge:cn-beijing:${cloud.account}:eventbus/default`;
    const bus = await call("GetEventBus", { EventBusName: "default", RegionId: "cn-beijing" });
    expect(data(bus)).toMatchObject({ EventBusName: "default", EventBusARN });
    expect(data(await call("ListEventBuses"))["EventBuses"]).toMatchObject([{ EventBusName: "default" }]);
    expect(data(await call("ListEventBuses", { NamePrefix: "x" }))["EventBuses"]).toEqual([]);
  });

  test("the role that sends events to functions is made once, and asked for as often as one likes", async () => {
    const role = () =>
      cloud.world.alibaba.accounts.get(cloud.account)?.roles.get("aliyunserviceroleforeventbridgesendtofc");
    expect(role()).toBeUndefined();
    for (let times = 0; times < 2; times++)
      expect(await call("CreateServiceLinkedRoleForProduct", { ProductName: "SENDTOFC" })).toMatchObject({
        Success: true,
      });
    expect(role()?.serviceName).toBe("sendevent-fc.eventbridge.aliyuncs.com");
    expect(await call("CreateServiceLinkedRoleForProduct", { ProductName: "NONE" })).toMatchObject({ Success: false });
  });
});

describe("targets", () => {
  beforeEach(() => create());
  const put = (...Targets: object[]) => onRule("PutTargets", { Targets });
  const ids = async (parameters: object = {}) =>
    (data(await onRule("ListTargets", { ...parameters }))["Targets"] as Body[]).map((one) => one["Id"]);

  test("targets are put, changed by their id, listed and deleted", async () => {
    expect(data(await put(target(), target({ Id: "second" })))).toMatchObject({ ErrorEntriesCount: 0 });
    await put(target({ PushRetryStrategy: "EXPONENTIAL_DECAY_RETRY" }));
    const listed = data(await call("ListTargets", { Arn: endpoint() }))["Targets"] as Body[];
    expect(listed).toMatchObject([
      { Id: "reconcile", RuleName, PushRetryStrategy: "EXPONENTIAL_DECAY_RETRY" },
      { Id: "second", RuleName, PushRetryStrategy: "BACKOFF_RETRY" },
    ]);
    expect(listed[0]?.["ParamList"]).toEqual([
      { ResourceKey: "functionName", Form: "CONSTANT", Value: "probe" },
      { ResourceKey: "Qualifier", Form: "CONSTANT", Value: "LATEST" },
      { ResourceKey: "Body", Form: "ORIGINAL" },
    ]);
    const gone = data(await onRule("DeleteTargets", { TargetIds: ["reconcile", "none"] }));
    expect(gone).toMatchObject({ ErrorEntriesCount: 1, ErrorEntries: [{ EntryId: "none" }] });
    expect(await ids()).toEqual(["second"]);
    expect(await ids({ Arn: "acs:fc:other" })).toEqual([]);
  });

  test("an update changes targets that are there and names the others", async () => {
    await put(target());
    const Targets = [target({ ErrorsTolerance: "NONE" }), target({ Id: "none" })];
    expect(data(await onRule("UpdateTargets", { Targets }))).toMatchObject({ ErrorEntries: [{ EntryId: "none" }] });
    expect(data(await onRule("GetRule"))["Targets"]).toMatchObject([{ Id: "reconcile", ErrorsTolerance: "NONE" }]);
  });

  test("a target of another region, account or type, without an id, or one too many, is refused whole", async () => {
    const wrong = [
      target({ Endpoint: `acs:fc:cn-beijing:${cloud.account}:functions/probe` }),
      target({ Endpoint: "acs:fc:cn-hangzhou:1000000000000009:functions/probe" }),
      target({ Endpoint: "probe" }),
      target({ Type: "acs.mns.queue" }),
      target({ Id: "" }),
      target({ PushRetryStrategy: "NEVER" }),
      target({ ParamList: [{ ResourceKey: "functionName", Form: "CONSTANT", Value: "other" }] }),
      target({ ParamList: [{ ResourceKey: "Body", Form: "WHATEVER" }] }),
    ];
    for (const one of wrong)
      expect(await put(target({ Id: "good" }), one)).toMatchObject({ Success: false, Code: "EventRuleTargetInvalid" });
    expect(await put(target(), target())).toMatchObject({ Code: "EventRuleTargetIdDuplicate" });
    const six = ["1", "2", "3", "4", "5", "6"].map((Id) => target({ Id }));
    expect(await put(...six)).toMatchObject({ Code: "EventRuleTargetCountExceed" });
    expect(await ids()).toEqual([]);
  });
});

/** A place in a template of EventBridge. */
const slot = (name: string) => `\${${name}}`;

describe("delivery by a rule that was made through the API", () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "bundle-"));
    writeFileSync(join(folder, "index.js"), "exports.handler = async (event) => { console.log(event.toString()); };");
    await cloud.emulator.platform.functions.create({
      name: "probe",
      account: cloud.account,
      region: "cn-hangzhou",
      runtime: "nodejs20",
      handler: "index.handler",
      code: folder,
      timeoutSeconds: 60,
      memoryMegabytes: 128,
      environment: {},
      role: null,
      asynchronous: { retries: 0, eventAgeSeconds: 86_400, onFailure: null },
      reservedConcurrency: 1,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function received(): Promise<readonly string[]> {
    const before = cloud.world.logs.list("probe").length;
    await cloud.call("vpc", "CreateVpc", { RegionId: "cn-hangzhou" });
    await cloud.world.clock.advance(60_000);
    return cloud.world.logs
      .list("probe")
      .slice(before)
      .map(({ text }) => text);
  }

  test("a function gets the whole event, asynchronously or not, until the rule is off", async () => {
    await create({ EventTargets: [target()] });
    const [whole] = await received();
    expect(JSON.parse(whole ?? "")).toMatchObject({ specversion: "1.0", data: { eventName: "CreateVpc" } });
    await onRule("PutTargets", {
      Targets: [target({}, [{ ResourceKey: "InvocationType", Form: "CONSTANT", Value: "Async" }])],
    });
    expect(await received()).toHaveLength(1);
    await onRule("DisableRule");
    expect(await received()).toEqual([]);
    await onRule("EnableRule");
    expect(await received()).toHaveLength(1);
    await onRule("UpdateRule", { FilterPattern: { type: ["tag:ActionTrail:ApiCall"] } });
    expect(await received()).toEqual([]);
  });

  test("a target may ask for a constant, a part of the event, or a template", async () => {
    const body = (parameter: object) => target({ ParamList: [{ ResourceKey: "Body", ...parameter }] });
    await create({ EventTargets: [body({ Form: "CONSTANT", Value: "constant" })] });
    expect(await received()).toEqual(["constant"]);
    await onRule("PutTargets", { Targets: [body({ Form: "JSONPATH", Value: "$.data.eventName" })] });
    expect(await received()).toEqual(["CreateVpc"]);
    const template = {
      Form: "TEMPLATE",
      Value: { name: "$.data.eventName", who: "me" },
      Template: `${slot("who")}: ${slot("name")}`,
    };
    await onRule("PutTargets", { Targets: [body(template)] });
    expect(await received()).toEqual(["me: CreateVpc"]);
  });
});
