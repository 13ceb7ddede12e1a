import { ramErrors } from "./errors.ts";
import { roleOf } from "./find.ts";
import { ramAction, roleName } from "./ram-action.ts";
import { roleView } from "./views.ts";

export const getRole = ramAction({
  name: "GetRole",
  access: "read",
  parameters: roleName,
  errors: [ramErrors.roleName, ramErrors.roleNotFound],
  run: (call) => ({ Role: roleView(call.account.id, roleOf(call)) }),
});
