import { afterEach, describe, expect, test, vi } from "vitest";
import { CloudError } from "../../../../shared/clouds/port.ts";
import { createTransport, type TransportOptions } from "../../../../shared/clouds/tencent/transport.ts";
import { silentLog } from "../../../../shared/kernel/log.ts";
import { drivenClock } from "../../kernel/driven-clock.ts";
import { answered, type HttpStub, httpStub, refusedWith, type StubAnswer } from "./http-stub.ts";

const key = { secretId: "AKIDtest", secretKey: "the-secret-of-the-test", token: "the-token-of-the-test" };
const region = "ap-guangzhou";
let stub: HttpStub | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await stub?.close();
});

async function start(answer: StubAnswer, options: Partial<TransportOptions> = {}) {
  stub = await httpStub(answer);
  const clock = drivenClock();
  const calls: string[] = [];
  const transport = createTransport({
    endpoint: stub.endpoint,
    credentials: async () => key,
    clock,
    random: () => 0,
    onCall: (name) => calls.push(name),
    ...options,
  });
  const context = { log: silentLog, signal: new AbortController().signal };
  return { transport, clock, calls, stub, options: { region, context } };
}

async function failure(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CloudError)) throw new Error(`no CloudError but ${String(error)}`);
  return error.failure;
}

