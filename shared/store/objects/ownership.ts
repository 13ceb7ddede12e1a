import type { Instant } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Store } from "../port.ts";
import { toText } from "./object-text.ts";

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

/** Written before the ledger is: `audit/<date>/<pass>/<registry>-<network>-<part>-<what>.json`. Kept for inquiry. */
export async function writeOwnershipRecord(store: Store, pass: string, record: OwnershipRecord): Promise<void> {
  const { registry, network, part } = record.entry;
  const key = `audit/${record.at.slice(0, 10)}/${pass}/${registry}-${network}-${part}-${record.what}.json`;
  await store.write(key, toText(record));
}
