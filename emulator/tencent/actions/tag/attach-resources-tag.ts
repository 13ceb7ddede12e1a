import { type TencentAction, tencentAction } from "../../action.ts";
import { idErrors, idParameters, resourcesToWrite, writtenById } from "./by-id.ts";
import { write } from "./by-name.ts";
import { tagRefusals } from "./errors.ts";
import { checkKey, checkRoom, checkTag, tagTextErrors } from "./tag-texts.ts";

const keyParameter = { TagKey: { type: "string", required: true, means: "the key" } } as const;
const tagParameters = { ...keyParameter, TagValue: { type: "string", required: true, means: "the value" } } as const;

/** One tag for several resources of a kind: all of them, or none. */
export const attachResourcesTag: TencentAction = tencentAction({
  product: "tag",
  name: "AttachResourcesTag",
  access: "write",
  parameters: { ...idParameters, ...tagParameters },
  errors: [
    ...idErrors,
    ...tagTextErrors,
    ...tagRefusals.errorsOf("ResourceInUse.TagKeyAttached", "LimitExceeded.ResourceAttachedTags"),
  ],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    const value = call.parameters.string("TagValue") ?? "";
    checkTag({ key, value });
    const resources = resourcesToWrite(call);
    if (resources.some(({ tags }) => tags.has(key))) tagRefusals.refuse("ResourceInUse.TagKeyAttached");
    for (const { tags } of resources) checkRoom(tags, [{ key, value }]);
    for (const resource of resources) write(call, resource, (tags) => tags.set(key, value));
    return {};
  },
  resources: writtenById,
});

export const detachResourcesTag: TencentAction = tencentAction({
  product: "tag",
  name: "DetachResourcesTag",
  access: "write",
  parameters: { ...idParameters, ...keyParameter },
  errors: [...idErrors, ...tagTextErrors, ...tagRefusals.errorsOf("ResourceNotFound.AttachedTagKeyNotFound")],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    checkKey(key);
    const resources = resourcesToWrite(call);
    if (resources.some(({ tags }) => !tags.has(key))) tagRefusals.refuse("ResourceNotFound.AttachedTagKeyNotFound");
    for (const resource of resources) write(call, resource, (tags) => tags.delete(key));
    return {};
  },
  resources: writtenById,
});

export const modifyResourcesTagValue: TencentAction = tencentAction({
  product: "tag",
  name: "ModifyResourcesTagValue",
  access: "write",
  parameters: { ...idParameters, ...tagParameters },
  errors: [...idErrors, ...tagTextErrors, ...tagRefusals.errorsOf("ResourceNotFound.AttachedTagKeyNotFound")],
  run(call) {
    const key = call.parameters.string("TagKey") ?? "";
    const value = call.parameters.string("TagValue") ?? "";
    checkTag({ key, value });
    const resources = resourcesToWrite(call);
    if (resources.some(({ tags }) => !tags.has(key))) tagRefusals.refuse("ResourceNotFound.AttachedTagKeyNotFound");
    for (const resource of resources) write(call, resource, (tags) => tags.set(key, value));
    return {};
  },
  resources: writtenById,
});
