import { ramErrors } from "./errors.ts";
import { attachments, policyOf, versionNamed } from "./find.ts";
import { policyName, policyType, ramAction } from "./ram-action.ts";
import { policyView, versionView } from "./views.ts";

export const getPolicy = ramAction({
  name: "GetPolicy",
  access: "read",
  parameters: { ...policyName, ...policyType },
  errors: [ramErrors.policyName, ramErrors.policyType, ramErrors.policyNotFound],
  run(call) {
    const type = call.parameters.string("PolicyType") ?? "";
    const policy = policyOf(call, type, call.parameters.string("PolicyName") ?? "");
    return {
      Policy: { ...policyView(policy, type), AttachmentCount: attachments(call, type, policy.name) },
      DefaultPolicyVersion: versionView(policy, versionNamed(policy, policy.defaultVersion)),
    };
  },
});
