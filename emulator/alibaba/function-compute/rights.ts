import type { World } from "../../world.ts";
import { ApiError } from "../action.ts";
import { createAuthorize } from "../rights/authorize.ts";
import type { Identity } from "../state.ts";

interface AskedRight {
  readonly identity: Identity;
  /** Such as `fc:InvokeFunction`. */
  readonly right: string;
  /** Empty for all of them. */
  readonly functionName: string;
  readonly triggerName?: string;
  readonly region: string;
}

/** Throws `ApiError` unless the caller may do it to the function or trigger. */
export function checkFunctionRight(world: World, asked: AskedRight): void {
  const { identity, right, functionName, triggerName, region } = asked;
  const authorize = createAuthorize(world.alibaba, world.credentials);
  const trigger = triggerName === undefined ? "" : `/triggers/${triggerName}`;
  const resource = `acs:fc:${region}:${identity.account}:functions/${functionName === "" ? "*" : functionName}${trigger}`;
  if (authorize(identity, right, resource).allowed) return;
  throw new ApiError({
    status: 403,
    code: "AccessDenied",
    message: `the caller is not authorized to perform '${right}' on resource '${resource}'`,
  });
}
