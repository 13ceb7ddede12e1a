import { describe, expect, test } from "vitest";
import type { WritingCloud } from "../../../../shared/clouds/port.ts";
import type { Change, CreateZone } from "../../../../shared/model/change.ts";
import type { PublishedName } from "../../../../shared/model/ledger.ts";
import type { RegistrySettings, Settings } from "../../../../shared/model/settings.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { writePause } from "../../../../shared/store/objects/pause.ts";
import { frequent, full, type Harbour, harbour, longSeen, registryOf, settingsOf, verifiedEntry } from "../passes.ts";
import { network, refusal } from "../scripted-cloud.ts";

const mainDomain = "example.org";
const images = { name: `images.${mainDomain}`, mainDomain };
const charts = { name: `charts.${mainDomain}`, mainDomain };
const settings = (more: Partial<RegistrySettings> = {}) =>
  settingsOf([registryOf({ customDomains: [images], ...more })]);

interface Port extends Harbour {
  readonly address: string;
  /** One pass a minute later, under other settings where they are given. */
  later(trigger?: typeof full, given?: Settings): ReturnType<Harbour["pass"]>;
}

/** One network with a link of ours whose own names are in order; nobody has a zone for its domain yet. */
async function moored(given = settings(), networks = ["vpc-1"]): Promise<Port> {
  const port = harbour(given);
  let address = "";
  for (const id of networks) {
    port.cloud.networks.push(network(id));
    const link = port.cloud.link(id, "registry");
    address = link.address.known ? link.address.value : "";
    await writeEntry(port.memory, verifiedEntry(id, { address }));
  }
  return {
    ...port,
    address,
    later(trigger = full, other = given) {
      port.clock.advance(61_000);
      return port.pass(trigger, { settings: other });
    },
  };
}

const entryOf = ({ memory }: Harbour, id = "vpc-1") => readEntry(memory, "cri-prod", id, "registry");
const published = async (port: Harbour, name = images.name): Promise<PublishedName | undefined> =>
  (await entryOf(port))?.names.find((one) => one.name === name);
const zones = ({ cloud }: Harbour): readonly Zone[] => [...cloud.made.values()];
const writes = ({ cloud }: Harbour) =>
  cloud.calls.filter((call) => call.startsWith("write ")).map((call) => call.split(" ")[1]);

/** The same cloud, whose writes the test answers. */
function answering(port: Harbour, write: WritingCloud["write"]) {
  const cloud = { ...port.cloud.cloud, write };
  return { clouds: [{ read: cloud, write: cloud }] };
}

/** The effect of one write, then the test's word on it. */
function told(port: Harbour, kind: Change["kind"], then: (change: Change) => never): ReturnType<typeof answering> {
  return answering(port, async (change, context) => {
    const done = await port.cloud.cloud.write(change, context);
    return change.kind === kind ? then(change) : done;
  });
}

const killed = () => {
  throw new Error("the function was killed");
};

