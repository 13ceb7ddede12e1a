import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, CommanderError } from "commander";
import { hostExists } from "../cli/deploy/alibaba/caller.ts";
import { deployToAlibaba } from "../cli/deploy/alibaba/deploy.ts";
import { readDeployedFunction } from "../cli/deploy/alibaba/manifest.ts";
import { deployByTool } from "../cli/deploy/alibaba/tools.ts";
import { confirmAtTerminal } from "../cli/deploy/confirm.ts";
import { readMode } from "../cli/deploy/plan.ts";
import { buildFunctions } from "../cli/deploy/tools.ts";
import { readDeployment } from "../cli/deployment.ts";
import { defaultChain, openStore } from "../cli/drivers.ts";
import { isForPeople, readConfigurationText } from "../cli/pass.ts";
import { systemClock } from "../shared/kernel/clock.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { env } = process;
const program = new Command("npm run deploy:alibaba --")
  .description("Deploys Mooring to an account of Alibaba Cloud; what is right already is left alone.")
  .option("--config <file>", "configuration file", env["MOORING_CONFIG"] || "mooring.yaml")
  .option("--region <region>", "where the function runs (default: $MOORING_REGION, else the registries' region)")
  .option("--mode <mode>", "observe, attach, repair or full", env["MOORING_MODE"] || "observe")
  .option("--bucket <name>", "bucket of the store (default: $MOORING_BUCKET, else mooring-<account>-<region>)")
  .option("--deployment <name>", "whose ledger entries are ours", env["MOORING_DEPLOYMENT"] || "mooring")
  .option("--yes", "ask nothing", env["MOORING_YES"] === "1")
  .option("--dry-run", "say what would be made, and make nothing", env["MOORING_DRY_RUN"] === "1")
  .exitOverride();

interface Raw {
  readonly config: string;
  readonly region?: string;
  readonly mode: string;
  readonly bucket?: string;
  readonly deployment: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

async function main(): Promise<void> {
  const raw = program.parse().opts<Raw>();
  const credentials = defaultChain();
  await deployToAlibaba(
    {
      file: raw.config,
      text: await readConfigurationText(raw.config),
      region: raw.region ?? (env["MOORING_REGION"] || null),
      mode: readMode(raw.mode),
      bucket: raw.bucket ?? (env["MOORING_BUCKET"] || null),
      deployment: readDeployment(raw.deployment),
    },
    {
      endpoint: null,
      credentials,
      clock: systemClock,
      random: Math.random,
      openStore: (location) => openStore(location, null),
      policies: (mode) =>
        Promise.all(
          [mode, "dead-letters"].map((name) => readFile(join(root, "policies", "alibaba", `${name}.json`), "utf8")),
        ),
      deployed: readDeployedFunction(await readFile(join(root, "s.yaml"), "utf8")),
      hostExists,
      build: () => buildFunctions(root, env),
      deployFunction: async (own, account) => deployByTool(root, { ...env, ...own }, account, await credentials()),
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
    process.stderr.write(`deploy:alibaba stopped: ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