describe("the Tencent transport", () => {
  test("a call goes to the vendor's host name, signed for its service, with version, region and token", async () => {
    const { transport, options, stub } = await start((_, response) => answered(response, { Value: 1 }));
    const body = await transport.call("tcr", "DescribeInstances", { Registryids: ["tcr-1"] }, options);
    expect(body).toEqual({ Value: 1, RequestId: "r-1" });
    const [request] = stub.requests;
    expect(request?.body).toEqual({ Registryids: ["tcr-1"] });
    expect(request?.headers).toMatchObject({
      host: `tcr.tencentcloudapi.com:${new URL(stub.endpoint).port}`,
      "x-tc-version": "2019-09-24",
      "x-tc-region": region,
      "x-tc-token": key.token,
      "x-tc-language": "en-US",
      authorization: expect.stringMatching(/^TC3-HMAC-SHA256 Credential=AKIDtest\/\d{4}-\d\d-\d\d\/tcr\/tc3_request,/),
    });
  });

  test.each([
    ["tcr", "2019-09-24"],
    ["vpc", "2017-03-12"],
    ["privatedns", "2020-10-28"],
    ["sts", "2018-08-13"],
  ] as const)("%s is called by version %s", async (product, version) => {
    const { transport, options, stub } = await start((_, response) => answered(response, {}));
    await transport.call(product, "DescribeX", {}, options);
    expect(stub.requests[0]?.headers["x-tc-version"]).toBe(version);
  });

  test("the environment's proxy is left alone, and one connection serves calls in turn", async () => {
    vi.stubEnv("http_proxy", "http://127.0.0.1:1");
    const ports = new Set<number | undefined>();
    const { transport, options } = await start((_, response) => {
      ports.add(response.socket?.remotePort);
      answered(response, {});
    });
    for (const product of ["tcr", "tcr", "tcr"] as const) await transport.call(product, "DescribeX", {}, options);
    expect(ports.size).toBe(1);
  });

  test("the key is read at each attempt, and an expired one is asked for again once", async () => {
    let reads = 0;
    const credentials = async () => ({ ...key, token: `token-${++reads}` });
    const { transport, options, stub } = await start(
      (_, response) => refusedWith(response, "AuthFailure.TokenFailure"),
      { credentials },
    );
    expect((await failure(transport.call("tcr", "ManageInternalEndpoint", {}, options))).kind).toBe("expired");
    expect(stub.requests.map(({ headers }) => headers["x-tc-token"])).toEqual(["token-1", "token-2"]);
  });

  test("a failure while taking on the key keeps its own words", async () => {
    const sts = new CloudError({ kind: "denied", call: "sts:AssumeRole", code: "X", message: "m" });
    const { transport, options } = await start((_, response) => answered(response, {}), {
      credentials: () => Promise.reject(sts),
    });
    expect((await failure(transport.call("tcr", "DescribeX", {}, options))).call).toBe("sts:AssumeRole");
  });

  test("a throttled call is repeated not before the next second, read or write, and each request is counted", async () => {
    let requests = 0;
    const { transport, options, calls, clock } = await start((_, response) => {
      if (++requests < 3) refusedWith(response, "RequestLimitExceeded.UinLimitExceeded");
      else answered(response, {});
    });
    await transport.call("tcr", "CreateInternalEndpointDns", {}, options);
    expect(calls).toEqual(Array.from({ length: 3 }, () => "tcr:CreateInternalEndpointDns"));
    expect(clock.waits.every((wait) => wait >= 1_000)).toBe(true);
    expect(clock.waits.length).toBe(2);
  });

  test("throttling without end is an error of its own kind after four requests", async () => {
    const { transport, options, stub } = await start((_, response) => refusedWith(response, "RequestLimitExceeded"));
    expect((await failure(transport.call("vpc", "DescribeVpcs", {}, options))).kind).toBe("throttled");
    expect(stub.requests.length).toBe(4);
  });

  test("two links a second are managed at most, and other actions are not held up by it", async () => {
    const { transport, options, clock } = await start((_, response) => answered(response, {}));
    for (let n = 0; n < 5; n++) await transport.call("tcr", "ManageInternalEndpoint", {}, options);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(2_000);
    const before = clock.monotonic();
    for (let n = 0; n < 20; n++) await transport.call("tcr", "DescribeInternalEndpoints", {}, options);
    expect(clock.monotonic()).toBe(before);
  });

  test("a write that nobody answered is sent once, a read is sent again", async () => {
    const { transport, options, stub } = await start((_, response) => response.destroy());
    const write = await failure(transport.call("tcr", "ManageInternalEndpoint", {}, options));
    expect(write).toMatchObject({ kind: "unavailable", code: "ECONNRESET" });
    expect(stub.requests.length).toBe(1);
    await failure(transport.call("tcr", "DescribeInternalEndpoints", {}, options));
    expect(stub.requests.length).toBe(1 + 4);
  });

  test.each([
    ["InternalError", 4],
    ["InternalError.DbError", 4],
    ["InternalError.ErrorConflict", 1],
    ["InternalError.ErrorOverLimit", 1],
    ["InternalError.NobodyKnowsThis", 1],
    ["UnauthorizedOperation", 1],
  ])("a read refused with %s is sent %i times", async (code, times) => {
    const { transport, options, stub } = await start((_, response) => refusedWith(response, code));
    await failure(transport.call("tcr", "DescribeX", {}, options));
    expect(stub.requests.length).toBe(times);
  });

  test("what is no answer of the vendor's is unavailable, each by name", async () => {
    const { transport, options } = await start(
      ({ action }, response) => {
        if (action === "DescribeHtml") response.end("<html>");
        else if (action === "DescribeGateway") response.writeHead(502).end("bad gateway");
        else if (action === "DescribeEmpty") response.end("{}");
        else if (action === "DescribeNameless") response.end('{"Response":{}}');
        else if (action === "DescribeStream") response.writeHead(200, { "content-type": "text/event-stream" }).end("x");
        else if (action === "DescribeForbidden") response.writeHead(403).end("proxy");
      },
      { attempts: 1, timeout: 60 },
    );
    const codeOf = async (action: string) => {
      const { kind, code } = await failure(transport.call("tcr", action, {}, options));
      return `${kind} ${code}`;
    };
    expect(await codeOf("DescribeHtml")).toBe("unavailable NotJson");
    expect(await codeOf("DescribeGateway")).toBe("unavailable HTTP502");
    expect(await codeOf("DescribeEmpty")).toBe("unavailable UnexpectedAnswer");
    expect(await codeOf("DescribeNameless")).toBe("unavailable UnexpectedAnswer");
    expect(await codeOf("DescribeStream")).toBe("unavailable UnexpectedAnswer");
    expect(await codeOf("DescribeForbidden")).toBe("invalid HTTP403");
    expect(await codeOf("DescribeNothing")).toBe("unavailable Timeout");
  });

  test("nobody listening is said so", async () => {
    const { transport, options, stub } = await start((_, response) => answered(response, {}), { attempts: 1 });
    await stub.close();
    expect(await failure(transport.call("tcr", "DescribeX", {}, options))).toMatchObject({
      kind: "unavailable",
      code: "ECONNREFUSED",
      message: "nothing listens at that address",
    });
  });

  test("a denial names the right, keeps the vendor's words on one line, and holds no secret", async () => {
    const text = `you are not authorized to perform operation (tcr:ManageInternalEndpoint)\nresource (qcs::tcr) has no permission ${key.secretKey} ${key.token}`;
    const { transport, options } = await start((_, response) => refusedWith(response, "UnauthorizedOperation", text));
    expect(await failure(transport.call("tcr", "ManageInternalEndpoint", {}, options))).toEqual({
      kind: "denied",
      call: "tcr:ManageInternalEndpoint",
      code: "UnauthorizedOperation",
      message:
        "you are not authorized to perform operation (tcr:ManageInternalEndpoint) resource (qcs::tcr) has no permission *** ***",
      requestId: "r-1",
      right: "tcr:ManageInternalEndpoint",
    });
  });

  test("a refused key says what to look at", async () => {
    const { transport, options } = await start((_, response) =>
      refusedWith(response, "AuthFailure.SignatureFailure", "does not match"),
    );
    const { kind, message, right } = await failure(transport.call("tcr", "DescribeX", {}, options));
    expect([kind, right]).toEqual(["denied", undefined]);
    expect(message).toBe("does not match (the secret does not belong to the key id: check TENCENTCLOUD_SECRET_KEY)");
  });

  test("the deadline cuts a call that is under way, and one that waits for its turn", async () => {
    const pass = new AbortController();
    const { transport, stub } = await start(() => pass.abort());
    const options = { region, context: { log: silentLog, signal: pass.signal } };
    expect(await failure(transport.call("tcr", "DescribeX", {}, options))).toMatchObject({ code: "DeadlineExceeded" });
    expect(await failure(transport.call("tcr", "DescribeX", {}, options))).toMatchObject({ code: "DeadlineExceeded" });
    expect(stub.requests.length).toBe(1);
  });

  test.each(["https://127.0.0.1:1", "http://example.com", "http://127.0.0.1.example.com", "nonsense"])(
    "the endpoint %s is refused",
    (endpoint) => {
      const make = () =>
        createTransport({ endpoint, credentials: async () => key, clock: drivenClock(), random: () => 0 });
      expect(make).toThrow(/only http:\/\/ on a loopback host/);
    },
  );
});
