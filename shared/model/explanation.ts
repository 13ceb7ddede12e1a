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
  /** What happens next, or what somebody has to do. */
  readonly next: string;
}
