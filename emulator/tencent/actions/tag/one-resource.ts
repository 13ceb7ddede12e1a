import { type TencentAction, tencentAction } from "../../action.ts";
import { resourceOf, resourceParameter, write, writtenName } from "./by-name.ts";
import { tagRefusals } from "./errors.ts";
import { checkKey, checkRoom, checkTag, tagTextErrors } from "./tag-texts.ts";

const nameErrors = tagRefusals.errorsOf(
  "InvalidParameterValue.ResourceDescriptionError",
  "InvalidParameter.UnsupportedService",
);

export const addResourceTag: TencentAction = tencentAction({
  product: "tag",
  name: "AddResourceTag",
  access: "write",
  parameters: {
    TagKey: { type: "string", required: true, means: "the key" },
    TagValue: { type: "string", required: true, means: "the value" },
    Resource: resourceParameter,
  },
  errors: [
    ...nameErrors,
    ...tagTextErrors,
    ...tagRefusals.errorsOf("ResourceInUse.TagKeyAttached", "LimitExceeded.ResourceAttachedTags"),
  ],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    const value = call.parameters.string("TagValue") ?? "";
    checkTag({ key, value });
    const resource = resourceOf(call);
    if (resource.tags.has(key)) tagRefusals.refuse("ResourceInUse.TagKeyAttached");
    checkRoom(resource.tags, [{ key, value }]);
    write(call, resource, (tags) => tags.set(key, value));
    return {};
  },
  resources: writtenName,
});

export const updateResourceTagValue: TencentAction = tencentAction({
  product: "tag",
  name: "UpdateResourceTagValue",
  access: "write",
  parameters: {
    TagKey: { type: "string", required: true, means: "a key of the resource" },
    TagValue: { type: "string", required: true, means: "its new value" },
    Resource: resourceParameter,
  },
  errors: [...nameErrors, ...tagTextErrors, ...tagRefusals.errorsOf("ResourceNotFound.AttachedTagKeyNotFound")],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    const value = call.parameters.string("TagValue") ?? "";
    checkTag({ key, value });
    const resource = resourceOf(call);
    if (!resource.tags.has(key)) tagRefusals.refuse("ResourceNotFound.AttachedTagKeyNotFound");
    write(call, resource, (tags) => tags.set(key, value));
    return {};
  },
  resources: writtenName,
});

export const deleteResourceTag: TencentAction = tencentAction({
  product: "tag",
  name: "DeleteResourceTag",
  access: "write",
  parameters: {
    TagKey: { type: "string", required: true, means: "a key of the resource" },
    Resource: resourceParameter,
  },
  errors: [...nameErrors, ...tagTextErrors, ...tagRefusals.errorsOf("ResourceNotFound.AttachedTagKeyNotFound")],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    checkKey(key);
    const resource = resourceOf(call);
    if (!resource.tags.has(key)) tagRefusals.refuse("ResourceNotFound.AttachedTagKeyNotFound");
    write(call, resource, (tags) => tags.delete(key));
    return {};
  },
  resources: writtenName,
});
