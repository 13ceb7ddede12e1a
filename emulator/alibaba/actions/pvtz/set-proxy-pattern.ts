import { invalidZoneId, possible, zoneNotExists } from "./errors.ts";
import { writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

export const setProxyPattern = writeAction({
  name: "SetProxyPattern",
  parameters: {
    ZoneId: zoneIdParameter,
    ProxyPattern: {
      type: "string",
      required: true,
      oneOf: ["ZONE", "RECORD"],
      means: "ZONE swallows unknown names, RECORD lets them through; ZONE when absent for a new zone",
    },
  },
  errors: [invalidZoneId, zoneNotExists, ...possible.productZone],
  run(call, editor) {
    const zone = writableZoneOf(call);
    editor.setPattern(zone, call.parameters.string("ProxyPattern") === "RECORD" ? "RECORD" : "ZONE");
    return { ZoneId: zone.id };
  },
});
