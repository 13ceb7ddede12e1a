import { describe, expect, test } from "vitest";
import { writeEntry } from "../../../shared/store/objects/ledger.ts";
import { writePause } from "../../../shared/store/objects/pause.ts";
import { listReports, readLatest, readReport } from "../../../shared/store/objects/reports.ts";
import type { Store } from "../../../shared/store/port.ts";
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
} from "./passes.ts";
import { network, refusal } from "./scripted-cloud.ts";

async function moored(): Promise<Harbour> {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1"), network("vpc-2"));
  for (const { id } of port.cloud.networks) port.cloud.link(id, "registry");
  return port;
}

function written(store: Store): { readonly store: Store; readonly keys: string[] } {
  const keys: string[] = [];
  return {
    keys,
    store: scriptedStore(store, (call) => {
      if (call.startsWith("write ")) keys.push(call.slice("write ".length));
    }),
  };
}

describe("what a pass stores", () => {
  test("something new: the whole report and the latest state", async () => {
    const { memory, pass } = await moored();
    const report = await pass(full);
    const keys = await listReports(memory);
    expect(keys).toEqual(["reports/2026-01-05T06:30:00.000Z-p-1.json"]);
    expect(await readReport(memory, keys[0] ?? "")).toEqual(report);
    expect((await readLatest(memory, "prod"))?.findings).toEqual(report.findings);
  });

  test("nothing new: only the latest state and the watermark", async () => {
    const { memory, pass } = await moored();
    await pass(full);
    const { store, keys } = written(memory);
    await pass(full, { store });
    expect(keys).toEqual(["reports/latest/prod.json", "watermark/prod.json", "inventory/cri-prod.json"]);
    keys.length = 0;
    await pass(frequent, { store });
    expect(keys).toEqual(["reports/latest/prod.json", "watermark/prod.json"]);
  });

  test("the same notice again, or the same write held again, is nothing new; its end is", async () => {
    const { cloud, memory, pass } = await moored();
    await writeEntry(memory, verifiedEntry("vpc-1"));
    cloud.networks.push(network("vpc-3"));
    const notices = [{ registry: null, code: "held/configuration-invalid", sentence: "it is invalid" }];
    await writePause(memory, null, { since: "2026-01-05T06:00:00.000Z", by: "ops", reason: "maintenance" });
    await pass(full, { notices });
    expect(await listReports(memory)).toHaveLength(1);
    await pass(full, { notices });
    expect(await listReports(memory)).toHaveLength(1);
    await pass(full);
    expect(await listReports(memory)).toHaveLength(2);
    await memory.remove("pause/all.json");
    await pass(full);
    expect(await listReports(memory)).toHaveLength(3);
  });

  test("a state that changed is new, also when nothing was written", async () => {
    const { cloud, memory, pass } = await moored();
    await pass(full);
    cloud.spoil("vpc-1", "registry");
    await pass(full);
    expect(await listReports(memory)).toHaveLength(2);
  });

  test("a narrow pass changes the latest state of the networks it looked at alone", async () => {
    const { cloud, memory, pass } = await moored();
    await pass(full);
    cloud.spoil("vpc-1", "registry");
    cloud.spoil("vpc-2", "registry");
    await pass(eventOf("vpc-1"));
    const states = (await readLatest(memory, "prod"))?.findings.map((finding) => `${finding.network} ${finding.state}`);
    expect(states).toEqual([expect.not.stringContaining("moored"), "vpc-2 moored"]);
  });

  test("a network that a narrow pass did not find any more leaves the latest state", async () => {
    const { cloud, memory, pass } = await moored();
    await pass(full);
    cloud.networks.shift();
    cloud.links.shift();
    await pass(eventOf("vpc-1"));
    expect((await readLatest(memory, "prod"))?.findings.map((finding) => finding.network)).toEqual(["vpc-2"]);
  });

  describe("of a registry in several regions", () => {
    const settings = settingsOf([registryOf({ replicas: ["cn-beijing"] })]);
    const there = (id: string) => ({ ...network(id), region: "cn-beijing" });
    const latestOf = async ({ memory }: Harbour) => (await readLatest(memory, "prod"))?.findings ?? [];

    async function inTwo(): Promise<Harbour> {
      const port = harbour(settings);
      port.cloud.networks.push(network("vpc-1"), there("vpc-2"));
      for (const { id } of port.cloud.networks) port.cloud.link(id, "registry");
      await port.pass(full);
      expect(await latestOf(port)).toMatchObject([{ network: "vpc-1" }, { network: "vpc-2", region: "cn-beijing" }]);
      return port;
    }

    test("what is gone from either leaves the latest state with a pass over the whole", async () => {
      const port = await inTwo();
      port.cloud.networks.pop();
      port.cloud.links.pop();
      await port.pass(full);
      expect((await latestOf(port)).map((finding) => finding.network)).toEqual(["vpc-1"]);
    });

    test("what was said of a region stays while that one cannot be read, and the others go on", async () => {
      const port = await inTwo();
      port.cloud.networks.splice(0, 2, network("vpc-3"), there("vpc-2"));
      port.cloud.links.splice(0, 1);
      port.cloud.script = (call) => {
        if (call.startsWith("networks cn-beijing")) throw refusal("unavailable");
      };
      const report = await port.pass(full);
      expect(report.notices).toContainEqual(expect.objectContaining({ code: "unknown/networks" }));
      expect((await latestOf(port)).map(({ network: id, region: at }) => `${id} ${at}`)).toEqual([
        "vpc-2 cn-beijing",
        expect.stringContaining("vpc-3"),
      ]);
      expect(report.findings.map(({ code }) => code)).not.toContain("foreign/network-not-visible");
    });

    test("an event of one region leaves what was said of the other", async () => {
      const port = await inTwo();
      port.cloud.networks.length = 0;
      port.cloud.links.length = 0;
      await port.pass({
        kind: "event",
        ids: ["e"],
        hints: [{ cloud: "alibaba", region: "cn-beijing", networks: ["vpc-2"] }],
      });
      expect((await latestOf(port)).map((finding) => finding.network)).toEqual(["vpc-1"]);
    });

    test("a link whose network only one of the regions could show is judged when all were listed", async () => {
      const port = await inTwo();
      port.cloud.networks.pop();
      const report = await port.pass(full);
      expect(report.findings).toContainEqual(
        expect.objectContaining({ network: "vpc-2", code: "foreign/network-not-visible" }),
      );
    });
  });

  test("a report that cannot be stored is returned all the same, and says so", async () => {
    const { memory, pass } = await moored();
    const store = scriptedStore(memory, (call) => {
      if (call.startsWith("write reports/")) throw storeIsDown(call);
    });
    const report = await pass(full, { store });
    expect(report.findings).toHaveLength(2);
    expect(report.notices).toMatchObject([
      { code: "unknown/store", sentence: expect.stringContaining("could not be stored") },
    ]);
    expect(await memory.read("watermark/prod.json")).toBeNull();
  });
});
