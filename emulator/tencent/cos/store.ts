import { type BucketErrors, refuse } from "../../buckets/errors.ts";
import type { BucketHost } from "../../buckets/hosts.ts";
import type { BucketAccess, BucketAddress, ObjectStore } from "../../buckets/store.ts";
import { decode } from "../../buckets/url.ts";
import type { World } from "../../world.ts";
import { createDecide } from "../rights/decide.ts";
import type { Resource } from "../rights/resource.ts";
import type { TencentState } from "../state.ts";
import { cosErrors } from "./errors.ts";

/** The action of each operation ("COS API authorization policy", https://cloud.tencent.com/document/product/436/31923). */
const rights: Readonly<Record<string, string>> = {
  ListBuckets: "cos:GetService",
  ListObjects: "cos:GetBucket",
  ListObjectsV2: "cos:GetBucket",
};

/** Cloud Object Storage, for S3 clients ("Accessing COS with AWS S3 SDK", https://cloud.tencent.com/document/product/436/37421). */
export function cosStore(world: Pick<World, "tencent" | "tencentKeys" | "settings">): ObjectStore {
  const { tencent, tencentKeys, settings } = world;
  const decide = createDecide(tencent, tencentKeys);
  return {
    provider: "cos",
    get errors(): BucketErrors {
      return settings.cosExpiredTokenCode === "ExpiredToken"
        ? cosErrors
        : { ...cosErrors, tokenExpired: cosErrors.keyNotFound };
    },
    takesPresignedToken: () => true,
    bucketsPerAccount: 200,
    findKey(secretId) {
      const found = tencentKeys.find(secretId);
      if (found === undefined) return undefined;
      const { secretKey: secret, identity, token, expiresAt } = found;
      return {
        secret,
        account: identity.account,
        ...(token !== undefined && { token }),
        ...(expiresAt !== undefined && { expiresAt }),
        refusal(access) {
          const action = rights[access.operation] ?? `cos:${access.operation}`;
          const resource = resourceOf(tencent, access);
          const allowed = decide({ identity, action, resource, sourceIp: access.sourceIp });
          return allowed ? undefined : cosErrors.denied.message;
        },
      };
    },
    address: (host, path) => addressOf(host, path, settings.cosPathStyle === "accepted"),
    signingRegions: (region) => (region === "" ? ["ap-guangzhou", "us-east-1", ""] : [region]),
    takesName(name, account) {
      const appId = tencent.accounts.get(account)?.appId ?? "";
      const own = name.endsWith(`-${appId}`) ? name.slice(0, -appId.length - 1) : "";
      return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(own) && name.length <= 60;
    },
    takesKey: (key) => Buffer.byteLength(key) <= 850,
    ownBucketAgain: () => cosErrors.ownBucket,
    pageSize: ({ cosPageSize }) => cosPageSize,
    etag: ({ etag }) => `"${etag.toLowerCase()}"`,
    location: (region) => region,
    owner: ({ account }) => ({ ID: `qcs::cam::uin/${account}:uin/${account}`, DisplayName: account }),
    headBucketHeaders: (region) => ({ "x-cos-bucket-region": region }),
    throttled: () => cosErrors.busy,
    elsewhere: () => ({}),
    headers: (requestId) => ({ server: "tencent-cos", "x-cos-request-id": requestId }),
    errorFields: (requestId, { host, path }) => ({
      Resource: `${host.replace(/:\d+$/, "")}${path}`,
      RequestId: requestId,
      TraceId: Buffer.from(requestId).toString("base64"),
    }),
  };
}

/** A bucket stands before the host name; in the path only where that is still taken. */
function addressOf({ bucket }: BucketHost, path: string, byPath: boolean): BucketAddress {
  const rest = path.replace(/^\//, "");
  if (bucket !== undefined) return { bucket, key: decode(rest) };
  if (rest === "") return { bucket: undefined, key: "" };
  if (!byPath) return refuse("pathStyle");
  const [first = "", ...key] = rest.split("/");
  return { bucket: decode(first), key: decode(key.join("/")) };
}

/** `qcs::cos:<region>:uid/<appid>:<bucket>/<key or prefix>`; the list of buckets is operation-level. */
function resourceOf(
  { accounts }: TencentState,
  { operation, bucket, region, owner, key, prefix }: BucketAccess,
): Resource | null {
  if (operation === "ListBuckets") return null;
  return {
    service: "cos",
    region,
    owners: [`uid/${accounts.get(owner)?.appId ?? ""}`, `uin/${owner}`],
    names: [`${bucket}/${key === "" ? prefix : key}`],
  };
}
