import type { Outcome } from "../shared/model/change.ts";
import type { Compliance } from "../shared/model/compliance.ts";
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
  /** Networks that it says are exempt may be as they are. */
  readonly compliance?: readonly Compliance[];
}): number {
  if (seen.outcomes.some((outcome) => outcome.result === "failed")) return exitCodes.partlyFailed;
  const held = seen.outcomes.some((outcome) => outcome.result === "skipped" && outcome.code.startsWith("held/"));
  // What is in order, or only wants to be tidied up, is told as well.
  const wrong = failingNotices(seen.notices ?? []).length > 0;
  if (held || wrong || (seen.leftUndone ?? []).length > 0) return exitCodes.failing;
  const counting = withoutExempt(seen.findings, seen.compliance ?? []);
  if (counting.some((finding) => failing.includes(finding.state))) return exitCodes.failing;
  return seen.changes > 0 ? exitCodes.changes : exitCodes.nothing;
}

/** The notices of something that could not be read, or is not as it must be. */
export function failingNotices(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ code }) => failing.some((state) => code.startsWith(`${state}/`)));
}

/** The findings of networks that are not exempt at the registry in question. */
export function withoutExempt(findings: readonly Finding[], compliance: readonly Compliance[]): readonly Finding[] {
  const exempt = new Set(
    compliance.flatMap(({ registry, networks }) => networks.exempt.map(({ network }) => `${registry} ${network}`)),
  );
  return findings.filter(({ registry, network }) => !exempt.has(`${registry} ${network}`));
}
