import { ApiError } from "../../action.ts";
import { ramErrors } from "./errors.ts";
import { ownRoleOf } from "./find.ts";
import { ramAction, roleName } from "./ram-action.ts";

export const deleteRole = ramAction({
  name: "DeleteRole",
  access: "write",
  parameters: roleName,
  errors: [ramErrors.roleName, ramErrors.roleNotFound, ramErrors.roleHasPolicies, ramErrors.serviceLinked],
  run(call) {
    const role = ownRoleOf(call);
    if (role.attached.length > 0) throw new ApiError(ramErrors.roleHasPolicies);
    call.account.roles.delete(role.name.toLowerCase());
    return {};
  },
});
