import { readFile } from "node:fs/promises";
import { startEmulated } from "../emulated.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import { onInterrupt } from "../interrupt.ts";
import type { Drivers } from "../pass.ts";
import { mostNetworks, worldWithNetworks } from "../tagged-networks.ts";
import type { Terminal } from "../terminal.ts";

/** Minutes after which a forgotten emulated cloud ends by itself. */
const longest = 720;

export interface EmulateOptions {
  readonly json?: boolean;
  readonly port?: string;
  readonly for?: string;
  readonly world?: string;
  readonly networks?: string;
}

/** `mooring emulate`: the emulated clouds with Mooring deployed on them, until a signal or its time ends it. */
export async function emulateCommand(drivers: Drivers, terminal: Terminal, raw: EmulateOptions): Promise<number> {
  const port = whole(raw.port, 0, 65_535, "--port");
  const minutes = whole(raw.for, longest, 10_000, "--for");
  const networks = whole(raw.networks, 0, mostNetworks, "--networks");
  if (networks > 0 && raw.world !== undefined)
    throw new Fault("--networks makes a world and --world reads one; give one of them");
  const interrupt = onInterrupt();
  try {
    const world = raw.world === undefined ? worldWithNetworks(networks) : await readWorld(raw.world);
    const emulated = await startEmulated(drivers.openStore, port, world).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
      throw new Fault(`port ${port} of 127.0.0.1 is in use; leave --port out for any free one`);
    });
    try {
      const dns = await emulated.networks();
      if (raw.json === true) terminal.json({ url: emulated.url, env: emulated.env, dns });
      else terminal.print(welcome(emulated.url, emulated.env, minutes, networks));
      await Promise.race([interrupt.came, after(minutes)]);
    } finally {
      await emulated.stop();
    }
  } finally {
    interrupt.forget();
  }
  return exitCodes.nothing;
}

async function readWorld(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Fault(`the world ${file} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function after(minutes: number): Promise<void> {
  await new Promise<void>((done) => {
    // The port keeps the process alive; this timer must not, once the port is closed.
    setTimeout(done, minutes * 60_000).unref();
  });
}

function welcome(url: string, env: Readonly<Record<string, string>>, minutes: number, networks: number): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  const commands = ["plan", ...(networks > 0 ? ["explain vpc-alibaba1", "explain vpc-tencent1"] : [])].map(
    (command) => `npm run -s mooring -- ${command}`,
  );
  const last = networks > 1 ? `, to vpc-alibaba${networks} and vpc-tencent${networks}` : "";
  const there =
    networks > 0
      ? `Tagged networks: vpc-alibaba1 and vpc-tencent1${last}; they get their links one after the other.`
      : "There is no network yet; with --networks 3 there are three tagged ones on each cloud.";
  return `target: emulated clouds at ${url}

Mooring is deployed on both, from s.yaml and serverless.yml: its timers run, and events reach it.
${there}
In another terminal:

${[...exports, ...commands].map((line) => `  ${line}`).join("\n")}

Any official client of Alibaba Cloud or Tencent Cloud can drive them at ${url} (docs/emulator.md).
  networks and their resolvers:   curl ${url}/_emulator/networks
  move world time on 5 minutes:   curl -X POST ${url}/_emulator/clock -d '{"advanceMs":300000}'

They end with Ctrl-C, or by themselves after ${minutes} minutes.
`;
}

function whole(text: string | undefined, otherwise: number, most: number, option: string): number {
  if (text === undefined) return otherwise;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Fault(`${option} takes a whole number from 0 to ${most}, not "${text}"`);
  return value;
}
