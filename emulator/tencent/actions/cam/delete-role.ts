import { camAction, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { ownRoleOf } from "./find.ts";

/** Policies that are attached to it are detached. */
export const deleteRole = camAction({
  name: "DeleteRole",
  access: "write",
  parameters: roleParameters(),
  errors: camRefusals.errorsOf("InvalidParameter.RoleNotExist", "InvalidParameter.ParamError"),
  run(call) {
    call.account.roles.delete(ownRoleOf(call).name);
    return {};
  },
});
