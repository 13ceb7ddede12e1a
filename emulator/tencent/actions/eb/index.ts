import type { TencentAction } from "../../action.ts";

export const ebActions: readonly TencentAction[] = [];
