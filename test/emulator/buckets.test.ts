import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "./cloud-client.ts";
import { type S3Request, s3 } from "./s3-request.ts";

let cloud: Cloud;
let client: S3Client;
const Bucket = "bucket-of-tests";
const host = `${Bucket}.s3.oss-cn-hangzhou.aliyuncs.com`;

const toLoopback: LookupFunction = (_name, options, done) => {
  if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
  else done(null, "127.0.0.1", 4);
};

/** Amazon's own client, under the host name that OSS gives S3 clients, which resolves to loopback here. */
function clientFor(options: { region?: string; endpoint?: string; sessionToken?: string; pathStyle?: boolean } = {}) {
  const { accessKeyId, accessKeySecret } = cloud.user;
  return new S3Client({
    region: options.region ?? "cn-hangzhou",
    endpoint: `http://${options.endpoint ?? "s3.oss-cn-hangzhou.aliyuncs.com"}:${cloud.port}`,
    forcePathStyle: options.pathStyle ?? false,
    credentials: {
      accessKeyId,
      secretAccessKey: accessKeySecret,
      ...(options.sessionToken !== undefined && { sessionToken: options.sessionToken }),
    },
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ lookup: toLoopback }) },
  });
}

/** A request signed by hand with the keys of the default account. */
function raw(options: Partial<S3Request> = {}) {
  return s3({
    port: cloud.port,
    host,
    accessKeyId: cloud.user.accessKeyId,
    secret: cloud.user.accessKeySecret,
    ...options,
  });
}

const put = (Key: string, Body = Key) => client.send(new PutObjectCommand({ Bucket, Key, Body }));

/** Code and status of the refusal that `work` must end in. */
async function refused(work: Promise<unknown>): Promise<readonly [string, number | undefined]> {
  try {
    await work;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode];
  }
  throw new Error("the call was expected to be refused");
}

beforeEach(async () => {
  cloud = await startCloud();
  client = clientFor();
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => cloud.emulator.stop());

describe("objects through Amazon's client", () => {
  test("what was put is got back, byte for byte, with its type, its MD5 in quotes and its time", async () => {
    const Body = Buffer.from([0, 255, 10, 13, 128]);
    const stored = await client.send(new PutObjectCommand({ Bucket, Key: "a/b c+ü😀.bin", Body, ContentType: "x/y" }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/b c+ü😀.bin" }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect([got.ContentType, got.ContentLength, got.ETag]).toEqual(["x/y", 5, stored.ETag]);
    expect(Math.abs((got.LastModified?.getTime() ?? 0) - cloud.world.clock.now())).toBeLessThan(60_000);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "a/b c+ü😀.bin" }));
    expect([head.ContentLength, head.ETag]).toEqual([5, stored.ETag]);
  });

  test("the ETag is the MD5 of the body", async () => {
    expect((await put("key", "hello")).ETag).toBe('"5D41402ABC4B2A76B9719D911017C592"');
  });

  test("a later put takes the place of the first, and every reader sees it at once", async () => {
    await put("key", "first");
    await put("key", "second");
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "key" }));
    expect(await got.Body?.transformToString()).toBe("second");
    const listed = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([["key", 6]]);
  });

  test("a missing key is NoSuchKey, and deleting it is no error", async () => {
    expect(await refused(client.send(new GetObjectCommand({ Bucket, Key: "none" })))).toEqual(["NoSuchKey", 404]);
    expect(await refused(client.send(new HeadObjectCommand({ Bucket, Key: "none" })))).toEqual(["NotFound", 404]);
    const gone = await client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
    await put("key");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "key" }));
    expect(await refused(client.send(new GetObjectCommand({ Bucket, Key: "key" })))).toEqual(["NoSuchKey", 404]);
  });

  test("a read may depend on the ETag", async () => {
    const { ETag } = await put("key");
    const read = (condition: object) => client.send(new GetObjectCommand({ Bucket, Key: "key", ...condition }));
    expect(await refused(read({ IfMatch: '"other"' }))).toEqual(["PreconditionFailed", 412]);
    expect((await read({ IfMatch: ETag })).ETag).toBe(ETag);
    expect((await raw({ path: "/key", headers: { "if-none-match": ETag ?? "" } })).status).toBe(304);
  });

  test("what would change a call's meaning and is not emulated is refused, never ignored", async () => {
    const status = async (options: Partial<S3Request>) => (await raw(options)).status;
    expect(await status({ method: "PUT", path: "/key", headers: { "x-amz-copy-source": "/a/b" } })).toBe(501);
    expect(await status({ path: "/key", headers: { range: "bytes=0-1" } })).toBe(501);
    expect(await status({ query: { acl: "" } })).toBe(501);
    expect(await status({ method: "POST", query: { delete: "" } })).toBe(501);
    expect(await status({ method: "POST", path: "/key" })).toBe(405);
    expect(await status({ path: "/key", headers: { "content-md5": "AAAA" }, method: "PUT", body: "x" })).toBe(400);
    expect(await status({ method: "PUT", path: `/${"k".repeat(1_024)}` })).toBe(400);
  });
});

