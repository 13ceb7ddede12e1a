import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { SwitchOff } from "../../shared/model/change.ts";
import { readEntry, writeEntry } from "../../shared/store/objects/ledger.ts";
import { expectRight, expectSettled, foundIn, play, rowsOf } from "./drift-rows.ts";
import { createTencentDrift, type TencentDrift, tencentRows } from "./drift-tencent.ts";
import { tencentWorlds } from "./drift-worlds.ts";
import { defaultName, registryId, vpcName } from "./tencent-direct-stage.ts";

describe.each(tencentWorlds)("under $values", (world) => {
  let drift: TencentDrift;
  beforeAll(async () => {
    drift = await createTencentDrift(world.values);
  });
  afterAll(() => drift.stage.stop());

  it.each(rowsOf(tencentRows, world).map((row) => [row.did, row.code, row] as const))("somebody %s: %s", (_, __, row) =>
    play(drift, row),
  );
});

describe("a name that is published under a region that is not the network's", () => {
  let drift: TencentDrift;
  afterEach(() => drift.stage.stop());

  /** The vendor says that the name is on under `region` as well, until it is turned off there. */
  function alsoUnder(region: string) {
    const turnedOff: SwitchOff[] = [];
    const around = (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      async resolutions(targets, context) {
        const views = await cloud.resolutions(targets, context);
        return views.map((view) => {
          if (!view.resolution.known || view.name !== vpcName || view.network !== drift.hurt) return view;
          const { value } = view.resolution;
          const elsewhere = turnedOff.length === 0 ? region : null;
          const own = value.switch === null ? null : { ...value.switch, elsewhere };
          return { ...view, resolution: { ...view.resolution, value: { ...value, switch: own } } };
        });
      },
      async write(change, context) {
        if (change.kind !== "switch-off") return cloud.write(change, context);
        turnedOff.push(change);
        return { result: "written", requestId: "elsewhere" };
      },
    });
    return { turnedOff, around };
  }

  it("is turned off there, and stays on where it is answered", async () => {
    drift = await createTencentDrift();
    await drift.rest?.();
    const { turnedOff, around } = alsoUnder("ap-shanghai");
    const [report] = await drift.minutes(1, { mode: "observe", around });
    expect(foundIn(report, drift.hurt)).toMatchObject({ state: "drifted", code: "drifted/switch-region" });
    expect(turnedOff).toEqual([]);
    const reports = await drift.minutes(2, { around });
    expect(turnedOff).toMatchObject([{ network: drift.hurt, name: vpcName, switchRegion: "ap-shanghai" }]);
    expect(reports[1]?.outcomes).toEqual([]);
    await expectRight(drift, drift.hurt);
    await expectSettled(drift, drift.hurt, drift.stage.settings);
  });

  it.each([true, false])(
    "as the ledger says is put right without a moment in which it is off (the vendor compares addresses: %s)",
    async (dnsStatusComparesIp) => {
      drift = await createTencentDrift({ dnsStatusComparesIp });
      const { hurt, stage } = drift;
      const entry = await readEntry(stage.store, registryId, hurt, "registry");
      if (entry === null) throw new Error("the ledger has no entry");
      const names = entry.names.map((one) => (one.name === vpcName ? { ...one, region: "ap-shanghai" } : one));
      await writeEntry(stage.store, { ...entry, names });
      await drift.rest?.();
      const heard: unknown[] = [];
      const around = (cloud: WritingCloud): WritingCloud => ({
        ...cloud,
        async write(change, context) {
          const result = await cloud.write(change, context);
          heard.push(await stage.ask(hurt));
          return result;
        },
      });
      const right = await stage.ask(hurt);
      const reports = await drift.minutes(4, { around });
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.filter((answer) => JSON.stringify(answer) !== JSON.stringify(right))).toEqual([]);
      expect(reports.slice(2).flatMap(({ outcomes }) => outcomes)).toEqual([]);
      await expectRight(drift, hurt);
      await expectSettled(drift, hurt, stage.settings);
      const after = await readEntry(stage.store, registryId, hurt, "registry");
      expect(after?.names.map(({ region }) => region)).toEqual(["ap-guangzhou", "ap-guangzhou"]);
    },
  );
});

describe("a switch that an earlier try turns on while it is turned on once more", () => {
  it.each(["upsert", "UnsupportedOperation.CreatePrivateZoneRecord"])(
    "counts as turned on, and no moment is without its answer (turned on twice: %s)",
    async (dnsCreateRepeated) => {
      const drift = await createTencentDrift({ dnsCreateRepeated, dnsPropagationMs: 60_000 });
      const { stage } = drift;
      try {
        const vpc = await stage.createNetwork();
        const heard: string[] = [];
        let late = true;
        stage.beforeRequests(async (action) => {
          if (!late && action.endsWith("InternalEndpointDns")) heard.push(...(await stage.ask(vpc)).udp);
          if (!late || action !== "CreateInternalEndpointDns") return;
          // The process that asked was gone before it was answered.
          late = false;
          await stage.turn(vpc, "on");
          await stage.world.clock.advance(60_000);
        });
        await stage.untilMoored([vpc]);
        expect(late).toBe(false);
        expect(stage.calls.get("tcr:DeleteInternalEndpointDns")).toBeUndefined();
        const { AccessIp: address = "" } = await stage.linkOf(vpc);
        expect(new Set(heard)).toEqual(new Set([address]));
        const entry = await readEntry(stage.store, registryId, vpc, "registry");
        expect(entry?.names.map((name) => [name.name, name.address, name.withdrawnAt])).toEqual([
          [vpcName, address, null],
          [defaultName, address, null],
        ]);
        await expectRight(drift, vpc);
        await expectSettled(drift, vpc, stage.settings);
      } finally {
        await stage.stop();
      }
    },
  );
});
