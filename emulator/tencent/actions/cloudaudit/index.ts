import type { TencentAction } from "../../action.ts";

export const cloudauditActions: readonly TencentAction[] = [];
