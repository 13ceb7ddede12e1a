import type { Action } from "../../action.ts";

export const crActions: readonly Action[] = [];
