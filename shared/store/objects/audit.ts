import * as v from "valibot";
import type { Change, Outcome } from "../../model/change.ts";
import type { Instant } from "../../model/known.ts";
import type { Override } from "../../model/override.ts";
import type { Store } from "../port.ts";
import { changeSchema, outcomeSchema } from "./change-schema.ts";
import { readObject, toText } from "./object-text.ts";
import { overrideSchema } from "./overrides.ts";
import { instantSchema, stored } from "./schemas.ts";

/** Which write of which pass; `seq` counts from 1 within the pass. */
export interface AuditPlace {
  readonly pass: string;
  readonly startedAt: Instant;
  readonly seq: number;
}

/** Written before a write: what will be tried, and why (`change.because`). */
export interface AuditBefore {
  readonly version: 1;
  readonly at: Instant;
  readonly deployment: string;
  readonly change: Change;
  /** Limits that did not hold for the pass. */
  readonly overrides?: readonly Override[];
}

/** Written after it: what came of it, with the vendor's request id or failure. */
export interface AuditAfter {
  readonly version: 1;
  readonly at: Instant;
  readonly deployment: string;
  readonly outcome: Outcome;
}

/** One write as recorded; `after: null` means that nobody lived to say what came of it. */
export interface AuditRecord {
  readonly seq: number;
  readonly before: AuditBefore | null;
  readonly after: AuditAfter | null;
}

const common = { version: v.literal(1), at: instantSchema, deployment: v.string() };
const beforeSchema: v.GenericSchema<unknown, AuditBefore> = stored({
  ...common,
  change: changeSchema,
  overrides: v.exactOptional(v.array(overrideSchema)),
});
const afterSchema: v.GenericSchema<unknown, AuditAfter> = stored({ ...common, outcome: outcomeSchema });
const next = "Keep it for inquiry; no pass depends on it.";
const suffix = /^(\d+)-(?:before|after)\.json$/;

/** `audit/<date>/<pass>/<seq>-before.json`; the date is that of the pass's start, so that a pass is in one place. */
export async function writeAuditBefore(store: Store, place: AuditPlace, record: AuditBefore): Promise<void> {
  await store.write(auditKey(place, "before"), toText(record));
}

/** `audit/<date>/<pass>/<seq>-after.json`. */
export async function writeAuditAfter(store: Store, place: AuditPlace, record: AuditAfter): Promise<void> {
  await store.write(auditKey(place, "after"), toText(record));
}

/** Every write of one pass, in order. */
export async function readAudit(store: Store, place: Omit<AuditPlace, "seq">): Promise<readonly AuditRecord[]> {
  const folder = auditFolder(place);
  const objects = await store.list(folder);
  const numbers = objects.map(({ key }) => Number(suffix.exec(key.slice(folder.length))?.[1]));
  const seqs = [...new Set(numbers.filter(Number.isInteger))].sort((a, b) => a - b);
  return Promise.all(
    seqs.map(async (seq) => ({
      seq,
      before: await readObject(store, auditKey({ ...place, seq }, "before"), beforeSchema, next),
      after: await readObject(store, auditKey({ ...place, seq }, "after"), afterSchema, next),
    })),
  );
}

function auditFolder({ startedAt, pass }: Omit<AuditPlace, "seq">): string {
  return `audit/${startedAt.slice(0, 10)}/${pass}/`;
}

function auditKey(place: AuditPlace, when: "before" | "after"): string {
  return `${auditFolder(place)}${String(place.seq).padStart(4, "0")}-${when}.json`;
}
