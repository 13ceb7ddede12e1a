import { createHash, createHmac } from "node:crypto";
import { Agent } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { faultNames } from "../../emulator/faults.ts";
import { defaultTencentAccount } from "../../emulator/tencent/accounts.ts";
import type { TencentAuditEntry } from "../../emulator/tencent/audit/entry.ts";
import { worldSettingsWith } from "../../emulator/world-settings.ts";
import { type RawAnswer, send } from "./raw-request.ts";
import { startTencent, type Tencent, tencentCode, tencentRefusal } from "./tencent-client.ts";
import { type Tc3Signing, tc3Headers } from "./tencent-raw-request.ts";

const second = { name: "second", secretId: "AKIDsecond000000000000000000000000001", secretKey: "second-emulated-key" };
/** Stands still unless a test moves it, so that windows and skews are exact. */
let wall = Date.now();
let cloud: Tencent;
let audited: TencentAuditEntry[];

beforeAll(async () => {
  const account = { ...defaultTencentAccount, users: [...defaultTencentAccount.users, second] };
  cloud = await startTencent({ tencentAccounts: [account], wall: () => wall });
  cloud.world.tencentAudited.subscribe((entry) => audited.push(entry));
});
afterAll(() => cloud.emulator.stop());
beforeEach(() => {
  audited = [];
  wall = Math.max(wall, Date.now());
  cloud.world.set({ ...worldSettingsWith(), publishedLimits: "off" });
  cloud.world.faults.clear();
  cloud.world.calls.reset();
  cloud.account.vpcs.clear();
});

/** Limits hold from now on, in a window that nothing was counted in. */
function freshSecond(): void {
  wall += 1_000;
  cloud.world.set({ publishedLimits: "enforced" });
}

const now = () => Math.floor(Date.now() / 1000);
const signed = (more: Partial<Tc3Signing> = {}) =>
  tc3Headers({
    ...cloud.user,
    host: cloud.endpoint,
    action: "DescribeVpcs",
    version: "2017-03-12",
    body: "{}",
    ...more,
  });
/** A request signed by hand; `sent` is what is then changed of it. */
const raw = (
  more: Partial<Tc3Signing> = {},
  sent: { headers?: Record<string, string>; body?: string; method?: string; query?: string } = {},
): Promise<RawAnswer> =>
  send({
    port: cloud.port,
    method: sent.method ?? more.method ?? "POST",
    query: sent.query ?? more.query ?? "",
    headers: { ...signed(more), ...sent.headers },
    body: sent.body ?? more.body ?? "{}",
  });
const responseOf = ({ body }: RawAnswer) =>
  body["Response"] as { Error?: { Code: string; Message: string }; TotalCount?: number; RequestId: string };
