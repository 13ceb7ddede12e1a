import { describe, expect, it } from "vitest";
import type { Change } from "../../../shared/model/change.ts";
import type { Trigger } from "../../../shared/model/hint.ts";
import type { Override } from "../../../shared/model/override.ts";
import { withOverrides } from "../../../shared/plan/limits/overrides.ts";
import type { Pass } from "../../../shared/reconcile/pass.ts";
import { previewPass } from "../../../shared/reconcile/preview.ts";
import { reconcileExactly } from "../../../shared/reconcile/reconcile.ts";
import { writeEntry } from "../../../shared/store/objects/ledger.ts";
import { type Harbour, harbour, registryOf, scriptedStore, settingsOf, storeIsDown, verifiedEntry } from "./passes.ts";
import { network, refusal } from "./scripted-cloud.ts";

const command: Trigger = { kind: "command", command: "apply", depth: "full", networks: null };

/** A harbour with one moored network and `count` that wish for a link. */
async function waiting(count: number, settings = settingsOf()): Promise<Harbour> {
  const here = harbour(settings);
  here.cloud.networks.push(network("vpc-0"));
  const link = here.cloud.link("vpc-0", "registry");
  await writeEntry(here.memory, verifiedEntry("vpc-0", { address: link.address.known ? link.address.value : null }));
  // The baseline of the first one is kept before anybody plans.
  await here.pass(command);
  for (let index = 1; index <= count; index++) here.cloud.networks.push(network(`vpc-${index}`));
  here.cloud.calls.length = 0;
  return here;
}

const planned = async (here: Harbour, more: Partial<Pass> = {}) =>
  (await previewPass(here.passOf(command, more))).plan.changes;
const apply = (here: Harbour, agreed: readonly Change[], more: Partial<Pass> = {}) =>
  reconcileExactly(here.passOf(command, more), agreed);
const named = (changes: readonly Change[]) => changes.map(({ kind, network: id }) => `${kind} ${id}`);

const keysOf = async ({ memory }: Harbour) => (await memory.list("")).map(({ key }) => key);

async function done(here: Harbour, agreed: readonly Change[], more: Partial<Pass> = {}) {
  const result = await apply(here, agreed, more);
  if ("moved" in result) throw new Error(JSON.stringify(result.moved));
  return result;
}

describe("a pass that makes what was agreed", () => {
  it("makes exactly that, reads it back and reports it", async () => {
    const here = await waiting(2);
    const { report, next } = await done(here, await planned(here));
    expect(report.outcomes.map(({ result, change }) => `${result} ${change.network}`)).toEqual([
      "applied vpc-1",
      "applied vpc-2",
    ]);
    expect(report.findings.map(({ network: id, state }) => `${id} ${state}`)).toEqual([
      "vpc-0 moored",
      "vpc-1 moored",
      "vpc-2 moored",
    ]);
    expect(next).toEqual([]);
    expect(await planned(here)).toEqual([]);
  });

  it("tells what follows from it, and leaves that to the next plan", async () => {
    const here = await waiting(1);
    here.cloud.bySwitch = true;
    const agreed = await planned(here);
    expect(named(agreed)).toContain("attach vpc-1");
    const { report, next } = await done(here, agreed);
    expect(named(report.outcomes.map(({ change }) => change))).toEqual(named(agreed));
    expect(named(next)).toEqual(["switch-on vpc-1"]);
    expect(here.cloud.count("write switch-on vpc-1")).toBe(0);
    expect(named((await done(here, await planned(here))).report.outcomes.map(({ change }) => change))).toEqual([
      "switch-on vpc-1",
    ]);
  });

  it.each<[string, (here: Harbour) => void, object]>([
    [
      "a network was tagged since",
      ({ cloud }) => void cloud.networks.push(network("vpc-9")),
      { fresh: [{ network: "vpc-9" }] },
    ],
    [
      "a network wishes no more",
      ({ cloud }) => void cloud.networks.splice(1, 1, network("vpc-1", {})),
      { gone: [{ change: { network: "vpc-1" }, now: null }] },
    ],
    [
      "somebody else made the link",
      ({ cloud }) => void cloud.link("vpc-1", "registry"),
      { gone: [{ change: { network: "vpc-1" }, now: { code: "moored/not-owned" } }] },
    ],
    [
      "something else drifted",
      ({ cloud }) => cloud.spoil("vpc-0", "registry"),
      { fresh: [{ kind: "correct-record" }] },
    ],
  ])("writes nothing when %s, and says what differs", async (_, move, difference) => {
    const here = await waiting(2);
    const agreed = await planned(here);
    move(here);
    const before = await keysOf(here);
    expect(await apply(here, agreed)).toMatchObject({ moved: difference });
    expect(here.cloud.count("write ")).toBe(0);
    expect(await keysOf(here)).toEqual(before);
  });

  it("writes nothing when a limit holds now what was agreed", async () => {
    const here = await waiting(2);
    const agreed = await planned(here);
    here.cloud.networks.push(network("vpc-8"));
    here.cloud.link("vpc-8", "registry", "changing");
    const settings = settingsOf([registryOf()], { inTransition: 1 });
    const result = await apply(here, agreed, { settings });
    expect(result).toMatchObject({ moved: { gone: [{ now: { code: "held/in-transition" } }, {}] } });
    expect(here.cloud.count("write ")).toBe(0);
  });

  it("plans anew what another one wrote between its look and its write", async () => {
    const here = await waiting(1);
    const agreed = await planned(here);
    here.cloud.script = (call) => {
      if (call === "write attach vpc-1 registry") here.cloud.link("vpc-1", "registry");
    };
    const { report } = await done(here, agreed);
    expect(report.outcomes).toMatchObject([{ result: "skipped", code: "skipped/already-linked" }]);
  });

  it("goes on after a write that failed, tells it, and does not plan it as what follows", async () => {
    const here = await waiting(2);
    const agreed = await planned(here);
    here.cloud.script = (call) => {
      if (call === "write attach vpc-1 registry") throw refusal("invalid");
    };
    const { report, next } = await done(here, agreed);
    expect(report.outcomes.map(({ result }) => result)).toEqual(["failed", "applied"]);
    expect(next).toEqual([]);
  });

  it("stops between two writes when it is interrupted, and says what it left undone", async () => {
    const here = await waiting(3);
    const agreed = await planned(here);
    const interrupted = () => here.cloud.count("write ") >= 1;
    const { report } = await done(here, agreed, { interrupted });
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { network: "vpc-1" } }]);
    expect(report.leftUndone).toEqual([
      expect.stringMatching(/^attach prod\/vpc-2\/registry: the pass was interrupted/),
      expect.stringMatching(/^attach prod\/vpc-3\/registry: the pass was interrupted/),
      expect.stringContaining("not read back"),
    ]);
    expect(named((await done(here, await planned(here))).report.outcomes.map(({ change }) => change))).toEqual([
      "attach vpc-2",
      "attach vpc-3",
    ]);
  });

  it("interrupted before the first write writes nothing", async () => {
    const here = await waiting(1);
    const { report } = await done(here, await planned(here), { interrupted: () => true });
    expect(report).toMatchObject({ outcomes: [], leftUndone: [expect.stringContaining("interrupted")] });
    expect(here.cloud.count("write ")).toBe(0);
  });
});

