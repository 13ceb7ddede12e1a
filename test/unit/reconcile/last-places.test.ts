import { describe, expect, test } from "vitest";
import { CloudError } from "../../../shared/clouds/port.ts";
import type { Quota } from "../../../shared/model/estate.ts";
import type { Trigger } from "../../../shared/model/hint.ts";
import type { Rule, Settings } from "../../../shared/model/settings.ts";
import { previewPass } from "../../../shared/reconcile/preview.ts";
import { writeEntry } from "../../../shared/store/objects/ledger.ts";
import { readLatest } from "../../../shared/store/objects/reports.ts";
import { eventOf, frequent, full, harbour, registryOf, settingsOf, verifiedEntry } from "./passes.ts";
import { nameOf, network, refusal, region } from "./scripted-cloud.ts";

const match = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
const coreFirst: readonly Rule[] = [
  { name: "core", match: { ...match, tags: { tier: "core" } }, outcome: "accept", priority: 5 },
  { name: "rest", match, outcome: "accept", priority: 0 },
];
const core = { "registry-link": "prod", tier: "core" };

interface Lane {
  readonly settings?: Settings;
  /** Of a registry that has one link, of a network that is moored. */
  readonly quota?: Quota | null;
  readonly wishing: readonly ReturnType<typeof network>[];
}

/** A registry with one link, `vpc-0`'s, whose names were seen right; and networks that wish for one. */
async function lane({ settings = settingsOf(), quota = { links: 2, used: 1, assumed: false }, wishing }: Lane) {
  const port = harbour({ ...settings, rules: coreFirst });
  port.cloud.networks.push(network("vpc-0"), ...wishing);
  port.cloud.link("vpc-0", "registry");
  await writeEntry(port.memory, verifiedEntry("vpc-0"));
  port.cloud.quota = quota;
  const lined = () => port.cloud.links.map((link) => link.network);
  return { ...port, linked: lined, lists: () => port.cloud.calls.filter((call) => call === `networks ${region}`) };
}

const old = { ...network("vpc-old"), createdAt: "2025-01-01T00:00:00.000Z" };
const young = { ...network("vpc-young"), createdAt: "2026-01-04T00:00:00.000Z" };
const preferred = { ...network("vpc-core", core), createdAt: "2026-01-05T00:00:00.000Z" };

