import * as v from "valibot";
import type { Approval, ApprovalRecord } from "../../model/approval.ts";
import type { Store } from "../port.ts";
import { approvalSchema } from "./approvals.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

const recordSchema: v.GenericSchema<unknown, ApprovalRecord> = stored({
  version: v.literal(1),
  at: instantSchema,
  what: v.picklist(["approve", "withdraw"]),
  by: v.string(),
  reason: v.nullable(v.string()),
  approval: approvalSchema,
});

const next = "Keep it for inquiry; no pass depends on it.";

/** Written before the approval is written or removed: `audit/approvals/<deployment>/<id>/<time>-<what>.json`. */
export async function writeApprovalRecord(store: Store, record: ApprovalRecord): Promise<void> {
  await store.write(`${folderOf(record.approval)}${record.at}-${record.what}.json`, toText(record));
}

/** What was said last of the approval of a change; `null`: nothing ever was. */
export async function lastApprovalRecord(
  store: Store,
  approval: Pick<Approval, "deployment" | "id">,
): Promise<ApprovalRecord | null> {
  // Keys begin with the time, so the last one is the latest.
  const last = (await store.list(folderOf(approval))).at(-1);
  return last === undefined ? null : readObject(store, last.key, recordSchema, next);
}

function folderOf({ deployment, id }: Pick<Approval, "deployment" | "id">): string {
  return `audit/approvals/${deployment}/${id}/`;
}
