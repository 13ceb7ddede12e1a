import { readFile } from "node:fs/promises";
import { Command } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { adoptCommand } from "./commands/adopt.ts";
import { applyCommand } from "./commands/apply.ts";
import { type ApproveOptions, approveCommand } from "./commands/approve.ts";
import { capacityCommand } from "./commands/capacity.ts";
import { configCheckCommand, configPushCommand } from "./commands/config.ts";
import type { EmulateOptions } from "./commands/emulate.ts";
import { explainCommand } from "./commands/explain.ts";
import { hostsCommand } from "./commands/hosts.ts";
import { type ObserveOptions, observeCommand } from "./commands/observe.ts";
import { type PauseOptions, pauseCommand } from "./commands/pause.ts";
import { type PlanOptions, planCommand } from "./commands/plan.ts";
import { releaseCommand } from "./commands/release.ts";
import { resumeCommand } from "./commands/resume.ts";
import { statusCommand } from "./commands/status.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { tagsCheckCommand } from "./commands/tags.ts";
import { confirmAtTerminal } from "./deploy/confirm.ts";
import { defaultChain, tencentChain } from "./drivers.ts";
import { passOptions, type RawOptions } from "./options.ts";
import type { OverrideOptions } from "./overrides.ts";
import type { Drivers } from "./pass.ts";
import type { Terminal } from "./terminal.ts";
import { worldClock } from "./world-clock.ts";

const storeHelp =
  "folder:PATH, oss://BUCKET?region=REGION[&internal] or cos://BUCKET-APPID?region=REGION (default: $MOORING_STORE, else folder:.mooring)";

function command(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option("--json", "print one JSON document on standard output and nothing else there");
}

/** An option that may be given more than once. */
function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A command that writes, and may be told to do so without a limit. */
function overriding(target: Command): Command {
  return target
    .option(
      "--override <limit>",
      "for this run alone without this limit: <limit>=<number>, canary or inventory; may be repeated",
      several,
    )
    .option("--reason <text>", "why a limit is set aside; kept in the store and told in the report");
}

function looking(target: Command): Command {
  return target
    .option("--config <file>", "configuration file (default: the store's copy)")
    .option("--store <location>", storeHelp)
    .option(
      "--endpoint <url>",
      "an emulated cloud on this machine (default: $MOORING_ENDPOINT, else the vendors' own hosts)",
    )
    .option(
      "--assume-role <name>",
      "act as this role: acs:ram::ACCOUNT:role/NAME or qcs::cam::uin/ACCOUNT:roleName/NAME, once a cloud (default: whoever the vendor's chain finds)",
      several,
    )
    .option("--deployment <name>", "whose ledger entries are ours (default: $MOORING_DEPLOYMENT, else mooring)")
    .option("--mode <mode>", "ceiling: observe, attach, repair or full (default: $MOORING_MODE, else full)");
}

function pausing(target: Command): Command {
  return target
    .option("--registry <alias>", "this registry alone (default: every registry)")
    .option("--store <location>", storeHelp)
    .option("--endpoint <url>", "an emulated cloud on this machine that keeps the bucket (default: $MOORING_ENDPOINT)");
}

