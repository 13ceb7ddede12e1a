import { ramErrors } from "./errors.ts";
import { customPolicyOf, versionOf } from "./find.ts";
import { policyName, ramAction, versionId } from "./ram-action.ts";

export const setDefaultPolicyVersion = ramAction({
  name: "SetDefaultPolicyVersion",
  access: "write",
  parameters: { ...policyName, ...versionId },
  errors: [ramErrors.policyName, ramErrors.policyNotFound, ramErrors.versionNotFound],
  run(call) {
    const policy = customPolicyOf(call);
    policy.defaultVersion = versionOf(call, policy).id;
    policy.updatedAt = call.clock.now();
    return {};
  },
});
