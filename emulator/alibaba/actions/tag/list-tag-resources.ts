import { type Action, type ActionCall, action } from "../../action.ts";
import { meetsTags, tagErrors, tagFilters } from "../../tags.ts";
import { nextTokenError, tokenPage } from "../../token-page.ts";
import { type ArnTarget, resourceArnParameter, tagProductErrors, tagsText, targetOf } from "./resource-arn.ts";

export const listTagResources: Action = action({
  product: "tag",
  version: "2018-08-28",
  name: "ListTagResources",
  access: "read",
  parameters: {
    RegionId: { type: "string", required: true, means: "the resources' region" },
    ResourceARN: resourceArnParameter,
    Tags: { type: "string", means: 'a JSON text, {"key": "value"}: resources with all of these' },
    Category: { type: "string", oneOf: ["Custom", "System", "All"], means: "who made the tags" },
    PageSize: { type: "integer", minimum: 1, maximum: 1000, default: 50, means: "resources a page" },
    NextToken: { type: "string", means: "where the page before ended" },
  },
  errors: [tagProductErrors.tooManyArns, tagProductErrors.malformedTags, nextTokenError, ...Object.values(tagErrors)],
  run(call) {
    const filters = tagFilters(tagsText(call));
    // The emulated cloud makes no system tags.
    const found =
      call.parameters.string("Category") === "System"
        ? []
        : candidates(call).filter(({ tags }) => tags.size > 0 && meetsTags(tags, filters));
    const page = tokenPage(found, call.parameters.string("NextToken"), call.parameters.integer("PageSize") ?? 50);
    return {
      NextToken: page.nextToken,
      TagResources: page.items.map(({ arn, tags }) => ({
        ResourceARN: arn,
        Tags: [...tags].map(([Key, Value]) => ({ Key, Value, Category: "Custom" })),
      })),
    };
  },
});

/** The resources asked for, or all of the region. */
function candidates(call: ActionCall): readonly ArnTarget[] {
  const { account, region } = call;
  const asked = call.parameters.list("ResourceARN");
  const arn = (kind: string, id: string) => `arn:acs:vpc:${region}:${account.id}:${kind}/${id}`;
  const all = [
    ...[...account.vpcs.keys()].map((id) => arn("vpc", id)),
    ...[...account.vswitches.keys()].map((id) => arn("vswitch", id)),
  ];
  return (asked.length > 0 ? asked : all)
    .map((one) => targetOf(call, one))
    .filter((target): target is ArnTarget => "id" in target);
}
