import { errorsOf } from "./errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { givenRecord, recordCodes, recordFields, refuseConflict, remarkField } from "./record-value.ts";
import { addRecord } from "./records.ts";

export const createPrivateZoneRecord = privatednsAction({
  name: "CreatePrivateZoneRecord",
  access: "write",
  callsPerSecond: 20,
  parameters: { ZoneId: zoneField, ...recordFields, Remark: remarkField },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "OperationDenied", ...recordCodes),
  run(call) {
    const zone = findZoneToChange(call);
    const given = givenRecord(zone, call.parameters);
    refuseConflict(zone, given, call.settings);
    return { RecordId: addRecord(call, zone, given, call.parameters.string("Remark") ?? "").id };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
