import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { type AlibabaDrift, alibabaRows, ownZoneRows as alibabaZoneRows, createAlibabaDrift } from "./drift-alibaba.ts";
import { type DomainStage, expectSettled, foundIn, play, rowsOf, type SeenZone } from "./drift-rows.ts";
import { createTencentDrift, type TencentDrift, ownZoneRows as tencentZoneRows } from "./drift-tencent.ts";
import { tencentDomainWorlds } from "./drift-worlds.ts";
import { killer } from "./killer.ts";

const images = "images.corp-mooring.com";
const second = "second.corp-mooring.com";

/** Kinds of the vendor's zones alone. */
const vendors = ["blocked/zone-conflict", "drifted/orphan-zone", "blocked/no-zone-role", "drifted/zone-missing"];

describe("a domain of the user's own on Alibaba Cloud", () => {
  let drift: AlibabaDrift;
  beforeAll(async () => {
    drift = await createAlibabaDrift({}, [images, second]);
  });
  afterAll(() => drift.stage.stop());

  const world = { values: {}, kinds: null };
  const rows = rowsOf(alibabaRows, world).filter(
    ({ code, foreignLink }) => !vendors.includes(code) && foreignLink !== true,
  );
  it.each([...alibabaZoneRows, ...rows].map((row) => [row.did, row.code, row] as const))(
    "somebody %s: %s",
    (_, __, row) => play(drift, row),
  );
});

describe.each(tencentDomainWorlds)("domains of the user's own on Tencent Cloud under $values", (world) => {
  let drift: TencentDrift;
  beforeAll(async () => {
    drift = await createTencentDrift(world.values, [images, second]);
  });
  afterAll(() => drift.stage.stop());

  it.each(rowsOf(tencentZoneRows, world).map((row) => [row.did, row.code, row] as const))(
    "somebody %s: %s",
    (_, __, row) => play(drift, row),
  );
});

interface Opened {
  readonly drift: DomainStage;
  readonly store: Store;
  stop(): Promise<void>;
}

const clouds: readonly (readonly [string, () => Promise<Opened>])[] = [
  [
    "Alibaba Cloud",
    async () => {
      const drift = await createAlibabaDrift();
      return { drift, store: drift.stage.store, stop: () => drift.stage.stop() };
    },
  ],
  [
    "Tencent Cloud",
    async () => {
      const drift = await createTencentDrift();
      return { drift, store: drift.stage.store, stop: () => drift.stage.stop() };
    },
  ],
];

