import type { Change } from "../model/change.ts";
import type { Finding, PartFinding } from "../model/finding.ts";
import type { HeldChange } from "../model/plan.ts";
import type { NamePlan } from "./name/name.ts";

/** What one (registry, network) comes to. */
export interface PairPlan {
  readonly finding: Finding;
  readonly changes: readonly Change[];
  readonly held: readonly HeldChange[];
}

/** What one part of one network comes to. */
export interface PartPlan {
  readonly finding: PartFinding;
  readonly changes: readonly Change[];
  readonly held: readonly HeldChange[];
  readonly names: readonly NamePlan[];
}
