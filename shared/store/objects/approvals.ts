import * as v from "valibot";
import type { Approval } from "../../model/approval.ts";
import type { Attach } from "../../model/change.ts";
import type { Store } from "../port.ts";
import { damaged, readObject, toText } from "./object-text.ts";
import { cloudSchema, instantSchema, partSchema, stored } from "./schemas.ts";

const attachSchema: v.GenericSchema<unknown, Attach> = stored({
  kind: v.literal("attach"),
  registry: v.string(),
  cloud: cloudSchema,
  instance: v.string(),
  network: v.string(),
  account: v.string(),
  region: v.string(),
  part: partSchema,
  because: v.string(),
  subnet: v.string(),
  createServiceLinkedRole: v.boolean(),
});

export const approvalSchema: v.GenericSchema<unknown, Approval> = stored({
  version: v.literal(1),
  deployment: v.string(),
  id: v.string(),
  change: attachSchema,
  by: v.string(),
  reason: v.string(),
  at: instantSchema,
  until: instantSchema,
});

const next = "Remove it; until then no approval counts.";

/** Which approval: of a change by its id, and for whose passes. */
type ApprovalName = Pick<Approval, "deployment" | "id">;

/** Every approval of a deployment, over or not, in the order of their ids; a damaged one is a `StoreError`. */
export async function readApprovals(store: Store, deployment: string): Promise<readonly Approval[]> {
  const objects = await store.list(`approvals/${deployment}/`);
  const read = await Promise.all(objects.map(({ key }) => readUnder(store, key)));
  return read.filter((approval) => approval !== null);
}

/** `null`: nobody approved the change with this id, or it was used or withdrawn. */
export async function readApproval(store: Store, name: ApprovalName): Promise<Approval | null> {
  return readUnder(store, approvalKey(name));
}

/** `approvals/<deployment>/<id>.json`; a later word on the same change takes the place of an earlier one. */
export async function writeApproval(store: Store, approval: Approval): Promise<void> {
  await store.write(approvalKey(approval), toText(approval));
}

export async function removeApproval(store: Store, name: ApprovalName): Promise<void> {
  await store.remove(approvalKey(name));
}

/** A copy under another key would approve what nobody approved. */
async function readUnder(store: Store, key: string): Promise<Approval | null> {
  const approval = await readObject(store, key, approvalSchema, next);
  if (approval === null || approvalKey(approval) === key) return approval;
  const what = `it approves change ${approval.id} of deployment "${approval.deployment}"`;
  throw damaged(store, key, what, next);
}

function approvalKey({ deployment, id }: ApprovalName): string {
  return `approvals/${deployment}/${id}.json`;
}
