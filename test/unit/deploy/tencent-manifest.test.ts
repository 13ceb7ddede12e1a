import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { patternOf, sampleOf, wantedRules } from "../../../cli/deploy/tencent/event-patterns.ts";
import { keyVariables } from "../../../cli/deploy/tencent/tools.ts";
import { defaultRuntime, functionName, manifestVariables } from "../../../cli/deploy/tencent/variables.ts";
import { readEnvironment, variables } from "../../../functions/environment.ts";

const root = new URL("../../../", import.meta.url);
const text = readFileSync(new URL("serverless.yml", root), "utf8");
const given = {
  region: "ap-guangzhou",
  store: "cos://state-1250000001?region=ap-guangzhou",
  deployment: "mooring",
  mode: "observe",
  endpoint: null,
  runtime: defaultRuntime,
} as const;

interface Manifest {
  readonly component: string;
  readonly inputs: {
    readonly runtime: string;
    readonly timeout: number;
    readonly src: { readonly src: string };
    readonly environments: readonly { readonly key: string; readonly value: string }[];
    readonly functions: Readonly<
      Record<string, { readonly name: string; readonly handler: string; readonly role: string }>
    >;
    readonly triggers: readonly {
      readonly type: string;
      readonly function: string;
      readonly parameters: { readonly cronExpression: string; readonly enable: boolean; readonly argument: string };
    }[];
  };
}

/** Fills `${env:NAME}` as the vendor's command line does, in the texts of the parsed file. */
function filled(value: unknown, environment: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string")
    return value.replace(/\$\{env:(\w+)\}/g, (_, name: string) => String(environment[name]));
  if (Array.isArray(value)) return value.map((item) => filled(item, environment));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, environment)]));
}
const manifestOf = (more: object = {}) => filled(parse(text), manifestVariables({ ...given, ...more })) as Manifest;

describe("serverless.yml", () => {
  test("reads exactly the variables that the deployment sets, since an unset one has no default", () => {
    // Without its comments.
    const read = [...JSON.stringify(parse(text)).matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(Object.keys(manifestVariables(given)).sort());
  });

  test("sets every variable that the function reads, with values that it can read; nothing writes by default", () => {
    const set = Object.fromEntries(manifestOf().inputs.environments.map(({ key, value }) => [key, value]));
    expect(Object.keys(set).sort()).toEqual([...variables].sort());
    const { mode, endpoint, waitMs } = readEnvironment(set);
    expect([mode, endpoint, waitMs]).toEqual(["observe", null, 20_000]);
  });

  test("sets no name that the platform keeps for itself, and none longer than it takes", () => {
    for (const { key } of manifestOf().inputs.environments)
      expect(key).toMatch(/^(?!SCF_|QCLOUD_|TENCENTCLOUD_)[A-Za-z]\w{1,63}$/);
  });

  test.each([
    ["Nodejs18.15", "./dist/functions/tencent/reconcile"],
    ["Nodejs16.13", "./dist/functions/tencent/reconcile-node16"],
  ])("takes for %s the bundle that is built for it", (runtime, src) => {
    const { inputs } = manifestOf({ runtime });
    expect([inputs.runtime, inputs.src.src]).toEqual([runtime, src]);
    expect(existsSync(new URL(`${src}/index.js`, root))).toBe(true);
  });

  test("has no bundle for another runtime, and says which there are", () => {
    expect(() => manifestVariables({ ...given, runtime: "Nodejs12.16" })).toThrow(/one of Nodejs18\.15, Nodejs16\.13/);
  });

  test("names the function that events are sent to, its handler and the role of its mode", () => {
    expect(manifestOf({ mode: "repair" }).inputs.functions).toMatchObject({
      reconcile: { name: functionName, handler: "index.main_handler", role: "mooring-repair" },
    });
  });

  test("leaves a pass the 300 s that EventBridge allows, and no more", () => {
    expect(manifestOf().inputs.timeout).toBe(300);
  });

  test("has a pass every minute and a full one every day, switched on, on seven fields", () => {
    const timers = manifestOf().inputs.triggers;
    expect(timers.map(({ type, function: key, parameters }) => [type, key, parameters.enable])).toEqual([
      ["timer", "reconcile", true],
      ["timer", "reconcile", true],
    ]);
    expect(timers.map(({ parameters }) => parameters.cronExpression)).toEqual(["0 * * * * * *", "0 17 3 * * * *"]);
    expect(timers.map(({ parameters }) => JSON.parse(parameters.argument))).toEqual([
      { kind: "pass", depth: "frequent" },
      { kind: "pass", depth: "full" },
    ]);
  });
});

describe("the vendor's command line gets", () => {
  const key = { secretId: "id", secretKey: "secret" };
  test("the key that was asked who it is, with its token or without anybody else's", () => {
    expect(keyVariables("125", { ...key, token: "token" })).toMatchObject({
      TENCENT_APP_ID: "125",
      TENCENT_SECRET_ID: "id",
      TENCENT_SECRET_KEY: "secret",
      TENCENT_TOKEN: "token",
    });
    const own = { ...{ TENCENT_TOKEN: "stale", SERVERLESS_STAGE: "other" }, ...keyVariables("125", key) };
    expect([own.TENCENT_TOKEN, own.SERVERLESS_STAGE]).toEqual([undefined, undefined]);
  });
});

describe("the event rules", () => {
  test.each(wantedRules)("$name holds the way of calling and the call, each in quotation marks and once", (rule) => {
    const { type, data } = JSON.parse(patternOf(rule)) as { type: string[]; data: { eventName: string[] } };
    expect(new Set(type).size).toBe(3 * rule.products.length);
    expect(new Set(data.eventName).size).toBe(rule.calls.length);
    const sample = JSON.parse(sampleOf(rule, "100000000001")) as { type: string; data: { eventName: string } };
    expect(type).toContain(sample.type);
    expect(data.eventName).toContain(sample.data.eventName);
  });

  test("bring no call that only reads", () => {
    for (const call of wantedRules.flatMap(({ calls }) => calls))
      expect(call).not.toMatch(/^(?:Describe|Get|List|Check)/);
  });
});
