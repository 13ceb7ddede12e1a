import * as v from "valibot";
import type { Detachment } from "../../model/ledger.ts";
import { instantSchema, partSchema, stored } from "./schemas.ts";

export const detachmentSchema: v.GenericSchema<unknown, Detachment> = stored({
  version: v.literal(1),
  deployment: v.string(),
  registry: v.string(),
  network: v.string(),
  part: partSchema,
  at: instantSchema,
  pass: v.string(),
});