describe("the last place, of which an event of one network tells", () => {
  test.each([
    ["goes to the higher priority, however young its network is", [old, young, preferred], "vpc-core"],
    ["goes to the older network of the same priority", [young, old], "vpc-old"],
  ])("%s", async (_, wishing, winner) => {
    const port = await lane({ wishing });
    const report = await port.pass(eventOf("vpc-young"));
    expect(port.linked()).toEqual(["vpc-0", winner]);
    expect(report.findings.find((one) => one.network === "vpc-young")).toMatchObject({ code: "held/quota" });
    // The report is of them all, as the capacity is.
    const latest = await readLatest(port.memory, "prod");
    expect(latest?.findings.map((one) => one.network).sort()).toEqual(port.cloud.networks.map(({ id }) => id).sort());
    expect(report.capacity).toMatchObject([{ needed: wishing.length }]);
  });

  test.each([
    ["without a subnet", { ...preferred, subnetCount: 0 }],
    ["that holds still", network("vpc-core", { ...core, "registry-link": "hold" })],
    ["that is not available yet", { ...preferred, available: false }],
  ])("is not kept for a network %s", async (_, waiting) => {
    const port = await lane({ wishing: [young, waiting] });
    await port.pass(eventOf("vpc-young"));
    expect(port.linked()).toEqual(["vpc-0", "vpc-young"]);
  });

  test("is not kept for a network whose new link a rule asks about", async () => {
    const port = await lane({ wishing: [young, preferred] });
    const rules = coreFirst.map((rule) => (rule.name === "core" ? { ...rule, outcome: "ask" as const } : rule));
    const report = await port.pass(eventOf("vpc-young"), { settings: { ...settingsOf(), rules } });
    expect(port.linked()).toEqual(["vpc-0", "vpc-young"]);
    expect(report.findings.find((one) => one.network === "vpc-core")).toMatchObject({ code: "held/approval" });
  });

  test("is held where the others could not be listed, and says so", async () => {
    const port = await lane({ wishing: [young, preferred] });
    port.cloud.script = (call) => {
      if (call === `networks ${region}`) throw refusal("unavailable", "Slow");
    };
    const report = await port.pass(eventOf("vpc-young"));
    expect(port.linked()).toEqual(["vpc-0"]);
    expect(report.held).toMatchObject([{ code: "held/turn-unknown", change: { network: "vpc-young" } }]);
    expect(report.findings).toMatchObject([{ network: "vpc-young", state: "held", code: "held/turn-unknown" }]);
    expect(report.findings[0]?.sentence).toContain("Slow");
  });

  test("is held where nothing answers any more after the first look", async () => {
    const port = await lane({ wishing: [young, preferred] });
    let begun = false;
    port.cloud.script = (call) => {
      begun ||= call === `networks ${region}`;
      if (begun) throw new CloudError({ kind: "unavailable", call: "any", code: "Gone", message: "no answer" });
    };
    const report = await port.pass(eventOf("vpc-young"));
    expect(report.held).toMatchObject([{ code: "held/turn-unknown" }]);
  });

  test("does not keep the pass from what is wrong in the network that it is about", async () => {
    const port = await lane({ wishing: [young, preferred] });
    await port.pass(frequent);
    port.cloud.quota = { links: 3, used: 2, assumed: false };
    port.cloud.networks.push(old);
    port.cloud.spoil("vpc-core", "registry");
    const report = await port.pass(eventOf("vpc-core", "vpc-young"));
    expect(report.outcomes.map(({ change, result }) => [change.kind, change.network, result])).toEqual([
      ["correct-record", "vpc-core", "applied"],
      ["attach", "vpc-old", "applied"],
    ]);
  });

  test("goes by turn among the networks of every region that the registry links", async () => {
    const replica = "cn-beijing";
    const port = await lane({
      wishing: [young, { ...preferred, region: replica }],
      settings: settingsOf([registryOf({ replicas: [replica] })]),
    });
    const { cloud } = port.cloud;
    const instance: typeof cloud.instance = async (registry, context) => {
      return { ...(await cloud.instance(registry, context)), replicas: [replica] };
    };
    const reaching = { ...cloud, instance };
    await port.pass(eventOf("vpc-young"), { clouds: [{ read: reaching, write: reaching }] });
    expect(port.linked()).toEqual(["vpc-0", "vpc-core"]);
  });

  test("is told to who asks about one network as a pass would give it", async () => {
    const port = await lane({ wishing: [young, preferred] });
    const trigger: Trigger = { kind: "command", command: "explain", depth: "full", networks: ["vpc-young"] };
    const { plan } = await previewPass(port.passOf(trigger));
    expect(plan.changes).toMatchObject([{ kind: "attach", network: "vpc-core" }]);
    expect(plan.findings.find((one) => one.network === "vpc-young")).toMatchObject({ code: "held/quota" });
  });

  test.each([
    [0, 1],
    [1, 0],
  ])("goes by turn in shares of the networks, too: first %i, then %i", async (former, latter) => {
    const wishing = Array.from({ length: 6 }, (_, index) => network(`vpc-${index + 1}`));
    const port = await lane({ wishing: [...wishing, preferred] });
    const shard = (index: number): Trigger => {
      return { kind: "shard", depth: "frequent", registry: "prod", region, index, of: 2, pass: "p" };
    };
    await port.pass(shard(former));
    expect(port.linked()).toEqual(["vpc-0", "vpc-core"]);
    port.cloud.quota = { links: 2, used: 2, assumed: false };
    await port.pass(shard(latter));
    expect(port.linked()).toEqual(["vpc-0", "vpc-core"]);
  });
});

describe("a place that somebody gives back", () => {
  const used = { links: 1, used: 1, assumed: false } as const;

  test("goes to the next in turn with an event of a network that wishes for nothing", async () => {
    const port = await lane({ wishing: [young, old, preferred, network("vpc-idle", {})], quota: used });
    await port.pass(frequent);
    expect(port.linked()).toEqual(["vpc-0"]);
    port.cloud.quota = { ...used, used: 0 };
    await port.pass(eventOf("vpc-idle"));
    expect(port.linked()).toEqual(["vpc-0", "vpc-core"]);
  });

  test("is looked for only while somebody is known to wait and there is one", async () => {
    const port = await lane({ wishing: [young, network("vpc-idle", {})], quota: used });
    await port.pass(frequent);
    port.cloud.calls.length = 0;
    await port.pass(eventOf("vpc-idle"));
    await port.pass(eventOf("vpc-young"));
    expect(port.lists()).toEqual([]);
    const idle = await lane({ wishing: [network("vpc-idle", {})] });
    await idle.pass(frequent);
    idle.cloud.calls.length = 0;
    await idle.pass(eventOf("vpc-idle"));
    expect(idle.lists()).toEqual([]);
  });

  test("goes to the network that was refused for want of it, however often", async () => {
    const port = await lane({ wishing: [young, preferred], quota: { links: 2, used: 2, assumed: true } });
    port.cloud.script = (call) => {
      if (call.startsWith("write attach") && port.linked().length === 1) throw refusal("exhausted", "OVER_LIMIT");
    };
    for (let count = 0; count < 3; count++) {
      await port.pass(frequent);
      port.clock.advance(61 * 60_000);
    }
    expect(port.cloud.count("write attach vpc-core")).toBe(3);
    expect(port.cloud.count("write attach")).toBe(3);
    port.cloud.script = () => undefined;
    await port.pass(eventOf("vpc-young"));
    expect(port.linked()).toEqual(["vpc-0", "vpc-core"]);
  });
});

