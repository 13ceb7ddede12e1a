import { Agent } from "node:http";
import type { LookupFunction } from "node:net";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newTencentPolicy } from "../../emulator/tencent/rights/custom-policy.ts";
import { newTencentRole, trusting } from "../../emulator/tencent/rights/role.ts";
import { exchange, presigned, type S3Request, s3 } from "./s3-request.ts";
import { startTencent, type Tencent } from "./tencent-client.ts";

const appId = "1250000001";
const Bucket = `mooring-${appId}`;
const host = `${Bucket}.cos.ap-guangzhou.myqcloud.com`;
const resource = (rest: string) => `qcs::cos:ap-guangzhou:uid/${appId}:${Bucket}/${rest}`;
const allow = (action: readonly string[], on: readonly string[]) => ({
  version: "2.0",
  statement: [{ effect: "allow", action, resource: on }],
});

let cloud: Tencent;
let client: S3Client;

const toLoopback: LookupFunction = (_name, options, done) => {
  if (options.all === true) done(null, [{ address: "127.0.0.1", family: 4 }]);
  else done(null, "127.0.0.1", 4);
};

interface ClientOptions {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
}

/** Amazon's own client, under the host name of COS, which resolves to loopback here. */
function clientFor(options: ClientOptions = {}): S3Client {
  const region = options.region ?? "ap-guangzhou";
  return new S3Client({
    region,
    endpoint: `http://${options.endpoint ?? `cos.${region}.myqcloud.com`}:${cloud.port}`,
    forcePathStyle: options.pathStyle ?? false,
    credentials: {
      accessKeyId: options.secretId ?? cloud.user.secretId,
      secretAccessKey: options.secretKey ?? cloud.user.secretKey,
      ...(options.token !== undefined && { sessionToken: options.token }),
    },
    maxAttempts: 1,
    requestHandler: { httpAgent: new Agent({ lookup: toLoopback }) },
  });
}

/** A request signed by hand with the keys of the default account. */
const raw = (options: Partial<S3Request> = {}) =>
  s3({
    port: cloud.port,
    host,
    region: "ap-guangzhou",
    accessKeyId: cloud.user.secretId,
    secret: cloud.user.secretKey,
    ...options,
  });

async function refused(work: Promise<unknown>): Promise<readonly [string, number | undefined]> {
  try {
    await work;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return [name, $metadata?.httpStatusCode];
  }
  throw new Error("the call was expected to be refused");
}

