import * as v from "valibot";
import type { Instant } from "../../model/known.ts";
import type { Override } from "../../model/override.ts";
import type { Store } from "../port.ts";
import { toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

/** The limits that one pass was told to set aside, written before its first write. */
export interface OverrideRecord {
  readonly version: 1;
  readonly pass: string;
  readonly deployment: string;
  readonly at: Instant;
  readonly overrides: readonly Override[];
}

export const overrideSchema: v.GenericSchema<unknown, Override> = stored({
  limit: v.string(),
  value: v.nullable(v.number()),
  reason: v.string(),
  by: v.string(),
  at: instantSchema,
});

/** `overrides/<time>-<pass>.json`: nobody reads it but people, and no later pass is bound by it. */
export async function writeOverrides(store: Store, record: OverrideRecord): Promise<void> {
  await store.write(`overrides/${record.at}-${record.pass}.json`, toText(record));
}
