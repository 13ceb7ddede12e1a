import { ApiError } from "../../action.ts";
import { ramErrors } from "./errors.ts";
import { isAsked, ownRoleOf, policyOf } from "./find.ts";
import { policyName, policyType, ramAction, roleName } from "./ram-action.ts";

export const attachPolicyToRole = ramAction({
  name: "AttachPolicyToRole",
  access: "write",
  parameters: { ...policyType, ...policyName, ...roleName },
  errors: [
    ramErrors.roleName,
    ramErrors.policyName,
    ramErrors.policyType,
    ramErrors.roleNotFound,
    ramErrors.policyNotFound,
    ramErrors.attachedAlready,
    ramErrors.serviceLinked,
  ],
  run(call) {
    const role = ownRoleOf(call);
    const type = call.parameters.string("PolicyType") === "System" ? "System" : "Custom";
    const { name } = policyOf(call, type, call.parameters.string("PolicyName") ?? "");
    if (role.attached.some(isAsked(call))) throw new ApiError(ramErrors.attachedAlready);
    role.attached.push({ type, name, at: call.clock.now() });
    return {};
  },
});
