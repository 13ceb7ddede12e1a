import type { Change } from "./change.ts";
import type { Override } from "./override.ts";
import type { HeldChange, Plan } from "./plan.ts";
import type { Mode } from "./settings.ts";

/** A change with its id, which stands for what it writes. */
export type PlannedChange = Change & { readonly id: string };

/**
 * A plan as it is shown, kept, reviewed and applied: everything that a reader, or the one who applies it, must know to
 * tell whether it still fits. Text, JSON, Markdown and CSV are made from this one object.
 */
export interface PlanDocument extends Omit<Plan, "changes" | "held"> {
  readonly format: "mooring-plan";
  readonly version: 1;
  /** Where the calls went: `the vendors' own hosts`, a loopback address, or `file:` and a saved estate. */
  readonly target: string;
  readonly deployment: string;
  /** The ceiling for every registry's own mode. */
  readonly mode: Mode;
  /** Limits that it was planned without. */
  readonly overrides: readonly Pick<Override, "limit" | "value">[];
  readonly changes: readonly PlannedChange[];
  readonly held: readonly (Omit<HeldChange, "change"> & { readonly change: PlannedChange })[];
  /** Stands for all the rest of it, so that what is applied is what was planned. */
  readonly digest: string;
}
