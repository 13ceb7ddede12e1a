import type { TencentAction, TencentCall } from "../action.ts";
import type { TencentKeys } from "../keys.ts";
import type { TencentState } from "../state.ts";
import { createDecide } from "./decide.ts";
import { denied } from "./denied.ts";
import { requiredRights } from "./required.ts";
import { nameOf } from "./resource.ts";

/** Throws `RefusedError` for the first right that the caller lacks; parameters may be as they were sent. */
export type TencentAuthorize = (action: TencentAction, call: TencentCall) => void;

/** The check of rights that every call of the emulated Tencent Cloud passes. */
export function createTencentAuthorize(world: {
  readonly tencent: TencentState;
  readonly tencentKeys: Pick<TencentKeys, "find">;
}): TencentAuthorize {
  const decide = createDecide(world.tencent, world.tencentKeys);
  return (action, call) => {
    const { identity, sourceIp, settings } = call;
    for (const right of requiredRights({ action, call }))
      for (const resource of right.resources ?? [null]) {
        if (decide({ identity, action: right.action, resource, sourceIp })) continue;
        const told = resource === null ? "*" : nameOf(resource);
        throw denied(action.product, { action: right.action, resource: told }, settings);
      }
  };
}
