import { errorsOf } from "./errors.ts";
import { findRecord, findZone, zoneField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { recordInfo } from "./views.ts";

export const describeRecord = privatednsAction({
  name: "DescribeRecord",
  access: "read",
  parameters: { ZoneId: zoneField, RecordId: { type: "string", required: true, means: "digits" } },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "InvalidParameter.RecordNotExist"),
  run(call) {
    const zone = findZone(call);
    return { RecordInfo: recordInfo(call, zone, findRecord(zone, call.parameters.string("RecordId"))) };
  },
});
