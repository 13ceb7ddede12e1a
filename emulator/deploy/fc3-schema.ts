/** The part of JSON Schema (draft 7) that describes a manifest here. */
export interface Schema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly minProperties?: number;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

/** An object with these keys and no others: a misspelt key must not be dropped in silence, as the component would. */
function closed(properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

const text: Schema = { type: "string" };
const flag: Schema = { type: "boolean" };
const name: Schema = { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" };
const destination: Schema = closed({ destination: { type: "string", pattern: "^acs:[a-z]+:.+$" } }, ["destination"]);

const timer = closed(
  {
    triggerName: name,
    triggerType: { const: "timer" },
    triggerConfig: closed({ cronExpression: text, enable: flag, payload: text }, ["cronExpression", "enable"]),
  },
  ["triggerName", "triggerType", "triggerConfig"],
);

const eventbridge = closed(
  {
    triggerName: name,
    triggerType: { const: "eventbridge" },
    triggerConfig: closed(
      {
        triggerEnable: flag,
        asyncInvocationType: flag,
        eventRuleFilterPattern: text,
        eventSourceConfig: closed({ eventSourceType: { const: "Default" } }, ["eventSourceType"]),
      },
      ["triggerEnable", "asyncInvocationType", "eventRuleFilterPattern", "eventSourceConfig"],
    ),
  },
  ["triggerName", "triggerType", "triggerConfig"],
);

/**
 * The `props` of component fc3 that the emulated Function Compute honours, with the vendor's limits (`CreateFunction` of
 * 2023-03-30 and the component's own schema, which lets misspelt keys and any trigger configuration pass).
 */
const props = closed(
  {
    region: { type: "string", pattern: "^[a-z]{2}-[a-z0-9-]+$" },
    functionName: name,
    runtime: { enum: ["nodejs20"] },
    handler: { type: "string", pattern: "^[A-Za-z0-9_/-]+\\.[A-Za-z_$][A-Za-z0-9_$]*$" },
    code: text,
    timeout: { type: "integer", minimum: 1, maximum: 86_400 },
    memorySize: { type: "integer", minimum: 128, maximum: 32_768, multipleOf: 64 },
    cpu: { type: "number", minimum: 0.05, maximum: 16 },
    diskSize: { enum: [512, 10_240] },
    internetAccess: flag,
    environmentVariables: { type: "object", additionalProperties: text },
    role: { type: "string", pattern: "^(acs:ram::[0-9]+:role/)?[a-z0-9][a-z0-9.-]{0,63}$" },
    logConfig: {
      oneOf: [
        { const: "auto" },
        closed(
          {
            project: text,
            logstore: text,
            enableRequestMetrics: flag,
            enableInstanceMetrics: flag,
            logBeginRule: { enum: ["None", "DefaultRegex"] },
          },
          ["project", "logstore"],
        ),
      ],
    },
    asyncInvokeConfig: closed(
      {
        maxAsyncRetryAttempts: { type: "integer", minimum: 0, maximum: 8 },
        // The vendor's own pages disagree (604800 or 2592000): the lower one is safe with both.
        maxAsyncEventAgeInSeconds: { type: "integer", minimum: 1, maximum: 604_800 },
        destinationConfig: closed({ onFailure: destination }, ["onFailure"]),
      },
      [],
    ),
    concurrencyConfig: closed({ reservedConcurrency: { type: "integer", minimum: 1, maximum: 100 } }, [
      "reservedConcurrency",
    ]),
    triggers: { type: "array", items: { oneOf: [timer, eventbridge] } },
  },
  ["region", "functionName", "runtime", "handler", "code", "timeout", "memorySize"],
);

/** What `s preview -o json` may print for a manifest that can be deployed here. */
export const fc3Schema: Schema = closed(
  {
    edition: { const: "3.0.0" },
    name: text,
    access: text,
    vars: { type: "object" },
    resources: {
      type: "object",
      minProperties: 1,
      additionalProperties: closed({ component: { const: "fc3" }, props }, ["component", "props"]),
    },
  },
  ["edition", "name", "resources"],
);
