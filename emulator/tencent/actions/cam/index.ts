import type { TencentAction } from "../../action.ts";
import { attachRolePolicy } from "./attach-role-policy.ts";
import { createPolicy } from "./create-policy.ts";
import { createRole } from "./create-role.ts";
import { createServiceLinkedRole } from "./create-service-linked-role.ts";
import { deletePolicy } from "./delete-policy.ts";
import { deleteRole } from "./delete-role.ts";
import { describeRoleList } from "./describe-role-list.ts";
import { detachRolePolicy } from "./detach-role-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { getRole } from "./get-role.ts";
import { getUserAppId } from "./get-user-app-id.ts";
import { listAttachedRolePolicies } from "./list-attached-role-policies.ts";
import { listPolicies } from "./list-policies.ts";
import { updateAssumeRolePolicy } from "./update-assume-role-policy.ts";
import { updatePolicy } from "./update-policy.ts";
import { updateRoleDescription } from "./update-role-description.ts";

/** Cloud Access Management 2019-01-16. */
export const camActions: readonly TencentAction[] = [
  createRole,
  getRole,
  describeRoleList,
  updateRoleDescription,
  updateAssumeRolePolicy,
  deleteRole,
  createServiceLinkedRole,
  createPolicy,
  getPolicy,
  updatePolicy,
  deletePolicy,
  listPolicies,
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
  getUserAppId,
];
