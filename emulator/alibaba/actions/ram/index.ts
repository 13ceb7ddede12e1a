import type { Action } from "../../action.ts";
import { attachPolicyToRole } from "./attach-policy-to-role.ts";
import { createPolicy } from "./create-policy.ts";
import { createPolicyVersion } from "./create-policy-version.ts";
import { createRole } from "./create-role.ts";
import { deletePolicy } from "./delete-policy.ts";
import { deletePolicyVersion } from "./delete-policy-version.ts";
import { deleteRole } from "./delete-role.ts";
import { detachPolicyFromRole } from "./detach-policy-from-role.ts";
import { getPolicy } from "./get-policy.ts";
import { getRole } from "./get-role.ts";
import { listPoliciesForRole } from "./list-policies-for-role.ts";
import { listPolicyVersions } from "./list-policy-versions.ts";
import { listRoles } from "./list-roles.ts";
import { setDefaultPolicyVersion } from "./set-default-policy-version.ts";
import { updateRole } from "./update-role.ts";

/** Resource Access Management 2015-05-01. */
export const ramActions: readonly Action[] = [
  createRole,
  getRole,
  listRoles,
  updateRole,
  deleteRole,
  createPolicy,
  getPolicy,
  deletePolicy,
  createPolicyVersion,
  listPolicyVersions,
  deletePolicyVersion,
  setDefaultPolicyVersion,
  attachPolicyToRole,
  detachPolicyFromRole,
  listPoliciesForRole,
];
