import type { Credentials } from "../../../shared/clouds/tencent/exchange.ts";
import { runTool, type Variables } from "../tools.ts";

/** The variables by which the vendor's command line takes a key; nothing else of somebody's environment may win. */
export function keyVariables(appid: string, { secretId, secretKey, token }: Credentials): Variables {
  return {
    TENCENT_APP_ID: appid,
    TENCENT_SECRET_ID: secretId,
    TENCENT_SECRET_KEY: secretKey,
    TENCENT_TOKEN: token,
    TENCENT_CREDENTIALS_PROFILE: undefined,
    SERVERLESS_STAGE: undefined,
    SERVERLESS_PLATFORM_STAGE: undefined,
  };
}

/** The version of the vendor's command line that the manifest was written for. */
const tool = "serverless-cloud-framework@1.3.0";

/**
 * Runs the vendor's command line on the manifest in `root`; the key reaches it through the environment alone. It is no
 * dependency: npx loads it from the registry. `instead` is a program run in its place, by whoever has it elsewhere.
 */
export function deployByTool(
  root: string,
  environment: Variables,
  appid: string,
  credentials: Credentials,
  instead: string | null,
): Promise<void> {
  const quiet = {
    CI: "true",
    SERVERLESS_CI_CD: "mooring",
    SLS_TELEMETRY_DISABLED: "1",
    SERVERLESS_PLATFORM_VENDOR: "tencent",
  };
  const own = { ...environment, ...keyVariables(appid, credentials), ...quiet };
  const what = "serverless-cloud-framework deploy ended with a fault";
  return instead === null
    ? runTool("npx", ["--yes", tool, "deploy"], root, own, what)
    : runTool(instead, ["deploy"], root, own, what);
}
