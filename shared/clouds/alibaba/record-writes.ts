import type {
  CorrectRecord,
  CreateRecord,
  DeleteRecord,
  EnableRecord,
  WriteResult,
  ZoneChange,
} from "../../model/change.ts";
import type { ZoneRecord } from "../../model/estate.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import { clientToken } from "./client-token.ts";
import type { Parameters } from "./exchange.ts";
import type { Transport } from "./transport.ts";
import { type FullRecord, zoneRecords } from "./zones.ts";

type RecordChange = Extract<ZoneChange, { readonly kind: `${string}-record` }>;
type Wanted = CreateRecord["want"];

/** What is to be done with the records as they are now. */
type Step =
  | { readonly do: "call"; readonly action: string; readonly parameters: Parameters }
  | { readonly do: "nothing"; readonly result: "already" | "moved"; readonly sentence: string };

/**
 * AddZoneRecord, UpdateZoneRecord, SetZoneRecordStatus or DeleteZoneRecord, after reading the zone's records again: a
 * record that is as wanted is `already`, one that is not as planned is `moved`.
 */
export async function writeRecord(
  transport: Transport,
  change: RecordChange,
  context: CallContext,
): Promise<WriteResult> {
  const options = { region: change.region, context };
  const next = async () => step(change, await zoneRecords(transport, change.zone, options));
  const first = await next().catch((error: unknown): Step => {
    if (!(error instanceof CloudError) || error.failure.kind !== "not-found") throw error;
    return moved(`Zone ${change.zone} (${change.zoneName}) is gone.`);
  });
  if (first.do === "nothing") return { result: first.result, sentence: first.sentence };
  const parameters = { ...first.parameters, ClientToken: clientToken(change) };
  return settle(
    () => transport.call("pvtz", first.action, parameters, options),
    async () => {
      const after = await next();
      return after.do === "nothing" && after.result === "already";
    },
    context,
  );
}

function step(change: RecordChange, records: readonly FullRecord[]): Step {
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

function create({ want, zone, zoneName }: CreateRecord, records: readonly FullRecord[]): Step {
  const same = records.find((record) => answersLike(record, want));
  if (same?.enabled === true) return already(`${describe(want)} is in zone ${zoneName} already.`);
  if (same !== undefined) return moved(`${describe(want)} is in zone ${zoneName} by now, but disabled.`);
  // Beside another value or an alias the new record would not answer alone.
  const other = records.find(({ host, type }) => host === want.host && (type === want.type || type === "CNAME"));
  if (other !== undefined) return moved(`Zone ${zoneName} holds ${describe(other)} by now.`);
  const { host: Rr, type: Type, value: Value, ttl: Ttl } = want;
  return { do: "call", action: "AddZoneRecord", parameters: { ZoneId: zone, Rr, Type, Value, Ttl } };
}

function correct({ have, want, zoneName }: CorrectRecord, records: readonly FullRecord[]): Step {
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) {
    const same = records.some((record) => record.enabled && answersLike(record, want));
    return same ? already(`${describe(want)} is in zone ${zoneName} already.`) : gone(have, zoneName);
  }
  if (answersLike(now, want) && now.ttl === want.ttl) return already(`Record ${now.id} is ${describe(want)} already.`);
  if (!isAs(now, have)) return changed(now, zoneName);
  const { host: Rr, type: Type, value: Value, ttl: Ttl } = want;
  // What the update leaves out may fall back to its default, so line and weight are sent back as they are.
  const kept = {
    ...(now.line === "" ? {} : { Line: now.line }),
    ...(now.weight === null ? {} : { Weight: now.weight }),
  };
  return { do: "call", action: "UpdateZoneRecord", parameters: { RecordId: now.id, Rr, Type, Value, Ttl, ...kept } };
}

function enable({ have, zoneName }: EnableRecord, records: readonly FullRecord[]): Step {
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) return gone(have, zoneName);
  if (!answersLike(now, have)) return changed(now, zoneName);
  if (now.enabled) return already(`Record ${now.id} (${describe(now)}) is enabled already.`);
  return { do: "call", action: "SetZoneRecordStatus", parameters: { RecordId: now.id, Status: "ENABLE" } };
}

function remove({ have, zoneName }: DeleteRecord, records: readonly FullRecord[]): Step {
  const now = records.find(({ id }) => id === have.id);
  if (now === undefined) return already(`Record ${have.id} (${describe(have)}) is gone from zone ${zoneName} already.`);
  if (!isAs(now, have)) return changed(now, zoneName);
  return { do: "call", action: "DeleteZoneRecord", parameters: { RecordId: now.id } };
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

function already(sentence: string): Step {
  return { do: "nothing", result: "already", sentence };
}

function moved(sentence: string): Step {
  return { do: "nothing", result: "moved", sentence };
}

function gone(have: ZoneRecord, zoneName: string): Step {
  return moved(`Record ${have.id} (${describe(have)}) is gone from zone ${zoneName}.`);
}

function changed(now: FullRecord, zoneName: string): Step {
  const state = now.enabled ? "enabled" : "disabled";
  return moved(`Record ${now.id} of zone ${zoneName} is ${describe(now)}, ttl ${now.ttl}, ${state} by now.`);
}
