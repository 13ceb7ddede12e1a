import { createHash } from "node:crypto";
import type { Identity } from "../alibaba/state.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import type { World } from "../world.ts";
import { type BucketError, BucketRefusal, bucketErrors } from "./errors.ts";
import type { BucketHost } from "./hosts.ts";
import { listObjectsV1, listObjectsV2 } from "./list-operations.ts";
import { type Bucket, putObject, type StoredObject } from "./state.ts";
import { decode } from "./url.ts";
import { xml } from "./xml.ts";

export interface BucketCall {
  readonly world: World;
  readonly request: HttpRequest;
  readonly host: BucketHost;
  /** From the host name. */
  readonly bucketName: string;
  /** Decoded, without the slash before it; empty for the bucket itself. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly identity: Identity;
}

export interface BucketOperation {
  /** As it is counted and as faults name it. */
  readonly name: string;
  /** The right it needs. */
  readonly right: string;
  readonly access: "read" | "write";
  /** @param bucket `undefined` only for the operation that makes one. */
  run(call: BucketCall, bucket: Bucket | undefined): HttpResponse;
}

/** Buckets of one account ("Limits"). */
const bucketsPerAccount = 100;

/** Sub-resources and headers that would change what a call means, and that are not emulated. */
const unsupported = [
  "acl",
  "cors",
  "delete",
  "lifecycle",
  "logging",
  "partNumber",
  "policy",
  "tagging",
  "uploadId",
  "uploads",
  "versionId",
  "versioning",
  "versions",
  "website",
];
const unsupportedHeaders = ["x-amz-copy-source", "range"];

/** The operation that a request means; throws `BucketRefusal` for one that is not emulated. */
export function operationOf(request: HttpRequest, key: string, query: ReadonlyMap<string, string>): BucketOperation {
  const strange =
    unsupported.some((name) => query.has(name)) ||
    unsupportedHeaders.some((name) => request.headers[name] !== undefined);
  if (strange) throw new BucketRefusal(bucketErrors.notImplemented);
  const found = (key === "" ? bucketOperations(query) : objectOperations)[request.method];
  if (found === undefined) throw new BucketRefusal(bucketErrors.method);
  return found;
}

function bucketOperations(query: ReadonlyMap<string, string>): Readonly<Record<string, BucketOperation>> {
  const list = query.get("list-type") === "2" ? listV2 : listV1;
  return {
    GET: query.has("location") ? getBucketLocation : list,
    HEAD: headBucket,
    PUT: putBucket,
    DELETE: deleteBucket,
  };
}

const putBucket: BucketOperation = {
  name: "PutBucket",
  right: "oss:PutBucket",
  access: "write",
  run({ world, host, bucketName, identity }) {
    if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucketName)) refuse(bucketErrors.bucketName);
    const existing = world.buckets.find(host.provider, bucketName);
    if (existing !== undefined) {
      const again = existing.account === identity.account && existing.region === host.region;
      if (!again || world.settings.ownBucketAgain !== "ok") refuse(bucketErrors.bucketExists);
      return empty(200, { location: `/${bucketName}` });
    }
    if (world.buckets.list(identity.account).length >= bucketsPerAccount) refuse(bucketErrors.tooManyBuckets);
    world.buckets.add({
      provider: host.provider,
      name: bucketName,
      region: host.region,
      account: identity.account,
      createdAt: world.clock.now(),
    });
    return empty(200, { location: `/${bucketName}` });
  },
};

const headBucket: BucketOperation = {
  name: "HeadBucket",
  right: "oss:GetBucketInfo",
  access: "read",
  run: ({ host }, bucket) => empty(200, { "x-amz-bucket-region": `${host.provider}-${there(bucket).region}` }),
};

const getBucketLocation: BucketOperation = {
  name: "GetBucketLocation",
  right: "oss:GetBucketLocation",
  access: "read",
  run({ host }, bucket) {
    const { region } = there(bucket);
    return xmlAnswer(xml("LocationConstraint", `${host.provider}-${region}`));
  },
};

