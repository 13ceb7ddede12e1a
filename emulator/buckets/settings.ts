import { setting } from "../settings.ts";

/** What the object store's vendor does not document, as far as S3 clients are concerned. */
export const bucketSettings = {
  bucketSigningRegion: setting({
    name: "bucketSigningRegion",
    values: ["either", "any"],
    means:
      "which region a V4 signature may name: <region> or oss-<region>, or any at all, as the vendor's own examples do",
    row: "object stores",
  }),
  bucketPresignedToken: setting({
    name: "bucketPresignedToken",
    values: ["refused", "accepted"],
    means: "whether a URL presigned the S3 way may carry a security token",
    row: "object stores",
  }),
  bucketPageSize: setting({
    name: "bucketPageSize",
    values: [100, 1_000, 2],
    means: "how many keys a listing shows that names no max-keys",
    row: "object stores",
  }),
  ownBucketAgain: setting({
    name: "ownBucketAgain",
    values: ["ok", "BucketAlreadyExists"],
    means: "what creating a bucket that one owns already is answered",
    row: "object stores",
  }),
  bucketThrottlingCode: setting({
    name: "bucketThrottlingCode",
    values: ["QpsLimitExceeded", "SlowDown"],
    means: "the code of a throttled bucket call, always with status 503",
    row: "object stores",
  }),
  bucketUrlEncoding: setting({
    name: "bucketUrlEncoding",
    values: ["slash-encoded", "slash-kept"],
    means: "whether a slash in a key is encoded in a listing with encoding-type=url",
    row: "object stores",
  }),
} as const;
