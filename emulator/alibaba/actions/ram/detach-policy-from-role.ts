import { ApiError } from "../../action.ts";
import { ramErrors } from "./errors.ts";
import { isAsked, ownRoleOf } from "./find.ts";
import { policyName, policyType, ramAction, roleName } from "./ram-action.ts";

export const detachPolicyFromRole = ramAction({
  name: "DetachPolicyFromRole",
  access: "write",
  parameters: { ...policyType, ...policyName, ...roleName },
  errors: [
    ramErrors.roleName,
    ramErrors.policyName,
    ramErrors.policyType,
    ramErrors.roleNotFound,
    ramErrors.notAttached,
    ramErrors.serviceLinked,
  ],
  run(call) {
    const role = ownRoleOf(call);
    const at = role.attached.findIndex(isAsked(call));
    if (at === -1) throw new ApiError(ramErrors.notAttached);
    role.attached.splice(at, 1);
    return {};
  },
});
