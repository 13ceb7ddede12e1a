import { ApiError } from "../../action.ts";
import { parseTrust } from "../../rights/document.ts";
import { newRole } from "../../rights/role.ts";
import { ramErrors } from "./errors.ts";
import { description, ramAction, roleName, sessionDuration } from "./ram-action.ts";
import { roleView } from "./views.ts";

export const createRole = ramAction({
  name: "CreateRole",
  access: "write",
  parameters: {
    ...roleName,
    AssumeRolePolicyDocument: { type: "string", required: true, means: "who may assume it, JSON text" },
    ...description,
    MaxSessionDuration: { ...sessionDuration, default: 3600 },
  },
  errors: [ramErrors.roleName, ramErrors.session, ramErrors.malformedPolicy, ramErrors.roleExists],
  run({ account, parameters, clock }) {
    const name = parameters.string("RoleName") ?? "";
    const trust = parameters.string("AssumeRolePolicyDocument") ?? "";
    parseTrust(trust);
    if (account.roles.has(name.toLowerCase())) throw new ApiError(ramErrors.roleExists);
    const role = newRole({
      name,
      trust,
      now: clock.now(),
      description: parameters.string("Description") ?? "",
      maxSessionSeconds: parameters.integer("MaxSessionDuration") ?? 3600,
    });
    account.roles.set(name.toLowerCase(), role);
    return { Role: roleView(account.id, role) };
  },
});
