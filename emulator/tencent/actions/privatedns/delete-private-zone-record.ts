import type { TencentCall } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRecord, findZoneToChange, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { logRecord } from "./records.ts";

/** A bound zone keeps its last record. */
export const deletePrivateZoneRecord = privatednsAction({
  name: "DeletePrivateZoneRecord",
  access: "write",
  callsPerSecond: 20,
  parameters: {
    ZoneId: { type: "string", means: "the zone" },
    RecordId: { type: "string", means: "the record, before RecordIdSet" },
    RecordIdSet: { type: "list", of: { type: "string" }, means: "records; all go or none" },
  },
  errors: errorsOf(
    "InvalidParameter",
    "InvalidParameter.ZoneNotExists",
    "InvalidParameter.RecordNotExist",
    "FailedOperation.DeleteLastBindVpcRecordFailed",
    "OperationDenied",
  ),
  run(call) {
    const zone = findZoneToChange(call);
    if (idsOf(call).length === 0) refuse("InvalidParameter");
    const records = new Set(idsOf(call).map((id) => findRecord(zone, id)));
    if (zone.bindings.length > 0 && records.size === zone.records.length)
      refuse("FailedOperation.DeleteLastBindVpcRecordFailed");
    for (const record of records) {
      zone.records.splice(zone.records.indexOf(record), 1);
      logRecord(call, zone, record, "remove");
    }
    zone.updatedAt = call.clock.now();
    return {};
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});

function idsOf({ parameters }: TencentCall): readonly string[] {
  const id = parameters.string("RecordId");
  return id === undefined || id === "" ? parameters.strings("RecordIdSet") : [id];
}