const deleteBucket: BucketOperation = {
  name: "DeleteBucket",
  right: "oss:DeleteBucket",
  access: "write",
  run({ world }, bucket) {
    const found = there(bucket);
    if (found.objects.size > 0) refuse(bucketErrors.bucketNotEmpty);
    world.buckets.remove(found);
    return empty(204);
  },
};

const listV1: BucketOperation = {
  name: "ListObjects",
  right: "oss:ListObjects",
  access: "read",
  run: (call, bucket) => xmlAnswer(xml("ListBucketResult", listObjectsV1(call, there(bucket)))),
};

const listV2: BucketOperation = {
  name: "ListObjectsV2",
  right: "oss:ListObjects",
  access: "read",
  run: (call, bucket) => xmlAnswer(xml("ListBucketResult", listObjectsV2(call, there(bucket)))),
};

const getObject: BucketOperation = {
  name: "GetObject",
  right: "oss:GetObject",
  access: "read",
  run(call, bucket) {
    const object = findObject(call, there(bucket));
    return notModified(call, object) ?? { status: 200, headers: objectHeaders(object), body: object.body };
  },
};

const headObject: BucketOperation = {
  name: "HeadObject",
  right: "oss:GetObject",
  access: "read",
  run(call, bucket) {
    const object = findObject(call, there(bucket));
    return notModified(call, object) ?? { status: 200, headers: objectHeaders(object), body: object.body };
  },
};

const put: BucketOperation = {
  name: "PutObject",
  right: "oss:PutObject",
  access: "write",
  run({ world, request, key }, bucket) {
    if (Buffer.byteLength(key) > 1023 || /^[/\\]/.test(key)) refuse(bucketErrors.objectName);
    const digest = request.headers["content-md5"];
    if (digest !== undefined && digest !== createHash("md5").update(request.body).digest("base64"))
      refuse(bucketErrors.digest);
    const contentType = request.headers["content-type"];
    const object = putObject(there(bucket), {
      key,
      body: request.body,
      modifiedAt: world.clock.now(),
      ...(contentType !== undefined && { contentType }),
    });
    return empty(200, { etag: `"${object.etag}"` });
  },
};

const remove: BucketOperation = {
  name: "DeleteObject",
  right: "oss:DeleteObject",
  access: "write",
  run({ key }, bucket) {
    there(bucket).objects.delete(key);
    // Also when there was none.
    return empty(204);
  },
};

const objectOperations: Readonly<Record<string, BucketOperation>> = {
  GET: getObject,
  HEAD: headObject,
  PUT: put,
  DELETE: remove,
};

/** The key in a request's path; the leading slash is no part of it. */
export function keyOf(path: string): string {
  return decode(path.replace(/^\//, ""));
}

function findObject({ key }: BucketCall, bucket: Bucket): StoredObject {
  const object = bucket.objects.get(key);
  return object ?? refuse({ ...bucketErrors.noSuchKey, fields: { Key: key } });
}

function notModified({ request }: BucketCall, { etag }: StoredObject): HttpResponse | undefined {
  const wanted = request.headers["if-match"];
  if (wanted !== undefined && unquoted(wanted) !== etag) refuse(bucketErrors.precondition);
  const known = request.headers["if-none-match"];
  return known !== undefined && unquoted(known) === etag ? empty(304, { etag: `"${etag}"` }) : undefined;
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', "").toUpperCase();
}

function objectHeaders({ etag, contentType, modifiedAt }: StoredObject): Record<string, string> {
  return {
    etag: `"${etag}"`,
    "content-type": contentType,
    "last-modified": new Date(modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
  };
}

function there(bucket: Bucket | undefined): Bucket {
  return bucket ?? refuse(bucketErrors.noSuchBucket);
}

function empty(status: number, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: "" };
}

function xmlAnswer(body: string): HttpResponse {
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

function refuse(error: BucketError): never {
  throw new BucketRefusal(error);
}
