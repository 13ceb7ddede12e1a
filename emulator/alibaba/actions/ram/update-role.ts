import { parseTrust } from "../../rights/document.ts";
import { ramErrors } from "./errors.ts";
import { ownRoleOf } from "./find.ts";
import { description, ramAction, roleName, sessionDuration } from "./ram-action.ts";
import { roleView } from "./views.ts";

export const updateRole = ramAction({
  name: "UpdateRole",
  access: "write",
  parameters: {
    ...roleName,
    NewAssumeRolePolicyDocument: { type: "string", means: "who may assume it, JSON text" },
    NewDescription: description.Description,
    NewMaxSessionDuration: sessionDuration,
  },
  errors: [
    ramErrors.roleName,
    ramErrors.session,
    ramErrors.malformedPolicy,
    ramErrors.roleNotFound,
    ramErrors.serviceLinked,
  ],
  run(call) {
    const { parameters } = call;
    const role = ownRoleOf(call);
    const trust = parameters.string("NewAssumeRolePolicyDocument") ?? role.trust;
    parseTrust(trust);
    role.trust = trust;
    role.description = parameters.string("NewDescription") ?? role.description;
    role.maxSessionSeconds = parameters.integer("NewMaxSessionDuration") ?? role.maxSessionSeconds;
    role.updatedAt = call.clock.now();
    return { Role: roleView(call.account.id, role) };
  },
});
