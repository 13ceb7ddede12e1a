import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { instant, type Known, known, unknown } from "../../shared/model/known.ts";
import type { Link } from "../../shared/model/link.ts";
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

/** The same, but only the first time that the link is read as ready; then what is heard after every write. */
function misreadFirst(network: string, wrong: (own: string) => string, written: () => Promise<void>) {
  let first = true;
  return (cloud: WritingCloud): WritingCloud => ({
    ...cloud,
    async part(registry, part, context) {
      const view = await cloud.part(registry, part, context);
      const links = view.links.map((link) => {
        if (!first || link.network !== network || link.state !== "ready" || !link.address.known) return link;
        first = false;
        return { ...link, address: { ...link.address, value: wrong(link.address.value) } };
      });
      return { ...view, links };
    },
    async write(change, context) {
      const result = await cloud.write(change, context);
      await written();
      return result;
    },
  });
}

let made = 0;
/** An address that nobody had before. */
const another = () => `10.9.9.${++made}`;

interface Opened {
  readonly drift: DomainStage;
  /** Makes a network that wishes for the registry. */
  network(): Promise<string>;
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
        network: () => drift.network({ "registry-link": "prod" }),
        stop: () => drift.stage.stop(),
        fights: {
          "the record": written({}),
          "the record's type": written({ Type: "CNAME", Value: "other.example.com" }),
          "a second value, each time another": async () => {
            const { zone: ZoneId, rr: Rr } = await placeOf();
            await call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value: another() });
          },
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
        network: () => stage.createNetwork(),
        stop: () => stage.stop(),
        fights: {
          "the record": async () => {
            const { zone: ZoneId, record: RecordId, host: SubDomain } = await placeOf();
            const record = { ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: "10.9.9.9" };
            await user.privatedns.ModifyPrivateZoneRecord(record);
          },
          "a second value, each time another": async () => {
            const { zone: ZoneId, host: SubDomain } = await placeOf();
            const record = { ZoneId, SubDomain, RecordType: "A", RecordValue: another() };
            await user.privatedns.CreatePrivateZoneRecord(record);
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
  let network: Opened["network"];
  let stop: Opened["stop"];
  beforeAll(async () => {
    ({ drift, fights, network, stop } = await open());
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
      ? [
          "the record",
          "a second value, each time another",
          "the record's type",
          "the zone's binding",
          "the zone itself",
        ]
      : ["the record", "a second value, each time another", "the zone's binding", "the zone itself", "the switch"];
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

  /** An address that is not the link's, by how it comes to be read. */
  const others: readonly (readonly [string, (link: { readonly own: string; readonly other: string }) => string])[] = [
    ["another of its subnet's", ({ own }) => own.replace(/\d+$/, "200")],
    ["another link's", ({ other }) => other],
    ["outside its subnet", () => "192.168.77.7"],
  ];

  /** Moors a network whose link is read wrongly the first time that it is ready; all that was heard in it meanwhile. */
  async function heardUntilMoored(vpc: string, misread: (typeof others)[number][1]): Promise<ReadonlySet<string>> {
    const wanted = await drift.wanted(drift.other);
    const heard = new Set<string>();
    const wrong: string[] = [];
    const around = misreadFirst(
      vpc,
      (own) => {
        wrong.push(misread({ own, other: wanted[0]?.address ?? "" }));
        return wrong[0] ?? "";
      },
      async () => {
        for (const { name } of wanted) for (const answer of (await drift.ask(vpc, name)).udp) heard.add(answer);
      },
    );
    const reports = await drift.minutes(6, { around });
    expect(wrong).toHaveLength(1);
    const values = reports
      .flatMap(({ outcomes }) => outcomes)
      .flatMap(({ change, result }) =>
        result !== "applied" || change.network !== vpc
          ? []
          : "want" in change && typeof change.want === "object" && "value" in change.want
            ? [change.want.value]
            : change.kind === "switch-on"
              ? [change.address]
              : [],
      );
    expect(values.length).toBeGreaterThan(0);
    expect(values).not.toContain(wrong[0]);
    await expectRight(drift, vpc);
    await expectSettled(drift, vpc, drift.configured([images]));
    return heard;
  }

  it.each(others)(
    "the first address of a link, made for the first time or again, read as %s, reaches no name",
    async (_, misread) => {
      const vpc = await network();
      const heard = await heardUntilMoored(vpc, misread);
      const old = (await drift.wanted(vpc))[0]?.address;
      expect([...heard]).toEqual([old]);
      await drift.unlink(vpc);
      const again = await heardUntilMoored(vpc, misread);
      const fresh = (await drift.wanted(vpc))[0]?.address;
      expect(fresh).not.toBe(old);
      expect([...again].filter((answer) => answer !== old)).toEqual([fresh]);
    },
  );

  it("the first address of a link that was made again, read as the old one, is written nowhere", async () => {
    const old = (await drift.wanted(drift.hurt))[0]?.address ?? "";
    await drift.unlink(drift.hurt);
    await heardUntilMoored(drift.hurt, () => old);
  });

  it.each(others.slice(1))(
    "a first address that is %s is not believed however often it is read",
    async (_, misread) => {
      const vpc = await network();
      const [wanted] = await drift.wanted(drift.other);
      const wrong = known(misread({ own: "", other: wanted?.address ?? "" }), now());
      const ready = (cloud: WritingCloud): WritingCloud => ({
        ...cloud,
        async part(registry, part, context) {
          const view = await cloud.part(registry, part, context);
          const links = view.links.map((link) =>
            link.network === vpc && link.address.known ? { ...link, address: wrong } : link,
          );
          return { ...view, links };
        },
      });
      const reports = await drift.minutes(4, { around: ready });
      const names = foundIn(reports.at(-1), vpc)?.parts.flatMap((part) => part.names);
      expect(names?.map(({ code }) => code)).toContain("held/address-outside-subnet");
      const kinds = reports.flatMap(({ outcomes }) =>
        outcomes.flatMap(({ change, result }) => (change.network === vpc && result === "applied" ? [change.kind] : [])),
      );
      expect(kinds.filter((kind) => kind !== "attach")).toEqual([]);
      await drift.minutes(4);
      await expectRight(drift, vpc);
      await expectSettled(drift, vpc, drift.configured([images]));
    },
  );
});