describe("listings through Amazon's client", () => {
  const list = async (options: object = {}) => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...options }));
    return {
      keys: page.Contents?.map(({ Key }) => Key) ?? [],
      prefixes: page.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
      count: page.KeyCount,
      truncated: page.IsTruncated,
      next: page.NextContinuationToken,
    };
  };

  test("keys come in the binary order of UTF-8, which is not the order of UTF-16", async () => {
    for (const key of ["b", "😀", "a", "B", "～", "a/b", "a0", "é"]) await put(key);
    expect((await list()).keys).toEqual(["B", "a", "a/b", "a0", "b", "é", "～", "😀"]);
  });

  test("a prefix and a delimiter give keys and common prefixes, both counted", async () => {
    for (const key of ["a", "dir/1", "dir/2", "dir/sub/3", "e"]) await put(key);
    const none = { truncated: false, next: undefined };
    expect(await list({ Delimiter: "/" })).toEqual({ keys: ["a", "e"], prefixes: ["dir/"], count: 3, ...none });
    const inside = { keys: ["dir/1", "dir/2"], prefixes: ["dir/sub/"], count: 3, ...none };
    expect(await list({ Delimiter: "/", Prefix: "dir/" })).toEqual(inside);
    expect((await list({ Prefix: "dir/s" })).keys).toEqual(["dir/sub/3"]);
    expect((await list({ StartAfter: "dir/1" })).keys).toEqual(["dir/2", "dir/sub/3", "e"]);
  });

  test("pages of every size show every entry once, a common prefix too", async () => {
    for (const key of ["a", "d/1", "d/2", "d/3", "e", "f/1", "g"]) await put(key);
    for (const MaxKeys of [1, 2, 3, 4, 5]) {
      const entries: unknown[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list({ Delimiter: "/", MaxKeys, ContinuationToken });
        expect(page.count).toBeLessThanOrEqual(MaxKeys);
        expect(page.truncated).toBe(page.next !== undefined);
        entries.push(...page.keys, ...page.prefixes);
        ContinuationToken = page.next;
      } while (ContinuationToken !== undefined);
      expect(entries.sort()).toEqual(["a", "d/", "e", "f/", "g"]);
    }
  });

  test("a listing without max-keys has a page of the vendor's default size, and 1,000 is the most", async () => {
    cloud.world.set({ bucketPageSize: 2 });
    for (const key of ["a", "b", "c"]) await put(key);
    expect(await list()).toMatchObject({ keys: ["a", "b"], truncated: true });
    expect((await list({ MaxKeys: 1_000 })).keys).toEqual(["a", "b", "c"]);
    for (const MaxKeys of [0, 1_001]) expect(await refused(list({ MaxKeys }))).toEqual(["InvalidArgument", 400]);
    expect(await refused(list({ ContinuationToken: "?" }))).toEqual(["InvalidArgument", 400]);
  });

  test("encoding-type=url encodes keys and prefixes", async () => {
    await put("a b/ü&<>\"'+\n");
    const names = { "list-type": "2", "encoding-type": "url" };
    const page = await raw({ query: { ...names, prefix: "a b/" } });
    const encoded = "%C3%BC%26%3C%3E%22%27%2B%0A";
    expect([page.element("Key"), page.elements("Prefix")]).toEqual([`a%20b%2F${encoded}`, ["a%20b%2F"]]);
    cloud.world.set({ bucketUrlEncoding: "slash-kept" });
    expect((await raw({ query: names })).element("Key")).toBe(`a%20b/${encoded}`);
    expect((await list()).keys).toEqual(["a b/ü&<>\"'+\n"]);
    expect((await raw({ query: { ...names, "encoding-type": "base64" } })).element("Code")).toBe("InvalidArgument");
  });

  test("the first version of the listing goes on from a marker", async () => {
    for (const key of ["a", "b", "c"]) await put(key);
    const first = await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 2 }));
    expect([first.Contents?.map(({ Key }) => Key), first.IsTruncated, first.NextMarker]).toEqual([
      ["a", "b"],
      true,
      "b",
    ]);
    const rest = await client.send(new ListObjectsCommand({ Bucket, Marker: "b" }));
    expect([rest.Contents?.map(({ Key }) => Key), rest.IsTruncated]).toEqual([["c"], false]);
  });
});

