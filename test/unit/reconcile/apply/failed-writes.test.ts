import { describe, expect, test } from "vitest";
import type { Report } from "../../../../shared/model/report.ts";
import { writeEntry } from "../../../../shared/store/objects/ledger.ts";
import {
  eventOf,
  full,
  type Harbour,
  harbour,
  registryOf,
  scriptedStore,
  settingsOf,
  verifiedEntry,
} from "../passes.ts";
import { network, refusal } from "../scripted-cloud.ts";

/** So many moored networks of which each name answers wrongly, while every write that puts it right fails. */
async function spoiled(count: number): Promise<{ readonly port: Harbour; readonly ids: readonly string[] }> {
  const port = harbour();
  const ids = Array.from({ length: count }, (_, index) => `vpc-${index}`);
  for (const id of ids) {
    port.cloud.networks.push(network(id));
    const { address } = port.cloud.link(id, "registry");
    await writeEntry(port.memory, verifiedEntry(id, { address: address.known ? address.value : null }));
  }
  await port.pass(full);
  port.cloud.calls.length = 0;
  for (const id of ids) port.cloud.spoil(id, "registry");
  port.cloud.script = (call) => {
    if (call.startsWith("write")) throw refusal("unavailable");
  };
  return { port, ids };
}

const isBeforeAWrite = (call: string) => call.startsWith("read pause/") || call === "list ledger/cri-prod/";

/** One pass for each list of networks. All look first; then each makes its writes before the next one begins with its own. */
async function oneAfterTheOther(port: Harbour, events: readonly (readonly string[])[]): Promise<readonly Report[]> {
  let looked = 0;
  let begin = (): void => undefined;
  let turn: Promise<unknown> = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return Promise.all(
    events.map((networks) => {
      let isWaiting = false;
      let done = (): void => undefined;
      let mine: Promise<unknown> = Promise.resolve();
      const store = scriptedStore(port.memory, async (call) => {
        if (!isBeforeAWrite(call)) return;
        if (!isWaiting) {
          isWaiting = true;
          mine = turn;
          turn = new Promise<void>((resolve) => {
            done = resolve;
          });
          looked += 1;
          if (looked === events.length) begin();
        }
        await mine;
      });
      return port.pass(eventOf(...networks), { store }).finally(() => done());
    }),
  );
}

const heldBy = (reports: readonly Report[]) =>
  reports.flatMap(({ outcomes }) => outcomes.flatMap((one) => (one.result === "skipped" ? [one.code] : [])));

describe("repairs that fail in passes side by side", () => {
  test.each([
    [2, 4],
    [8, 1],
  ])("of %i passes, for %i networks each, are three: what failed since a pass looked counts", async (passes, each) => {
    const { port, ids } = await spoiled(passes * each);
    const events = Array.from({ length: passes }, (_, index) => ids.slice(index * each, (index + 1) * each));
    const reports = await oneAfterTheOther(port, events);
    expect(port.cloud.count("write")).toBe(3);
    expect(new Set(heldBy(reports))).toEqual(new Set(["held/stopped-after-failures"]));
    expect(heldBy(reports)).toHaveLength(passes * each - 3);
  });

  test("are no more than one a pass beyond those that were seen, when all are on their way at the same moment", async () => {
    const { port, ids } = await spoiled(16);
    let onTheirWay = 0;
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    port.cloud.script = async (call) => {
      if (!call.startsWith("write")) return;
      onTheirWay += 1;
      if (onTheirWay === 8) answer();
      await answered;
      throw refusal("unavailable");
    };
    const pairs = Array.from({ length: 8 }, (_, index) => ids.slice(2 * index, 2 * index + 2));
    const reports = await Promise.all(pairs.map((pair) => port.pass(eventOf(...pair))));
    // A failure counts once the ledger has it: two of the eight go on before it has three.
    expect(port.cloud.count("write")).toBe(8 + 3 - 1);
    expect(heldBy(reports)).toEqual(Array(6).fill("held/stopped-after-failures"));
  });

  test("count once each, in the pass that made them as well", async () => {
    const parts = ["registry", "chart"] as const;
    const port = harbour(settingsOf([registryOf({ parts })], { failedWritesPerHour: 2 }));
    port.cloud.networks.push(network("vpc-0"));
    for (const part of parts) {
      const { address } = port.cloud.link("vpc-0", part);
      await writeEntry(port.memory, verifiedEntry("vpc-0", { part, address: address.known ? address.value : null }));
    }
    await port.pass(full);
    for (const part of parts) port.cloud.spoil("vpc-0", part);
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("unavailable");
    };
    await port.pass(full);
    expect(port.cloud.count("write")).toBe(2);
    expect(heldBy([await port.pass(full)])).toEqual([]);
    expect(port.cloud.count("write")).toBe(2);
  });
});

test("what failed meanwhile costs one listing before a write, and no reading of what has not changed", async () => {
  const { port } = await spoiled(9);
  for (let index = 1; index < 9; index++)
    port.cloud.spoil(`vpc-${index}`, "registry", { value: `10.0.0.${index + 1}` });
  const calls: string[] = [];
  const store = scriptedStore(port.memory, (call) => {
    if (calls.length > 0 || isBeforeAWrite(call)) calls.push(call);
  });
  await port.pass(full, { store });
  const before = calls.slice(
    0,
    calls.findIndex((call) => call.startsWith("write audit/")),
  );
  expect(before.filter((call) => isBeforeAWrite(call))).toEqual([
    "read pause/all.json",
    "read pause/prod.json",
    "list ledger/cri-prod/",
  ]);
  expect(before.filter((call) => /^read ledger\/cri-prod\/vpc-[1-8]/.test(call))).toEqual([]);
});
