import { ApiError } from "../../action.ts";
import { invalidZoneId, possible, zoneHasVpc, zoneNotExists } from "./errors.ts";
import { boundVpcs, writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

export const deleteZone = writeAction({
  name: "DeleteZone",
  parameters: { ZoneId: zoneIdParameter },
  errors: [invalidZoneId, zoneNotExists, zoneHasVpc, ...possible.productZone],
  run(call, editor) {
    const zone = writableZoneOf(call);
    if (boundVpcs(call, zone).length > 0) throw new ApiError(zoneHasVpc);
    editor.removeZone(zone);
    return { ZoneId: zone.id };
  },
});
