import * as v from "valibot";
import type { Inventory } from "../../model/ledger.ts";
import { instantSchema, stored } from "./schemas.ts";

export const inventorySchema: v.GenericSchema<unknown, Inventory> = stored({
  version: v.literal(1),
  registry: v.string(),
  at: instantSchema,
  pass: v.string(),
  networks: v.record(v.string(), v.number()),
  links: stored({ registry: v.exactOptional(v.number()), chart: v.exactOptional(v.number()) }),
  missing: v.record(v.string(), stored({ at: instantSchema, pass: v.string() })),
});
