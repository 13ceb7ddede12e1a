import { describe, expect, test } from "vitest";
import { PassError } from "../../../shared/reconcile/pass.ts";
import { previewPass } from "../../../shared/reconcile/preview.ts";
import { summarize } from "../../../shared/reconcile/summary.ts";
import { writeEntry } from "../../../shared/store/objects/ledger.ts";
import { eventOf, full, harbour, registryOf, scriptedStore, settingsOf, storeIsDown, verifiedEntry } from "./passes.ts";
import { nameOf, network, refusal } from "./scripted-cloud.ts";

const both = settingsOf([registryOf(), registryOf({ alias: "staging", instance: "cri-staging" })]);

describe("what a pass reads", () => {
  test("a sweep of networks that are in order reads every list and every name once", async () => {
    const { cloud, pass } = harbour(settingsOf([registryOf({ parts: ["registry", "chart"] })]));
    for (const id of ["vpc-1", "vpc-2"]) {
      cloud.networks.push(network(id));
      cloud.link(id, "registry");
      cloud.link(id, "chart");
    }
    const report = await pass(full);
    expect([...cloud.calls].sort()).toEqual([
      "instance prod",
      "networks cn-hangzhou",
      "part prod chart",
      "part prod registry",
      "publishing",
      "quota prod",
      "resolutions vpc-1/registry,vpc-1/chart,vpc-2/registry,vpc-2/chart",
    ]);
    expect(report.findings.map(({ state }) => state)).toEqual(["moored", "moored"]);
  });

  test("a frequent pass asks whether names can be published only before it asks for a link", async () => {
    const { cloud, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    cloud.link("vpc-1", "registry");
    await pass({ kind: "timer", depth: "frequent" });
    expect(cloud.calls).not.toContain("publishing");
    cloud.networks.push(network("vpc-2"));
    await pass({ kind: "timer", depth: "frequent" });
    expect(cloud.calls.filter((call) => call === "publishing")).toHaveLength(1);
    expect(cloud.calls.indexOf("publishing")).toBeLessThan(cloud.calls.indexOf("write attach vpc-2 registry"));
  });

  test("an event for one network reads everything in one round, before the attach's own re-read", async () => {
    const { cloud, pass } = harbour();
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"), network("vpc-2"));
    let under = 0;
    let most = 0;
    cloud.script = async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise(setImmediate);
      under -= 1;
    };
    await pass(eventOf("vpc-1"));
    const write = cloud.calls.indexOf("write attach vpc-1 registry");
    expect([...cloud.calls.slice(0, write)].sort()).toEqual([
      "instance prod",
      "networks cn-hangzhou vpc-1",
      "part prod registry",
      "publishing",
      "quota prod",
      "subnets vpc-1",
    ]);
    expect(most).toBe(6);
    expect(cloud.calls.filter((call) => call.includes("vpc-2"))).toEqual([]);
  });

  test("after a write only what was written is read again, and no subnet twice", async () => {
    const { cloud, pass } = harbour(both);
    cloud.networks.push(network("vpc-1"), network("vpc-2", {}));
    await pass(eventOf("vpc-1", "vpc-2"));
    const after = cloud.calls.slice(cloud.calls.indexOf("write attach vpc-1 registry") + 1);
    expect([...after].sort()).toEqual([
      "instance prod",
      "networks cn-hangzhou vpc-1",
      "part prod registry",
      "quota prod",
      "resolutions vpc-1/registry",
    ]);
  });

  test("the look at what was written says nothing of a registry that it leaves out", async () => {
    const { cloud, memory, pass } = harbour(both);
    await writeEntry(memory, verifiedEntry("vpc-0"));
    cloud.networks.push(network("vpc-1", { "registry-link": "prod,staging" }));
    cloud.script = (call) => {
      if (call === "part staging registry") throw refusal("denied");
    };
    const report = await pass(eventOf("vpc-1"));
    expect(report.findings.map(({ registry, code }) => `${registry} ${code}`)).toEqual([
      "prod moored/attached",
      "staging unknown/links",
    ]);
  });

  test("what is held at first and done in a later round is not told as held", async () => {
    const { cloud, pass } = harbour(settingsOf([registryOf({ parts: ["registry", "chart"] })]));
    cloud.networks.push(network("vpc-1"));
    const report = await pass(eventOf("vpc-1"));
    expect(report.outcomes.map(({ result, change }) => `${change.part} ${result}`)).toEqual([
      "registry applied",
      "chart applied",
    ]);
    expect(report.held).toEqual([]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
  });

  test("a preview reads the same and writes nothing at all", async () => {
    const { cloud, memory, passOf } = harbour();
    cloud.networks.push(network("vpc-1"));
    const writes: string[] = [];
    const store = scriptedStore(memory, (call) => {
      if (!call.startsWith("read") && !call.startsWith("list")) writes.push(call);
    });
    const { plan } = await previewPass(passOf(full, { store }));
    expect(plan.changes).toMatchObject([{ kind: "attach", network: "vpc-1" }]);
    expect(cloud.count("write")).toBe(0);
    expect(writes).toEqual([]);
  });
});

describe("a read that fails", () => {
  test("of one registry's links: its findings carry the failure, the other registry goes on", async () => {
    const { cloud, memory, pass } = harbour(both);
    await writeEntry(memory, verifiedEntry("vpc-0", { registry: "cri-staging" }));
    cloud.networks.push(network("vpc-1", { "registry-link": "prod,staging" }));
    cloud.script = (call) => {
      if (call === "part prod registry") throw refusal("throttled", "Throttling.User");
    };
    const report = await pass(full);
    expect(report.findings).toMatchObject([
      { registry: "prod", state: "unknown", parts: [{ failure: { code: "Throttling.User", requestId: "r-refused" } }] },
      { registry: "staging", state: "moored" },
    ]);
    expect(report.notices).toContainEqual(
      expect.objectContaining({ registry: "prod", failure: expect.objectContaining({ code: "Throttling.User" }) }),
    );
  });

  test("of a region's networks: a notice with the failure, and the last report keeps what it knew", async () => {
    const { cloud, memory, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    cloud.link("vpc-1", "registry");
    await pass(full);
    cloud.script = (call) => {
      if (call.startsWith("networks")) throw refusal("unavailable", "ETIMEDOUT");
    };
    const report = await pass(full);
    expect(report.notices).toMatchObject([{ code: "unknown/networks", failure: { code: "ETIMEDOUT" } }]);
    expect(await memory.read("reports/latest/prod.json")).toContain("vpc-1");
  });

  test("of subnets: the network is unknown, and nothing is attached on a guess", async () => {
    const { cloud, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    cloud.script = (call) => {
      if (call.startsWith("subnets")) throw refusal("denied", "Forbidden.RAM");
    };
    const report = await pass(full);
    expect(report.findings).toMatchObject([
      { code: "unknown/subnets", sentence: expect.stringContaining("Forbidden.RAM") },
    ]);
    expect(cloud.count("write")).toBe(0);
  });

  test.each(["networks", "part", "instance", "quota", "subnets"])("of %s alone leaves a report", async (which) => {
    const { cloud, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    cloud.script = (call) => {
      if (call.startsWith(which)) throw refusal("unavailable");
    };
    await expect(pass(full)).resolves.toMatchObject({ outcomes: which === "quota" ? [{ result: "applied" }] : [] });
  });

  test("of every list is a PassError that names the vendor's answer", async () => {
    const { cloud, pass } = harbour();
    cloud.script = () => {
      throw refusal("expired", "InvalidSecurityToken.Expired");
    };
    const error = await pass(full).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PassError);
    expect(error).toMatchObject({ message: expect.stringContaining("InvalidSecurityToken.Expired") });
  });

  test("of the ledger is a PassError, before anything is written", async () => {
    const { cloud, memory, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    const store = scriptedStore(memory, (call) => {
      if (call.startsWith("list ledger/")) throw storeIsDown(call);
    });
    await expect(pass(full, { store })).rejects.toBeInstanceOf(PassError);
    expect(cloud.count("write")).toBe(0);
  });

  test("of everything after a write leaves a report that tells the write", async () => {
    const { cloud, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    let written = false;
    cloud.script = (call) => {
      if (written) throw refusal("unavailable", "ECONNRESET");
      written = call.startsWith("write");
    };
    const report = await pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied" }]);
    expect(report.leftUndone).toEqual([expect.stringMatching(/could not be read back .*ECONNRESET/)]);
  });

  test("a defect of our own is no observation: it is thrown", async () => {
    const { cloud, pass } = harbour();
    cloud.script = () => {
      throw new TypeError("a defect");
    };
    await expect(pass(full)).rejects.toThrow(TypeError);
  });
});

describe("waiting for a link", () => {
  test("lasts at most as long as allowed, and the link is pending, not failed", async () => {
    const { cloud, clock, pass } = harbour();
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"));
    const report = await pass(eventOf("vpc-1"), { waitMs: 10_000 });
    expect(clock.waits).toEqual([4_000, 4_000, 2_000]);
    expect(report).toMatchObject({ findings: [{ state: "pending" }], leftUndone: [] });
  });

  test("ends when the link is ready, and its names are checked in the same pass", async () => {
    const { cloud, clock, pass } = harbour();
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"));
    cloud.script = () => {
      if (clock.waits.length === 2) cloud.settle();
    };
    const report = await pass(eventOf("vpc-1"), { waitMs: 20_000 });
    expect(clock.waits).toEqual([4_000, 4_000]);
    expect(report.findings).toMatchObject([{ state: "moored", parts: [{ names: [{ name: nameOf("registry") }] }] }]);
  });

  test("goes on for one part while the canary holds the other, which follows in the same pass", async () => {
    const { cloud, clock, pass } = harbour(settingsOf([registryOf({ parts: ["registry", "chart"] })]));
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"));
    cloud.script = () => {
      if (clock.waits.length > 0) cloud.settle();
    };
    const report = await pass(eventOf("vpc-1"), { waitMs: 20_000 });
    expect(report.outcomes.map(({ change }) => change.part)).toEqual(["registry", "chart"]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
  });

  test("none is allowed: the pass does not wait", async () => {
    const { cloud, clock, pass } = harbour();
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"));
    await pass(eventOf("vpc-1"), { waitMs: 0 });
    expect(clock.waits).toEqual([]);
  });

  test("never eats the time for the report", async () => {
    const { cloud, clock, pass } = harbour();
    cloud.slow = true;
    cloud.networks.push(network("vpc-1"));
    const report = await pass(eventOf("vpc-1"), { waitMs: 600_000, budgetMs: 30_000 });
    expect(clock.monotonic()).toBeLessThanOrEqual(27_000);
    expect(report.findings).toMatchObject([{ state: "pending" }]);
  });
});

describe("the deadline", () => {
  test("writes that do not fit any more are left undone, each by name", async () => {
    const { cloud, clock, memory, pass } = harbour();
    await writeEntry(memory, verifiedEntry("vpc-0"));
    for (const id of ["vpc-1", "vpc-2", "vpc-3"]) cloud.networks.push(network(id));
    cloud.script = (call) => {
      if (call.startsWith("write")) clock.advance(13_000);
    };
    const report = await pass(full, { budgetMs: 30_000 });
    expect(report.outcomes.map(({ change }) => change.network)).toEqual(["vpc-1", "vpc-2"]);
    expect(report.leftUndone).toEqual([
      expect.stringMatching(/^attach prod\/vpc-3\/registry: .*out of time/),
      expect.stringContaining("not read back"),
    ]);
    expect(summarize(report)).toMatchObject({ leftUndone: 2 });
  });

  test("reads that it cuts off are unknown, and the report says so", async () => {
    const { cloud, clock, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    cloud.link("vpc-1", "registry");
    cloud.script = (call) => {
      if (!call.startsWith("resolutions")) return;
      clock.advance(60_000);
      throw new DOMException("the pass ran out of time", "TimeoutError");
    };
    const report = await pass(full);
    expect(report.findings).toMatchObject([{ state: "unknown", code: "unknown/resolution" }]);
    expect(report.leftUndone).toEqual([expect.stringContaining("ran out of time while it read")]);
  });

  test("fires the signal that every call was handed", async () => {
    const { cloud, clock, passOf } = harbour();
    const seen: boolean[] = [];
    const networks: typeof cloud.cloud.networks = async (_, { signal }) => {
      clock.advance(56_999);
      await Promise.resolve();
      seen.push(signal.aborted);
      clock.advance(1);
      await new Promise(setImmediate);
      seen.push(signal.aborted);
      return [];
    };
    const observing = { ...cloud.cloud, networks };
    await previewPass(passOf(full, { clouds: [{ read: observing, write: null }], budgetMs: 57_000 }));
    expect(seen).toEqual([false, true]);
  });
});

describe("a cloud whose repairs never hold", () => {
  test("though it says each time that all is right: the pass ends, and what is left is named", async () => {
    const { cloud, memory, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    const link = cloud.link("vpc-1", "registry");
    await writeEntry(memory, verifiedEntry("vpc-1", { address: link.address.known ? link.address.value : null }));
    await pass(full);
    cloud.spoil("vpc-1", "registry");
    let writes = 0;
    const write: typeof cloud.cloud.write = async () => {
      writes += 1;
      if (writes > 50) throw new Error("it goes on for ever");
      return { result: "already", sentence: "It was already so." };
    };
    const lying = { ...cloud.cloud, write };
    const report = await pass(full, { clouds: [{ read: lying, write: lying }] });
    expect(writes).toBe(6);
    expect(report.leftUndone).toEqual([expect.stringMatching(/^correct-record prod\/vpc-1\/registry .*wrote enough/)]);
  });

  test("ends the pass: the record is contested, and the finding says so", async () => {
    const { cloud, memory, pass } = harbour();
    cloud.networks.push(network("vpc-1"));
    const link = cloud.link("vpc-1", "registry");
    await writeEntry(memory, verifiedEntry("vpc-1", { address: link.address.known ? link.address.value : null }));
    await pass(full);
    cloud.spoil("vpc-1", "registry");
    cloud.script = (call) => {
      if (call.startsWith("resolutions")) cloud.spoil("vpc-1", "registry");
    };
    const report = await pass(full, { waitMs: 60_000 });
    expect(cloud.count("write correct-record")).toBe(3);
    expect(report.findings).toMatchObject([{ parts: [{ names: [{ code: "held/contested" }] }] }]);
    expect(report.held).toMatchObject([{ code: "held/contested" }]);
  });
});
