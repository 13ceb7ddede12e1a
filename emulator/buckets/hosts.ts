import type { BucketProvider } from "./state.ts";

/** What a host name of an object store says about a request. */
export interface BucketHost {
  readonly provider: BucketProvider;
  /** `undefined` for the endpoint itself. */
  readonly bucket: string | undefined;
  /** Empty for the endpoint of every region, which lists buckets. */
  readonly region: string;
  /** The endpoint without the bucket. */
  readonly endpoint: string;
}

interface HostForm {
  readonly provider: BucketProvider;
  readonly pattern: RegExp;
}

/**
 * Virtual-hosted forms, with or without a bucket: OSS for S3 clients ("Use Amazon S3 SDKs to access OSS") and its own
 * endpoints ("Regions and endpoints"); COS in a region and inside its network ("Regions and access endpoints").
 */
const forms: readonly HostForm[] = [
  {
    provider: "oss",
    pattern:
      /^(?:(?<bucket>[^.]+)\.)?(?<endpoint>(?:s3\.)?oss-(?<region>[a-z]+(?:-[a-z0-9]+)*?)(?:-internal)?\.aliyuncs\.com)(?::\d+)?$/,
  },
  {
    provider: "cos",
    pattern:
      /^(?:(?<bucket>[^.]+)\.)?(?<endpoint>cos(?:-internal)?\.(?<region>[a-z]+-[a-z0-9-]+)\.(?:myqcloud\.com|tencentcos\.cn))(?::\d+)?$/,
  },
  { provider: "cos", pattern: /^(?<endpoint>service\.cos\.myqcloud\.com)(?<region>)(?::\d+)?$/ },
];

/** `undefined` for any host that is no object store's. */
export function bucketHost(host: string): BucketHost | undefined {
  for (const { provider, pattern } of forms) {
    const { bucket, endpoint, region } = pattern.exec(host.toLowerCase())?.groups ?? {};
    // `s3` before an endpoint is part of it, never a bucket.
    if (endpoint === undefined || region === undefined) continue;
    if (bucket === "s3") return { provider, bucket: undefined, region, endpoint: `s3.${endpoint}` };
    return { provider, bucket, region, endpoint };
  }
  return undefined;
}
