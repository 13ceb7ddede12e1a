import { possible } from "./errors.ts";
import { recordIdParameter, recordOf } from "./find.ts";
import { readAction } from "./pvtz-action.ts";
import { recordShape } from "./shapes.ts";

export const describeZoneRecord = readAction({
  name: "DescribeZoneRecord",
  parameters: { RecordId: recordIdParameter },
  errors: possible.recordNotFound,
  run(call) {
    const { zone, record } = recordOf(call);
    return recordShape(zone, record);
  },
});
