import { pushConfiguration } from "../../shared/config/load.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { renderProblems } from "../../shared/config/problem.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseLostPause } from "../lost-pause.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, readConfigurationText } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring config check`: all mistakes of a configuration at once, each with its place and what would be right. */
export async function configCheckCommand(terminal: Terminal, options: PassOptions): Promise<number> {
  const file = options.config ?? "mooring.yaml";
  const parsed = parseConfiguration(await readConfigurationText(file));
  if (options.json)
    terminal.json(
      parsed.ok ? { ok: true, file, hash: parsed.settings.hash } : { ok: false, file, problems: parsed.problems },
    );
  else if (parsed.ok)
    terminal.print(`${file} is right: ${parsed.settings.registries.length} registries, hash ${parsed.settings.hash}\n`);
  else terminal.complain(renderProblems(parsed.problems, file));
  return parsed.ok ? exitCodes.nothing : exitCodes.error;
}

/** `mooring config push`: puts a configuration into the store, where every pass reads it. */
export async function configPushCommand(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<number> {
  const file = options.config ?? "mooring.yaml";
  const store = drivers.openStore(options.store, options.endpoint);
  const text = await readConfigurationText(file);
  await refuseLostPause(store, text);
  const pushed = await pushConfiguration(store, text);
  if (options.json) {
    terminal.json(
      pushed.ok
        ? { ok: true, file, store: store.location, hash: pushed.settings.hash }
        : { ok: false, file, problems: pushed.problems },
    );
  } else if (pushed.ok) terminal.print(`${file} is in force at ${store.location}, hash ${pushed.settings.hash}\n`);
  else
    terminal.complain(
      `${renderProblems(pushed.problems, file)}\nnothing was pushed: the configuration in the store stays in force`,
    );
  return pushed.ok ? exitCodes.nothing : exitCodes.error;
}
