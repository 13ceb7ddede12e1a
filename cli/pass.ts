import { readFile } from "node:fs/promises";
import { loadConfiguration } from "../shared/config/load.ts";
import { parseConfiguration } from "../shared/config/parse.ts";
import { renderProblems } from "../shared/config/problem.ts";
import { jsonLog } from "../shared/kernel/log.ts";
import type { Trigger } from "../shared/model/hint.ts";
import type { Notice } from "../shared/model/plan.ts";
import type { Settings } from "../shared/model/settings.ts";
import type { CloudAccess } from "../shared/reconcile/pass.ts";
import { type Pass, PassError } from "../shared/reconcile/pass.ts";
import { preparePass } from "../shared/reconcile/run.ts";
import { endingWords, listPauses, pauseSentence } from "../shared/store/objects/pause.ts";
import type { Store } from "../shared/store/port.ts";
import type { CloudsOptions } from "./drivers.ts";
import { Fault } from "./fault.ts";
import type { PassOptions } from "./options.ts";
import { cloudOfStore, keptElsewhere, sayElsewhere } from "./store-cloud.ts";
import { worldClock } from "./world-clock.ts";

/** What the command line's entry hands to its commands: only the entry chooses drivers. */
export interface Drivers {
  /** `endpoint`: an emulated cloud that keeps the buckets; `null`: the vendors' own hosts. */
  openStore(location: string, endpoint: string | null): Store;
  openClouds(options: CloudsOptions): readonly CloudAccess[];
}

/** A pass at a terminal may take as long as a person waits: milliseconds. */
const budgetMs = 15 * 60_000;

/** A pass of the command line, ready to run or to preview. */
export async function terminalPass(
  drivers: Drivers,
  options: PassOptions,
  trigger: Trigger,
  mayWrite: boolean,
): Promise<Pass> {
  const calls = new Map<string, number>();
  const store = drivers.openStore(options.store, options.endpoint);
  const clock = await worldClock(options.endpoint);
  const start = {
    deployment: options.deployment,
    mode: options.mode,
    target: options.endpoint ?? "the vendors' own hosts",
    trigger,
    clouds: [],
    store,
    clock,
    log: jsonLog("warn", (line) => process.stderr.write(`${line}\n`)),
    waitMs: 0,
    budgetMs,
    calls: () => Object.fromEntries([...calls].sort(([a], [b]) => (a < b ? -1 : 1))),
    random: Math.random,
  };
  const given = options.config === null ? {} : { settings: await readSettings(options.config) };
  const pass = await preparePass({ ...start, ...given }, mayWrite);
  const clouds = drivers.openClouds({
    endpoint: options.endpoint,
    clock,
    settings: pass.settings,
    only: cloudOfStore(store.location),
    roles: options.roles,
    mayWrite: mayWrite && options.mode !== "observe",
    onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
  });
  const said = sayElsewhere(keptElsewhere(pass.settings, store.location), store.location);
  if (said !== null) process.stderr.write(`mooring: left out: ${said}\n`);
  return { ...pass, clouds, notices: [...pass.notices, ...(await pauseNotices(store, pass.settings))] };
}

/** A pause is told even when nothing is to be written. */
async function pauseNotices(store: Store, settings: Settings): Promise<readonly Notice[]> {
  const pauses = await listPauses(store);
  return pauses
    .filter(({ registry }) => registry === null || settings.registries.some(({ alias }) => alias === registry))
    .map(({ registry, pause }) => ({
      registry,
      code: "held/paused",
      sentence:
        pause === null
          ? `paused by an object that cannot be read, which holds every write; ${endingWords(registry)}`
          : pauseSentence({ registry, pause }),
    }));
}

/** The configuration that a command goes by: the file's, else the store's copy; `null`: none is there that was ever valid. */
export async function settingsAt(store: Store, { config }: Pick<PassOptions, "config">): Promise<Settings | null> {
  if (config !== null) return readSettings(config);
  const loaded = await loadConfiguration(store);
  return loaded.found ? loaded.settings : null;
}

/** The configuration in a file; its mistakes are shown all at once. */
export async function readSettings(path: string): Promise<Settings> {
  const parsed = parseConfiguration(await readConfigurationText(path));
  if (!parsed.ok) throw new Fault(renderProblems(parsed.problems, path));
  return parsed.settings;
}

export async function readConfigurationText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Fault(
        `there is no configuration ${path}; name one with --config FILE (mooring.example.yaml is one to begin with)`,
      );
    throw new Fault(
      `the configuration ${path} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

export function isForPeople(error: unknown): error is Error {
  return (
    error instanceof Fault ||
    error instanceof PassError ||
    (error instanceof Error && (error.name === "StoreError" || error.name === "CloudError"))
  );
}
