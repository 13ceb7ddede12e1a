import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { regions } from "../../gateway/hosts.ts";
import { checkCreator, creatorParameter } from "./creator.ts";
import { tagRefusals } from "./errors.ts";
import { tagCondition, tagFiltersParameter } from "./filters.ts";
import { indexedTags } from "./index-lag.ts";
import { offsetPage, offsetParameters } from "./paging.ts";
import { kindOf, type Tagged, taggable } from "./resource-name.ts";
import { tagView } from "./tag-texts.ts";

function byTags(name: string, keys: "all" | "any", callsPerSecond: number): TencentAction {
  return tencentAction({
    product: "tag",
    name,
    access: "read",
    callsPerSecond,
    parameters: {
      TagFilters: { ...tagFiltersParameter, required: true },
      CreateUin: creatorParameter,
      ...offsetParameters,
      ResourcePrefix: { type: "string", means: "what stands before the id in names, such as vpc" },
      ResourceId: { type: "string", means: "one id" },
      ResourceRegion: { type: "string", means: "the region; needed for products that have regions" },
      ServiceType: { type: "string", means: "the third segment of names, such as vpc" },
    },
    errors: tagRefusals.errorsOf(
      "InvalidParameterValue.TagFilters",
      "InvalidParameterValue.TagFiltersLengthExceeded",
      "InvalidParameterValue.UinInvalid",
      "InvalidParameterValue.OffsetInvalid",
      "InvalidParameterValue.ServiceTypeInvalid",
      "InvalidParameterValue.ResourcePrefixInvalid",
      "InvalidParameterValue.RegionInvalid",
    ),
    run(call) {
      if (call.parameters.objects("TagFilters").length === 0) tagRefusals.refuse("InvalidParameterValue.TagFilters");
      checkCreator(call);
      const meets = tagCondition(call, keys);
      const isAsked = resourceCondition(call);
      const found = taggable(call.account)
        .filter(isAsked)
        .map((one) => ({ one, tags: indexedTags(call, one) }))
        .filter(({ tags }) => meets(tags));
      const { items, counters } = offsetPage(call, found);
      return {
        ...counters,
        Rows: items.map(({ one, tags }) => ({
          ResourceRegion: one.region,
          ServiceType: one.service,
          ResourcePrefix: one.prefix,
          ResourceId: one.id,
          Tags: tagView(tags),
        })),
      };
    },
  });
}

/** All keys of the filters. */
export const describeResourcesByTags: TencentAction = byTags("DescribeResourcesByTags", "all", 100);

/** Any key of the filters. */
export const describeResourcesByTagsUnion: TencentAction = byTags("DescribeResourcesByTagsUnion", "any", 20);

/** What service, prefix, region and id select; a service wants its prefix and, where it has regions, a region. */
function resourceCondition({ parameters, settings }: TencentCall): (one: Tagged) => boolean {
  const [service, prefix, region, id] = ["ServiceType", "ResourcePrefix", "ResourceRegion", "ResourceId"].map(
    (name) => parameters.string(name) || undefined,
  );
  if (service !== undefined && settings.tagPrefixNeeded === "refused") {
    const { regional } = kindOf(service, prefix);
    if (regional && region === undefined) tagRefusals.refuse("InvalidParameterValue.RegionInvalid");
  }
  if (region !== undefined && !regions.has(region)) tagRefusals.refuse("InvalidParameterValue.RegionInvalid");
  return (one) =>
    (service ?? one.service) === one.service &&
    (prefix ?? one.prefix) === one.prefix &&
    (region ?? one.region) === one.region &&
    (id ?? one.id) === one.id;
}
