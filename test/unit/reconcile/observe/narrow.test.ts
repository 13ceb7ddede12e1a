import { describe, expect, test } from "vitest";
import type { Report } from "../../../../shared/model/report.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { readLatest } from "../../../../shared/store/objects/reports.ts";
import { readWatermark, writeWatermark } from "../../../../shared/store/objects/watermark.ts";
import {
  eventOf,
  frequent,
  full,
  type Harbour,
  harbour,
  registryOf,
  scriptedStore,
  settingsOf,
  storeIsDown,
  verifiedEntry,
} from "../passes.ts";
import { nameOf, network, refusal, region } from "../scripted-cloud.ts";

/** Two networks in order, read by a full pass ten minutes ago. */
async function settled(settings = settingsOf()): Promise<Harbour> {
  const port = harbour(settings);
  for (const id of ["vpc-1", "vpc-2"]) {
    port.cloud.networks.push(network(id));
    port.cloud.link(id, "registry");
  }
  await port.pass(full);
  port.clock.advance(10 * 60_000);
  port.cloud.calls.length = 0;
  return port;
}

const everything = "resolutions vpc-1/registry,vpc-2/registry";
const namesRead = ({ cloud }: Harbour) => cloud.calls.filter((call) => call.startsWith("resolutions"));
const changedZones = (...names: readonly string[]) => ({
  zones: names.map((name) => (name.includes(".") ? { id: null, name, at: null } : { id: name, name: null, at: null })),
  through: "2026-01-05T06:39:00.000Z",
});

