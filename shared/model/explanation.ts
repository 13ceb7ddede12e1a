import type { Changed } from "./finding.ts";
import type { Instant } from "./known.ts";

/** The chain from a network's wish to the right answer inside it, in this order. */
export const explanationSteps = [
  "tag",
  "consent",
  "subnet",
  "link",
  "address",
  "zone",
  "binding",
  "record",
  "resolver",
  "answer",
] as const;

export interface ExplanationStep {
  readonly step: (typeof explanationSteps)[number];
  /** `waiting`: not yet, and nothing is wrong; `not-reached`: an earlier step must come first. */
  readonly state: "ok" | "waiting" | "broken" | "unknown" | "not-reached";
  readonly sentence: string;
}

/** Why one network is moored to one registry or is not; `registry` is `null` where the wish names none. */
export interface Explanation {
  readonly network: string;
  readonly label: string;
  readonly registry: string | null;
  readonly steps: readonly ExplanationStep[];
  /** Where a network stands that is not to be moored: it leaves, has left, or is linked without a wish; else `null`. */
  readonly aside: string | null;
  /** Since when a name, the earliest of them, or the network is not as it should be; `null` when it is, or nobody knows. */
  readonly since: Instant | null;
  /** Who last changed what answers it, where somebody tells. */
  readonly changed: Changed | null;
  /** What happens next, or what somebody has to do. */
  readonly next: string;
}
