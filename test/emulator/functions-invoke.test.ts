import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";

// Required, because the packages are CommonJS with a `default` that importers read in different ways.
const require = createRequire(import.meta.url);
const core: typeof import("@alicloud/openapi-core") = require("@alicloud/openapi-core");
const { RuntimeOptions }: typeof import("@darabonba/typescript") = require("@darabonba/typescript");

let cloud: Cloud;
let folder: string;
beforeEach(async () => {
  cloud = await startCloud();
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
  writeFileSync(
    join(folder, "index.js"),
    `exports.handler = async (event) => {
       const text = event.toString();
       if (text === "fail") throw new Error("told to");
       console.log("got " + text.length);
       return "got " + text.slice(0, 10);
     };`,
  );
  await cloud.emulator.platform.functions.create({
    name: "probe",
    account: cloud.account,
    region: "cn-hangzhou",
    runtime: "nodejs20",
    handler: "index.handler",
    code: folder,
    timeoutSeconds: 60,
    memoryMegabytes: 128,
    environment: {},
    role: null,
    asynchronous: { retries: 0, eventAgeSeconds: 86_400, onFailure: null },
    reservedConcurrency: 1,
  });
});
afterEach(async () => {
  await cloud.emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** `InvokeFunction` as the vendor's generated client sends it: the payload as a stream, signed by the core. */
async function invoke(
  payload: string,
  name = "probe",
  headers: Record<string, string> = {},
  secret?: string,
): Promise<Answer> {
  const client = new core.default(
    new core.$OpenApiUtil.Config({
      accessKeyId: cloud.user.accessKeyId,
      accessKeySecret: secret ?? cloud.user.accessKeySecret,
      endpoint: cloud.endpoint,
      protocol: "HTTP",
    }),
  );
  const answer = await client.callApi(
    new core.$OpenApiUtil.Params({
      action: "InvokeFunction",
      version: "2023-03-30",
      protocol: "HTTP",
      pathname: `/2023-03-30/functions/${name}/invocations`,
      method: "POST",
      authType: "AK",
      style: "ROA",
      reqBodyType: "binary",
      bodyType: "binary",
    }),
    new core.$OpenApiUtil.OpenApiRequest({
      headers,
      query: { qualifier: "LATEST" },
      stream: Readable.from([Buffer.from(payload)]),
    }),
    new RuntimeOptions({ readTimeout: 10_000 }),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of answer["body"] as AsyncIterable<Buffer>) chunks.push(chunk);
  return {
    status: Number(answer["statusCode"]),
    headers: answer["headers"] as Readonly<Record<string, string>>,
    text: Buffer.concat(chunks).toString("utf8"),
  };
}

describe("InvokeFunction by the vendor's client", () => {
  test("answers what the function returned", async () => {
    const { status, headers, text } = await invoke('{"a":1}');
    expect([status, text]).toEqual([200, 'got {"a":1}']);
    expect(headers["x-fc-request-id"]).toMatch(/^[0-9A-F-]{36}$/);
    expect(headers).not.toHaveProperty("x-fc-error-type");
  });

  test("answers 200 with the kind of error when the function throws", async () => {
    const { status, headers, text } = await invoke("fail");
    expect([status, headers["x-fc-error-type"]]).toEqual([200, "HandledInvocationError"]);
    expect(JSON.parse(text)).toMatchObject({ errorMessage: "told to", errorType: "Error" });
  });

  test("answers 202 at once when asynchronous, and runs the function", async () => {
    const { status, text } = await invoke("later", "probe", { "x-fc-invocation-type": "Async" });
    expect([status, text]).toEqual([202, ""]);
    await cloud.world.clock.advance(0);
    expect(cloud.world.logs.list("probe").map((line) => line.text)).toEqual(["got 5"]);
  });

  test("refuses an unknown function, a wrong signature and an asynchronous payload over 128 KB", async () => {
    expect(await refusal(invoke("x", "other"))).toEqual({ code: "FunctionNotFound", status: 404 });
    expect(await refusal(invoke("x", "probe", {}, "not-the-secret"))).toMatchObject({ code: "SignatureDoesNotMatch" });
    const large = "x".repeat(128 * 1024 + 1);
    expect(await refusal(invoke(large, "probe", { "x-fc-invocation-type": "Async" }))).toEqual({
      code: "PayloadTooLarge",
      status: 413,
    });
    expect((await invoke(large)).status).toBe(200);
  });
});
