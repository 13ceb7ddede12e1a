import pLimit from "p-limit";
import * as v from "valibot";
import type { Intent, LedgerEntry } from "../../model/ledger.ts";
import type { Part } from "../../model/link.ts";
import { type Store, type StoredObject, StoreError } from "../port.ts";
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
  // Absent in entries of earlier versions, as everything below that has a default.
  moved: v.optional(v.nullable(stored({ address: v.string(), at: instantSchema })), null),
  names: v.array(
    stored({
      name: v.string(),
      kind: v.picklist(["vpc", "default", "custom"]),
      region: v.string(),
      address: v.string(),
      publishedAt: v.optional(v.nullable(instantSchema), null),
      withdrawnAt: v.optional(v.nullable(instantSchema), null),
      ownZone: v.optional(
        v.nullable(stored({ id: v.nullable(v.string()), name: v.string(), remark: v.string() })),
        null,
      ),
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
  asked: v.exactOptional(v.array(stored({ at: instantSchema, lost: v.boolean() }))),
  attachedAt: v.nullable(instantSchema),
  adopted: v.exactOptional(stored({ at: instantSchema, by: v.string(), reason: v.nullable(v.string()) })),
  changingSince: v.exactOptional(instantSchema),
  verifiedAt: v.nullable(instantSchema),
  leavingSince: v.nullable(instantSchema),
  unlistedSince: v.exactOptional(instantSchema),
  detachingSince: v.exactOptional(instantSchema),
  missingSince: v.exactOptional(instantSchema),
  deletionRefusedAt: v.exactOptional(instantSchema),
  repairs: v.array(
    stored({
      at: instantSchema,
      name: v.string(),
      kind: v.string(),
      before: v.string(),
      after: v.string(),
      repointed: v.optional(v.boolean(), false),
    }),
  ),
  failures: v.array(stored({ at: instantSchema, change: v.string(), failure: failureSchema })),
});

const intentSchema: v.GenericSchema<unknown, Intent> = stored({
  version: v.literal(1),
  deployment: v.string(),
  cloud: cloudSchema,
  account: v.string(),
  region: v.string(),
  registry: v.string(),
  network: v.string(),
  part: partSchema,
  subnet: v.string(),
  at: instantSchema,
  pass: v.string(),
});

const next = "Restore it from a copy, or remove it: then the link is no longer counted as Mooring's.";

/** Everything under `ledger/`: what was done, and what is announced. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly intents: readonly Intent[];
}

type LedgerObject =
  | { readonly kind: "entry"; readonly entry: LedgerEntry }
  | { readonly kind: "intent"; readonly intent: Intent };

/** Objects read before, by key and version; one for the life of a warm function instance. */
export type LedgerCache = Map<string, { readonly version: string; readonly object: LedgerObject }>;

export interface LedgerReading {
  /** Only what lies under this: a registry's instance, or `<instance>/<network>/<part>`; absent: everything. */
  readonly under?: string;
  readonly cache?: LedgerCache;
  /** Objects read at once. */
  readonly concurrency?: number;
  /** Not what is only announced. */
  readonly entriesOnly?: true;
}

/** `ledger/<instance>/<network>/<part>.json`. */
export function ledgerKey(instance: string, network: string, part: Part): string {
  return `ledger/${instance}/${network}/${part}.json`;
}

/** `ledger/<instance>/<network>/<part>@<pass>.json`. */
function intentKey({ registry, network, part, pass }: Intent): string {
  return `ledger/${registry}/${network}/${part}@${pass}.json`;
}

/** Listings in a row that may be overtaken by removals before the ledger counts as unreadable. */
const mostListings = 8;

/**
 * Every entry and intent, in the order of the keys; throws `StoreError` where one could not be read or is damaged. An
 * object that vanished after it was listed makes the list old: an intent is removed only after its entry was written, so
 * a list read anew shows one of the two.
 */
export async function readLedger(store: Store, reading: LedgerReading = {}): Promise<Ledger> {
  for (let listing = 0; listing < mostListings; listing++) {
    const ledger = await readListed(store, reading);
    if (ledger !== null) return ledger;
  }
  throw new StoreError(
    `The ledger at ${store.location} changed ${mostListings} times while it was read; the next pass reads it again.`,
    "ledger/",
    { kind: "unavailable" },
  );
}

/** `null` when something that was listed was gone before it could be read. */
async function readListed(store: Store, reading: LedgerReading): Promise<Ledger | null> {
  const prefix = reading.under === undefined ? "ledger/" : `ledger/${reading.under}`;
  const objects = await store.list(prefix);
  forgetRemoved(reading.cache, prefix, objects);
  const limit = pLimit(reading.concurrency ?? 16);
  const wanted = reading.entriesOnly === true ? objects.filter(({ key }) => !isIntent(key)) : objects;
  const read = await Promise.all(wanted.map((object) => limit(() => readCached(store, object, reading.cache))));
  if (read.includes(null)) return null;
  return {
    entries: read.flatMap((object) => (object?.kind === "entry" ? [object.entry] : [])),
    intents: read.flatMap((object) => (object?.kind === "intent" ? [object.intent] : [])),
  };
}

/** The entries alone, without what is only announced: that comes and goes more often. */
export async function readEntries(store: Store, reading: LedgerReading = {}): Promise<readonly LedgerEntry[]> {
  return (await readLedger(store, { ...reading, entriesOnly: true })).entries;
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

export async function writeIntent(store: Store, intent: Intent): Promise<void> {
  await store.write(intentKey(intent), toText(intent));
}

export async function removeIntent(store: Store, intent: Intent): Promise<void> {
  await store.remove(intentKey(intent));
}

async function readCached(
  store: Store,
  { key, version }: StoredObject,
  cache: LedgerCache | undefined,
): Promise<LedgerObject | null> {
  const before = cache?.get(key);
  if (before !== undefined && before.version === version) return before.object;
  const text = await store.read(key);
  // Removed since the listing.
  if (text === null) return null;
  const object = toObject(store, key, text);
  // What was read may be newer than the listed version; then the next listing shows another one and it is read again.
  if (version !== null) cache?.set(key, { version, object });
  return object;
}

function toObject(store: Store, key: string, text: string): LedgerObject {
  if (!isIntent(key)) {
    return { kind: "entry", entry: inPlace(store, key, fromText(store, key, text, entrySchema, next)) };
  }
  const intent = fromText(store, key, text, intentSchema, next);
  if (intentKey(intent) === key) return { kind: "intent", intent };
  throw damaged(store, key, `it is the intent of ${intentKey(intent)}`, next);
}

function isIntent(key: string): boolean {
  return key.slice(key.lastIndexOf("/")).includes("@");
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
