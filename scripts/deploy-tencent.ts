import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { confirmAtTerminal } from "../cli/deploy/confirm.ts";
import { readMode } from "../cli/deploy/plan.ts";
import { deployToTencent } from "../cli/deploy/tencent/deploy.ts";
import { deployByTool } from "../cli/deploy/tencent/tools.ts";
import { defaultRuntime, eventRegion } from "../cli/deploy/tencent/variables.ts";
import { buildFunctions } from "../cli/deploy/tools.ts";
import { readDeployment } from "../cli/deployment.ts";
import { openStore, tencentChain } from "../cli/drivers.ts";
import { isForPeople, readConfigurationText } from "../cli/pass.ts";
import { systemClock } from "../shared/kernel/clock.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { env } = process;
const program = new Command("npm run deploy:tencent --")
  .description("Deploys Mooring to an account of Tencent Cloud; what is right already is left alone.")
  .option("--config <file>", "configuration file", env["MOORING_CONFIG"] || "mooring.yaml")
  .option("--region <region>", "where the function runs", env["MOORING_REGION"] || eventRegion)
  .option("--mode <mode>", "observe, attach, repair or full", env["MOORING_MODE"] || "observe")
  .option("--bucket <name>", "bucket of the store (default: $MOORING_BUCKET, else mooring-<region>-<APPID>)")
  .option("--deployment <name>", "whose ledger entries are ours", env["MOORING_DEPLOYMENT"] || "mooring")
  .option("--runtime <runtime>", "Nodejs18.15 or Nodejs16.13", env["MOORING_RUNTIME"] || defaultRuntime)
  .option("--yes", "ask nothing", env["MOORING_YES"] === "1")
  .option("--dry-run", "say what would be made, and make nothing", env["MOORING_DRY_RUN"] === "1")
  .exitOverride();

/** What the deployment leaves at its default, unless the environment says otherwise. */
const kept = Object.fromEntries(
  ["MOORING_WAIT_SECONDS", "MOORING_LOG"].flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
);

interface Raw {
  readonly config: string;
  readonly region: string;
  readonly mode: string;
  readonly bucket?: string;
  readonly deployment: string;
  readonly runtime: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

async function main(): Promise<void> {
  const raw = program.parse().opts<Raw>();
  const credentials = tencentChain();
  await deployToTencent(
    {
      file: raw.config,
      text: await readConfigurationText(raw.config),
      region: raw.region,
      mode: readMode(raw.mode),
      bucket: raw.bucket ?? (env["MOORING_BUCKET"] || null),
      deployment: readDeployment(raw.deployment),
      runtime: raw.runtime,
    },
    {
      endpoint: null,
      credentials,
      clock: systemClock,
      random: Math.random,
      openStore: (location) => openStore(location, null),
      policy: (mode) => readFile(join(root, "policies", "tencent", `${mode}.json`), "utf8"),
      build: () => buildFunctions(root, env),
      deployFunction: async (own, appid) =>
        deployByTool(root, { ...env, ...own, ...kept }, appid, await credentials(), env["MOORING_SCF_TOOL"] || null),
      say: (line) => void process.stdout.write(`${line}\n`),
      confirm: confirmAtTerminal,
    },
    raw,
  );
}

try {
  await main();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (isForPeople(error)) {
    process.stderr.write(`deploy:tencent stopped: ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
