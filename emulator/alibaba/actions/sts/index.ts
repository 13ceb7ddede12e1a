import type { Action } from "../../action.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

/** Security Token Service 2015-04-01. */
export const stsActions: readonly Action[] = [getCallerIdentity, assumeRole];
