import { type ActionCall, ApiError } from "../../action.ts";
import { invalidParameter } from "./errors.ts";
import { visibleZones } from "./find.ts";
import { readAction } from "./pvtz-action.ts";

const mostTags = 200;

export const listTagResources = readAction({
  name: "ListTagResources",
  parameters: {
    ResourceType: { type: "string", required: true, oneOf: ["ZONE"], means: "ZONE" },
    ResourceId: { type: "list", maxItems: 51, means: "zones" },
    Tag: { type: "objects", fields: ["Key", "Value"], maxItems: 21, means: "tags" },
    NextToken: { type: "string", means: "where the page before ended" },
    Size: { type: "integer", minimum: 1, maximum: mostTags, default: mostTags, means: "tags a page" },
  },
  errors: [],
  run(call) {
    const start = Number(call.parameters.string("NextToken") ?? "0");
    if (!Number.isSafeInteger(start) || start < 0) throw new ApiError(invalidParameter);
    const all = tagsAskedFor(call);
    const end = start + (call.parameters.integer("Size") ?? mostTags);
    return { TagResources: all.slice(start, end), ...(end < all.length && { NextToken: String(end) }) };
  },
});

function tagsAskedFor(call: ActionCall) {
  const ids = call.parameters.list("ResourceId");
  const wanted = call.parameters.objects("Tag");
  return visibleZones(call)
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(({ tags }) =>
      wanted.every(({ Key = "", Value }) => tags.has(Key) && [undefined, tags.get(Key)].includes(Value)),
    )
    .flatMap(({ id, tags }) =>
      [...tags]
        .filter(([key]) => wanted.length === 0 || wanted.some(({ Key }) => Key === key))
        .map(([TagKey, TagValue]) => ({ ResourceType: "ZONE", ResourceId: id, TagKey, TagValue })),
    );
}
