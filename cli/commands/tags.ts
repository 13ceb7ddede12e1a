import { loadConfiguration } from "../../shared/config/load.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { lintTag, wishWords } from "../../shared/plan/wish/tag-lint.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { exitCodes } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, isForPeople, readSettings } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** The tag's key where no configuration names another. */
const usualTag = "registry-link";

/** `mooring tags check`: what a value of the wish tag means, or what is wrong with it and what would be right. */
export async function tagsCheckCommand(
  drivers: Drivers,
  terminal: Terminal,
  options: PassOptions,
  value: string,
): Promise<number> {
  const settings = await knownSettings(drivers, terminal, options);
  const registries = settings?.registries ?? null;
  const tag = settings?.tag ?? usualTag;
  const { wish, problems } = lintTag(value, registries, null);
  const means = problems.length === 0 ? wishWords(wish, registries) : null;
  const configuration = settings?.hash ?? null;
  if (options.json) terminal.json({ ok: means !== null, tag, value, means, problems, configuration });
  else {
    const sentences = means === null ? problems.map(({ problem, correction }) => `${problem}; ${correction}`) : [means];
    terminal.print(sentences.map((sentence) => oneLine(`${tag}=${value} ${sentence}`)).join("\n"));
    if (means !== null && wish.kind === "registries" && settings === null)
      terminal.print("no configuration was found, so whether there are such registries was not checked");
  }
  return means === null ? exitCodes.failing : exitCodes.nothing;
}

/** The configuration that tells which registries there are; `null`: there is none, or it cannot be read. */
async function knownSettings(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<Settings | null> {
  if (options.config !== null) return readSettings(options.config);
  try {
    const loaded = await loadConfiguration(drivers.openStore(options.store, options.endpoint));
    return loaded.found ? loaded.settings : null;
  } catch (error) {
    if (!isForPeople(error)) throw error;
    terminal.complain(`mooring: registries are not checked: ${error.message}`);
    return null;
  }
}
