import type { Capacity } from "./capacity.ts";
import type { Outcome } from "./change.ts";
import type { Compliance } from "./compliance.ts";
import type { Finding } from "./finding.ts";
import type { Depth } from "./hint.ts";
import type { Instant } from "./known.ts";
import type { Override } from "./override.ts";
import type { HeldChange, Notice } from "./plan.ts";
import type { Mode } from "./settings.ts";

/** What one pass saw, did and left undone. */
export interface Report {
  readonly version: 1;
  readonly pass: string;
  readonly deployment: string;
  /** Where the calls went: `the vendors' own hosts` or a loopback address. */
  readonly target: string;
  readonly mode: Mode;
  readonly trigger: {
    readonly kind: "timer" | "shard" | "event" | "command";
    readonly depth: Depth;
    /** Of the events, or of the pass that a shard is a share of. */
    readonly ids: readonly string[];
  };
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Hash of the configuration in force. */
  readonly settings: string;
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  readonly held: readonly HeldChange[];
  readonly notices: readonly Notice[];
  readonly compliance: readonly Compliance[];
  readonly capacity: readonly Capacity[];
  /** Limits that were set aside for this pass. */
  readonly overrides: readonly Override[];
  /** What the deadline cut off, as sentences. */
  readonly leftUndone: readonly string[];
  /** Vendor calls by `product:Action`. */
  readonly calls: Readonly<Record<string, number>>;
}
