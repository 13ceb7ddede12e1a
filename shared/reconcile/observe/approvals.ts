import type { Approval } from "../../model/approval.ts";
import type { Attach } from "../../model/change.ts";
import { equal } from "../../model/equality.ts";
import type { Estate } from "../../model/estate.ts";
import { type Known, known, unknown } from "../../model/known.ts";
import { changeId } from "../../plan/change-id.ts";
import { overApprovals } from "../../plan/limits/approval.ts";
import { readApproval, readApprovals, removeApproval } from "../../store/objects/approvals.ts";
import type { Running } from "../pass.ts";
import { attempt } from "./attempt.ts";
import type { Scope } from "./scope.ts";

/** What somebody approved, where a rule asks; a pass that reads everything reads it also to clear what is over. */
export async function observeApprovals({ pass }: Running, scope: Scope): Promise<Known<readonly Approval[]>> {
  const asked = pass.settings.rules?.some(({ outcome }) => outcome === "ask") === true;
  if (!asked && !scope.everyZone) return unknown("nothing asks for approval");
  return attempt(pass.clock, () => readApprovals(pass.store, pass.deployment));
}

/** Takes away what says nothing any more, unless somebody approved anew meanwhile. Throws `StoreError`. */
export async function clearApprovals({ pass }: Running, estate: Estate): Promise<void> {
  if (pass.mode === "observe") return;
  for (const approval of overApprovals(estate))
    if (equal(await readApproval(pass.store, approval), approval)) await removeApproval(pass.store, approval);
}

/** Reads again what was approved of a change that is about to be made; what nobody approved before is not asked for. */
export async function rereadApproval({ pass }: Running, estate: Estate, change: Attach): Promise<Estate["approvals"]> {
  const id = changeId(change);
  if (!isApproved(estate, id)) return estate.approvals;
  const now = await attempt(pass.clock, () => readApproval(pass.store, { deployment: pass.deployment, id }));
  return now.known ? known(now.value === null ? [] : [now.value], now.at) : now;
}

/** An approval holds once: the link that it was given for is made. Throws `StoreError`. */
export async function useApproval({ pass }: Running, estate: Estate, change: Attach): Promise<void> {
  const id = changeId(change);
  if (isApproved(estate, id)) await removeApproval(pass.store, { deployment: pass.deployment, id });
}

function isApproved({ approvals }: Estate, id: string): boolean {
  return approvals.known && approvals.value.some((approval) => approval.id === id);
}
