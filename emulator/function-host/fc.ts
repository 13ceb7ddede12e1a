import { fileURLToPath } from "node:url";
import type { World } from "../world.ts";
import type { FunctionDefinition, RoleCredentials } from "./definition.ts";
import type { FunctionFlavour } from "./flavour.ts";

/** Validity of the keys that a function's role hands out, 36 hours. */
const credentialSeconds = 36 * 3_600;

/** A throttled invocation is tried again after 0.5, 1, 2, 4, ... s, for at most 5 hours ("Asynchronous invocation"). */
const firstThrottleWait = 500;
const longestThrottleWait = 512_000;
const throttledFor = 5 * 3_600_000;

/** Function Compute 3.0: names are unique, keys come in the context and, once, in the environment. */
export function fcFlavour(world: World): FunctionFlavour {
  function credentialsOf({ account, role, name }: FunctionDefinition): RoleCredentials | null {
    if (role === null) return null;
    const issued = world.credentials.issue({ account, role, session: name, seconds: credentialSeconds });
    return {
      accessKeyId: issued.accessKeyId,
      accessKeySecret: issued.secret,
      securityToken: issued.securityToken,
    };
  }

  return {
    keyOf: ({ name }) => name,
    logSource: ({ name }) => name,
    resourceName: ({ region, account, name }) => `acs:fc:${region}:${account}:functions/${name}`,
    callFile: fileURLToPath(new URL("./fc-call.cjs", import.meta.url)),
    environment: (definition, folder) =>
      fcEnvironment(definition, `c-${world.ids.hex32()}`, folder, credentialsOf(definition)),
    invocation: (definition, requestId) => ({ context: fcContext(definition, requestId, credentialsOf(definition)) }),
    // Well below the 36 hours of its keys.
    longestLife: 24 * 3_600_000,
    retries: {
      afterError: () => world.settings.asyncRetryDelayMs,
      afterThrottling: (throttled) => Math.min(longestThrottleWait, firstThrottleWait * 2 ** throttled),
      throttledFor,
    },
  };
}

/**
 * The environment of an instance: what Function Compute injects into a built-in runtime, and the function's own
 * variables. Nothing of the machine's environment is in it.
 */
function fcEnvironment(
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
function fcContext(
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
