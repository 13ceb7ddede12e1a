import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Trigger } from "../../shared/model/hint.ts";
import { instant } from "../../shared/model/known.ts";
import type { Report } from "../../shared/model/report.ts";
import { withOverrides } from "../../shared/plan/limits/overrides.ts";
import { readEntry } from "../../shared/store/objects/ledger.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";
import {
  createTencentStage,
  findingOf,
  registryId,
  tencentConfiguration,
  tencentRegion,
  vpcName,
} from "./tencent-direct-stage.ts";

const minute = 60_000;

async function alibabaPlace() {
  const stage = await createDirectStage({ configuration: configurationText({ parts: "[registry]", mode: "full" }) });
  return {
    ...{
      stage,
      cloud: "alibaba" as const,
      region,
      registry: "cri-mooringdemo01",
      attach: "cr:CreateInstanceVpcEndpointLinkedVpc",
    },
    async network() {
      const vpc = await stage.createVpc({ "registry-link": "prod" });
      await stage.createVSwitch(vpc);
      return vpc;
    },
    async tag(vpc: string, to: "on" | "off") {
      const Tag = [{ Key: "registry-link", Value: to === "on" ? "prod" : "off" }];
      await stage.call("vpc", "TagResources", { RegionId: region, ResourceType: "VPC", ResourceId: [vpc], Tag });
      await stage.world.clock.advance(5_000);
    },
    /** Takes the link away as somebody would who does not know of Mooring, and waits until it is gone. */
    async unlink(vpc: string) {
      const link = (await stage.links()).find(({ VpcId }) => VpcId === vpc);
      await stage.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", {
        ...{ InstanceId: "cri-mooringdemo01", ModuleName: "Registry", VpcId: vpc, VswitchId: link?.["VswitchId"] },
      });
      await stage.world.clock.advance(5 * minute);
    },
  };
}

async function tencentPlace() {
  const stage = await createTencentStage({ configuration: tencentConfiguration([], "full") });
  return {
    ...{
      stage,
      cloud: "tencent" as const,
      region: tencentRegion,
      registry: registryId,
      attach: "tcr:ManageInternalEndpoint",
    },
    network: () => stage.createNetwork(),
    async tag(vpc: string, to: "on" | "off") {
      await stage.tag(vpc, to === "on" ? "harbor" : "off");
      await stage.world.clock.advance(5_000);
    },
    /** Also its name, without which the vendor refuses. */
    async unlink(vpc: string) {
      if ((await stage.ask(vpc, vpcName)).udp.length > 0) await stage.turn(vpc, "off");
      await stage.world.clock.advance(minute);
      await stage.unlink(vpc);
    },
  };
}

const places = { alibaba: alibabaPlace, tencent: tencentPlace };

describe.each(["alibaba", "tencent"] as const)("a link that goes again and again on %s", (cloud) => {
  let place: Awaited<ReturnType<(typeof places)[typeof cloud]>>;
  beforeAll(async () => {
    place = await places[cloud]();
  });
  afterAll(() => place.stage.stop());

  const asked = (reports: readonly Report[]) =>
    reports
      .flatMap(({ outcomes }) => outcomes)
      .filter(({ change, result }) => change.kind === "attach" && result === "applied").length;
  /** Passes, a minute apart, until the link was seen ready, and how often it was asked for meanwhile. */
  async function untilReady(vpc: string): Promise<number> {
    let times = 0;
    for (let count = 0; count < 20; count++) {
      times += asked(await place.stage.minutes(1));
      const entry = await readEntry(place.stage.store, place.registry, vpc, "registry");
      if (entry?.address != null) return times;
    }
    throw new Error("the link is not ready after 20 minutes");
  }

  it("is asked for three times in a day, though somebody takes it away each time, and a fourth time the day after", async () => {
    const { stage, unlink } = place;
    const vpc = await place.network();
    for (let time = 0; time < 3; time++) {
      expect(await untilReady(vpc)).toBe(1);
      await unlink(vpc);
    }
    const at = instant(stage.world.clock.now());
    const deed = { did: "link", networks: [vpc], zones: [], registry: null, part: null, nameKind: null } as const;
    const hint = { cloud: place.cloud, region: place.region, networks: [vpc] };
    const told: Trigger = {
      kind: "event",
      ids: ["e-1"],
      hints: [{ ...hint, deeds: [{ ...deed, at, by: "carol", what: "a deletion" }] }],
    };
    const held = [await stage.pass({ trigger: told }), ...(await stage.minutes(3)), await stage.pass()];
    expect(asked(held)).toBe(0);
    for (const report of held) {
      expect(findingOf(report, vpc)).toMatchObject({ state: "held", code: "held/contested-link" });
      expect(findingOf(report, vpc)?.sentence).toMatch(
        /asked for 3 times within 24 hours \(.+, .+, .+\), was ready each time/,
      );
      expect(findingOf(report, vpc)?.sentence).toContain(`last written by carol at ${at} (a deletion)`);
    }
    const command: Trigger = { kind: "command", command: "sweep", depth: "full", networks: null };
    expect(asked([await stage.pass({ trigger: command })])).toBe(0);
    const settings = withOverrides(stage.settings, [{ limit: "repairs-per-day", value: 4 }]);
    expect(asked([await stage.pass({ trigger: command, settings })])).toBe(1);
    await untilReady(vpc);
    await unlink(vpc);
    expect(asked(await stage.minutes(2))).toBe(0);
    await stage.world.clock.advance(24 * 60 * minute);
    expect(await untilReady(vpc)).toBe(1);
  });

  it("because its tag flips is nobody else's doing, and each ask of it counts against the day's limit", async () => {
    const { stage, tag } = place;
    const limits = { ...stage.settings.limits, attachesPerDay: 4, detachesPerDay: 9 };
    const settings = { ...stage.settings, limits };
    await stage.world.clock.advance(25 * 60 * minute);
    const vpc = await place.network();
    let times = 0;
    for (let flip = 0; flip < 4; flip++) {
      for (let count = 0; count < 7; count++) times += asked(await stage.minutes(1, { settings }));
      await tag(vpc, "off");
      for (let count = 0; count < 7; count++) times += asked(await stage.minutes(1, { settings }));
      await tag(vpc, "on");
    }
    const [last] = await stage.minutes(1, { settings });
    expect(times).toBe(4);
    expect(findingOf(last, vpc)).toMatchObject({ state: "held", code: "held/attaches-per-day" });
    await stage.world.clock.advance(24 * 60 * minute);
    expect(asked(await stage.minutes(1, { settings }))).toBe(1);
  });
});
