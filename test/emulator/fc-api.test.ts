import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";

// Required, because the packages are CommonJS with a `default` that importers read in different ways.
const require = createRequire(import.meta.url);
const core: typeof import("@alicloud/openapi-core") = require("@alicloud/openapi-core");
const fc: typeof import("@alicloud/fc20230330") = require("@alicloud/fc20230330");

let cloud: Cloud;
let folder: string;
let client: InstanceType<typeof fc.default>;

function clientWith(keys: { accessKeyId?: string; accessKeySecret?: string; securityToken?: string } = {}) {
  const { accessKeyId, accessKeySecret } = cloud.user;
  const config = { accessKeyId, accessKeySecret, endpoint: cloud.endpoint, protocol: "HTTP", ...keys };
  return new fc.default(new core.$OpenApiUtil.Config(config));
}

beforeEach(async () => {
  cloud = await startCloud();
  client = clientWith();
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
  writeFileSync(
    join(folder, "index.js"),
    "exports.handler = async (event) => { console.log(event.toString()); return event; };",
  );
  await cloud.emulator.platform.functions.create({
    name: "probe",
    account: cloud.account,
    region: "cn-hangzhou",
    runtime: "nodejs20",
    handler: "index.handler",
    code: folder,
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    environment: { A: "b" },
    role: "mooring-observe",
    asynchronous: { retries: 0, eventAgeSeconds: 86_400, onFailure: null },
    reservedConcurrency: 1,
  });
});
afterEach(async () => {
  await cloud.emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

const create = (triggerName: string, triggerType: string, triggerConfig: object | string) =>
  client.createTrigger(
    "probe",
    new fc.CreateTriggerRequest({
      body: new fc.CreateTriggerInput({
        triggerName,
        triggerType,
        triggerConfig: typeof triggerConfig === "string" ? triggerConfig : JSON.stringify(triggerConfig),
      }),
    }),
  );

const everyMinute = { cronExpression: "@every 1m", enable: true, payload: "tick" };
const onEvents = {
  triggerEnable: true,
  asyncInvocationType: true,
  eventRuleFilterPattern: '{"type":["vpc:ActionTrail:ApiCall"]}',
  eventSourceConfig: { eventSourceType: "Default" },
};
const payload = (text: string) => new fc.InvokeFunctionRequest({ body: Readable.from([Buffer.from(text)]) });
const lines = () => cloud.world.logs.list("probe").map(({ text }) => text);
const triggerNames = async () =>
  (await client.listTriggers("probe", new fc.ListTriggersRequest({}))).body?.triggers?.map((one) => one.triggerName);

describe("functions by the vendor's generated client", () => {
  test("are read, listed and invoked", async () => {
    const { body } = await client.getFunction("probe", new fc.GetFunctionRequest({}));
    const functionArn = `acs:fc:cn-hangzhou:${cloud.account}:functions/probe`;
    const role = `acs:ram::${cloud.account}:role/mooring-observe`;
    expect(body).toMatchObject({ functionName: "probe", functionArn, role, memorySize: 128, state: "Active" });
    expect(body?.environmentVariables).toEqual({ A: "b" });
    const listed = await client.listFunctions(new fc.ListFunctionsRequest({}));
    expect(listed.body?.functions?.map((one) => one.functionName)).toEqual(["probe"]);
    const invoked = await client.invokeFunction("probe", payload("hello"));
    expect(invoked.statusCode).toBe(200);
    expect(lines()).toEqual(["hello"]);
  });

  test("are deleted once they have no trigger, and unknown ones are not found", async () => {
    await create("tick", "timer", everyMinute);
    expect(await refusal(client.deleteFunction("probe"))).toEqual({ code: "FunctionNotEmpty", status: 409 });
    await client.deleteTrigger("probe", "tick");
    await client.deleteFunction("probe");
    const gone = { code: "FunctionNotFound", status: 404 };
    expect(await refusal(client.getFunction("probe", new fc.GetFunctionRequest({})))).toEqual(gone);
    expect(await refusal(client.deleteFunction("probe"))).toEqual(gone);
    expect(await refusal(client.invokeFunction("probe", payload("x")))).toEqual(gone);
  });
});

describe("triggers by the vendor's generated client", () => {
  test("a timer fires until it is switched off or deleted", async () => {
    const made = await create("tick", "timer", everyMinute);
    expect(made.body).toMatchObject({ triggerName: "tick", triggerType: "timer", qualifier: "LATEST" });
    await cloud.world.clock.advance(60_000);
    expect(lines().map((text) => (JSON.parse(text) as { payload: string }).payload)).toEqual(["tick"]);
    const body = new fc.UpdateTriggerInput({ triggerConfig: JSON.stringify({ ...everyMinute, enable: false }) });
    await client.updateTrigger("probe", "tick", new fc.UpdateTriggerRequest({ body }));
    await cloud.world.clock.advance(120_000);
    expect(lines()).toHaveLength(1);
    expect(await triggerNames()).toEqual(["tick"]);
    await client.deleteTrigger("probe", "tick");
    expect(await triggerNames()).toEqual([]);
    expect(await refusal(client.getTrigger("probe", "tick"))).toEqual({ code: "TriggerNotFound", status: 404 });
  });

  test("an event trigger is a rule of EventBridge, and goes with it", async () => {
    await create("changes", "eventbridge", onEvents);
    const read = await client.getTrigger("probe", "changes");
    expect(JSON.parse(read.body?.triggerConfig ?? "")).toEqual(onEvents);
    const rule = { EventBusName: "default", RuleName: "changes" };
    expect(await cloud.call("eventbridge", "GetRule", rule)).toMatchObject({
      Success: true,
      Data: { FilterPattern: onEvents.eventRuleFilterPattern, Targets: [{ Type: "acs.fc.function" }] },
    });
    await cloud.call("vpc", "CreateVpc", { RegionId: "cn-hangzhou" });
    await cloud.world.clock.advance(60_000);
    expect(lines()).toHaveLength(1);
    await client.deleteTrigger("probe", "changes");
    expect(await cloud.call("eventbridge", "GetRule", rule)).toMatchObject({ Code: "EventRuleNotExisted" });
  });

  test("what the cloud would refuse is refused, and nothing is made", async () => {
    await create("tick", "timer", everyMinute);
    expect(await refusal(create("tick", "timer", everyMinute))).toEqual({ code: "TriggerAlreadyExists", status: 409 });
    const wrong = { code: "InvalidArgument", status: 400 };
    expect(await refusal(create("a", "timer", { cronExpression: "never" }))).toEqual(wrong);
    expect(await refusal(create("a", "timer", "{"))).toEqual(wrong);
    expect(await refusal(create("a", "oss", {}))).toEqual(wrong);
    expect(await refusal(create("1", "timer", everyMinute))).toEqual(wrong);
    const sixTypes = '{"type":["1","2","3","4","5","6"]}';
    expect(await refusal(create("a", "eventbridge", { ...onEvents, eventRuleFilterPattern: sixTypes }))).toEqual(wrong);
    expect(await refusal(create("a", "eventbridge", { ...onEvents, eventSourceConfig: undefined }))).toEqual(wrong);
    expect(await triggerNames()).toEqual(["tick"]);
    expect(cloud.emulator.platform.timers.list().map(({ name }) => name)).toEqual(["tick"]);
  });
});

test("rights are asked for every call, and calls are counted", async () => {
  const { accessKeyId, secret, securityToken } = cloud.world.credentials.issue({
    account: cloud.account,
    role: "without-rights",
    session: "s",
    seconds: 900,
  });
  const stranger = clientWith({ accessKeyId, accessKeySecret: secret, securityToken });
  const denied = { code: "AccessDenied", status: 403 };
  expect(await refusal(stranger.getFunction("probe", new fc.GetFunctionRequest({})))).toEqual(denied);
  expect(await refusal(stranger.deleteTrigger("probe", "tick"))).toEqual(denied);
  const request = payload("x");
  expect(await refusal(stranger.invokeFunction("probe", request))).toEqual(denied);
  expect(lines()).toEqual([]);
  expect(cloud.world.calls.counts()).toEqual({ "fc:DeleteTrigger": 1, "fc:GetFunction": 1, "fc:InvokeFunction": 1 });
});
