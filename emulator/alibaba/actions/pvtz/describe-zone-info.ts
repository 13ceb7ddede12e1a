import { invalidZoneId, zoneNotExists } from "./errors.ts";
import { boundVpcs, zoneIdParameter, zoneOf } from "./find.ts";
import { readAction } from "./pvtz-action.ts";
import { bindingShape, zoneShape } from "./shapes.ts";

export const describeZoneInfo = readAction({
  name: "DescribeZoneInfo",
  parameters: { ZoneId: zoneIdParameter },
  errors: [invalidZoneId, zoneNotExists],
  run(call) {
    const zone = zoneOf(call);
    return {
      ...zoneShape(zone, call),
      CreatorType: "USER",
      SlaveDns: false,
      BindVpcs: {
        Vpc: boundVpcs(call, zone).map((binding) => ({
          ...bindingShape(binding, call),
          // An int64 on the wire; 16 digits are a safe integer. Absent for the zone owner's VPCs.
          ...(binding.userId !== null && { VpcUserId: Number(binding.userId) }),
        })),
      },
    };
  },
});
