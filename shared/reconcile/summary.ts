import type { State } from "../model/finding.ts";
import type { Report } from "../model/report.ts";

/** A report in one line, for logs and for the platform's record of an invocation. */
export interface Summary {
  readonly pass: string;
  readonly trigger: Report["trigger"]["kind"];
  readonly depth: Report["trigger"]["depth"];
  readonly mode: Report["mode"];
  /** How many (registry, network) are in each state. */
  readonly states: Readonly<Partial<Record<State, number>>>;
  readonly applied: readonly string[];
  readonly failed: readonly string[];
  readonly held: number;
  readonly notices: readonly string[];
  readonly leftUndone: number;
  readonly calls: number;
}

function withRequest({
  sentence,
  requestId,
}: {
  readonly sentence: string;
  readonly requestId: string | null;
}): string {
  return requestId === null ? sentence : `${sentence} (request ${requestId})`;
}

/** The few words of a report that a log line holds. */
export function summarize(report: Report): Summary {
  const states: Partial<Record<State, number>> = {};
  for (const { state } of report.findings) states[state] = (states[state] ?? 0) + 1;
  return {
    pass: report.pass,
    trigger: report.trigger.kind,
    depth: report.trigger.depth,
    mode: report.mode,
    states,
    applied: report.outcomes.flatMap((outcome) => (outcome.result === "applied" ? [withRequest(outcome)] : [])),
    failed: report.outcomes.flatMap((outcome) => (outcome.result === "failed" ? [outcome.sentence] : [])),
    held: report.held.length,
    notices: report.notices.map((notice) => `${notice.code}: ${notice.sentence}`),
    leftUndone: report.leftUndone.length,
    calls: Object.values(report.calls).reduce((sum, count) => sum + count, 0),
  };
}
