import { describe, expect, it } from "vitest";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { createInterleaving } from "./interleaving.ts";
import { configurationText } from "./stage.ts";

const inTransition = 2;
const networks = 4;
const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

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
