import type { FunctionDefinition } from "../../function-host/definition.ts";
import type { Trigger } from "../../function-host/triggers.ts";

/** A function as GetFunction and ListFunctions show it. */
export function functionView(definition: FunctionDefinition): Readonly<Record<string, unknown>> {
  const { account, region, name, role } = definition;
  return {
    functionName: name,
    functionArn: `acs:fc:${region}:${account}:functions/${name}`,
    runtime: definition.runtime,
    handler: definition.handler,
    timeout: definition.timeoutSeconds,
    memorySize: definition.memoryMegabytes,
    environmentVariables: definition.environment,
    role: role === null ? "" : `acs:ram::${account}:role/${role}`,
    state: "Active",
    lastUpdateStatus: "Successful",
  };
}

/** A trigger as every call on triggers shows it; its configuration is a JSON text. */
export function triggerView({
  name,
  functionName,
  account,
  region,
  config,
  createdAt,
}: Trigger): Readonly<Record<string, unknown>> {
  return {
    triggerName: name,
    triggerType: config.type,
    triggerConfig: JSON.stringify(
      config.type === "timer"
        ? { cronExpression: config.cronExpression, enable: config.enable, payload: config.payload ?? "" }
        : {
            triggerEnable: config.triggerEnable,
            asyncInvocationType: config.asyncInvocationType,
            eventRuleFilterPattern: JSON.stringify(config.pattern),
            eventSourceConfig: { eventSourceType: "Default" },
          },
    ),
    qualifier: "LATEST",
    targetArn: `acs:fc:${region}:${account}:functions/${functionName}`,
    createdTime: new Date(createdAt).toISOString(),
  };
}
