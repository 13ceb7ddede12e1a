import { Command, CommanderError } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { configCheckCommand, configPushCommand } from "./commands/config.ts";
import { demoCommand } from "./commands/demo.ts";
import { emulateCommand } from "./commands/emulate.ts";
import { explainCommand } from "./commands/explain.ts";
import { planCommand } from "./commands/plan.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { openClouds, openStore } from "./drivers.ts";
import { exitCodes } from "./exit-code.ts";
import { passOptions, type RawOptions } from "./options.ts";
import { type Drivers, isForPeople } from "./pass.ts";
import { createTerminal } from "./terminal.ts";

const drivers: Drivers = { openStore, openClouds };
const terminal = createTerminal(process.stdout, process.stderr);
const program = new Command("mooring")
  .description("Keeps every tagged VPC moored to its company's private container registry.")
  .version(packageJson.version)
  .showHelpAfterError("(mooring --help lists the commands)")
  .exitOverride();

function command(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option("--json", "print one JSON document on standard output and nothing else there");
}

function looking(target: Command): Command {
  return target
    .option("--config <file>", "configuration file (default: the store's copy)")
    .option("--store <location>", "folder:PATH (default: $MOORING_STORE, else folder:.mooring)")
    .option(
      "--endpoint <url>",
      "an emulated cloud on this machine (default: $MOORING_ENDPOINT, else the vendors' own hosts)",
    )
    .option("--deployment <name>", "whose ledger entries are ours (default: $MOORING_DEPLOYMENT, else mooring)")
    .option("--mode <mode>", "ceiling: observe, attach, repair or full (default: $MOORING_MODE, else full)");
}

const options = (raw: RawOptions) => passOptions(raw, process.env);
const run = (work: (raw: RawOptions) => Promise<number>) => async (raw: RawOptions) => {
  process.exitCode = await work(raw);
};

looking(command(program, "plan", "say what a pass would do now, without doing it")).action(
  run((raw) => planCommand(drivers, terminal, options(raw))),
);
looking(command(program, "sweep", "one full pass: attach, verify, repair, report")).action(
  run((raw) => sweepCommand(drivers, terminal, options(raw))),
);
looking(
  command(
    program,
    "explain <vpc>",
    "walk the chain of one network: tag, consent, subnet, link, address, zone, record, answer",
  ),
).action(async (network: string, raw: RawOptions) => {
  process.exitCode = await explainCommand(drivers, terminal, options(raw), network);
});
const config = program.command("config").description("check a configuration, or put it in force");
command(config, "check", "all mistakes of a configuration at once")
  .option("--config <file>", "configuration file (default: mooring.yaml)")
  .action(run((raw) => configCheckCommand(terminal, options(raw))));
command(config, "push", "put a configuration into the store, where every pass reads it")
  .option("--config <file>", "configuration file (default: mooring.yaml)")
  .option("--store <location>", "folder:PATH (default: $MOORING_STORE, else folder:.mooring)")
  .action(run((raw) => configPushCommand(drivers, terminal, options(raw))));
command(program, "emulate", "run the emulated cloud with Mooring deployed on it, until Ctrl-C")
  .option("--port <port>", "port on 127.0.0.1 (default: any free one)")
  .option("--for <minutes>", "stop by itself after so many minutes (default: 720)")
  .action(async (raw: { readonly json?: boolean; readonly port?: string; readonly for?: string }) => {
    process.exitCode = await emulateCommand(drivers, terminal, raw);
  });
command(program, "demo", "the main job on the emulated cloud, told step by step").action(
  async (raw: { readonly json?: boolean }) => {
    process.exitCode = await demoCommand(drivers, terminal, raw.json ?? false);
  },
);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.nothing : exitCodes.error;
  else if (isForPeople(error)) {
    terminal.complain(`mooring: ${error.message}`);
    process.exitCode = exitCodes.error;
  } else throw error;
}
