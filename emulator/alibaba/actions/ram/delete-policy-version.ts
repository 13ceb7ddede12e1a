import { ApiError } from "../../action.ts";
import { ramErrors } from "./errors.ts";
import { customPolicyOf, versionOf } from "./find.ts";
import { policyName, ramAction, versionId } from "./ram-action.ts";

export const deletePolicyVersion = ramAction({
  name: "DeletePolicyVersion",
  access: "write",
  parameters: { ...policyName, ...versionId },
  errors: [ramErrors.policyName, ramErrors.policyNotFound, ramErrors.versionNotFound, ramErrors.defaultVersion],
  run(call) {
    const policy = customPolicyOf(call);
    const version = versionOf(call, policy);
    if (version.id === policy.defaultVersion) throw new ApiError(ramErrors.defaultVersion);
    policy.versions.splice(policy.versions.indexOf(version), 1);
    return {};
  },
});
