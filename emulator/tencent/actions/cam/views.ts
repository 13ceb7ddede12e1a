import { roleArn } from "../../rights/role.ts";
import type { TencentAttachedPolicy, TencentRole } from "../../state.ts";
import { dateAndTime } from "../../times.ts";
import type { FoundPolicy } from "./find.ts";

/** 1 for a policy of the account's own, 2 for one of the vendor's. */
export function typeNumber({ type }: Pick<FoundPolicy, "type">): 1 | 2 {
  return type === "User" ? 1 : 2;
}

export function tagsView(
  tags: ReadonlyMap<string, string>,
): readonly { readonly Key: string; readonly Value: string }[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** `RoleInfo`. */
export function roleView(uin: string, role: TencentRole): Readonly<Record<string, unknown>> {
  return {
    RoleId: role.id,
    RoleName: role.name,
    PolicyDocument: role.trust,
    Description: role.description,
    AddTime: dateAndTime(role.createdAt),
    UpdateTime: dateAndTime(role.updatedAt),
    ConsoleLogin: role.consoleLogin ? 1 : 0,
    RoleType: role.type,
    SessionDuration: role.maxSessionSeconds,
    DeletionTaskId: "",
    Tags: tagsView(role.tags),
    RoleArn: roleArn(uin, role),
  };
}

/** `StrategyInfo`. @param holders how many users and roles have it */
export function strategyView(policy: FoundPolicy, holders: number): Readonly<Record<string, unknown>> {
  return {
    PolicyId: policy.id,
    PolicyName: policy.name,
    AddTime: dateAndTime(policy.createdAt),
    Type: typeNumber(policy),
    Description: policy.description,
    CreateMode: 2,
    Attachments: holders,
    ServiceType: "",
    IsAttached: null,
    Deactived: 0,
    DeactivedDetail: [],
    IsServiceLinkedPolicy: 0,
    AttachEntityCount: holders,
    AttachEntityBoundaryCount: 0,
    UpdateTime: dateAndTime(policy.updatedAt),
    Tags: tagsView(policy.tags),
    PermissionLevel:
      policy.name === "AdministratorAccess" || policy.name === "ReadOnlyAccess" ? "Global" : "CloudProduct",
  };
}

/** `AttachedPolicyOfRole`. */
export function attachedView(
  { type, name, at }: TencentAttachedPolicy,
  policy: FoundPolicy | undefined,
): Readonly<Record<string, unknown>> {
  return {
    PolicyId: policy?.id ?? 0,
    PolicyName: name,
    AddTime: dateAndTime(at),
    PolicyType: type,
    CreateMode: 2,
    Deactived: 0,
    DeactivedDetail: [],
    Description: policy?.description ?? "",
  };
}
