import type { Attach } from "./change.ts";
import type { Instant } from "./known.ts";

/** Somebody's word that one held change may be made. It holds for exactly that change. */
export interface Approval {
  readonly version: 1;
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
