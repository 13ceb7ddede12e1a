import { ossErrors, refuse, throttlingMessages } from "../buckets/errors.ts";
import type { BucketAccess, ObjectStore } from "../buckets/store.ts";
import { decode } from "../buckets/url.ts";
import type { World } from "../world.ts";
import { type Authorize, createAuthorize } from "./rights/authorize.ts";
import type { Identity } from "./state.ts";

/** The right that each operation needs ("RAM policies for OSS"). */
const rights: Readonly<Record<string, string>> = {
  ListBuckets: "oss:ListBuckets",
  PutBucket: "oss:PutBucket",
  HeadBucket: "oss:GetBucketInfo",
  GetBucketLocation: "oss:GetBucketLocation",
  DeleteBucket: "oss:DeleteBucket",
  ListObjects: "oss:ListObjects",
  ListObjectsV2: "oss:ListObjects",
  GetObject: "oss:GetObject",
  HeadObject: "oss:GetObject",
  PutObject: "oss:PutObject",
  DeleteObject: "oss:DeleteObject",
};

/** Object Storage Service, for S3 clients ("Use Amazon S3 SDKs to access OSS"). */
export function ossStore(world: Pick<World, "alibaba" | "credentials">): ObjectStore {
  const authorize = createAuthorize(world.alibaba, world.credentials);
  return {
    provider: "oss",
    errors: ossErrors,
    refusedTokenHeader: "x-oss-security-token",
    takesPresignedToken: ({ bucketPresignedToken }) => bucketPresignedToken === "accepted",
    bucketsPerAccount: 100,
    findKey(accessKeyId) {
      const found = world.credentials.find(accessKeyId);
      if (found === undefined) return undefined;
      const { secret, identity, securityToken: token, expiresAt } = found;
      return {
        secret,
        account: identity.account,
        ...(token !== undefined && { token }),
        ...(expiresAt !== undefined && { expiresAt }),
        refusal: (access) => refusalOf(authorize, identity, access),
      };
    },
    // The endpoint itself takes no bucket in the path.
    address: ({ bucket = refuse("pathStyle") }, path) => ({ bucket, key: decode(path.replace(/^\//, "")) }),
    signingRegions: (region) => [region, `oss-${region}`],
    takesName: (name) => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name),
    takesKey: (key) => Buffer.byteLength(key) <= 1023 && !/^[/\\]/.test(key),
    ownBucketAgain: ({ ownBucketAgain }) => (ownBucketAgain === "ok" ? undefined : ossErrors.bucketExists),
    pageSize: ({ bucketPageSize }) => bucketPageSize,
    etag: ({ etag }) => `"${etag}"`,
    location: (region) => `oss-${region}`,
    owner: ({ account }) => ({ ID: account, DisplayName: account }),
    headBucketHeaders: (region) => ({ "x-amz-bucket-region": `oss-${region}` }),
    throttled({ bucketThrottlingCode: code }) {
      return { status: 503, code, message: throttlingMessages[code] ?? code };
    },
    elsewhere: ({ name, region }, host) => ({
      fields: { Bucket: name, Endpoint: host.endpoint.replace(host.region, region) },
    }),
    headers: (requestId) => ({ server: "AliyunOSS", "x-oss-request-id": requestId }),
    errorFields: (requestId, { host }) => ({ RequestId: requestId, HostId: host }),
  };
}

function refusalOf(
  authorize: Authorize,
  identity: Identity,
  { operation, bucket, owner, key }: BucketAccess,
): string | undefined {
  const right = rights[operation] ?? `oss:${operation}`;
  const resource = `acs:oss:*:${owner}:${bucket}${key === "" ? "" : `/${key}`}`;
  if (authorize(identity, right, resource).allowed) return undefined;
  return `You are not authorized to do this action. Resource: ${resource} Action: ${right}`;
}
