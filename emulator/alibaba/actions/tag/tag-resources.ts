import { type Action, ApiError, action } from "../../action.ts";
import { tagErrors, tagsToWrite, writeTags } from "../../tags.ts";
import { arnResources, forEachArn, resourceArnParameter, tagProductErrors, tagsText } from "./resource-arn.ts";

export const tagResources: Action = action({
  product: "tag",
  version: "2018-08-28",
  name: "TagResources",
  access: "write",
  parameters: {
    RegionId: { type: "string", required: true, means: "the resources' region" },
    ResourceARN: { ...resourceArnParameter, required: true },
    Tags: {
      type: "string",
      required: true,
      means: 'a JSON text, {"key": "value"}, at most 10 pairs',
    },
  },
  errors: [
    tagProductErrors.arnsMissing,
    tagProductErrors.tooManyArns,
    tagProductErrors.malformedTags,
    ...Object.values(tagErrors),
  ],
  run(call) {
    const pairs = tagsToWrite(tagsText(call));
    if (pairs.length === 0) throw new ApiError(tagProductErrors.malformedTags);
    return forEachArn(call, ({ tags }) => writeTags([tags], pairs));
  },
  resources: arnResources,
});
