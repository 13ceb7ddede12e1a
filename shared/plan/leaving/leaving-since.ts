import type { Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Want } from "../wish/want.ts";

/**
 * Since when a link leaves whose network is shown, or is gone (`null`). While no listing showed the network, nobody said
 * that it wishes for nothing: once it is shown again without a wish, its grace is a whole one.
 */
export function leavingSinceOf({ leavingSince, unlistedSince }: LedgerEntry, want: Want | null, at: Instant): Instant {
  return want === "absent" && unlistedSince !== undefined ? at : (leavingSince ?? at);
}
