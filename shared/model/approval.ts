import type { Attach } from "./change.ts";
import type { Instant } from "./known.ts";

/** Somebody's word that one held change may be made. It holds for exactly that change. */
export interface Approval {
  readonly version: 1;
  /** Whose passes it lets through: those of this deployment alone. */
  readonly deployment: string;
  /** Of the change, as `changeId` gives it. */
  readonly id: string;
  readonly change: Attach;
  /** Who approved, for people. */
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
  /** From this moment on it holds no more. */
  readonly until: Instant;
}

/** What somebody said of an approval, kept for inquiry; how it was used is told by the audit record of its change. */
export interface ApprovalRecord {
  readonly version: 1;
  readonly at: Instant;
  readonly what: "approve" | "withdraw";
  /** Who said so, for people. */
  readonly by: string;
  readonly reason: string | null;
  /** As it was given. */
  readonly approval: Approval;
}
