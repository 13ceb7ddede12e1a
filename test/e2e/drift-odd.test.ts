import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AlibabaDrift, alibabaRows, createAlibabaDrift } from "./drift-alibaba.ts";
import { expectRight, expectSettled, foundIn, play, rowsOf } from "./drift-rows.ts";
import { createTencentDrift, ownZoneRows, registryDomain, type TencentDrift, tencentRows } from "./drift-tencent.ts";
import { alibabaOddWorlds, tencentOddDomainWorlds, tencentOddWorlds, zonesWhileClosed } from "./drift-worlds.ts";
import { defaultName, vpcName } from "./tencent-direct-stage.ts";

describe.each(alibabaOddWorlds)("on Alibaba Cloud under $values", (world) => {
  let drift: AlibabaDrift;
  beforeAll(async () => {
    drift = await createAlibabaDrift(world.values);
  });
  afterAll(() => drift.stage.stop());

  it.each(rowsOf(alibabaRows, world).map((row) => [row.did, row.code, row] as const))("somebody %s: %s", (_, __, row) =>
    play(drift, row),
  );
});

const domains = ["images.corp-mooring.com", "second.corp-mooring.com"];

describe.each([
  ...tencentOddWorlds.map((world) => ({ ...world, domains: [], rows: rowsOf(tencentRows, world) })),
  ...tencentOddDomainWorlds.map((world) => ({ ...world, domains, rows: rowsOf(ownZoneRows, world) })),
])("on Tencent Cloud under $values with domains $domains", ({ values, domains: own, rows }) => {
  let drift: TencentDrift;
  beforeAll(async () => {
    drift = await createTencentDrift(values, own);
  });
  afterAll(() => drift.stage.stop());

  it.each(rows.map((row) => [row.did, row.code, row] as const))("somebody %s: %s", (_, __, row) => play(drift, row));
});

/** What a repair that fails is told as, and how often it is tried within an hour. */
interface InVain {
  readonly code: string;
  readonly said: string;
  readonly times: number;
}

/** Put right an hour after its cause went. */
async function expectTriedInVain(drift: TencentDrift, { code, said, times }: InVain, cease: () => Promise<unknown>) {
  const before = sum(drift.writes());
  const reports = await drift.minutes(30);
  expect(sum(drift.writes()) - before).toBe(times);
  const found = foundIn(reports.at(-1), drift.hurt);
  expect(found?.code).toBe(code);
  expect(found?.sentence).toContain(said);
  await cease();
  await drift.wait(3_600_000);
  await drift.minutes(2);
  await expectRight(drift, drift.hurt);
  await expectSettled(drift, drift.hurt, drift.stage.settings);
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0);

describe("a repair that fails is told, tried as often as its failure bears, and made once it is let", () => {
  let drift: TencentDrift | AlibabaDrift;
  afterEach(() => drift.stage.stop());

  it.each([{ bindBesideHiddenZone: "refused" }, { managedZoneVisibility: "visible" }])(
    "somebody's zone of the registry's domain keeps both names from being turned on again: %j",
    async (values) => {
      const own = await createTencentDrift(values);
      drift = own;
      await own.rest?.();
      for (const name of [vpcName, defaultName]) await own.stage.turn(own.hurt, "off", { name });
      const zone = await own.makeZone(registryDomain, "10.9.9.9", own.hurt);
      // Each of the two names once: what the vendor refused is believed for an hour.
      const told = { code: "drifted/shadowed", said: "UnsupportedOperation.ModifyPrivateZoneVpc", times: 2 };
      await expectTriedInVain(own, told, () => own.deleteZone(zone));
    },
  );

  it("a zone of Mooring's own cannot be bound", async () => {
    const own = await createTencentDrift({}, domains);
    drift = own;
    await own.bind((await own.placeOf()).zone);
    own.stage.world.set({ bindTaskOutcome: "failed" });
    // The vendor failed and did not refuse: it is tried again until the network's own writes are stopped.
    const told = { code: "drifted/zone-unbound", said: "FailedOperation.BindZoneVpcFailed", times: 3 };
    await expectTriedInVain(own, told, async () => own.stage.world.set({ bindTaskOutcome: "success" }));
  });

  it("but a network that was linked while PrivateZone was closed is moored where its zones were made and answer", async () => {
    const own = await createAlibabaDrift(zonesWhileClosed);
    drift = own;
    const vpc = await own.network({});
    own.account.privateZoneService = "CLOSED";
    await own.link(vpc);
    await own.tag(vpc, "prod");
    const [report] = await own.minutes(1);
    expect(foundIn(report, vpc)?.state).toBe("moored");
    await expectRight(own, vpc);
  });
});
