import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Link } from "../../shared/model/estate.ts";
import { instant, type Known, known, unknown } from "../../shared/model/known.ts";
import { createAlibabaDrift } from "./drift-alibaba.ts";
import { type DomainStage, expectRight, expectSettled, foundIn } from "./drift-rows.ts";
import { createTencentDrift } from "./drift-tencent.ts";

const day = 24 * 3_600_000;
const images = "images.corp-mooring.com";

/** What the registry says of the harmed network's link is different, in every read of it. */
const misread =
  (network: string, change: Partial<Link>) =>
  (cloud: WritingCloud): WritingCloud => ({
    ...cloud,
    async part(registry, part, context) {
      const view = await cloud.part(registry, part, context);
      const links = view.links.map((link) => (link.network === network ? { ...link, ...change } : link));
      return { ...view, links };
    },
  });

interface Opened {
  readonly drift: DomainStage;
  /** Changes what answers one name, as somebody does who means it, and does it again. */
  readonly fights: Readonly<Record<string, () => Promise<unknown>>>;
  stop(): Promise<void>;
}

const clouds: readonly (readonly [string, () => Promise<Opened>])[] = [
  [
    "Alibaba Cloud",
    async () => {
      const drift = await createAlibabaDrift({}, [images]);
      const { call, placeOf, bind } = drift;
      const written = (more: object) => async () => {
        const { record: RecordId, rr: Rr } = await placeOf();
        await call("pvtz", "UpdateZoneRecord", { RecordId, Rr, Type: "A", Value: "10.9.9.9", ...more });
      };
      return {
        drift,
        stop: () => drift.stage.stop(),
        fights: {
          "the record": written({}),
          "the record's type": written({ Type: "CNAME", Value: "other.example.com" }),
          "the zone's binding": async () => bind((await placeOf()).zone),
          "the zone itself": async () => drift.deleteZone((await placeOf()).zone),
        },
      };
    },
  ],
  [
    "Tencent Cloud",
    async () => {
      const drift = await createTencentDrift({}, [images]);
      const { user, stage, hurt, placeOf } = drift;
      return {
        drift,
        stop: () => stage.stop(),
        fights: {
          "the record": async () => {
            const { zone: ZoneId, record: RecordId, host: SubDomain } = await placeOf();
            const record = { ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: "10.9.9.9" };
            await user.privatedns.ModifyPrivateZoneRecord(record);
          },
          "the zone's binding": async () => drift.bind((await placeOf()).zone),
          "the zone itself": async () => drift.deleteZone((await placeOf()).zone),
          "the switch": () => stage.turn(hurt, "off"),
        },
      };
    },
  ],
];

describe.each(clouds)("on %s", (cloud, open) => {
  let drift: DomainStage;
  let fights: Opened["fights"];
  let stop: Opened["stop"];
  beforeAll(async () => {
    ({ drift, fights, stop } = await open());
  });
  afterAll(() => stop());

  const now = () => instant(Date.now());
  const wrong: readonly (readonly [string, () => Promise<Partial<Link>>])[] = [
    ["empty", async () => ({ address: unknown("empty") })],
    ["an empty text", async () => ({ address: known("", now()) })],
    ["another of its subnet's", async () => ({ address: known(await neighbour(), now()) })],
    [
      "another link's",
      async () =>
        ({ address: known((await drift.wanted(drift.other))[0]?.address ?? "", now()) }) satisfies {
          address: Known<string>;
        },
    ],
    ["outside its subnet", async () => ({ address: known("192.168.77.7", now()) })],
    ["there while the link is not ready", async () => ({ state: "changing", address: known("10.0.0.9", now()) })],
  ];

  async function neighbour(): Promise<string> {
    const [wanted] = await drift.wanted(drift.hurt);
    return (wanted?.address ?? "").replace(/\d+$/, "200");
  }

  it.each(wrong)("an address that was read once as %s never reaches a zone", async (_, change) => {
    await drift.rest?.();
    const [zones, answers, writes] = [drift.zones(), await drift.answers(), drift.writes()];
    const around = misread(drift.hurt, await change());
    // Now and then, but never twice in a row.
    for (let time = 0; time < 2; time++) {
      await drift.minutes(1, { around });
      await drift.minutes(1);
    }
    expect(drift.writes()).toEqual(writes);
    expect(drift.zones()).toEqual(zones);
    expect(await drift.answers()).toEqual(answers);
    await expectSettled(drift, drift.hurt, drift.configured([images]));
  });

  it.each(wrong.filter(([what]) => ["another link's", "outside its subnet"].includes(what)))(
    "an address that is %s is not believed however often it is read",
    async (_, change) => {
      const [zones, writes] = [drift.zones(), drift.writes()];
      const around = misread(drift.hurt, await change());
      const reports = await drift.minutes(4, { around });
      expect(foundIn(reports.at(-1), drift.hurt)).toMatchObject({
        state: "held",
        code: expect.stringMatching(/^held\/address-(outside-subnet|of-another-link)$/),
      });
      expect(drift.writes()).toEqual(writes);
      expect(drift.zones()).toEqual(zones);
      await drift.minutes(2);
      await expectSettled(drift, drift.hurt, drift.configured([images]));
    },
  );

  const fought =
    cloud === "Alibaba Cloud"
      ? ["the record", "the record's type", "the zone's binding", "the zone itself"]
      : ["the record", "the zone's binding", "the zone itself", "the switch"];
  it.each(fought)("two writers who fight over %s end as contested, and a day later it is put right", async (what) => {
    const configured = drift.configured([images]);
    const settings = { ...configured, limits: { ...configured.limits, repairsPerDay: 3 } };
    const { minutes } = drift;
    await drift.wait(day);
    for (let round = 1; round <= 3; round++) {
      await fights[what]?.();
      const reports = await minutes(2, { settings });
      const applied = reports.flatMap(({ outcomes }) => outcomes.filter(({ result }) => result === "applied"));
      expect(applied.length, `round ${round}: ${JSON.stringify(reports.at(-1)?.findings)}`).toBeGreaterThan(0);
      await expectRight(drift, drift.hurt);
      await drift.rest?.();
    }
    await fights[what]?.();
    const writes = drift.writes();
    const reports = await minutes(10, { settings });
    expect(drift.writes()).toEqual(writes);
    const names = foundIn(reports.at(-1), drift.hurt)?.parts.flatMap((part) => part.names);
    expect(
      names?.map(({ code }) => code),
      JSON.stringify(names),
    ).toContain("held/contested");
    await drift.wait(day);
    await minutes(3, { settings });
    await expectRight(drift, drift.hurt);
    await expectSettled(drift, drift.hurt, settings);
  });
});
