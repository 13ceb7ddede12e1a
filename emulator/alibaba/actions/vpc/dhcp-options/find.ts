import { type ActionCall, ApiError } from "../../../action.ts";
import type { DhcpOptionsSet, Vpc } from "../../../state.ts";
import { inRegion } from "../find.ts";
import { dhcpErrors } from "./errors.ts";

/** The caller's set of parameter `DhcpOptionsSetId` in the call's region; throws `ApiError`. */
export function setOf(call: ActionCall): DhcpOptionsSet {
  const set = call.account.dhcpOptionsSets.get(call.parameters.string("DhcpOptionsSetId") ?? "");
  if (set === undefined || !inRegion(call, set)) throw new ApiError(dhcpErrors.notFound);
  return set;
}

/** As `setOf`, and nothing is under way with it; throws `ApiError`. */
export function readySetOf(call: ActionCall): DhcpOptionsSet {
  const set = setOf(call);
  if (set.status !== "Available") throw new ApiError(dhcpErrors.notReady);
  return set;
}

/** The caller's VPC of parameter `VpcId`, whose set is not being changed; throws `ApiError`. */
export function readyVpcOf(call: ActionCall): Vpc {
  const vpc = call.account.vpcs.get(call.parameters.string("VpcId") ?? "");
  if (vpc === undefined || !inRegion(call, vpc)) throw new ApiError(dhcpErrors.vpcNotFound);
  if (vpc.dhcpOptionsSetNext !== null) throw new ApiError(dhcpErrors.vpcNotReady);
  return vpc;
}
