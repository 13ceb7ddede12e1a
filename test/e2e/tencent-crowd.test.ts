import { describe, expect, it } from "vitest";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createInterleaving } from "./interleaving.ts";
import { both, createTencentStage, type TencentStage, tencentRegion } from "./tencent-direct-stage.ts";

/** Sixty orders in all; the first seed of each ten. */
const groups = [1, 11, 21, 31, 41, 51];

const linksNow = ({ account }: TencentStage) => [...account.registries.values()].flatMap(({ links }) => links);

/** What the registry has published in a network, and whether it is in force; asking its resolver costs a socket. */
function recordsIn({ account }: TencentStage, vpc: string) {
  return [...account.zones.values()]
    .filter(({ managedFor, bindings }) => managedFor === vpc && bindings.some(({ vpcId }) => vpcId === vpc))
    .flatMap(({ records }) => records.map(({ enabled, value }) => [enabled, value]));
}

/** One network that wishes, one whose switch somebody turned off, one whose link somebody made anew, and all moored after. */
async function crowd(seed: number): Promise<void> {
  const stage = await createTencentStage({
    seed,
    settings: { tcrLinkReadyMs: 0, tcrLinkGoneMs: 0, linkDeleteWithDnsOn: "stale-record" },
  });
  try {
    const store = createMemoryStore();
    const pass = () => stage.pass({ store });
    const off = await stage.createNetwork();
    const moved = await stage.createNetwork();
    await pass();
    await stage.world.clock.advance(60_000);
    await pass();
    await stage.world.clock.advance(4 * 60_000);
    await stage.turn(off, "off");
    const { SubnetId = "" } = await stage.linkOf(moved);
    await stage.unlink(moved);
    await stage.link(moved, SubnetId);
    await pass();
    await stage.turn(off, "off");
    await stage.world.clock.advance(4 * 60_000);
    stage.world.set({ tcrLinkReadyMs: 60_000 });
    const wishing = [await stage.createNetwork(), await stage.createNetwork()];

    const order = createInterleaving(seed, () => {
      const links = linksNow(stage);
      const moving = links.filter(({ step }) => step !== "running");
      expect(moving.length, `seed ${seed}: links in transition`).toBeLessThanOrEqual(1);
      expect(new Set(links.map(({ vpcId }) => vpcId)).size, `seed ${seed}: no network is linked twice`).toBe(
        links.length,
      );
    });
    const mixed = { store: order.store(store), around: order.cloud };
    const hints = [{ cloud: "tencent" as const, region: tencentRegion, networks: [off, moved, ...wishing] }];
    await order.run([
      stage.pass({ ...mixed, trigger: { kind: "timer", depth: "frequent" } }),
      stage.pass({ ...mixed, trigger: { kind: "event", ids: ["a"], hints } }),
    ]);
    for (const { vpcId, subnetId } of linksNow(stage)) {
      const entry = (await readEntries(store)).find(({ network }) => network === vpcId);
      expect(entry, `seed ${seed}: a link without a record`).toMatchObject({ subnet: subnetId });
    }
    // Afterwards one pass after the other finishes what the crowd left.
    stage.world.set({ tcrLinkReadyMs: 0 });
    const vpcs = [off, moved, ...wishing];
    for (let minute = 0; minute < 20; minute++) {
      await stage.world.clock.advance(60_000);
      const { findings } = await pass();
      if (findings.length === vpcs.length && findings.every(({ state }) => state === "moored")) break;
    }
    const links = linksNow(stage);
    expect(links.map(({ vpcId }) => vpcId).sort()).toEqual([...vpcs].sort());
    for (const { vpcId, ip } of links) expect(recordsIn(stage, vpcId), `seed ${seed}`).toEqual([[true, ip]]);
    for (const { vpcId, ip } of links.slice(0, seed % 10 === 0 ? links.length : 0))
      expect(await stage.ask(vpcId), `seed ${seed}`).toEqual(both(ip ?? undefined));
    for (const { network, address, names } of await readEntries(store))
      expect(names, `seed ${seed}: ${network}`).toMatchObject([{ address, withdrawnAt: null }]);
  } finally {
    await stage.stop();
  }
}

describe("two passes at once keep every limit, lose nothing and leave every name right", () => {
  it.each(groups)("in ten orders, from seed %i on", async (first) => {
    for (let seed = first; seed < first + 10; seed++) await crowd(seed);
  });
});
