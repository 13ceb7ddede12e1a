import { type TencentAction, tencentAction } from "../../action.ts";
import { resourceListParameter, writeEach, writtenNames } from "./by-name.ts";
import { tagRefusals } from "./errors.ts";
import { checkKey, checkRoom, pairsOf, tagsParameter, tagTextErrors } from "./tag-texts.ts";

const listErrors = tagRefusals.errorsOf(
  "LimitExceeded.ResourceNumPerRequest",
  "LimitExceeded.TagNumPerRequest",
  "InvalidParameterValue.ResourceDescriptionError",
  "InvalidParameter.UnsupportedService",
  "InvalidParameter.Tag",
);

export const tagResources: TencentAction = tencentAction({
  product: "tag",
  name: "TagResources",
  access: "write",
  parameters: {
    ResourceList: { ...resourceListParameter, required: true, minItems: 1 },
    Tags: { ...tagsParameter, required: true },
  },
  errors: [
    ...listErrors,
    ...tagTextErrors,
    ...tagRefusals.errorsOf("InvalidParameterValue.TagKeyDuplicate", "LimitExceeded.ResourceAttachedTags"),
  ],
  run(call) {
    const pairs = pairsOf(call.parameters.objects("Tags"));
    if (pairs.length === 0) tagRefusals.refuse("InvalidParameter.Tag");
    return writeEach(
      call,
      ({ tags }) => checkRoom(tags, pairs),
      (tags) => {
        for (const { key, value } of pairs) tags.set(key, value);
      },
    );
  },
  resources: writtenNames,
});

export const unTagResources: TencentAction = tencentAction({
  product: "tag",
  name: "UnTagResources",
  access: "write",
  parameters: {
    ResourceList: { ...resourceListParameter, required: true, minItems: 1 },
    TagKeys: { type: "list", of: { type: "string" }, required: true, means: "keys, at most 10" },
  },
  errors: [...listErrors, ...tagTextErrors],
  run(call) {
    const keys = call.parameters.strings("TagKeys");
    if (keys.length > 10) tagRefusals.refuse("LimitExceeded.TagNumPerRequest");
    if (keys.length === 0) tagRefusals.refuse("InvalidParameter.Tag");
    for (const key of keys) checkKey(key);
    return writeEach(
      call,
      () => undefined,
      (tags) => {
        for (const key of keys) tags.delete(key);
      },
    );
  },
  resources: writtenNames,
});
