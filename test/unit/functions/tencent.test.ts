import { describe, expect, test } from "vitest";
import { openStore } from "../../../functions/store.ts";
import { roleKey } from "../../../functions/tencent/reconcile/role.ts";

describe("the key of a function's role on SCF", () => {
  const own = { TENCENTCLOUD_SECRETID: "id", TENCENTCLOUD_SECRETKEY: "secret", TENCENTCLOUD_SESSIONTOKEN: "token" };

  test("is read by the platform's own names", () => {
    expect(roleKey(own)).toEqual({ secretId: "id", secretKey: "secret", token: "token" });
  });

  test("is the new one when a warm instance is given it", () => {
    const environment = { ...own };
    roleKey(environment);
    environment.TENCENTCLOUD_SECRETID = "next";
    expect(roleKey(environment).secretId).toBe("next");
  });

  test.each(Object.keys(own))("without %s there is none, and a person's own variables are no role", (name) => {
    const environment = { ...own, [name]: "", TENCENTCLOUD_SECRET_ID: "person", TENCENTCLOUD_SECRET_KEY: "own" };
    expect(() => roleKey(environment)).toThrow(/the function has no role.*serverless\.yml/);
  });
});

describe("a function's store", () => {
  const credentials = async () => ({ accessKeyId: "id", accessKeySecret: "secret" });
  const cos = { kind: "cos", bucket: "state-1250000001", region: "ap-guangzhou" } as const;
  const oss = { kind: "oss", bucket: "state", region: "cn-hangzhou", internal: true } as const;

  test("is the bucket of its own cloud", () => {
    expect(openStore({ store: cos, endpoint: null }, "tencent", credentials).location).toBe(
      "cos://state-1250000001?region=ap-guangzhou",
    );
    expect(openStore({ store: oss, endpoint: null }, "alibaba", credentials).location).toBe(
      "oss://state?region=cn-hangzhou&internal",
    );
  });

  test.each([
    ["alibaba", cos, /a bucket of Tencent Cloud.*set MOORING_STORE=oss:/],
    ["tencent", oss, /a bucket of Alibaba Cloud.*set MOORING_STORE=cos:/],
  ] as const)("on %s cannot be the other cloud's", (cloud, store, said) => {
    expect(() => openStore({ store, endpoint: null }, cloud, credentials)).toThrow(said);
  });
});
