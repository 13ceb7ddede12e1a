import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  configurationText,
  createStage,
  names,
  quick,
  type RecordRow,
  region,
  type Stage,
  type ZoneRow,
} from "./stage.ts";

/** Another writer's address. */
const wrong = "10.9.9.9";

interface Place {
  readonly stage: Stage;
  readonly zone: ZoneRow;
  readonly record: RecordRow;
}

type Damage = readonly [what: string, damage: (place: Place) => Promise<unknown>, did: RegExp, wrongAnswer: string[]];

const damages: readonly Damage[] = [
  [
    "deleted the record",
    ({ stage, record }) => stage.call("pvtz", "DeleteZoneRecord", { RecordId: record.RecordId }),
    /^created the record A .* of prod-registry/,
    [],
  ],
  [
    "disabled the record",
    ({ stage, record }) => stage.call("pvtz", "SetZoneRecordStatus", { RecordId: record.RecordId, Status: "DISABLE" }),
    /^enabled the record A .* of prod-registry/,
    [],
  ],
  [
    "changed the record's value",
    ({ stage, record: { RecordId, Rr } }) =>
      stage.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: wrong }),
    /^returned the record of prod-registry.* from A 10\.9\.9\.9 to A /,
    [wrong],
  ],
  [
    "changed the record's type",
    ({ stage, record: { RecordId, Rr } }) =>
      stage.call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "CNAME", Value: "other.example.com" }),
    /^returned the record of prod-registry.* from CNAME other\.example\.com to A /,
    [],
  ],
  [
    "added another value",
    ({ stage, zone, record: { Rr } }) =>
      stage.call("pvtz", "AddZoneRecord", { ZoneId: zone.id, Rr, Type: "A", Value: wrong }),
    /^deleted the record A 10\.9\.9\.9 of prod-registry/,
    [wrong],
  ],
  [
    "unbound the zone",
    ({ stage, zone }) => stage.call("pvtz", "BindZoneVpc", { ZoneId: zone.id }),
    /^bound zone .* to network vpc-\w+$/,
    [],
  ],
];

async function placeOf(stage: Stage, vpc: string, zoneType?: string): Promise<Place> {
  for (const zone of await stage.zonesOf(vpc, zoneType)) {
    const record = (await stage.recordsOf(zone.id)).find(
      ({ Rr }) => (Rr === "@" ? zone.name : `${Rr}.${zone.name}`) === names.registry,
    );
    if (record !== undefined) return { stage, zone, record };
  }
  throw new Error(`no zone bound to ${vpc} has a record of ${names.registry}`);
}

async function answersIn(stage: Stage, vpc: string) {
  return { registry: await stage.ask(vpc, names.registry), chart: await stage.ask(vpc, names.chart) };
}

describe.concurrent.each([
  ["zone-per-name", "[registry]"],
  ["parent-zone", "[registry, chart]"],
  ["record-pattern", "[registry]"],
])("in layout %s, after somebody", (zoneLayout, parts) => {
  let stage: Stage;
  let hurt: string;
  let other: string;
  beforeAll(async () => {
    const configuration = configurationText({ parts, extra: "limits: { repairsPerDay: 100 }\n" });
    // No event tells of what is done to names: the timer alone finds it.
    stage = await createStage({ settings: { ...quick, zoneLayout, nameEvents: false }, configuration });
    // The provider itself answers in the first network that is linked, so the second one is hurt.
    other = await stage.createNetwork("prod");
    hurt = await stage.createNetwork("prod");
    await stage.untilMoored([hurt, other]);
  });
  afterAll(() => stage.stop());

  it.sequential.each(damages)("%s, the next pass puts it right and says so", async (_, damage, did, wrongAnswer) => {
    const before = await answersIn(stage, hurt);
    const others = await answersIn(stage, other);
    expect(before.registry.udp).toHaveLength(1);
    expect(before.registry.tcp).toEqual(before.registry.udp);

    await damage(await placeOf(stage, hurt));
    const damaged = await stage.ask(hurt, names.registry);
    const withWrong = did.source.includes("deleted") ? [...before.registry.udp, ...wrongAnswer].sort() : wrongAnswer;
    expect(damaged).toEqual({ udp: withWrong, tcp: withWrong });

    await stage.minutes(1);
    expect(await answersIn(stage, hurt)).toEqual(before);
    expect(await answersIn(stage, other)).toEqual(others);
    const told = (await stage.reports()).at(-1);
    // Two names may share a zone: what the first repair did, the second finds done.
    const done = told?.outcomes.map((outcome) => (outcome.result === "skipped" ? outcome.code : outcome.result));
    expect(new Set(done)).toContain("applied");
    expect(done?.filter((result) => result !== "applied" && result !== "skipped/already-right")).toEqual([]);
    expect(new Set(told?.outcomes.map(({ change }) => change.network))).toEqual(new Set([hurt]));
    expect(told?.outcomes.map(({ sentence }) => sentence)).toContainEqual(expect.stringMatching(did));
    expect(told?.trigger).toMatchObject({ kind: "timer", depth: "frequent" });
    expect(told?.findings.find(({ network }) => network === hurt)).toMatchObject({ state: "moored" });

    expect(await stage.pass("full")).toMatchObject({ applied: [], failed: [], held: 0, states: { moored: 2 } });
  });
});

