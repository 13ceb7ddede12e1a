import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configurationText, createStage, region, type Stage } from "./stage.ts";

/** What a body may hold and nothing may ever repeat. */
const token = "emulated-live-token-never-log-this";

const envelope = (more: Readonly<Record<string, unknown>>) => ({
  specversion: "1.0",
  id: "5f1c7a52-0000-4000-8000-000000000001",
  source: "acs.vpc",
  type: "vpc:ActionTrail:ApiCall",
  aliyunregionid: region,
  aliyunaccountid: "1000000000000001",
  ...more,
});
const audit = (more: Readonly<Record<string, unknown>>) => ({
  eventName: "CreateVpc",
  acsRegion: region,
  userIdentity: { sessionContext: { sessionToken: token } },
  ...more,
});

const ignored: readonly (readonly [what: string, payload: unknown, id: string | null, type: string | null])[] = [
  ["nothing at all", Buffer.alloc(0), null, null],
  ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]), null, null],
  ["text that is no JSON", `token=${token}`, null, null],
  ["JSON that was cut off", JSON.stringify(envelope({ data: audit({}) })).slice(0, -20), null, null],
  ["JSON that is no object", JSON.stringify(token), null, null],
  ["null", "null", null, null],
  ["an empty list", "[]", null, null],
  ["a list nested a hundred thousand deep", "[".repeat(100_000) + "]".repeat(100_000), null, null],
  ["an object of somebody else", { kind: token, depth: "full" }, null, null],
  ["a pass of no known depth", { kind: "pass", depth: token }, null, null],
  ["a timer of somebody else", { triggerTime: "2026-01-05T06:30:00Z", triggerName: "x", payload: token }, null, null],
  ["an event without a type", envelope({ type: undefined, data: audit({}) }), envelope({}).id, null],
  ["an event whose type is an object", envelope({ type: { token }, data: audit({}) }), envelope({}).id, null],
  [
    "an event whose id is a page long",
    envelope({ id: token.repeat(100), type: "oss:ObjectCreated:PutObject", data: audit({}) }),
    null,
    "oss:ObjectCreated:PutObject",
  ],
  [
    "an event of another product",
    envelope({ type: "ecs:ActionTrail:ApiCall", data: audit({ eventName: "RunInstances" }) }),
    envelope({}).id,
    "ecs:ActionTrail:ApiCall",
  ],
  [
    "an event of a call that concerns no network",
    envelope({ data: audit({ eventName: "CreateNatGateway" }) }),
    envelope({}).id,
    envelope({}).type,
  ],
  [
    "an event of a call that failed",
    envelope({ data: audit({ errorCode: "Forbidden", errorMessage: token }) }),
    envelope({}).id,
    envelope({}).type,
  ],
  ["an event whose data is text", envelope({ data: token }), envelope({}).id, envelope({}).type],
  [
    "an enormous event of another product",
    envelope({ type: "ecs:ActionTrail:ApiCall", data: audit({ requestParameters: token.repeat(300_000) }) }),
    envelope({}).id,
    "ecs:ActionTrail:ApiCall",
  ],
];

describe("an invocation with", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage({ configuration: configurationText({ parts: "[registry]" }) });
    stage.pauseTimers();
  });
  afterAll(() => stage.stop());

  it.each(ignored)(
    "%s is answered normally, logged by id and type alone, and costs no call",
    async (_, payload, id, type) => {
      const stored = (await stage.store.list("")).map(({ key }) => key);
      const before = stage.logs().length;
      const outcome = await stage.invoke(payload);
      expect(outcome.kind).toBe("value");
      if (outcome.kind !== "value") return;
      const answer = JSON.parse(outcome.body.toString("utf8")) as { because: string };
      expect(answer).toEqual({ ignored: true, id, type, because: expect.any(String) });
      const lines = stage.logs().slice(before);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? "")).toEqual({
        level: "info",
        message: "ignored",
        request: expect.any(String),
        id,
        type,
        because: answer.because,
      });
      expect(lines[0]).not.toContain(token);
      expect(stage.calls()).toEqual({});
      expect((await stage.store.list("")).map(({ key }) => key)).toEqual(stored);
    },
  );

  it("any of these, delivered asynchronously, is not tried again and reaches no dead-letter queue", async () => {
    const before = stage.logs().length;
    for (const [, payload] of ignored.slice(1, 7)) {
      const body = Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload));
      stage.emulator.platform.functions.enqueue("mooring-reconcile", body);
    }
    await stage.minutes(10);
    const lines = stage.logs().slice(before);
    expect(lines.filter((line) => line.includes('"ignored"'))).toHaveLength(6);
    expect(stage.deadLetters()).toEqual([]);
    expect(stage.calls()).toEqual({});
  });

  it("a known event whose ids are malformed looks at its region, and repeats nothing of it", async () => {
    const vpc = await stage.createNetwork();
    const outcome = await stage.invoke(
      envelope({ data: audit({ requestParameters: { VpcId: `vpc-'${token}` }, responseElements: { VpcId: [{}] } }) }),
    );
    expect(outcome.kind).toBe("value");
    expect(stage.calls()).toHaveProperty("vpc:DescribeVpcs");
    expect(stage.writes()).toEqual({});
    expect(await stage.finding(vpc)).toBeUndefined();
  });

  it("any of the recorded events is answered normally, and no token of theirs is ever repeated", async () => {
    const folder = new URL("../fixtures/events/alibaba/", import.meta.url);
    for (const name of readdirSync(folder).filter((name) => /^(?:noise|foreign|create-vpc-live)/.test(name))) {
      const outcome = await stage.invoke(readFileSync(new URL(name, folder)));
      expect([name, outcome.kind]).toEqual([name, "value"]);
    }
    const written = await stage.written();
    expect(written).toContain("ecs:ActionTrail:ApiCall");
    expect(written).not.toContain(token);
    expect(written).not.toContain("fixture-live-token-never-log-this");
    expect(written).not.toContain("emulated-secret-of-no-real-account");
  });
});
