import { camAction, policyParameters, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { policyOf, roleOf } from "./find.ts";

/** A policy that is not attached stays so. */
export const detachRolePolicy = camAction({
  name: "DetachRolePolicy",
  access: "write",
  parameters: { ...policyParameters, ...roleParameters("Detach") },
  errors: camRefusals.errorsOf(
    "InvalidParameter.ParamError",
    "InvalidParameter.PolicyIdNotExist",
    "InvalidParameter.RoleNotExist",
  ),
  run(call) {
    const { attached } = roleOf(call, "Detach");
    const { type, name } = policyOf(call);
    const at = attached.findIndex((one) => one.type === type && one.name === name);
    if (at !== -1) attached.splice(at, 1);
    return {};
  },
});
