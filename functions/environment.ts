import type { LogLevel } from "../shared/kernel/log.ts";
import { deploymentProblem } from "../shared/model/deployment.ts";
import { type Mode, modes } from "../shared/model/settings.ts";
import { parseStoreLocation, type StoreLocation } from "../shared/store/location.ts";

/** The variables of the function, all of them; each is set in the manifest with its default. */
export interface Environment {
  readonly store: StoreLocation;
  readonly deployment: string;
  readonly mode: Mode;
  /** `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  readonly waitMs: number;
  readonly log: LogLevel;
}

export const variables = [
  "MOORING_STORE",
  "MOORING_DEPLOYMENT",
  "MOORING_MODE",
  "MOORING_ENDPOINT",
  "MOORING_WAIT_SECONDS",
  "MOORING_LOG",
] as const;

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/** Reads the environment once; a value that says nothing clear is an error that names the variable and what would be right. */
export function readEnvironment(given: Readonly<Record<string, string | undefined>>): Environment {
  const value = (name: (typeof variables)[number]) => given[name]?.trim() ?? "";
  const store = parseStoreLocation(value("MOORING_STORE"));
  if (!store.ok) throw new Error(`MOORING_STORE: ${store.problem}`);
  const mode = modes.find((candidate) => candidate === (value("MOORING_MODE") || "observe"));
  if (mode === undefined)
    throw new Error(`MOORING_MODE is "${value("MOORING_MODE")}"; it is one of ${modes.join(", ")}.`);
  const log = levels.find((candidate) => candidate === (value("MOORING_LOG") || "info"));
  if (log === undefined)
    throw new Error(`MOORING_LOG is "${value("MOORING_LOG")}"; it is one of ${levels.join(", ")}.`);
  const wait = Number(value("MOORING_WAIT_SECONDS") || "20");
  if (!(wait >= 0 && wait <= 600))
    throw new Error(
      `MOORING_WAIT_SECONDS is "${value("MOORING_WAIT_SECONDS")}"; it is a number of seconds from 0 to 600.`,
    );
  const deployment = value("MOORING_DEPLOYMENT") || "mooring";
  const unnamed = deploymentProblem(deployment);
  if (unnamed !== null) throw new Error(`MOORING_DEPLOYMENT cannot be used: ${unnamed}.`);
  return Object.freeze({
    store: store.location,
    deployment,
    mode,
    endpoint: value("MOORING_ENDPOINT") || null,
    waitMs: wait * 1_000,
    log,
  });
}
