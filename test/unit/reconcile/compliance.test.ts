import { describe, expect, it } from "vitest";
import type { Trigger } from "../../../shared/model/hint.ts";
import type { Settings } from "../../../shared/model/settings.ts";
import { isInShare } from "../../../shared/reconcile/observe/share.ts";
import { previewPass } from "../../../shared/reconcile/preview.ts";
import { readLatest } from "../../../shared/store/objects/reports.ts";
import { eventOf, frequent, full, type Harbour, harbour, registryOf, settingsOf } from "./passes.ts";
import { account, network, refusal, region } from "./scripted-cloud.ts";

const expecting = settingsOf([registryOf({ mode: "observe", expect: { accounts: [], regions: [], tags: {} } })]);
const row = (more: object) => [{ registry: "prod", account, exempt: 0, unknown: 0, unread: [], ...more }];

/** Two moored networks and one that nobody tagged. */
function bay(settings: Settings = expecting): Harbour {
  const port = harbour(settings);
  port.cloud.networks.push(network("vpc-1"), network("vpc-2"), network("vpc-3", {}));
  port.cloud.link("vpc-1", "registry");
  port.cloud.link("vpc-2", "registry");
  return port;
}

const latestOf = async ({ memory }: Harbour) => (await readLatest(memory, "prod"))?.compliance;

/** What the event finds changed: the zone of vpc-2 lost its record. */
function breakSecond({ cloud }: Harbour): void {
  const zone = cloud.zones.get("vpc-2/registry");
  if (zone === undefined) throw new Error("no zone");
  cloud.zones.set("vpc-2/registry", { ...zone, records: [] });
}

function refuseNetworks({ cloud }: Harbour): void {
  cloud.script = (call) => {
    if (call.startsWith("networks ")) throw refusal("denied", "Forbidden");
  };
}

describe("compliance", () => {
  it("of a pass over everything is in its report and in the latest one", async () => {
    const port = bay();
    const whole = row({
      expected: 3,
      moored: 2,
      failing: 1,
      networks: { moored: ["vpc-1", "vpc-2"], exempt: [], failing: ["vpc-3"], unknown: [] },
    });
    expect((await port.pass(frequent)).compliance).toEqual(whole);
    expect(await latestOf(port)).toEqual(whole);
  });

  it("of an event is about everything as well: the others are as the last pass left them", async () => {
    const port = bay();
    await port.pass(full);
    breakSecond(port);
    const report = await port.pass(eventOf("vpc-2"));
    const whole = row({
      expected: 3,
      moored: 1,
      failing: 2,
      networks: { moored: ["vpc-1"], failing: ["vpc-2", "vpc-3"] },
    });
    expect(report.compliance).toMatchObject(whole);
    expect(await latestOf(port)).toMatchObject(whole);
    port.cloud.networks.splice(1, 1);
    expect((await port.pass(eventOf("vpc-2"))).compliance).toMatchObject(row({ expected: 2, moored: 1, failing: 1 }));
  });

  it("of an event that no pass over everything went before is none", async () => {
    const port = bay();
    expect((await port.pass(eventOf("vpc-1"))).compliance).toEqual([]);
    expect(await latestOf(port)).toBeUndefined();
    expect((await port.pass(frequent)).compliance).toMatchObject(row({ expected: 3 }));
  });

  it("of an event under another configuration than the last pass is none: others may be expected", async () => {
    const port = bay();
    await port.pass(full);
    expect((await port.pass(eventOf("vpc-1"), { settings: { ...expecting, hash: "h2" } })).compliance).toEqual([]);
    expect(await latestOf(port)).toBeUndefined();
  });

  it("of an event whose network could not be read has it as unknown, moored or not before", async () => {
    const port = bay();
    await port.pass(full);
    refuseNetworks(port);
    expect((await port.pass(eventOf("vpc-2"))).compliance).toMatchObject(
      row({ expected: 3, moored: 1, failing: 2, unknown: 1, networks: { unknown: ["vpc-2"] }, unread: [region] }),
    );
  });

  it("of a region that could not be listed has everything that was known as unknown, and names the region", async () => {
    const port = bay();
    await port.pass(full);
    refuseNetworks(port);
    const blind = row({ expected: 3, moored: 0, failing: 3, unknown: 3, unread: [region] });
    expect((await port.pass(frequent)).compliance).toMatchObject(blind);
    expect(await latestOf(port)).toMatchObject(blind);
    expect((await port.pass(frequent)).compliance).toMatchObject(blind);
    const preview = await previewPass(port.passOf(full));
    expect(preview.plan.compliance).toMatchObject(blind);
    port.cloud.script = () => undefined;
    expect((await port.pass(frequent)).compliance).toMatchObject(row({ expected: 3, moored: 2, failing: 1 }));
  });

  it("of shards is whole once a pass over everything was, and each replaces its share alone", async () => {
    const shard = (index: number): Trigger => ({
      kind: "shard",
      depth: "full",
      registry: "prod",
      region,
      index,
      of: 2,
      pass: "p",
    });
    const port = bay();
    const mine = isInShare({ index: 0, of: 2 }, "vpc-2") ? 0 : 1;
    expect((await port.pass(shard(mine))).compliance).toEqual([]);
    await port.pass(full);
    breakSecond(port);
    expect((await port.pass(shard(1 - mine))).compliance).toMatchObject(row({ expected: 3, moored: 2, failing: 1 }));
    expect((await port.pass(shard(mine))).compliance).toMatchObject(row({ expected: 3, moored: 1, failing: 2 }));
  });

  it("is what the pass left behind, not what it found", async () => {
    const port = bay(settingsOf([registryOf()]));
    port.cloud.networks.splice(0, 3, network("vpc-1"));
    port.cloud.links.splice(0);
    port.cloud.zones.clear();
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "attach" } }]);
    expect(report.findings).toMatchObject([{ state: "moored" }]);
    expect(report.compliance).toMatchObject(row({ expected: 1, moored: 1, failing: 0 }));
  });
});
