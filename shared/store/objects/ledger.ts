import pLimit from "p-limit";
import * as v from "valibot";
import type { Part } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Store, StoredObject } from "../port.ts";
import { damaged, fromText, readObject, toText } from "./object-text.ts";
import { cloudSchema, failureSchema, instantSchema, partSchema, stored } from "./schemas.ts";

/** One entry as it is stored; unknown keys are kept. */
export const entrySchema: v.GenericSchema<unknown, LedgerEntry> = stored({
  version: v.literal(1),
  deployment: v.string(),
  cloud: cloudSchema,
  account: v.string(),
  region: v.string(),
  registry: v.string(),
  network: v.string(),
  part: partSchema,
  subnet: v.string(),
  address: v.nullable(v.string()),
  names: v.array(
    stored({
      name: v.string(),
      kind: v.picklist(["vpc", "default", "custom"]),
      region: v.string(),
      address: v.string(),
      baseline: v.nullable(
        stored({
          at: instantSchema,
          zone: v.string(),
          zoneName: v.string(),
          host: v.string(),
          type: v.string(),
          ttl: v.number(),
          fallsThrough: v.boolean(),
        }),
      ),
    }),
  ),
  intentAt: v.nullable(instantSchema),
  intentBy: v.nullable(v.string()),
  attachedAt: v.nullable(instantSchema),
  verifiedAt: v.nullable(instantSchema),
  leavingSince: v.nullable(instantSchema),
  repairs: v.array(
    stored({ at: instantSchema, name: v.string(), kind: v.string(), before: v.string(), after: v.string() }),
  ),
  failures: v.array(stored({ at: instantSchema, change: v.string(), failure: failureSchema })),
});

const next = "Restore it from a copy, or remove it: then the link is no longer counted as Mooring's.";

/** Entries read before, by key and version; one for the life of a warm function instance. */
export type LedgerCache = Map<string, { readonly version: string; readonly entry: LedgerEntry }>;

export interface LedgerReading {
  /** Only this registry's instance; absent: every one. */
  readonly instance?: string;
  readonly cache?: LedgerCache;
  /** Objects read at once. */
  readonly concurrency?: number;
}

/** `ledger/<instance>/<network>/<part>.json`. */
export function ledgerKey(instance: string, network: string, part: Part): string {
  return `ledger/${instance}/${network}/${part}.json`;
}

/** Every entry, in the order of the keys; throws `StoreError` where one could not be read or is damaged. */
export async function readLedger(store: Store, reading: LedgerReading = {}): Promise<readonly LedgerEntry[]> {
  const prefix = reading.instance === undefined ? "ledger/" : `ledger/${reading.instance}/`;
  const objects = await store.list(prefix);
  forgetRemoved(reading.cache, prefix, objects);
  const limit = pLimit(reading.concurrency ?? 16);
  const entries = await Promise.all(objects.map((object) => limit(() => readCached(store, object, reading.cache))));
  return entries.filter((entry) => entry !== null);
}

/** One entry, or `null`: then the link, if there is one, is not Mooring's. */
export async function readEntry(
  store: Store,
  instance: string,
  network: string,
  part: Part,
): Promise<LedgerEntry | null> {
  const key = ledgerKey(instance, network, part);
  const entry = await readObject(store, key, entrySchema, next);
  return entry === null ? null : inPlace(store, key, entry);
}

export async function writeEntry(store: Store, entry: LedgerEntry): Promise<void> {
  await store.write(ledgerKey(entry.registry, entry.network, entry.part), toText(entry));
}

export async function removeEntry(store: Store, instance: string, network: string, part: Part): Promise<void> {
  await store.remove(ledgerKey(instance, network, part));
}

async function readCached(
  store: Store,
  { key, version }: StoredObject,
  cache: LedgerCache | undefined,
): Promise<LedgerEntry | null> {
  const before = cache?.get(key);
  if (before !== undefined && before.version === version) return before.entry;
  const text = await store.read(key);
  // Removed since the listing.
  if (text === null) return null;
  const entry = inPlace(store, key, fromText(store, key, text, entrySchema, next));
  // What was read may be newer than the listed version; then the next listing shows another one and it is read again.
  if (version !== null) cache?.set(key, { version, entry });
  return entry;
}

/** A copy under another key would make a link Mooring's that is not. */
function inPlace(store: Store, key: string, entry: LedgerEntry): LedgerEntry {
  const own = ledgerKey(entry.registry, entry.network, entry.part);
  if (own === key) return entry;
  throw damaged(store, key, `it is the entry of ${own}`, next);
}

function forgetRemoved(cache: LedgerCache | undefined, prefix: string, objects: readonly StoredObject[]): void {
  const there = new Set(objects.map(({ key }) => key));
  for (const key of cache?.keys() ?? []) if (key.startsWith(prefix) && !there.has(key)) cache?.delete(key);
}
