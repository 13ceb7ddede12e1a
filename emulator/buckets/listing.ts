import type { StoredObject } from "./state.ts";

export interface ListingRequest {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** Only what comes after this key or common prefix; empty for the beginning. */
  readonly after: string;
  readonly maxKeys: number;
}

export interface Listing {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or common prefix of this page, where the next one goes on; empty when nothing was listed. */
  readonly last: string;
}

/**
 * One page of a bucket, in the binary order of the keys in UTF-8. Keys that share what stands between the prefix and
 * the next delimiter count as one entry, their common prefix.
 */
export function listObjects(all: Iterable<StoredObject>, request: ListingRequest): Listing {
  const { prefix, delimiter, after, maxKeys } = request;
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let last = "";
  const sorted = [...all].filter(({ key }) => key.startsWith(prefix)).sort((a, b) => byteOrder(a.key, b.key));
  for (const object of sorted) {
    const common = commonPrefix(object.key, prefix, delimiter);
    const entry = common ?? object.key;
    // A page that ended with a common prefix must not show it again for its later keys.
    if (after !== "" && byteOrder(entry, after) <= 0) continue;
    if (common !== undefined && commonPrefixes.at(-1) === common) continue;
    if (objects.length + commonPrefixes.length >= maxKeys) return { objects, commonPrefixes, isTruncated: true, last };
    if (common === undefined) objects.push(object);
    else commonPrefixes.push(common);
    last = entry;
  }
  return { objects, commonPrefixes, isTruncated: false, last };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}

/** UTF-16 order differs from it above U+FFFF. */
function byteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}
