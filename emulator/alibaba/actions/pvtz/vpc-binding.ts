import { type ActionCall, ApiError } from "../../action.ts";
import type { ZoneBinding } from "../../state.ts";
import { invalidParameter, vpcNotAuthorized, vpcNotExists } from "./errors.ts";
import { findVpc } from "./find.ts";

/** Every refusal of `givenBindings`. */
export const bindingErrors = [vpcNotExists, vpcNotAuthorized] as const;

/**
 * The VPCs of a list that is to replace `before`, each once; throws `ApiError` for one that does not exist, is another
 * account's or is written wrongly.
 */
export function givenBindings(
  call: ActionCall,
  parameter: string,
  before: readonly ZoneBinding[],
): readonly ZoneBinding[] {
  const bindings = call.parameters.objects(parameter).map((given) => bindingOf(call, before, given));
  return [...new Map(bindings.map((binding) => [binding.vpcId, binding])).values()];
}

function bindingOf(
  call: ActionCall,
  before: readonly ZoneBinding[],
  given: Readonly<Record<string, string>>,
): ZoneBinding {
  const { VpcId: vpcId = "", RegionId: region, VpcType: type = "STANDARD" } = given;
  if (vpcId === "" || (type !== "STANDARD" && type !== "EDS")) throw new ApiError(invalidParameter);
  const found = findVpc(call.state, vpcId);
  if (found === undefined) throw new ApiError(vpcNotExists);
  const { vpc, owner } = found;
  if (region !== undefined && region !== vpc.region && call.settings.wrongVpcRegion === "refused")
    throw new ApiError(vpcNotExists);
  const own = owner === call.account.id;
  const rebound = before.some((binding) => binding.vpcId === vpcId);
  if (!own && !(rebound && call.settings.foreignVpcRebind === "allowed")) throw new ApiError(vpcNotAuthorized);
  return { vpcId, region: region ?? vpc.region, type, userId: own ? null : owner };
}
