import { camAction, policyParameters, roleParameters } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { policyOf, roleOf } from "./find.ts";

/** A policy that is attached already stays so. */
export const attachRolePolicy = camAction({
  name: "AttachRolePolicy",
  access: "write",
  parameters: { ...policyParameters, ...roleParameters("Attach") },
  errors: camRefusals.errorsOf(
    "InvalidParameter.ParamError",
    "InvalidParameter.PolicyIdNotExist",
    "InvalidParameter.RoleNotExist",
  ),
  run(call) {
    const role = roleOf(call, "Attach");
    const { type, name } = policyOf(call);
    if (!role.attached.some((one) => one.type === type && one.name === name))
      role.attached.push({ type, name, at: call.clock.now() });
    return {};
  },
});
