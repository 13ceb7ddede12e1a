import type { BucketDialect } from "../bucket.ts";

/**
 * Buckets of COS over the S3 protocol.
 * Sources: https://www.tencentcloud.com/document/product/436/32537, https://www.tencentcloud.com/document/product/436/7733
 */
export const cosDialect: BucketDialect = {
  regionOf: (place) => place,
  requestIdHeader: "x-cos-request-id",
  // The S3 form names a group; COS's own names anyone.
  everybody: /\/groups\/global\/AllUsers|qcs::cam::anyone:anyone/,
  form: "a COS bucket, which has lower-case letters, digits and hyphens and ends in the account's APPID",
  taken: "its name must end in the APPID of your own account. Name another one with --bucket.",
  rights:
    "name/cos:GetBucketLocation, name/cos:GetBucketACL or name/cos:PutBucket (policies/tencent/deploy.json lists all that a deployment needs)",
};
