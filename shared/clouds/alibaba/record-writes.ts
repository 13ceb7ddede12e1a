import type { WriteResult } from "../../model/change.ts";
import type { CallContext } from "../port.ts";
import { type RecordCall, type RecordChange, writeRecordStep } from "../record-step.ts";
import { settle } from "../settle.ts";
import { clientToken } from "./client-token.ts";
import type { Parameters } from "./exchange.ts";
import type { Transport } from "./transport.ts";
import { type FullRecord, zoneRecords } from "./zones.ts";

type Call = readonly [action: string, parameters: Parameters];

/**
 * AddZoneRecord, UpdateZoneRecord, SetZoneRecordStatus or DeleteZoneRecord, after reading the zone's records again: a
 * record that is as wanted is `already`, one that is not as planned is `moved`.
 */
export function writeRecord(transport: Transport, change: RecordChange, context: CallContext): Promise<WriteResult> {
  const options = { region: change.region, context };
  return writeRecordStep<FullRecord>(change, {
    read: () => zoneRecords(transport, change.zone, options),
    write(step, holds) {
      const [action, parameters] = callOf(change.zone, step);
      const ClientToken = clientToken(change);
      return settle(() => transport.call("pvtz", action, { ...parameters, ClientToken }, options), holds, context);
    },
  });
}

function callOf(zone: string, step: RecordCall<FullRecord>): Call {
  switch (step.do) {
    case "create": {
      const { host: Rr, type: Type, value: Value, ttl: Ttl } = step.want;
      return ["AddZoneRecord", { ZoneId: zone, Rr, Type, Value, Ttl }];
    }
    case "correct": {
      const { now, want } = step;
      const { host: Rr, type: Type, value: Value, ttl: Ttl } = want;
      // What the update leaves out may fall back to its default, so line and weight are sent back as they are.
      const kept = {
        ...(now.line === "" ? {} : { Line: now.line }),
        ...(now.weight === null ? {} : { Weight: now.weight }),
      };
      return ["UpdateZoneRecord", { RecordId: now.id, Rr, Type, Value, Ttl, ...kept }];
    }
    case "enable":
      return ["SetZoneRecordStatus", { RecordId: step.now.id, Status: "ENABLE" }];
    case "delete":
      return ["DeleteZoneRecord", { RecordId: step.now.id }];
  }
}
