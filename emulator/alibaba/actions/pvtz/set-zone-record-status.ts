import { possible } from "./errors.ts";
import { recordIdParameter, writableRecordOf } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

export const setZoneRecordStatus = writeAction({
  name: "SetZoneRecordStatus",
  parameters: {
    RecordId: recordIdParameter,
    Status: { type: "string", required: true, oneOf: ["ENABLE", "DISABLE"], means: "ENABLE or DISABLE" },
  },
  errors: [...possible.recordNotFound, ...possible.productZone],
  run(call, editor) {
    const { zone, record } = writableRecordOf(call);
    const status = call.parameters.string("Status") === "DISABLE" ? "DISABLE" : "ENABLE";
    editor.changeRecord(zone, record, { status }, status.toLowerCase());
    return { RecordId: record.id, Status: status };
  },
});