describe("buckets", () => {
  test("a bucket is made, found, located and, once empty, deleted", async () => {
    expect((await raw({ query: { location: "" } })).element("LocationConstraint")).toBe("oss-cn-hangzhou");
    expect((await client.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
    await put("key");
    expect(await refused(client.send(new DeleteBucketCommand({ Bucket })))).toEqual(["BucketNotEmpty", 409]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "key" }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect(await refused(client.send(new HeadBucketCommand({ Bucket })))).toEqual(["NotFound", 404]);
    expect(await refused(put("key"))).toEqual(["NoSuchBucket", 404]);
  });

  test("a name is checked, and a bucket of one's own may be made again, by setting", async () => {
    const make = (name: string) => raw({ method: "PUT", host: `${name}.oss-cn-hangzhou.aliyuncs.com` });
    expect((await make("-no")).element("Code")).toBe("InvalidBucketName");
    expect((await make(Bucket)).status).toBe(200);
    cloud.world.set({ ownBucketAgain: "BucketAlreadyExists" });
    expect((await make(Bucket)).element("Code")).toBe("BucketAlreadyExists");
  });

  test("another account's bucket is closed, and its name is taken", async () => {
    cloud.world.buckets.add({ provider: "oss", name: "foreign", region: "cn-hangzhou", account: "2", createdAt: 0 });
    const foreign = "foreign.oss-cn-hangzhou.aliyuncs.com";
    expect((await raw({ host: foreign, path: "/key" })).element("Code")).toBe("AccessDenied");
    expect((await raw({ host: foreign, method: "PUT" })).element("Code")).toBe("BucketAlreadyExists");
  });

  test("every host form of the vendor reaches the bucket, with a port or without", async () => {
    await put("key");
    for (const suffix of [
      "s3.oss-cn-hangzhou.aliyuncs.com",
      "s3.oss-cn-hangzhou-internal.aliyuncs.com",
      "oss-cn-hangzhou.aliyuncs.com",
      "oss-cn-hangzhou-internal.aliyuncs.com",
      `s3.oss-cn-hangzhou.aliyuncs.com:${cloud.port}`,
    ])
      expect((await raw({ host: `${Bucket}.${suffix}`, path: "/key" })).text, suffix).toBe("key");
  });

  test("path style is refused, and so is the endpoint of another region, which names the right one", async () => {
    const byPath = clientFor({ pathStyle: true });
    expect(await refused(byPath.send(new GetObjectCommand({ Bucket, Key: "key" })))).toEqual([
      "SecondLevelDomainForbidden",
      403,
    ]);
    const bare = await raw({ host: "s3.oss-cn-hangzhou.aliyuncs.com", path: `/${Bucket}/key` });
    expect([bare.status, bare.element("Code")]).toEqual([403, "SecondLevelDomainForbidden"]);
    const elsewhere = await raw({ host: `${Bucket}.s3.oss-cn-beijing.aliyuncs.com`, region: "cn-beijing" });
    expect([elsewhere.element("Code"), elsewhere.element("Endpoint")]).toEqual([
      "AccessDenied",
      "s3.oss-cn-hangzhou.aliyuncs.com",
    ]);
  });
});
