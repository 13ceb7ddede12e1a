import { describe, expect, test } from "vitest";
import { readWatermark, writeWatermark } from "../../../shared/store/objects/watermark.ts";
import { frequent, full, type Harbour, harbour, registryOf, scriptedStore, settingsOf, storeIsDown } from "./passes.ts";
import { nameOf, network, refusal } from "./scripted-cloud.ts";

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
