import type { Explanation } from "../../model/explanation.ts";
import type { Notice } from "../../model/plan.ts";

/** The explanation with each pause that holds its registry beside what is next: nothing is written meanwhile. */
export function withPauses(explanation: Explanation, notices: readonly Notice[]): Explanation {
  const pauses = notices.filter(
    ({ code, registry }) => code === "held/paused" && (registry === null || registry === explanation.registry),
  );
  return { ...explanation, next: [explanation.next, ...pauses.map(({ sentence }) => sentence)].join("; ") };
}
