import type { TencentAction } from "../../action.ts";

export const privatednsActions: readonly TencentAction[] = [];
