import type { TencentAction } from "../../action.ts";

export const scfActions: readonly TencentAction[] = [];
