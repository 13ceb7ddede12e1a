import { errorsOf } from "./errors.ts";
import { findZoneToChange, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { givenRecord, recordCodes, recordFields, refuseConflict } from "./record-value.ts";
import { addRecord } from "./records.ts";

/** Every record in every zone. What is wrong with one is refused at once; the vendor tells it later. */
export const createPrivateZoneRecordList = privatednsAction({
  name: "CreatePrivateZoneRecordList",
  access: "write",
  callsPerSecond: 5,
  parameters: {
    ZoneIds: { type: "list", of: { type: "string" }, required: true, minItems: 1, means: "zones" },
    RecordsInfo: {
      type: "list",
      of: { type: "object", fields: recordFields },
      required: true,
      minItems: 1,
      means: "records",
    },
  },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "OperationDenied", ...recordCodes),
  run(call) {
    const zones = call.parameters.strings("ZoneIds").map((id) => findZoneToChange(call, id));
    const wanted = zones.flatMap((zone) =>
      call.parameters.objects("RecordsInfo").map((fields) => ({ zone, given: givenRecord(zone, fields) })),
    );
    for (const { zone, given } of wanted) refuseConflict(zone, given, call.settings);
    for (const { zone, given } of wanted) addRecord(call, zone, given, "");
    return {};
  },
  resources: (call) => call.parameters.strings("ZoneIds").flatMap((id) => zoneResource(call, id)),
});
