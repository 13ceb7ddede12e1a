import { describe, expect, it } from "vitest";
import { alibabaSettings } from "../../emulator/alibaba/settings.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { readAlibabaPayload } from "../../shared/events/alibaba.ts";
import type { Report } from "../../shared/model/report.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { configurationText, createStage, names } from "./stage.ts";

/** Settings of the function's host: the job runs deployed under these, below. */
const hosted: readonly string[] = ["eventTriggerTrueMeans", "asyncRetryDelayMs"];

/** Settings of calls that the job never makes, and the test that tries each. */
const elsewhere: Readonly<Record<string, string>> = {
  deletingLink: "test/emulator/cr-values.test.ts",
  occupiedSubnetCode: "test/emulator/cr-values.test.ts",
  largestInstancePage: "test/emulator/cr-values.test.ts",
  resolverChangeMs: "test/emulator/resolvers.test.ts",
  forwardedNames: "test/emulator/resolvers.test.ts",
  forwardedServers: "test/emulator/resolvers.test.ts",
  usedResolverDelete: "test/emulator/resolvers.test.ts",
};

const all = Object.values(alibabaSettings).flatMap(({ name, values }) =>
  values.slice(1).map((value: SettingValue) => ({ name, value })),
);

/** Every other value of every setting, one at a time. */
const cases = all.filter(({ name }) => !hosted.includes(name) && elsewhere[name] === undefined);

/** Under these the vendor never finishes a link, so the job ends in a finding that says so. */
const neverReady: Readonly<Record<string, readonly SettingValue[]>> = { linkOutcome: ["CREATE_FAILED", "CREATING"] };

/** Under these the names are answered from where nobody may write, so nothing can be broken either. */
const readOnlyZones: Readonly<Record<string, readonly SettingValue[]>> = { zoneLayout: ["product-zone"] };

const finding = (report: Report | undefined, vpc: string) => report?.findings.find((found) => found.network === vpc);

describe.concurrent("the main job holds under every value of every setting of the emulated cloud", () => {
  it.each(cases)("$name = $value", async ({ name, value }) => {
    const stage = await createDirectStage({ settings: { [name]: value }, store: "bucket" });
    try {
      const vpc = await stage.createVpc({ "registry-link": "prod" });
      await stage.createVSwitch(vpc);
      // Longer than the slowest event takes.
      await stage.world.clock.advance(15 * 60_000);
      await passForEachEvent(stage);
      // A new link may show a little late.
      await stage.world.clock.advance(10_000);
      expect(await stage.links(), "the events alone make the link").toHaveLength(1);
      const stuck = neverReady[name]?.includes(value) === true;
      const report = await untilSettled(stage, vpc, stuck ? "blocked/link-stuck" : "moored/attached");
      if (stuck) return expect(finding(report, vpc)?.code, JSON.stringify(report?.findings)).toBe("blocked/link-stuck");
      expect(finding(report, vpc)?.state, JSON.stringify(report?.findings)).toBe("moored");
      await expectResolving(stage, vpc);
      if (readOnlyZones[name]?.includes(value) === true) return;
      await disableRecord(stage, vpc);
      const [repair] = await stage.minutes(1);
      expect(repair?.outcomes.map((outcome) => [outcome.change.kind, outcome.result])).toEqual([
        ["enable-record", "applied"],
      ]);
      await stage.world.clock.advance(120_000);
      await expectResolving(stage, vpc);
      const [next] = await stage.minutes(1);
      expect(next?.outcomes).toEqual([]);
    } finally {
      await stage.stop();
    }
  });
});

describe("the deployed job holds under every value of the settings of its host", () => {
  it.each(all.filter(({ name }) => hosted.includes(name)))("$name = $value", async ({ name, value }) => {
    const stage = await createStage({
      settings: { [name]: value, linkReadyMs: 5_000 },
      configuration: configurationText({ parts: "[registry]" }),
    });
    try {
      const vpc = await stage.createVpc({ "registry-link": "prod" });
      stage.world.faults.add({ product: "vpc", action: "DescribeVpcs", times: 8, fault: "unavailable" });
      await stage.createVSwitch(vpc);
      await stage.minutes(8);
      expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
      const [link] = await stage.links();
      expect((await stage.ask(vpc, names.registry)).udp).toEqual([link?.["Ip"]]);
    } finally {
      await stage.stop();
    }
  });
});

async function passForEachEvent(stage: DirectStage): Promise<void> {
  for (const { event } of stage.emulator.platform.eventBridge.events()) {
    const trigger = readAlibabaPayload(JSON.stringify(event));
    if (trigger.kind !== "ignored") await stage.pass({ trigger });
  }
}

async function untilSettled(stage: DirectStage, vpc: string, code: string): Promise<Report | undefined> {
  let report: Report | undefined;
  for (let minute = 0; minute < 40 && finding(report, vpc)?.code !== code; minute++) [report] = await stage.minutes(1);
  return report;
}

async function expectResolving(stage: DirectStage, vpc: string): Promise<void> {
  for (const [module, name] of [
    ["Registry", names.registry],
    ["Chart", names.chart],
  ] as const) {
    const [link] = await stage.links(module);
    expect(link).toMatchObject({ VpcId: vpc, Status: "RUNNING" });
    expect(await stage.ask(vpc, name)).toEqual({ udp: [link?.["Ip"]], tcp: [link?.["Ip"]] });
  }
}

async function disableRecord(stage: DirectStage, vpc: string): Promise<void> {
  const zones = await stage.call("pvtz", "DescribeZones", {
    QueryVpcId: vpc,
    QueryRegionId: "cn-hangzhou",
    PageSize: 100,
  });
  const [zone] = (zones["Zones"] as { readonly Zone: readonly { readonly ZoneId: string }[] }).Zone;
  const records = await stage.call("pvtz", "DescribeZoneRecords", { ZoneId: zone?.ZoneId, PageSize: 100 });
  const [record] = (records["Records"] as { readonly Record: readonly { readonly RecordId: number }[] }).Record;
  await stage.call("pvtz", "SetZoneRecordStatus", { RecordId: record?.RecordId, Status: "DISABLE" });
}
