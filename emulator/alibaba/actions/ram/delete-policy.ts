import { ApiError } from "../../action.ts";
import { ramErrors } from "./errors.ts";
import { attachments, customPolicyOf } from "./find.ts";
import { policyName, ramAction } from "./ram-action.ts";

export const deletePolicy = ramAction({
  name: "DeletePolicy",
  access: "write",
  parameters: policyName,
  errors: [ramErrors.policyName, ramErrors.policyNotFound, ramErrors.policyInUse, ramErrors.policyHasVersions],
  run(call) {
    const policy = customPolicyOf(call);
    if (attachments(call, "Custom", policy.name) > 0) throw new ApiError(ramErrors.policyInUse);
    if (policy.versions.length > 1) throw new ApiError(ramErrors.policyHasVersions);
    call.account.policies.delete(policy.name);
    return {};
  },
});
