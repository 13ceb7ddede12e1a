import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import { runTool, type Variables } from "../tools.ts";

/** The variables by which `s` takes a key in place of its stored ones; nothing else of somebody's environment may win. */
export function keyVariables(
  account: string,
  { accessKeyId, accessKeySecret, securityToken }: BucketCredentials,
): Variables {
  return {
    AccountID: account,
    AccessKeyID: accessKeyId,
    AccessKeySecret: accessKeySecret,
    SecurityToken: securityToken,
    serverless_devs_access_cicd_alias_name: undefined,
    default_serverless_devs_key: undefined,
  };
}

/** Runs the official `s deploy -y` on the manifest; the key reaches it through the environment alone. */
export function deployByTool(
  root: string,
  environment: Variables,
  account: string,
  credentials: BucketCredentials,
): Promise<void> {
  const main = createRequire(import.meta.url).resolve("@serverless-devs/s/package.json");
  const parameters = [join(dirname(main), "bin", "s"), "deploy", "-y", "-t", join(root, "s.yaml")];
  const quiet = { serverless_devs_daemon_enable: "false", CI: "true" };
  const own = { ...environment, ...keyVariables(account, credentials), ...quiet };
  return runTool(process.execPath, parameters, root, own, "s deploy ended with a fault");
}
