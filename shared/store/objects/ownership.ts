import * as v from "valibot";
import type { Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Store } from "../port.ts";
import { entrySchema } from "./ledger.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

/** Somebody's word on whose a link is, and the ledger's entry of it: as it became, or as it was when it left. */
export interface OwnershipRecord {
  readonly version: 1;
  readonly at: Instant;
  readonly what: "adopt" | "release";
  /** Who said so, for people. */
  readonly by: string;
  readonly reason: string | null;
  readonly entry: LedgerEntry;
}

const recordSchema: v.GenericSchema<unknown, OwnershipRecord> = stored({
  version: v.literal(1),
  at: instantSchema,
  what: v.picklist(["adopt", "release"]),
  by: v.string(),
  reason: v.nullable(v.string()),
  entry: entrySchema,
});

const next = "Move it away; nothing but what adopting takes back depends on it.";

/** Written before the ledger is: `audit/ownership/<instance>/<network>/<time>-<pass>-<part>-<what>.json`. Kept for inquiry. */
export async function writeOwnershipRecord(store: Store, pass: string, record: OwnershipRecord): Promise<void> {
  const { at, what, entry } = record;
  await store.write(`${folderOf(entry)}${at}-${pass}-${entry.part}-${what}.json`, toText(record));
}

/** What was said of the links of one network, the first word first; a damaged record is a `StoreError`. */
export async function readOwnershipRecords(
  store: Store,
  link: Pick<LedgerEntry, "registry" | "network">,
): Promise<readonly OwnershipRecord[]> {
  const objects = await store.list(folderOf(link));
  const read = await Promise.all(objects.map(({ key }) => readObject(store, key, recordSchema, next)));
  return read.filter((record) => record !== null);
}

function folderOf({ registry, network }: Pick<LedgerEntry, "registry" | "network">): string {
  return `audit/ownership/${registry}/${network}/`;
}
