import { type TencentAction, tencentAction } from "../../action.ts";
import { resourceOf, resourceParameter, write, writtenName } from "./by-name.ts";
import { tagRefusals } from "./errors.ts";
import { checkKey, checkRoom, pairsOf, tagsParameter, tagTextErrors } from "./tag-texts.ts";

/** Sets tags and takes others off in one step. A key to take off that the resource does not have is no mistake. */
export const modifyResourceTags: TencentAction = tencentAction({
  product: "tag",
  name: "ModifyResourceTags",
  access: "write",
  parameters: {
    Resource: resourceParameter,
    ReplaceTags: { ...tagsParameter, means: "tags to set, at most 10" },
    DeleteTags: {
      type: "list",
      of: { type: "object", fields: { TagKey: { type: "string", required: true } } },
      means: "keys to take off, at most 10",
    },
  },
  errors: [
    ...tagRefusals.errorsOf(
      "InvalidParameter",
      "InvalidParameterValue.ResourceDescriptionError",
      "InvalidParameter.UnsupportedService",
      "InvalidParameterValue.DeleteTagsParamError",
      "InvalidParameterValue.TagKeyDuplicate",
      "LimitExceeded.TagNumPerRequest",
      "LimitExceeded.ResourceAttachedTags",
    ),
    ...tagTextErrors,
  ],
  run(call) {
    const { parameters } = call;
    const replaced = parameters.objects("ReplaceTags");
    const deleted = parameters.objects("DeleteTags").map((tag) => tag.string("TagKey") ?? "");
    const isEmpty = (name: string, count: number) => parameters.has(name) && count === 0;
    if (isEmpty("ReplaceTags", replaced.length) || isEmpty("DeleteTags", deleted.length))
      tagRefusals.refuse("InvalidParameter");
    if (replaced.length + deleted.length === 0) tagRefusals.refuse("InvalidParameter");
    const pairs = pairsOf(replaced);
    if (deleted.length > 10) tagRefusals.refuse("LimitExceeded.TagNumPerRequest");
    for (const key of deleted) checkKey(key);
    if (pairs.some(({ key }) => deleted.includes(key)))
      tagRefusals.refuse("InvalidParameterValue.DeleteTagsParamError");
    const resource = resourceOf(call);
    checkRoom(resource.tags, pairs, deleted);
    write(call, resource, (tags) => {
      for (const key of deleted) tags.delete(key);
      for (const { key, value } of pairs) tags.set(key, value);
    });
    return {};
  },
  resources: writtenName,
});