describe("a later round of a pass, that looks only at what was written", () => {
  /** The name of `vpc-0` is wrong, and its second link is missing; `preferred` comes before it. */
  const half = async (quota: Quota, limits: Parameters<typeof settingsOf>[1] = {}) => {
    const port = await lane({ quota, wishing: [] });
    await port.pass(frequent);
    port.cloud.networks.push(preferred);
    port.cloud.spoil("vpc-0", "registry");
    const both = settingsOf([registryOf({ parts: ["registry", "chart"] })], limits);
    const settings = { ...both, rules: coreFirst };
    const parts = () => port.cloud.links.map(({ network: id, part }) => `${id}/${part}`);
    return { ...port, parts, pass: (trigger: Trigger) => port.pass(trigger, { settings }) };
  };

  test("gives no last place either where the others could not be listed", async () => {
    const port = await half({ links: 2, used: 1, assumed: false });
    port.cloud.script = (call) => {
      if (call === `networks ${region}`) throw refusal("unavailable", "Slow");
    };
    const report = await port.pass(eventOf("vpc-0"));
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "correct-record" } }]);
    expect(port.parts()).toEqual(["vpc-0/registry"]);
    expect(report.held).toMatchObject([{ code: "held/turn-unknown", change: { network: "vpc-0", part: "chart" } }]);
  });

  test("gives none that is another network's, which the next pass attaches", async () => {
    const port = await half({ links: 3, used: 2, assumed: false }, { inTransition: 1 });
    port.cloud.link("vpc-strange", "registry", "changing");
    port.cloud.script = (call) => {
      if (call.startsWith("write correct-record")) port.cloud.settle();
    };
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "correct-record" } }]);
    expect(report.held.map(({ code, change }) => [code, change.network, change.part])).toContainEqual([
      "held/in-transition",
      "vpc-0",
      "chart",
    ]);
    await port.pass(eventOf("vpc-0"));
    expect(port.parts().slice(2)).toEqual(["vpc-core/registry", "vpc-core/chart"]);
  });

  test("makes the second link of the network whose turn it is", async () => {
    const port = await half({ links: 5, used: 1, assumed: true });
    await port.pass(full);
    expect(port.parts()).toEqual(["vpc-0/registry", "vpc-core/registry", "vpc-core/chart"]);
  });
});

describe("what the look at all costs", () => {
  const costOf = async (quota: Quota | null, more: Parameters<typeof registryOf>[0] = {}) => {
    const port = await lane({ wishing: [young, preferred], quota, settings: settingsOf([registryOf(more)]) });
    // Both names were in order a moment ago, so that nothing of them is read for the ranking.
    await port.pass(frequent);
    const fresh = network("vpc-9");
    port.cloud.networks.push(fresh);
    port.clock.advance(11 * 60_000);
    port.cloud.calls.length = 0;
    await port.pass(eventOf("vpc-9"));
    return port;
  };

  test.each([
    ["the vendor tells more", { links: 9, used: 3, assumed: false }, {}],
    ["more is assumed", { links: 9, used: 3, assumed: true }, {}],
    ["the configuration says more", { links: 4, used: 3, assumed: true }, { quota: 9 }],
    ["nobody tells how many there are", null, {}],
  ])("is nothing where %s than may be in transition", async (_, quota, more) => {
    const port = await costOf(quota, more);
    expect(port.cloud.count("write attach vpc-9")).toBe(1);
    expect(port.lists()).toEqual([]);
  });

  test.each([
    ["by the vendor's word", { links: 8, used: 3, assumed: false }, {}],
    ["as is assumed", { links: 8, used: 3, assumed: true }, {}],
    ["by the configuration", { links: 20, used: 3, assumed: true }, { quota: 8 }],
  ])("is the lists and the subnets of who is next where few places are left %s", async (_, quota, more) => {
    const port = await costOf(quota, more);
    expect(port.cloud.count("write attach vpc-9")).toBe(1);
    const calls = port.cloud.calls.slice(0, port.cloud.calls.indexOf("write attach vpc-9 registry"));
    const look = ["instance prod", "quota prod", "part prod registry", "subnets vpc-9"];
    expect(calls.sort()).toEqual(
      [...look, `networks ${region} vpc-9`, "publishing", ...look, `networks ${region}`].sort(),
    );
    expect(port.cloud.zones.get("vpc-9/registry")?.name).toBe(nameOf("registry"));
  });
});
