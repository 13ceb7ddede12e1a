import { createHash } from "node:crypto";
import type { HttpRequest, HttpResponse } from "../http.ts";
import type { BucketCall, BucketOperation } from "./call.ts";
import { BucketRefusal, refuse } from "./errors.ts";
import { listObjectsV1, listObjectsV2 } from "./list-operations.ts";
import { type Bucket, putObject, type StoredObject } from "./state.ts";
import type { BucketAddress } from "./store.ts";
import { xml } from "./xml.ts";

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
export function operationOf(
  request: HttpRequest,
  { bucket, key }: BucketAddress,
  query: ReadonlyMap<string, string>,
): BucketOperation {
  const strange =
    unsupported.some((name) => query.has(name)) ||
    unsupportedHeaders.some((name) => request.headers[name] !== undefined);
  if (strange) throw new BucketRefusal("notImplemented");
  const known = bucket === undefined ? serviceOperations : key === "" ? bucketOperations(query) : objectOperations;
  return known[request.method] ?? refuse("method");
}

const listBuckets: BucketOperation = {
  name: "ListBuckets",
  access: "read",
  run({ world, store, account, host: { region } }) {
    const own = world.buckets
      .list(account)
      .filter((one) => one.provider === store.provider && (region === "" || one.region === region));
    const entries = own.map(({ name, region: place, createdAt }) => ({
      Name: name,
      Location: store.location(place),
      CreationDate: new Date(createdAt).toISOString(),
    }));
    return xmlAnswer(xml("ListAllMyBucketsResult", { Owner: store.owner({ account }), Buckets: { Bucket: entries } }));
  },
};

const serviceOperations: Readonly<Record<string, BucketOperation>> = { GET: listBuckets };

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
  access: "write",
  run({ world, host, store, bucketName, account }) {
    if (!store.takesName(bucketName, account)) refuse("bucketName");
    const existing = world.buckets.find(host.provider, bucketName);
    if (existing !== undefined) {
      if (existing.account !== account || existing.region !== host.region) refuse("bucketExists");
      const again = store.ownBucketAgain(world.settings);
      if (again !== undefined) refuse("ownBucket", again);
      return empty(200, { location: `/${bucketName}` });
    }
    const own = world.buckets.list(account).filter(({ provider }) => provider === store.provider);
    if (own.length >= store.bucketsPerAccount) refuse("tooManyBuckets");
    world.buckets.add({
      provider: host.provider,
      name: bucketName,
      region: host.region,
      account,
      createdAt: world.clock.now(),
    });
    return empty(200, { location: `/${bucketName}` });
  },
};

const headBucket: BucketOperation = {
  name: "HeadBucket",
  access: "read",
  run: ({ store }, bucket) => empty(200, store.headBucketHeaders(there(bucket).region)),
};

const getBucketLocation: BucketOperation = {
  name: "GetBucketLocation",
  access: "read",
  run: ({ store }, bucket) => xmlAnswer(xml("LocationConstraint", store.location(there(bucket).region))),
};

const deleteBucket: BucketOperation = {
  name: "DeleteBucket",
  access: "write",
  run({ world }, bucket) {
    const found = there(bucket);
    if (found.objects.size > 0) refuse("bucketNotEmpty");
    world.buckets.remove(found);
    return empty(204);
  },
};

const listV1: BucketOperation = {
  name: "ListObjects",
  access: "read",
  run: (call, bucket) => xmlAnswer(xml("ListBucketResult", listObjectsV1(call, there(bucket)))),
};

const listV2: BucketOperation = {
  name: "ListObjectsV2",
  access: "read",
  run: (call, bucket) => xmlAnswer(xml("ListBucketResult", listObjectsV2(call, there(bucket)))),
};

const getObject: BucketOperation = {
  name: "GetObject",
  access: "read",
  run(call, bucket) {
    const object = findObject(call, there(bucket));
    return notModified(call, object) ?? { status: 200, headers: objectHeaders(call, object), body: object.body };
  },
};

const headObject: BucketOperation = {
  name: "HeadObject",
  access: "read",
  run(call, bucket) {
    const object = findObject(call, there(bucket));
    return notModified(call, object) ?? { status: 200, headers: objectHeaders(call, object), body: object.body };
  },
};

const put: BucketOperation = {
  name: "PutObject",
  access: "write",
  run({ world, store, request, key }, bucket) {
    if (!store.takesKey(key)) refuse("objectName");
    const digest = request.headers["content-md5"];
    if (digest !== undefined && digest !== createHash("md5").update(request.body).digest("base64")) refuse("digest");
    const contentType = request.headers["content-type"];
    const object = putObject(there(bucket), {
      key,
      body: request.body,
      modifiedAt: world.clock.now(),
      ...(contentType !== undefined && { contentType }),
    });
    return empty(200, { etag: store.etag(object) });
  },
};

const remove: BucketOperation = {
  name: "DeleteObject",
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

function findObject({ key }: BucketCall, bucket: Bucket): StoredObject {
  const object = bucket.objects.get(key);
  return object ?? refuse("noSuchKey", { fields: { Key: key } });
}

function notModified({ request, store }: BucketCall, object: StoredObject): HttpResponse | undefined {
  const { etag } = object;
  const wanted = request.headers["if-match"];
  if (wanted !== undefined && unquoted(wanted) !== etag) refuse("precondition");
  const known = request.headers["if-none-match"];
  return known !== undefined && unquoted(known) === etag ? empty(304, { etag: store.etag(object) }) : undefined;
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', "").toUpperCase();
}

function objectHeaders({ store }: BucketCall, object: StoredObject): Record<string, string> {
  const { contentType, modifiedAt } = object;
  return {
    etag: store.etag(object),
    "content-type": contentType,
    "last-modified": new Date(modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
  };
}

function there(bucket: Bucket | undefined): Bucket {
  return bucket ?? refuse("noSuchBucket");
}

function empty(status: number, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers, body: "" };
}

function xmlAnswer(body: string): HttpResponse {
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}