describe("an ordinary pass that is interrupted", () => {
  it("stops before its next write, and the next pass goes on", async () => {
    const here = await waiting(3);
    const report = await here.pass(command, { interrupted: () => here.cloud.count("write ") >= 1 });
    expect(report.outcomes).toMatchObject([{ result: "applied", change: { network: "vpc-1" } }]);
    expect(report.leftUndone.filter((line) => line.includes("was interrupted"))).toHaveLength(2);
    expect((await here.pass(command)).outcomes).toHaveLength(2);
  });
});

describe("limits set aside for one pass", () => {
  const override = (limit: string, value: number | null): Override => ({
    limit,
    value,
    reason: "the migration",
    by: "alice",
    at: "2026-01-05T06:30:00.000Z",
  });
  const without = (...overrides: readonly Override[]) => ({
    settings: withOverrides(settingsOf([registryOf()], { attachesPerDay: 1 }), overrides),
    overrides,
  });

  it("reach the plan, the guard and the reservation, and no other pass", async () => {
    const here = await waiting(4, settingsOf([registryOf()], { attachesPerDay: 1 }));
    expect(named(await planned(here))).toEqual(["attach vpc-1"]);
    const set = without(override("attaches-per-day", 3));
    const { report } = await done(here, await planned(here, set), set);
    expect(report.outcomes.map(({ result, change }) => `${result} ${change.network}`)).toEqual([
      "applied vpc-1",
      "applied vpc-2",
      "applied vpc-3",
    ]);
    expect(report.findings.at(-1)).toMatchObject({ network: "vpc-4", code: "held/attaches-per-day" });
    expect(await planned(here)).toEqual([]);
  });

  it("are kept before the first write, and told in the report and in every record of a write", async () => {
    const here = await waiting(1);
    const set = without(override("canary", null));
    const order: string[] = [];
    here.cloud.script = (call) => void (call.startsWith("write ") && order.push(call));
    const store = scriptedStore(
      here.memory,
      (call) => void (call.startsWith("write overrides/") && order.push("kept")),
    );
    const { report } = await done(here, await planned(here, set), { ...set, store });
    expect(order).toEqual(["kept", "write attach vpc-1 registry"]);
    expect(report.overrides).toEqual(set.overrides);
    const [kept] = (await keysOf(here)).filter((key) => key.startsWith("overrides/"));
    expect(kept).toContain(report.pass);
    expect(JSON.parse((await here.memory.read(kept ?? "")) ?? "")).toMatchObject({
      version: 1,
      pass: report.pass,
      overrides: [{ limit: "canary", value: null, reason: "the migration", by: "alice" }],
    });
    const [before] = (await keysOf(here)).filter((key) => key.endsWith("-before.json"));
    expect(JSON.parse((await here.memory.read(before ?? "")) ?? "")).toMatchObject({
      overrides: [{ limit: "canary" }],
    });
  });

  it("that cannot be kept do not hold: nothing is written", async () => {
    const here = await waiting(1);
    const set = without(override("canary", null));
    const agreed = await planned(here, set);
    const store = scriptedStore(here.memory, (call) => {
      if (call.startsWith("write overrides/")) throw storeIsDown("overrides/");
    });
    await expect(apply(here, agreed, { ...set, store })).rejects.toThrow(/the overrides could not be kept/);
    await expect(here.pass(command, { ...set, store })).rejects.toThrow(/the overrides could not be kept/);
    expect(here.cloud.count("write ")).toBe(0);
  });
});
