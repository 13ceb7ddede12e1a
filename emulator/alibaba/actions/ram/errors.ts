import type { ActionError } from "../../action.ts";

/** Refusals of Resource Access Management. */
export const ramErrors = {
  roleName: {
    status: 400,
    code: "InvalidParameter.RoleName.InvalidChars",
    message: "The parameter RoleName contains invalid chars.",
  },
  policyName: {
    status: 400,
    code: "InvalidParameter.PolicyName.InvalidChars",
    message: "The parameter PolicyName contains invalid chars.",
  },
  policyType: {
    status: 400,
    code: "InvalidParameter.PolicyType",
    message: "The parameter PolicyType must be System or Custom.",
  },
  session: {
    status: 400,
    code: "InvalidParameter.MaxSessionDuration",
    message: "The parameter MaxSessionDuration must be from 3600 to 43200.",
  },
  malformedPolicy: {
    status: 400,
    code: "MalformedPolicyDocument",
    message: "The policy document is malformed.",
  },
  policyLength: {
    status: 400,
    code: "InvalidParameter.PolicyDocument.Length",
    message: "The parameter PolicyDocument is beyond the length limit.",
  },
  roleNotFound: { status: 404, code: "EntityNotExist.Role", message: "The role does not exist." },
  policyNotFound: { status: 404, code: "EntityNotExist.Policy", message: "The policy does not exist." },
  versionNotFound: {
    status: 404,
    code: "EntityNotExist.Policy.Version",
    message: "The policy version does not exist.",
  },
  notAttached: {
    status: 404,
    code: "EntityNotExist.Role.Policy",
    message: "The policy is not attached to the role.",
  },
  roleExists: { status: 409, code: "EntityAlreadyExists.Role", message: "The role already exists." },
  policyExists: { status: 409, code: "EntityAlreadyExists.Policy", message: "The policy already exists." },
  attachedAlready: {
    status: 409,
    code: "EntityAlreadyExists.Role.Policy",
    message: "The policy has already been attached to the role.",
  },
  roleHasPolicies: {
    status: 409,
    code: "DeleteConflict.Role.Policy",
    message: "The role being deleted is attached with policies.",
  },
  policyInUse: {
    status: 409,
    code: "DeleteConflict.Policy.Role",
    message: "The policy being deleted is attached to roles.",
  },
  policyHasVersions: {
    status: 409,
    code: "DeleteConflict.Policy.Version",
    message: "The policy being deleted has other versions than its default one.",
  },
  defaultVersion: {
    status: 409,
    code: "DeleteConflict.PolicyVersion.Default",
    message: "The default version of a policy cannot be deleted.",
  },
  tooManyVersions: {
    status: 409,
    code: "LimitExceeded.Policy.Version",
    message: "The count of policy versions is beyond the limit.",
  },
  serviceLinked: {
    status: 403,
    code: "NoPermission.ServiceLinkedRole",
    message: "A service-linked role belongs to its service; this operation is not allowed on it.",
  },
} as const satisfies Record<string, ActionError>;
