import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newRole, trusting } from "../../emulator/alibaba/rights/role.ts";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";
import { acs3Headers, encoded, type RawAnswer, rpcSignature, type Signing, send, stampOf } from "./raw-request.ts";

let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(() => cloud.emulator.stop());

const signed = (more: Partial<Signing> = {}) =>
  acs3Headers({
    ...cloud.user,
    host: cloud.endpoint,
    action: "GetInstanceCount",
    version: "2018-12-01",
    ...more,
  });

const count = (more: Partial<Signing> = {}): Promise<RawAnswer> => send({ port: cloud.port, headers: signed(more) });
const codeOf = async (answer: Promise<RawAnswer>) => {
  const { status, body } = await answer;
  return { status, code: body["Code"] };
};

describe("ACS3 signature", () => {
  test("a request signed by the documentation's steps is answered", async () => {
    expect((await count()).body).toMatchObject({ IsSuccess: true, Count: 1 });
  });

  test("GET is as good as POST", async () => {
    const answer = await send({ port: cloud.port, method: "GET", headers: signed({ method: "GET" }) });
    expect(answer.body).toMatchObject({ Count: 1 });
  });

  test("a wrong secret gets the server's string to sign, and the secret is not in it", async () => {
    const headers = signed({ accessKeySecret: "wrong" });
    const { status, body, text } = await send({ port: cloud.port, headers });
    expect(status).toBe(400);
    expect(body["Code"]).toBe("SignatureDoesNotMatch");
    expect(body["Message"]).toMatch(/server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
    expect(text).not.toContain(cloud.user.accessKeySecret);
  });

  test("another host, query or body than the signed one does not match", async () => {
    expect(
      (await codeOf(send({ port: cloud.port, headers: { ...signed(), host: "cr.cn-hangzhou.aliyuncs.com" } }))).code,
    ).toBe("SignatureDoesNotMatch");
    expect((await codeOf(send({ port: cloud.port, headers: signed(), query: "A=1" }))).code).toBe(
      "SignatureDoesNotMatch",
    );
    expect((await codeOf(send({ port: cloud.port, headers: signed(), body: "x" }))).code).toBe("SignatureDoesNotMatch");
  });

  test("a content hash that is not the body's is refused, though it is signed", async () => {
    const more = { "x-acs-content-sha256": createHash("sha256").update("other").digest("hex") };
    expect((await codeOf(count({ more }))).code).toBe("SignatureDoesNotMatch");
  });

  test.each(["host", "x-acs-date", "x-acs-action", "x-acs-content-sha256"])("%s must be signed", async (name) => {
    expect(await codeOf(count({ unsigned: [name] }))).toEqual({ status: 400, code: "IncompleteSignature" });
  });

  test("a header beyond the mandatory ones counts only if it is in the list", async () => {
    expect((await count({ more: { "x-acs-extra": "1" }, unsigned: ["x-acs-extra"] })).status).toBe(200);
    const changed = { ...signed({ more: { "x-acs-extra": "1" } }), "x-acs-extra": "2" };
    expect((await codeOf(send({ port: cloud.port, headers: changed }))).code).toBe("SignatureDoesNotMatch");
  });

  test.each([
    ["a raw star where %2A was signed", "InstanceName=a*b", "InstanceName=a%2Ab"],
    ["a plus where %20 was signed", "InstanceName=a+b", "InstanceName=a%20b"],
    ["lower-case escapes", "InstanceName=%e4%b8%ad", "InstanceName=%E4%B8%AD"],
    ["another order", "PageSize=5&InstanceName=a", "InstanceName=a&PageSize=5"],
    ["an empty value", "InstanceName=", "InstanceName="],
  ])("the query may come with %s", async (_what, query, canonicalQuery) => {
    const headers = signed({ action: "ListInstance", canonicalQuery });
    expect((await send({ port: cloud.port, headers, query })).body).toMatchObject({ IsSuccess: true });
  });

  test("parameters may come in a form body", async () => {
    const body = "InstanceId=cri-mooringdemo01";
    const more = { "content-type": "application/x-www-form-urlencoded" };
    const headers = signed({ action: "GetInstance", body, more });
    expect((await send({ port: cloud.port, headers, body })).body).toMatchObject({ InstanceName: "prod" });
  });
});

describe("keys, time and nonces", () => {
  test("an unknown key is 404, and 400 by setting", async () => {
    const unknown = { accessKeyId: "LTAInobody" };
    expect(await codeOf(count(unknown))).toEqual({ status: 404, code: "InvalidAccessKeyId.NotFound" });
    cloud.world.set({ unknownKeyStatus: 400 });
    expect((await codeOf(count(unknown))).status).toBe(400);
  });

  test("no signature at all: the key is missing", async () => {
    const headers = { host: cloud.endpoint, "x-acs-action": "GetInstanceCount", "x-acs-version": "2018-12-01" };
    expect(await codeOf(send({ port: cloud.port, headers }))).toEqual({ status: 400, code: "MissingAccessKeyId" });
    const foreign = { ...headers, authorization: "Bearer x" };
    expect((await codeOf(send({ port: cloud.port, headers: foreign }))).code).toBe("IncompleteSignature");
  });

  test.each(["x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"])("%s is mandatory", async (name) => {
    const { [name]: _left, ...headers } = signed();
    expect((await codeOf(send({ port: cloud.port, headers }))).code).toBe(`Missing${name}`);
  });

  test("a nonce counts once; after a wrong signature it is still unused", async () => {
    expect((await codeOf(count({ nonce: "n-1", accessKeySecret: "wrong" }))).code).toBe("SignatureDoesNotMatch");
    expect((await count({ nonce: "n-1" })).status).toBe(200);
    expect(await codeOf(count({ nonce: "n-1" }))).toEqual({ status: 400, code: "SignatureNonceUsed" });
    await cloud.world.clock.advance(3_600_000);
    expect((await codeOf(count({ nonce: "n-1" }))).code).toBe("SignatureNonceUsed");
  });

  test("a time may be near wall time or near world time, 15 minutes at most", async () => {
    const at = (offset: number) => codeOf(count({ date: stampOf(Date.now() + offset) }));
    const minute = 60_000;
    expect((await at(14 * minute)).status).toBe(200);
    expect(await at(-16 * minute)).toEqual({ status: 400, code: "InvalidTimeStamp.Expired" });
    await cloud.world.clock.advance(24 * 60 * minute);
    expect((await at(0)).status).toBe(200);
    expect((await at(24 * 60 * minute)).status).toBe(200);
    expect((await at(12 * 60 * minute)).code).toBe("InvalidTimeStamp.Expired");
  });

  test.each(["yesterday", "2026-11-22T00:00:00", "2026-13-45T00:00:00Z"])("%s is no time", async (date) => {
    expect(await codeOf(count({ date }))).toEqual({ status: 400, code: "InvalidTimeStamp.Format" });
  });
});

describe("temporary keys", () => {
  const issue = () => cloud.world.credentials.issue({ account: cloud.account, role: "r", session: "s", seconds: 900 });

  test("a key works with its token through the official client, until it expires in world time", async () => {
    const key = issue();
    const call = cloud.callerOf({ ...key, accessKeySecret: key.secret });
    expect(await call("sts", "GetCallerIdentity")).toMatchObject({
      AccountId: cloud.account,
      IdentityType: "AssumedRoleUser",
      Arn: `acs:ram::${cloud.account}:assumed-role/r/s`,
    });
    await cloud.world.clock.advance(900_000);
    expect((await refusal(call("cr", "GetInstanceCount"))).code).toBe("InvalidSecurityToken.Expired");
  });

  test("no token, another key's token, a made-up token, a token with a lasting key", async () => {
    const [key, other] = [issue(), issue()];
    const own = { accessKeyId: key.accessKeyId, accessKeySecret: key.secret };
    const token = (value: string) => ({ more: { "x-acs-security-token": value } });
    expect((await codeOf(count(own))).code).toBe("MissingSecurityToken");
    const others = count({ ...own, ...token(other.securityToken) });
    expect((await codeOf(others)).code).toBe("InvalidSecurityToken.MismatchWithAccessKey");
    expect((await codeOf(count({ ...own, ...token("x") }))).code).toBe("InvalidSecurityToken.Malformed");
    const lasting = count(token(key.securityToken));
    expect((await codeOf(lasting)).code).toBe("InvalidSecurityToken.MismatchWithAccessKey");
    const unsigned = count({ ...own, ...token(key.securityToken), unsigned: ["x-acs-security-token"] });
    expect((await codeOf(unsigned)).code).toBe("IncompleteSignature");
  });

  test("AssumeRole hands out such a key for a role of the account alone", async () => {
    const account = cloud.world.alibaba.accounts.get(cloud.account);
    const role = newRole({ name: "Reader", now: 0, trust: trusting({ RAM: [`acs:ram::${cloud.account}:root`] }) });
    role.attached.push({ type: "System", name: "AdministratorAccess", at: 0 });
    account?.roles.set("reader", role);
    const assume = (RoleArn: string, more: object = {}) =>
      cloud.call("sts", "AssumeRole", { RoleArn, RoleSessionName: "me", ...more });
    const { Credentials } = await assume(`acs:ram::${cloud.account}:role/reader`);
    const key = Credentials as Record<"AccessKeyId" | "AccessKeySecret" | "SecurityToken", string>;
    const call = cloud.callerOf({
      accessKeyId: key.AccessKeyId,
      accessKeySecret: key.AccessKeySecret,
      securityToken: key.SecurityToken,
    });
    expect(await call("cr", "GetInstanceCount")).toMatchObject({ Count: 1 });
    expect(await refusal(assume(`acs:ram::${cloud.account}:role/nobody`))).toEqual({
      code: "EntityNotExist.Role",
      status: 404,
    });
    expect((await refusal(assume("acs:ram::1:role/reader"))).code).toBe("NoPermission");
    expect((await refusal(assume("reader"))).code).toBe("InvalidParameter.RoleArn");
    const short = assume(`acs:ram::${cloud.account}:role/reader`, { DurationSeconds: 899 });
    expect((await refusal(short)).code).toBe("InvalidParameter.DurationSeconds");
  });
});

describe("legacy RPC signature", () => {
  const rpc = (more: Readonly<Record<string, string>> = {}, secret: string = cloud.user.accessKeySecret) => {
    const parameters: Record<string, string> = {
      Action: "ListInstance",
      Version: "2018-12-01",
      Format: "JSON",
      AccessKeyId: cloud.user.accessKeyId,
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: String(Math.random()),
      Timestamp: stampOf(Date.now()),
      ...more,
    };
    return { ...parameters, Signature: rpcSignature("POST", parameters, secret) };
  };
  const form = (parameters: object) =>
    Object.entries(parameters)
      .map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`)
      .join("&");
  const formHeader = () => ({ host: cloud.endpoint, "content-type": "application/x-www-form-urlencoded" });

  test("the official client signs so when asked to", async () => {
    expect(await cloud.callerOf({ signatureAlgorithm: "v2" })("cr", "GetInstanceCount")).toMatchObject({ Count: 1 });
  });

  test("parameters may be split over query and form, with a plus for a blank and empty ones signed", async () => {
    const all = rpc({ InstanceName: "a b", SecurityToken: "", SignatureType: "" });
    const { InstanceName: _moved, Signature, ...rest } = all as Record<string, string>;
    const answer = await send({
      port: cloud.port,
      query: form(rest),
      headers: formHeader(),
      body: `InstanceName=a+b&Signature=${encoded(Signature ?? "")}`,
    });
    expect(answer.body).toMatchObject({ IsSuccess: true, TotalCount: 0 });
  });

  test("a wrong secret gets the server's own string, whole", async () => {
    const answer = await send({ port: cloud.port, query: form(rpc({}, "wrong")), headers: formHeader() });
    expect(answer.body["Code"]).toBe("SignatureDoesNotMatch");
    expect(answer.body["Message"]).toContain("server string to sign is:POST&%2F&AccessKeyId%3D");
  });

  test("the method must be HMAC-SHA1, and no piece may be missing", async () => {
    const wrong = send({ port: cloud.port, query: form(rpc({ SignatureMethod: "MD5" })), headers: formHeader() });
    expect((await codeOf(wrong)).code).toBe("IncompleteSignature");
    const empty = send({ port: cloud.port, query: form(rpc({ Timestamp: "" })), headers: formHeader() });
    expect((await codeOf(empty)).code).toBe("MissingTimestamp");
  });
});

describe("routing", () => {
  test("an unknown action or version is 404 before any key is looked at", async () => {
    expect(await codeOf(count({ action: "Frobnicate" }))).toEqual({ status: 404, code: "InvalidAction.NotFound" });
    expect((await codeOf(count({ version: "2016-06-07" }))).status).toBe(404);
    expect((await codeOf(count({ action: "Frobnicate", accessKeyId: "nobody" }))).code).toBe("InvalidAction.NotFound");
  });

  test("an error body has the gateway's five fields", async () => {
    expect((await count({ action: "Frobnicate" })).body).toEqual({
      RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      HostId: cloud.endpoint,
      Code: "InvalidAction.NotFound",
      Message: expect.any(String),
      Recommend: expect.stringContaining("https://"),
    });
  });

  test.each(["cr.cn-hangzhou.aliyuncs.com", "CR.cn-hangzhou.aliyuncs.com", "cr.cn-hangzhou.aliyuncs.com:8443"])(
    "the host %s is understood",
    async (host) => {
      expect((await count({ host })).body).toMatchObject({ Count: 1 });
    },
  );

  test("a registry is visible through its own region's host alone", async () => {
    expect((await count({ host: "cr.cn-shanghai.aliyuncs.com" })).body).toMatchObject({ Count: 0 });
  });

  test("a product's host does not answer for another product", async () => {
    expect((await codeOf(count({ host: "vpc.cn-hangzhou.aliyuncs.com" }))).code).toBe("InvalidAction.NotFound");
  });

  test("a regional host refuses another RegionId; the product's central host takes any", async () => {
    const describe = (host: string) => {
      const query = "RegionId=cn-shanghai";
      const vpc = { action: "DescribeVpcs", version: "2016-04-28", host, canonicalQuery: query };
      return codeOf(send({ port: cloud.port, headers: signed(vpc), query }));
    };
    expect((await describe("vpc.cn-hangzhou.aliyuncs.com")).code).toBe("InvalidOperation.NotSupportedEndpoint");
    expect((await describe("vpc.aliyuncs.com")).status).toBe(200);
  });

  test("what nobody here answers is a 404 of the emulator's own", async () => {
    const answer = await fetch(`${cloud.url}/nowhere`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ Code: "NotEmulated" });
  });

  test("an added route is asked before the clouds, until it is removed", async () => {
    const remove = cloud.emulator.addRoute({
      name: "mine",
      claims: ({ path }) => path === "/mine",
      handle: () => ({ status: 201, body: "hello" }),
    });
    expect((await fetch(`${cloud.url}/mine`)).status).toBe(201);
    remove();
    expect((await fetch(`${cloud.url}/mine`)).status).toBe(404);
  });

  test("a parameter that no action has is ignored, or refused", async () => {
    const odd = () => cloud.call("cr", "ListInstance", { Frobnicate: "1" });
    expect(await odd()).toMatchObject({ IsSuccess: true });
    cloud.world.set({ unknownParameters: "refused" });
    expect((await refusal(odd())).code).toBe("InvalidFrobnicate");
    expect(await cloud.call("cr", "ListInstance", { RegionId: "cn-hangzhou" })).toMatchObject({ IsSuccess: true });
  });
});

describe("faults", () => {
  const counted = () => cloud.world.calls.counts()["cr:GetInstanceCount"];
  const ask = () => cloud.call("cr", "GetInstanceCount");

  test.each([
    ["throttling", { code: "Throttling.User", status: 400 }],
    ["unavailable", { code: "ServiceUnavailable", status: 503 }],
    ["internal", { code: "InternalError", status: 500 }],
    ["busy", { code: "System.Busy", status: 400 }],
  ])("%s refuses as many calls as asked, which count as calls", async (fault, refused) => {
    await cloud.control("POST", "faults", { product: "cr", action: "GetInstanceCount", times: 2, fault });
    expect(await refusal(ask())).toEqual(refused);
    expect(await refusal(ask())).toEqual(refused);
    expect(await ask()).toMatchObject({ Count: 1 });
    expect(counted()).toBe(3);
  });

  test.each([
    ["Throttling", 429],
    ["Throttling.Api", 503],
  ])("throttling may be %s with status %i", async (throttlingCode, throttlingStatus) => {
    cloud.world.set({ throttlingCode, throttlingStatus });
    cloud.world.faults.add({ times: 1, fault: "throttling" });
    expect(await refusal(ask())).toEqual({ code: throttlingCode, status: throttlingStatus });
  });

  test("a fault may carry any code, and meets only its own action", async () => {
    const fault = { status: 400, code: "Throttling.DeepPageSkip", message: "too deep" };
    await cloud.control("POST", "faults", { action: "DescribeVpcs", fault });
    expect(await ask()).toMatchObject({ Count: 1 });
    const list = cloud.call("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
    expect((await refusal(list)).code).toBe("Throttling.DeepPageSkip");
  });

  const vpcs = () => cloud.world.alibaba.accounts.get(cloud.account)?.vpcs.size;
  const create = () => cloud.callerOf({ readTimeout: 1_000 })("vpc", "CreateVpc", { RegionId: "cn-hangzhou" });

  test.each([
    ["reset", 0],
    ["reset-after-write", 1],
  ] as const)("%s breaks the connection with %i VPCs made", async (fault, made) => {
    cloud.world.faults.add({ product: "vpc", times: 1, fault });
    expect((await refusal(create())).status).toBeUndefined();
    expect(vpcs()).toBe(made);
  });

  test.each([
    ["hang", 0],
    ["hang-after-write", 1],
  ] as const)("%s keeps silent until the client gives up, with %i VPCs made", async (fault, made) => {
    cloud.world.faults.add({ product: "vpc", times: 1, fault });
    expect((await refusal(create())).status).toBeUndefined();
    expect(vpcs()).toBe(made);
  });

  test("not-json is a page that no client can read", async () => {
    cloud.world.faults.add({ times: 1, fault: "not-json" });
    const answer = await count();
    expect(answer.status).toBe(502);
    expect(answer.text).toContain("<html>");
  });

  test("a rate limit throttles within a minute of world time, each action apart", async () => {
    cloud.world.set({ callsPerMinute: 2 });
    await ask();
    await ask();
    expect((await refusal(ask())).code).toBe("Throttling.User");
    expect(await cloud.call("cr", "ListInstance")).toMatchObject({ IsSuccess: true });
    await cloud.world.clock.advance(60_000);
    expect(await ask()).toMatchObject({ Count: 1 });
  });
});

describe("the rate limits that the vendor publishes", () => {
  test("throttle the 101st GetCallerIdentity of a second, not the first of the next, unless set aside", async () => {
    // World time stands still between the calls: the limit is by the second.
    const start = Date.now();
    const still = await startCloud({ wall: () => start });
    try {
      const who = () => still.call("sts", "GetCallerIdentity");
      for (let count = 0; count < 100; count++) await who();
      expect((await refusal(who())).code).toBe("Throttling.User");
      still.world.set({ publishedLimits: "off" });
      await who();
      still.world.set({ publishedLimits: "enforced" });
      await still.world.clock.advance(1_000);
      expect(await who()).toMatchObject({ AccountId: still.account });
    } finally {
      await still.emulator.stop();
    }
  });
});

describe("audit", () => {
  test("a write is noted with its answer, a refused write with its code, a read and a forged write not at all", async () => {
    const noted: unknown[] = [];
    cloud.world.audited.subscribe(({ action, error, resources, rawParameters, response }) =>
      noted.push({ name: action.name, code: error?.code, resources, raw: rawParameters, id: response?.["VpcId"] }),
    );
    const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId: "cn-hangzhou", VpcName: "a" });
    await cloud.call("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
    await refusal(cloud.call("vpc", "DeleteVpc", { RegionId: "cn-hangzhou", VpcId: "vpc-none" }));
    await refusal(cloud.call("vpc", "DeleteVpc", { RegionId: "cn-hangzhou" }));
    await refusal(cloud.callerOf({ accessKeySecret: "wrong" })("vpc", "CreateVpc", { RegionId: "cn-hangzhou" }));
    expect(noted).toEqual([
      {
        name: "CreateVpc",
        code: undefined,
        resources: { "ACS::VPC::VPC": [VpcId] },
        raw: { RegionId: "cn-hangzhou", VpcName: "a" },
        id: VpcId,
      },
      expect.objectContaining({ name: "DeleteVpc", code: "InvalidVpcID.NotFound", resources: {} }),
      expect.objectContaining({ name: "DeleteVpc", code: "MissingVpcId" }),
    ]);
  });
});

describe("control", () => {
  test("the clock is driven over HTTP and says the new world time", async () => {
    const before = Date.now();
    const { status, body } = await cloud.control("POST", "clock", { advanceMs: 3_600_000 });
    expect(status).toBe(200);
    expect(Date.parse(String((body as { now: string }).now))).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(body).toMatchObject({ offsetMs: 3_600_000 });
  });

  test.each([
    ["clock", { advanceMs: -1 }],
    ["clock", {}],
    ["faults", { fault: "earthquake" }],
    ["faults", { fault: "reset", times: 0 }],
    ["settings", { linkReadyMS: 1 }],
    ["settings", { quotaCounts: "bananas" }],
  ])("%s %j is refused with a sentence", async (path, body) => {
    const answer = await cloud.control("POST", path, body);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error.length).toBeGreaterThan(20);
  });

  test("a wrong setting changes none of those sent with it", async () => {
    await cloud.control("POST", "settings", { linkReadyMs: 5_000, quotaCounts: "bananas" });
    expect(cloud.world.settings.linkReadyMs).toBe(90_000);
    await cloud.control("POST", "settings", { linkReadyMs: 5_000 });
    expect((await cloud.control("GET", "settings")).body).toMatchObject({ linkReadyMs: 5_000 });
  });

  test("calls are counted by product and action until the count is reset", async () => {
    await cloud.call("cr", "ListInstance");
    await cloud.call("cr", "ListInstance");
    await cloud.call("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
    expect((await cloud.control("GET", "calls")).body).toEqual({ "cr:ListInstance": 2, "vpc:DescribeVpcs": 1 });
    await cloud.control("DELETE", "calls");
    expect((await cloud.control("GET", "calls")).body).toEqual({});
  });

  test("the world shows what exists, and no secret", async () => {
    const { VpcId } = await cloud.call("vpc", "CreateVpc", {
      RegionId: "cn-hangzhou",
      Tag: [{ Key: "a", Value: "b" }],
    });
    const { body } = await cloud.control("GET", "world");
    expect(body).toMatchObject({
      accounts: [
        { id: cloud.account, networks: [{ id: VpcId, tags: { a: "b" } }], registries: [{ name: "prod" }] },
        { cloud: "tencent", registries: [{ name: "harbor" }] },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(cloud.user.accessKeySecret);
  });

  test("the same seed makes the same ids, another seed others", async () => {
    const idOf = async (seed: number) => {
      const other = await startCloud({ seed });
      try {
        return (await other.call("vpc", "CreateVpc", { RegionId: "cn-hangzhou" }))["VpcId"];
      } finally {
        await other.emulator.stop();
      }
    };
    expect(await idOf(7)).toBe(await idOf(7));
    expect(await idOf(7)).not.toBe(await idOf(8));
  });

  test("after stop nothing listens any more", async () => {
    await cloud.emulator.stop();
    await expect(fetch(`${cloud.url}/_emulator/calls`)).rejects.toThrow();
  });
});