describe.each(clouds)("a domain of the user's own on %s", (cloud, open) => {
  let drift: DomainStage;
  let store: Store;
  let stop: Opened["stop"];
  let foreign: readonly SeenZone[];
  beforeAll(async () => {
    ({ drift, store, stop } = await open());
    foreign = drift.zones();
  });
  afterAll(() => stop());

  const own = () => drift.zones().filter(({ remark }) => remark.startsWith("mooring-"));
  const settings = () => drift.configured([images, second]);
  const none = () => ({ settings: drift.configured([]) });
  const wish = cloud === "Alibaba Cloud" ? "prod" : "harbor";
  /** How many zones one network has for two names of one domain. */
  const zonesOfOne = cloud === "Alibaba Cloud" ? 2 : 1;
  const ownNames = async () =>
    (await readEntries(store)).flatMap(({ names }) => names.filter(({ kind }) => kind === "custom"));

  async function expectAnswered(network: string, names = [images, second]): Promise<void> {
    const [wanted] = await drift.wanted(network);
    const answer = wanted === undefined ? [] : [wanted.address];
    for (const name of names) expect(await drift.ask(network, name), name).toEqual({ udp: answer, tcp: answer });
  }

  async function expectNothingOfIt(): Promise<void> {
    expect(own()).toEqual([]);
    expect(await ownNames()).toEqual([]);
    expect(drift.zones()).toEqual(foreign);
    for (const name of [images, second]) expect((await drift.ask(drift.hurt, name)).udp).toEqual([]);
  }

  it("is made and removed whole, whichever write the pass was killed after", async () => {
    // One network is enough.
    await drift.tag(drift.other, "hold");
    const made = { settings: drift.configured([images]) };
    for (let allowed = 0, struck = true; struck; allowed++) {
      const [making, removing] = [killer(allowed, "after"), killer(allowed, "after")];
      await drift.pass({ ...made, store: making.store(store), around: making.cloud }).catch(() => undefined);
      await drift.minutes(2, made);
      expect(own(), `killed after write ${allowed}`).toHaveLength(1);
      await expectAnswered(drift.hurt, [images]);
      await expectSettled(drift, drift.hurt, made.settings);
      await drift.pass({ ...none(), store: removing.store(store), around: removing.cloud }).catch(() => undefined);
      await drift.minutes(2, none());
      await expectNothingOfIt();
      struck = making.struck() || removing.struck();
      expect(struck || allowed > 10).toBe(true);
    }
    await drift.tag(drift.other, wish);
  });

  it("is answered in each network with its own address, and nothing foreign is touched", async () => {
    await drift.minutes(2, { settings: settings() });
    expect(own()).toHaveLength(2 * zonesOfOne);
    for (const network of [drift.hurt, drift.other]) {
      await expectAnswered(network);
      await expectSettled(drift, network, settings());
    }
    expect(drift.zones().filter(({ remark }) => !remark.startsWith("mooring-"))).toEqual(foreign);
    for (const name of [images, second]) expect((await drift.ask(drift.stranger, name)).udp).toEqual([]);
  });

  it("keeps a zone in which somebody wrote, says so, and removes it once that is gone", async () => {
    const kept = own().find(({ networks, text }) => networks.includes(drift.hurt) && text.includes("images"));
    const id = kept?.id ?? "";
    const record = await drift.addRecord(id, "10.0.0.77");
    const [report] = (await drift.minutes(2, none())).slice(-1);
    expect(own().map((zone) => zone.id)).toEqual([id]);
    const names = foundIn(report, drift.hurt)?.parts.flatMap((part) => part.names);
    expect(names).toContainEqual(
      expect.objectContaining({ code: "held/own-zone-in-use", sentence: expect.stringContaining("10.0.0.77") }),
    );
    await drift.deleteRecord(id, record);
    await drift.minutes(1, none());
    await expectNothingOfIt();
  });

  it("keeps a zone that somebody took over by its remark, says so, and removes it once it has the old one again", async () => {
    const made = { settings: drift.configured([images]) };
    await drift.minutes(2, made);
    const kept = own().find(({ networks }) => networks.includes(drift.hurt));
    if (kept === undefined) throw new Error("no zone was made");
    await drift.remark(kept.id, "team-x");
    await expectSettled(drift, drift.hurt, made.settings);
    const [report] = (await drift.minutes(2, none())).slice(-1);
    expect(own()).toEqual([]);
    expect(drift.zones().map(({ id }) => id)).toContain(kept.id);
    expect(await ownNames()).toHaveLength(1);
    const names = foundIn(report, drift.hurt)?.parts.flatMap((part) => part.names);
    expect(names).toContainEqual(
      expect.objectContaining({ code: "held/own-zone-in-use", sentence: expect.stringContaining("team-x") }),
    );
    await drift.remark(kept.id, kept.remark);
    await drift.minutes(1, none());
    await expectNothingOfIt();
  });

  it("is refused at 90 % of the account's zones, and made once there is room", async () => {
    drift.crowd(450);
    const writes = drift.writes();
    const reports = await drift.minutes(2, { settings: settings() });
    expect(drift.writes()).toEqual(writes);
    expect(reports.at(-1)?.held.map(({ code }) => code)).toContain("held/zone-limit");
    expect(JSON.stringify(foundIn(reports.at(-1), drift.hurt))).toMatch(/450 private zones of the 500 it may have/);
    drift.disperse();
    drift.crowd(450 - zonesOfOne);
    const [first] = await drift.minutes(1, { settings: settings() });
    const making = first?.outcomes.filter(
      ({ change, result }) => change.kind === "create-zone" && result === "applied",
    );
    expect(making).toHaveLength(zonesOfOne);
    drift.disperse();
    await drift.minutes(2, { settings: settings() });
    for (const network of [drift.hurt, drift.other]) await expectAnswered(network);
    await expectSettled(drift, drift.hurt, settings());
  });

  it("stays as it is when its registry leaves the configuration, and every pass says so until it is back", async () => {
    const [configured, zones, writes] = [settings(), drift.zones(), drift.writes()];
    const [registry] = configured.registries;
    if (registry === undefined) throw new Error("there is no registry");
    const others = { ...configured, registries: [{ ...registry, alias: "another", instance: "another-0001" }] };
    const reports = [await drift.pass({ settings: others }), ...(await drift.minutes(2, { settings: others }))];
    for (const { notices, outcomes } of reports) {
      expect(outcomes).toEqual([]);
      const told = notices.filter(({ code }) => code === "leaving/registry-not-configured");
      expect(told).toHaveLength(1);
      for (const { id } of own()) expect(told[0]?.sentence).toContain(id);
      for (const word of [registry.instance, drift.hurt, drift.other]) expect(told[0]?.sentence).toContain(word);
    }
    expect(drift.zones()).toEqual(zones);
    expect(drift.writes()).toEqual(writes);
    const back = { ...configured, registries: [{ ...registry, alias: "renamed" }] };
    await drift.tag(drift.hurt, "renamed");
    const again = await drift.pass({ settings: back });
    expect(again.notices.map(({ code }) => code)).not.toContain("leaving/registry-not-configured");
    expect(foundIn(again, drift.hurt)).toMatchObject({ registry: "renamed", state: "moored" });
    expect(again.outcomes).toEqual([]);
    await drift.tag(drift.hurt, wish);
    await expectSettled(drift, drift.hurt, configured);
  });

  it("leaves with its network, and the others keep theirs", async () => {
    const [before] = own().filter(({ networks }) => networks.includes(drift.other));
    await drift.tag(drift.hurt, "off");
    await drift.unlink(drift.hurt);
    // Ten minutes of them are between the two lists that must miss a link that Mooring did not take away.
    await drift.minutes(13, { settings: settings() });
    expect(own().flatMap(({ networks }) => networks)).toEqual(Array.from({ length: zonesOfOne }, () => drift.other));
    expect(own()).toContainEqual(before);
    await expectAnswered(drift.other);
    for (const name of [images, second]) expect((await drift.ask(drift.hurt, name)).udp).toEqual([]);
    expect((await drift.pass({ settings: settings() })).outcomes).toEqual([]);
    await drift.minutes(2, none());
    expect(own()).toEqual([]);
    expect(await ownNames()).toEqual([]);
  });

  it("is left to a zone of somebody else's that answers it, whoever is right", async () => {
    const theirs = await drift.makeZone(images, "10.9.9.9", drift.other);
    const before = drift.zones();
    const [report] = (await drift.minutes(2, { settings: drift.configured([images]) })).slice(-1);
    expect(report?.outcomes).toEqual([]);
    expect(drift.zones()).toEqual(before);
    const found = JSON.stringify(foundIn(report, drift.other));
    expect(found).toMatch(/drifted\/shadowed|blocked\/main-domain-bound/);
    expect(found).toContain(theirs);
    await drift.deleteZone(theirs);
  });
});
