import { camAction, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { roleOf } from "./find.ts";
import { roleView } from "./views.ts";

export const getRole = camAction({
  name: "GetRole",
  access: "read",
  parameters: roleParameters(),
  errors: camRefusals.errorsOf("InvalidParameter.RoleNotExist", "InvalidParameter.ParamError"),
  run: (call) => ({ RoleInfo: roleView(call.account.uin, roleOf(call)) }),
});
