import { startEmulated } from "../emulated.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { Drivers } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** Minutes after which a forgotten emulated cloud ends by itself. */
const longest = 720;

/** `mooring emulate`: the emulated cloud with Mooring deployed on it, until a signal or its time ends it. */
export async function emulateCommand(
  drivers: Drivers,
  terminal: Terminal,
  raw: { readonly json?: boolean; readonly port?: string; readonly for?: string },
): Promise<number> {
  const port = whole(raw.port, 0, 65_535, "--port");
  const minutes = whole(raw.for, longest, 100_000, "--for");
  const emulated = await startEmulated(drivers.openStore, port);
  const dns = await emulated.networks();
  if (raw.json === true) terminal.json({ url: emulated.url, env: emulated.env, dns });
  else terminal.print(welcome(emulated.url, emulated.env, minutes));
  await new Promise<void>((done) => {
    const timer = setTimeout(done, minutes * 60_000);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        clearTimeout(timer);
        done();
      });
    }
  });
  await emulated.stop();
  return exitCodes.nothing;
}

function welcome(url: string, env: Readonly<Record<string, string>>, minutes: number): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'`);
  return `target: emulated cloud at ${url}

Mooring is deployed on it from s.yaml: its timers run, and events reach it. In another terminal:

${exports.map((line) => `  ${line}`).join("\n")}
  npx mooring plan

Any official Alibaba Cloud client can drive it at ${url} (docs/emulator.md).
  networks and their resolvers:   curl ${url}/_emulator/networks
  move world time on 5 minutes:   curl -X POST ${url}/_emulator/clock -d '{"advanceMs":300000}'

It ends with Ctrl-C, or by itself after ${minutes} minutes.
`;
}

function whole(text: string | undefined, otherwise: number, most: number, option: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Fault(`${option} takes a whole number from 0 to ${most}, not "${text}"`);
  return value;
}
