import { AwsClient } from "aws4fetch";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "./cloud-client.ts";
import { exchange, presigned, type S3Request, s3 } from "./s3-request.ts";

let cloud: Cloud;
const host = "bucket-of-tests.s3.oss-cn-hangzhou.aliyuncs.com";

beforeEach(async () => {
  cloud = await startCloud();
  await raw({ method: "PUT" });
  await raw({ method: "PUT", path: "/key", body: "text" });
});
afterEach(() => cloud.emulator.stop());

const keys = () => ({ accessKeyId: cloud.user.accessKeyId, secret: cloud.user.accessKeySecret });

function raw(options: Partial<S3Request> = {}) {
  return s3({ port: cloud.port, host, ...keys(), ...options });
}

async function code(options: Partial<S3Request>): Promise<readonly [number, string | undefined]> {
  const answer = await raw({ path: "/key", ...options });
  return [answer.status, answer.element("Code")];
}

function issued(seconds = 900) {
  const { accessKeyId, secret, securityToken } = cloud.world.credentials.issue({
    account: cloud.account,
    role: "r",
    session: "s",
    seconds,
  });
  return { accessKeyId, secret, token: securityToken };
}

/** Lets the role of the temporary keys do anything; it has to be there for its keys to mean something. */
const minute = 60_000;

