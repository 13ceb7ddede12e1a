import { rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { defaultAccount, type Fault } from "../../emulator/index.ts";
import type { Summary } from "../../shared/reconcile/summary.ts";
import { configurationText, createQuietStage, createStage, mentions, quick, refusal, type Stage } from "./stage.ts";

const onePart = { configuration: configurationText({ parts: "[registry]" }), settings: quick };
const denied = () => refusal(403, "NoPermission", "You are not authorized to do this.", "REQ-DENIED-1");

/** Fails every list of the pass. */
const blind = (action: string) => (/^(?:DescribeVpcs|GetInstanceVpcEndpoint)$/.test(action) ? denied() : undefined);

describe.concurrent("the function returns normally", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage({
      ...onePart,
      accounts: [
        {
          ...defaultAccount,
          registries: [
            { id: "cri-mooringdemo01", name: "prod" },
            { id: "cri-mooringdemo02", name: "staging" },
          ],
        },
      ],
      configuration: `${configurationText({ parts: "[registry]" })}  staging:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-mooringdemo02
    mode: repair
    accept: { accounts: ["${defaultAccount.id}"] }
`,
    });
    stage.pauseTimers();
    stage.emulator.platform.eventBridge.control({ lose: 1_000 });
  });
  afterAll(() => stage.stop());

  it.sequential("when every network is blocked", async () => {
    const vpc = await stage.createNetwork("prodd");
    expect(await stage.pass()).toMatchObject({ states: { blocked: 1 }, applied: [] });
    await stage.tag(vpc, "off");
  });

  it.sequential("when a write failed, and its report carries the vendor's code and request id", async () => {
    const vpc = await stage.createNetwork("prod");
    const leave = stage.intrude((action) =>
      action === "CreateInstanceVpcEndpointLinkedVpc"
        ? refusal(400, "INSTANCE_ACCESS_VPC_LIMIT_EXCEED", "No link is left.", "REQ-FULL-1")
        : undefined,
    );
    const summary = await stage.pass();
    leave();
    expect(summary.failed).toEqual([
      expect.stringMatching(/INSTANCE_ACCESS_VPC_LIMIT_EXCEED No link is left\. \(request REQ-FULL-1\)/),
    ]);
    const [outcome] = (await stage.reports()).at(-1)?.outcomes ?? [];
    expect(outcome).toMatchObject({
      result: "failed",
      change: { network: vpc },
      failure: { code: "INSTANCE_ACCESS_VPC_LIMIT_EXCEED", requestId: "REQ-FULL-1", kind: "exhausted" },
    });
    await stage.tag(vpc, "off");
  });

  it.sequential("when one registry cannot be read, and goes on with the other", async () => {
    const vpc = await stage.createNetwork("prod,staging");
    const leave = stage.intrude((action, request) =>
      action.startsWith("GetInstance") && mentions(request, "cri-mooringdemo02") ? denied() : undefined,
    );
    const summary = await stage.pass();
    leave();
    expect(summary.applied).toEqual([expect.stringContaining(`network ${vpc}`)]);
    expect(await stage.linked()).toEqual([vpc]);
    expect(await stage.finding(vpc, "staging")).toMatchObject({
      state: "unknown",
      code: "unknown/links",
      sentence: expect.stringContaining("NoPermission You are not authorized to do this. (request REQ-DENIED-1)"),
    });
    const notices = (await stage.reports()).at(-1)?.notices;
    expect(notices).toContainEqual(
      expect.objectContaining({
        registry: "staging",
        code: "unknown/links",
        failure: expect.objectContaining({ code: "NoPermission", requestId: "REQ-DENIED-1" }),
      }),
    );
  });
});

