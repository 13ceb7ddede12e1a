import type { BucketCall } from "./call.ts";
import { refuseArgument } from "./errors.ts";
import { type Listing, listObjects } from "./listing.ts";
import type { Bucket, StoredObject } from "./state.ts";
import { encode } from "./url.ts";
import type { XmlElements } from "./xml.ts";

/** The result of ListObjectsV2, whose pages go on from a token. */
export function listObjectsV2(call: BucketCall, bucket: Bucket): XmlElements {
  const { query } = call;
  const token = query.get("continuation-token") ?? "";
  const startAfter = query.get("start-after") ?? "";
  const { text, maxKeys, prefix, delimiter } = readListing(call);
  const page = listObjects(bucket.objects.values(), {
    prefix,
    delimiter,
    after: token === "" ? startAfter : placeOf(token),
    maxKeys,
  });
  return {
    Name: bucket.name,
    Prefix: text(prefix),
    StartAfter: startAfter === "" ? undefined : text(startAfter),
    MaxKeys: maxKeys,
    Delimiter: delimiter === "" ? undefined : text(delimiter),
    EncodingType: query.get("encoding-type"),
    ContinuationToken: token === "" ? undefined : token,
    NextContinuationToken: page.isTruncated ? Buffer.from(page.last, "utf8").toString("base64") : undefined,
    IsTruncated: page.isTruncated,
    KeyCount: page.objects.length + page.commonPrefixes.length,
    ...entries(call, bucket, page, text, query.get("fetch-owner") === "true"),
  };
}

/** The result of ListObjects, whose pages go on from a key. */
export function listObjectsV1(call: BucketCall, bucket: Bucket): XmlElements {
  const marker = call.query.get("marker") ?? "";
  const { text, maxKeys, prefix, delimiter } = readListing(call);
  const page = listObjects(bucket.objects.values(), { prefix, delimiter, after: marker, maxKeys });
  return {
    Name: bucket.name,
    Prefix: text(prefix),
    Marker: text(marker),
    MaxKeys: maxKeys,
    Delimiter: text(delimiter),
    EncodingType: call.query.get("encoding-type"),
    IsTruncated: page.isTruncated,
    NextMarker: page.isTruncated ? text(page.last) : undefined,
    ...entries(call, bucket, page, text, true),
  };
}

type Text = (value: string) => string;

interface ListingParameters {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** A key as the listing shows it. */
  readonly text: Text;
}

function readListing({ query, world, store }: BucketCall): ListingParameters {
  const keys = query.get("max-keys");
  const maxKeys = keys === undefined ? store.pageSize(world.settings) : Number(keys);
  if (!Number.isInteger(maxKeys) || maxKeys < 1 || maxKeys > 1_000) refuseArgument("max-keys", keys ?? "");
  const encoding = query.get("encoding-type");
  if (encoding !== undefined && encoding !== "url") refuseArgument("encoding-type", encoding);
  const keepsSlash = world.settings.bucketUrlEncoding === "slash-kept";
  const url: Text = (value) => (keepsSlash ? value.split("/").map(encode).join("/") : encode(value));
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    maxKeys,
    text: encoding === "url" ? url : (value) => value,
  };
}

function entries({ store }: BucketCall, bucket: Bucket, page: Listing, text: Text, owner: boolean): XmlElements {
  return {
    Contents: page.objects.map((object: StoredObject) => ({
      Key: text(object.key),
      LastModified: new Date(object.modifiedAt).toISOString(),
      ETag: store.etag(object),
      Size: object.body.length,
      StorageClass: "STANDARD",
      Owner: owner ? store.owner(bucket) : undefined,
    })),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: text(prefix) })),
  };
}

function placeOf(token: string): string {
  const bytes = Buffer.from(token, "base64");
  if (bytes.toString("base64") !== token) refuseArgument("continuation-token", token);
  return bytes.toString("utf8");
}
