import type { BucketDialect } from "../bucket.ts";

/**
 * Buckets of OSS, whose S3 protocol has no call for Block Public Access.
 * Sources: https://help.aliyun.com/en/oss/developer-reference/compatibility-with-amazon-s3,
 * https://help.aliyun.com/en/oss/developer-reference/putbucket
 */
export const ossDialect: BucketDialect = {
  regionOf: (place) => place.replace(/^oss-/, ""),
  requestIdHeader: "x-oss-request-id",
  everybody: /\/groups\/global\/AllUsers|<Grant>\s*public-read/,
  form: "an OSS bucket, which has 3 to 63 lower-case letters, digits and hyphens",
  taken: "names of OSS buckets are unique over all accounts. Name another one with --bucket.",
  rights:
    "oss:GetBucketLocation, oss:GetBucketAcl or oss:PutBucket (policies/alibaba/deploy.json lists all that a deployment needs)",
};
