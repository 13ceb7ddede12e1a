import type { TencentAction } from "../../action.ts";

export const vpcActions: readonly TencentAction[] = [];
