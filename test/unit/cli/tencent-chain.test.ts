import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tencentChain } from "../../../cli/drivers.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "mooring-home-"));
  vi.stubEnv("HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

function writeProfile(text: string): void {
  mkdirSync(join(home, ".tencentcloud"));
  writeFileSync(join(home, ".tencentcloud", "credentials"), text);
}

describe("the key for Tencent Cloud at a terminal", () => {
  const own = { TENCENTCLOUD_SECRET_ID: "id", TENCENTCLOUD_SECRET_KEY: "secret" };

  test("is the environment's, with its token where there is one", async () => {
    writeProfile("[default]\nsecret_id = other\nsecret_key = other\n");
    expect(await tencentChain(own)()).toEqual({ secretId: "id", secretKey: "secret" });
    expect(await tencentChain({ ...own, TENCENTCLOUD_SESSION_TOKEN: "token" })()).toMatchObject({ token: "token" });
  });

  test("is the vendor's file's where the environment has none", async () => {
    writeProfile("[default]\nsecret_id = file-id\nsecret_key = file-secret\n");
    expect(await tencentChain({})()).toEqual({ secretId: "file-id", secretKey: "file-secret" });
  });

  test("is none, and never an empty one, where nothing is set; what to set is said", async () => {
    writeProfile("[default]\nsecret_id =\n");
    await expect(tencentChain({})()).rejects.toThrow(/TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.*credentials/);
  });

  test("is none where half of it is set: another identity must not take its place", async () => {
    writeProfile("[default]\nsecret_id = other\nsecret_key = other\n");
    await expect(tencentChain({ TENCENTCLOUD_SECRET_ID: "id" })()).rejects.toThrow(/SECRET_KEY is not set/);
  });
});
