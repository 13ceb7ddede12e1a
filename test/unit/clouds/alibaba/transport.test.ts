import { afterEach, describe, expect, test } from "vitest";
import { products } from "../../../../shared/clouds/alibaba/products.ts";
import { createTransport, type TransportOptions } from "../../../../shared/clouds/alibaba/transport.ts";
import { CloudError } from "../../../../shared/clouds/port.ts";
import { silentLog } from "../../../../shared/kernel/log.ts";
import { drivenClock } from "../../kernel/driven-clock.ts";
import { answered, type HttpStub, httpStub, type StubAnswer } from "./http-stub.ts";

const credentials = { accessKeyId: "LTAItest", accessKeySecret: "the-secret-of-the-test" };
const region = "cn-hangzhou";
let stub: HttpStub | undefined;
afterEach(async () => stub?.close());

async function start(answer: StubAnswer, options: Partial<TransportOptions> = {}) {
  stub = await httpStub(answer);
  const clock = drivenClock();
  const calls: string[] = [];
  const transport = createTransport({
    endpoint: stub.endpoint,
    credentials: async () => credentials,
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

describe("the Alibaba transport", () => {
  test("a call is signed with ACS3, carries its version and flattens lists from 1", async () => {
    const { transport, options, stub } = await start((_, response) => answered(response, 200, { RequestId: "r-1" }));
    const Vpcs = [{ VpcId: "vpc-1" }, { VpcId: "vpc-2" }];
    await transport.call("pvtz", "BindZoneVpc", { ZoneId: "z", Vpcs }, options);
    const [request] = stub.requests;
    expect(request?.version).toBe("2018-01-01");
    expect(request?.query).toEqual({ ZoneId: "z", "Vpcs.1.VpcId": "vpc-1", "Vpcs.2.VpcId": "vpc-2" });
    expect(request?.headers.authorization).toMatch(/^ACS3-HMAC-SHA256 Credential=LTAItest,/);
  });

  test.each([
    ["cr", "cr.cn-shanghai.aliyuncs.com"],
    ["pvtz", "pvtz.aliyuncs.com"],
    ["vpc", "vpc.cn-shanghai.aliyuncs.com"],
    ["sts", "sts.cn-shanghai.aliyuncs.com"],
  ] as const)("%s lives at %s", (product, host) => expect(products[product].host("cn-shanghai")).toBe(host));

  test("on loopback, where the host cannot, a parameter names the region", async () => {
    const { transport, options, stub } = await start((_, response) => answered(response, 200, {}));
    await transport.call("cr", "GetInstance", { InstanceId: "cri-1" }, options);
    expect(stub.requests[0]?.query).toEqual({ RegionId: region, InstanceId: "cri-1" });
  });

  test("ids beyond 2^53 keep every digit, and digits inside a text stay a text", async () => {
    const { transport, options } = await start((_, response) => {
      response.end('{"OwnerId":253460731706911258,"Text":"a 253460731706911258 b\\\\\\" 1","Small":7}');
    });
    const body = await transport.call("vpc", "DescribeVpcs", {}, options);
    expect(body).toEqual({ OwnerId: "253460731706911258", Text: 'a 253460731706911258 b\\" 1', Small: 7 });
  });

  test("a refusal inside HTTP 200 and a thrown one become the same failure", async () => {
    const Code = "INSTANCE_ACCESS_VPC_LIMIT_EXCEED";
    const Message = "Instance vpc access endpoint count exceeds the limit.";
    const { transport, options } = await start(({ query }, response) => {
      if (query["InstanceId"] === "inside")
        answered(response, 200, { IsSuccess: false, Code, Message, RequestId: "r" });
      else answered(response, 400, { Code, Message, RequestId: "r" });
    });
    const inside = await failure(transport.call("cr", "CreateX", { InstanceId: "inside" }, options));
    const thrown = await failure(transport.call("cr", "CreateX", { InstanceId: "thrown" }, options));
    expect(inside).toEqual(thrown);
    expect(inside).toEqual({ kind: "exhausted", call: "cr:CreateX", code: Code, message: Message, requestId: "r" });
  });

  test.each([
    ["INSTANCE_NOT_EXIST", 200, "not-found"],
    ["NoPrivilege", 403, "denied"],
    ["Zone.NotExists", 400, "not-found"],
    ["ZoneVpc.Zone.Repeated", 400, "conflict"],
    ["InvalidAction.NotFound", 404, "invalid"],
    ["NobodyKnowsThis", 400, "invalid"],
    ["NobodyKnowsThis", 500, "unavailable"],
  ])("code %s with status %i is %s", async (Code, status, kind) => {
    const { transport, options } = await start((_, response) =>
      answered(response, status, { Code, Message: "m", RequestId: "r", IsSuccess: false }),
    );
    expect((await failure(transport.call("cr", "DeleteX", {}, options))).kind).toBe(kind);
  });

  test("a throttled write is repeated, and every request is counted", async () => {
    let requests = 0;
    const { transport, options, calls } = await start((_, response) => {
      if (++requests < 3) answered(response, 400, { Code: "Throttling.User", Message: "slow down", RequestId: "r" });
      else answered(response, 200, { RequestId: "done" });
    });
    expect(await transport.call("pvtz", "AddZoneRecord", {}, options)).toEqual({ RequestId: "done" });
    expect(calls).toEqual(Array.from({ length: 3 }, () => "pvtz:AddZoneRecord"));
  });

  test("a write that nobody answered is sent once, a read is sent again", async () => {
    const { transport, options, stub } = await start((_, response) => response.destroy());
    expect((await failure(transport.call("cr", "CreateX", {}, options))).kind).toBe("unavailable");
    expect(stub.requests.length).toBe(1);
    await failure(transport.call("cr", "GetX", {}, options));
    expect(stub.requests.length).toBe(1 + 4);
  });

  test("no answer in time is a Timeout, and a page of HTML is NotJson", async () => {
    const timeouts = { readTimeout: 50, attempts: 1 };
    const { transport, options } = await start(({ action }, response) => {
      if (action === "GetHtml")
        response.writeHead(502, { "content-type": "text/html" }).end("<html>bad gateway</html>");
    }, timeouts);
    expect(await failure(transport.call("cr", "GetNothing", {}, options))).toMatchObject({
      kind: "unavailable",
      code: "Timeout",
    });
    expect(await failure(transport.call("cr", "GetHtml", {}, options))).toMatchObject({
      kind: "unavailable",
      code: "NotJson",
    });
  });

  test("an expired token is replaced once, with credentials read afresh", async () => {
    let reads = 0;
    const tokens: unknown[] = [];
    const { transport, options } = await start(
      ({ headers }, response) => {
        tokens.push(headers["x-acs-security-token"]);
        answered(response, 400, { Code: "InvalidSecurityToken.Expired", Message: "expired", RequestId: "r" });
      },
      { credentials: async () => ({ ...credentials, securityToken: `token-${++reads}` }) },
    );
    expect((await failure(transport.call("cr", "GetInstance", {}, options))).kind).toBe("expired");
    expect(tokens).toEqual(["token-1", "token-2"]);
  });

  test("neither secret nor token reaches the failure, whatever the vendor says", async () => {
    const { transport, options } = await start(
      (_, response) =>
        answered(response, 400, {
          Code: "SignatureDoesNotMatch",
          Message: `wrong the-secret-of-the-test. server string to sign is:POST x-acs-security-token:token-of-the-test`,
          RequestId: "r",
        }),
      { credentials: async () => ({ ...credentials, securityToken: "token-of-the-test" }) },
    );
    const found = await failure(transport.call("cr", "GetInstance", {}, options));
    expect(found.message).toMatch(
      /^wrong \*\*\*\. \(the secret does not belong to the key id: check ALIBABA_CLOUD_ACCESS_KEY_SECRET\)$/,
    );
  });

  test("the deadline cuts off a call that hangs", async () => {
    const abort = new AbortController();
    const { transport } = await start(() => abort.abort());
    const call = transport.call("cr", "GetX", {}, { region, context: { log: silentLog, signal: abort.signal } });
    expect(await failure(call)).toMatchObject({ kind: "unavailable", code: "DeadlineExceeded" });
  });

  test("after the deadline nothing is sent", async () => {
    const { transport, stub } = await start((_, response) => answered(response, 200, {}));
    const context = { log: silentLog, signal: AbortSignal.abort() };
    expect((await failure(transport.call("cr", "GetX", {}, { region, context }))).code).toBe("DeadlineExceeded");
    expect(stub.requests).toEqual([]);
  });

  test.each(["https://127.0.0.1:1", "http://10.0.0.1:1", "http://cr.cn-hangzhou.aliyuncs.com", "127.0.0.1:1"])(
    "endpoint %s is refused",
    (endpoint) => {
      const make = () =>
        createTransport({ endpoint, credentials: async () => credentials, clock: drivenClock(), random: () => 0 });
      expect(make).toThrow("refused");
    },
  );
});
