import type { Settings } from "../model/settings.ts";
import type { Store } from "../store/port.ts";
import { type ParsedConfiguration, parseConfiguration } from "./parse.ts";
import type { Problem } from "./problem.ts";

/** Where the configuration lies in the store. */
const configurationKey = "config/mooring.yaml";
const lastValidKey = "config/last-valid.yaml";

/**
 * The configuration a pass works with. Of an invalid one the last valid one stays in force, in mode `observe` for every
 * registry; `settings: null` there means that none was ever valid.
 */
export type LoadedConfiguration =
  | { readonly found: true; readonly valid: true; readonly settings: Settings; readonly text: string }
  | {
      readonly found: true;
      readonly valid: false;
      readonly settings: Settings | null;
      readonly problems: readonly Problem[];
    }
  | { readonly found: false };

/** Reads the store's configuration; writes nothing. */
export async function loadConfiguration(store: Store): Promise<LoadedConfiguration> {
  const text = await store.read(configurationKey);
  if (text === null) return { found: false };
  const parsed = parseConfiguration(text);
  if (parsed.ok) return { found: true, valid: true, settings: parsed.settings, text };
  const lastText = await store.read(lastValidKey);
  const last = lastText === null ? null : parseConfiguration(lastText);
  const settings = last?.ok ? observing(last.settings) : null;
  return { found: true, valid: false, settings, problems: parsed.problems };
}

/** Remembers a valid text that came into the store without `pushConfiguration`; writes only what differs. */
export async function keepLastValid(store: Store, text: string): Promise<void> {
  if ((await store.read(lastValidKey)) !== text) await store.write(lastValidKey, text);
}

/** Puts a configuration in force; an invalid one is refused and changes nothing. */
export async function pushConfiguration(store: Store, text: string): Promise<ParsedConfiguration> {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) return parsed;
  await store.write(configurationKey, text);
  await store.write(lastValidKey, text);
  return parsed;
}

function observing(settings: Settings): Settings {
  return { ...settings, registries: settings.registries.map((registry) => ({ ...registry, mode: "observe" })) };
}
