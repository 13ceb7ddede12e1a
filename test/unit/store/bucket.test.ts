import { describe, expect, it } from "vitest";
import { createBucketStore } from "../../../shared/store/bucket.ts";
import { type BucketLocation, bucketHost } from "../../../shared/store/bucket-address.ts";
import type { BucketAnswer, BucketRequest } from "../../../shared/store/bucket-http.ts";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import { drivenClock } from "../kernel/driven-clock.ts";
import { startBucketStub, stubKeys } from "./bucket-stub.ts";

const location: BucketLocation = { kind: "oss", bucket: "mooring-store", region: "cn-hangzhou", internal: true };
const keys = {
  accessKeyId: "an-id",
  accessKeySecret: "a-secret-of-30-characters",
  securityToken: "a-token-of-the-role",
};

const answer = (status: number, text: string | Uint8Array = "", headers = {}): BucketAnswer => ({
  status,
  headers,
  body: typeof text === "string" ? new TextEncoder().encode(text) : text,
});
const refusal = (status: number, code: string, message = "no") =>
  answer(
    status,
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>REQ1</RequestId></Error>`,
  );
const listing = (objects: readonly string[], rest = "<IsTruncated>false</IsTruncated>") =>
  answer(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType>${rest}${objects
      .map((key) => `<Contents><Key>${key}</Key><ETag>&quot;E-${key}&quot;</ETag></Contents>`)
      .join("")}</ListBucketResult>`,
  );
const reset = () => Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });

/** A store whose requests are answered one after the other by what a test says. */
function scripted(
  answers: readonly (BucketAnswer | Error)[],
  credentials: () => Promise<BucketCredentials> = async () => keys,
) {
  const sent: BucketRequest[] = [];
  const clock = drivenClock();
  const store = createBucketStore({
    location,
    credentials,
    clock,
    random: () => 0.5,
    request: async (request) => {
      const next = answers[sent.length];
      sent.push(request);
      if (next === undefined) throw new Error("nobody expected one more request");
      if (next instanceof Error) throw next;
      return next;
    },
  });
  return { store, sent, clock };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: unknown) => error,
  );

describe("a bucket's address", () => {
  it.each<[BucketLocation, string]>([
    [
      { kind: "oss", bucket: "b-1", region: "cn-hangzhou", internal: true },
      "b-1.s3.oss-cn-hangzhou-internal.aliyuncs.com",
    ],
    [{ kind: "oss", bucket: "b-1", region: "eu-central-1", internal: false }, "b-1.s3.oss-eu-central-1.aliyuncs.com"],
    [{ kind: "cos", bucket: "b-1250000000", region: "ap-guangzhou" }, "b-1250000000.cos.ap-guangzhou.myqcloud.com"],
  ])("of %j is %s", (place, host) => {
    expect(bucketHost(place)).toBe(host);
  });

  it("never is a host that is not loopback", () => {
    for (const endpoint of ["https://127.0.0.1:1", "http://example.com", "http://127.0.0.1.example.com", "nonsense"])
      expect(() =>
        createBucketStore({
          location,
          endpoint,
          credentials: async () => keys,
          clock: drivenClock(),
          random: Math.random,
        }),
      ).toThrow(/only http:\/\/ on a loopback host/);
  });
});

