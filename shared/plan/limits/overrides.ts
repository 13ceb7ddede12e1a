import { nearest } from "../../model/nearest.ts";
import type { Override } from "../../model/override.ts";
import { type Limits, type Protection, protections, type Settings } from "../../model/settings.ts";

/** A limit with a number: where the settings keep it, and the numbers that may stand there for one pass. */
interface Numbered {
  readonly setting: keyof Limits;
  readonly least: number;
  readonly most: number;
}

/** Limits by the name that an override calls them by. */
const numbered: Readonly<Record<string, Numbered>> = {
  "in-transition": { setting: "inTransition", least: 1, most: 100 },
  "attaches-per-day": { setting: "attachesPerDay", least: 1, most: 10_000 },
  "detaches-per-day": { setting: "detachesPerDay", least: 1, most: 1_000 },
  "grace-hours": { setting: "graceHours", least: 0, most: 8_760 },
  "repairs-per-day": { setting: "repairsPerDay", least: 1, most: 1_000 },
  "repoints-per-hour": { setting: "repointsPerHour", least: 1, most: 1_000 },
  "failed-writes-per-hour": { setting: "failedWritesPerHour", least: 1, most: 1_000 },
};

/** Every name that an override takes; those of `protections` take no number. */
export const overridable: readonly string[] = [...Object.keys(numbered), ...protections];

/** What somebody asked to set aside, before it is known who asked and why. */
export type AskedOverride = Pick<Override, "limit" | "value">;

/** Reads `attaches-per-day=100`, or `canary`; what is wrong is told as the rest of a sentence with what is right. */
export function parseOverride(
  text: string,
): { readonly ok: true; readonly asked: AskedOverride } | { readonly ok: false; readonly problem: string } {
  const [name = "", ...rest] = text.split("=");
  const limit = name.trim();
  const given = rest.length === 0 ? null : rest.join("=").trim();
  if (isProtection(limit)) {
    if (given === null) return { ok: true, asked: { limit, value: null } };
    return { ok: false, problem: `"${limit}" has no number: --override ${limit}` };
  }
  const found = numbered[limit];
  if (found === undefined || !overridable.includes(limit)) {
    const near = nearest(limit, overridable);
    const meant = near === null ? `it is one of ${overridable.join(", ")}` : `did you mean "${near}"?`;
    return { ok: false, problem: `no limit is called "${limit}"; ${meant}` };
  }
  const { least, most } = found;
  const form = `write --override ${limit}=NUMBER, a whole number from ${least} to ${most}`;
  if (given === null) return { ok: false, problem: `"${limit}" needs a number: ${form}` };
  const value = /^\d{1,6}$/.test(given) ? Number(given) : null;
  if (value === null || value < least || value > most)
    return { ok: false, problem: `"${given}" is no number for "${limit}": ${form}` };
  return { ok: true, asked: { limit, value } };
}

/** The settings as they hold for the one pass with these overrides; the configuration stays as it is. */
export function withOverrides(settings: Settings, overrides: readonly AskedOverride[]): Settings {
  if (overrides.length === 0) return settings;
  const limits = overrides.flatMap(({ limit, value }) => {
    const setting = numbered[limit]?.setting;
    return setting === undefined || value === null ? [] : [[setting, value] as const];
  });
  const setAside = overrides.map(({ limit }) => limit).filter(isProtection);
  return { ...settings, limits: { ...settings.limits, ...Object.fromEntries(limits) }, setAside };
}

/** Whether a protection that has no number was set aside for this pass. */
export function isSetAside(settings: Pick<Settings, "setAside">, protection: Protection): boolean {
  return settings.setAside?.includes(protection) === true;
}

/** How to set a limit aside for one run, as the end of a sentence that says what it holds back. */
export function onceWithout(limit: string): string {
  const value = isProtection(limit) ? "" : "=NUMBER";
  return `for one run, --override ${limit}${value} sets it aside`;
}

function isProtection(text: string): text is Protection {
  return protections.some((protection) => protection === text);
}
