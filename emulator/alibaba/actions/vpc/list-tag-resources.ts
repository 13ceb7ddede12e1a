import { type Action, type ActionCall, ApiError, action } from "../../action.ts";
import { meetsTags, tagErrors, tagFilters, tagParameter } from "../../tags.ts";
import { nextTokenError, tokenPage } from "../../token-page.ts";
import { regionParameter } from "./parameters.ts";
import { resourceIdParameter, resourceTypeOf, resourceTypeParameter, tagCallErrors, taggedOf } from "./tagged.ts";

export const listTagResources: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "ListTagResources",
  access: "read",
  parameters: {
    RegionId: regionParameter,
    ResourceType: resourceTypeParameter,
    ResourceId: resourceIdParameter,
    ...tagParameter,
    MaxResults: { type: "integer", minimum: 1, maximum: 50, default: 50, means: "tags a page" },
    NextToken: { type: "string", means: "where the page before ended" },
  },
  errors: [
    tagCallErrors.typeMissing,
    tagCallErrors.typeNotFound,
    tagCallErrors.tooManyIds,
    tagCallErrors.bothEmpty,
    nextTokenError,
    ...Object.values(tagErrors),
  ],
  run(call) {
    const rows = matching(call);
    const page = tokenPage(rows, call.parameters.string("NextToken"), call.parameters.integer("MaxResults") ?? 50);
    const isLast = page.nextToken === "";
    return {
      ...(isLast && call.settings.lastTagPage === "no-token" ? {} : { NextToken: page.nextToken }),
      TagResources: { TagResource: page.items },
    };
  },
});

/** One row a tag; an id that no resource has yields no row. */
function matching(call: ActionCall): readonly Readonly<Record<string, string>>[] {
  const type = resourceTypeOf(call);
  const ids = call.parameters.list("ResourceId");
  const filters = tagFilters(call.parameters.objects("Tag"));
  if (ids.length === 0 && filters.length === 0) throw new ApiError(tagCallErrors.bothEmpty);
  return taggedOf(call, type)
    .filter(({ id, tags }) => (ids.length === 0 || ids.includes(id)) && meetsTags(tags, filters))
    .flatMap(({ id, tags }) =>
      [...tags].map(([TagKey, TagValue]) => ({ ResourceType: type, ResourceId: id, TagKey, TagValue })),
    );
}
