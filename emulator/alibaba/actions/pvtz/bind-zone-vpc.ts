import { type ActionCall, ApiError } from "../../action.ts";
import type { PrivateZone } from "../../state.ts";
import { invalidZoneId, limitExceeded, possible, vpcBoundToSameName, zoneNotExists } from "./errors.ts";
import { writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";
import { bindingErrors, givenBindings } from "./vpc-binding.ts";

/** VPCs bound to one zone. */
const mostVpcs = 100;

export const bindZoneVpc = writeAction({
  name: "BindZoneVpc",
  parameters: {
    ZoneId: zoneIdParameter,
    Vpcs: {
      type: "objects",
      fields: ["VpcId", "RegionId", "VpcType"],
      maxItems: 150,
      means: "the whole set: VPCs not listed are unbound, and without any Vpcs all are",
    },
  },
  errors: [
    invalidZoneId,
    zoneNotExists,
    vpcBoundToSameName,
    ...bindingErrors,
    ...possible.limitExceeded,
    ...possible.productZone,
  ],
  run(call, editor) {
    const zone = writableZoneOf(call);
    const wanted = givenBindings(call, "Vpcs", zone.bindings);
    if (wanted.length > mostVpcs) throw new ApiError(limitExceeded(call.settings.zoneLimitCode));
    for (const { vpcId } of wanted) {
      if (hasNamesake(call, zone, vpcId)) throw new ApiError(vpcBoundToSameName);
    }
    editor.bind(zone, wanted);
    return {};
  },
});

/** Whether another zone of the same name, in any account, is bound to the VPC. */
function hasNamesake({ state }: ActionCall, zone: PrivateZone, vpcId: string): boolean {
  return [...state.accounts.values()]
    .flatMap(({ zones }) => [...zones.values()])
    .some(
      (other) =>
        other !== zone && other.name === zone.name && other.bindings.some((binding) => binding.vpcId === vpcId),
    );
}
