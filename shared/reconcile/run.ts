import { keepLastValid, loadConfiguration } from "../config/load.ts";
import { instant } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import { StoreError } from "../store/port.ts";
import { type Pass, PassError } from "./pass.ts";
import { reconcile } from "./reconcile.ts";

/** A pass before its configuration is known and its id is drawn. */
export interface Start extends Omit<Pass, "id" | "settings" | "notices"> {
  /** A configuration given by hand; absent: the store's copy. */
  readonly settings?: Settings;
  /** From 0 to 1; for the pass's id. */
  readonly random: () => number;
}

/**
 * Runs one pass on the configuration in force. An invalid configuration leaves the last valid one in force, observing
 * only, and the report says so; none at all is a `PassError`.
 */
export async function runPass(start: Start): Promise<Report> {
  return reconcile(await preparePass(start, true));
}

/** A pass ready to run. One that only looks writes nothing, not even (`remember`) which configuration was last valid. */
export async function preparePass(start: Start, remember: boolean): Promise<Pass> {
  const { random, settings: given, ...rest } = start;
  const { settings, notices } =
    given === undefined ? await settingsInForce(start, remember) : { settings: given, notices: [] };
  return { ...rest, id: passId(start.clock.now(), random), settings, notices };
}

async function settingsInForce(
  start: Start,
  remember: boolean,
): Promise<{ readonly settings: Settings; readonly notices: readonly Notice[] }> {
  try {
    const loaded = await loadConfiguration(start.store);
    if (!loaded.found)
      throw new PassError(
        `the store ${start.store.location} holds no configuration; put one there with "mooring config push --config mooring.yaml"`,
      );
    if (loaded.valid) {
      // A file that came into the store without "config push" must be remembered as well.
      if (remember) await keepLastValid(start.store, loaded.text);
      return { settings: loaded.settings, notices: [] };
    }
    const problems = loaded.problems
      .map(({ line, column, path, message, hint }) => {
        const right = hint === "" ? "" : ` (${hint})`;
        return `${line}:${column} ${path}: ${message}${right}`;
      })
      .join("; ");
    if (loaded.settings === null)
      throw new PassError(`the store's configuration is invalid, and none was ever valid: ${problems}`);
    return {
      settings: loaded.settings,
      notices: [
        {
          registry: null,
          code: "held/configuration-invalid",
          sentence: `the store's configuration is invalid, so the last valid one is in force and nothing is written: ${problems}`,
        },
      ],
    };
  } catch (error) {
    if (error instanceof StoreError)
      throw new PassError(`the configuration could not be read: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Sorts by time and tells the hundreds of passes apart that may begin in one second: `20260105T063017Z-4f2a09c1`. */
export function passId(now: number, random: () => number): string {
  const time = instant(now)
    .replace(/[-:]/g, "")
    .replace(/\.\d+Z$/, "Z");
  const suffix = Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");
  return `${time}-${suffix}`;
}
