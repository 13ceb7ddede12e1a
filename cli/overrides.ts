import { instant } from "../shared/model/known.ts";
import type { Override } from "../shared/model/override.ts";
import { type AskedOverride, parseOverride, withOverrides } from "../shared/plan/limits/overrides.ts";
import type { Pass } from "../shared/reconcile/pass.ts";
import { Fault } from "./fault.ts";

/** What a command that writes takes of limits to set aside, and why. */
export interface OverrideOptions {
  /** `<limit>=<number>`, `canary` or `inventory`, each once. */
  readonly override?: readonly string[];
  readonly reason?: string;
}

/** The limits that `--override` names, each once; anything unclear is a `Fault`, before any cloud is asked. */
export function askedOverrides(texts: readonly string[] = []): readonly AskedOverride[] {
  const asked = texts.map((text) => {
    const parsed = parseOverride(text);
    if (!parsed.ok) throw new Fault(`--override: ${parsed.problem}`);
    return parsed.asked;
  });
  const twice = asked.find(({ limit }, index) => asked.findIndex((one) => one.limit === limit) !== index);
  if (twice !== undefined) throw new Fault(`--override: "${twice.limit}" is named twice; name it once`);
  return asked;
}

/** The same, with who sets them aside and why, which is asked of whoever writes without them. */
export function reasonedOverrides(
  { override, reason = "" }: OverrideOptions,
  by: string,
): readonly Omit<Override, "at">[] {
  const asked = askedOverrides(override);
  const why = reason.trim();
  if (asked.length > 0 && why === "")
    throw new Fault('a limit is set aside for a reason, which is kept: add --reason "why"');
  if (asked.length === 0 && why !== "")
    throw new Fault("--reason says why a limit is set aside, and no --override names one");
  return asked.map((one) => ({ ...one, reason: why, by }));
}

/** A pass for which limits do not hold; they are kept and told with the pass. */
export function overriding(pass: Pass, overrides: readonly Omit<Override, "at">[]): Pass {
  if (overrides.length === 0) return pass;
  const at = instant(pass.clock.now());
  return {
    ...pass,
    settings: withOverrides(pass.settings, overrides),
    overrides: overrides.map((one) => ({ ...one, at })),
  };
}