const put = (Key: string, Body = Key, by = client) => by.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string, by = client) =>
  (await by.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

beforeAll(async () => {
  cloud = await startTencent();
  client = clientFor();
  await client.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => cloud.emulator.stop());
beforeEach(() => {
  cloud.world.buckets.find("cos", Bucket)?.objects.clear();
  cloud.world.set({ cosPathStyle: "refused", cosExpiredTokenCode: "ExpiredToken", cosPageSize: 1_000 });
});

describe("objects of COS through Amazon's client", () => {
  test("what was put is got back, with its MD5 in small letters", async () => {
    const Body = Buffer.from([0, 255, 10]);
    const stored = await client.send(new PutObjectCommand({ Bucket, Key: "a/b c+ü.bin", Body, ContentType: "x/y" }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "a/b c+ü.bin" }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect([got.ContentType, got.ETag]).toEqual(["x/y", stored.ETag]);
    expect((await put("key", "hello")).ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "key" }));
    expect(head.ContentLength).toBe(5);
    const IfMatch = head.ETag;
    expect((await client.send(new GetObjectCommand({ Bucket, Key: "key", IfMatch }))).ETag).toBe(IfMatch);
  });

  test("a missing key is NoSuchKey, in the vendor's form of an error", async () => {
    expect(await refused(get("none"))).toEqual(["NoSuchKey", 404]);
    const answer = await raw({ path: "/none" });
    expect(answer.headers["x-cos-request-id"]).toBe(answer.element("RequestId"));
    expect([answer.element("Code"), answer.element("Resource")]).toEqual(["NoSuchKey", `${host}/none`]);
    expect(answer.element("TraceId")).not.toBe("");
    expect(answer.headers["server"]).toBe("tencent-cos");
    const gone = await client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
    expect(gone.$metadata.httpStatusCode).toBe(204);
  });

  test("a listing sees the last write at once, and goes on from its token", async () => {
    for (const key of ["a", "d/1", "d/2", "e"]) await put(key);
    const page = (options: object) => client.send(new ListObjectsV2Command({ Bucket, ...options }));
    expect((await page({})).Contents?.map(({ Key }) => Key)).toEqual(["a", "d/1", "d/2", "e"]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    cloud.world.set({ cosPageSize: 2 });
    const first = await page({ Delimiter: "/" });
    expect([first.CommonPrefixes?.[0]?.Prefix, first.Contents?.map(({ Key }) => Key)]).toEqual(["d/", ["e"]]);
    const short = await page({});
    expect(short.IsTruncated).toBe(true);
    const rest = await page({ ContinuationToken: short.NextContinuationToken });
    expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["e"]);
  });
});

describe("buckets of COS", () => {
  test("are named after their account, made once, found, listed and deleted when empty", async () => {
    const name = (text: string) => client.send(new CreateBucketCommand({ Bucket: text }));
    expect(await refused(name("without-appid"))).toEqual(["InvalidBucketName", 400]);
    expect(await refused(name("other-1250000002"))).toEqual(["InvalidBucketName", 400]);
    expect(await refused(name(Bucket))).toEqual(["BucketAlreadyOwnedByYou", 409]);
    await name(`more-${appId}`);
    const listed = await clientFor({ endpoint: "service.cos.myqcloud.com" }).send(new ListBucketsCommand({}));
    expect(listed.Buckets?.map((one) => one.Name)).toEqual(expect.arrayContaining([Bucket, `more-${appId}`]));
    expect((await client.send(new HeadBucketCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
    expect((await raw({ query: { location: "" } })).element("LocationConstraint")).toBe("ap-guangzhou");
    await put("key");
    expect(await refused(client.send(new DeleteBucketCommand({ Bucket })))).toEqual(["BucketNotEmpty", 409]);
    await client.send(new DeleteBucketCommand({ Bucket: `more-${appId}` }));
    expect(await refused(client.send(new HeadBucketCommand({ Bucket: `more-${appId}` })))).toEqual(["NotFound", 404]);
  });

  test("are named before the host, in the path only where that is still taken", async () => {
    await put("key");
    const byPath = clientFor({ pathStyle: true });
    expect(await refused(get("key", byPath))).toEqual(["PathStyleDomainForbidden", 403]);
    cloud.world.set({ cosPathStyle: "accepted" });
    expect(await get("key", byPath)).toBe("key");
    for (const endpoint of ["cos-internal.ap-guangzhou.tencentcos.cn", "cos.ap-guangzhou.tencentcos.cn"])
      expect(await get("key", clientFor({ endpoint })), endpoint).toBe("key");
  });

  test("are not known in another region", async () => {
    await put("key");
    expect(await refused(get("key", clientFor({ region: "ap-beijing" })))).toEqual(["NoSuchBucket", 404]);
  });

  test("of OSS have other names, and the other vendor's keys are unknown", async () => {
    const oss = "mooring-state.s3.oss-cn-hangzhou.aliyuncs.com";
    const foreign = await raw({ host: oss, region: "cn-hangzhou", path: "/config/mooring.yaml" });
    expect(foreign.element("Code")).toBe("InvalidAccessKeyId");
    expect(foreign.headers["x-oss-request-id"]).toBeDefined();
  });

  test("are counted and broken by their own operations", async () => {
    cloud.world.calls.reset();
    await put("key");
    await client.send(new ListObjectsV2Command({ Bucket }));
    expect(cloud.world.calls.counts()).toEqual({ "cos:PutObject": 1, "cos:ListObjectsV2": 1 });
    cloud.world.faults.add({ product: "cos", action: "GetObject", times: 1, fault: "throttling" });
    expect(await refused(get("key"))).toEqual(["SlowDown", 503]);
    cloud.world.faults.add({ product: "cos", action: "PutObject", times: 1, fault: "reset-after-write" });
    await expect(put("kept")).rejects.toThrow();
    expect(await get("kept")).toBe("kept");
  });
});

describe("who may use a bucket of COS", () => {
  test.each([
    ["an unknown key", { accessKeyId: "AKIDnobody" }, "InvalidAccessKeyId"],
    ["another secret", { secret: "not-the-secret" }, "SignatureDoesNotMatch"],
    ["another region in the signature", { region: "ap-beijing" }, "AuthorizationHeaderMalformed"],
    ["a time long ago", { at: Date.parse("2020-01-01T00:00:00Z") }, "RequestTimeTooSkewed"],
    [
      "another body than was signed",
      { method: "PUT", body: "x", payloadHash: "0".repeat(64) },
      "XAmzContentSHA256Mismatch",
    ],
    ["a token that belongs to no key", { token: "made-up" }, "InvalidToken"],
    ["a key longer than 850 bytes", { method: "PUT", path: `/${"k".repeat(851)}` }, "KeyTooLong"],
  ])("a request with %s is refused", async (_what, options, code) => {
    expect((await raw({ path: "/key", ...options })).element("Code")).toBe(code);
  });

  /** A temporary key of a role with this policy. */
  function session(document: object, seconds = 900) {
    const made = { name: "bucket", ids: cloud.world.tencentIds, now: cloud.world.clock.now() };
    cloud.account.policies.set("bucket", newTencentPolicy({ ...made, document: JSON.stringify(document) }));
    const role = newTencentRole({ ...made, trust: trusting({ service: ["scf.qcloud.com"] }) });
    role.attached.push({ type: "User", name: "bucket", at: made.now });
    cloud.account.roles.set("bucket", role);
    const { secretId, secretKey, token } = cloud.world.tencentKeys.issue({
      account: cloud.account.uin,
      role: "bucket",
      session: "s",
      seconds,
    });
    return { secretId, secretKey, token };
  }

  test("a role does what its policy says, on the keys that it names", async () => {
    await put("open/key");
    await put("closed/key");
    const reader = clientFor(
      session({
        version: "2.0",
        statement: [
          { effect: "allow", action: "name/cos:GetObject", resource: resource("open/*") },
          { effect: "allow", action: ["cos:GetBucket"], resource: [resource("open/*")] },
        ],
      }),
    );
    expect(await get("open/key", reader)).toBe("open/key");
    expect(await refused(get("closed/key", reader))).toEqual(["AccessDenied", 403]);
    expect(await refused(put("open/key", "x", reader))).toEqual(["AccessDenied", 403]);
    expect(await refused(reader.send(new ListObjectsV2Command({ Bucket })))).toEqual(["AccessDenied", 403]);
    const listed = await reader.send(new ListObjectsV2Command({ Bucket, Prefix: "open/" }));
    expect(listed.KeyCount).toBe(1);
    expect(await refused(reader.send(new HeadObjectCommand({ Bucket, Key: "open/key" })))).toEqual(["Unknown", 403]);
  });

  test("a policy may name the owner by UIN, and any bucket of any region", async () => {
    await put("key");
    const all = clientFor(session(allow(["cos:GetObject"], [`qcs::cos:*:uin/${cloud.account.uin}:*/*`])));
    expect(await get("key", all)).toBe("key");
    const elsewhere = clientFor(session(allow(["cos:*"], [`qcs::cos:ap-beijing:uid/${appId}:${Bucket}/*`])));
    expect(await refused(get("key", elsewhere))).toEqual(["AccessDenied", 403]);
  });

  test("a temporary key needs its token and ends in world time", async () => {
    await put("key");
    const key = session(allow(["cos:*"], ["*"]), 600);
    expect(await get("key", clientFor(key))).toBe("key");
    const { secretId: accessKeyId, secretKey: secret } = key;
    expect((await raw({ path: "/key", accessKeyId, secret })).element("Code")).toBe("InvalidAccessKeyId");
    const { token } = key;
    const url = presigned({ port: cloud.port, host, path: "/key", region: "ap-guangzhou", accessKeyId, secret, token });
    expect((await exchange(cloud.port, "GET", url, { host })).text).toBe("key");
    await cloud.world.clock.advance(601_000);
    expect(await refused(get("key", clientFor(key)))).toEqual(["ExpiredToken", 403]);
    cloud.world.set({ cosExpiredTokenCode: "InvalidAccessKeyId" });
    expect(await refused(get("key", clientFor(key)))).toEqual(["InvalidAccessKeyId", 403]);
  });

  test("another account's bucket is closed, whatever one's policies say", async () => {
    cloud.world.buckets.add({
      provider: "cos",
      name: "foreign-1250000009",
      region: "ap-guangzhou",
      account: "100000000009",
      createdAt: 0,
    });
    const foreign = await raw({ host: "foreign-1250000009.cos.ap-guangzhou.myqcloud.com", path: "/key" });
    expect([foreign.status, foreign.element("Code")]).toEqual([403, "AccessDenied"]);
  });
});
