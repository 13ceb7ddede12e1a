import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Setting, SettingValue } from "../../emulator/settings.ts";
import { tencentSettings } from "../../emulator/tencent/settings.ts";
import type { Report } from "../../shared/model/report.ts";
import { readLatest } from "../../shared/store/objects/reports.ts";
import { createTencentDeployStage, region } from "./deploy-tencent-stage.ts";
import {
  audited,
  both,
  createTencentStage,
  defaultName,
  findingOf,
  passForEachEvent,
  registryId,
  type TencentStage,
  tencentConfiguration,
  vpcName,
} from "./tencent-direct-stage.ts";

/** Settings of what stands between the bus and the function: the job runs deployed under these, below. */
const hosted: readonly string[] = [
  ...["ebDefaultBusByApi", "ebPatternOperators", "ebFunctionMustExist", "ebFunctionRegion", "ebEnvelopeResource"],
  ...["scfCredentialRefresh", "scfTimeZone", "scfTimerType", "scfNameVariables", "scfRetryDelayMs"],
  ...["scfConcurrentInstances", "scfThrottled", "scfTextResult"],
];

/** Settings that the job does not meet here, and the tests that try each. */
const tried: Readonly<Record<string, readonly string[]>> = {
  // Quotas of the bus, which the deployment keeps or is refused by.
  "test/emulator/tencent-eb.test.ts": ["ebDeliveriesPerDay", "ebRulesPerBus", "ebTargetsPerRule"],
  // Calls that the job never makes.
  "test/emulator/tencent-tcr.test.ts": [
    ...["linkDeleteAbsent", "linkDeletePending", "linkDeleteOtherSubnet"],
    ...["customDomainWords", "policiesWhenClosed", "instanceReadyMs"],
  ],
  "test/emulator/tencent-privatedns.test.ts": [
    ...["bindRepeated", "unbindAbsent", "bindTaskMs", "bindTaskOutcome", "boundZoneDelete"],
    ...["recordFilterMatch", "zoneVpcLimit", "zoneRecordLimit", "registryDomainReserved"],
  ],
  "test/emulator/tencent-zone-log.test.ts": [
    ...["zoneLogOperator", "zoneLogOrder", "zoneLogLagMs", "zoneLogWhenEmpty", "zoneLogZones", "zoneLogDomainMatch"],
    ...["zoneLogRangeDays", "zoneLogTimeCode", "zoneLogOfSwitches"],
  ],
  "test/emulator/tencent-forwarding.test.ts": ["forwardedZoneNames"],
  "test/emulator/tencent-vpc.test.ts": [
    ...["vpcDeleteWithSubnets", "vpcDeleteWithLink", "usedIpResourceType", "linkInterfaces", "tencentVpcsPerRegion"],
  ],
  "test/emulator/tencent-rights.test.ts": ["camGranularity", "scfDenyCode"],
  "test/emulator/tencent-sts.test.ts": ["assumeUnknownRole"],
  // Links that somebody deletes.
  "test/e2e/tencent-repair.test.ts": ["linkDeleteWithDnsOn", "linkDeletingStatus"],
  // What the role's rights are checked on; here the job has every right.
  "test/e2e/tencent-rights.test.ts": [
    ...["camDenyCode", "tcrDenyCode", "tcrLinkGranularity", "tcrListGranularity"],
    ...["vpcReadGranularity", "tcrDnsNeedsPrivateDns"],
  ],
};
const elsewhere = new Set(Object.values(tried).flat());

const all: readonly Setting[] = Object.values(tencentSettings);
const cases = all
  .filter(({ name }) => !hosted.includes(name) && !elsewhere.has(name))
  .flatMap(({ name, values }) => values.slice(1).map((value) => ({ name, value })));

/** Under these the vendor never finishes a link, so the job ends in a finding that says so. */
const neverReady: Readonly<Record<string, readonly SettingValue[]>> = { tcrLinkOutcome: ["failed", "pending"] };

const names = [vpcName, defaultName];

