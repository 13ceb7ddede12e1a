import { type Action, ApiError, action } from "../../action.ts";
import { regionParameter } from "./parameters.ts";
import {
  resourceIdParameter,
  resourceTypeOf,
  resourceTypeParameter,
  tagCallErrors,
  taggedByIds,
  taggedResources,
} from "./tagged.ts";

export const unTagResources: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "UnTagResources",
  access: "write",
  parameters: {
    RegionId: regionParameter,
    ResourceType: resourceTypeParameter,
    ResourceId: { ...resourceIdParameter, required: true },
    TagKey: { type: "list", maxItems: 20, means: "keys to take off; this or All" },
    All: { type: "boolean", means: "take off every tag, where no key is named" },
  },
  errors: [
    tagCallErrors.typeMissing,
    tagCallErrors.typeNotFound,
    tagCallErrors.idsMissing,
    tagCallErrors.tooManyIds,
    tagCallErrors.idNotFound,
    tagCallErrors.keysMissing,
  ],
  run(call) {
    const targets = taggedByIds(call, resourceTypeOf(call));
    const keys = call.parameters.list("TagKey");
    if (keys.length === 0 && call.parameters.boolean("All") !== true) throw new ApiError(tagCallErrors.keysMissing);
    for (const { tags } of targets) {
      if (keys.length === 0) tags.clear();
      for (const key of keys) tags.delete(key);
    }
    return {};
  },
  resources: taggedResources,
});
