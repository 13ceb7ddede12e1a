import type { Schema } from "../fc3-schema.ts";

/** An object with these keys and no others. */
function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };

/** 2 to 60 characters, a letter first. */
const functionName: Schema = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]$" };
const region: Schema = { type: "string", pattern: "^[a-z]{2}-[a-z]+(-[a-z]+)?$" };
const runtime: Schema = { enum: ["Nodejs16.13", "Nodejs18.15"] };
const memorySize: Schema = {
  oneOf: [{ const: 64 }, { type: "integer", minimum: 128, maximum: 3_072, multipleOf: 128 }],
};
const timeout: Schema = { type: "integer", minimum: 1, maximum: 900 };
const folder: Schema = {
  oneOf: [text, closed({ src: text, exclude: { type: "array", items: text } }, ["src"])],
};

/** A letter first; the platform's own names are reserved. */
const variableName = "^(?!SCF_|QCLOUD_|TENCENTCLOUD_|TECENTCLOUD_)[A-Za-z][A-Za-z0-9_]{1,63}$";
const environments: Schema = {
  type: "array",
  items: closed({ key: { type: "string", pattern: variableName }, value: text }, ["key", "value"]),
};

/** What the top level may give to all functions, and each of them for itself. */
const shared = { runtime, memorySize, timeout, environments, publicAccess: flag, description: text } as const;

const oneFunction = closed(
  {
    ...shared,
    name: functionName,
    src: folder,
    handler: { type: "string", pattern: "^[A-Za-z0-9_/-]+\\.[A-Za-z_$][A-Za-z0-9_$]*$" },
    role: { type: "string", pattern: "^[A-Za-z0-9_-]{1,128}$" },
    retryNum: { type: "integer", minimum: 0, maximum: 2 },
    msgTTL: { type: "integer", minimum: 60, maximum: 86_400 },
  },
  ["handler"],
);

const timer = closed(
  {
    type: { const: "timer" },
    function: text,
    parameters: closed(
      {
        name: { type: "string", pattern: "^[A-Za-z0-9_-]{1,100}$" },
        cronExpression: text,
        enable: flag,
        argument: text,
        qualifier: { enum: ["$DEFAULT", "$LATEST"] },
      },
      ["name", "cronExpression"],
    ),
  },
  ["type", "function", "parameters"],
);

/**
 * The part of a `serverless.yml` of component multi-scf that the emulated SCF honours, with the limits of the component's
 * documentation (`docs/configure.md`) and of the API. The vendor checks a manifest only while it deploys it.
 */
export const multiScfSchema: Schema = closed(
  {
    app: text,
    stage: text,
    component: { const: "multi-scf" },
    name: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" },
    inputs: closed(
      {
        ...shared,
        src: folder,
        region,
        type: { const: "event" },
        namespace: functionName,
        functions: { type: "object", minProperties: 1, additionalProperties: oneFunction },
        triggers: { type: "array", items: timer },
      },
      ["functions", "region"],
    ),
  },
  ["component", "name", "inputs"],
);
