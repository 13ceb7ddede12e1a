import { invalidRemark, invalidZoneId, possible, zoneNotExists } from "./errors.ts";
import { writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";
import { givenRemark, remarkParameter } from "./remark.ts";

export const updateZoneRemark = writeAction({
  name: "UpdateZoneRemark",
  parameters: { ZoneId: zoneIdParameter, Remark: remarkParameter },
  errors: [invalidZoneId, zoneNotExists, invalidRemark, ...possible.productZone],
  run(call, editor) {
    const zone = writableZoneOf(call);
    editor.setZoneRemark(zone, givenRemark(call));
    return { ZoneId: zone.id };
  },
});