describe("a zone of Mooring's own", () => {
  test("is made, gets its record and is bound, with a look between two of them, in one pass", async () => {
    const port = await moored();
    const report = await port.pass(full);
    const steps = port.cloud.calls
      .filter((call) => /^(write|resolutions)/.test(call))
      .map((call) => call.split(" ")[0]);
    expect(steps).toEqual(["resolutions", "write", "resolutions", "write", "resolutions", "write", "resolutions"]);
    expect(writes(port)).toEqual(["create-zone", "create-record", "bind-zone"]);
    expect(zones(port)).toMatchObject([
      {
        name: images.name,
        fallsThrough: false,
        bindings: [{ network: "vpc-1" }],
        records: [{ host: "@", type: "A", value: port.address, ttl: 60 }],
      },
    ]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect((await port.later()).outcomes).toEqual([]);
    expect(await published(port)).toMatchObject({ ownZone: { id: "made-1" }, baseline: { zone: "made-1" } });
  });

  test("is in the ledger before it is made, and with its id right after", async () => {
    const port = await moored();
    const known: (string | null | undefined)[] = [];
    port.cloud.script = async (call) => {
      if (call.startsWith("write")) known.push((await published(port))?.ownZone?.id);
    };
    await port.pass(full);
    expect(known).toEqual([null, "made-1", "made-1"]);
    const [zone] = zones(port);
    expect((await published(port))?.ownZone).toEqual({ id: "made-1", name: images.name, remark: zone?.remark });
  });

  test("that was announced when its pass was killed is made by the next one", async () => {
    const port = await moored();
    const dying = answering(port, killed);
    await expect(port.pass(full, dying)).rejects.toThrow("killed");
    const before = (await published(port))?.ownZone;
    expect(before).toMatchObject({ id: null });
    await port.later();
    expect(zones(port)).toMatchObject([{ remark: before?.remark, bindings: [{ network: "vpc-1" }] }]);
    expect((await published(port))?.ownZone).toEqual({ ...before, id: "made-1" });
  });

  test.each<[string, () => never]>([
    ["whose pass was killed before it knew its id", killed],
    [
      "whose making was never answered",
      () => {
        throw refusal("unavailable", "Timeout");
      },
    ],
  ])("%s is taken up, not doubled", async (_, then) => {
    const port = await moored();
    await port.pass(full, told(port, "create-zone", then)).catch(() => undefined);
    expect(zones(port)).toMatchObject([{ records: [], bindings: [] }]);
    expect((await published(port))?.ownZone).toMatchObject({ id: null });
    const report = await port.later();
    expect(writes(port)).toEqual(["create-zone", "create-record", "bind-zone"]);
    expect((await published(port))?.ownZone).toMatchObject({ id: "made-1" });
    expect(report.findings).toMatchObject([{ state: "moored" }]);
  });

  test.each<Change["kind"]>(["create-record", "bind-zone"])(
    "is finished when its pass was killed after %s",
    async (kind) => {
      const port = await moored();
      await expect(port.pass(full, told(port, kind, killed))).rejects.toThrow("killed");
      await port.later();
      expect(writes(port)).toEqual(["create-zone", "create-record", "bind-zone"]);
      expect((await port.later()).findings).toMatchObject([{ state: "moored" }]);
    },
  );

  test("that was refused leaves the ledger as it was, and is asked for again an hour later", async () => {
    const port = await moored();
    const refusing = answering(port, () => Promise.reject(refusal("denied", "Forbidden.RAM")));
    await port.pass(full, refusing);
    expect(await entryOf(port)).toMatchObject({ failures: [{ failure: { code: "Forbidden.RAM" } }] });
    expect(await published(port)).toBeUndefined();
    const report = await port.later();
    expect(report.findings).toMatchObject([{ code: "blocked/zone-refused" }]);
    port.clock.advance(3_600_000);
    await port.pass(full);
    expect(zones(port)).toHaveLength(1);
  });

  test("is made once by two passes side by side", async () => {
    const port = await moored();
    let other: ReturnType<Harbour["pass"]> | null = null;
    port.cloud.script = async (call) => {
      if (call !== "zoneAccount" || other !== null) return;
      other = port.pass(full);
      await other;
    };
    const report = await port.pass(full);
    expect(zones(port)).toHaveLength(1);
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "pending/zone-in-flight" }]);
    expect((await port.later()).findings).toMatchObject([{ state: "moored" }]);
  });

  test("is not made while the registry is paused, nor for a link that left the ledger meanwhile", async () => {
    const paused = await moored();
    await writePause(paused.memory, "prod", { since: "2026-01-05T06:00:00.000Z", by: "me", reason: "why" });
    await paused.pass(full);
    expect(writes(paused)).toEqual([]);
    expect(await published(paused)).toBeUndefined();
    const port = await moored();
    port.cloud.script = async (call) => {
      if (call.startsWith("resolutions"))
        await writeEntry(port.memory, verifiedEntry("vpc-1", { deployment: "other" }));
    };
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "held/not-owned" }]);
    expect(zones(port)).toEqual([]);
  });

  test("that somebody deleted is made again, with another remark", async () => {
    const port = await moored();
    await port.pass(full);
    await port.later();
    const [before] = zones(port);
    port.cloud.made.clear();
    expect((await port.later()).findings).toMatchObject([{ state: "pending" }]);
    port.clock.advance(5 * 60_000);
    await port.later();
    const [zone] = zones(port);
    expect(zone).toMatchObject({ name: images.name, bindings: [{ network: "vpc-1" }] });
    expect(zone?.remark).not.toBe(before?.remark);
    expect((await entryOf(port))?.repairs.map(({ kind }) => kind)).toContain("create-zone");
  });

  test("outlives a link that is made again, and follows it", async () => {
    const port = await moored();
    await port.pass(full);
    await port.later();
    port.cloud.links.length = 0;
    await port.later();
    expect(zones(port)).toHaveLength(1);
    const [zone] = zones(port);
    const link = port.cloud.links[0]?.address;
    expect(zone?.records).toMatchObject([{ value: link?.known === true ? link.value : "none" }]);
    expect(writes(port).filter((kind) => kind === "create-zone")).toHaveLength(1);
  });
});

