import { invalidZoneId, possible, recordConflict, zoneNotExists } from "./errors.ts";
import { writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";
import { givenRecord, recordParameters, refuseConflict } from "./record-value.ts";
import { givenRemark, remarkParameter } from "./remark.ts";

export const addZoneRecord = writeAction({
  name: "AddZoneRecord",
  parameters: { ZoneId: zoneIdParameter, ...recordParameters, Remark: remarkParameter },
  errors: [invalidZoneId, zoneNotExists, recordConflict, ...possible.invalidRecord, ...possible.productZone],
  run(call, editor) {
    const zone = writableZoneOf(call);
    const given = givenRecord(call);
    refuseConflict(zone, given);
    const record = editor.addRecord(zone, { ...given, status: "ENABLE", remark: givenRemark(call) });
    return { RecordId: record.id, Success: true };
  },
});
