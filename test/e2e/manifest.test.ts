import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { CloudEvent } from "cloudevents";
import { beforeAll, describe, expect, test } from "vitest";
import { matches, validatePattern } from "../../emulator/alibaba/eventbridge/pattern.ts";
import { mistakes } from "../../emulator/deploy/check.ts";
import { fc3Schema } from "../../emulator/deploy/fc3-schema.ts";
import type { FunctionProps, Manifest } from "../../emulator/deploy/manifest.ts";
import { preview } from "../../emulator/deploy/preview.ts";
import { nextRun } from "../../emulator/function-host/cron.ts";
import { readEnvironment, variables } from "../../functions/environment.ts";

const root = new URL("../../", import.meta.url);
const account = { id: "1000000000000001", accessKeyId: "LTAIemulated0000001", accessKeySecret: "never-printed" };
const manifest = new URL("s.yaml", root).pathname;
const events = new URL("test/fixtures/events/alibaba/", root);
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const validate = ajv.compile(fc3Schema);

let printed: unknown;
let props: FunctionProps;
beforeAll(async () => {
  printed = await preview({ manifest, account });
  const found = (printed as Manifest).resources["reconcile"]?.props;
  if (found === undefined) throw new Error("s.yaml has no resource named reconcile");
  props = found;
});

function triggerConfigs(type: string) {
  return (props.triggers ?? [])
    .filter(({ triggerType }) => triggerType === type)
    .map(({ triggerConfig }) => triggerConfig);
}

function rule(): Parameters<typeof matches>[0] {
  const [config] = triggerConfigs("eventbridge");
  if (config === undefined || !("eventRuleFilterPattern" in config)) throw new Error("no eventbridge trigger");
  return JSON.parse(config.eventRuleFilterPattern) as Parameters<typeof matches>[0];
}

const fixtures = readdirSync(events).filter((file) => file.endsWith(".json"));
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, events), "utf8")) as Readonly<Record<string, unknown>>;
const isNoise = (file: string) => /^(noise|foreign)-/.test(file);

describe("s.yaml", () => {
  test("as the official command resolves it passes our schema, also when every variable is set", async () => {
    validate(printed);
    expect(validate.errors).toBeNull();
    const names = Object.keys(props.environmentVariables ?? {});
    const env = { ...Object.fromEntries(names.map((name) => [name, "1"])), MOORING_MODE: "repair" };
    validate(await preview({ manifest, account, env }));
    expect(validate.errors).toBeNull();
  });

  test("sets every variable that a function reads, each from the deployment's environment or with its default", async () => {
    const defaults = {
      MOORING_STORE: "oss://mooring-state?region=cn-hangzhou&internal",
      MOORING_DEPLOYMENT: "mooring",
      MOORING_MODE: "observe",
      MOORING_ENDPOINT: "",
      MOORING_WAIT_SECONDS: "20",
      MOORING_LOG: "info",
    };
    expect(props.environmentVariables).toEqual(defaults);
    expect(Object.keys(defaults).sort()).toEqual([...variables].sort());
    const env = Object.fromEntries(Object.keys(defaults).map((name) => [name, `other-${name}`]));
    const other = (await preview({ manifest, account, env })) as Manifest;
    expect(other.resources["reconcile"]?.props.environmentVariables).toEqual(env);
  });

  test("has defaults that the function can read, and nothing writes before somebody says so", () => {
    const { mode, endpoint } = readEnvironment(props.environmentVariables ?? {});
    expect([mode, endpoint]).toEqual(["observe", null]);
  });

  test("goes to the region it is told, its dead letters too", async () => {
    const other = (await preview({ manifest, account, env: { MOORING_REGION: "ap-southeast-1" } })) as Manifest;
    expect(other.resources["reconcile"]?.props).toMatchObject({
      region: "ap-southeast-1",
      asyncInvokeConfig: {
        destinationConfig: {
          onFailure: { destination: "acs:mns:ap-southeast-1:1000000000000001:/queues/mooring-dead-letters/messages" },
        },
      },
    });
  });

  test("names the bundle that the build makes, the function's handler and the role of its mode", () => {
    expect(props).toMatchObject({
      functionName: "mooring-reconcile",
      code: "./dist/functions/alibaba/reconcile",
      handler: "index.handler",
      role: "mooring-observe",
    });
    expect(readdirSync(new URL("functions/alibaba/reconcile/", root))).toContain("index.ts");
  });

  test("leaves a pass far more time than it waits for a link", () => {
    expect(props.timeout).toBeGreaterThan(3 * Number(props.environmentVariables?.["MOORING_WAIT_SECONDS"]));
  });

  test("has a pass every minute and a full one every day", () => {
    const timers = triggerConfigs("timer").flatMap((config) => ("cronExpression" in config ? [config] : []));
    const after = Date.parse("2026-01-05T06:30:00Z");
    const gaps = timers.map(({ cronExpression }) => {
      const first = nextRun(cronExpression, after);
      return nextRun(cronExpression, first) - first;
    });
    expect(gaps).toEqual([60_000, 86_400_000]);
    expect(timers.map(({ payload }) => JSON.parse(payload ?? "null"))).toEqual([
      { kind: "pass", depth: "frequent" },
      { kind: "pass", depth: "full" },
    ]);
  });

  test("has its one rule last, with a pattern that EventBridge takes", () => {
    expect(props.triggers?.map(({ triggerType }) => triggerType)).toEqual(["timer", "timer", "eventbridge"]);
    expect(validatePattern(rule())).toEqual([]);
    expect(rule()).not.toHaveProperty("source");
  });
});

