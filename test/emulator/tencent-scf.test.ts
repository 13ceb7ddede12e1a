import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FunctionDefinition } from "../../emulator/function-host/definition.ts";
import { nextScfRun } from "../../emulator/tencent/scf/cron.ts";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

let cloud: Tencent;
const folders: string[] = [];
const start = Date.now();

beforeAll(async () => {
  cloud = await startTencent();
  cloud.account.roles.set("probe-role", { ...newRole });
});
beforeEach(() => {
  cloud.world.set({
    scfCredentialRefresh: "invocation",
    scfTextResult: "json",
    scfThrottled: "result",
    scfNameVariables: "present",
    scfTimerType: "Timer",
    scfTimeZone: "Asia/Shanghai",
  });
});
afterAll(async () => {
  await cloud.emulator.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const newRole = {
  id: "4611686018400000001",
  name: "probe-role",
  type: "user" as const,
  createdAt: start,
  updatedAt: start,
  description: "",
  trust: "{}",
  maxSessionSeconds: 7_200,
  consoleLogin: false,
  tags: new Map<string, string>(),
  attached: [],
};

let made = 0;

/** Deploys a function with a handler's code and answers its name. */
async function deployed(handler: string, more: Partial<FunctionDefinition> = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  folders.push(folder);
  writeFileSync(join(folder, "package.json"), '{"type":"commonjs"}');
  writeFileSync(join(folder, "index.js"), `exports.main_handler = ${handler};`);
  made += 1;
  const name = more.name ?? `probe-${made}`;
  await cloud.emulator.tencent.functions.create({
    name,
    account: cloud.account.uin,
    region: "ap-guangzhou",
    runtime: "Nodejs18.15",
    handler: "index.main_handler",
    code: folder,
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    environment: { OWN: "variable" },
    role: null,
    asynchronous: { retries: 2, eventAgeSeconds: 21_600, onFailure: null },
    reservedConcurrency: 2,
    ...more,
  });
  return name;
}

async function answer(name: string, event?: unknown): Promise<unknown> {
  const context = event === undefined ? {} : { ClientContext: JSON.stringify(event) };
  const { Result } = await cloud.scf.Invoke({ FunctionName: name, ...context });
  expect(Result).toMatchObject({ ErrMsg: "", InvokeResult: 0 });
  return JSON.parse(Result?.RetMsg ?? "");
}

async function failure(name: string): Promise<unknown> {
  const { Result } = await cloud.scf.Invoke({ FunctionName: name, ClientContext: "{}" });
  expect(Result?.RetMsg).toBe("");
  expect(Result?.InvokeResult).not.toBe(0);
  return JSON.parse(Result?.ErrMsg ?? "");
}

const printed = (name: string) => cloud.world.logs.list(`scf:${name}`).map(({ text }) => text);

describe("a handler in SCF", () => {
  test("gets the event as a parsed value, and an empty object for none", async () => {
    const name = await deployed("async (event) => ({ event })");
    expect(await answer(name, { kind: "pass" })).toEqual({ event: { kind: "pass" } });
    expect(await answer(name)).toEqual({ event: {} });
  });

  test("gets a context with names, limits and the time left, and no keys", async () => {
    const name = await deployed(
      "async (_, context) => ({ ...context, left: context.getRemainingTimeInMillis(), keys: Object.keys(context) })",
      { role: "probe-role" },
    );
    const context = await answer(name, {});
    expect(context).toMatchObject({
      function_name: name,
      function_version: "$LATEST",
      namespace: "default",
      memory_limit_in_mb: 128,
      time_limit_in_ms: 60_000,
      environ: "OWN=variable",
      tencentcloud_region: "ap-guangzhou",
      tencentcloud_appid: cloud.account.appId,
      tencentcloud_uin: cloud.account.uin,
    });
    const { left, environment, keys } = context as { left: number; environment: string; keys: string[] };
    expect(left > 0 && left <= 60_000).toBe(true);
    expect(JSON.parse(environment)).toEqual({ SCF_NAMESPACE: "default", OWN: "variable" });
    expect(keys.filter((key) => /secret|token|credential/i.test(key))).toEqual([]);
  });

  test("may answer by callback, throw by callback, or return plainly", async () => {
    const byCallback = await deployed("(event, context, callback) => { callback(null, event.n + 1); }");
    const byError = await deployed("(event, context, callback) => { callback('no'); }");
    const plainly = await deployed("() => 3");
    expect(await answer(byCallback, { n: 1 })).toBe(2);
    expect(await failure(byError)).toMatchObject({ errorMessage: "no", statusCode: 430 });
    expect(await answer(plainly)).toBe(3);
  });

  const secretId = "async () => process.env.TENCENTCLOUD_SECRETID";

  test.each([
    ["invocation", false],
    ["start", true],
  ])("finds its role's keys in the environment, fresh by %s", async (scfCredentialRefresh, same) => {
    cloud.world.set({ scfCredentialRefresh });
    const name = await deployed(secretId, { role: "probe-role" });
    const [first, second] = [String(await answer(name)), String(await answer(name))];
    expect(first === second).toBe(same);
    const { identity } = cloud.world.tencentKeys.find(second) ?? {};
    expect(identity).toMatchObject({ account: cloud.account.uin, name: `probe-role:${name}`, type: "AssumedRole" });
  });

  test("has no keys without a role, and nothing of the machine's environment", async () => {
    const name = await deployed("async () => Object.keys(process.env).sort()");
    const names = ["OWN", "SCF_FUNCTIONHANDLER", "SCF_FUNCTIONMEMORYSIZE", "SCF_FUNCTIONNAME", "SCF_FUNCTIONTIMEOUT"];
    const more = ["SCF_FUNCTIONVERSION", "SCF_NAMESPACE", "SCF_REGION", "SCF_RUNTIME", "TENCENTCLOUD_APPID"];
    const last = [
      "TENCENTCLOUD_REGION",
      "TENCENTCLOUD_RUNENV",
      "TENCENTCLOUD_UIN",
      "USER_CODE_ROOT",
      "_SCF_SERVER_PORT",
    ];
    const own = (await answer(name)) as string[];
    expect(own.filter((one) => !one.startsWith("NODE_"))).toEqual([...names, ...more, ...last]);
  });

  test("may find no names of its own in the environment", async () => {
    cloud.world.set({ scfNameVariables: "absent" });
    const name = await deployed("async () => Object.keys(process.env).filter((name) => name.startsWith('SCF_'))");
    expect(await answer(name)).toEqual(["SCF_NAMESPACE"]);
  });

  const globals =
    "async () => [typeof fetch, typeof crypto, typeof structuredClone, typeof URL.canParse, typeof [].toSorted]";

  test.each([
    ["Nodejs16.13", ["undefined", "undefined", "undefined", "undefined", "undefined"]],
    ["Nodejs18.15", ["function", "undefined", "function", "undefined", "undefined"]],
  ])("runs on %s without what that version lacks", async (runtime, types) => {
    const name = await deployed(globals, { runtime });
    expect(await answer(name)).toEqual(types);
  });
});

describe("SCF's Invoke", () => {
  test("tells of a handler that throws in the Result, not as an error of the call", async () => {
    const name = await deployed("async () => { throw new Error('broken'); }");
    expect(await failure(name)).toMatchObject({ errorCode: 1, errorMessage: "broken", statusCode: 430 });
  });

  test("tells of a process that ends by itself", async () => {
    const name = await deployed("async () => process.exit(3)");
    expect(await failure(name)).toMatchObject({ errorCode: -1, statusCode: 439 });
  });

  test("ends a function at its time limit", async () => {
    const name = await deployed("() => new Promise((resolve) => setTimeout(resolve, 60_000))", { timeoutSeconds: 1 });
    expect(await failure(name)).toMatchObject({
      errorMessage: "Invoking task timed out after 1 seconds",
      statusCode: 433,
    });
  });

  test.each([
    ["json", '"text"'],
    ["plain", "text"],
  ])("answers text as %s", async (scfTextResult, expected) => {
    cloud.world.set({ scfTextResult });
    const name = await deployed("async () => 'text'");
    const { Result } = await cloud.scf.InvokeFunction({ FunctionName: name, Event: "{}" });
    expect(Result?.RetMsg).toBe(expected);
  });

  test("gives the end of the log only when asked", async () => {
    const name = await deployed("async () => { console.log('a line'); }");
    const tail = await cloud.scf.Invoke({ FunctionName: name, LogType: "Tail" });
    const none = await cloud.scf.Invoke({ FunctionName: name });
    expect([tail.Result?.Log, none.Result?.Log]).toEqual(["a line", ""]);
  });

  test("takes an asynchronous call with a request id, and tries a failure twice more, a minute apart", async () => {
    const name = await deployed("async (event) => { console.log(event.n); throw new Error('again'); }");
    const { Result } = await cloud.scf.Invoke({
      FunctionName: name,
      InvocationType: "Event",
      ClientContext: '{"n":7}',
    });
    expect(Result).toMatchObject({ RetMsg: "", ErrMsg: "", Log: "", Duration: 0, InvokeResult: 0 });
    expect(Result?.FunctionRequestId).toMatch(/^[0-9a-f-]{36}$/);
    await cloud.world.clock.advance(59_000);
    expect(printed(name)).toEqual(["7"]);
    await cloud.world.clock.advance(600_000);
    expect(printed(name)).toEqual(["7", "7", "7"]);
  });

  test("waits for a throttled asynchronous call until its time is over", async () => {
    const name = await deployed("async () => 1", {
      reservedConcurrency: 0,
      asynchronous: { retries: 2, eventAgeSeconds: 180, onFailure: "dead" },
    });
    await cloud.scf.Invoke({ FunctionName: name, InvocationType: "Event" });
    await cloud.world.clock.advance(600_000);
    const [letter] = cloud.emulator.tencent.functions.deadLetters().slice(-1);
    expect(letter?.body.requestContext).toMatchObject({
      functionArn: `qcs::scf:ap-guangzhou:uin/100000000001:namespace/default/function/${name}`,
      condition: "EventAgeExceeded",
      approximateInvokeCount: 0,
    });
  });

  test("tells of throttling in the Result, or refuses", async () => {
    const name = await deployed("async () => 1", { reservedConcurrency: 0 });
    expect(await failure(name)).toMatchObject({ statusCode: 432 });
    cloud.world.set({ scfThrottled: "refusal" });
    expect(await tencentCode(cloud.scf.Invoke({ FunctionName: name }))).toBe("LimitExceeded.Quota");
  });

  const refused: readonly (readonly [string, Record<string, string>, string])[] = [
    ["an unknown function", { FunctionName: "nobody" }, "ResourceNotFound.Function"],
    ["another namespace", { Namespace: "other" }, "ResourceNotFound.Function"],
    ["an unknown version", { Qualifier: "7" }, "ResourceNotFound.Qualifier"],
    ["an unknown way", { InvocationType: "DryRun" }, "InvalidParameterValue.Param"],
    ["an event that is no JSON", { ClientContext: "{" }, "InvalidParameterValue.ClientContext"],
    [
      "an asynchronous event above 128 kB",
      { InvocationType: "Event", ClientContext: JSON.stringify("x".repeat(128 * 1_024)) },
      "InvalidParameter.RequestTooLarge",
    ],
  ];
  test.each(refused)("refuses %s", async (_, more, code) => {
    const name = await deployed("async () => 1");
    expect(await tencentCode(cloud.scf.Invoke({ FunctionName: name, ...more }))).toBe(code);
  });

  test("takes a synchronous event above 128 kB", async () => {
    const name = await deployed("async (event) => event.length");
    expect(await answer(name, "x".repeat(128 * 1_024))).toBe(128 * 1_024);
  });
});

describe("functions of SCF", () => {
  test("are found by region and name, and read with their settings", async () => {
    const name = await deployed("async () => 1", { role: "probe-role", description: "for reading" });
    const got = await cloud.scf.GetFunction({ FunctionName: name });
    expect(got).toMatchObject({
      FunctionName: name,
      Namespace: "default",
      Runtime: "Nodejs18.15",
      Handler: "index.main_handler",
      MemorySize: 128,
      Timeout: 60,
      Role: "probe-role",
      Status: "Active",
      Environment: { Variables: [{ Key: "OWN", Value: "variable" }] },
      Triggers: [],
      AddTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    const elsewhere = cloud.clientsWith({ region: "ap-shanghai" }).scf;
    expect(await tencentCode(elsewhere.GetFunction({ FunctionName: name }))).toBe("ResourceNotFound.FunctionName");
    const listed = await cloud.scf.ListFunctions({ SearchKey: name, Description: "reading" });
    expect(listed.Functions?.map((one) => one.FunctionName)).toEqual([name]);
    const byRole = await cloud.scf.ListFunctions({ Filters: [{ Name: "Role", Values: ["nobody's"] }] });
    expect(byRole.TotalCount).toBe(0);
  });

  test("of both clouds and of two regions may have the same name", async () => {
    const name = await deployed("async () => 'guangzhou'", { name: "twin" });
    await deployed("async () => 'shanghai'", { name, region: "ap-shanghai" });
    const elsewhere = cloud.clientsWith({ region: "ap-shanghai" }).scf;
    expect(await answer(name)).toBe("guangzhou");
    expect((await elsewhere.Invoke({ FunctionName: name })).Result?.RetMsg).toBe('"shanghai"');
    expect(cloud.emulator.platform.functions.has(name)).toBe(false);
  });

  test("are deleted with their triggers", async () => {
    const name = await deployed("async () => 1");
    await cloud.scf.CreateTrigger({
      FunctionName: name,
      TriggerName: "t",
      Type: "timer",
      TriggerDesc: "0 0 * * * * *",
    });
    await cloud.scf.DeleteFunction({ FunctionName: name });
    expect(await tencentCode(cloud.scf.GetFunction({ FunctionName: name }))).toBe("ResourceNotFound.FunctionName");
    expect(cloud.emulator.tencent.triggers.timers.list()).toEqual([]);
  });
});

describe("timers of SCF", () => {
  const source = "async (event) => { console.log(process.env.TRIGGER_SRC + ' ' + JSON.stringify(event)); }";

  test.each([
    ["Timer", "Asia/Shanghai", "2026-01-05T19:17:00Z"],
    ["timer", "UTC", "2026-01-06T03:17:00Z"],
  ])("fire with Type %s in the clocks of %s", async (scfTimerType, scfTimeZone, first) => {
    cloud.world.set({ scfTimerType, scfTimeZone });
    const name = await deployed(source);
    const asked = { FunctionName: name, TriggerName: "daily", Type: "timer" };
    await cloud.scf.CreateTrigger({ ...asked, TriggerDesc: '{"cron":"0 17 3 * * * *"}', CustomArgument: "words" });
    await cloud.world.clock.advance(86_400_000);
    const [line = ""] = printed(name);
    expect(line.startsWith("timer ")).toBe(true);
    const event: unknown = JSON.parse(line.slice("timer ".length));
    const day = (event as { Time: string }).Time.slice(10);
    expect(event).toMatchObject({ Type: scfTimerType, TriggerName: "daily", Message: "words" });
    expect(day).toBe(first.slice(10));
    await cloud.scf.DeleteTrigger(asked);
  });

  test("hand over an empty Message without an argument, and stop when they are deleted", async () => {
    const name = await deployed(source);
    const asked = { FunctionName: name, TriggerName: "tick", Type: "timer" };
    const { TriggerInfo } = await cloud.scf.CreateTrigger({ ...asked, TriggerDesc: "0 * * * * * *", Enable: "OPEN" });
    expect(TriggerInfo).toMatchObject({ Enable: 1, TriggerDesc: '{"cron":"0 * * * * * *"}', CustomArgument: "" });
    await cloud.world.clock.advance(60_000);
    // More than one only if a minute of the machine's own clock ended meanwhile.
    expect(printed(name)[0]).toContain('"Message":""');
    const before = printed(name).length;
    const { Triggers, TotalCount } = await cloud.scf.ListTriggers({ FunctionName: name });
    expect([TotalCount, Triggers?.[0]?.TriggerName]).toEqual([1, "tick"]);
    await cloud.scf.DeleteTrigger(asked);
    await cloud.world.clock.advance(300_000);
    expect(printed(name)).toHaveLength(before);
  });

  test("stay silent while they are closed", async () => {
    const name = await deployed(source);
    const asked = { FunctionName: name, TriggerName: "closed", Type: "timer", TriggerDesc: "0 * * * * * *" };
    await cloud.scf.CreateTrigger({ ...asked, Enable: "CLOSE" });
    await cloud.world.clock.advance(300_000);
    expect(printed(name)).toEqual([]);
  });

  const wrong: readonly (readonly [string, Record<string, string>, string])[] = [
    ["six fields", { TriggerDesc: "0 * * * * *" }, "InvalidParameterValue.TriggerCronConfig"],
    ["JSON without an expression", { TriggerDesc: "{}" }, "InvalidParameterValue.TriggerDesc"],
    ["another kind", { Type: "cos" }, "InvalidParameterValue.Type"],
    ["a wrong name", { TriggerName: "a b" }, "InvalidParameterValue.TriggerName"],
    ["an unknown function", { FunctionName: "nobody" }, "ResourceNotFound.FunctionName"],
  ];
  test.each(wrong)("with %s are refused", async (_, more, code) => {
    const FunctionName = await deployed("async () => 1");
    const asked = { FunctionName, TriggerName: "t", Type: "timer", TriggerDesc: "0 * * * * * *", ...more };
    expect(await tencentCode(cloud.scf.CreateTrigger(asked))).toBe(code);
  });

  test.each([
    ["0 */15 * * * * *", "2026-01-05T06:30:00Z", "2026-01-05T06:45:00.000Z"],
    ["0 30 9 * * MON-FRI *", "2026-01-09T10:00:00Z", "2026-01-12T09:30:00.000Z"],
    ["0 0 0 1 * 0 *", "2026-01-05T00:00:00Z", "2026-01-11T00:00:00.000Z"],
    ["0 0 0 1 1 * 2040", "2026-01-05T00:00:00Z", "2040-01-01T00:00:00.000Z"],
  ])("with %s fire next after %s at %s", (expression, after, expected) => {
    expect(new Date(nextScfRun(expression, Date.parse(after), "UTC")).toISOString()).toBe(expected);
  });

  test("with a year that is over never fire", () => {
    expect(() => nextScfRun("0 0 0 1 1 * 2020", start, "UTC")).toThrow(/never fires/);
  });
});