interface RawEvents {
  readonly cloud?: string;
  readonly region?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

interface RawRelease {
  readonly registry?: string;
  readonly part?: string;
  readonly reason?: string;
  readonly all?: boolean;
  readonly force?: boolean;
  readonly yes?: boolean;
}

interface RawAdopt {
  readonly registry?: string;
  readonly reason?: string;
  readonly publishedAddress?: string;
  readonly yes?: boolean;
}

const options = (raw: RawOptions) => passOptions(raw, process.env);
const run = (work: (raw: RawOptions) => Promise<number>) => async (raw: RawOptions) => {
  process.exitCode = await work(raw);
};

/** Every command of `mooring`; one that is run leaves its exit code in `process.exitCode`. */
export function createProgram(drivers: Drivers, terminal: Terminal): Command {
  const program = new Command("mooring")
    .description("Keeps every tagged VPC moored to its company's private container registry.")
    .version(packageJson.version)
    .showHelpAfterError("(mooring --help lists the commands)")
    .exitOverride();
  looking(command(program, "plan", "say what a pass would do now, without doing it"))
    .option("--estate <file>", "plan from what mooring observe saved: no cloud, no credentials")
    .option("--format <format>", "text, json, markdown or csv (default: text)")
    .option("--out <file>", "keep the plan in a new file, for mooring apply")
    .option(
      "--override <limit>",
      "plan as if this limit were set aside: <limit>=<number>, canary or inventory; may be repeated",
      several,
    )
    .action(async (raw: RawOptions & PlanOptions) => {
      process.exitCode = await planCommand(drivers, terminal, options(raw), raw);
    });
  overriding(
    looking(
      command(program, "apply [plan]", "make exactly the changes of a plan: of the file, or of one made now and shown"),
    ),
  )
    .option("--yes", "without asking")
    .action(async (file: string | undefined, raw: RawOptions & OverrideOptions & { readonly yes?: boolean }) => {
      const own = { ...raw, yes: raw.yes ?? false, confirm: confirmAtTerminal };
      process.exitCode = await applyCommand(drivers, terminal, options(raw), file ?? null, own);
    });
  overriding(looking(command(program, "sweep", "one full pass: attach, verify, repair, report")))
    .option(
      "--check",
      "write nothing; exit with 0 only if nothing fails: every expected network is moored or exempt, and all was read; a pause is told, and fails only where it holds something",
    )
    .action(async (raw: RawOptions & OverrideOptions & { readonly check?: boolean }) => {
      process.exitCode = await sweepCommand(drivers, terminal, options(raw), raw.check ?? false, raw);
    });
  looking(
    command(program, "approve [changes...]", "let links be made that a rule asks about, each named by its change's id"),
  )
    .option("--reason <text>", "why; kept with the approval, or with its withdrawal, which may do without")
    .option("--list", "tell which approvals there are, and what waits for one")
    .option("--withdraw", "take approvals back that were not used yet, from the store alone")
    .action(async (changes: readonly string[], raw: RawOptions & ApproveOptions) => {
      process.exitCode = await approveCommand(drivers, terminal, options(raw), changes, raw);
    });
  looking(command(program, "observe", "everything a full pass sees, as plain data for mooring plan --estate"))
    .option("--out <file>", "where to write it (default: standard output)")
    .option(
      "--redact",
      "stand-ins for ids, names, labels, accounts, addresses and tag values; tag keys and aliases stay",
    )
    .action(async (raw: RawOptions & ObserveOptions) => {
      process.exitCode = await observeCommand(drivers, terminal, options(raw), raw);
    });
  looking(
    command(
      program,
      "explain <vpc>",
      "walk the chain of one network: tag, consent, subnet, link, address, zone, binding, record, resolver, answer",
    ),
  ).action(async (network: string, raw: RawOptions) => {
    process.exitCode = await explainCommand(drivers, terminal, options(raw), network);
  });
  looking(
    command(
      program,
      "capacity",
      "what each registry can still take: links, zones, addresses; who waits, in which order",
    ),
  ).action(run((raw) => capacityCommand(drivers, terminal, options(raw))));
  looking(
    command(program, "status", "what is paused, last passes, watermarks, intents in flight; from the store alone"),
  ).action(run((raw) => statusCommand(drivers, terminal, options(raw))));
  pausing(command(program, "pause", "write nothing until mooring resume; a pass under way stops at its next write"))
    .option("--reason <text>", "why, for those who find it (default: no reason given)")
    .action(async (raw: RawOptions & PauseOptions) => {
      process.exitCode = await pauseCommand(drivers, terminal, options(raw), raw);
    });
  pausing(command(program, "resume", "end a pause")).action(async (raw: RawOptions & PauseOptions) => {
    process.exitCode = await resumeCommand(drivers, terminal, options(raw), raw);
  });
  looking(
    command(
      program,
      "hosts",
      "the hosts file's lines for machines that no zone reaches, and shell texts that write and remove them",
    ),
  )
    .option("--registry <alias>", "whose names the machine needs")
    .option("--network <vpc>", "in which network the machine is")
    .action(async (raw: RawOptions & { readonly registry?: string; readonly network?: string }) => {
      process.exitCode = await hostsCommand(drivers, terminal, options(raw), {
        registry: raw.registry,
        network: raw.network,
      });
    });
  looking(
    command(program, "adopt <vpc>", "links that somebody else made become Mooring's: in its ledger, not in the cloud"),
  )
    .option("--registry <alias>", "whose links of the network")
    .option("--reason <text>", "why, for those who find it in the ledger")
    .option(
      "--published-address <ip>",
      "what the names that are on answer with, where the vendor does not tell it (Tencent Cloud)",
    )
    .option("--yes", "without asking")
    .action(async (network: string, raw: RawOptions & RawAdopt) => {
      const { registry, reason, publishedAddress, yes = false } = raw;
      const wish = { network, registry, reason, publishedAddress, yes, confirm: confirmAtTerminal };
      process.exitCode = await adoptCommand(drivers, terminal, options(raw), wish);
    });
  command(
    program,
    "release [vpc]",
    "Mooring forgets links, and tells what is by hand from then on; the cloud stays as it is",
  )
    .option("--registry <alias>", "whose link of the network; with --all, only this registry's")
    .option("--part <part>", "only the links of this part: registry or chart")
    .option("--all", "every link that is Mooring's")
    .option("--force", "also links that are being detached, as they are")
    .option("--reason <text>", "why, for the record")
    .option("--yes", "without asking")
    .option("--config <file>", "configuration file (default: the store's copy)")
    .option("--store <location>", storeHelp)
    .option("--endpoint <url>", "an emulated cloud on this machine that keeps the bucket (default: $MOORING_ENDPOINT)")
    .option("--deployment <name>", "whose ledger entries are ours (default: $MOORING_DEPLOYMENT, else mooring)")
    .action(async (network: string | undefined, raw: RawOptions & RawRelease) => {
      const { registry, part, reason, all = false, force = false, yes = false } = raw;
      const wish = { network, registry, part, reason, all, force, yes, confirm: confirmAtTerminal };
      process.exitCode = await releaseCommand(drivers, terminal, options(raw), wish);
    });
  command(
    program.command("tags").description("what the wish tag says"),
    "check <value>",
    "what a value of the wish tag means, or what is wrong with it",
  )
    .option(
      "--config <file>",
      "whose registries there are (default: the store's copy, else registries are not checked)",
    )
    .option("--store <location>", storeHelp)
    .option("--endpoint <url>", "an emulated cloud on this machine that keeps the bucket (default: $MOORING_ENDPOINT)")
    .action(async (value: string, raw: RawOptions) => {
      process.exitCode = await tagsCheckCommand(drivers, terminal, options(raw), value);
    });
  const config = program.command("config").description("check a configuration, or put it in force");
  command(config, "check", "all mistakes of a configuration at once")
    .option("--config <file>", "configuration file (default: mooring.yaml)")
    .action(run((raw) => configCheckCommand(terminal, options(raw))));
  command(config, "push", "put a configuration into the store, where every pass reads it")
    .option("--config <file>", "configuration file (default: mooring.yaml)")
    .option("--store <location>", storeHelp)
    .action(run((raw) => configPushCommand(drivers, terminal, options(raw))));
  command(
    program
      .command("events")
      .description("the cloud's own events, which bring changes of networks, links and zones to the function"),
    "install",
    "make or recognise the event rule, and read it back",
  )
    .option("--cloud <cloud>", "alibaba or tencent")
    .option("--region <region>", "where the function runs (default: $MOORING_REGION; on Tencent Cloud ap-guangzhou)")
    .option("--endpoint <url>", "an emulated cloud on this machine (default: $MOORING_ENDPOINT)")
    .option("--yes", "change a rule that differs without asking")
    .option("--dry-run", "say what would be made, and make nothing")
    .action(async (raw: RawOptions & RawEvents) => {
      // The management APIs, as the emulated clouds below, are loaded by the commands that need them alone.
      const [{ eventsInstallCommand }, { readDeployedFunction }] = await Promise.all([
        import("./commands/events.ts"),
        import("./deploy/alibaba/manifest.ts"),
      ]);
      const { endpoint, json, mode } = options(raw);
      const region = raw.region ?? (process.env["MOORING_REGION"] || undefined);
      const manifest = await readFile(new URL("../s.yaml", import.meta.url), "utf8");
      process.exitCode = await eventsInstallCommand(
        terminal,
        {
          cloud: raw.cloud,
          region,
          yes: raw.yes ?? false,
          dryRun: raw.dryRun ?? false,
          observed: mode === "observe",
          json,
        },
        {
          endpoint,
          credentials: defaultChain(),
          tencent: tencentChain(),
          clock: await worldClock(endpoint),
          random: Math.random,
          deployed: readDeployedFunction(manifest),
          confirm: confirmAtTerminal,
        },
      );
    });
  command(program, "emulate", "run the emulated clouds with Mooring deployed on them, until Ctrl-C")
    .option("--port <port>", "port on 127.0.0.1 (default: any free one)")
    .option(
      "--world <file>",
      "the world to start with, as GET /_emulator/world saves it (default: a registry on each cloud, no network)",
    )
    .option("--networks <count>", "begin with so many tagged networks on each cloud (default: none)")
    .option("--for <minutes>", "stop by itself after so many minutes (default: 720)")
    .action(async (raw: EmulateOptions) => {
      const { emulateCommand } = await import("./commands/emulate.ts");
      process.exitCode = await emulateCommand(drivers, terminal, raw);
    });
  command(program, "demo", "the main job on the emulated clouds, told step by step").action(
    async (raw: { readonly json?: boolean }) => {
      const { demoCommand } = await import("./commands/demo.ts");
      process.exitCode = await demoCommand(drivers, terminal, raw.json ?? false);
    },
  );
  return program;
}
