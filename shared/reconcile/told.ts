import { changeKey, type Outcome } from "../model/change.ts";
import type { Finding, PartFinding } from "../model/finding.ts";
import type { HeldChange } from "../model/plan.ts";
import { holdFinding } from "../plan/guard.ts";
import { byFinding } from "../plan/order.ts";

/** Later findings of a network replace earlier ones; the rest stay. */
export function laterFindings(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const key = (finding: Finding) => `${finding.registry ?? ""}/${finding.region}/${finding.network}`;
  const replaced = new Set(after.map(key));
  return [...before.filter((finding) => !replaced.has(key(finding))), ...after].sort(byFinding);
}

/** What is held of the networks looked at again is what the last look says. */
export function laterHeld(
  before: readonly HeldChange[],
  after: readonly HeldChange[],
  seen: readonly Finding[],
): readonly HeldChange[] {
  const key = (of: { readonly registry: string | null; readonly network: string }) => `${of.registry}/${of.network}`;
  const replaced = new Set([...seen.map(key), ...after.map(({ change }) => key(change))]);
  return [...before.filter(({ change }) => !replaced.has(key(change))), ...after];
}

/**
 * The findings with what became of the writes: one that was held at the last moment names what holds it, and one that
 * failed carries the vendor's failure.
 */
export function withOutcomes(findings: readonly Finding[], outcomes: readonly Outcome[]): readonly Finding[] {
  const last = [...new Map(outcomes.map((outcome) => [changeKey(outcome.change), outcome])).values()];
  return findings.map((finding) => {
    const own = last.filter(({ change }) => change.network === finding.network && change.registry === finding.registry);
    const held = own.flatMap((outcome): HeldChange[] =>
      outcome.result === "skipped" && outcome.code.startsWith("held/") && isOpen(finding, outcome) ? [outcome] : [],
    );
    return failFinding(holdFinding(finding, held), own);
  });
}

function failFinding(finding: Finding, outcomes: readonly Outcome[]): Finding {
  const parts = finding.parts.map((part) => {
    const failed = outcomes.find(
      (outcome) => outcome.result === "failed" && outcome.change.part === part.part && isOpen(finding, outcome),
    );
    return failed?.result === "failed" ? failPart(part, failed) : part;
  });
  const index = finding.parts.findIndex((part) => part.code === finding.code && part.sentence === finding.sentence);
  const leading = parts[index];
  return leading === undefined
    ? { ...finding, parts }
    : { ...finding, code: leading.code, sentence: leading.sentence, parts };
}

function failPart(part: PartFinding, { failure, sentence }: Extract<Outcome, { result: "failed" }>): PartFinding {
  const code = part.state === "pending" ? "pending/write-failed" : part.code;
  return { ...part, code, sentence: `${part.sentence}; ${sentence}`, failure };
}

/** A network that was seen in order after the write needs no word about it. */
function isOpen(finding: Finding, { change }: Outcome): boolean {
  const state = finding.parts.find(({ part }) => part === change.part)?.state;
  return state === "pending" || state === "drifted" || state === "held" || state === "leaving";
}
