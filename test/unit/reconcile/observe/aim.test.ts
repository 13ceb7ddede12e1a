import { describe, expect, test } from "vitest";
import type { Hint, Trigger } from "../../../../shared/model/hint.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { readLatest } from "../../../../shared/store/objects/reports.ts";
import {
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

const ids = ["vpc-1", "vpc-2"];

/** Networks moored with links of Mooring's own, read by a full pass. */
async function moored(networks: readonly string[] = ids): Promise<Harbour> {
  const port = harbour(settingsOf([registryOf(), registryOf({ alias: "other", instance: "cri-other" })]));
  for (const id of networks) {
    port.cloud.networks.push(network(id));
    port.cloud.link(id, "registry");
    await writeEntry(port.memory, verifiedEntry(id));
  }
  await port.pass(full);
  port.clock.advance(60_000);
  port.cloud.calls.length = 0;
  return port;
}

const about = (zones: readonly string[], networks: Hint["networks"] = null): Trigger => ({
  kind: "event",
  ids: ["e"],
  hints: [{ cloud: "alibaba", region: null, networks, zones }],
});

const foreign = (name: string, ...networks: readonly string[]): Zone => ({
  id: "foreign",
  name,
  origin: "customer",
  fallsThrough: false,
  bindings: networks.map((id) => ({ network: id, region, account: null, kind: "VPC" })),
  records: [],
  remark: "",
  revision: "1",
});

const frequentLook = ["networks cn-hangzhou", "resolutions vpc-1/registry,vpc-2/registry"];

describe("an event about a zone", () => {
  test("that answered a name looks at that name's network alone, and puts it right", async () => {
    const port = await moored();
    port.cloud.spoil("vpc-2", "registry");
    const report = await port.pass(about(["zone-vpc-2-registry"]));
    expect(port.cloud.calls.filter((call) => /^(networks|resolutions|instance|zoneReach|subnets)/.test(call))).toEqual([
      "zoneReach zone-vpc-2-registry",
      "networks cn-hangzhou vpc-2",
      "instance prod",
      "resolutions vpc-2/registry",
      "networks cn-hangzhou vpc-2",
      "instance prod",
      "resolutions vpc-2/registry",
    ]);
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { kind: "correct-record", network: "vpc-2" } },
    ]);
    const latest = await readLatest(port.memory, "prod");
    expect(latest?.findings.map(({ network, state }) => [network, state])).toEqual(ids.map((id) => [id, "moored"]));
  });

  test("that Mooring wrote itself finds nothing to do, and costs a handful of calls", async () => {
    const port = await moored();
    const report = await port.pass(about(["zone-vpc-2-registry"]));
    expect(report.outcomes).toEqual([]);
    expect(port.cloud.calls.length).toBeLessThanOrEqual(6);
  });

  test.each([
    ["is named otherwise than any of the names", about(["hangzhou.cr.example.com"]), []],
    ["is bound to networks of others", about(["foreign"]), ["zoneReach foreign"]],
    ["is gone and never answered a name", about(["0123abcdef"]), ["zoneReach 0123abcdef"]],
  ])("that %s looks at nothing and keeps the last report", async (_, trigger, calls) => {
    const port = await moored();
    port.cloud.zones.set("foreign", foreign("cr.example.com", "vpc-9"));
    const before = await readLatest(port.memory, "prod");
    const report = await port.pass(trigger);
    expect(port.cloud.calls).toEqual(calls);
    expect(report.findings).toEqual([]);
    expect(await readLatest(port.memory, "prod")).toEqual(before);
  });

  test("that is bound to a network, whoever made it, looks at the names there that it can answer", async () => {
    const port = await moored();
    port.cloud.zones.set("foreign", foreign("cn-hangzhou.cr.example.com", "vpc-1"));
    await port.pass(about(["foreign"]));
    expect(port.cloud.calls).toContain("networks cn-hangzhou vpc-1");
    expect(port.cloud.calls.filter((call) => call.startsWith("resolutions"))).toEqual(["resolutions vpc-1/registry"]);
  });

  test("that was just unbound from a network looks there because the event tells it", async () => {
    const port = await moored();
    port.cloud.zones.set("foreign", foreign("cn-hangzhou.cr.example.com"));
    await port.pass(about(["foreign"], ["vpc-2"]));
    expect(port.cloud.calls).toContain("resolutions vpc-2/registry");
  });

  test("that is known by name alone looks at every name it could answer", async () => {
    const port = await moored();
    await port.pass(about(["cr.example.com"]));
    expect(port.cloud.calls).toContain("networks cn-hangzhou vpc-1,vpc-2");
    expect(port.cloud.calls).toContain("resolutions vpc-1/registry,vpc-2/registry");
  });

  test("that touches many networks lists their region, and reads no other name in it", async () => {
    const port = await moored(Array.from({ length: 30 }, (_, index) => `vpc-${index + 10}`));
    const bound = Array.from({ length: 21 }, (_, index) => `vpc-${index + 10}`);
    port.cloud.zones.set("foreign", foreign("cr.example.com", ...bound));
    await port.pass(about(["foreign"]));
    expect(port.cloud.calls).toContain("networks cn-hangzhou");
    expect(port.cloud.calls).toContain(`resolutions ${bound.map((id) => `${id}/registry`).join(",")}`);
  });

  test("carries the other names of its network", async () => {
    const port = harbour(settingsOf([registryOf({ parts: ["registry", "chart"] })]));
    port.cloud.networks.push(network("vpc-1"));
    for (const part of ["registry", "chart"] as const) {
      port.cloud.link("vpc-1", part);
      await writeEntry(port.memory, verifiedEntry("vpc-1", { part }));
    }
    await port.pass(full);
    port.cloud.calls.length = 0;
    const report = await port.pass(about(["zone-vpc-1-chart"]));
    expect(port.cloud.calls.filter((call) => call.startsWith("resolutions"))).toEqual(["resolutions vpc-1/chart"]);
    const [finding] = report.findings;
    expect(finding?.parts.flatMap(({ names }) => names.map(({ name, state }) => [name, state]))).toEqual([
      [nameOf("registry"), "moored"],
      [nameOf("chart"), "moored"],
    ]);
  });

  test("leaves the watermark to the timers", async () => {
    const port = await moored();
    const before = await port.memory.read("watermark/prod.json");
    await port.pass(about(["zone-vpc-1-registry"]));
    expect(await port.memory.read("watermark/prod.json")).toEqual(before);
  });
});

