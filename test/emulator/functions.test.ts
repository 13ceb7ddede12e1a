import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { createWorld } from "../../emulator/create-world.ts";
import type { FunctionDefinition, Outcome } from "../../emulator/function-host/definition.ts";
import { createFunctionPlatform, type FunctionPlatformOptions } from "../../emulator/function-host/platform.ts";
import { createTimers } from "../../emulator/function-host/timers.ts";
import type { World } from "../../emulator/world.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A frozen wall clock, so that only the test moves time. */
const wall = () => Date.parse("2026-01-05T06:30:00Z");

function bundle(code: string, file = "index.js"): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, file), code);
  writeFileSync(join(folder, "package.json"), '{"type":"commonjs"}');
  return folder;
}

interface Setup {
  readonly world: World;
  readonly functions: ReturnType<typeof createFunctionPlatform>;
}

async function deployed(
  code: string,
  overrides: Partial<FunctionDefinition> = {},
  options: FunctionPlatformOptions = {},
): Promise<Setup> {
  const world = createWorld({ wall });
  const functions = createFunctionPlatform(world, options);
  cleanups.push(() => functions.stop());
  await functions.create({
    name: "probe",
    account: "1000000000000001",
    region: "cn-hangzhou",
    runtime: "nodejs20",
    handler: "index.handler",
    code: bundle(code),
    timeoutSeconds: 60,
    memoryMegabytes: 256,
    environment: { OWN: "variable" },
    role: "probe-role",
    asynchronous: { retries: 2, eventAgeSeconds: 86_400, onFailure: null },
    reservedConcurrency: 5,
    ...overrides,
  });
  return { world, functions };
}

function value(outcome: Outcome): unknown {
  if (outcome.kind !== "value") throw new Error(`no value but ${JSON.stringify(outcome)}`);
  return JSON.parse(outcome.body.toString("utf8"));
}

function failure(outcome: Outcome): { type: string; message: string } {
  if (outcome.kind !== "error") throw new Error(`no error but ${JSON.stringify(outcome)}`);
  const body: unknown = JSON.parse(outcome.body.toString("utf8"));
  const message = typeof body === "object" && body !== null && "errorMessage" in body ? String(body.errorMessage) : "";
  return { type: outcome.type, message };
}

