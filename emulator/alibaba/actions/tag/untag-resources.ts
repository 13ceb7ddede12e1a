import { type Action, action } from "../../action.ts";
import { arnResources, forEachArn, resourceArnParameter, tagProductErrors } from "./resource-arn.ts";

export const untagResources: Action = action({
  product: "tag",
  version: "2018-08-28",
  name: "UntagResources",
  access: "write",
  parameters: {
    RegionId: { type: "string", required: true, means: "the resources' region" },
    ResourceARN: { ...resourceArnParameter, required: true },
    TagKey: {
      type: "list",
      required: true,
      maxItems: 10,
      missing: tagProductErrors.keysMissing,
      means: "keys to take off, at most 10",
    },
  },
  errors: [tagProductErrors.arnsMissing, tagProductErrors.tooManyArns, tagProductErrors.keysMissing],
  run: (call) =>
    forEachArn(call, ({ tags }) => {
      for (const key of call.parameters.list("TagKey")) tags.delete(key);
    }),
  resources: arnResources,
});
