import { invalidRemark, possible } from "./errors.ts";
import { recordIdParameter, writableRecordOf } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";
import { givenRemark, remarkParameter } from "./remark.ts";

export const updateRecordRemark = writeAction({
  name: "UpdateRecordRemark",
  parameters: { RecordId: recordIdParameter, Remark: remarkParameter },
  errors: [...possible.recordNotFound, invalidRemark, ...possible.productZone],
  run(call, editor) {
    const { zone, record } = writableRecordOf(call);
    editor.changeRecord(zone, record, { remark: givenRemark(call) });
    return { RecordId: record.id };
  },
});
