import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keyVariables } from "../../../cli/deploy/alibaba/tools.ts";
import { buildFunctions } from "../../../cli/deploy/tools.ts";

test("the tool gets the key that was asked who it is, with its token or without anybody else's", () => {
  const key = { accessKeyId: "id", accessKeySecret: "secret" };
  expect(keyVariables("1", { ...key, securityToken: "token" })).toMatchObject({
    AccountID: "1",
    AccessKeyID: "id",
    AccessKeySecret: "secret",
    SecurityToken: "token",
  });
  const own = { ...{ SecurityToken: "stale", default_serverless_devs_key: "{}" }, ...keyVariables("1", key) };
  expect([own.SecurityToken, own["default_serverless_devs_key"]]).toEqual([undefined, undefined]);
});

test("a build that fails stops the deployment and says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "build-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { build: "exit 3" } }));
    await expect(buildFunctions(folder, process.env)).rejects.toThrow(/could not be built \(exit code 3\)/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