describe.concurrent("the function throws, is tried again twice and then dead-lettered,", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage(onePart);
    stage.pauseTimers();
  });
  afterAll(() => stage.stop());

  async function deadLetterOf(payload: string) {
    const before = stage.deadLetters().length;
    stage.emulator.platform.functions.enqueue("mooring-reconcile", Buffer.from(payload));
    await stage.minutes(5);
    const letters = stage.deadLetters().slice(before);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.body).toMatchObject({
      requestPayload: payload,
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      responseContext: { functionError: "HandledInvocationError" },
    });
    return letters[0]?.body.responsePayload ?? "";
  }

  it.sequential("when every list failed, with the vendor's words", async () => {
    const leave = stage.intrude(blind);
    const said = await deadLetterOf('{"kind":"pass","depth":"full"}');
    leave();
    expect(said).toContain("nothing could be observed");
    expect(said).toContain("NoPermission You are not authorized to do this. (request REQ-DENIED-1)");
    expect(stage.writes()).toEqual({});
  });

  it.sequential("when the store does not answer", async () => {
    await rename(stage.storePath, `${stage.storePath}-away`);
    await writeFile(stage.storePath, "no folder");
    const before = stage.calls();
    const said = await deadLetterOf('{"kind":"pass","depth":"frequent"}');
    expect(said).toContain("the configuration could not be read: Mooring could not read");
    expect(stage.calls()).toEqual(before);
    await rename(stage.storePath, `${stage.storePath}-file`);
    await rename(`${stage.storePath}-away`, stage.storePath);
    expect(await stage.pass()).toMatchObject({ failed: [], notices: [] });
  });

  it.sequential("when it has no role, hence no credentials", async () => {
    await stage.emulator.platform.functions.create({
      name: "mooring-reconcile",
      account: defaultAccount.id,
      region: "cn-hangzhou",
      runtime: "nodejs20",
      handler: "index.handler",
      code: fileURLToPath(new URL("../../dist/functions/alibaba/reconcile", import.meta.url)),
      timeoutSeconds: 300,
      memoryMegabytes: 256,
      environment: { MOORING_STORE: `folder:${stage.storePath}`, MOORING_ENDPOINT: stage.url },
      role: null,
      asynchronous: { retries: 2, eventAgeSeconds: 21_600, onFailure: "acs:mns:queue" },
      reservedConcurrency: 5,
    });
    const before = stage.calls();
    expect(await deadLetterOf('{"kind":"pass","depth":"full"}')).toContain("the function has no role");
    expect(stage.calls()).toEqual(before);
  });
});

describe("the bundle's handler, called as Function Compute calls it,", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage(onePart);
    stage.pauseTimers();
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => stage.stop());

  it("takes a Buffer and a context, uses the context's credentials and answers with the pass", async () => {
    vi.stubEnv("MOORING_STORE", `folder:${stage.storePath}`);
    vi.stubEnv("MOORING_ENDPOINT", stage.url);
    vi.stubEnv("MOORING_LOG", "silent");
    const bundle = fileURLToPath(new URL("../../dist/functions/alibaba/reconcile/index.js", import.meta.url));
    const { handler } = createRequire(import.meta.url)(bundle) as {
      handler: (event: Buffer, context: unknown) => Promise<Summary>;
    };
    const event = Buffer.from('{"kind":"pass","depth":"full"}');
    const context = {
      requestId: "1",
      region: "cn-hangzhou",
      accountId: defaultAccount.id,
      function: { name: "mooring-reconcile", handler: "index.handler", memory: 256, timeout: 300 },
    };
    const { accessKeyId, accessKeySecret } = defaultAccount.users[0];
    const credentials = { accessKeyId, accessKeySecret, securityToken: "" };
    expect(await handler(event, { ...context, credentials })).toMatchObject({ trigger: "timer", depth: "full" });
    const wrong = { ...credentials, accessKeySecret: "not-the-secret" };
    await expect(handler(event, { ...context, credentials: wrong })).rejects.toThrow("SignatureDoesNotMatch");
    await expect(handler(event, context)).rejects.toThrow("the function has no role");
    expect(stage.writes()).toEqual({});
  });
});

describe.concurrent("a pass that meets", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
    stage.emulator.platform.eventBridge.control({ lose: 1_000 });
  });
  afterAll(() => stage.stop());

  const expired = { status: 400, code: "InvalidSecurityToken.Expired", message: "Specified SecurityToken is expired." };
  it.sequential.each<[string, Fault, number]>([
    ["throttling twice", "throttling", 2],
    ["an unavailable service twice", "unavailable", 2],
    ["an internal error", "internal", 1],
    ["a reset connection", "reset", 1],
    ["a proxy's page", "not-json", 1],
    ["an expired token", expired, 1],
  ])("%s asks again and misses nothing", async (_, fault, times) => {
    const before = stage.calls()["cr:GetInstanceVpcEndpoint"] ?? 0;
    stage.world.faults.add({ action: "GetInstanceVpcEndpoint", times, fault });
    expect(await stage.pass()).toMatchObject({ states: { moored: 1 }, notices: [], failed: [] });
    expect(stage.calls()["cr:GetInstanceVpcEndpoint"]).toBe(before + times + 1);
  });

  it.sequential.each<[string, string, () => ReturnType<typeof refusal>]>([
    ["throttling", "Throttling.User", () => refusal(400, "Throttling.User", "Too many calls.", "REQ-1")],
    ["an expired token", expired.code, () => refusal(400, expired.code, expired.message, "REQ-1")],
    ["an unavailable service", "ServiceUnavailable", () => refusal(503, "ServiceUnavailable", "Try later.", "REQ-1")],
  ])("%s for good at one network says so there and goes on with the others", async (_, code, answer) => {
    const hurt = await stage.createNetwork("prod");
    const other = await stage.createNetwork("prod");
    const leave = stage.intrude((action, request) =>
      action === "DescribeVSwitches" && mentions(request, hurt) ? answer() : undefined,
    );
    const summary = await stage.pass();
    leave();
    expect(summary.applied).toEqual([expect.stringContaining(`network ${other}`)]);
    const finding = await stage.finding(hurt);
    expect(finding).toMatchObject({ state: "unknown", code: "unknown/subnets" });
    expect(finding?.sentence).toContain(`vpc:DescribeVSwitches failed: ${code} `);
    expect(finding?.sentence).toContain("(request REQ-1)");
    // The next networks must not wait for this one.
    await stage.tag(hurt, "off");
    await stage.advance(30_000);
    await stage.pass();
  });
});

