import type { FieldSpec, Fields } from "../../action.ts";
import { keyIsReserved, longestKey, longestValue, mostTags, textIsAllowed } from "../../tags.ts";
import { tagRefusals } from "./errors.ts";

/** The tags of a request, `{TagKey, TagValue}`. */
export const tagsParameter = {
  type: "list",
  of: {
    type: "object",
    fields: {
      TagKey: { type: "string", required: true },
      TagValue: { type: "string", required: true },
      Category: { type: "string" },
    },
  },
  means: "tags, at most 10",
} as const satisfies FieldSpec;

/** For an action's list of errors. */
export const tagTextErrors = tagRefusals.errorsOf(
  "InvalidParameterValue.TagKeyEmpty",
  "InvalidParameterValue.TagKeyLengthExceeded",
  "InvalidParameterValue.TagKeyCharacterIllegal",
  "InvalidParameter.ReservedTagKey",
  "InvalidParameterValue.TagValueLengthExceeded",
  "InvalidParameterValue.TagValueCharacterIllegal",
);

export interface TagPair {
  readonly key: string;
  readonly value: string;
}

/** Throws `RefusedError` for a key or value that no tag may have. */
export function checkTag({ key, value }: TagPair): void {
  checkKey(key);
  if (value.length > longestValue) tagRefusals.refuse("InvalidParameterValue.TagValueLengthExceeded");
  if (!textIsAllowed(value)) tagRefusals.refuse("InvalidParameterValue.TagValueCharacterIllegal");
}

export function checkKey(key: string): void {
  if (key === "") tagRefusals.refuse("InvalidParameterValue.TagKeyEmpty");
  if (key.length > longestKey) tagRefusals.refuse("InvalidParameterValue.TagKeyLengthExceeded");
  if (!textIsAllowed(key)) tagRefusals.refuse("InvalidParameterValue.TagKeyCharacterIllegal");
  if (keyIsReserved(key)) tagRefusals.refuse("InvalidParameter.ReservedTagKey");
}

/** The pairs of a list of tags, at most 10, checked, no key twice; throws `RefusedError`. */
export function pairsOf(tags: readonly Fields[]): readonly TagPair[] {
  if (tags.length > 10) tagRefusals.refuse("LimitExceeded.TagNumPerRequest");
  const pairs = tags.map((tag) => ({ key: tag.string("TagKey") ?? "", value: tag.string("TagValue") ?? "" }));
  for (const pair of pairs) checkTag(pair);
  if (new Set(pairs.map(({ key }) => key)).size < pairs.length)
    tagRefusals.refuse("InvalidParameterValue.TagKeyDuplicate");
  return pairs;
}

/** Throws `RefusedError` when the pairs would give the resource more tags than it may have. */
export function checkRoom(
  tags: ReadonlyMap<string, string>,
  pairs: readonly TagPair[],
  leaving: readonly string[] = [],
): void {
  const after = new Set([...tags.keys(), ...pairs.map(({ key }) => key)]);
  for (const key of leaving) after.delete(key);
  if (after.size > mostTags) tagRefusals.refuse("LimitExceeded.ResourceAttachedTags");
}

/** As the Tag product lists tags; the VPC product and TCR say `Key` and `Value`. */
export function tagView(tags: ReadonlyMap<string, string>): readonly Readonly<Record<string, unknown>>[] {
  return [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue, Category: "Custom" }));
}