describe("a request to a bucket", () => {
  it("names the bucket in its host, covers host, body, date and token by its signature, and is one PUT for a write", async () => {
    const { store, sent } = scripted([answer(200)]);
    await store.write("ledger/cri-1/vpc=1@x:y.json", "ä");
    expect(sent).toHaveLength(1);
    const [request] = sent;
    expect(request?.method).toBe("PUT");
    expect(request?.url.href).toBe(
      "https://mooring-store.s3.oss-cn-hangzhou-internal.aliyuncs.com/ledger/cri-1/vpc%3D1%40x%3Ay.json",
    );
    expect(request?.headers).toMatchObject({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=an-id\/20260105\/cn-hangzhou\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, /,
      ),
      "x-amz-content-sha256": expect.stringMatching(/^[0-9a-f]{64}$/),
      "x-amz-date": "20260105T063000Z",
      "x-amz-security-token": "a-token-of-the-role",
    });
    expect(Buffer.from(request?.body ?? []).toString()).toBe("ä");
  });

  it("carries no token where the credentials are a person's own", async () => {
    const { accessKeyId, accessKeySecret } = keys;
    const { store, sent } = scripted([answer(200, "x")], async () => ({ accessKeyId, accessKeySecret }));
    await store.read("a");
    expect(Object.keys(sent[0]?.headers ?? {})).not.toContain("x-amz-security-token");
  });

  it("is signed with the credentials of its own moment", async () => {
    let turn = 0;
    const { store, sent } = scripted([answer(200, "x"), answer(200, "x")], async () => ({
      ...keys,
      accessKeyId: `id-${++turn}`,
    }));
    await store.read("a");
    await store.read("a");
    expect(sent.map(({ headers }) => /Credential=([^/]+)/.exec(headers["authorization"] ?? "")?.[1])).toEqual([
      "id-1",
      "id-2",
    ]);
  });

  it("goes to loopback with the bucket's real host in it", async () => {
    const host = bucketHost(location);
    const stub = await startBucketStub(host, location.region);
    const store = createBucketStore({
      location,
      endpoint: stub.url.replace("127.0.0.1", "localhost"),
      credentials: async () => stubKeys,
      clock: drivenClock(),
      random: Math.random,
    });
    await store.write("a/b", "x");
    expect(stub.seen).toEqual([{ method: "PUT", host, target: "/a/b" }]);
    await stub.close();
  });
});

describe("a listing", () => {
  it("is read page by page to its end, in code-unit order, each object once", async () => {
    const next = "<IsTruncated>true</IsTruncated><NextContinuationToken>a+b/c=</NextContinuationToken>";
    const { store, sent } = scripted([listing(["l%2Fb", "l%2Fa"], next), listing(["l%2Fa", "l%2FB"])]);
    expect(await store.list("l/")).toEqual([
      { key: "l/B", version: '"E-l%2FB"' },
      { key: "l/a", version: '"E-l%2Fa"' },
      { key: "l/b", version: '"E-l%2Fb"' },
    ]);
    expect(sent.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { "list-type": "2", "encoding-type": "url", "max-keys": "1000", prefix: "l/" },
      { "list-type": "2", "encoding-type": "url", "max-keys": "1000", prefix: "l/", "continuation-token": "a+b/c=" },
    ]);
  });

  it("leaves out what no store of Mooring's could have written, such as a console's folders", async () => {
    const { store } = scripted([listing(["ledger%2F", "ledger%2Fa+b", "ledger%2F%E6%9D%AD", "ledger%2Fok"])]);
    expect((await store.list("ledger/")).map(({ key }) => key)).toEqual(["ledger/ok"]);
  });

  it("takes keys as they are from a bucket that encodes none", async () => {
    const plain = answer(
      200,
      "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a=1</Key></Contents></ListBucketResult>",
    );
    expect(await scripted([plain]).store.list("")).toEqual([{ key: "a=1", version: null }]);
  });

  it.each([
    ["another document", "<Error/>", /is <Error>, not <ListBucketResult>/],
    ["a page of a proxy", "<html><body>Sign in</body></html>", /not <ListBucketResult>/],
    ["no XML", "{}", /could not be read/],
    ["half a document", "<ListBucketResult><IsTruncated>false</IsTrunc", /could not be read/],
    [
      "an entity of its own",
      '<!DOCTYPE a [<!ENTITY e "x">]><ListBucketResult><IsTruncated>&e;</IsTruncated></ListBucketResult>',
      /could not be read/,
    ],
    ["no end", "<ListBucketResult></ListBucketResult>", /does not say whether it is complete/],
    ["no way on", "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>", /does not say where/],
    [
      "an object without a key",
      "<ListBucketResult><IsTruncated>false</IsTruncated><Contents/></ListBucketResult>",
      /has no key/,
    ],
    ["nothing", "", /could not be read/],
  ])("with %s is an error, never an empty or a half one", async (_, text, says) => {
    expect(await failureOf(scripted([answer(200, text)]).store.list("a"))).toMatchObject({
      name: "StoreError",
      kind: "unavailable",
      key: "a",
      message: expect.stringMatching(says),
    });
  });

  it("that turns in circles is an error", async () => {
    const page = () =>
      listing(["a"], "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>");
    expect(await failureOf(scripted([page(), page()]).store.list(""))).toMatchObject({
      message: expect.stringContaining("came back to a page"),
    });
  });
});

