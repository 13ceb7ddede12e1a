import { ApiError } from "../../action.ts";
import { newPolicy } from "../../rights/custom-policy.ts";
import { ramErrors } from "./errors.ts";
import { description, policyDocument, policyName, ramAction } from "./ram-action.ts";
import { policyView } from "./views.ts";

export const createPolicy = ramAction({
  name: "CreatePolicy",
  access: "write",
  parameters: { ...policyName, ...policyDocument, ...description },
  errors: [ramErrors.policyName, ramErrors.policyLength, ramErrors.malformedPolicy, ramErrors.policyExists],
  run({ account, parameters, clock }) {
    const policy = newPolicy({
      name: parameters.string("PolicyName") ?? "",
      document: parameters.string("PolicyDocument") ?? "",
      description: parameters.string("Description") ?? "",
      now: clock.now(),
    });
    if (account.policies.has(policy.name)) throw new ApiError(ramErrors.policyExists);
    account.policies.set(policy.name, policy);
    return { Policy: policyView(policy, "Custom") };
  },
});
