import type { FunctionDefinition, RoleCredentials } from "./definition.ts";

/**
 * The environment of an instance: what Function Compute injects into a built-in runtime, and the function's own
 * variables. Nothing of the machine's environment is in it.
 */
export function fcEnvironment(
  definition: FunctionDefinition,
  instanceId: string,
  folder: string,
  credentials: RoleCredentials | null,
): Record<string, string> {
  return {
    ...definition.environment,
    FC_FUNC_CODE_PATH: `${folder}/`,
    FC_ACCOUNT_ID: definition.account,
    FC_FUNCTION_HANDLER: definition.handler,
    FC_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    FC_FUNCTION_NAME: definition.name,
    FC_REGION: definition.region,
    FC_CUSTOM_LISTEN_PORT: "9000",
    FC_INSTANCE_ID: instanceId,
    FC_RUNTIME: definition.runtime,
    FC_TIMEOUT: String(definition.timeoutSeconds),
    ...(credentials !== null && {
      ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: credentials.securityToken,
    }),
  };
}

/** The second argument of a handler, without the methods of its logger ("Context"). */
export function fcContext(
  definition: FunctionDefinition,
  requestId: string,
  credentials: RoleCredentials | null,
): Readonly<Record<string, unknown>> {
  return {
    requestId,
    ...(credentials !== null && { credentials }),
    function: {
      name: definition.name,
      handler: definition.handler,
      memory: definition.memoryMegabytes,
      timeout: definition.timeoutSeconds,
    },
    service: { name: "", logProject: "", logStore: "", qualifier: "LATEST", versionId: "" },
    region: definition.region,
    accountId: definition.account,
    tracing: {},
  };
}