describe.concurrent("the main job holds under every value of every setting of the emulated Tencent Cloud", () => {
  it.each(cases)("$name = $value", async ({ name, value }) => {
    const stage = await createTencentStage({
      settings: { [name]: value },
      tencentAccounts: [audited],
      configuration: tencentConfiguration(["names: [vpc, default]"]),
      store: "bucket",
    });
    try {
      const vpc = await stage.createVpc();
      await stage.createSubnet(vpc);
      await stage.tag(vpc, "harbor");
      // Longer than the slowest event takes.
      await stage.world.clock.advance(15 * 60_000);
      await passForEachEvent(stage);
      if (name !== "auditEventLoss") expect(await stage.links(), "the events alone make the link").toHaveLength(1);
      const stuck = neverReady[name]?.includes(value) === true;
      const report = await untilSettled(stage, vpc, stuck ? "blocked/link-stuck" : "moored/attached");
      if (stuck)
        return expect(findingOf(report, vpc)?.code, JSON.stringify(report?.findings)).toBe("blocked/link-stuck");
      expect(findingOf(report, vpc)?.state, JSON.stringify(report?.findings)).toBe("moored");
      // Resolvers follow a switch within two minutes, and an answer is kept for ten.
      await stage.world.clock.advance(12 * 60_000);
      await expectResolving(stage, vpc);
      for (const own of names) await stage.turn(vpc, "off", { name: own });
      await stage.world.clock.advance(180_000);
      const [repair] = await stage.minutes(1);
      expect(repair?.outcomes.map(({ change, result }) => [change.kind, result])).toEqual([
        ["switch-on", "applied"],
        ["switch-on", "applied"],
      ]);
      await stage.world.clock.advance(12 * 60_000);
      await expectResolving(stage, vpc);
      const [next] = await stage.minutes(1);
      expect(next?.outcomes).toEqual([]);
      expect(findingOf(next, vpc)?.state, JSON.stringify(next?.findings)).toBe("moored");
    } finally {
      await stage.stop();
    }
  });
});

describe("the deployed job holds under other values of the settings of its host", () => {
  const others = all
    .filter(({ name }) => hosted.includes(name))
    .map(({ name, values }): readonly [string, SettingValue] => [name, values.at(-1) ?? values[0]]);

  it("all at once", async () => {
    const stage = await createTencentDeployStage({ settings: Object.fromEntries(others) });
    try {
      await stage.deploy();
      const { world } = stage.emulator;
      const { Vpc } = await stage.user.vpc.CreateVpc({
        VpcName: "team",
        CidrBlock: "10.0.0.0/16",
        Tags: [{ Key: "registry-link", Value: "harbor" }],
      });
      const VpcId = Vpc?.VpcId ?? "";
      // Whatever fails once is tried again by the platform.
      world.faults.add({ product: "vpc", action: "DescribeVpcs", times: 4, fault: "unavailable" });
      const where = { VpcId, SubnetName: "one", CidrBlock: "10.0.1.0/24", Zone: `${region}-3` };
      await stage.user.vpc.CreateSubnet(where);
      await world.clock.advance(8 * 60_000);
      const { AccessVpcSet } = await stage.user.tcr.DescribeInternalEndpoints({ RegistryId: registryId });
      expect(AccessVpcSet).toMatchObject([{ VpcId, Status: "Running" }]);
      expect((await readLatest(stage.store, "harbor"))?.findings).toMatchObject([{ network: VpcId, state: "moored" }]);
    } finally {
      await stage.stop();
    }
  });

  it("and every other value of a host's setting is one of these, or its only other one", () => {
    for (const { name, values } of all.filter((one) => hosted.includes(one.name))) expect(values.length, name).toBe(2);
  });
});

describe("a setting that the job is not run under", () => {
  it.each(Object.entries(tried))("is tried in %s", async (file, names) => {
    const text = await readFile(new URL(`../../${file}`, import.meta.url), "utf8");
    for (const name of names) {
      expect(all.map((one) => one.name)).toContain(name);
      expect(text, name).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

async function untilSettled(stage: TencentStage, vpc: string, code: string): Promise<Report | undefined> {
  let report: Report | undefined;
  for (let minute = 0; minute < 40 && findingOf(report, vpc)?.code !== code; minute++)
    [report] = await stage.minutes(1);
  return report;
}

async function expectResolving(stage: TencentStage, vpc: string): Promise<void> {
  const link = await stage.linkOf(vpc);
  expect(link.Status).toBe("Running");
  for (const name of names) expect(await stage.ask(vpc, name), name).toEqual(both(link.AccessIp));
}
