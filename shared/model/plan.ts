import type { Capacity } from "./capacity.ts";
import type { Change } from "./change.ts";
import type { Compliance } from "./compliance.ts";
import type { Finding } from "./finding.ts";
import type { CallFailure, Instant } from "./known.ts";

/** A change that is right but not done now, and which limit, mode or doubt holds it. */
export interface HeldChange {
  readonly change: Change;
  readonly code: string;
  readonly sentence: string;
}

/** Something that concerns a registry or a region as a whole, not one network. */
export interface Notice {
  readonly registry: string | null;
  readonly code: string;
  readonly sentence: string;
  readonly failure?: CallFailure;
}

export interface Plan {
  readonly version: 1;
  readonly at: Instant;
  readonly settings: string;
  readonly changes: readonly Change[];
  readonly held: readonly HeldChange[];
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly compliance: readonly Compliance[];
  readonly capacity: readonly Capacity[];
}