describe("the signature", () => {
  test("by hand, with the body's hash or unsigned, is accepted", async () => {
    expect((await raw({ path: "/key" })).text).toBe("text");
    expect((await raw({ path: "/key", payloadHash: "UNSIGNED-PAYLOAD" })).text).toBe("text");
    expect((await raw({ path: "/a%20b/c%2Bd", method: "PUT", body: "x" })).status).toBe(200);
    expect((await raw({ query: { prefix: "a b/c+", "list-type": "2" } })).element("Key")).toBe("a b/c+d");
  });

  test("by aws4fetch is accepted", async () => {
    const { accessKeyId, secret } = keys();
    const client = new AwsClient({ accessKeyId, secretAccessKey: secret, service: "s3", region: "oss-cn-hangzhou" });
    const request = await client.sign(`http://${host}:${cloud.port}/dir/k%C3%BC?x-id=PutObject`, {
      method: "PUT",
      body: "by aws4fetch",
    });
    const headers = { ...Object.fromEntries(request.headers), host: `${host}:${cloud.port}` };
    const stored = await exchange(cloud.port, "PUT", "/dir/k%C3%BC?x-id=PutObject", headers, "by aws4fetch");
    expect(stored.status).toBe(200);
    expect((await raw({ path: "/dir/k%C3%BC" })).text).toBe("by aws4fetch");
  });

  test("of another secret is refused with the server's own string to sign", async () => {
    const answer = await raw({ path: "/key", secret: "not-the-secret" });
    expect([answer.status, answer.element("Code")]).toEqual([403, "SignatureDoesNotMatch"]);
    expect(answer.element("StringToSign")).toMatch(/^AWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/cn-hangzhou\/s3\//);
    expect(answer.text).not.toContain(keys().secret);
  });

  test("covers method, path, query, headers and body", async () => {
    const { accessKeyId, secret } = keys();
    const signer = new AwsClient({ accessKeyId, secretAccessKey: secret, service: "s3", region: "cn-hangzhou" });
    const request = await signer.sign(`http://${host}/key`, { method: "GET" });
    const headers = { ...Object.fromEntries(request.headers), host };
    const sent = async (method: string, path: string, more: Record<string, string> = {}) =>
      (await exchange(cloud.port, method, path, { ...headers, ...more })).status;
    expect(await sent("GET", "/key")).toBe(200);
    expect(await sent("DELETE", "/key")).toBe(403);
    expect(await sent("GET", "/other")).toBe(403);
    expect(await sent("GET", "/key?list-type=2")).toBe(403);
    expect(await sent("GET", "/key", { host: "other.s3.oss-cn-hangzhou.aliyuncs.com" })).toBe(403);
    expect(await code({ method: "PUT", body: "other", payloadHash: "0".repeat(64) })).toEqual([
      400,
      "XAmzContentSHA256Mismatch",
    ]);
    expect(await code({ unsigned: ["x-amz-date"] })).toEqual([400, "AuthorizationHeaderMalformed"]);
  });

  test("without any is anonymous, of another kind malformed, of an unknown key refused", async () => {
    expect((await exchange(cloud.port, "GET", "/key", { host })).element("Message")).toContain("Anonymous");
    const strange = { host, authorization: "OSS4-HMAC-SHA256 Credential=a" };
    expect((await exchange(cloud.port, "GET", "/key", strange)).element("Code")).toBe("AuthorizationHeaderMalformed");
    expect(await code({ accessKeyId: "LTAInobody" })).toEqual([403, "InvalidAccessKeyId"]);
    expect(await code({ service: "oss" })).toEqual([400, "AuthorizationHeaderMalformed"]);
  });

  test("in chunks is refused, as the vendor refuses it", async () => {
    const payloadHash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    expect(await code({ method: "PUT", payloadHash, body: "x" })).toEqual([400, "InvalidArgument"]);
  });

  test("names the region, with oss- before it or without; any at all by setting", async () => {
    expect((await code({ region: "oss-cn-hangzhou" }))[0]).toBe(200);
    expect(await code({ region: "us-east-1" })).toEqual([400, "AuthorizationHeaderMalformed"]);
    cloud.world.set({ bucketSigningRegion: "any" });
    expect((await code({ region: "us-east-1" }))[0]).toBe(200);
  });

  test("is good for 15 minutes of wall time or of world time", async () => {
    expect(await code({ at: Date.now() - 16 * minute })).toEqual([403, "RequestTimeTooSkewed"]);
    expect(await code({ at: Date.now() + 16 * minute })).toEqual([403, "RequestTimeTooSkewed"]);
    expect((await code({ at: Date.now() - 14 * minute }))[0]).toBe(200);
    await cloud.world.clock.advance(60 * minute);
    expect((await code({ at: Date.now() }))[0]).toBe(200);
    expect((await code({ at: Date.now() + 60 * minute }))[0]).toBe(200);
    expect(await code({ at: Date.now() + 30 * minute })).toEqual([403, "RequestTimeTooSkewed"]);
  });
});

describe("temporary keys", () => {
  test("need their token, in the header for S3 clients, until they expire", async () => {
    const key = issued();
    const { token, ...bare } = key;
    expect((await raw({ ...key, path: "/key" })).element("Code")).not.toBe("SignatureDoesNotMatch");
    expect(await code(bare)).toEqual([403, "InvalidAccessKeyId"]);
    expect(await code({ ...bare, token: "another" })).toEqual([403, "InvalidSecurityToken"]);
    expect(await code({ ...key, unsigned: ["x-amz-security-token"] })).toEqual([400, "AuthorizationHeaderMalformed"]);
    const wrongHeader = await raw({ ...bare, path: "/key", headers: { "x-oss-security-token": token } });
    expect(wrongHeader.element("EC")).toBe("0002-00000009");
    await cloud.world.clock.advance(900_000);
    expect(await code(key)).toEqual([403, "SecurityTokenExpired"]);
  });

  test("a presigned URL works for a user until it expires, and with a token by setting alone", async () => {
    const get = (path: string) => exchange(cloud.port, "GET", path, { host });
    const common = { port: cloud.port, host, path: "/key" };
    expect((await get(presigned({ ...common, ...keys() }))).text).toBe("text");
    expect((await get(presigned({ ...common, ...keys(), at: Date.now() - 2 * minute }))).element("Message")).toBe(
      "Request has expired.",
    );
    expect((await get(presigned({ ...common, ...keys(), expires: 700_000 }))).element("Code")).toBe(
      "AuthorizationHeaderMalformed",
    );
    expect((await get(presigned({ ...common, ...issued() }))).element("Message")).toContain("presigned");
    cloud.world.set({ bucketPresignedToken: "accepted" });
    expect((await get(presigned({ ...common, ...issued() }))).element("Message") ?? "").not.toContain("presigned");
  });
});

describe("refusals, faults and counting", () => {
  test("a refusal is XML with code, message, request id and host; every answer has its request id", async () => {
    const answer = await raw({ path: "/none" });
    expect(answer.headers["content-type"]).toBe("application/xml");
    expect(answer.element("RequestId")).toBe(answer.headers["x-oss-request-id"]);
    expect(answer.element("RequestId")).toMatch(/^[0-9A-F]{24}$/);
    expect([answer.element("HostId"), answer.element("Key")]).toEqual([host, "none"]);
    expect((await raw({ path: "/key" })).headers["x-oss-request-id"]).toMatch(/^[0-9A-F]{24}$/);
    const head = await raw({ path: "/none", method: "HEAD" });
    expect([head.status, head.text]).toEqual([404, ""]);
  });

  test("faults strike before or after the effect, in the vendor's words", async () => {
    const once = (fault: string, action: string) =>
      cloud.control("POST", "faults", { product: "oss", action, times: 1, fault });
    await once("throttling", "GetObject");
    expect(await code({})).toEqual([503, "QpsLimitExceeded"]);
    expect((await code({}))[0]).toBe(200);
    await once("internal", "GetObject");
    expect(await code({})).toEqual([500, "InternalError"]);
    await once("not-json", "GetObject");
    expect((await raw({ path: "/key" })).status).toBe(502);
    await once("reset", "PutObject");
    await expect(raw({ method: "PUT", path: "/lost", body: "x" })).rejects.toThrow();
    expect(await code({ path: "/lost" })).toEqual([404, "NoSuchKey"]);
    await once("reset-after-write", "PutObject");
    await expect(raw({ method: "PUT", path: "/kept", body: "x" })).rejects.toThrow();
    expect((await raw({ path: "/kept" })).text).toBe("x");
  });

  test("calls are counted by operation", async () => {
    cloud.world.calls.reset();
    await raw({ path: "/key" });
    await raw({ query: { "list-type": "2" } });
    await raw({ method: "PUT", path: "/key" });
    await raw({ path: "/key", secret: "not-the-secret" });
    expect(cloud.world.calls.counts()).toEqual({ "oss:GetObject": 1, "oss:ListObjectsV2": 1, "oss:PutObject": 1 });
  });
});
