import { ramErrors } from "./errors.ts";
import { policyOf } from "./find.ts";
import { policyName, policyType, ramAction } from "./ram-action.ts";
import { versionView } from "./views.ts";

export const listPolicyVersions = ramAction({
  name: "ListPolicyVersions",
  access: "read",
  parameters: { ...policyName, ...policyType },
  errors: [ramErrors.policyName, ramErrors.policyType, ramErrors.policyNotFound],
  run(call) {
    const { parameters } = call;
    const policy = policyOf(call, parameters.string("PolicyType") ?? "", parameters.string("PolicyName") ?? "");
    return { PolicyVersions: { PolicyVersion: policy.versions.map((version) => versionView(policy, version)) } };
  },
});