describe("how many zones an account has", () => {
  test("is asked once in a full pass, and in a frequent one where a zone is to be made", async () => {
    const plain = await moored(settingsOf());
    await plain.pass(full);
    expect(plain.cloud.count("zoneAccount")).toBe(0);
    const port = await moored();
    await port.pass(frequent);
    expect(port.cloud.count("zoneAccount")).toBe(1);
    expect(zones(port)).toHaveLength(1);
    await port.later();
    port.cloud.calls.length = 0;
    await port.later(frequent);
    expect(port.cloud.count("zoneAccount")).toBe(0);
    await port.later();
    expect(port.cloud.count("zoneAccount")).toBe(1);
  });

  test("is counted anew before each zone, so that no pass makes more than the account may have", async () => {
    const port = await moored(settings(), ["vpc-1", "vpc-2", "vpc-3"]);
    port.cloud.zoneAccount = { ...port.cloud.zoneAccount, count: 448 };
    const report = await port.pass(full);
    expect(zones(port)).toHaveLength(2);
    expect(report.held).toMatchObject([{ code: "held/zone-limit" }]);
    await port.later();
    expect(zones(port)).toHaveLength(2);
  });

  test("that cannot be told holds every zone, and says so", async () => {
    const port = await moored();
    port.cloud.script = (call) => {
      if (call === "zoneAccount") throw refusal("denied", "Forbidden.RAM");
    };
    const report = await port.pass(full);
    expect(zones(port)).toEqual([]);
    expect(report.findings).toMatchObject([{ code: "unknown/zone-account" }]);
    expect(report.notices).toMatchObject([{ code: "unknown/zone-account", failure: { code: "Forbidden.RAM" } }]);
  });
});

describe("domains of one main domain", () => {
  const two = settings({ customDomains: [charts, images] });
  const byDomain = async () => {
    const port = await moored(two);
    port.cloud.zoneAccount = { ...port.cloud.zoneAccount, layout: "main-domain" };
    return port;
  };

  test("share a zone that lets other names pass, and the ledger says so before each record", async () => {
    const port = await byDomain();
    const known: string[] = [];
    port.cloud.script = async (call) => {
      if (!call.startsWith("write create-record")) return;
      const names = (await entryOf(port))?.names ?? [];
      known.push(names.flatMap(({ name, ownZone }) => (ownZone === null ? [] : [name])).join(" "));
    };
    await port.pass(full);
    expect(zones(port)).toMatchObject([
      { name: mainDomain, fallsThrough: true, records: [{ host: "charts" }, { host: "images" }] },
    ]);
    expect(known.at(-1)).toBe(`${charts.name} ${images.name}`);
    expect((await published(port))?.ownZone).toEqual((await published(port, charts.name))?.ownZone);
    const report = await port.later();
    expect(report).toMatchObject({ outcomes: [], findings: [{ state: "moored" }] });
  });

  test("leave one after the other: the record, then with the last one the zone", async () => {
    const port = await byDomain();
    await port.pass(full);
    await port.later();
    await port.later(full, settings());
    expect(zones(port)).toMatchObject([{ records: [{ host: "images" }] }]);
    expect(await published(port, charts.name)).toBeUndefined();
    await port.later(full, settingsOf());
    expect(zones(port)).toEqual([]);
    expect(await published(port)).toBeUndefined();
    expect((await port.later(full, settingsOf())).outcomes).toEqual([]);
  });
});

