import { describe, expect, test } from "vitest";
import type { Hint } from "../../../../shared/model/hint.ts";
import { scopeOf } from "../../../../shared/reconcile/observe/scope.ts";
import { isInShare } from "../../../../shared/reconcile/observe/share.ts";
import { writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { readLatest } from "../../../../shared/store/objects/reports.ts";
import { eventOf, frequent, full, harbour, registryOf, settingsOf, verifiedEntry } from "../passes.ts";
import { network, region } from "../scripted-cloud.ts";

const two = settingsOf([
  registryOf(),
  registryOf({ alias: "north", instance: "cri-north", region: "cn-beijing" }),
  registryOf({ alias: "other", cloud: "tencent", region: "ap-guangzhou", instance: "tcr-1" }),
]);

describe("what a trigger makes a pass look at", () => {
  test.each([frequent, full])("a timer: every region of the clouds it serves, every registry", (timer) => {
    expect(scopeOf(timer, two, ["alibaba"])).toMatchObject({
      depth: timer.kind === "timer" ? timer.depth : "",
      regions: [
        { region: "cn-beijing", ids: null },
        { region, ids: null },
      ],
      registries: ["prod", "north"],
      share: null,
    });
  });

  test("an event: the networks it names and the registries of their region", () => {
    expect(scopeOf(eventOf("vpc-2", "vpc-1"), two, ["alibaba"])).toMatchObject({
      depth: "full",
      regions: [{ region, ids: ["vpc-2", "vpc-1"] }],
      registries: ["prod"],
    });
  });

  test("two hints of one region: all their networks once, in order; one without a network takes the whole region", () => {
    const hint = (networks: readonly string[] | null) => ({ cloud: "alibaba", region, networks }) as const;
    const of = (...hints: readonly ReturnType<typeof hint>[]) =>
      scopeOf({ kind: "event", ids: [], hints }, two, ["alibaba"]).regions;
    expect(of(hint(["b", "a"]), hint(["a"]))).toEqual([{ cloud: "alibaba", region, ids: ["a", "b"] }]);
    expect(of(hint(["a"]), hint(null))).toEqual([{ cloud: "alibaba", region, ids: null }]);
  });

  test("an event without a region: every region of its cloud; one of another cloud: nothing", () => {
    const hints = [{ cloud: "alibaba", region: null, networks: ["vpc-1"] }] as const;
    expect(scopeOf({ kind: "event", ids: [], hints }, two, ["alibaba"]).regions).toHaveLength(2);
    expect(scopeOf({ kind: "event", ids: [], hints }, two, ["tencent"])).toMatchObject({ regions: [], registries: [] });
  });

  test("an event names networks and has them read whole; one that names none, or zones, is as deep as the minute's", () => {
    const of = (hint: Pick<Hint, "networks" | "zones">) =>
      scopeOf({ kind: "event", ids: [], hints: [{ cloud: "alibaba", region, ...hint }] }, two, ["alibaba"]);
    const whole = [{ cloud: "alibaba", region, ids: null }];
    expect(of({ networks: ["a"] })).toMatchObject({ depth: "full", everyZone: false });
    expect(of({ networks: null })).toMatchObject({ depth: "frequent", regions: whole });
    expect(of({ networks: ["a"], zones: ["z"] })).toMatchObject({ depth: "frequent", regions: whole });
  });

  test("a command: the networks it names, in every region", () => {
    const command = { kind: "command", command: "explain", depth: "full", networks: ["vpc-1"] } as const;
    expect(scopeOf(command, two, ["alibaba"]).regions).toEqual([
      { cloud: "alibaba", region: "cn-beijing", ids: ["vpc-1"] },
      { cloud: "alibaba", region, ids: ["vpc-1"] },
    ]);
  });

  test("a shard: its registry and region alone, at its depth", () => {
    const shard = { kind: "shard", depth: "frequent", registry: "prod", region, index: 1, of: 3, pass: "p" } as const;
    expect(scopeOf(shard, two, ["alibaba"])).toMatchObject({
      depth: "frequent",
      regions: [{ cloud: "alibaba", region, ids: null }],
      registries: ["prod"],
      share: { index: 1, of: 3 },
    });
    expect(scopeOf({ ...shard, region: "cn-beijing" }, two, ["alibaba"])).toMatchObject({
      regions: [],
      registries: [],
    });
  });
});

describe("a registry with replicas", () => {
  const replicated = settingsOf([
    registryOf({ replicas: ["cn-beijing"] }),
    registryOf({ alias: "north", instance: "cri-north", region: "cn-beijing" }),
  ]);
  const regionsOf = (...of: Parameters<typeof scopeOf>) => scopeOf(...of).regions.map((one) => one.region);

  test("is looked at in each of its regions once, though another registry has one of them, too", () => {
    expect(regionsOf(full, replicated, ["alibaba"])).toEqual(["cn-beijing", region]);
    const command = { kind: "command", command: "explain", depth: "full", networks: ["vpc-1"] } as const;
    expect(regionsOf(command, replicated, ["alibaba"])).toEqual(["cn-beijing", region]);
    const hints = [{ cloud: "alibaba", region: null, networks: ["vpc-1"] }] as const;
    expect(regionsOf({ kind: "event", ids: [], hints }, replicated, ["alibaba"])).toEqual(["cn-beijing", region]);
  });

  test("is looked at for an event of a replica's region, together with the registry whose home it is", () => {
    const hints = [{ cloud: "alibaba", region: "cn-beijing", networks: ["vpc-1"] }] as const;
    expect(scopeOf({ kind: "event", ids: [], hints }, replicated, ["alibaba"])).toMatchObject({
      regions: [{ region: "cn-beijing", ids: ["vpc-1"] }],
      registries: ["prod", "north"],
    });
    expect(scopeOf(eventOf("vpc-1"), replicated, ["alibaba"]).registries).toEqual(["prod"]);
  });

  test("has shards in a replica's region, and in no other", () => {
    const shard = { kind: "shard", depth: "full", registry: "prod", index: 0, of: 1, pass: "p" } as const;
    expect(scopeOf({ ...shard, region: "cn-beijing" }, replicated, ["alibaba"])).toMatchObject({
      regions: [{ region: "cn-beijing", ids: null }],
      registries: ["prod"],
    });
    expect(scopeOf({ ...shard, region: "cn-shanghai" }, replicated, ["alibaba"]).registries).toEqual([]);
  });
});

describe("shares", () => {
  const ids = Array.from({ length: 300 }, (_, index) => `vpc-bp1${index.toString(36)}`);

  test("every network is in exactly one, and none of them is empty", () => {
    const shares = [0, 1, 2].map((index) => ids.filter((id) => isInShare({ index, of: 3 }, id)));
    expect(shares.flat().sort()).toEqual([...ids].sort());
    for (const share of shares) expect(share.length).toBeGreaterThan(60);
  });

  test("an id is in the same one for ever", () => {
    expect(
      ["a", "b", "foobar"].map((id) => [0, 1, 2, 3, 4, 5, 6].find((index) => isInShare({ index, of: 7 }, id))),
    ).toEqual([0xe40c292c, 0xe70c2de5, 0xbf9cf968].map((hash) => hash % 7));
  });
});

describe("the shards of one pass", () => {
  const shard = (index: number) =>
    ({ kind: "shard", depth: "full", registry: "prod", region, index, of: 2, pass: "whole" }) as const;

  test("each reports its own networks and links, and together they say what the whole would", async () => {
    const { cloud, memory, pass } = harbour();
    await writeEntry(memory, verifiedEntry("vpc-0"));
    for (const id of ["vpc-1", "vpc-2", "vpc-3", "vpc-4"]) {
      cloud.networks.push(network(id));
      cloud.link(id, "registry");
    }
    cloud.link("vpc-0", "registry");
    cloud.link("vpc-9", "registry");
    const reports = [await pass(shard(0)), await pass(shard(1))];
    const seen = reports.map(({ findings }) => findings.map((finding) => finding.network));
    expect(seen.every((ids) => ids.length > 0)).toBe(true);
    expect(seen.flat().sort()).toEqual(["vpc-0", "vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-9"]);
    for (const [index, ids] of seen.entries()) for (const id of ids) expect(isInShare({ index, of: 2 }, id)).toBe(true);
    const latest = await readLatest(memory, "prod");
    expect(latest?.findings.map((finding) => finding.network)).toEqual([
      "vpc-0",
      "vpc-1",
      "vpc-2",
      "vpc-3",
      "vpc-4",
      "vpc-9",
    ]);
    expect(reports[0]?.trigger).toEqual({ kind: "shard", depth: "full", ids: ["whole"] });
    expect(memory.reads.filter((key) => key.startsWith("watermark/"))).toEqual([]);
    expect(await memory.read("watermark/prod.json")).toBeNull();
  });

  test("what is gone from a share leaves the last report with that share alone", async () => {
    const { cloud, memory, pass } = harbour();
    cloud.networks.push(network("vpc-1"), network("vpc-2"), network("vpc-3"));
    for (const { id } of cloud.networks) cloud.link(id, "registry");
    await pass(shard(0));
    await pass(shard(1));
    cloud.networks.length = 0;
    cloud.links.length = 0;
    await pass(shard(0));
    const left = (await readLatest(memory, "prod"))?.findings.map((finding) => finding.network) ?? [];
    expect(left.length).toBeGreaterThan(0);
    expect(left.every((id) => isInShare({ index: 1, of: 2 }, id))).toBe(true);
    await pass(shard(1));
    expect((await readLatest(memory, "prod"))?.findings).toEqual([]);
  });

  test("one that names a registry nobody configured looks at nothing and says so", async () => {
    const { cloud, pass } = harbour();
    const report = await pass({ ...shard(0), registry: "gone" });
    expect(cloud.calls).toEqual([]);
    expect(report.notices).toMatchObject([{ code: "unknown/registry", sentence: expect.stringContaining('"gone"') }]);
  });
});
