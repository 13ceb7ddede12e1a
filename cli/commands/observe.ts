import { writeFile } from "node:fs/promises";
import { redact } from "../../shared/plan/redact/redact.ts";
import { previewPass } from "../../shared/reconcile/preview.ts";
import { counted } from "../../shared/report/wording.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, terminalPass } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** What `mooring observe` takes beside the options of every command that looks. */
export interface ObserveOptions {
  readonly out?: string;
  readonly redact?: boolean;
}

/** `mooring observe`: everything a full pass sees, as plain data in a file that `mooring plan --estate` plans from. */
export async function observeCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  own: ObserveOptions,
): Promise<number> {
  const trigger = { kind: "command", command: "observe", depth: "full", networks: null } as const;
  const pass = await terminalPass(drivers, options, trigger, false);
  const { estate: seen } = await previewPass(pass);
  const estate = own.redact === true ? redact(seen).estate : seen;
  if (own.out === undefined) {
    terminal.json(estate);
    return exitCodes.nothing;
  }
  try {
    await writeFile(own.out, `${JSON.stringify(estate, null, 2)}\n`);
  } catch (error) {
    throw new Fault(
      `the estate could not be written to ${own.out}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const networks = estate.regions.reduce((sum, { networks: list }) => sum + (list.known ? list.value.length : 0), 0);
  const { target } = pass;
  if (options.json) terminal.json({ target, out: own.out, redacted: own.redact === true, networks });
  else
    terminal.print(
      `target: ${target}\n${own.out}: ${counted(networks, "network")}, ${estate.registries.length} ${estate.registries.length === 1 ? "registry" : "registries"}, ${own.redact === true ? "redacted" : "with ids, accounts and addresses as they are"}\nplan from it with "mooring plan --estate ${own.out}"`,
    );
  return exitCodes.nothing;
}
