import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { clouds, hour, type LeavingStage } from "./leaving-stage.ts";
import { configurationText, region } from "./stage.ts";
import { tencentConfiguration, tencentRegion } from "./tencent-direct-stage.ts";

const of = 3;
const count = 9;
const takingAway = ["detach", "switch-off", "delete-zone", "delete-record"];

/** The first two networks are rejected, the next one is asked about; all others are accepted. */
const rulesFor = (networks: readonly string[]) => `rules:
  - { name: closed, match: { networks: [${networks.slice(0, 2).join(", ")}] }, outcome: reject }
  - { name: careful, match: { networks: [${networks[2]}] }, outcome: ask }
  - { name: open, match: {}, outcome: accept }
limits: { inTransition: 2 }
`;
const places = {
  alibaba: {
    alias: "prod",
    region,
    text: (rules: string) =>
      configurationText({ parts: "[registry]", mode: "full", extra: `    expect: {}\n${rules}` }),
  },
  tencent: {
    alias: "harbor",
    region: tencentRegion,
    text: (rules: string) => `${tencentConfiguration(["expect: {}"], "full")}${rules}`,
  },
} as const;

describe.each(["alibaba", "tencent"] as const)("a sweep in three shards on %s", (name) => {
  const { alias, region: where, text } = places[name];
  let stage: LeavingStage;
  let settings: Settings;
  const networks: string[] = [];
  /** How many links were being made, or had been asked for, at each request that made one. */
  let asked = 0;

  const shard = (index: number, depth: "full" | "frequent" = "full"): Trigger => ({
    kind: "shard",
    depth,
    registry: alias,
    region: where,
    index,
    of,
    pass: "whole",
  });
  const indexes = Array.from({ length: of }, (_, index) => index);
  const sideBySide = (depth: "full" | "frequent" = "full"): Promise<readonly Report[]> =>
    Promise.all(indexes.map((index) => stage.pass({ settings, trigger: shard(index, depth) })));
  const codes = (reports: readonly Report[]) =>
    Object.fromEntries(reports.flatMap(({ findings }) => findings.map(({ network, code }) => [network, code])));

  beforeAll(async () => {
    stage = await clouds[name]();
    for (let made = 0; made < count; made++) networks.push(await stage.network());
    const parsed = parseConfiguration(text(rulesFor(networks)));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    settings = parsed.settings;
    const making = name === "alibaba" ? "CreateInstanceVpcEndpointLinkedVpc" : "ManageInternalEndpoint";
    stage.watch((action) => {
      if (action === making) asked += 1;
      return () => undefined;
    });
  }, 60_000);
  afterAll(() => stage.stop());

  it("keeps the limits of the whole while they attach side by side, and lets in what the rules accept alone", async () => {
    const first = await sideBySide();
    // Until one link is verified there is one.
    expect(asked).toBe(1);
    expect((await stage.linked()).length).toBe(1);
    // No pass has seen all networks: no shard says how many of them are moored.
    expect(first.flatMap(({ compliance }) => compliance)).toEqual([]);
    let most = 0;
    let reports = first;
    for (let minute = 0; minute < 40; minute++) {
      const before = new Set(await stage.linked());
      await stage.wait(60_000);
      reports = await sideBySide(minute % 4 === 3 ? "full" : "frequent");
      most = Math.max(most, (await stage.linked()).filter((one) => !before.has(one)).length);
      if ((await stage.linked()).length === count - 3 && minute % 4 === 3) break;
    }
    expect(most).toBeLessThanOrEqual(2);
    expect([...(await stage.linked())].sort()).toEqual(networks.slice(3).sort());
    expect(asked).toBe(count - 3);
    expect(codes(reports)).toMatchObject({
      [networks[0] ?? ""]: "blocked/rejected",
      [networks[1] ?? ""]: "blocked/rejected",
      [networks[2] ?? ""]: "held/approval",
    });
  }, 60_000);

  it("tells together what the whole tells, and each counts as the whole does once there was one", async () => {
    for (let minute = 0; minute < 12; minute++) await stage.minutes(1, { settings });
    const whole = await stage.pass({ settings });
    expect(whole.compliance).toMatchObject([{ expected: count, moored: count - 3, failing: 3, unknown: 0 }]);
    const reports = await sideBySide();
    for (const { compliance } of reports) expect(compliance).toEqual(whole.compliance);
    expect(codes(reports)).toEqual(codes([whole]));
    const seen = reports.map(({ findings }) => findings.map(({ network }) => network));
    expect(seen.flat().sort()).toEqual([...networks].sort());
  });

  it("takes nothing away for want of sight: what is in another share is not missing, on any day", async () => {
    for (let day = 0; day < 6; day++) {
      await stage.wait(25 * hour);
      for (const { outcomes } of await sideBySide(day % 2 === 0 ? "full" : "frequent"))
        expect(outcomes.filter(({ change }) => takingAway.includes(change.kind))).toEqual([]);
    }
    expect((await stage.linked()).length).toBe(count - 3);
  });

  it("detaches no more in a day than the whole may", async () => {
    await stage.pass({ settings });
    for (const network of networks.slice(3)) await stage.tag(network, "off");
    for (let round = 0; round < 8; round++) {
      await stage.wait(3 * 60_000);
      await sideBySide(round % 2 === 0 ? "full" : "frequent");
    }
    expect((await stage.linked()).length).toBe(count - 3 - settings.limits.detachesPerDay);
    await stage.wait(25 * hour);
    await stage.pass({ settings });
    for (let round = 0; round < 8; round++) {
      await stage.wait(3 * 60_000);
      await sideBySide();
    }
    expect(await stage.linked()).toEqual([]);
  }, 60_000);
});
