import type { TencentAction } from "../../action.ts";

export const tcrActions: readonly TencentAction[] = [];