describe.concurrent("a call that hangs", () => {
  it.concurrent("is given up, made again, and the pass ends well", async () => {
    const stage = await createQuietStage();
    try {
      stage.world.faults.add({ action: "GetInstanceVpcEndpoint", times: 1, fault: "hang" });
      expect(await stage.pass()).toMatchObject({ states: { moored: 1 }, notices: [] });
    } finally {
      await stage.stop();
    }
  });

  it.concurrent("after it had its effect is read back: the attach counts as made, once", async () => {
    const stage = await createQuietStage();
    try {
      stage.emulator.platform.eventBridge.control({ lose: 10 });
      const vpc = await stage.createNetwork("prod");
      stage.world.faults.add({ action: "CreateInstanceVpcEndpointLinkedVpc", times: 1, fault: "hang-after-write" });
      expect(await stage.pass()).toMatchObject({ applied: [expect.stringContaining(vpc)], failed: [] });
      stage.pauseTimers(false);
      await stage.untilMoored([vpc]);
      expect(stage.calls()["cr:CreateInstanceVpcEndpointLinkedVpc"]).toBe(2);
    } finally {
      await stage.stop();
    }
  });
});

describe.concurrent("an invocation killed", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createQuietStage();
    stage.emulator.platform.eventBridge.control({ lose: 1_000 });
  });
  afterAll(() => stage.stop());

  /** Kills the function's process while the cloud owes it an answer. */
  async function killAt(action: string, fault: Fault): Promise<void> {
    stage.world.faults.add({ action, times: 1, fault });
    const asked = stage.nextRequest(action);
    const invocation = stage.invoke({ kind: "pass", depth: "full" });
    await asked;
    await stage.redeploy();
    stage.pauseTimers();
    expect(await invocation).toMatchObject({ kind: "error", type: "UnhandledInvocationError" });
  }

  it.sequential("before its attach arrived: the intent runs out, and the attach is made once", async () => {
    const vpc = await stage.createNetwork("prod");
    await killAt("CreateInstanceVpcEndpointLinkedVpc", "hang");
    expect(await stage.linked()).not.toContain(vpc);
    expect((await stage.ledger()).find(({ network }) => network === vpc)).toMatchObject({ attachedAt: null });
    await stage.pass();
    expect(await stage.finding(vpc)).toMatchObject({ state: "pending", code: "pending/attach-in-flight" });
    expect(await stage.linked()).not.toContain(vpc);
    stage.pauseTimers(false);
    await stage.untilMoored([vpc], 15);
    expect((await stage.linked()).filter((id) => id === vpc)).toHaveLength(1);
  });

  it.sequential("after its attach arrived: the link is known as its own and is followed until it is moored", async () => {
    stage.pauseTimers();
    const vpc = await stage.createNetwork("prod");
    const before = stage.calls()["cr:CreateInstanceVpcEndpointLinkedVpc"] ?? 0;
    await killAt("CreateInstanceVpcEndpointLinkedVpc", "hang-after-write");
    expect(await stage.linked()).toContain(vpc);
    stage.pauseTimers(false);
    await stage.untilMoored([vpc], 5);
    expect(await stage.finding(vpc)).toMatchObject({ parts: [{ owned: true }] });
    expect(stage.calls()["cr:CreateInstanceVpcEndpointLinkedVpc"]).toBe(before + 1);
    expect((await stage.ledger()).find(({ network }) => network === vpc)).toMatchObject({
      attachedAt: expect.any(String),
      verifiedAt: expect.any(String),
    });
  });

  it.sequential.each<[string, Fault]>([
    ["before its repair arrived", "hang"],
    ["after its repair arrived", "hang-after-write"],
  ])("%s: the next pass leaves the record right", async (_, fault) => {
    stage.pauseTimers();
    const [vpc] = (await stage.linked()).slice(-1);
    const [zone] = await stage.zonesOf(String(vpc));
    const [record] = await stage.recordsOf(zone?.id ?? "");
    await stage.call("pvtz", "SetZoneRecordStatus", { RecordId: record?.RecordId, Status: "DISABLE" });
    await killAt("SetZoneRecordStatus", fault);
    await stage.pass();
    expect(await stage.recordsOf(zone?.id ?? "")).toEqual([{ ...record, Status: "ENABLE" }]);
    expect(await stage.finding(String(vpc))).toMatchObject({ state: "moored" });
    expect(await stage.pass()).toMatchObject({ applied: [], failed: [], held: 0 });
  });
});
