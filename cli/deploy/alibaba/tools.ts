import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import { Fault } from "../../fault.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Builds the bundles as `npm run build` does. */
export function buildFunctions(root: string, environment: Variables): Promise<void> {
  return run("npm", ["run", "--silent", "build"], root, environment, "the function could not be built");
}

/** Runs the official `s deploy -y` on the manifest; the key reaches it through the environment alone. */
export function deployByTool(
  root: string,
  environment: Variables,
  account: string,
  { accessKeyId, accessKeySecret, securityToken }: BucketCredentials,
): Promise<void> {
  const main = createRequire(import.meta.url).resolve("@serverless-devs/s/package.json");
  const key = {
    AccountID: account,
    AccessKeyID: accessKeyId,
    AccessKeySecret: accessKeySecret,
    ...(securityToken === undefined ? {} : { SecurityToken: securityToken }),
  };
  return run(
    process.execPath,
    [join(dirname(main), "bin", "s"), "deploy", "-y", "-t", join(root, "s.yaml")],
    root,
    {
      ...environment,
      // A triple of somebody else's environment would win over the key that was asked who it is.
      AccountID: undefined,
      AccessKeyID: undefined,
      AccessKeySecret: undefined,
      default_serverless_devs_key: JSON.stringify(key),
      serverless_devs_daemon_enable: "false",
      CI: "true",
    },
    "s deploy ended with a fault",
  );
}

function run(
  command: string,
  parameters: readonly string[],
  cwd: string,
  environment: Variables,
  what: string,
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, parameters, { cwd, env: { ...environment }, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", (cause) => fail(new Fault(`${what}: ${cause.message}`, { cause })));
    child.on("close", (code) =>
      code === 0
        ? done()
        : fail(
            new Fault(
              `${what} (exit code ${code}); its own words are above. What was made before stays and is recognised: put it right and run it again.`,
            ),
          ),
    );
  });
}
