import { errorsOf } from "./errors.ts";
import { findRecord, findZoneToChange, zoneField, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { logRecord } from "./records.ts";

/** Ids are whole numbers here, and texts everywhere else. */
export const modifyRecordsStatus = privatednsAction({
  name: "ModifyRecordsStatus",
  access: "write",
  callsPerSecond: 5,
  parameters: {
    ZoneId: zoneField,
    RecordIds: { type: "list", of: { type: "integer" }, required: true, minItems: 1, means: "records" },
    Status: { type: "string", required: true, oneOf: ["enabled", "disabled"], means: "pause or go on" },
  },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "InvalidParameter.RecordNotExist", "OperationDenied"),
  run(call) {
    const { parameters, clock } = call;
    const zone = findZoneToChange(call);
    const ids = parameters.integers("RecordIds");
    const status = parameters.string("Status");
    for (const record of ids.map((id) => findRecord(zone, String(id)))) {
      record.enabled = status === "enabled";
      record.updatedAt = clock.now();
      logRecord(call, zone, record, record.enabled ? "go on" : "pause");
    }
    zone.updatedAt = clock.now();
    return { ZoneId: zone.id, RecordIds: ids, Status: status };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
