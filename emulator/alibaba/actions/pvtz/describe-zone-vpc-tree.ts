import { boundVpcs, visibleZones } from "./find.ts";
import { readAction } from "./pvtz-action.ts";
import { bindingShape, zoneShape } from "./shapes.ts";

export const describeZoneVpcTree = readAction({
  name: "DescribeZoneVpcTree",
  parameters: {},
  errors: [],
  run: (call) => ({
    Zones: {
      Zone: visibleZones(call)
        .filter(({ type }) => type === "AUTH_ZONE")
        .map((zone) => ({
          ...zoneShape(zone, call),
          CreatorType: "USER",
          Vpcs: { Vpc: boundVpcs(call, zone).map((binding) => bindingShape(binding, call)) },
        })),
    },
  }),
});
