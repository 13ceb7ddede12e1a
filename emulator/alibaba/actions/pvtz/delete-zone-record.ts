import { possible } from "./errors.ts";
import { recordIdParameter, writableRecordOf } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

export const deleteZoneRecord = writeAction({
  name: "DeleteZoneRecord",
  parameters: { RecordId: recordIdParameter },
  errors: [...possible.recordNotFound, ...possible.productZone],
  run(call, editor) {
    const { zone, record } = writableRecordOf(call);
    editor.removeRecord(zone, record);
    return { RecordId: record.id };
  },
});
