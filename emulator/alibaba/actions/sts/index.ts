import type { Action } from "../../action.ts";

export const stsActions: readonly Action[] = [];
