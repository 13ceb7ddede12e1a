import { type ActionCall, ApiError } from "../../action.ts";
import type { Vpc, VSwitch } from "../../state.ts";
import { vpcErrors, vpcNotFound } from "./errors.ts";

/** The caller's VPC of that id in the call's region; throws `ApiError`. */
export function findVpc(call: ActionCall, id: string): Vpc {
  const vpc = call.account.vpcs.get(id);
  if (vpc === undefined || !inRegion(call, vpc)) throw new ApiError(vpcNotFound(call.settings));
  return vpc;
}

/** The caller's vSwitch of that id in the call's region; throws `ApiError`. */
export function findVSwitch(call: ActionCall, id: string): VSwitch {
  const vswitch = call.account.vswitches.get(id);
  if (vswitch === undefined || !inRegion(call, vswitch)) throw new ApiError(vpcErrors.vswitchNotFound);
  return vswitch;
}

/** A call that names no region, which only a request to the loopback address can be, sees all of them. */
export function inRegion(call: ActionCall, { region }: { readonly region: string }): boolean {
  return call.regionFrom === "default" || call.region === region;
}

export function vswitchesOf(call: ActionCall, vpcId: string): readonly VSwitch[] {
  return [...call.account.vswitches.values()].filter((vswitch) => vswitch.vpcId === vpcId);
}

/** A list shows a new resource only once it is older than the read lag. */
export function isListed(call: ActionCall, { createdAt }: { readonly createdAt: number }): boolean {
  return createdAt + call.settings.readLagMs <= call.clock.now();
}
