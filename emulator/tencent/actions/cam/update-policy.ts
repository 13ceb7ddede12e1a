import { parsePolicy } from "../../rights/document.ts";
import { camAction, description, descriptionOf, policyParameters } from "./cam-action.ts";
import { longestDocument } from "./create-policy.ts";
import { camRefusals, documentErrors } from "./errors.ts";
import { ownPolicyOf } from "./find.ts";

export const updatePolicy = camAction({
  name: "UpdatePolicy",
  access: "write",
  parameters: {
    ...policyParameters,
    Description: description,
    PolicyDocument: { type: "string", means: "grammar 2.0, JSON text" },
    Alias: { type: "string", means: "a note on one of the vendor's policies: refused" },
  },
  errors: [
    ...camRefusals.errorsOf(
      "InvalidParameter.ParamError",
      "InvalidParameter.PolicyIdError",
      "InvalidParameter.PolicyIdNotExist",
      "InvalidParameter.PolicyDocumentLengthOverLimit",
      "InvalidParameter.DescriptionLengthOverlimit",
    ),
    ...documentErrors,
  ],
  run(call) {
    const { parameters, clock } = call;
    if ((parameters.string("Alias") ?? "") !== "") return camRefusals.refuse("InvalidParameter.ParamError");
    const policy = ownPolicyOf(call);
    const text = parameters.string("PolicyDocument");
    if (text !== undefined && text.length > longestDocument)
      return camRefusals.refuse("InvalidParameter.PolicyDocumentLengthOverLimit");
    if (text !== undefined) parsePolicy(text);
    const about = parameters.has("Description") ? descriptionOf(call) : policy.description;
    policy.document = text ?? policy.document;
    policy.description = about;
    policy.updatedAt = clock.now();
    return parameters.has("PolicyName") ? { PolicyId: policy.id } : {};
  },
});
