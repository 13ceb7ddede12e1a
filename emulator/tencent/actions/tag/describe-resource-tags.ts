import { createHash } from "node:crypto";
import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { idErrors, idParameters, resourcesById } from "./by-id.ts";
import { checkCreator, creatorParameter } from "./creator.ts";
import { tagRefusals } from "./errors.ts";
import { indexedTags } from "./index-lag.ts";
import { offsetPage, offsetParameters } from "./paging.ts";
import { type Tagged, taggable } from "./resource-name.ts";
import { checkKey, tagTextErrors, tagView } from "./tag-texts.ts";

/** The tags of whatever the parameters select, one row a tag. */
export const describeResourceTags: TencentAction = tencentAction({
  product: "tag",
  name: "DescribeResourceTags",
  access: "read",
  parameters: {
    CreateUin: creatorParameter,
    ResourceRegion: { type: "string", means: "the region" },
    ServiceType: { type: "string", means: "the third segment of names, such as vpc" },
    ResourcePrefix: { type: "string", means: "what stands before the id in names" },
    ResourceId: { type: "string", means: "one id" },
    ...offsetParameters,
    CosResourceId: { type: "integer", minimum: 0, maximum: 1, means: "1 for a bucket, of which there is none here" },
  },
  errors: tagRefusals.errorsOf("InvalidParameterValue.UinInvalid", "InvalidParameterValue.OffsetInvalid"),
  run(call) {
    const { parameters } = call;
    checkCreator(call);
    const fits = (name: string, actual: string) => (parameters.string(name) || actual) === actual;
    const found = taggable(call.account).filter(
      (one) =>
        parameters.integer("CosResourceId") !== 1 &&
        fits("ResourceRegion", one.region) &&
        fits("ServiceType", one.service) &&
        fits("ResourcePrefix", one.prefix) &&
        fits("ResourceId", one.id),
    );
    const { items, counters } = offsetPage(call, rows(call, found));
    return { ...counters, Rows: items };
  },
});

const byIdParameters = { ...idParameters, ...offsetParameters };
const byIdErrors = [...idErrors, ...tagRefusals.errorsOf("InvalidParameterValue.OffsetInvalid")];

/** The same for a list of ids. */
export const describeResourceTagsByResourceIds: TencentAction = tencentAction({
  product: "tag",
  name: "DescribeResourceTagsByResourceIds",
  access: "read",
  parameters: {
    ...byIdParameters,
    Category: {
      type: "string",
      oneOf: ["Custom", "System", "All"],
      means: "whose tags; there is none of the system's",
    },
  },
  errors: byIdErrors,
  run(call) {
    const found = resourcesById(call);
    const { items, counters } = offsetPage(
      call,
      call.parameters.string("Category") === "System" ? [] : rows(call, found),
    );
    return { ...counters, Tags: items };
  },
});

/** The same once more; it promises the order of the list, which the other one keeps too. */
export const describeResourceTagsByResourceIdsSeq: TencentAction = tencentAction({
  product: "tag",
  name: "DescribeResourceTagsByResourceIdsSeq",
  access: "read",
  parameters: byIdParameters,
  errors: byIdErrors,
  run(call) {
    const { items, counters } = offsetPage(call, rows(call, resourcesById(call)));
    return { ...counters, Tags: items };
  },
});

export const describeResourceTagsByTagKeys: TencentAction = tencentAction({
  product: "tag",
  name: "DescribeResourceTagsByTagKeys",
  access: "read",
  parameters: {
    ...idParameters,
    ResourceIds: { ...idParameters.ResourceIds, means: "ids, at most 20" },
    TagKeys: { type: "list", of: { type: "string" }, required: true, minItems: 1, means: "keys, at most 20" },
    ...offsetParameters,
  },
  errors: [
    ...idErrors,
    ...tagTextErrors,
    ...tagRefusals.errorsOf("InvalidParameterValue.OffsetInvalid", "InvalidParameter.Tag"),
  ],
  run(call) {
    const keys = call.parameters.strings("TagKeys");
    if (keys.length > 20) tagRefusals.refuse("InvalidParameter.Tag");
    for (const key of keys) checkKey(key);
    const found = resourcesById(call, 20).map((one) => ({
      ResourceId: one.id,
      TagKeyValues: tagView(new Map([...indexedTags(call, one)].filter(([key]) => keys.includes(key)))),
    }));
    const { items, counters } = offsetPage(call, found, 400);
    return { ...counters, Rows: items };
  },
});

function rows(call: TencentCall, found: readonly Tagged[]): readonly Readonly<Record<string, unknown>>[] {
  return found.flatMap((one) =>
    [...indexedTags(call, one)].map(([TagKey, TagValue]) => ({
      TagKey,
      TagValue,
      ResourceId: one.id,
      TagKeyMd5: md5(TagKey),
      TagValueMd5: md5(TagValue),
      ServiceType: one.service,
      Category: "Custom",
    })),
  );
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
