import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Compliance } from "../../shared/model/compliance.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { modes } from "../../shared/model/settings.ts";
import { guard } from "../../shared/plan/guard.ts";
import { plan } from "../../shared/plan/plan.ts";
import { consent } from "../../shared/plan/wish/consent.ts";
import { networkOf } from "../unit/plan/estate-of.ts";
import { knownPaths, type Path, shuffled, withUnknown } from "./alterations.ts";
import { exemptionLists, ruleLists } from "./rule-lists.ts";
import { seas, seen } from "./seas.ts";

const runs = { seed: 20260105, numRuns: 200 };

const expectations = fc.constantFrom<{ readonly tags: Readonly<Record<string, string>> } | null>(
  null,
  { tags: {} },
  { tags: { "registry-link": "team" } },
);

/** What the sea's generator knows nothing of: rules, exemptions and expectations. */
const estates: fc.Arbitrary<Estate> = fc
  .record({ sea: seas, rules: ruleLists, exemptions: exemptionLists, expect: expectations })
  .map(({ sea, rules, exemptions, expect: wanted }) => {
    const estate = seen(sea);
    const registries = estate.settings.registries.map((registry) => ({
      ...registry,
      expect: wanted === null ? null : { accounts: [], regions: [], ...wanted },
    }));
    return { ...estate, settings: { ...estate.settings, registries, rules, exemptions } };
  });

const rowsOf = (estate: Estate) => guard(plan(estate), estate, "full").compliance;
const keysOf = (rows: readonly Compliance[], of: (row: Compliance) => readonly string[]) =>
  new Set(rows.flatMap((row) => of(row).map((network) => `${row.registry} ${network}`)));
const expectedIn = (rows: readonly Compliance[]) =>
  keysOf(rows, ({ networks: { moored, exempt, failing } }) => [
    ...moored,
    ...exempt.map(({ network }) => network),
    ...failing,
  ]);
const mooredIn = (rows: readonly Compliance[]) => keysOf(rows, ({ networks }) => networks.moored);

describe("rules", () => {
  it("only ever narrow what a registry accepts, and name who decided", () => {
    fc.assert(
      fc.property(estates, fc.constantFrom("vpc-1", "vpc-2", "vpc-z"), (estate, id) => {
        for (const registry of estate.settings.registries)
          for (const region of ["ap-guangzhou", "cn-hangzhou"])
            for (const account of ["100000000001", "1001", "9"]) {
              const network = networkOf({ cloud: registry.cloud, id, region, account });
              const alone = consent(network, registry, { rules: null });
              const refined = consent(network, registry, estate.settings);
              if (refined.accepted) expect(alone.accepted).toBe(true);
              const { rules } = estate.settings;
              if (refined.accepted && rules !== null) expect(rules.map(({ name }) => name)).toContain(refined.rule);
              if (rules?.length === 0) expect(refined.accepted).toBe(false);
            }
      }),
      runs,
    );
  });

  it("only ever take changes of networks away that accept alone would make", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const free = { ...estate, settings: { ...estate.settings, rules: null } };
        const attached = (of: Estate) =>
          new Set(
            plan(of).changes.flatMap(({ kind, registry, network }) =>
              kind === "attach" ? [`${registry} ${network}`] : [],
            ),
          );
        const before = attached(free);
        for (const key of attached(estate)) expect(before).toContain(key);
      }),
      runs,
    );
  });
});

describe("compliance", () => {
  it("adds up, with every network behind exactly one number and what is unknown among what fails", () => {
    let rows = 0;
    fc.assert(
      fc.property(estates, fc.constantFrom(...modes), (estate, mode) => {
        for (const row of guard(plan(estate), estate, mode).compliance) {
          rows += 1;
          const { moored, exempt, failing, unknown } = row.networks;
          expect([row.moored, row.exempt, row.failing, row.unknown]).toEqual([
            moored.length,
            exempt.length,
            failing.length,
            unknown.length,
          ]);
          expect(row.expected).toBe(row.moored + row.exempt + row.failing);
          expect(new Set([...moored, ...exempt.map(({ network }) => network), ...failing]).size).toBe(row.expected);
          for (const network of unknown) expect(failing).toContain(network);
        }
      }),
      runs,
    );
    expect(rows).toBeGreaterThan(runs.numRuns / 2);
  });

  it("is the same in every order of what was observed and of what was exempted", () => {
    fc.assert(
      fc.property(estates, fc.integer({ min: 1, max: 1_000_000 }), (estate, seed) => {
        const other = shuffled(estate, seed);
        const exemptions = estate.settings.exemptions.toReversed();
        expect(rowsOf({ ...other, settings: { ...other.settings, exemptions } })).toEqual(rowsOf(estate));
      }),
      runs,
    );
  });

  it("is the same in every mode: what is held fails as well", () => {
    // What a name's unknown state gave to the whole, a held write of another name takes; both fail.
    const certain = (rows: readonly Compliance[]) =>
      rows.map(({ networks: { moored, exempt, failing } }) => ({ moored, exempt, failing }));
    fc.assert(
      fc.property(estates, (estate) => {
        const whole = plan(estate);
        for (const mode of modes)
          expect(certain(guard(whole, estate, mode).compliance)).toEqual(certain(whole.compliance));
      }),
      runs,
    );
  });

  it("never counts what is unknown as nothing: nothing expected is lost, and nothing becomes moored", () => {
    const hidden = { networks: 0, other: 0 };
    const withPath = estates.chain((estate) => {
      const paths = knownPaths(estate).filter(isObserved);
      return fc.record({ estate: fc.constant(estate), path: fc.constantFrom(...paths) });
    });
    fc.assert(
      fc.property(withPath, ({ estate, path }) => {
        const before = rowsOf(estate);
        const after = rowsOf(withUnknown(estate, path));
        const unread = after.flatMap((row) => row.unread);
        if (path[0] === "regions" && path.length === 3) {
          hidden.networks += 1;
          // Networks that nobody remembers are lost with their region, which is then named.
          const lost = [...expectedIn(before)].filter((key) => !expectedIn(after).has(key));
          if (lost.length > 0) expect(unread).not.toEqual([]);
        } else {
          hidden.other += 1;
          expect([...expectedIn(after)].sort()).toEqual([...expectedIn(before)].sort());
        }
        for (const key of mooredIn(after)) expect(mooredIn(before)).toContain(key);
      }),
      { ...runs, numRuns: 400 },
    );
    expect(Math.min(hidden.networks, hidden.other)).toBeGreaterThan(10);
  });
});

/** What a pass reads of the clouds, and the ledger. */
function isObserved([first]: Path): boolean {
  return ["accounts", "registries", "regions", "subnets", "ledger"].includes(String(first));
}
