import type {
  CorrectRecord,
  CreateRecord,
  DeleteRecord,
  EnableRecord,
  WriteResult,
  ZoneChange,
} from "../model/change.ts";
import type { ZoneRecord } from "../model/zone.ts";
import { CloudError } from "./port.ts";

/** A change of one record in a zone. */
export type RecordChange = Extract<ZoneChange, { readonly kind: `${string}-record` }>;

type Wanted = CreateRecord["want"];

/** What is to be done with the records as they are now; `now` is the record that is written. */
type RecordStep<R> =
  | { readonly do: "create"; readonly want: Wanted }
  | { readonly do: "correct"; readonly now: R; readonly want: Wanted }
  | { readonly do: "enable" | "delete"; readonly now: R }
  | { readonly do: "nothing"; readonly result: "already" | "moved"; readonly sentence: string };

/** What `change` comes to in a zone that holds `records`: as wanted is `already`, not as planned is `moved`. */
function recordStep<R extends ZoneRecord>(change: RecordChange, records: readonly R[]): RecordStep<R> {
  switch (change.kind) {
    case "create-record":
      return create(change, records);
    case "correct-record":
      return correct(change, records);
    case "enable-record":
      return enable(change, records);
    case "delete-record":
      return remove(change, records);
  }
}

/** A step that takes a call. */
export type RecordCall<R> = Exclude<RecordStep<R>, { readonly do: "nothing" }>;

/** How a vendor reads and writes the records of a change's zone. */
interface Records<R> {
  /** Every record of the zone. */
  read(): Promise<readonly R[]>;
  /** Makes one call; `holds` reads whether the record is as wanted, for a call whose answer leaves that open. */
  write(step: RecordCall<R>, holds: () => Promise<boolean>): Promise<WriteResult>;
}

/** Reads a zone's records again and makes the one call that is still needed. */
export async function writeRecordStep<R extends ZoneRecord>(
  change: RecordChange,
  { read, write }: Records<R>,
): Promise<WriteResult> {
  const next = async () => recordStep(change, await read());
  const step = await next().catch((error: unknown): RecordStep<R> => {
    if (!(error instanceof CloudError) || error.failure.kind !== "not-found") throw error;
    return moved(`Zone ${change.zone} (${change.zoneName}) is gone.`);
  });
  if (step.do === "nothing") return { result: step.result, sentence: step.sentence };
  return write(step, async () => {
    const after = await next();
    return after.do === "nothing" && after.result === "already";
  });
}

function create<R extends ZoneRecord>({ want, zoneName }: CreateRecord, records: readonly R[]): RecordStep<R> {
  const same = records.find((record) => answersLike(record, want));
  if (same?.enabled === true) return already(`${describe(want)} is in zone ${zoneName} already.`);
  if (same !== undefined) return moved(`${describe(want)} is in zone ${zoneName} by now, but disabled.`);
  // Beside another value or an alias the new record would not answer alone.
  const other = records.find(({ host, type }) => host === want.host && (type === want.type || type === "CNAME"));
  if (other !== undefined) return moved(`Zone ${zoneName} holds ${describe(other)} by now.`);
  return { do: "create", want };
}

function correct<R extends ZoneRecord>(change: CorrectRecord, records: readonly R[]): RecordStep<R> {
  const { have, want, zoneName } = change;
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) {
    const same = records.some((record) => record.enabled && answersLike(record, want));
    return same ? already(`${describe(want)} is in zone ${zoneName} already.`) : gone(have, zoneName);
  }
  if (answersLike(now, want) && now.ttl === want.ttl) return already(`Record ${now.id} is ${describe(want)} already.`);
  return isAs(now, have) ? { do: "correct", now, want } : changed(now, zoneName);
}

function enable<R extends ZoneRecord>({ have, zoneName }: EnableRecord, records: readonly R[]): RecordStep<R> {
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) return gone(have, zoneName);
  if (!answersLike(now, have)) return changed(now, zoneName);
  if (now.enabled) return already(`Record ${now.id} (${describe(now)}) is enabled already.`);
  return { do: "enable", now };
}

function remove<R extends ZoneRecord>({ have, zoneName }: DeleteRecord, records: readonly R[]): RecordStep<R> {
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) return already(`Record ${have.id} (${describe(have)}) is gone from zone ${zoneName} already.`);
  return isAs(now, have) ? { do: "delete", now } : changed(now, zoneName);
}

function answersLike(record: Wanted, want: Wanted): boolean {
  return record.host === want.host && record.type === want.type && record.value === want.value;
}

function isAs(now: ZoneRecord, have: ZoneRecord): boolean {
  return answersLike(now, have) && now.ttl === have.ttl && now.enabled === have.enabled;
}

function describe({ host, type, value }: Wanted): string {
  return `${type} ${host} ${value}`;
}

function already(sentence: string) {
  return { do: "nothing", result: "already", sentence } as const;
}

function moved(sentence: string) {
  return { do: "nothing", result: "moved", sentence } as const;
}

function gone(have: ZoneRecord, zoneName: string) {
  return moved(`Record ${have.id} (${describe(have)}) is gone from zone ${zoneName}.`);
}

function changed(now: ZoneRecord, zoneName: string) {
  const state = now.enabled ? "enabled" : "disabled";
  return moved(`Record ${now.id} of zone ${zoneName} is ${describe(now)}, ttl ${now.ttl}, ${state} by now.`);
}
