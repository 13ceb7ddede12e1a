import { describe, expect, it } from "vitest";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { killer } from "./killer.ts";
import { configurationText, names } from "./stage.ts";

const oneByOne = configurationText({ parts: "[registry]" });

/** Passes until nothing is left to do; fails when that takes more than fifteen minutes. */
async function settle(stage: DirectStage, store: Store, vpc: string): Promise<void> {
  for (let minute = 0; minute < 30; minute++) {
    await stage.world.clock.advance(60_000);
    const report = await stage.pass({ store });
    const found = report.findings.find((finding) => finding.network === vpc);
    if (found?.state === "moored" && report.outcomes.length === 0) return;
  }
  throw new Error("the network was never moored");
}

async function expectRight(stage: DirectStage, store: Store, vpc: string): Promise<void> {
  const links = await stage.links();
  expect(links.map((link) => [link["VpcId"], link["Status"]])).toEqual([[vpc, "RUNNING"]]);
  expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [links[0]?.["Ip"]], tcp: [links[0]?.["Ip"]] });
  const [entry, ...more] = await readEntries(store);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    network: vpc,
    address: links[0]?.["Ip"],
    attachedAt: expect.any(String),
    verifiedAt: expect.any(String),
  });
}

describe.each(["before", "after"] as const)("killed %s any write", (when) => {
  it("of the attach, the next passes put everything right", async () => {
    for (let allowed = 0; ; allowed++) {
      const stage = await createDirectStage({ configuration: oneByOne });
      try {
        const store = createMemoryStore();
        const vpc = await stage.createVpc({ "registry-link": "prod" });
        await stage.createVSwitch(vpc);
        const kill = killer(allowed, when);
        const died = await stage.pass({ store: kill.store(store), around: kill.cloud }).then(
          () => false,
          () => true,
        );
        await settle(stage, store, vpc);
        await expectRight(stage, store, vpc);
        if (!kill.struck()) {
          expect(died).toBe(false);
          expect(allowed).toBeGreaterThan(4);
          return;
        }
      } finally {
        await stage.stop();
      }
    }
  });

  it("of a confirmation and a repair, the next passes put everything right", async () => {
    for (let allowed = 0; ; allowed++) {
      const stage = await createDirectStage({ configuration: oneByOne });
      try {
        const store = createMemoryStore();
        const vpc = await stage.createVpc({ "registry-link": "prod" });
        await stage.createVSwitch(vpc);
        await stage.pass({ store });
        await stage.world.clock.advance(120_000);
        const kill = killer(allowed, when);
        // The first pass confirms the link that became ready; then somebody unbinds its zone and another one repairs.
        await stage.pass({ store: kill.store(store), around: kill.cloud }).catch(() => undefined);
        const [zone] = [...(stage.world.alibaba.accounts.values().next().value?.zones.values() ?? [])];
        await stage.call("pvtz", "BindZoneVpc", { ZoneId: zone?.id });
        await stage.pass({ store: kill.store(store), around: kill.cloud }).catch(() => undefined);
        await settle(stage, store, vpc);
        await expectRight(stage, store, vpc);
        if (!kill.struck()) {
          expect(allowed).toBeGreaterThan(8);
          return;
        }
      } finally {
        await stage.stop();
      }
    }
  });
});
