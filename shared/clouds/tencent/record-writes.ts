import type { WriteResult } from "../../model/change.ts";
import { type RecordCall, type RecordChange, writeRecordStep } from "../record-step.ts";
import { settle } from "../settle.ts";
import type { Parameters } from "./exchange.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { type FullRecord, zoneRecords } from "./zones.ts";

type Call = readonly [product: "privatedns", action: string, parameters: Parameters];

/**
 * CreatePrivateZoneRecord, ModifyPrivateZoneRecord, ModifyRecordsStatus or DeletePrivateZoneRecord, after reading the
 * zone's records again: a record that is as wanted is `already`, one that is not as planned is `moved`. The vendor does
 * not let go of the last record of a zone that is bound.
 * https://cloud.tencent.com/document/api/1338/55945
 */
export function writeRecord(transport: Transport, change: RecordChange, options: CallOptions): Promise<WriteResult> {
  return writeRecordStep<FullRecord>(change, {
    read: () => zoneRecords(transport, change.zone, options),
    write(step, holds) {
      const [product, action, parameters] = callOf(step);
      const call = { ZoneId: change.zone, ...parameters };
      return settle(() => transport.call(product, action, call, options), holds, options.context);
    },
  });
}

function callOf(step: RecordCall<FullRecord>): Call {
  switch (step.do) {
    case "create": {
      const { host: SubDomain, type: RecordType, value: RecordValue, ttl: TTL } = step.want;
      return ["privatedns", "CreatePrivateZoneRecord", { RecordType, SubDomain, RecordValue, TTL }];
    }
    case "correct": {
      const { now, want } = step;
      const { host: SubDomain, type: RecordType, value: RecordValue, ttl: TTL } = want;
      const call = { RecordId: now.id, RecordType, SubDomain, RecordValue, TTL };
      return ["privatedns", "ModifyPrivateZoneRecord", { ...call, ...kept(now, RecordType) }];
    }
    case "enable":
      return ["privatedns", "ModifyRecordsStatus", { RecordIds: [numberOf(step.now.id)], Status: "enabled" }];
    case "delete":
      return ["privatedns", "DeletePrivateZoneRecord", { RecordId: step.now.id }];
  }
}

// What a modification leaves out may fall back to its default; weight and priority belong to a type.
function kept({ type, weight, priority, remark }: FullRecord, wanted: string) {
  const same = type === wanted;
  return {
    ...(same && weight !== null ? { Weight: weight } : {}),
    ...(same && type === "MX" && priority !== null ? { MX: priority } : {}),
    ...(remark === "" ? {} : { Remark: remark }),
  };
}

/** This one action takes record ids as numbers, which are texts everywhere else. */
function numberOf(id: string): number | bigint {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : BigInt(id);
}