describe("absence", () => {
  it("is what the bucket calls NoSuchKey, and nothing else", async () => {
    expect(await scripted([refusal(404, "NoSuchKey")]).store.read("a")).toBeNull();
    await scripted([refusal(404, "NoSuchKey")]).store.remove("a");
    for (const other of [
      refusal(404, "NoSuchBucket"),
      answer(404),
      answer(404, "<html/>"),
      refusal(403, "NoSuchKey"),
    ]) {
      expect(await failureOf(scripted([other]).store.read("a"))).toMatchObject({ name: "StoreError", key: "a" });
      expect(await failureOf(scripted([other]).store.remove("a"))).toMatchObject({ name: "StoreError", key: "a" });
    }
  });

  it("is no answer to a write", async () => {
    expect(await failureOf(scripted([refusal(404, "NoSuchKey")]).store.write("a", "x"))).toMatchObject({
      name: "StoreError",
    });
  });
});

describe("a bucket that refuses", () => {
  it.each([
    [refusal(404, "NoSuchBucket"), "unavailable", /there is no bucket mooring-store in cn-hangzhou .*Create it/],
    [
      refusal(403, "AccessDenied"),
      "denied",
      /permission denied .*oss:ListObjects, oss:GetObject, oss:PutObject, oss:DeleteObject on the bucket/,
    ],
    [refusal(403, "InvalidAccessKeyId"), "denied", /access key is not valid/],
    [refusal(403, "SignatureDoesNotMatch"), "denied", /access key is not valid/],
    [refusal(403, "RequestTimeTooSkewed"), "denied", /clock is wrong/],
    [refusal(403, "UserDisable"), "denied", /bill/],
    [refusal(301, "PermanentRedirect"), "unavailable", /not at home in cn-hangzhou .*Correct the region/],
    [refusal(400, "InvalidArgument"), "unavailable", /refused the request/],
  ])("is asked once, and its code, request id and what to do are told: %#", async (refused, kind, says) => {
    const { store, sent } = scripted([refused]);
    const error = await failureOf(store.write("pause/all.json", "x"));
    expect(error).toMatchObject({
      name: "StoreError",
      kind,
      key: "pause/all.json",
      message: expect.stringMatching(says),
    });
    expect(error).toMatchObject({
      message: expect.stringContaining("oss://mooring-store?region=cn-hangzhou&internal"),
    });
    expect(error).toMatchObject({ message: expect.stringMatching(/request REQ1\)/) });
    expect(sent).toHaveLength(1);
  });

  it("takes the request id from the headers where there is no document", async () => {
    const error = await failureOf(scripted([answer(403, "", { "x-oss-request-id": "FROM-HEADER" })]).store.read("a"));
    expect(error).toMatchObject({
      kind: "denied",
      message: expect.stringContaining("(HTTP 403, request FROM-HEADER)"),
    });
  });

  it("never has its repetition of a secret passed on", async () => {
    const said = `you sent ${keys.accessKeySecret} and ${keys.securityToken}`;
    for (const status of [400, 403]) {
      const error = await failureOf(scripted([refusal(status, "AccessDenied", said)]).store.read("a"));
      expect(error).toMatchObject({ message: expect.stringContaining("you sent [secret] and [secret]") });
      expect(JSON.stringify(error) + String(error)).not.toMatch(/a-secret-of|a-token-of/);
    }
  });
});

