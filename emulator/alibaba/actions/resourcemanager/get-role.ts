import { type Action, type ActionCall, ApiError, action } from "../../action.ts";
import { roleArn, roleId } from "../../rights/role.ts";
import type { Role } from "../../state.ts";
import { roleErrors } from "./errors.ts";

export const getRole: Action = action({
  product: "resourcemanager",
  version: "2020-03-31",
  name: "GetRole",
  access: "read",
  parameters: {
    RoleName: {
      type: "string",
      required: true,
      pattern: /^[A-Za-z0-9._-]{1,64}$/,
      invalid: roleErrors.roleName,
      means: "the role, in any case",
    },
    Language: { type: "string", means: "accepted, without effect" },
  },
  errors: [roleErrors.roleName, roleErrors.roleNotFound],
  run(call) {
    const role = call.account.roles.get((call.parameters.string("RoleName") ?? "").toLowerCase());
    if (role === undefined) throw new ApiError(roleErrors.roleNotFound);
    return {
      Role: {
        ...roleView(call, role),
        UpdateDate: date(role.updatedAt),
        MaxSessionDuration: role.maxSessionSeconds,
      },
    };
  },
});

/** What every answer of this product says of a role. */
export function roleView({ account }: ActionCall, role: Role): Readonly<Record<string, unknown>> {
  return {
    RoleId: roleId(account.id, role.name),
    RoleName: role.name,
    Arn: roleArn(account.id, role.name),
    Description: role.description,
    AssumeRolePolicyDocument: role.trust,
    CreateDate: date(role.createdAt),
    IsServiceLinkedRole: role.serviceName !== null,
    ...(role.serviceName !== null && { RolePrincipalName: role.serviceName }),
  };
}

function date(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
