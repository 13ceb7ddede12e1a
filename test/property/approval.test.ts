import fc from "fast-check";
import { expect, it } from "vitest";
import type { Attach } from "../../shared/model/change.ts";
import { known } from "../../shared/model/known.ts";
import type { Rule } from "../../shared/model/settings.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { guard } from "../../shared/plan/guard.ts";
import { plan } from "../../shared/plan/plan.ts";
import { at, estateOf, minutesAgo, networkOf, registryOf, subnetOf, type World } from "../unit/plan/estate-of.ts";

const runs = { seed: 20260105, numRuns: 100 };
const match = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
const rule = (outcome: Rule["outcome"]): Rule => ({ name: outcome, match, outcome, priority: 0 });

/** Free addresses of three subnets of each network; a link takes one and 8 are left. */
const free = fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 4 });
type Free = typeof free extends fc.Arbitrary<infer T> ? T : never;

function worldOf(addresses: Free, rules: World["rules"], approved: readonly Attach[] = []): World {
  const ids = addresses.map((_, index) => `vpc-${index + 1}`);
  return {
    registries: [registryOf({ parts: ["registry", "chart"] })],
    rules: rules ?? null,
    networks: ids.map((id) => networkOf({ id })),
    subnets: addresses.flatMap((all, index) =>
      all.map((count, number) =>
        subnetOf({ id: `vsw-${index + 1}-${number}`, network: `vpc-${index + 1}`, freeAddresses: known(count, at) }),
      ),
    ),
    links: [],
    ledger: [],
    approvals: known(
      approved.map((change) => ({
        version: 1,
        deployment: "mooring",
        id: changeId(change),
        change,
        by: "alice",
        reason: "seen",
        at: minutesAgo(5),
        until: minutesAgo(-60),
      })),
      at,
    ),
  };
}

function judged(world: World) {
  const estate = estateOf(world);
  const found = guard(plan(estate), estate, "full");
  const waiting = found.held.flatMap(({ change, code }) =>
    change.kind === "attach" && code === "held/approval" ? [change] : [],
  );
  return { changes: found.changes, waiting, ids: found.changes.map(changeId).sort() };
}

it("a rule that asks lets nothing through by itself, and with every word given exactly what accepting would", () => {
  fc.assert(
    fc.property(free, (addresses) => {
      const asked = judged(worldOf(addresses, [rule("ask")]));
      expect(asked.changes).toEqual([]);
      const accepted = judged(worldOf(addresses, [rule("accept")]));
      expect(judged(worldOf(addresses, [rule("ask")], asked.waiting)).ids).toEqual(accepted.ids);
    }),
    runs,
  );
});

it("only approved changes go on, and they stay the same while their subnet may be chosen, whatever the others have", () => {
  fc.assert(
    fc.property(free, fc.nat(), free, (addresses, pick, later) => {
      const { waiting } = judged(worldOf(addresses, [rule("ask")]));
      const approved = waiting.filter((_, index) => (pick >> index) % 2 === 1);
      const then = addresses.map((now, index) => later[index] ?? now);
      const { changes, waiting: still } = judged(worldOf(then, [rule("ask")], approved));
      const ids = new Set(approved.map(changeId));
      for (const change of changes) expect(ids).toContain(changeId(change));
      for (const { network, part, subnet } of approved) {
        const [, index = "", number = ""] = /^vsw-(\d+)-(\d)$/.exec(subnet) ?? [];
        const left = then[Number(index) - 1]?.[Number(number)] ?? 0;
        const waits = still.some((change) => change.network === network && change.part === part);
        if (left > 8) expect(waits).toBe(false);
      }
    }),
    runs,
  );
});
