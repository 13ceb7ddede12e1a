import type { Outcome } from "../shared/model/change.ts";
import type { Finding } from "../shared/model/finding.ts";
import type { Notice } from "../shared/model/plan.ts";

/** Of every command: 0 nothing to do, 2 changes, 3 held or failing, 4 partly failed, 1 error. */
export const exitCodes = { nothing: 0, error: 1, changes: 2, failing: 3, partlyFailed: 4 } as const;

const failing: readonly Finding["state"][] = ["held", "unmoored", "drifted", "blocked", "unknown"];

export function exitCodeOf(seen: {
  readonly findings: readonly Finding[];
  /** Changes planned or made. */
  readonly changes: number;
  readonly outcomes: readonly Outcome[];
  /** What concerns a registry or a region as a whole: something could not be read, or is not as it must be. */
  readonly notices?: readonly Notice[];
  readonly leftUndone?: readonly string[];
}): number {
  if (seen.outcomes.some((outcome) => outcome.result === "failed")) return exitCodes.partlyFailed;
  const held = seen.outcomes.some((outcome) => outcome.result === "skipped" && outcome.code.startsWith("held/"));
  // What is in order is told as well.
  const wrong = (seen.notices ?? []).some(({ code }) => !code.startsWith("moored/"));
  if (held || wrong || (seen.leftUndone ?? []).length > 0) return exitCodes.failing;
  if (seen.findings.some((finding) => failing.includes(finding.state))) return exitCodes.failing;
  return seen.changes > 0 ? exitCodes.changes : exitCodes.nothing;
}