describe("a domain that leaves", () => {
  test("takes its zone with it, once, and the ledger forgets both", async () => {
    const port = await moored();
    await port.pass(full);
    const report = await port.later(full, settingsOf());
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "delete-zone", zone: "made-1" } }]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect(await published(port)).toBeUndefined();
    expect((await entryOf(port))?.repairs.map(({ kind }) => kind)).not.toContain("delete-zone");
    expect((await port.later(full, settingsOf())).outcomes).toEqual([]);
  });

  test("with its network: the link goes, then the tag, then the zone", async () => {
    const port = await moored();
    await port.pass(full);
    port.cloud.links.length = 0;
    port.cloud.zones.clear();
    port.cloud.networks.splice(0, 1, network("vpc-1", { "registry-link": "off" }));
    await longSeen(port);
    await port.pass(frequent);
    port.clock.advance(10 * 60_000);
    const report = await port.later(frequent);
    expect(zones(port)).toEqual([]);
    expect(report.findings).toMatchObject([{ state: "leaving" }]);
    expect(await published(port)).toBeUndefined();
  });

  test("is taken away by the next pass when the one before was killed in the middle", async () => {
    const port = await moored();
    await port.pass(full);
    port.clock.advance(61_000);
    const dying = { ...told(port, "delete-zone", killed), settings: settingsOf() };
    await expect(port.pass(full, dying)).rejects.toThrow("killed");
    expect(await published(port)).toBeDefined();
    expect((await port.later(full, settingsOf())).outcomes).toEqual([]);
    expect(await published(port)).toBeUndefined();
  });

  test("leaves a zone in which somebody has a record of his own", async () => {
    const port = await moored();
    await port.pass(full);
    const [zone] = zones(port);
    if (zone === undefined) throw new Error("no zone was made");
    const record = { id: "x", host: "www", type: "A", value: "10.1.1.1", ttl: 60, enabled: true, remark: "" };
    port.cloud.made.set(zone.id, { ...zone, records: [...zone.records, record] });
    const report = await port.later(full, settingsOf());
    expect(report).toMatchObject({ outcomes: [], findings: [{ code: "held/own-zone-in-use" }] });
    expect(await published(port)).toBeDefined();
  });
});

test("a zone of the vendor's that is gone is made again where that is allowed, and nowhere else", async () => {
  for (const [optIn, count] of [
    [["recreate-zone"], 1],
    [[], 0],
  ] as const) {
    const port = await moored(settings({ customDomains: [], optIn }));
    await port.pass(full);
    port.cloud.zones.clear();
    const report = await port.later();
    expect(zones(port)).toHaveLength(count);
    expect(report.findings).toMatchObject([count === 1 ? { state: "moored" } : { code: "drifted/zone-missing" }]);
    const made = report.outcomes.flatMap(({ change }): CreateZone[] => (change.kind === "create-zone" ? [change] : []));
    expect(made.map(({ zoneName, fallsThrough }) => [zoneName, fallsThrough])).toEqual(
      count === 1 ? [["prod-registry-vpc.cn-hangzhou.cr.example.com", false]] : [],
    );
  }
});
