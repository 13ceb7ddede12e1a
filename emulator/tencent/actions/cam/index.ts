import type { TencentAction } from "../../action.ts";

export const camActions: readonly TencentAction[] = [];
