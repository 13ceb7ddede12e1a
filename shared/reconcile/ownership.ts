import { equal } from "../model/equality.ts";
import { linkKey, withIntents } from "../model/intents.ts";
import { type Instant, instant } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { type Ledger, readEntry, readLedger, removeEntry, removeIntent, writeEntry } from "../store/objects/ledger.ts";
import { type OwnershipRecord, writeOwnershipRecord } from "../store/objects/ownership.ts";
import { type Store, StoreError } from "../store/port.ts";

/** Who says whose links are, and why. */
export interface Word {
  readonly store: Store;
  /** Under which id it is recorded. */
  readonly pass: string;
  readonly by: string;
  readonly reason: string | null;
  readonly now: () => number;
}

/** What became of one link's entry. */
export type Said = { readonly entry: LedgerEntry } & (
  | { readonly done: true }
  | { readonly done: false; readonly sentence: string }
);

const changed = "the ledger says something else of it by now; look again";

/**
 * Writes entries that make links Mooring's, each only while the ledger still says of its link what it said when it was
 * looked at. Nothing is written to a cloud.
 * @param seen the ledger as it was looked at, announcements among it.
 */
export function adopt(
  word: Word,
  entries: readonly LedgerEntry[],
  seen: readonly LedgerEntry[],
): Promise<readonly Said[]> {
  return each(entries, async (entry) => {
    const now = await ledgerOf(word.store, entry);
    if (!equal(ofLink(withIntents(now.entries, now.intents), entry), ofLink(seen, entry))) return changed;
    await record(word, "adopt", entry);
    await writeEntry(word.store, entry);
    const { registry, network, part } = entry;
    return equal(await readEntry(word.store, registry, network, part), entry) ? null : changed;
  });
}

/**
 * Takes entries out of the ledger, each only while it is as it was looked at; what it said is kept in the audit record.
 * Nothing is written to a cloud.
 */
export function release(word: Word, entries: readonly LedgerEntry[]): Promise<readonly Said[]> {
  return each(entries, async (entry) => {
    const { registry, network, part } = entry;
    const now = await ledgerOf(word.store, entry);
    if (!equal(ofLink(withIntents(now.entries, now.intents), entry), entry)) return changed;
    await record(word, "release", entry);
    // Each deployment only ever removes its own announcements.
    const own = (ledger: Ledger) => ledger.intents.filter(({ deployment }) => deployment === entry.deployment);
    for (const intent of own(now)) await removeIntent(word.store, intent);
    await removeEntry(word.store, registry, network, part);
    const again = await ledgerOf(word.store, entry);
    return again.entries.length + own(again).length === 0 ? null : "a pass under way wrote it again; release it again";
  });
}

/** Throws `StoreError` only while nothing was done. */
async function each(
  entries: readonly LedgerEntry[],
  work: (entry: LedgerEntry) => Promise<string | null>,
): Promise<readonly Said[]> {
  const said: Said[] = [];
  for (const entry of entries) {
    try {
      const sentence = await work(entry);
      said.push(sentence === null ? { entry, done: true } : { entry, done: false, sentence });
    } catch (error) {
      if (!(error instanceof StoreError) || !said.some(({ done }) => done)) throw error;
      said.push({ entry, done: false, sentence: error.message });
    }
  }
  return said;
}

function ledgerOf(store: Store, { registry, network, part }: LedgerEntry): Promise<Ledger> {
  return readLedger(store, { under: `${registry}/${network}/${part}` });
}

function ofLink(ledger: readonly LedgerEntry[], link: LedgerEntry): LedgerEntry | null {
  return ledger.find((entry) => linkKey(entry) === linkKey(link)) ?? null;
}

async function record(word: Word, what: OwnershipRecord["what"], entry: LedgerEntry): Promise<void> {
  const { store, pass, by, reason } = word;
  const at: Instant = instant(word.now());
  await writeOwnershipRecord(store, pass, { version: 1, at, what, by, reason, entry });
}
