import type { Instant } from "./known.ts";

/**
 * How many of the networks that must be moored are, for one registry and account. `expected` is the sum of `moored`,
 * `exempt` and `failing`; `unknown` are those of the failing ones of which nothing certain is known.
 */
export interface Compliance {
  /** The alias. */
  readonly registry: string;
  readonly account: string;
  readonly expected: number;
  readonly moored: number;
  readonly exempt: number;
  readonly failing: number;
  readonly unknown: number;
  /** The networks behind each number, by id. */
  readonly networks: {
    readonly moored: readonly string[];
    readonly exempt: readonly ExemptNetwork[];
    readonly failing: readonly string[];
    readonly unknown: readonly string[];
  };
  /** Regions whose networks could not be listed: there may be more that fail. */
  readonly unread: readonly string[];
}

/** A network that is not counted as failing, and why. */
export interface ExemptNetwork {
  readonly network: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: Instant;
}
