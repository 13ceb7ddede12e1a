import * as v from "valibot";
import type { Approval } from "../../model/approval.ts";
import type { Attach } from "../../model/change.ts";
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
  id: v.string(),
  change: attachSchema,
  by: v.string(),
  reason: v.string(),
  at: instantSchema,
  until: instantSchema,
});
