import { camAction, description, descriptionOf, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { ownRoleOf } from "./find.ts";

export const updateRoleDescription = camAction({
  name: "UpdateRoleDescription",
  access: "write",
  parameters: { Description: { ...description, required: true }, ...roleParameters() },
  errors: camRefusals.errorsOf(
    "InvalidParameter.RoleNotExist",
    "InvalidParameter.ParamError",
    "InvalidParameter.DescriptionLengthOverlimit",
  ),
  run(call) {
    const role = ownRoleOf(call);
    role.description = descriptionOf(call);
    role.updatedAt = call.clock.now();
    return {};
  },
});
