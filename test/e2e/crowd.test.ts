import { describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { configurationText } from "./stage.ts";

const inTransition = 2;
const networks = 4;
const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

/** Lets the operations of several passes through one at a time, in an order drawn from the seed. */
function createInterleaving(seed: number, between: () => void) {
  let state = seed;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const waiting: (() => Promise<void>)[] = [];
  const turn = <T>(work: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push(() => work().then(resolve, reject));
    });
  return {
    store: (store: Store): Store => ({
      location: store.location,
      read: (key) => turn(() => store.read(key)),
      write: (key, text) => turn(() => store.write(key, text)),
      remove: (key) => turn(() => store.remove(key)),
      list: (prefix) => turn(() => store.list(prefix)),
    }),
    cloud: (cloud: WritingCloud): WritingCloud => ({
      ...cloud,
      part: (registry, part, context) => turn(() => cloud.part(registry, part, context)),
      write: (change, context) => turn(() => cloud.write(change, context)),
    }),
    async run(passes: readonly Promise<unknown>[]): Promise<void> {
      let over = false;
      const all = Promise.allSettled(passes).finally(() => {
        over = true;
      });
      while (!over) {
        await new Promise(setImmediate);
        const [next] = waiting.splice(draw(Math.max(1, waiting.length)), 1);
        await next?.();
        between();
      }
      const failed = (await all).filter((one) => one.status === "rejected");
      expect(failed).toEqual([]);
    },
  };
}

/** Links as the registry really has them now, by module and network. */
function linksNow(stage: DirectStage) {
  return [...stage.world.alibaba.accounts.values()].flatMap((account) =>
    [...account.instances.values()].flatMap((instance) => instance.links),
  );
}

describe("two passes and a command-line run at once", () => {
  it.each([
    { verified: false, limit: 1 },
    { verified: true, limit: inTransition },
  ])(
    "keep every limit and lose nothing, in 50 orders (first link verified: $verified)",
    async ({ verified, limit }) => {
      for (const seed of seeds.filter((one) => (one % 2 === 0) === verified)) {
        const stage = await createDirectStage({
          configuration: configurationText({
            parts: "[registry]",
            extra: `limits: { inTransition: ${inTransition} }\n`,
          }),
          seed,
        });
        try {
          const store = createMemoryStore();
          if (verified) {
            await stage.createVSwitch(await stage.createVpc({ "registry-link": "prod" }));
            for (let minute = 0; minute < 4; minute++) {
              await stage.pass({ store });
              await stage.world.clock.advance(60_000);
            }
          }
          const vpcs: string[] = [];
          for (let count = 0; count < networks; count++) {
            const vpc = await stage.createVpc({ "registry-link": "prod" });
            await stage.createVSwitch(vpc);
            vpcs.push(vpc);
          }
          const order = createInterleaving(seed, () => {
            const links = linksNow(stage);
            const moving = links.filter((link) => link.status !== "RUNNING");
            expect(moving.length, `seed ${seed}: links in transition`).toBeLessThanOrEqual(limit);
            const keys = links.map((link) => `${link.module}/${link.vpcId}`);
            expect(new Set(keys).size, `seed ${seed}: no network is linked twice`).toBe(keys.length);
          });
          const crowd = { store: order.store(store), around: order.cloud };
          await order.run([
            stage.pass({ ...crowd, trigger: { kind: "timer", depth: "frequent" } }),
            stage.pass({
              ...crowd,
              trigger: {
                kind: "event",
                ids: ["a"],
                hints: [{ cloud: "alibaba", region: "cn-hangzhou", networks: vpcs }],
              },
            }),
            stage.pass({ ...crowd, trigger: { kind: "command", command: "sweep", depth: "full", networks: null } }),
          ]);
          const ledger = await readEntries(store);
          for (const link of linksNow(stage)) {
            const entry = ledger.find((one) => one.network === link.vpcId);
            expect(entry, `seed ${seed}: a link without a record`).toMatchObject({
              deployment: "mooring",
              subnet: link.vswitchId,
              intentAt: expect.any(String),
            });
          }
          // Afterwards one pass after the other finishes what the crowd left.
          for (let minute = 0; minute < 20; minute++) {
            await stage.world.clock.advance(60_000);
            const report = await stage.pass({ store });
            if (report.findings.every((finding) => finding.state === "moored")) break;
          }
          expect(linksNow(stage).filter((link) => link.status === "RUNNING")).toHaveLength(
            vpcs.length + Number(verified),
          );
        } finally {
          await stage.stop();
        }
      }
    },
  );
});
