import { describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { readEntries, readLedger } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { killer } from "./killer.ts";
import {
  both,
  createTencentStage,
  defaultName,
  type TencentStage,
  tencentConfiguration,
  vpcName,
} from "./tencent-direct-stage.ts";

/** Nobody tells what a switch answers with but the ledger. */
const settings = {
  ...{ tcrLinkReadyMs: 0, tcrLinkGoneMs: 0 },
  ...{ linkDeleteWithDnsOn: "stale-record", dnsStatusComparesIp: false },
};

interface Scene {
  readonly stage: TencentStage;
  readonly store: Store;
  readonly vpc: string;
  /** What the registry publishes. */
  readonly names: readonly string[];
}

/** Passes until nothing is left to do; fails when that takes more than half an hour. */
async function settle({ stage, store, vpc }: Scene): Promise<void> {
  for (let minute = 0; minute < 30; minute++) {
    await stage.world.clock.advance(60_000);
    const report = await stage.pass({ store });
    const found = report.findings.find((finding) => finding.network === vpc);
    if (found?.state === "moored" && report.outcomes.length === 0) return;
    if (minute === 29) throw new Error(`the network was never moored: ${found?.code} ${found?.sentence}`);
  }
}

async function expectRight({ stage, store, vpc, names }: Scene): Promise<void> {
  const links = await stage.links();
  expect(links.map(({ VpcId, Status }) => [VpcId, Status])).toEqual([[vpc, "Running"]]);
  const address = links[0]?.AccessIp;
  for (const name of names) expect(await stage.ask(vpc, name)).toEqual(both(address));
  const { entries, intents } = await readLedger(store);
  expect(intents).toEqual([]);
  expect(entries).toMatchObject([
    {
      network: vpc,
      address,
      attachedAt: expect.any(String),
      verifiedAt: expect.any(String),
      moved: null,
      names: names.map((name) => ({ name, address, withdrawnAt: null })),
    },
  ]);
}

interface Death {
  readonly when: "before" | "after";
  readonly names?: readonly string[];
  readonly set?: (scene: Scene) => Promise<void>;
  /** The passes that may die. */
  readonly act: (
    scene: Scene,
    mortal: { readonly store: Store; readonly around: (cloud: WritingCloud) => WritingCloud },
  ) => Promise<unknown>;
  /** The passes' calls that write, from `act` on, whoever was killed. */
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * One run for each write there is to die at: the scene is set, the passes that may die are made, and what follows must
 * put everything right, with no call made twice. Ends with the run that nobody killed; answers how many writes it made.
 */
async function diesAtEachWrite({ when, names = [vpcName], set, act, calls }: Death): Promise<number> {
  for (let allowed = 0; ; allowed++) {
    const stage = await createTencentStage({
      settings,
      configuration: tencentConfiguration(names.length === 1 ? [] : ["names: [vpc, default]"]),
    });
    try {
      const vpc = await stage.createNetwork();
      const scene: Scene = { stage, store: createMemoryStore(), vpc, names };
      await set?.(scene);
      stage.calls.clear();
      const kill = killer(allowed, when);
      await act(scene, { store: kill.store(scene.store), around: kill.cloud });
      await settle(scene);
      await expectRight(scene);
      expect(stage.writes(), `after ${allowed} writes`).toEqual(calls);
      expect((await readEntries(scene.store))[0]?.failures, `after ${allowed} writes`).toEqual([]);
      if (!kill.struck()) return allowed;
    } finally {
      await stage.stop();
    }
  }
}

const link = "tcr:ManageInternalEndpoint";
const on = "tcr:CreateInternalEndpointDns";
const off = "tcr:DeleteInternalEndpointDns";

const dying = (pass: Promise<unknown>) => pass.catch(() => undefined);

describe.each(["before", "after"] as const)("killed %s any write", (when) => {
  it("of the attach and the first publication, the next passes put everything right", async () => {
    const writes = await diesAtEachWrite({
      when,
      act: ({ stage }, mortal) => dying(stage.pass(mortal)),
      calls: { [link]: 1, [on]: 1 },
    });
    expect(writes).toBeGreaterThan(10);
  });

  it("of a switch that is turned on again, the next passes put everything right", async () => {
    const writes = await diesAtEachWrite({
      when,
      set: settle,
      async act({ stage, vpc }, mortal) {
        await stage.world.clock.advance(5 * 60_000);
        await stage.turn(vpc, "off");
        await dying(stage.pass(mortal));
      },
      calls: { [on]: 1 },
    });
    expect(writes).toBeGreaterThan(4);
  });

  it("of names that move to their link's new address, off and on again, the next passes put everything right", async () => {
    const writes = await diesAtEachWrite({
      when,
      names: [vpcName, defaultName],
      set: settle,
      async act({ stage, vpc, store }, mortal) {
        const { SubnetId = "" } = await stage.linkOf(vpc);
        await stage.unlink(vpc);
        await stage.link(vpc, SubnetId);
        await stage.pass({ store });
        await stage.world.clock.advance(60_000);
        await dying(stage.pass(mortal));
      },
      calls: { [off]: 2, [on]: 2 },
    });
    expect(writes).toBeGreaterThan(8);
  });

  it("of a link that somebody deleted and that is made again, the next passes put everything right", async () => {
    const writes = await diesAtEachWrite({
      when,
      set: settle,
      async act({ stage, vpc }, mortal) {
        await stage.unlink(vpc);
        await stage.world.clock.advance(11 * 60_000);
        await dying(stage.pass(mortal));
      },
      calls: { [link]: 1, [off]: 1, [on]: 1 },
    });
    expect(writes).toBeGreaterThan(10);
  });
});
