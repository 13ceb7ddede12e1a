import type { TencentAction } from "../../action.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getFederationToken } from "./get-federation-token.ts";

/** Security Token Service 2018-08-13. */
export const stsActions: readonly TencentAction[] = [assumeRole, getCallerIdentity, getFederationToken];
