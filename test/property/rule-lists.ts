import fc from "fast-check";
import { type NetworkMatch, type Rule, ruleOutcomes, type Settings } from "../../shared/model/settings.ts";
import { minutesAgo } from "../unit/plan/estate-of.ts";

function some<T>(...all: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 2, arbitrary: fc.subarray([...all]) });
}

const matches: fc.Arbitrary<NetworkMatch> = fc.record({
  accounts: some("100000000001", "200000000002", "1001"),
  regions: some("ap-guangzhou", "ap-shanghai", "cn-hangzhou"),
  networks: some("vpc-1", "vpc-2", "vpc-z"),
  resourceGroups: some("rg-1", "rg-2"),
  tags: fc.constantFrom<Readonly<Record<string, string>>>({}, {}, { "registry-link": "team" }, { env: "prod" }),
  registries: some("team", "prod"),
});

/** No rules, or some that now and then fit a network of the worlds of tests. */
export const ruleLists: fc.Arbitrary<Settings["rules"]> = fc.oneof(
  fc.constant(null),
  fc
    .array(
      fc.record({
        match: matches,
        outcome: fc.constantFrom(...ruleOutcomes),
        priority: fc.integer({ min: -2, max: 2 }),
      }),
      {
        maxLength: 4,
      },
    )
    .map((all) => all.map((one, index): Rule => ({ ...one, name: `rule ${index}` }))),
);

export const exemptionLists: fc.Arbitrary<Settings["exemptions"]> = fc.array(
  fc.record({
    match: matches,
    reason: fc.constantFrom("a", "b"),
    owner: fc.constant("o"),
    from: fc.constantFrom(null, minutesAgo(60), minutesAgo(-1)),
    until: fc.constantFrom(minutesAgo(-60), minutesAgo(-120), minutesAgo(1)),
  }),
  { maxLength: 3 },
);
