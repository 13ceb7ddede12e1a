import { dateAndTime } from "../../times.ts";
import { camAction } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { allPolicies } from "./find.ts";
import { tagsView, typeNumber } from "./views.ts";

export const getPolicy = camAction({
  name: "GetPolicy",
  access: "read",
  parameters: { PolicyId: { type: "integer", required: true, means: "the policy" } },
  errors: camRefusals.errorsOf("ResourceNotFound.PolicyIdNotFound"),
  run(call) {
    const id = call.parameters.integer("PolicyId");
    const policy =
      allPolicies(call).find((one) => one.id === id) ?? camRefusals.refuse("ResourceNotFound.PolicyIdNotFound");
    return {
      PolicyName: policy.name,
      Description: policy.description,
      Type: typeNumber(policy),
      AddTime: dateAndTime(policy.createdAt),
      UpdateTime: dateAndTime(policy.updatedAt),
      PolicyDocument: policy.document,
      PresetAlias: "",
      IsServiceLinkedRolePolicy: 0,
      Tags: tagsView(policy.tags),
    };
  },
});
