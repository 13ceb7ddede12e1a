import { type TencentAction, tencentAction } from "../../action.ts";
import { namesOf, resourceListParameter } from "./by-name.ts";
import { tagRefusals } from "./errors.ts";
import { tagCondition, tagFiltersParameter } from "./filters.ts";
import { indexedTags } from "./index-lag.ts";
import { tokenPage } from "./paging.ts";
import { findByName, nameOf, taggable } from "./resource-name.ts";
import { tagView } from "./tag-texts.ts";

/** Tagged resources of all regions and products in one list. */
export const getResources: TencentAction = tencentAction({
  product: "tag",
  name: "GetResources",
  access: "read",
  parameters: {
    ResourceList: { ...resourceListParameter, means: "six-segment names, at most 10; then MaxResults does not count" },
    TagFilters: tagFiltersParameter,
    PaginationToken: { type: "string", means: "where the last page ended; empty at first" },
    MaxResults: { type: "integer", minimum: 1, maximum: 200, means: "page size, 50 when left out" },
  },
  errors: tagRefusals.errorsOf(
    "LimitExceeded.ResourceNumPerRequest",
    "InvalidParameterValue.ResourceDescriptionError",
    "InvalidParameterValue.TagFilters",
    "InvalidParameterValue.TagFiltersLengthExceeded",
    "InvalidParameter.PaginationTokenInvalid",
  ),
  run(call) {
    const asked = namesOf(call).map((name) => findByName(call, name)?.id);
    const meets = tagCondition(call, "all");
    const found = taggable(call.account)
      .filter(({ id }) => asked.length === 0 || asked.includes(id))
      .map((one) => ({ name: nameOf(call.account, one), tags: indexedTags(call, one) }))
      .filter(({ tags }) => tags.size > 0 && meets(tags));
    const { items, token } = asked.length > 0 ? { items: found, token: "" } : tokenPage(call, found);
    return {
      PaginationToken: token,
      ResourceTagMappingList: items.map(({ name, tags }) => ({ Resource: name, Tags: tagView(tags) })),
    };
  },
});
