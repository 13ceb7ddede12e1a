import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AlibabaDrift, alibabaRows, createAlibabaDrift } from "./drift-alibaba.ts";
import { expectRight, expectSettled, foundIn, play, rowsOf } from "./drift-rows.ts";
import { alibabaWorlds } from "./drift-worlds.ts";
import { names } from "./stage.ts";

describe.each(alibabaWorlds)("under $values", (world) => {
  let drift: AlibabaDrift;
  beforeAll(async () => {
    drift = await createAlibabaDrift(world.values);
  });
  afterAll(() => drift.stage.stop());

  it.each(rowsOf(alibabaRows, world).map((row) => [row.did, row.code, row] as const))("somebody %s: %s", (_, __, row) =>
    play(drift, row),
  );
});

describe("on Alibaba Cloud", () => {
  let drift: AlibabaDrift;
  afterEach(() => drift.stage.stop());

  it("a role that is gone while every name is answered is made again, once, where that is allowed", async () => {
    drift = await createAlibabaDrift();
    const { roles } = drift.account;
    roles.clear();
    const before = drift.writes();
    const forbidden = await drift.pass({ settings: drift.allowing(null) });
    expect(forbidden.outcomes).toEqual([]);
    expect(drift.writes()).toEqual(before);
    const report = await drift.pass();
    expect(report.outcomes.map(({ change, result }) => [change.kind, result])).toEqual([["create-role", "applied"]]);
    expect(roles.size).toBe(1);
    await expectSettled(drift, drift.hurt, drift.stage.settings);
  });

  it("a link that was made while the role was gone is told, and the role is made once where that is allowed", async () => {
    drift = await createAlibabaDrift();
    const { roles } = drift.account;
    const off = { settings: drift.allowing(null) };
    const vpc = await drift.network({ "registry-link": "prod" });
    await drift.stage.minutes(1, off);
    roles.clear();
    const [report] = await drift.minutes(2, off).then((reports) => reports.slice(-1));
    expect(foundIn(report, vpc)).toMatchObject({ state: "blocked", code: "blocked/no-zone-role" });
    expect(report?.outcomes).toEqual([]);
    const after = await drift.minutes(12);
    const made = after.flatMap(({ outcomes }) => outcomes.map(({ change, result }) => [change.kind, result]));
    expect(made).toEqual([["create-role", "applied"]]);
    expect(foundIn(after.at(-1), vpc)).toMatchObject({ state: "drifted", code: "drifted/zone-missing" });
  });

  it("a network that the provider itself answers in is moored without a zone", async () => {
    drift = await createAlibabaDrift();
    const { other, account } = drift;
    const { roles } = account;
    const kept = [...roles];
    await drift.unlink(drift.hurt);
    await drift.unlink(other);
    await drift.tag(drift.hurt, "off");
    const off = { settings: drift.allowing(null) };
    await drift.minutes(1, off);
    roles.clear();
    await drift.stage.world.clock.advance(10_000);
    for (const [key, role] of kept) roles.set(key, role);
    const before = drift.writes();
    const reports = await drift.minutes(12, off);
    expect(reports.flatMap(({ outcomes }) => outcomes)).toEqual([]);
    expect(drift.writes()).toEqual(before);
    expect(drift.zones().filter(({ networks }) => networks.includes(other))).toEqual([]);
    const found = foundIn(await drift.pass(off), other);
    expect(found).toMatchObject({ state: "moored", parts: [{ names: [{ code: "moored/provider-resolution" }] }] });
    await expectRight(drift, other);
  });

  it.each([{ zoneLayout: "zone-per-name" }, { zoneLayout: "parent-zone" }])(
    "a zone that the registry calls somebody else's is never written, even after it answered rightly: %j",
    async (values) => {
      drift = await createAlibabaDrift(values);
      const row = alibabaRows.find(({ code }) => code === "blocked/zone-conflict");
      if (row?.mend === undefined) throw new Error("the row is gone");
      const vpc = String(await row.harm(drift));
      await drift.minutes(2);
      await row.mend(drift, vpc);
      await drift.minutes(2);
      expect(foundIn(await drift.pass(), vpc)).toMatchObject({ state: "moored" });
      const { record: RecordId, rr: Rr } = await drift.placeOf(vpc);
      await drift.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: "10.9.9.8" });
      const [before, zones] = [drift.writes(), drift.zones()];
      await drift.minutes(3);
      const report = await drift.pass();
      expect(foundIn(report, vpc)).toMatchObject({ state: "blocked", code: "blocked/zone-conflict" });
      expect(drift.writes()).toEqual(before);
      expect(drift.zones()).toEqual(zones);
    },
  );

  it("a zone that another account bound in the place of ours is told, and its binding asked for once an hour", async () => {
    drift = await createAlibabaDrift();
    const { account, hurt, stage } = drift;
    const { zone } = await drift.placeOf();
    const own = account.zones.get(zone);
    if (own === undefined) throw new Error("the zone is gone");
    await drift.bind(zone);
    // What another account bound cannot be seen from here; that it may be is between the two accounts.
    const [binding] = [{ vpcId: hurt, region: "cn-hangzhou", type: "STANDARD" as const, userId: account.id }];
    const theirs = { ...own, id: "0".repeat(32), creator: "2000000000000002", records: [], bindings: [binding] };
    stage.world.alibaba.accounts.set("2000000000000002", {
      ...{ ...account, id: "2000000000000002", users: [], roles: new Map(), vpcs: new Map(), vswitches: new Map() },
      ...{ instances: new Map(), resolverRules: new Map(), changeLogs: [], eventRules: [] },
      zones: new Map([[theirs.id, theirs]]),
    });
    const reports = await drift.minutes(30);
    const failed = reports.flatMap(({ outcomes }) => outcomes.map(({ change, result }) => [change.kind, result]));
    expect(failed).toEqual([["bind-zone", "failed"]]);
    expect(foundIn(reports.at(-1), hurt)).toMatchObject({
      state: "drifted",
      code: "drifted/shadowed",
      sentence: expect.stringContaining("a zone of the same name that cannot be seen from here"),
    });
    theirs.bindings = [];
    const [last] = (await drift.minutes(35)).slice(-1);
    expect(foundIn(last, hurt)).toMatchObject({ state: "moored" });
    await expectRight(drift, hurt);
  });

  it("a zone that the registry publishes again beside Mooring's own is no fight", async () => {
    drift = await createAlibabaDrift({ serviceHeals: "on-next-link" });
    const { zone } = await drift.placeOf();
    await drift.bind(zone);
    await drift.call("pvtz", "DeleteZone", { ZoneId: zone });
    const allowed = { settings: drift.allowing("recreate-zone") };
    await drift.minutes(1, allowed);
    await expectRight(drift, drift.hurt);
    // The next link makes the registry look at the names of the others.
    const next = await drift.network({ "registry-link": "prod" });
    await drift.minutes(3, { settings: { ...allowed.settings } });
    await drift.untilMoored(next);
    const reports = await drift.minutes(3, allowed);
    expect(reports.flatMap(({ outcomes }) => outcomes)).toEqual([]);
    await expectRight(drift, drift.hurt);
    await expectSettled(drift, drift.hurt, allowed.settings);
    expect(drift.zones().filter(({ text }) => text.includes(`"${names.registry}"`))).toHaveLength(3);
  });
});
