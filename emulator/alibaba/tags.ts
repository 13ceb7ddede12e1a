import { type ActionError, ApiError, type ParameterSpec } from "./action.ts";

/** Tag rules of the VPC product (DescribeVpcs, TagResources, ListTagResources); the central Tag product keeps the same. */
export const tagErrors = {
  invalidKey: { status: 400, code: "InvalidTagKey", message: "The tag key is not valid." },
  invalidValue: { status: 400, code: "InvalidTagValue", message: "The tag value is not valid." },
  valueWithoutKey: { status: 400, code: "MissingParameter.TagKey", message: "The parameter TagKey is required." },
  forbiddenKey: {
    status: 400,
    code: "Forbidden.TagKeys",
    message: "The tag key must not start with aliyun or acs:, nor contain http:// or https://.",
  },
  duplicatedKey: { status: 400, code: "Forbidden.TagKey.Duplicated", message: "The tag key is duplicated." },
  tooManyTags: {
    status: 400,
    code: "SizeLimitExceeded.TagNum",
    message: "The number of tags in the request exceeds the limit.",
  },
  tagQuota: {
    status: 400,
    code: "QuotaExceeded.TagNum",
    message: "The number of tags of a resource exceeds the limit.",
  },
} as const satisfies Record<string, ActionError>;

/** `Tag.N.Key`, `Tag.N.Value`, at most 20. */
export const tagParameter = {
  Tag: { type: "objects", fields: ["Key", "Value"], maxItems: 20, invalid: tagErrors.tooManyTags, means: "tags" },
} as const satisfies Record<string, ParameterSpec>;

/** Most tags of one resource. */
const tagQuota = 20;

export interface TagPair {
  readonly key: string;
  readonly value: string;
}

/** The pairs of `Tag.N` in a write, checked; throws `ApiError`. */
export function tagsToWrite(objects: readonly Readonly<Record<string, string>>[]): readonly TagPair[] {
  const pairs = objects.map((object) => ({ key: object["Key"] ?? "", value: object["Value"] ?? "" }));
  for (const { key, value } of pairs) {
    if (key === "") throw new ApiError(tagErrors.valueWithoutKey);
    if (key.length > 128) throw new ApiError(tagErrors.invalidKey);
    if (/^(aliyun|acs:)/i.test(key) || /https?:\/\//i.test(key)) throw new ApiError(tagErrors.forbiddenKey);
    if (value.length > 128 || /https?:\/\//i.test(value)) throw new ApiError(tagErrors.invalidValue);
  }
  if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw new ApiError(tagErrors.duplicatedKey);
  return pairs;
}

/** Puts the pairs on every resource, or on none: a resource that would get too many tags refuses the whole call. */
export function writeTags(targets: readonly Map<string, string>[], pairs: readonly TagPair[]): void {
  for (const tags of targets) {
    const added = pairs.filter(({ key }) => !tags.has(key)).length;
    if (tags.size + added > tagQuota) throw new ApiError(tagErrors.tagQuota);
  }
  for (const tags of targets) for (const { key, value } of pairs) tags.set(key, value);
}

/** One condition of a list: a key with a value, or a key alone. */
export interface TagFilter {
  readonly key: string;
  readonly value: string | undefined;
}

/** The conditions of `Tag.N` in a read; throws `ApiError` for a value without a key. */
export function tagFilters(objects: readonly Readonly<Record<string, string>>[]): readonly TagFilter[] {
  return objects.map((object) => {
    const key = object["Key"];
    if (key === undefined || key === "")
      throw new ApiError(object["Value"] === undefined ? tagErrors.invalidKey : tagErrors.valueWithoutKey);
    return { key, value: object["Value"] };
  });
}

/** Whether tags meet all conditions; @param keyOnly what a key without a value asks for. */
export function meetsTags(
  tags: ReadonlyMap<string, string>,
  filters: readonly TagFilter[],
  keyOnly: "key-present" | "empty-value" = "key-present",
): boolean {
  return filters.every(({ key, value }) => {
    const wanted = value ?? (keyOnly === "empty-value" ? "" : undefined);
    return wanted === undefined ? tags.has(key) : tags.get(key) === wanted;
  });
}

/** `{"Tag": [{"Key", "Value"}]}`, as the VPC product lists tags. */
export function tagsView(tags: ReadonlyMap<string, string>): unknown {
  return { Tag: [...tags].map(([Key, Value]) => ({ Key, Value })) };
}
