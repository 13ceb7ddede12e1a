import { describe, expect, expectTypeOf, test } from "vitest";
import { CloudError, type WritingCloud } from "../../../shared/clouds/port.ts";
import { readOnly } from "../../../shared/clouds/read-only.ts";
import { traced } from "../../../shared/clouds/traced.ts";
import { jsonLog } from "../../../shared/kernel/log.ts";
import { context, refused, registry, scriptedCloud } from "./alibaba/scripted-cloud.ts";

describe("readOnly", () => {
  test("what it returns has no way to write, and reads as before", async () => {
    const { cloud } = scriptedCloud({ "cr:GetInstance": () => ({ InstanceStatus: "RUNNING" }) });
    const limited = readOnly(cloud);
    expect(Object.keys(limited).sort()).toEqual(
      Object.keys(cloud)
        .filter((key) => key !== "write")
        .sort(),
    );
    expect("write" in limited).toBe(false);
    expectTypeOf(limited).not.toHaveProperty("write");
    expectTypeOf(limited).not.toExtend<WritingCloud>();
    expect((await limited.instance(registry, context)).running).toBe(true);
  });
});

describe("traced", () => {
  test("success and failure are told with the vendor's code, and nothing else changes", async () => {
    const lines: string[] = [];
    const { cloud } = scriptedCloud({
      "cr:GetInstance": () => ({ InstanceStatus: "RUNNING" }),
      "cr:GetInstanceUsage": () => refused("NoPrivilege", 403),
    });
    const told = traced(
      cloud,
      jsonLog("debug", (line) => lines.push(line)),
    );
    expect(await told.instance(registry, context)).toEqual(await cloud.instance(registry, context));
    await expect(told.quota(registry, context)).rejects.toBeInstanceOf(CloudError);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: "debug", message: "cloud answered", method: "instance", registry: "prod" },
      {
        level: "warn",
        message: "cloud failed",
        method: "quota",
        failure: { code: "NoPrivilege", requestId: "r-refused" },
      },
    ]);
  });
});
