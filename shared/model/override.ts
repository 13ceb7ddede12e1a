import type { Instant } from "./known.ts";

/** One limit that somebody set aside for one pass, and why. */
export interface Override {
  /** The limit's name, as the code without `held/`: `attaches-per-day`. */
  readonly limit: string;
  /** What holds instead; `null`: the limit has no number and is set aside. */
  readonly value: number | null;
  readonly reason: string;
  /** Who, for people. */
  readonly by: string;
  readonly at: Instant;
}
