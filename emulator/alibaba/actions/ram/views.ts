import { roleArn, roleId } from "../../rights/role.ts";
import type { CustomPolicy, PolicyVersion, Role } from "../../state.ts";

export function date(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A role as lists show it: without its trust policy. */
export function roleSummary(account: string, role: Role): Readonly<Record<string, unknown>> {
  return {
    RoleId: roleId(account, role.name),
    RoleName: role.name,
    Arn: roleArn(account, role.name),
    Description: role.description,
    CreateDate: date(role.createdAt),
    UpdateDate: date(role.updatedAt),
    MaxSessionDuration: role.maxSessionSeconds,
  };
}

export function roleView(account: string, role: Role): Readonly<Record<string, unknown>> {
  return { ...roleSummary(account, role), AssumeRolePolicyDocument: role.trust };
}

export function policyView(policy: CustomPolicy, type: string): Readonly<Record<string, unknown>> {
  return {
    PolicyName: policy.name,
    PolicyType: type,
    Description: policy.description,
    DefaultVersion: policy.defaultVersion,
    CreateDate: date(policy.createdAt),
    UpdateDate: date(policy.updatedAt),
  };
}

export function versionView(policy: CustomPolicy, version: PolicyVersion): Readonly<Record<string, unknown>> {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersion,
    PolicyDocument: version.document,
    CreateDate: date(version.createdAt),
  };
}