describe("in any doubt an event about zones is a frequent pass", () => {
  test.each([
    ["the event tells no zone", about([]), undefined],
    ["it tells very many", about(Array.from({ length: 21 }, (_, index) => `zone-${index}.example.com`)), undefined],
    ["the zones cannot be asked", about(["foreign"]), "zoneReach"],
  ])("%s", async (_, trigger, trouble) => {
    const port = await moored();
    port.cloud.script = (call) => {
      if (trouble !== undefined && call.startsWith(trouble)) throw refusal("throttled");
    };
    port.cloud.changes = {
      zones: [{ id: null, name: nameOf("registry"), at: null }],
      through: "2026-01-05T06:30:00.000Z",
    };
    await port.pass(trigger);
    expect(port.cloud.calls).toEqual(expect.arrayContaining(frequentLook));
  });

  test("there is no last report of one of the registries", async () => {
    const port = await moored();
    await port.memory.remove("reports/latest/other.json");
    await port.pass(about(["hangzhou.cr.example.com"]));
    expect(port.cloud.calls).toContain("networks cn-hangzhou");
    expect(port.cloud.count("resolutions")).toBe(0);
  });

  test("the ledger cannot be read, and then nothing is written", async () => {
    const port = await moored();
    const store = scriptedStore(port.memory, (call) => {
      if (call === "list ledger/") throw storeIsDown(call);
    });
    await expect(port.pass(about(["zone-vpc-1-registry"]), { store })).rejects.toThrow("the store does not answer");
  });

  test("an entry of the ledger is damaged, and then that is told and nothing else of the store", async () => {
    const port = await moored();
    const [entry] = await port.memory.list("ledger/");
    await port.memory.write(entry?.key ?? "", "{");
    await expect(port.pass(full)).rejects.toThrow(
      /^nothing may be written, since the ledger could not be read: The object ledger\/\S+ in \S+ is damaged: it is not JSON/,
    );
  });

  test("an event that tells networks beside zones looks at all of them", async () => {
    const port = await moored();
    const hints: readonly Hint[] = [
      { cloud: "alibaba", region, networks: ["vpc-1"] },
      { cloud: "alibaba", region: null, networks: null, zones: ["foreign"] },
    ];
    await port.pass({ kind: "event", ids: ["e"], hints });
    expect(port.cloud.calls).toContain("networks cn-hangzhou");
  });
});
