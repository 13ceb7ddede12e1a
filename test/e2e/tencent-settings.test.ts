import { describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { tencentSettings } from "../../emulator/tencent/settings.ts";
import type { Report } from "../../shared/model/report.ts";
import {
  audited,
  both,
  createTencentStage,
  defaultName,
  findingOf,
  passForEachEvent,
  type TencentStage,
  tencentConfiguration,
  vpcName,
} from "./tencent-direct-stage.ts";

/** Settings of what the job never meets in one process, and the test that tries each. */
const elsewhere: Readonly<Record<string, string>> = {};

const cases = Object.values(tencentSettings)
  .flatMap(({ name, values }) => values.slice(1).map((value: SettingValue) => ({ name, value })))
  .filter(({ name }) => elsewhere[name] === undefined);

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
      expect(await stage.links(), "the events alone make the link").toHaveLength(1);
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
