import { afterAll, beforeAll, expect, test } from "vitest";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

let cloud: Tencent;
beforeAll(async () => {
  cloud = await startTencent();
});
afterAll(() => cloud.emulator.stop());

test("an action that no product has is InvalidAction", async () => {
  expect(await tencentCode(cloud.vpc.request("DescribeNothing", {}))).toBe("InvalidAction");
});