const codeOf = async (answer: Promise<RawAnswer>) => responseOf(await answer).Error?.Code;
const without = (headers: Readonly<Record<string, string>>, ...names: string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

describe("answers", () => {
  test("are HTTP 200 and plain application/json with a fresh UUID, errors too", async () => {
    const answers = [await raw(), await raw(), await raw({ secretKey: "wrong" })];
    for (const { status, headers, body } of answers) {
      expect(status).toBe(200);
      expect(headers["content-type"]).toBe("application/json");
      expect(Object.keys(body)).toEqual(["Response"]);
    }
    const ids = answers.map((answer) => responseOf(answer).RequestId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(3);
    expect(responseOf(answers[0] as RawAnswer)).toMatchObject({ TotalCount: 0 });
  });

  test("never hold the key that was expected", async () => {
    const { text } = await raw({ secretKey: "wrong" });
    expect(text).not.toContain(cloud.user.secretKey);
  });

  test("count every call that passed the signature, refused or not, and no other", async () => {
    await raw();
    await raw({ body: '{"Limit":1}' });
    await raw({ secretKey: "wrong" });
    expect(cloud.world.calls.counts()).toEqual({ "vpc:DescribeVpcs": 2 });
  });

  test("speak the language of the request, else the account's, in the common errors", async () => {
    const refused = async (language?: "zh-CN" | "en-US") =>
      (await tencentRefusal(cloud.clientsWith({ ...(language && { language }), secretKey: "no" }).vpc.DescribeVpcs({})))
        .message;
    const english = "The provided credentials could not be validated. Please check your signature is correct.";
    const chinese = "请求签名验证失败，请检查您的签名计算是否正确。";
    expect(await refused()).toBe(english);
    expect(await refused("zh-CN")).toBe(chinese);
    cloud.world.set({ tencentLanguage: "zh-CN" });
    expect(await refused()).toBe(chinese);
    expect(await refused("en-US")).toBe(english);
  });
});

describe("TC3-HMAC-SHA256", () => {
  test("is the official SDK's, which signs the host without its port", async () => {
    expect(await cloud.vpc.DescribeVpcs({})).toMatchObject({ TotalCount: 0 });
  });

  test.each([
    ["with its port", () => ({})],
    ["without its port", () => ({ signedHost: "127.0.0.1" })],
    ["with the scheme in front, as a command line does", () => ({ host: `http://${cloud.endpoint}` })],
    ["as the vendor's", () => ({ host: "vpc.tencentcloudapi.com" })],
    ["as one of a region", () => ({ host: "vpc.ap-guangzhou.tencentcloudapi.com" })],
    ["as the international one", () => ({ host: "vpc.intl.tencentcloudapi.com" })],
    ["as the internal one", () => ({ host: "vpc.internal.tencentcloudapi.com" })],
  ])("takes the host %s", async (_what, more) => {
    expect(responseOf(await raw(more())).TotalCount).toBe(0);
  });

  test("covers whatever headers the list names, and nothing less than content type and host", async () => {
    const more = { "x-tc-action": "DescribeVpcs", "x-extra": "One" };
    expect(responseOf(await raw({ more })).TotalCount).toBe(0);
    expect(await codeOf(raw({ more }, { headers: { "x-extra": "two" } }))).toBe("AuthFailure.SignatureFailure");
    const headers = signed();
    const authorization = (headers["authorization"] ?? "").replace("content-type;host", "host");
    expect(await codeOf(send({ port: cloud.port, headers: { ...headers, authorization }, body: "{}" }))).toBe(
      "AuthFailure.InvalidAuthorization",
    );
  });

  test("takes the content type as it was signed, and a body whose hash was left out", async () => {
    expect(responseOf(await raw({ contentType: "application/json; charset=utf-8" })).TotalCount).toBe(0);
    const more = { "x-tc-content-sha256": "UNSIGNED-PAYLOAD" };
    expect(responseOf(await raw({ more })).TotalCount).toBe(0);
  });

  test.each([
    ["another body", { body: '{"Limit":"1"}' }],
    ["another host", { headers: { host: "other.example" } }],
    ["another content type", { headers: { "content-type": "application/json; charset=utf-8" } }],
    ["another time", { headers: { "x-tc-timestamp": String(now() - 1) } }],
  ])("is not good for %s", async (_what, sent) => {
    expect(await codeOf(raw({}, sent))).toBe("AuthFailure.SignatureFailure");
  });

  test("names the service it is for; whether that counts is a setting", async () => {
    expect(responseOf(await raw({ service: "127" })).TotalCount).toBe(0);
    cloud.world.set({ scopeService: "strict" });
    expect(await codeOf(raw({ service: "127" }))).toBe("AuthFailure.SignatureFailure");
    expect(responseOf(await raw()).TotalCount).toBe(0);
    expect(await tencentCode(cloud.vpc.DescribeVpcs({}))).toBe("AuthFailure.SignatureFailure");
    // The SDK's own way to keep the vendor's host on a local port.
    const agent = new Agent({
      lookup: (_host, options, done) =>
        options.all === true ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4),
    });
    const endpoint = `vpc.tencentcloudapi.com:${cloud.port}`;
    expect(await cloud.clientsWith({ endpoint, agent }).vpc.DescribeVpcs({})).toMatchObject({ TotalCount: 0 });
  });

  test.each([
    ["nothing", ""],
    ["SKIP", "SKIP"],
    ["another scheme", "Bearer x"],
    ["no signature", "TC3-HMAC-SHA256 Credential=a/2026-01-01/vpc/tc3_request, SignedHeaders=content-type;host"],
    [
      "a scope of another form",
      `TC3-HMAC-SHA256 Credential=a/vpc/tc3_request, SignedHeaders=content-type;host, Signature=${"a".repeat(64)}`,
    ],
  ])("with %s for an authorization is refused", async (_what, authorization) => {
    const headers = { ...without(signed(), "authorization"), ...(authorization !== "" && { authorization }) };
    expect(await codeOf(send({ port: cloud.port, headers, body: "{}" }))).toBe("AuthFailure.InvalidAuthorization");
  });

  test("is written with the date in UTC", async () => {
    const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(await codeOf(raw({ date }))).toBe("AuthFailure.SignatureFailure");
  });

  test("GET takes flattened parameters, and gives them the types of the action's table", async () => {
    await cloud.vpc.CreateVpc({ VpcName: "a", CidrBlock: "10.1.0.0/16", Tags: [{ Key: "k", Value: "v w" }] });
    const get = cloud.clientsWith({ method: "GET" });
    const Filters = [
      { Name: "tag:k", Values: ["x", "v w"] },
      { Name: "vpc-name", Values: ["a"] },
    ];
    const answer = await get.vpc.DescribeVpcs({ Filters, Limit: "5" });
    expect(answer).toMatchObject({ TotalCount: 1, VpcSet: [{ VpcName: "a" }] });
    const [VpcId = ""] = [answer.VpcSet?.[0]?.VpcId];
    expect(await get.vpc.DescribeUsedIpAddress({ VpcId, Limit: 5 })).toMatchObject({ TotalCount: 0 });
    await get.vpc.ModifyVpcAttribute({ VpcId, EnableRouteVpcPublish: false, DnsServers: ["10.1.0.2"] });
    expect(cloud.account.vpcs.get(VpcId)?.dnsServers).toEqual(["10.1.0.2"]);
    const refused = (request: object) => tencentCode(get.vpc.request("DescribeUsedIpAddress", { VpcId, ...request }));
    expect(await refused({ Limit: "five" })).toBe("InvalidParameter");
    expect(await refused({ "Filters.x": "a" })).toBe("InvalidParameter");
    expect(await refused({ Limits: 5 })).toBe("UnknownParameter");
  });
});

describe("the older signature", () => {
  const v1 = (method: "GET" | "POST", more: Record<string, string> = {}, key = cloud.user.secretKey) => {
    const parameters: Record<string, string> = {
      Action: "DescribeVpcs",
      Version: "2017-03-12",
      Region: "ap-guangzhou",
      Nonce: "7",
      Timestamp: String(now()),
      SecretId: cloud.user.secretId,
      ...more,
    };
    const line = Object.keys(parameters)
      .sort()
      .map((name) => `${name}=${parameters[name]}`)
      .join("&");
    const Signature = createHmac("sha1", key).update(`${method}${cloud.endpoint}/?${line}`).digest("base64");
    const form = new URLSearchParams({ ...parameters, Signature }).toString();
    return { form, port: cloud.port, host: cloud.endpoint };
  };

  test.each([
    ["HmacSHA1", "POST"],
    ["HmacSHA1", "GET"],
    ["HmacSHA256", "POST"],
    ["HmacSHA256", "GET"],
  ] as const)("%s is the official SDK's, with %s", async (signMethod, method) => {
    const older = cloud.clientsWith({ signMethod, method });
    await older.vpc.CreateVpc({ VpcName: "名 a+b&c", CidrBlock: "10.1.0.0/16", EnableMulticast: "true" });
    const Filters = [{ Name: "vpc-name", Values: ["a+b"] }];
    expect(await older.vpc.DescribeVpcs({ Filters, Limit: "1" })).toMatchObject({
      VpcSet: [{ VpcName: "名 a+b&c", EnableMulticast: true }],
    });
    const wrong = cloud.clientsWith({ signMethod, method, secretKey: "wrong" });
    expect(await tencentCode(wrong.vpc.DescribeVpcs({}))).toBe("AuthFailure.SignatureFailure");
    const nobody = cloud.clientsWith({ signMethod, method, secretId: "AKIDnobody" });
    expect(await tencentCode(nobody.vpc.DescribeVpcs({}))).toBe("AuthFailure.SecretIdNotFound");
  });

  test("is HmacSHA1 when no method is named, and wants a nonce, a time and a known method", async () => {
    const post = async (more: Record<string, string> = {}) => {
      const { form, port } = v1("POST", more);
      const headers = { host: cloud.endpoint, "content-type": "application/x-www-form-urlencoded" };
      return responseOf(await send({ port, headers, body: form }));
    };
    expect((await post()).TotalCount).toBe(0);
    expect((await post({ Nonce: "" })).Error).toMatchObject({
      Code: "MissingParameter",
      Message: "The request is missing a required parameter `Nonce`.",
    });
    expect((await post({ Timestamp: "" })).Error?.Code).toBe("MissingParameter");
    expect((await post({ SignatureMethod: "HmacMD5" })).Error?.Code).toBe("AuthFailure.SignatureFailure");
    expect((await post({ Timestamp: String(now() - 301) })).Error?.Code).toBe("AuthFailure.SignatureExpire");
    expect((await post({ Token: "x" })).Error?.Code).toBe("AuthFailure.TokenFailure");
    expect((await post({ Region: "" })).Error?.Code).toBe("MissingParameter");
    expect((await post({ Unknown: "1" })).Error?.Code).toBe("UnknownParameter");
  });

  test("may come without the port of the host", async () => {
    const { form } = v1("GET");
    const parameters = new URLSearchParams(form);
    parameters.delete("Signature");
    const line = [...parameters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
    const text = `GET127.0.0.1/?${line.join("&")}`;
    parameters.set("Signature", createHmac("sha1", cloud.user.secretKey).update(text).digest("base64"));
    const headers = { host: cloud.endpoint };
    const answer = await send({ port: cloud.port, method: "GET", query: parameters.toString(), headers });
    expect(responseOf(answer).TotalCount).toBe(0);
  });
});

describe("keys and times", () => {
  test.each([
    ["AKIDnobody", "AuthFailure.SecretIdNotFound"],
    ["a key!", "AuthFailure.InvalidAuthorization"],
    ["a%key", "AuthFailure.InvalidSecretId"],
  ])("the key %s is refused as %s", async (secretId, code) => {
    expect(await codeOf(raw({ secretId }))).toBe(code);
  });

  test("a time may be 300 seconds off, near wall time or near world time", async () => {
    wall = Math.floor(wall / 1000) * 1000;
    const at = (offset: number) => codeOf(raw({ timestamp: wall / 1000 + offset }));
    expect(await at(300)).toBeUndefined();
    expect(await at(-300)).toBeUndefined();
    expect(await at(301)).toBe("AuthFailure.SignatureExpire");
    expect(await at(-301)).toBe("AuthFailure.SignatureExpire");
    await cloud.world.clock.advance(86_400_000);
    const ahead = cloud.world.clock.offset() / 1000;
    expect(await at(0)).toBeUndefined();
    expect(await at(ahead)).toBeUndefined();
    expect(await at(ahead / 2)).toBe("AuthFailure.SignatureExpire");
  });

  test.each(["yesterday", "2026-01-01T00:00:00Z", "-5"])("%s is no time", async (timestamp) => {
    expect(await codeOf(raw({}, { headers: { "x-tc-timestamp": timestamp } }))).toBe("AuthFailure.SignatureExpire");
    const headers = without(signed(), "x-tc-timestamp");
    expect(responseOf(await send({ port: cloud.port, headers, body: "{}" })).Error).toEqual({
      Code: "MissingParameter",
      Message: "The request is missing a required parameter `Timestamp`.",
    });
  });

  test("a temporary key works with its token alone, until it expires in world time", async () => {
    cloud.account.roles.set("reader", {
      id: "4611686018400000099",
      name: "reader",
      type: "user",
      createdAt: 0,
      updatedAt: 0,
      description: "",
      trust: "{}",
      consoleLogin: false,
      tags: new Map(),
      maxSessionSeconds: 7_200,
      attached: [{ type: "QCS", name: "ReadOnlyAccess", at: 0 }],
    });
    const account = cloud.account.uin;
    const key = cloud.world.tencentKeys.issue({ account, role: "reader", session: "s", seconds: 900 });
    const list = (more: object) => cloud.clientsWith({ ...key, ...more }).vpc.DescribeVpcs({});
    expect(await list({})).toMatchObject({ TotalCount: 0 });
    expect(await tencentCode(list({ token: undefined }))).toBe("AuthFailure.TokenFailure");
    expect(await tencentCode(list({ token: `${key.token}x` }))).toBe("AuthFailure.TokenFailure");
    expect(await tencentCode(list({ secretKey: "wrong" }))).toBe("AuthFailure.SignatureFailure");
    expect(await tencentCode(cloud.clientsWith({ token: key.token }).vpc.DescribeVpcs({}))).toBe(
      "AuthFailure.TokenFailure",
    );
    await cloud.world.clock.advance(899_000);
    expect(await list({})).toMatchObject({ TotalCount: 0 });
    await cloud.world.clock.advance(2_000);
    expect(await tencentCode(list({}))).toBe("AuthFailure.TokenFailure");
  });
});

describe("which action", () => {
  test.each([
    [{ action: "DescribeNothing" }, "InvalidAction"],
    [{ action: "DescribeNothing", version: "1999-01-01" }, "InvalidAction"],
    [{ version: "1999-01-01" }, "NoSuchVersion"],
    [{ version: "2019-09-24" }, "InvalidAction"],
    [{ version: "2019-09-24", host: "vpc.tencentcloudapi.com" }, "NoSuchVersion"],
    [{ host: "tcr.tencentcloudapi.com" }, "InvalidAction"],
    [{ host: "cvm.tencentcloudapi.com" }, "NoSuchProduct"],
    [{ action: "GetCallerIdentity", version: "2018-08-13", service: "sts" }, undefined],
    [{ action: "GetResources", version: "2018-08-13", service: "tag" }, undefined],
  ])("%j is refused as %s", async (more, code) => {
    expect(await codeOf(raw(more))).toBe(code);
  });

  test.each([
    ["x-tc-action", "Action"],
    ["x-tc-version", "Version"],
  ])("%s is a required parameter", async (header, parameter) => {
    const headers = { ...without(signed({ host: "vpc.tencentcloudapi.com" }), header) };
    expect(responseOf(await send({ port: cloud.port, headers, body: "{}" })).Error).toEqual({
      Code: "MissingParameter",
      Message: `The request is missing a required parameter \`${parameter}\`.`,
    });
  });

  test("only GET and POST are spoken", async () => {
    expect(await codeOf(raw({ method: "PUT" }))).toBe("UnsupportedProtocol");
  });

  test("the other cloud's requests stay its own", async () => {
    const answer = await send({ port: cloud.port, query: "Action=DescribeVpcs&Version=2016-04-28&AccessKeyId=a" });
    expect(answer.body["Response"]).toBeUndefined();
    expect(answer.body["Code"]).toBeDefined();
  });
});

describe("regions", () => {
  test("are required by products that have them, and must be real", async () => {
    expect(await tencentRefusal(cloud.clientsWith({ region: "" }).vpc.DescribeVpcs({}))).toEqual({
      code: "MissingParameter",
      message: "The request is missing a required parameter `Region`.",
    });
    expect(await tencentCode(cloud.clientsWith({ region: "moon-base" }).vpc.DescribeVpcs({}))).toBe(
      "UnsupportedRegion",
    );
    expect(await tencentCode(cloud.clientsWith({ region: "" }).tcr.DescribeInstances({}))).toBe("MissingParameter");
  });

  test.each(["", "ap-shanghai", "moon-base"])("are nothing to the Tag product: %s", async (region) => {
    expect(await cloud.clientsWith({ region }).tag.GetResources({})).toMatchObject({ PaginationToken: "" });
  });
});

describe("published limits", () => {
  const limits = (LimitTypes = ["appid-max-vpcs"]) => cloud.vpc.DescribeVpcLimits({ LimitTypes });

  test("hold for one action of one sub-account in one second", async () => {
    freshSecond();
    for (let index = 0; index < 20; index += 1) await limits();
    expect(await tencentRefusal(limits())).toEqual({
      code: "RequestLimitExceeded",
      message:
        "Your current request times equals to `21` in a second, which exceeds the frequency limit `20` for a second. Please reduce the frequency of calls.",
    });
    expect((await tencentRefusal(limits())).message).toContain("`22`");
    await cloud.vpc.DescribeVpcs({});
    await cloud.clientsWith(second).vpc.DescribeVpcLimits({ LimitTypes: ["appid-max-vpcs"] });
    // The region asked for opens no second window.
    const elsewhere = cloud.clientsWith({ region: "ap-shanghai" }).vpc.DescribeVpcLimits({ LimitTypes: ["a"] });
    expect(await tencentCode(elsewhere)).toBe("RequestLimitExceeded");
    wall += 999;
    expect(await tencentCode(limits())).toBe("RequestLimitExceeded");
    wall += 1;
    expect((await limits()).VpcLimitSet).toHaveLength(1);
  });

  test("are 100 where the vendor publishes 100, and none when they are off", async () => {
    freshSecond();
    const answers = await Promise.all(Array.from({ length: 101 }, () => codeOf(raw())));
    expect(answers.filter((code) => code === undefined)).toHaveLength(100);
    cloud.world.set({ publishedLimits: "off" });
    expect(await codeOf(raw())).toBeUndefined();
  });

  test("are told with the code of the setting, in the language of the request", async () => {
    cloud.world.set({ tencentThrottlingCode: "RequestLimitExceeded.UinLimitExceeded" });
    cloud.world.faults.add({ product: "vpc", action: "DescribeVpcLimits", times: 1, fault: "throttling" });
    const { vpc } = cloud.clientsWith({ language: "zh-CN" });
    expect(await tencentRefusal(vpc.DescribeVpcLimits({ LimitTypes: ["a"] }))).toEqual({
      code: "RequestLimitExceeded.UinLimitExceeded",
      message: "您当前每秒请求 `21` 次，超过了每秒频率上限 `20`，请稍后重试。",
    });
  });
});

describe("bodies", () => {
  test.each([
    ["{", "InvalidParameter"],
    ["[]", "InvalidParameter"],
    ['"text"', "InvalidParameter"],
    ["null", "InvalidParameter"],
    ["", undefined],
    ['{"Limit":null}', undefined],
    ['{"Limit":"5","VpcIds":[null]}', "InvalidParameter"],
    ['{"Filters":[{"Name":"vpc-id","Values":["a"],"More":1}]}', "UnknownParameter"],
    ['{"Filters":{"Name":"vpc-id"}}', "InvalidParameter"],
    ['{"__proto__":{"a":1}}', "UnknownParameter"],
    ['{"toString":1}', "UnknownParameter"],
  ])("%s is refused as %s", async (body, code) => {
    expect(await codeOf(raw({ body }))).toBe(code);
  });

  test("a wrong parameter is named with its path", async () => {
    const messageOf = async (body: string) => responseOf(await raw({ body })).Error?.Message;
    expect(await messageOf('{"Filters":[{"Name":"vpc-id","Values":[7]}]}')).toContain("`Filters.0.Values.0`");
    expect(await messageOf('{"Filters":[{"Name":"vpc-id"}]}')).toContain("`Filters.0.Values`");
    expect(await messageOf('{"Vpcs":[]}')).toBe("The parameter `Vpcs` is not recognized.");
  });

  test("have a largest size, by the way they are signed", async () => {
    const spaces = (bytes: number) => `{${" ".repeat(bytes - 2)}}`;
    expect(await codeOf(raw({ body: spaces(10 * 1024 * 1024) }))).toBeUndefined();
    expect(await codeOf(raw({ body: spaces(10 * 1024 * 1024 + 1) }))).toBe("RequestSizeLimitExceeded");
    const older = cloud.clientsWith({ signMethod: "HmacSHA256" });
    const VpcName = "n".repeat(1024 * 1024);
    expect(await tencentCode(older.vpc.CreateVpc({ VpcName, CidrBlock: "10.0.0.0/16" }))).toBe(
      "RequestSizeLimitExceeded",
    );
    const query = `Limit=${"1".repeat(32 * 1024)}`;
    const contentType = "application/x-www-form-urlencoded";
    expect(await codeOf(raw({ method: "GET", query, body: "", contentType }))).toBe("RequestSizeLimitExceeded");
  });
});

describe("the order of the checks", () => {
  /** Each fails all that come after it too. */
  const worst = { secretKey: "wrong", body: "[", region: "" } as const;
  test.each([
    ["the action", { ...worst, action: "DescribeNothing", timestamp: 1 }, "InvalidAction"],
    ["the version", { ...worst, version: "1", timestamp: 1 }, "NoSuchVersion"],
    ["the time", { ...worst, timestamp: 1, secretId: "AKIDnobody" }, "AuthFailure.SignatureExpire"],
    ["the key", { ...worst, secretId: "AKIDnobody", token: "x" }, "AuthFailure.SecretIdNotFound"],
    ["the token", { ...worst, token: "x" }, "AuthFailure.TokenFailure"],
    ["the signature", worst, "AuthFailure.SignatureFailure"],
    ["the region", { body: "[", region: "" }, "MissingParameter"],
    ["the body", { body: "[" }, "InvalidParameter"],
  ])("%s comes before what follows it", async (_what, more, code) => {
    expect(await codeOf(raw(more))).toBe(code);
  });

  test("the region comes before throttling, throttling before the body, rights before the parameters", async () => {
    freshSecond();
    const asked = { action: "DescribeVpcLimits", body: "[" };
    for (let index = 0; index < 20; index += 1) expect(await codeOf(raw(asked))).toBe("InvalidParameter");
    expect(await codeOf(raw(asked))).toBe("RequestLimitExceeded");
    expect(await codeOf(raw({ ...asked, region: "" }))).toBe("MissingParameter");
    cloud.world.set({ publishedLimits: "off" });
    const nobody = { ...second, body: '{"Nothing":1}' };
    expect(await codeOf(raw(nobody))).toBe("UnknownParameter");
    const user = cloud.account.users.find(({ name }) => name === second.name);
    user?.attached.splice(0);
    expect(await codeOf(raw(nobody))).toMatch(/^UnauthorizedOperation/);
    user?.attached.push({ type: "QCS", name: "AdministratorAccess", at: 0 });
  });

  test("a missing parameter comes before an unknown one, an unknown one before a wrong type", async () => {
    const codes = async (body: object) => codeOf(raw({ action: "DescribeUsedIpAddress", body: JSON.stringify(body) }));
    expect(await codes({ Nothing: 1, Limit: "x" })).toBe("MissingParameter");
    expect(await codes({ VpcId: 7, Nothing: 1 })).toBe("UnknownParameter");
    expect(await codes({ VpcId: 7 })).toBe("InvalidParameter");
  });
});

describe("faults", () => {
  const make = (more: object = {}) =>
    cloud.clientsWith({ timeout: 0.3, ...more }).vpc.CreateVpc({ VpcName: "v", CidrBlock: "10.0.0.0/16" });
  const outcomes: Readonly<Record<(typeof faultNames)[number], { code?: string; httpCode?: number; made: number }>> = {
    throttling: { code: "RequestLimitExceeded", made: 0 },
    unavailable: { code: "ServiceUnavailable", made: 0 },
    internal: { code: "InternalError", made: 0 },
    busy: { code: "ResourceInUse", made: 0 },
    reset: { made: 0 },
    hang: { made: 0 },
    "reset-after-write": { made: 1 },
    "hang-after-write": { made: 1 },
    "not-json": { httpCode: 502, made: 0 },
  };

  test.each(faultNames)("%s", async (fault) => {
    cloud.world.faults.add({ product: "vpc", action: "CreateVpc", times: 1, fault });
    const { made, ...expected } = outcomes[fault];
    const error: unknown = await make().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const { code, httpCode } = error as { code?: string; httpCode?: number };
    expect({ code, httpCode }).toEqual({ code: undefined, httpCode: undefined, ...expected });
    expect(cloud.account.vpcs.size).toBe(made);
    await make({ timeout: 10 });
    expect(cloud.account.vpcs.size).toBe(made + 1);
  });

  test("an object is a refusal in those words", async () => {
    const fault = { status: 200, code: "FailedOperation.DbError", message: "db" };
    cloud.world.faults.add({ times: 1, fault });
    expect(await tencentRefusal(make({ timeout: 10 }))).toEqual({ code: "FailedOperation.DbError", message: "db" });
  });
});

describe("the audit", () => {
  test("hears of writes, also of those the product or the rights refused, and of no read", async () => {
    let changes = 0;
    const stop = cloud.world.changed.subscribe(() => {
      changes += 1;
    });
    const { Vpc, RequestId } = await cloud.vpc.CreateVpc({ VpcName: "v", CidrBlock: "10.0.0.0/16" });
    await cloud.vpc.DescribeVpcs({});
    expect(await tencentCode(cloud.vpc.CreateVpc({ VpcName: "v", CidrBlock: "8.8.0.0/16" }))).toBe(
      "InvalidParameterValue",
    );
    stop();
    expect(audited).toMatchObject([
      {
        action: { name: "CreateVpc" },
        requestId: RequestId,
        rawParameters: { VpcName: "v", CidrBlock: "10.0.0.0/16" },
        response: { Vpc, RequestId },
        resources: [`qcs::vpc:ap-guangzhou:uin/${cloud.account.uin}:vpc/${Vpc?.VpcId}`],
        userAgent: expect.stringMatching(/^SDK_NODEJS_/),
        host: cloud.endpoint,
      },
      { error: { code: "InvalidParameterValue" }, resources: [] },
    ]);
    expect(audited[1]).not.toHaveProperty("response");
    expect(changes).toBe(1);
  });
});

test("the hash of a body is the body's, not a word of the client's", async () => {
  const headers = { "x-tc-content-sha256": createHash("sha256").update("other").digest("hex") };
  expect(responseOf(await raw({}, { headers })).TotalCount).toBe(0);
});
