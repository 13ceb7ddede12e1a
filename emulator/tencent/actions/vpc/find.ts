import { RefusedError, type TencentCall } from "../../action.ts";
import type { TencentSubnet, TencentVpc } from "../../state.ts";
import { vpcErrors } from "./errors.ts";

/** Ids are a prefix, `vpc` or `subnet`, and 8 lower-case letters and digits; throws `RefusedError`. */
export function checkId(prefix: "vpc" | "subnet" | "eni", id: string): void {
  if (!new RegExp(`^${prefix}-[a-z0-9]{8}$`).test(id))
    throw new RefusedError({ ...vpcErrors.malformed, message: `The id \`${id}\` is malformed.` });
}

/** The caller's VPC in the call's region; throws `RefusedError`. */
export function findVpc(call: TencentCall, id: string): TencentVpc {
  checkId("vpc", id);
  return inRegion(call, call.account.vpcs.get(id)) ?? refuseUnknown(id);
}

/** The caller's subnet in the call's region; throws `RefusedError`. */
export function findSubnet(call: TencentCall, id: string): TencentSubnet {
  checkId("subnet", id);
  return inRegion(call, call.account.subnets.get(id)) ?? refuseUnknown(id);
}

export function subnetsOf({ account }: TencentCall, vpcId: string): readonly TencentSubnet[] {
  return [...account.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
}

export function refuseUnknown(id: string): never {
  throw new RefusedError({ ...vpcErrors.notFound, message: `The resource \`${id}\` is not found.` });
}

function inRegion<T extends { readonly region: string }>(call: TencentCall, found: T | undefined): T | undefined {
  return found?.region === call.region ? found : undefined;
}
