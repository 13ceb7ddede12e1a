import type { StoreLocation } from "./location.ts";

/** A store in a bucket, whichever cloud keeps it. */
export type BucketLocation = Exclude<StoreLocation, { readonly kind: "folder" }>;

/**
 * The host by which a bucket answers the S3 protocol; both vendors put the bucket's name before it, and OSS takes no
 * other form. Sources: https://help.aliyun.com/en/oss/developer-reference/use-aws-sdks-to-access-oss,
 * https://www.tencentcloud.com/document/product/436/32537
 */
export function bucketHost(location: BucketLocation): string {
  switch (location.kind) {
    case "oss":
      return `${location.bucket}.s3.oss-${location.region}${location.internal ? "-internal" : ""}.aliyuncs.com`;
    case "cos":
      return `${location.bucket}.cos.${location.region}.myqcloud.com`;
  }
}

/** The rights that a store in this bucket needs, by the vendor's names. */
export function bucketRights(location: BucketLocation): readonly string[] {
  switch (location.kind) {
    case "oss":
      return ["oss:ListObjects", "oss:GetObject", "oss:PutObject", "oss:DeleteObject"];
    case "cos":
      return ["name/cos:GetBucket", "name/cos:GetObject", "name/cos:PutObject", "name/cos:DeleteObject"];
  }
}
