import type { TencentAction } from "../../action.ts";

export const tagActions: readonly TencentAction[] = [];
