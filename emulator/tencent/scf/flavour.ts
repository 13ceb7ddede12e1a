import { fileURLToPath } from "node:url";
import type { FunctionDefinition } from "../../function-host/definition.ts";
import type { Cause, FunctionFlavour } from "../../function-host/flavour.ts";
import type { World } from "../../world.ts";
import { defaultNamespace, functionName, scfKey } from "./key.ts";

type Variables = Readonly<Record<string, string | null>>;

/** Validity of the keys that a function's environment holds, 2 hours. */
const credentialSeconds = 7_200;
const minute = 60_000;

/**
 * SCF: the event is a parsed value, the context holds names and limits but no keys; keys of the role come as variables
 * of the process ("Environment variables", "Node.js").
 */
export function scfFlavour(world: World): FunctionFlavour {
  const { settings } = world;

  function credentials({ account, role, name }: FunctionDefinition): Record<string, string> {
    if (role === null) return {};
    const issued = world.tencentKeys.issue({ account, role, session: name, seconds: credentialSeconds });
    return {
      TENCENTCLOUD_SECRETID: issued.secretId,
      TENCENTCLOUD_SECRETKEY: issued.secretKey,
      TENCENTCLOUD_SESSIONTOKEN: issued.token,
    };
  }

  function names(definition: FunctionDefinition): Record<string, string> {
    return {
      SCF_NAMESPACE: definition.namespace ?? defaultNamespace,
      ...(settings.scfNameVariables === "present" && {
        SCF_FUNCTIONNAME: definition.name,
        SCF_FUNCTIONVERSION: "$LATEST",
        SCF_FUNCTIONMEMORYSIZE: String(definition.memoryMegabytes),
        SCF_FUNCTIONTIMEOUT: String(definition.timeoutSeconds),
        SCF_FUNCTIONHANDLER: definition.handler,
        SCF_REGION: definition.region,
        SCF_RUNTIME: definition.runtime,
      }),
    };
  }

  function changing(definition: FunctionDefinition, cause: Cause): Variables {
    return {
      TRIGGER_SRC: cause === "timer" ? "timer" : null,
      ...(settings.scfCredentialRefresh === "invocation" && credentials(definition)),
    };
  }

  return {
    keyOf: scfKey,
    logSource: ({ name }) => `scf:${name}`,
    resourceName: functionName,
    callFile: fileURLToPath(new URL("./scf-call.cjs", import.meta.url)),
    environment: (definition, folder) => ({
      ...definition.environment,
      ...names(definition),
      ...credentials(definition),
      TENCENTCLOUD_RUNENV: "SCF",
      TENCENTCLOUD_REGION: definition.region,
      TENCENTCLOUD_APPID: appIdOf(world, definition),
      TENCENTCLOUD_UIN: definition.account,
      USER_CODE_ROOT: `${folder}/`,
      _SCF_SERVER_PORT: "28902",
    }),
    invocation: (definition, requestId, cause) => ({
      context: scfContext(definition, requestId, appIdOf(world, definition)),
      environment: changing(definition, cause),
    }),
    // Half the validity of the keys with which it starts.
    longestLife: (credentialSeconds * 1_000) / 2,
    retries: {
      afterError: () => settings.scfRetryDelayMs,
      afterThrottling: () => minute,
      throttledFor: Number.POSITIVE_INFINITY,
    },
  };
}

function appIdOf(world: World, { account }: FunctionDefinition): string {
  return world.tencent.accounts.get(account)?.appId ?? "";
}

/** The second argument of a handler, without its function; what it says of the environment holds no keys. */
function scfContext(definition: FunctionDefinition, requestId: string, appId: string): Record<string, unknown> {
  const own = Object.entries(definition.environment);
  return {
    request_id: requestId,
    time_limit_in_ms: definition.timeoutSeconds * 1_000,
    memory_limit_in_mb: definition.memoryMegabytes,
    function_name: definition.name,
    function_version: "$LATEST",
    namespace: definition.namespace ?? defaultNamespace,
    environment: JSON.stringify({ SCF_NAMESPACE: definition.namespace ?? defaultNamespace, ...definition.environment }),
    environ: own.map(([name, value]) => `${name}=${value}`).join(";"),
    tencentcloud_region: definition.region,
    tencentcloud_appid: appId,
    tencentcloud_uin: definition.account,
  };
}