describe("a function", () => {
  test("gets a Buffer and a context with keys of its role, and answers an object as JSON", async () => {
    const { world, functions } = await deployed(`
      exports.handler = async (event, context) => ({
        buffer: Buffer.isBuffer(event), text: event.toString(), logs: typeof context.logger.info, ...context });`);
    const answer = value(await functions.invoke("probe", Buffer.from("hello"), "REQUEST-1"));
    expect(answer).toMatchObject({
      buffer: true,
      text: "hello",
      logs: "function",
      requestId: "REQUEST-1",
      function: { name: "probe", handler: "index.handler", memory: 256, timeout: 60 },
      region: "cn-hangzhou",
      accountId: "1000000000000001",
      credentials: { accessKeyId: expect.stringMatching(/^STS\./), securityToken: expect.any(String) },
    });
    const { credentials } = answer as { credentials: { accessKeyId: string } };
    expect(world.credentials.find(credentials.accessKeyId)?.identity).toMatchObject({
      type: "assumed-role",
      name: "probe-role:probe",
    });
  });

  test("without a role gets no keys", async () => {
    const { functions } = await deployed("exports.handler = async (event, context) => Object.keys(context);", {
      role: null,
    });
    expect(value(await functions.invoke("probe", Buffer.alloc(0)))).not.toContain("credentials");
  });

  test("answers a Buffer and a string byte by byte", async () => {
    const { functions } = await deployed(
      "exports.handler = async (e) => (e.length ? Buffer.from([0, 255, 1]) : 'plain');",
    );
    expect(await functions.invoke("probe", Buffer.from("x"))).toEqual({
      kind: "value",
      body: Buffer.from([0, 255, 1]),
    });
    expect(await functions.invoke("probe", Buffer.alloc(0))).toEqual({ kind: "value", body: Buffer.from("plain") });
  });

  test("sees nothing of the machine's environment and works in a copy of its code", async () => {
    const folder = bundle("exports.handler = async () => ({ env: process.env, cwd: process.cwd() });");
    const { functions } = await deployed("", { code: folder });
    const { env, cwd } = value(await functions.invoke("probe", Buffer.alloc(0))) as {
      env: Record<string, string>;
      cwd: string;
    };
    expect(Object.keys(env).sort()).toEqual(
      [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
        "FC_ACCOUNT_ID",
        "FC_CUSTOM_LISTEN_PORT",
        "FC_FUNCTION_HANDLER",
        "FC_FUNCTION_MEMORY_SIZE",
        "FC_FUNCTION_NAME",
        "FC_FUNC_CODE_PATH",
        "FC_INSTANCE_ID",
        "FC_REGION",
        "FC_RUNTIME",
        "FC_TIMEOUT",
        "OWN",
      ].sort(),
    );
    expect(cwd).not.toBe(folder);
    expect(env["FC_FUNC_CODE_PATH"]).toBe(`${cwd}/`);
  });

  test("written as an ES module runs too", async () => {
    const { functions } = await deployed("", {
      code: bundle("export const handler = async () => ({ esm: true });", "index.mjs"),
    });
    expect(value(await functions.invoke("probe", Buffer.alloc(0)))).toEqual({ esm: true });
  });

  test("lives in world time, also after the world's clock moved on", async () => {
    const { world, functions } = await deployed(`
      class Later extends Date {}
      exports.handler = async () => [
        Date.now(), new Date().getTime(), new Later().getTime(), new Date(5).getTime(), new Date() instanceof Date];`);
    const drift = async () => {
      const before = Date.now() + world.clock.offset();
      const [now, made, extended, fixed, isDate] = value(await functions.invoke("probe", Buffer.alloc(0))) as number[];
      const after = Date.now() + world.clock.offset();
      expect([fixed, isDate]).toEqual([5, true]);
      for (const moment of [now, made, extended]) {
        expect(moment).toBeGreaterThanOrEqual(before);
        expect(moment).toBeLessThanOrEqual(after);
      }
    };
    await drift();
    await world.clock.advance(3_600_000);
    await drift();
  });

  test("that throws is a handled error with its type and message", async () => {
    const { functions } = await deployed("exports.handler = async () => { throw new TypeError('no such thing'); };");
    expect(failure(await functions.invoke("probe", Buffer.alloc(0)))).toEqual({
      type: "HandledInvocationError",
      message: "no such thing",
    });
  });

  test("whose handler is missing says which file or export", async () => {
    const { functions } = await deployed("exports.other = 1;");
    expect(failure(await functions.invoke("probe", Buffer.alloc(0))).message).toMatch(/exports no such function/);
    const { functions: second } = await deployed("", { handler: "main.handler" });
    expect(failure(await second.invoke("probe", Buffer.alloc(0))).message).toMatch(/there is no .*main\.js/);
  });

  test("whose process ends fails, and the next invocation gets a new process", async () => {
    const { functions } = await deployed(
      "exports.handler = async (e) => { if (e.length) process.exit(3); return process.pid; };",
    );
    const first = value(await functions.invoke("probe", Buffer.alloc(0)));
    expect(failure(await functions.invoke("probe", Buffer.from("x")))).toEqual({
      type: "UnhandledInvocationError",
      message: "Process exited unexpectedly before completing request (code 3)",
    });
    expect(value(await functions.invoke("probe", Buffer.alloc(0)))).not.toBe(first);
  });

  test("is killed at its timeout", async () => {
    const deadlines: number[] = [];
    const { functions } = await deployed(
      "exports.handler = () => new Promise(() => {});",
      { timeoutSeconds: 60 },
      {
        deadline: (milliseconds, stop) => {
          deadlines.push(milliseconds);
          const soon = setImmediate(stop);
          return () => clearImmediate(soon);
        },
      },
    );
    expect(failure(await functions.invoke("probe", Buffer.alloc(0)))).toEqual({
      type: "UnhandledInvocationError",
      message: "Function timed out after 60 seconds",
    });
    expect(deadlines).toEqual([60_000]);
  });

  test("reuses an instance, one invocation at a time, and is throttled at its reserved concurrency", async () => {
    const { functions } = await deployed(
      "exports.handler = async (e) => { await new Promise((r) => setTimeout(r, 50)); return process.pid; };",
      { reservedConcurrency: 2 },
    );
    const outcomes = await Promise.all([1, 2, 3].map(() => functions.invoke("probe", Buffer.alloc(0))));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["throttled", "value", "value"]);
    const pids = outcomes.filter(({ kind }) => kind === "value").map(value);
    expect(new Set(pids).size).toBe(2);
    expect(pids).toContain(value(await functions.invoke("probe", Buffer.alloc(0))));
  });

  test("has what it prints kept as logs", async () => {
    const { world, functions } = await deployed(
      "exports.handler = async () => { console.log('one'); console.error('two'); return null; };",
    );
    await functions.invoke("probe", Buffer.alloc(0));
    expect(
      world.logs
        .list("probe")
        .map(({ text }) => text)
        .sort(),
    ).toEqual(["one", "two"]);
  });

  test("leaves no process behind when the platform stops", async () => {
    const { functions } = await deployed("exports.handler = async () => process.pid;");
    const pid = Number(value(await functions.invoke("probe", Buffer.alloc(0))));
    await functions.stop();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  test("ends its process by itself when the emulator's own process is gone", async () => {
    const host = fileURLToPath(new URL("../../emulator/function-host/instance-host.cjs", import.meta.url));
    const call = fileURLToPath(new URL("../../emulator/function-host/fc-call.cjs", import.meta.url));
    const child = fork(host, [call, "nodejs20"], { cwd: bundle("exports.handler = async () => 1;"), execArgv: [] });
    const gone = once(child, "exit");
    child.disconnect();
    expect(await gone).toEqual([0, null]);
  });

  test("without code is refused", async () => {
    await expect(deployed("", { code: "/nowhere/at/all" })).rejects.toThrow(/no code in \/nowhere\/at\/all/);
  });
});

describe("an asynchronous invocation", () => {
  /** Fails as often as its payload says, counted across processes in a file. */
  const failing = (times: number) => `
    const { appendFileSync, readFileSync } = require("node:fs");
    exports.handler = async () => {
      appendFileSync("runs", "x");
      if (readFileSync("runs").length <= ${times}) throw new Error("not yet");
      console.log("done");
    };`;
  const done = ({ world }: Setup) => world.logs.list("probe").filter(({ text }) => text === "done").length;
  const destination = "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages";

  test("that fails is retried in world time", async () => {
    const setup = await deployed(failing(2));
    setup.functions.enqueue("probe", Buffer.from("{}"));
    await setup.world.clock.advance(999);
    expect(done(setup)).toBe(0);
    await setup.world.clock.advance(1_001);
    expect(done(setup)).toBe(1);
    expect(setup.functions.deadLetters()).toEqual([]);
  });

  test("that fails for good goes to the destination, with its payload and error", async () => {
    const setup = await deployed(failing(9), {
      asynchronous: { retries: 2, eventAgeSeconds: 86_400, onFailure: destination },
    });
    setup.functions.enqueue("probe", Buffer.from('{"a":1}'), "REQUEST-9");
    await setup.world.clock.advance(60_000);
    expect(setup.functions.deadLetters()).toMatchObject([
      {
        destination,
        body: {
          requestContext: { requestId: "REQUEST-9", condition: "RetriesExhausted", approximateInvokeCount: 3 },
          requestPayload: '{"a":1}',
          responseContext: { functionError: "HandledInvocationError" },
          responsePayload: expect.stringContaining("not yet"),
        },
      },
    ]);
  });

  test("is not retried beyond its age", async () => {
    const setup = await deployed(failing(9), {
      asynchronous: { retries: 8, eventAgeSeconds: 1, onFailure: destination },
    });
    setup.functions.enqueue("probe", Buffer.from("{}"));
    await setup.world.clock.advance(60_000);
    expect(setup.functions.deadLetters()).toMatchObject([
      { body: { requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 2 } } },
    ]);
  });

  test("that is throttled waits and runs", async () => {
    const setup = await deployed("exports.handler = async () => { console.log('done'); };", {
      reservedConcurrency: 1,
    });
    for (let count = 0; count < 3; count++) setup.functions.enqueue("probe", Buffer.from("{}"));
    await setup.world.clock.advance(10_000);
    expect(done(setup)).toBe(3);
  });
});

describe("a timer", () => {
  test("fires at each of its times with its payload still a string", async () => {
    const world = createWorld({ wall });
    const fired: unknown[] = [];
    const timers = createTimers(world.clock, (_, payload) => fired.push(JSON.parse(payload.toString())));
    timers.add({ name: "frequent", functionName: "probe", expression: "0 * * * * *", payload: '{"kind":"pass"}' });
    await world.clock.advance(125_000);
    expect(fired).toEqual([
      { triggerTime: "2026-01-05T06:31:00Z", triggerName: "frequent", payload: '{"kind":"pass"}' },
      { triggerTime: "2026-01-05T06:32:00Z", triggerName: "frequent", payload: '{"kind":"pass"}' },
    ]);
  });

  test("that is paused fires again later and makes up for nothing", async () => {
    const world = createWorld({ wall });
    let fired = 0;
    const timers = createTimers(world.clock, () => {
      fired += 1;
    });
    timers.add({ name: "t", functionName: "probe", expression: "@every 1m", payload: "" });
    timers.pause(true);
    await world.clock.advance(600_000);
    timers.pause(false);
    await world.clock.advance(60_000);
    expect(fired).toBe(1);
  });
});
