import { errorsOf } from "./errors.ts";
import { findRecord, findZoneToChange, zoneField, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { givenRecord, recordCodes, recordFields, refuseConflict, remarkField } from "./record-value.ts";
import { logRecord } from "./records.ts";

export const modifyPrivateZoneRecord = privatednsAction({
  name: "ModifyPrivateZoneRecord",
  access: "write",
  callsPerSecond: 20,
  parameters: {
    ZoneId: zoneField,
    RecordId: { type: "string", required: true, means: "digits" },
    ...recordFields,
    Remark: remarkField,
  },
  errors: errorsOf(
    "InvalidParameter.ZoneNotExists",
    "InvalidParameter.RecordNotExist",
    "OperationDenied",
    ...recordCodes,
  ),
  run(call) {
    const { parameters, clock, settings } = call;
    const zone = findZoneToChange(call);
    const record = findRecord(zone, parameters.string("RecordId"));
    const given = givenRecord(zone, parameters);
    refuseConflict(zone, given, settings, record);
    Object.assign(record, given, { remark: parameters.string("Remark") ?? record.remark, updatedAt: clock.now() });
    zone.updatedAt = clock.now();
    logRecord(call, zone, record, "change");
    return {};
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