describe("the rule", () => {
  test.each(fixtures.filter((file) => !isNoise(file)))("forwards %s", (file) => {
    expect(matches(rule(), read(file))).toBe(true);
  });

  test.each(fixtures.filter(isNoise))("does not forward %s", (file) => {
    expect(matches(rule(), read(file))).toBe(false);
  });
});

describe("an event fixture", () => {
  test.each(fixtures)("%s is a CloudEvents 1.0 object", (file) => {
    expect(new CloudEvent(read(file)).validate()).toBe(true);
  });

  test("has its source noted", () => {
    const notes = readFileSync(new URL("README.md", events), "utf8");
    expect(fixtures.filter((file) => !notes.includes(`\`${file.replace(".json", "")}\``))).toEqual([]);
  });
});

describe("the deployment's own check says the same as the schema about", () => {
  const edited = (edit: (props: Record<string, unknown>) => void) => {
    const copy = structuredClone(printed) as { resources: { reconcile: { props: Record<string, unknown> } } };
    edit(copy.resources.reconcile.props);
    return copy;
  };
  test.each<[string, (props: Record<string, unknown>) => void, boolean]>([
    ["the manifest as it is", () => undefined, true],
    ["a misspelt key", (p) => Object.assign(p, { enviromentVariables: {} }), false],
    ["a timeout as text", (p) => Object.assign(p, { timeout: "300" }), false],
    ["a timeout of a fraction", (p) => Object.assign(p, { timeout: 1.5 }), false],
    ["memory that is no multiple of 64", (p) => Object.assign(p, { memorySize: 300 }), false],
    ["too many retries", (p) => Object.assign(p, { asyncInvokeConfig: { maxAsyncRetryAttempts: 9 } }), false],
    ["a variable that is a number", (p) => Object.assign(p, { environmentVariables: { A: 1 } }), false],
    ["a runtime that does not exist", (p) => Object.assign(p, { runtime: "nodejs22" }), false],
    ["a role in capitals", (p) => Object.assign(p, { role: "Mooring" }), false],
    ["a role's full name", (p) => Object.assign(p, { role: "acs:ram::1000000000000001:role/mooring" }), true],
    ["logs with a project and no store", (p) => Object.assign(p, { logConfig: { project: "x" } }), false],
    ["a trigger of another type", (p) => Object.assign(p, { triggers: [{ triggerType: "oss" }] }), false],
    ["an event trigger without a source", (p) => void deleteSource(p), false],
    ["a missing handler", (p) => delete p["handler"], false],
  ])("%s", (_, edit, fits) => {
    const document = edited(edit);
    expect(validate(document)).toBe(fits);
    expect(mistakes(fc3Schema, document).length === 0).toBe(fits);
  });

  function deleteSource(edited: Record<string, unknown>): void {
    for (const trigger of edited["triggers"] as { triggerConfig: Record<string, unknown> }[])
      delete trigger.triggerConfig["eventSourceConfig"];
  }
});
