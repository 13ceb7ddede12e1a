import type { TencentAction } from "../../action.ts";

export const stsActions: readonly TencentAction[] = [];
