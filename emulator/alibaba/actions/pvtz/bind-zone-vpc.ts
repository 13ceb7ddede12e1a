import { type ActionCall, ApiError } from "../../action.ts";
import type { PrivateZone, ZoneBinding } from "../../state.ts";
import {
  invalidParameter,
  invalidZoneId,
  limitExceeded,
  possible,
  vpcBoundToSameName,
  vpcNotAuthorized,
  vpcNotExists,
  zoneNotExists,
} from "./errors.ts";
import { findVpc, writableZoneOf, zoneIdParameter } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

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
    vpcNotExists,
    vpcNotAuthorized,
    ...possible.limitExceeded,
    ...possible.productZone,
  ],
  run(call, editor) {
    const zone = writableZoneOf(call);
    const wanted = new Map(
      call.parameters.objects("Vpcs").map((given) => {
        const binding = bindingOf(call, zone, given);
        return [binding.vpcId, binding];
      }),
    );
    if (wanted.size > mostVpcs) throw new ApiError(limitExceeded(call.settings.zoneLimitCode));
    for (const vpcId of wanted.keys()) {
      if (hasNamesake(call, zone, vpcId)) throw new ApiError(vpcBoundToSameName);
    }
    editor.bind(zone, [...wanted.values()]);
    return {};
  },
});

function bindingOf(call: ActionCall, zone: PrivateZone, given: Readonly<Record<string, string>>): ZoneBinding {
  const { VpcId: vpcId = "", RegionId: region, VpcType: type = "STANDARD" } = given;
  if (vpcId === "" || (type !== "STANDARD" && type !== "EDS")) throw new ApiError(invalidParameter);
  const found = findVpc(call.state, vpcId);
  if (found === undefined) throw new ApiError(vpcNotExists);
  const { vpc, owner } = found;
  if (region !== undefined && region !== vpc.region && call.settings.wrongVpcRegion === "refused")
    throw new ApiError(vpcNotExists);
  const own = owner === call.account.id;
  const rebound = zone.bindings.some((binding) => binding.vpcId === vpcId);
  if (!own && !(rebound && call.settings.foreignVpcRebind === "allowed")) throw new ApiError(vpcNotAuthorized);
  return { vpcId, region: region ?? vpc.region, type, userId: own ? null : owner };
}

/** Whether another zone of the same name, in any account, is bound to the VPC. */
function hasNamesake({ state }: ActionCall, zone: PrivateZone, vpcId: string): boolean {
  return [...state.accounts.values()]
    .flatMap(({ zones }) => [...zones.values()])
    .some(
      (other) =>
        other !== zone && other.name === zone.name && other.bindings.some((binding) => binding.vpcId === vpcId),
    );
}
