import { newTencentPolicy } from "../../rights/custom-policy.ts";
import { presetPolicies } from "../../rights/preset-policies.ts";
import { camAction, description, descriptionOf, policyDocument, tagList, tagsOf } from "./cam-action.ts";
import { camRefusals, documentErrors } from "./errors.ts";

/** Characters of a policy. */
export const longestDocument = 6_144;

export const createPolicy = camAction({
  name: "CreatePolicy",
  access: "write",
  parameters: {
    PolicyName: { type: "string", required: true, means: "1 to 128 letters, digits and +=,.@-_" },
    PolicyDocument: policyDocument,
    Description: description,
    Tags: tagList,
  },
  errors: [
    ...camRefusals.errorsOf(
      "FailedOperation.PolicyNameInUse",
      "InvalidParameter.PolicyNameError",
      "InvalidParameter.PolicyDocumentLengthOverLimit",
      "InvalidParameter.DescriptionLengthOverlimit",
      "InvalidParameter.TagParamError",
    ),
    ...documentErrors,
  ],
  run(call) {
    const { account, parameters, clock, ids } = call;
    const name = parameters.string("PolicyName") ?? "";
    const document = parameters.string("PolicyDocument") ?? "";
    if (!/^[A-Za-z0-9+=,.@_-]{1,128}$/.test(name)) return camRefusals.refuse("InvalidParameter.PolicyNameError");
    if (document.length > longestDocument) return camRefusals.refuse("InvalidParameter.PolicyDocumentLengthOverLimit");
    if (account.policies.has(name) || presetPolicies.has(name))
      return camRefusals.refuse("FailedOperation.PolicyNameInUse");
    const policy = newTencentPolicy({
      name,
      document,
      ids,
      now: clock.now(),
      description: descriptionOf(call),
      tags: tagsOf(call),
    });
    account.policies.set(name, policy);
    return { PolicyId: policy.id };
  },
});