describe("a bucket that does not work for a moment", () => {
  it.each([
    ["503 SlowDown", refusal(503, "SlowDown")],
    ["503 QpsLimitExceeded", refusal(503, "QpsLimitExceeded")],
    ["500", answer(500)],
    ["429", answer(429)],
    ["400 RequestTimeout", refusal(400, "RequestTimeout")],
    ["a reset", reset()],
  ])("is asked again after %s, for each kind of call", async (_, trouble) => {
    const calls = [
      { answers: [answer(200, "text")], call: (s: ReturnType<typeof scripted>["store"]) => s.read("a") },
      { answers: [answer(200)], call: (s: ReturnType<typeof scripted>["store"]) => s.write("a", "x") },
      { answers: [answer(204)], call: (s: ReturnType<typeof scripted>["store"]) => s.remove("a") },
      { answers: [listing([])], call: (s: ReturnType<typeof scripted>["store"]) => s.list("a") },
    ];
    for (const { answers, call } of calls) {
      const { store, sent, clock } = scripted([trouble, trouble, ...answers]);
      await call(store);
      expect(sent).toHaveLength(3);
      expect(clock.waits).toEqual([225, 450]);
    }
  });

  it("is given up after four requests, and the last refusal is told", async () => {
    const { store, sent } = scripted([reset(), reset(), reset(), refusal(503, "SlowDown"), answer(200)]);
    expect(await failureOf(store.read("a"))).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("SlowDown, request REQ1"),
    });
    expect(sent).toHaveLength(4);
  });

  it("is left alone as long as it asks for", async () => {
    const { store, clock } = scripted([answer(503, "", { "retry-after": "7" }), answer(200, "x")]);
    await store.read("a");
    expect(clock.waits).toEqual([7_000]);
  });

  it("says what to check where its name does not resolve", async () => {
    const lost = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    expect(await failureOf(scripted([lost, lost, lost, lost]).store.read("a"))).toMatchObject({
      kind: "unavailable",
      message: expect.stringMatching(/does not resolve \(ENOTFOUND\).*region in MOORING_STORE; the internal endpoint/),
    });
  });
});

describe("credentials", () => {
  it.each(["ExpiredToken", "SecurityTokenExpired", "InvalidSecurityToken"])(
    "that expired (%s) are asked for anew, once",
    async (code) => {
      let asked = 0;
      const credentials = async () => ({ ...keys, securityToken: `token-${++asked}` });
      const { store, sent } = scripted([refusal(403, code), answer(200, "text")], credentials);
      expect(await store.read("a")).toBe("text");
      expect(sent.map(({ headers }) => headers["x-amz-security-token"])).toEqual(["token-1", "token-2"]);
      const stale = scripted([refusal(403, code), refusal(403, code), answer(200)], credentials);
      expect(await failureOf(stale.store.read("a"))).toMatchObject({
        kind: "denied",
        message: expect.stringContaining(code),
      });
      expect(stale.sent).toHaveLength(2);
    },
  );

  it("that cannot be had send nothing and say why", async () => {
    const { store, sent } = scripted([], () => Promise.reject(new Error("the function has no role")));
    expect(await failureOf(store.read("a"))).toMatchObject({
      name: "StoreError",
      kind: "denied",
      message: expect.stringContaining("there are no credentials for it: the function has no role"),
    });
    expect(sent).toEqual([]);
  });

  it("that whoever looked for them says are missing are said to be missing once", async () => {
    const { store } = scripted([], () => Promise.reject(new Error("no credentials for Alibaba Cloud: set them")));
    expect(await failureOf(store.read("a"))).toMatchObject({
      message: expect.stringMatching(
        /^Mooring could not read the object a in \S+: no credentials for Alibaba Cloud: set/,
      ),
    });
  });
});

describe("an object", () => {
  it("that is not UTF-8 is damaged", async () => {
    expect(await failureOf(scripted([answer(200, Uint8Array.of(0x7b, 0xff))]).store.read("a"))).toMatchObject({
      kind: "damaged",
      key: "a",
    });
  });
});
