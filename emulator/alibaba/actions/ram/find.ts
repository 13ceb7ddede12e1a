import { type ActionCall, ApiError } from "../../action.ts";
import { systemPolicies } from "../../rights/system-policies.ts";
import type { AttachedPolicy, CustomPolicy, PolicyVersion, Role } from "../../state.ts";
import { ramErrors } from "./errors.ts";

/** The role of `RoleName`; throws `ApiError`. */
export function roleOf({ account, parameters }: ActionCall): Role {
  const role = account.roles.get((parameters.string("RoleName") ?? "").toLowerCase());
  if (role === undefined) throw new ApiError(ramErrors.roleNotFound);
  return role;
}

/** The role of `RoleName`, which no service owns; throws `ApiError`. */
export function ownRoleOf(call: ActionCall): Role {
  const role = roleOf(call);
  if (role.serviceName !== null) throw new ApiError(ramErrors.serviceLinked);
  return role;
}

/** The account's own policy of `PolicyName`; throws `ApiError`. */
export function customPolicyOf({ account, parameters }: ActionCall): CustomPolicy {
  const policy = account.policies.get(parameters.string("PolicyName") ?? "");
  if (policy === undefined) throw new ApiError(ramErrors.policyNotFound);
  return policy;
}

/** A policy of either kind, the vendor's in the form of the account's own. */
export function policyOf({ account }: ActionCall, type: string, name: string): CustomPolicy {
  const policy = type === "System" ? systemPolicy(name) : account.policies.get(name);
  if (policy === undefined) throw new ApiError(ramErrors.policyNotFound);
  return policy;
}

function systemPolicy(name: string): CustomPolicy | undefined {
  const policy = systemPolicies.get(name);
  if (policy === undefined) return undefined;
  const { description, text } = policy;
  const versions = [{ id: "v1", createdAt: 0, document: text }];
  return { name, description, createdAt: 0, updatedAt: 0, defaultVersion: "v1", versions, made: 1 };
}

/** The version of `VersionId`; throws `ApiError`. */
export function versionOf({ parameters }: ActionCall, policy: CustomPolicy): PolicyVersion {
  return versionNamed(policy, parameters.string("VersionId") ?? "");
}

export function versionNamed(policy: CustomPolicy, id: string): PolicyVersion {
  const version = policy.versions.find((one) => one.id === id);
  if (version === undefined) throw new ApiError(ramErrors.versionNotFound);
  return version;
}

/** Whether an attachment is that of `PolicyType` and `PolicyName`. */
export function isAsked({ parameters }: ActionCall): (one: AttachedPolicy) => boolean {
  return ({ type, name }) => type === parameters.string("PolicyType") && name === parameters.string("PolicyName");
}

/** How many users and roles have the policy. */
export function attachments({ account }: ActionCall, type: string, name: string): number {
  return [...account.users, ...account.roles.values()].filter(({ attached }) =>
    attached.some((one) => one.type === type && one.name === name),
  ).length;
}
