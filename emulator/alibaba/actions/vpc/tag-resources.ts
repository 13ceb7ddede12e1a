import { type Action, action } from "../../action.ts";
import { tagErrors, tagParameter, tagsToWrite, writeTags } from "../../tags.ts";
import { regionParameter } from "./parameters.ts";
import {
  resourceIdParameter,
  resourceTypeOf,
  resourceTypeParameter,
  tagCallErrors,
  taggedByIds,
  taggedResources,
} from "./tagged.ts";

export const tagResources: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "TagResources",
  access: "write",
  parameters: {
    RegionId: regionParameter,
    ResourceType: resourceTypeParameter,
    ResourceId: { ...resourceIdParameter, required: true },
    Tag: { ...tagParameter.Tag, required: true, missing: tagCallErrors.tagsMissing },
  },
  errors: [
    tagCallErrors.typeMissing,
    tagCallErrors.typeNotFound,
    tagCallErrors.idsMissing,
    tagCallErrors.tooManyIds,
    tagCallErrors.idNotFound,
    tagCallErrors.tagsMissing,
    ...Object.values(tagErrors),
  ],
  run(call) {
    const targets = taggedByIds(call, resourceTypeOf(call));
    writeTags(
      targets.map(({ tags }) => tags),
      tagsToWrite(call.parameters.objects("Tag")),
    );
    return {};
  },
  resources: taggedResources,
});
