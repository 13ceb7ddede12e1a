import type { Action } from "../../action.ts";
import { createServiceLinkedRole } from "./create-service-linked-role.ts";
import { getResourceDirectory } from "./get-resource-directory.ts";
import { getRole } from "./get-role.ts";
import { listAccounts } from "./list-accounts.ts";

/** Resource Management 2020-03-31. */
export const resourceManagerActions: readonly Action[] = [
  getRole,
  createServiceLinkedRole,
  listAccounts,
  getResourceDirectory,
];