describe("a frequent pass", () => {
  test("reads no name when nobody changed a zone, and says that they are moored", async () => {
    const port = await settled();
    const report = await port.pass(frequent);
    expect(port.cloud.calls).toContain("zoneChanges 2026-01-05T06:20:00.000Z");
    expect(namesRead(port)).toEqual([]);
    expect(report.findings.flatMap(({ parts }) => parts.flatMap(({ names }) => names.map(({ code }) => code)))).toEqual(
      ["moored/unchanged", "moored/unchanged"],
    );
  });

  test.each([
    ["the zone itself", nameOf("registry")],
    ["a parent of the name, in any case and with a dot", "CN-Hangzhou.cr.example.com."],
    ["a zone known only by its id", "1a2b3c"],
  ])("reads every name that %s could answer", async (_, zone) => {
    const port = await settled();
    port.cloud.changes = changedZones(zone);
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("leaves out names that a changed zone cannot answer", async () => {
    const port = await settled();
    port.cloud.changes = changedZones("elsewhere.example.org", "hangzhou.cr.example.com");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([]);
  });

  test("reads again what was not moored in the last report", async () => {
    const port = await settled(settingsOf([registryOf({ mode: "observe" })]));
    port.cloud.spoil("vpc-1", "registry");
    port.cloud.changes = changedZones(nameOf("registry"));
    await port.pass(frequent);
    port.cloud.changes = changedZones();
    port.cloud.calls.length = 0;
    const report = await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-1/registry"]);
    expect(report.findings.map(({ state }) => state)).not.toEqual(["moored", "moored"]);
  });

  test("reads the name of a link that has another address than in the last report", async () => {
    const port = await settled();
    const [first] = port.cloud.links.splice(0, 1);
    if (first !== undefined) port.cloud.links.push({ ...first, address: { known: true, value: "10.0.0.77", at: "" } });
    await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-1/registry"]);
  });

  test("reads a network that the last report does not have", async () => {
    const port = await settled();
    port.cloud.networks.push(network("vpc-3"));
    port.cloud.link("vpc-3", "registry");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-3/registry"]);
  });

  test("reads one change log for all registries of a cloud, from the earliest watermark", async () => {
    const port = await settled(settingsOf([registryOf(), registryOf({ alias: "staging", instance: "cri-staging" })]));
    for (const one of port.cloud.networks.splice(0))
      port.cloud.networks.push(network(one.id, { "registry-link": "prod,staging" }));
    await port.pass(full);
    port.cloud.calls.length = 0;
    await writeWatermark(port.memory, "staging", { through: "2026-01-05T06:00:00.000Z", answered: [] });
    await port.pass(frequent);
    expect(port.cloud.calls.filter((call) => call.startsWith("zoneChanges"))).toEqual([
      "zoneChanges 2026-01-05T05:50:00.000Z",
    ]);
    expect(namesRead(port)).toEqual([]);
  });
});

describe("a change that the log tells by the zone's id", () => {
  const at = "2026-01-05T06:39:50.000Z";
  const change = (id: string, when: string | null = at) => ({
    zones: [{ id, name: nameOf("registry"), at: when }],
    through: "2026-01-05T06:39:00.000Z",
  });
  /** A zone that somebody made, bound to these networks. */
  const foreign = (...networks: readonly string[]): Zone => ({
    id: "foreign",
    name: "cr.example.com",
    origin: "customer",
    fallsThrough: true,
    bindings: networks.map((id) => ({ network: id, region, account: null, kind: "VPC" })),
    records: [],
    remark: "",
    revision: "1",
  });
  /** The same, with links of Mooring's own, so that the ledger knows which zone answers which name. */
  async function owned(): Promise<Harbour> {
    const port = harbour();
    for (const id of ["vpc-1", "vpc-2"]) {
      port.cloud.networks.push(network(id));
      port.cloud.link(id, "registry");
      await writeEntry(port.memory, verifiedEntry(id));
    }
    await port.pass(full);
    port.clock.advance(10 * 60_000);
    port.cloud.calls.length = 0;
    return port;
  }

  test("of the zone of one network reads the names of that network", async () => {
    const port = await owned();
    port.cloud.changes = change("zone-vpc-2-registry");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-2/registry"]);
    expect(port.cloud.count("zoneReach")).toBe(1);
  });

  test("of a zone that nobody knew reads the names of the networks that it is bound to by now", async () => {
    const port = await owned();
    port.cloud.zones.set("foreign", foreign("vpc-1"));
    port.cloud.changes = change("foreign");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-1/registry"]);
  });

  test("of one network's zone that was bound to another network too reads the names of both", async () => {
    const port = await owned();
    const zone = port.cloud.zones.get("vpc-2/registry");
    if (zone === undefined) throw new Error("no zone");
    port.cloud.zones.set("vpc-2/registry", { ...zone, bindings: foreign("vpc-1", "vpc-2").bindings });
    port.cloud.changes = change(zone.id);
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test.each([
    ["is bound nowhere", foreign()],
    ["is gone", null],
    ["is bound to networks of others", foreign("vpc-9")],
  ])("of a foreign zone that %s reads nothing", async (_, zone) => {
    const port = await owned();
    if (zone !== null) port.cloud.zones.set("foreign", zone);
    port.cloud.changes = change("foreign");
    const report = await port.pass(frequent);
    expect(namesRead(port)).toEqual([]);
    expect(report.findings.map(({ state }) => state)).toEqual(["moored", "moored"]);
  });

  test("of a zone that answered a name and is gone reads that name", async () => {
    const port = await owned();
    port.cloud.zones.delete("vpc-1/registry");
    port.cloud.changes = change("zone-vpc-1-registry");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual(["resolutions vpc-1/registry"]);
  });

  test("reads every name it could answer where the zones cannot be asked how far they reach, or are too many", async () => {
    const port = await owned();
    port.cloud.changes = change("foreign");
    port.cloud.script = (call) => {
      if (call.startsWith("zoneReach")) throw refusal("throttled");
    };
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
    port.cloud.calls.length = 0;
    port.cloud.script = () => undefined;
    const many = Array.from({ length: 51 }, (_, index) => ({ id: `zone-${index}`, name: "cr.example.com", at }));
    port.cloud.changes = { zones: many, through: at };
    await port.pass(frequent);
    expect(port.cloud.count("zoneReach")).toBe(0);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("is read again while it is young, and not once more in the ten minutes that the log tells it again", async () => {
    const port = await owned();
    port.cloud.changes = change("zone-vpc-2-registry");
    const reads: number[] = [];
    for (let minute = 0; minute < 4; minute++) {
      port.cloud.calls.length = 0;
      await port.pass(frequent);
      reads.push(port.cloud.count("resolutions"));
      port.clock.advance(60_000);
    }
    expect(reads).toEqual([1, 1, 0, 0]);
    port.cloud.calls.length = 0;
    port.cloud.changes = change("zone-vpc-2-registry", "2026-01-05T06:41:00.000Z");
    await port.pass(frequent);
    expect(port.cloud.count("resolutions")).toBe(1);
  });

  test("is read again as long as the log does not say when it was, or something could not be read", async () => {
    const port = await owned();
    port.cloud.changes = change("zone-vpc-2-registry", null);
    for (let minute = 0; minute < 3; minute++) {
      port.clock.advance(120_000);
      await port.pass(frequent);
    }
    expect(namesRead(port)).toHaveLength(3);
    port.cloud.calls.length = 0;
    port.cloud.changes = change("zone-vpc-2-registry", "2026-01-05T06:40:00.000Z");
    port.cloud.script = (call) => {
      if (call.startsWith("resolutions")) throw refusal("throttled");
    };
    await port.pass(frequent);
    port.cloud.script = () => undefined;
    await port.pass(frequent);
    expect(namesRead(port)).toHaveLength(2);
  });
});

describe("where a cloud keeps no log, what its lists show of a name", () => {
  /** So many networks in order, read by a full pass. */
  async function listed(count: number): Promise<Harbour> {
    const port = harbour();
    port.cloud.changes = null;
    port.cloud.marks = (id, part) => `${id}/${part} as ever`;
    for (let index = 0; index < count; index++) {
      const id = `vpc-${index.toString().padStart(3, "0")}`;
      port.cloud.networks.push(network(id));
      port.cloud.link(id, "registry");
    }
    await port.pass(full);
    port.clock.advance(60_000);
    return port;
  }
  const unchanged = (report: Report) =>
    report.findings.filter(({ parts }) =>
      parts.some(({ names }) => names.some(({ code }) => code === "moored/unchanged")),
    ).length;

  test("lets it stand when it is the same; some are read anyway, so that a change that shows nowhere is found", async () => {
    const port = await listed(100);
    port.cloud.spoil("vpc-042", "registry");
    const seen: number[] = [];
    for (let pass = 0; pass < 40; pass++) {
      const report = await port.pass(frequent);
      seen.push(unchanged(report));
      if (report.findings.some(({ state }) => state !== "moored")) break;
      port.clock.advance(60_000);
    }
    for (const count of seen) expect(count).toBeGreaterThan(40);
    expect(seen.length).toBeLessThan(40);
  });

  test("has the name read as soon as it differs, and stands again when it was found in order", async () => {
    const port = await listed(100);
    const before = port.cloud.marks;
    port.cloud.marks = (id, part) => `${before?.(id, part)}${id === "vpc-042" ? ", changed" : ""}`;
    port.cloud.spoil("vpc-042", "registry");
    const drifted = await port.pass(frequent);
    expect(drifted.findings.filter(({ state }) => state !== "moored").map((one) => one.network)).toEqual(["vpc-042"]);
    port.cloud.spoil("vpc-042", "registry", { value: "10.0.0.43" });
    await port.pass(frequent);
    const latest = await readLatest(port.memory, "prod");
    expect(latest?.marks?.["vpc-042 registry prod-registry-vpc.cn-hangzhou.cr.example.com"]).toContain(", changed");
  });

  test("is not kept of a name that was written to in the same pass", async () => {
    const port = await listed(1);
    await writeEntry(port.memory, verifiedEntry("vpc-000"));
    await port.pass(full);
    port.cloud.spoil("vpc-000", "registry");
    const report = await port.pass(full);
    expect(report.outcomes.map(({ result }) => result)).toEqual(["applied"]);
    expect((await readLatest(port.memory, "prod"))?.marks).toBeUndefined();
    await port.pass(full);
    expect(Object.keys((await readLatest(port.memory, "prod"))?.marks ?? {})).toHaveLength(1);
  });

  test("is kept by a pass that looks at other networks", async () => {
    const port = await listed(3);
    await port.pass(eventOf("vpc-001"));
    expect(Object.keys((await readLatest(port.memory, "prod"))?.marks ?? {})).toHaveLength(3);
  });
});

describe("in any doubt a frequent pass reads all names", () => {
  test("the cloud keeps no change log", async () => {
    const port = await settled();
    port.cloud.changes = null;
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("the change log cannot be read", async () => {
    const port = await settled();
    port.cloud.script = (call) => {
      if (call.startsWith("zoneChanges")) throw refusal("denied");
    };
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("there is no watermark", async () => {
    const port = await settled();
    await port.memory.remove("watermark/prod.json");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
    expect(port.cloud.count("zoneChanges")).toBe(0);
  });

  test("the watermark is older than 26 hours", async () => {
    const port = await settled();
    port.clock.advance(25.7 * 3_600_000);
    await port.pass({ kind: "event", ids: [], hints: [] });
    await port.pass({ kind: "command", command: "plan", depth: "frequent", networks: null });
    expect(namesRead(port)).toEqual([]);
    port.clock.advance(0.2 * 3_600_000);
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test.each(["watermark/prod.json", "reports/latest/prod.json"])("%s is damaged", async (key) => {
    const port = await settled();
    await port.memory.write(key, "{");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("there is no last report", async () => {
    const port = await settled();
    await port.memory.remove("reports/latest/prod.json");
    await port.pass(frequent);
    expect(namesRead(port)).toEqual([everything]);
  });

  test("the store does not give the watermark", async () => {
    const port = await settled();
    const store = scriptedStore(port.memory, (call) => {
      if (call === "read watermark/prod.json") throw storeIsDown(call);
    });
    await port.pass(frequent, { store });
    expect(namesRead(port)).toEqual([everything]);
  });
});

describe("the watermark", () => {
  const mark = async ({ memory }: Harbour) => (await readWatermark(memory, "prod"))?.through;

  test("a full pass sets it to its own start", async () => {
    const port = await settled();
    expect(await mark(port)).toBe("2026-01-05T06:30:00.000Z");
  });

  test("a frequent pass moves it no further than the change log was read", async () => {
    const port = await settled();
    port.cloud.changes = { zones: [], through: "2026-01-05T06:38:30.000Z" };
    await port.pass(frequent);
    expect(await mark(port)).toBe("2026-01-05T06:38:30.000Z");
  });

  test.each(["networks", "part"])("stays where it is when %s could not be read", async (which) => {
    const port = await settled();
    port.cloud.script = (call) => {
      if (call.startsWith(which)) throw refusal("unavailable");
    };
    await port.pass(full);
    expect(await mark(port)).toBe("2026-01-05T06:30:00.000Z");
  });

  test("stays where it is when a name could not be read", async () => {
    const port = await settled();
    port.cloud.script = (call) => {
      if (call.startsWith("resolutions")) throw refusal("throttled");
    };
    await port.pass(full);
    expect(await mark(port)).toBe("2026-01-05T06:30:00.000Z");
  });

  test("an event and a command leave it where it is", async () => {
    const port = await settled();
    const hints = [{ cloud: "alibaba", region: "cn-hangzhou", networks: null }] as const;
    await port.pass({ kind: "event", ids: ["e"], hints });
    await port.pass({ kind: "command", command: "sweep", depth: "full", networks: null });
    expect(await mark(port)).toBe("2026-01-05T06:30:00.000Z");
  });
});