describe.concurrent("a product zone", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage({
      settings: { ...quick, zoneLayout: "product-zone" },
      configuration: configurationText({ parts: "[registry]" }),
    });
  });
  afterAll(() => stage.stop());

  it.sequential("is reported when its record is wrong, and never written", async () => {
    const vpc = await stage.createNetwork("prod");
    await stage.untilMoored([vpc]);
    const before = stage.writes();
    const [zone] = await stage.zonesOf(vpc, "CLOUD_PRODUCT_ZONE");
    // Nobody but the provider can damage such a zone.
    const zones = [...stage.world.alibaba.accounts.values()].flatMap(({ zones }) => [...zones.values()]);
    const owned = zones.find(({ name }) => name === names.registry);
    if (owned === undefined) throw new Error("there is no product zone");
    for (const record of owned.records) record.value = wrong;
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [wrong], tcp: [wrong] });
    await stage.pass("full");
    expect(await stage.finding(vpc)).toMatchObject({
      state: "drifted",
      code: "drifted/product-zone",
      sentence: expect.stringContaining(`${zone?.id}), which belongs to the provider and refuses writes`),
    });
    expect(stage.writes()).toEqual(before);
  });
});

describe.concurrent("what somebody else writes too", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage({ settings: quick, configuration: configurationText({ parts: "[registry]" }) });
  });
  afterAll(() => stage.stop());

  it.sequential("a record that was repaired three times within a day is contested and left alone", async () => {
    const vpc = await stage.createNetwork("prod");
    await stage.untilMoored([vpc]);
    const { record } = await placeOf(stage, vpc);
    const right = await stage.ask(vpc, names.registry);
    const change = () =>
      stage.call("pvtz", "UpdateZoneRecord", { RecordId: record.RecordId, Rr: record.Rr, Type: "A", Value: wrong });
    for (let time = 1; time <= 3; time++) {
      await change();
      await stage.minutes(1);
      expect(await stage.ask(vpc, names.registry)).toEqual(right);
    }
    await change();
    const before = stage.writes();
    await stage.minutes(10);
    expect(stage.writes()).toEqual(before);
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [wrong], tcp: [wrong] });
    expect(await stage.finding(vpc)).toMatchObject({
      state: "held",
      code: "held/contested",
      sentence: expect.stringContaining("repaired 3 times within 24 hours"),
    });

    stage.pauseTimers();
    await stage.advance(24 * 3_600_000);
    await stage.pass("full");
    stage.pauseTimers(false);
    expect(await stage.ask(vpc, names.registry)).toEqual(right);
  });
});

describe.concurrent("what somebody else made", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage({ settings: quick, configuration: configurationText({ parts: "[registry]" }) });
  });
  afterAll(() => stage.stop());

  it.sequential("is a link: it is reported as not owned, and its names stay as they are", async () => {
    const vpc = await stage.createVpc();
    const VswitchId = await stage.createVSwitch(vpc);
    await stage.call("cr", "CreateInstanceVpcEndpointLinkedVpc", {
      InstanceId: "cri-mooringdemo01",
      ModuleName: "Registry",
      VpcId: vpc,
      VswitchId,
      EnableCreateDNSRecordInPvzt: true,
    });
    await stage.minutes(1);
    expect(await stage.finding(vpc)).toMatchObject({ state: "foreign", code: "foreign/link" });
    await stage.tag(vpc, "prod");
    await stage.minutes(2);
    expect(await stage.finding(vpc)).toMatchObject({ state: "moored", parts: [{ owned: false, state: "moored" }] });

    const before = stage.writes();
    const { record } = await placeOf(stage, vpc);
    await stage.call("pvtz", "UpdateZoneRecord", { RecordId: record.RecordId, Rr: "@", Type: "A", Value: wrong });
    await stage.minutes(3);
    expect(await stage.finding(vpc)).toMatchObject({ state: "drifted", parts: [{ owned: false }] });
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [wrong], tcp: [wrong] });
    expect(stage.writes()).toEqual(before);
    expect((await stage.ledger()).filter(({ network }) => network === vpc)).toEqual([]);
  });

  it.sequential("is a zone of the same name: it is reported and left untouched", async () => {
    const vpc = await stage.createVpc();
    const { ZoneId } = await stage.call("pvtz", "AddZone", { ZoneName: names.registry });
    await stage.call("pvtz", "AddZoneRecord", { ZoneId, Rr: "@", Type: "A", Value: wrong });
    await stage.call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: vpc, RegionId: region }] });
    const records = await stage.recordsOf(String(ZoneId));
    await stage.createVSwitch(vpc);
    await stage.tag(vpc, "prod");
    await stage.minutes(3);
    const link = (await stage.links()).find((candidate) => candidate["VpcId"] === vpc);
    expect(link).toMatchObject({ Status: "RUNNING", Issue: `PRIVATE_ZONE_CONFLICT_AT_${ZoneId}` });
    expect(await stage.finding(vpc)).toMatchObject({
      state: "blocked",
      code: "blocked/zone-conflict",
      sentence: expect.stringContaining(`${ZoneId}) was made by somebody else`),
    });
    expect(await stage.recordsOf(String(ZoneId))).toEqual(records);
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [wrong], tcp: [wrong] });
    const written = stage.writes();
    await stage.pass("full");
    expect(stage.writes()).toEqual(written);
  });
});
