import type { TencentAction } from "../../action.ts";
import { attachResourcesTag, detachResourcesTag, modifyResourcesTagValue } from "./attach-resources-tag.ts";
import {
  describeResourceTags,
  describeResourceTagsByResourceIds,
  describeResourceTagsByResourceIdsSeq,
  describeResourceTagsByTagKeys,
} from "./describe-resource-tags.ts";
import { describeResourcesByTags, describeResourcesByTagsUnion } from "./describe-resources-by-tags.ts";
import { getResources } from "./get-resources.ts";
import { modifyResourceTags } from "./modify-resource-tags.ts";
import { addResourceTag, deleteResourceTag, updateResourceTagValue } from "./one-resource.ts";
import { tagResources, unTagResources } from "./tag-resources.ts";

export const tagActions: readonly TencentAction[] = [
  getResources,
  describeResourcesByTags,
  describeResourcesByTagsUnion,
  describeResourceTags,
  describeResourceTagsByResourceIds,
  describeResourceTagsByResourceIdsSeq,
  describeResourceTagsByTagKeys,
  tagResources,
  unTagResources,
  addResourceTag,
  updateResourceTagValue,
  deleteResourceTag,
  modifyResourceTags,
  attachResourcesTag,
  detachResourcesTag,
  modifyResourcesTagValue,
];
