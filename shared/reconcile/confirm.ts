import pLimit from "p-limit";
import { equal } from "../model/equality.ts";
import { linkKey, withIntents } from "../model/intents.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Notice } from "../model/plan.ts";
import type { Confirmation } from "../plan/link/confirm.ts";
import { isOwned } from "../plan/link/ownership.ts";
import { readLedger, removeEntry, removeIntent, writeEntry } from "../store/objects/ledger.ts";
import { type Store, StoreError } from "../store/port.ts";
import type { Look } from "./look.ts";
import { clearApprovals } from "./observe/approvals.ts";
import type { Running } from "./pass.ts";

/** Writes to the ledger what was seen, and clears announcements and approvals that say nothing more. */
export async function confirm(running: Running, seen: Look, notices: Notice[]): Promise<void> {
  const { pass } = running;
  try {
    // A changed selection may make hundreds of networks leave at once.
    const limit = pLimit(16);
    const done = await Promise.allSettled(seen.confirmed.map((one) => limit(() => confirmOne(pass.store, one))));
    const failed = done.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    for (const intent of seen.spent) await removeIntent(pass.store, intent);
    await clearApprovals(running, seen.estate);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const sentence = `the ledger could not be written: ${error.message}`;
    notices.push({ registry: null, code: "unknown/store", sentence });
  }
}

/** An entry that another pass wrote meanwhile is left to what that pass knows. */
async function confirmOne(store: Store, { have, want }: Confirmation): Promise<void> {
  const { entries, intents } = await readLedger(store, { under: `${have.registry}/${have.network}/${have.part}` });
  if (!equal(sameLink(withIntents(entries, intents), have), have)) return;
  if (want !== null) await writeEntry(store, want);
  // What is remembered only is announced no more.
  if (want !== null && isOwned(want)) return;
  for (const intent of intents) await removeIntent(store, intent);
  if (want === null && entries.length > 0) await removeEntry(store, have.registry, have.network, have.part);
}

function sameLink(ledger: readonly LedgerEntry[], have: LedgerEntry): LedgerEntry | undefined {
  return ledger.find((entry) => linkKey(entry) === linkKey(have));
}
