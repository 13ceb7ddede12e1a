import type { Outcome } from "../shared/model/change.ts";
import type { Finding } from "../shared/model/finding.ts";

/** Of every command: 0 nothing to do, 2 changes, 3 held or failing, 4 partly failed, 1 error. */
export const exitCodes = { nothing: 0, error: 1, changes: 2, failing: 3, partlyFailed: 4 } as const;

const failing: readonly Finding["state"][] = ["held", "unmoored", "drifted", "blocked", "unknown"];

export function exitCodeOf(seen: {
  readonly findings: readonly Finding[];
  /** Changes planned or made. */
  readonly changes: number;
  readonly outcomes: readonly Outcome[];
}): number {
  if (seen.outcomes.some((outcome) => outcome.result === "failed")) return exitCodes.partlyFailed;
  if (seen.findings.some((finding) => failing.includes(finding.state))) return exitCodes.failing;
  return seen.changes > 0 ? exitCodes.changes : exitCodes.nothing;
}
