import { type FieldSpec, RefusedError, type TencentCall, type TencentError } from "../../action.ts";
import { keyIsReserved, longestKey, longestValue, mostTags, textIsAllowed } from "../../tags.ts";

/** How the VPC product refuses tags in its own create calls. */
export const vpcTagErrors = {
  duplicateKey: { code: "InvalidParameterValue.TagDuplicateKey", message: "A tag key comes twice." },
  invalidKey: {
    code: "InvalidParameterValue.TagInvalidKey",
    message: "A tag key has characters that are not allowed.",
  },
  invalidKeyLength: { code: "InvalidParameterValue.TagInvalidKeyLen", message: "A tag key is empty or too long." },
  invalidValue: {
    code: "InvalidParameterValue.TagInvalidVal",
    message: "A tag value is too long or has characters that are not allowed.",
  },
  reservedKey: {
    code: "UnsupportedOperation.TagSystemReservedTagKey",
    message: "A tag key is reserved by the system.",
  },
  tooMany: { code: "LimitExceeded.TagKeyPerResourceExceeded", message: "A resource may have 50 tags at most." },
} as const satisfies Record<string, TencentError>;

export const tagsParameter = {
  type: "list",
  of: {
    type: "object",
    fields: { Key: { type: "string", required: true }, Value: { type: "string" } },
  },
  means: "tags, {Key, Value}",
} as const satisfies FieldSpec;

/** The tags of a create call, checked; throws `RefusedError`. */
export function tagsOf({ parameters }: TencentCall): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of parameters.objects("Tags")) {
    const key = tag.string("Key") ?? "";
    const value = tag.string("Value") ?? "";
    if (key === "" || key.length > longestKey) throw new RefusedError(vpcTagErrors.invalidKeyLength);
    if (!textIsAllowed(key)) throw new RefusedError(vpcTagErrors.invalidKey);
    if (keyIsReserved(key)) throw new RefusedError(vpcTagErrors.reservedKey);
    if (value.length > longestValue || !textIsAllowed(value)) throw new RefusedError(vpcTagErrors.invalidValue);
    if (tags.has(key)) throw new RefusedError(vpcTagErrors.duplicateKey);
    tags.set(key, value);
  }
  if (tags.size > mostTags) throw new RefusedError(vpcTagErrors.tooMany);
  return tags;
}

/** As the VPC product lists tags; the Tag product says `TagKey` and `TagValue`. */
export function tagSet(tags: ReadonlyMap<string, string>): unknown {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
