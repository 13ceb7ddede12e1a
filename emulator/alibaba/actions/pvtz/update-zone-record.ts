import { possible, recordConflict } from "./errors.ts";
import { recordIdParameter, writableRecordOf } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";
import { givenRecord, recordParameters, refuseConflict } from "./record-value.ts";

export const updateZoneRecord = writeAction({
  name: "UpdateZoneRecord",
  parameters: { RecordId: recordIdParameter, ...recordParameters },
  errors: [...possible.recordNotFound, recordConflict, ...possible.invalidRecord, ...possible.productZone],
  run(call, editor) {
    const { zone, record } = writableRecordOf(call);
    const given = givenRecord(call);
    refuseConflict(zone, given, record);
    editor.changeRecord(zone, record, given);
    return { RecordId: record.id };
  },
});
