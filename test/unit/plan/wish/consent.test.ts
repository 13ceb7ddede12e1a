import { describe, expect, it } from "vitest";
import type { NetworkMatch, Rule, Settings } from "../../../../shared/model/settings.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { byTurn } from "../../../../shared/plan/limits/turn.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { consent } from "../../../../shared/plan/wish/consent.ts";
import { entryOf, estateOf, linkOf, minutesAgo, networkOf, registryOf, subnetOf, type World } from "../estate-of.ts";

const everything: NetworkMatch = {
  accounts: [],
  regions: [],
  networks: [],
  resourceGroups: [],
  tags: {},
  registries: [],
};

function rule(outcome: Rule["outcome"], match: Partial<NetworkMatch> = {}, more: Partial<Rule> = {}): Rule {
  return { name: `${outcome} it`, match: { ...everything, ...match }, outcome, priority: 0, ...more };
}

const network = networkOf({ tags: { "registry-link": "prod", env: "prod", team: "shop" } });
const answerOf = (rules: readonly Rule[] | null, of = network) => consent(of, registryOf(), { rules });

describe("what a registry accepts", () => {
  it("is accept's to say alone where there are no rules", () => {
    expect(answerOf(null)).toMatchObject({ accepted: true, asks: false, rule: null, priority: 0 });
  });

  it("is refined by rules: the first that matches decides, and its name is told", () => {
    const rules = [
      rule("reject", { tags: { env: "dev" } }),
      rule("ask", { tags: { env: "prod" } }, { name: "production", priority: 7 }),
      rule("accept"),
    ];
    expect(answerOf(rules)).toMatchObject({ accepted: true, asks: true, rule: "production", priority: 7 });
    expect(answerOf(rules, networkOf({ tags: { env: "dev" } }))).toMatchObject({
      accepted: false,
      code: "blocked/rejected",
      rule: "reject it",
      sentence: 'rule "reject it" rejects this network',
    });
    expect(answerOf(rules, networkOf())).toMatchObject({ accepted: true, asks: false, rule: "accept it" });
  });

  it("is nothing where there are rules and none matches", () => {
    for (const rules of [[], [rule("accept", { networks: ["vpc-other"] })]]) {
      expect(answerOf(rules)).toMatchObject({ accepted: false, code: "blocked/no-rule", rule: null });
    }
  });

  it("is never widened by a rule", () => {
    const elsewhere = networkOf({ account: "2002" });
    expect(answerOf([rule("accept")], elsewhere)).toMatchObject({ accepted: false, code: "blocked/not-accepted" });
    const far = networkOf({ region: "cn-beijing" });
    expect(answerOf([rule("accept")], far)).toMatchObject({ accepted: false, code: "blocked/region" });
  });

  it.each<[string, Partial<NetworkMatch>, boolean]>([
    ["the account", { accounts: ["9", "1001"] }, true],
    ["another account", { accounts: ["9"] }, false],
    ["the region", { regions: ["cn-hangzhou"] }, true],
    ["another region", { regions: ["cn-beijing"] }, false],
    ["the network", { networks: ["vpc-1"] }, true],
    ["another network", { networks: ["vpc-11"] }, false],
    ["the resource group", { resourceGroups: ["rg-1"] }, true],
    ["another resource group", { resourceGroups: ["rg-2"] }, false],
    ["all of its tags", { tags: { env: "prod", team: "shop" } }, true],
    ["one tag too many", { tags: { env: "prod", tier: "1" } }, false],
    ["the registry", { registries: ["prod"] }, true],
    ["another registry", { registries: ["staging"] }, false],
    ["one field right and one wrong", { accounts: ["1001"], registries: ["staging"] }, false],
  ])("a rule that names %s", (_, match, fits) => {
    expect(answerOf([rule("accept", match)]).accepted).toBe(fits);
  });
});

describe("the rule that decided", () => {
  const findingOf = (world: World) => plan(estateOf(world)).findings[0];

  it("is in the finding of a moored network", () => {
    expect(findingOf({ rules: [rule("accept")] })).toMatchObject({ code: "moored/attached", rule: "accept it" });
    expect(findingOf({})).toMatchObject({ code: "moored/attached", rule: null });
  });

  it("is in the finding of a network that it rejects, whose link stays", () => {
    const estate = estateOf({ rules: [rule("reject")] });
    const found = plan(estate);
    expect(found.findings[0]).toMatchObject({ code: "blocked/rejected", rule: "reject it", parts: [{ owned: true }] });
    expect(found.changes).toEqual([]);
  });

  it("is not in the finding of a network that wishes for nothing", () => {
    expect(findingOf({ rules: [rule("accept")], networks: [networkOf({ tags: {} })] })).toMatchObject({ rule: null });
  });
});

describe("the last place", () => {
  const old = networkOf({ id: "vpc-old", createdAt: "2025-01-01T00:00:00.000Z" });
  const young = networkOf({ id: "vpc-young", createdAt: "2026-01-04T00:00:00.000Z", tags: { ...network.tags } });
  const half = networkOf({ id: "vpc-half", createdAt: "2026-01-05T00:00:00.000Z" });
  const world = (rules: Settings["rules"]): World => ({
    rules,
    networks: [old, young, half],
    subnets: [old, young, half].map(({ id }) => subnetOf({ id: `vsw-${id}`, network: id })),
    registries: [registryOf({ parts: ["registry", "chart"] })],
    limits: { inTransition: 1 },
    links: [linkOf({ network: "vpc-half" })],
    ledger: [entryOf({ network: "vpc-half" })],
  });
  const inTurn = (rules: Settings["rules"]) => {
    const estate = estateOf(world(rules));
    const [registry] = estate.settings.registries;
    if (registry === undefined) throw new Error("no registry");
    return ["vpc-young", "vpc-old", "vpc-half"].sort(byTurn(estate, registry));
  };

  it("goes to the highest priority, then to who has a part already, then to the oldest", () => {
    expect(inTurn(null)).toEqual(["vpc-half", "vpc-old", "vpc-young"]);
    expect(inTurn([rule("accept")])).toEqual(["vpc-half", "vpc-old", "vpc-young"]);
    const first = rule("accept", { tags: { env: "prod" } }, { name: "first", priority: 1 });
    expect(inTurn([first, rule("accept")])).toEqual(["vpc-young", "vpc-half", "vpc-old"]);
    const last = rule("accept", { networks: ["vpc-half"] }, { name: "last", priority: -1 });
    expect(inTurn([last, rule("accept")])).toEqual(["vpc-old", "vpc-young", "vpc-half"]);
  });

  it.each([
    ["because its links are used up keeps its turn", "exhausted", ["vpc-old", "vpc-young"]],
    ["for another reason comes last", "invalid", ["vpc-young", "vpc-old"]],
  ] as const)("of a network that the registry refused %s", (_, kind, order) => {
    const failure = { kind, call: "cr:Create", code: "No", message: "no" } as const;
    const refused = entryOf({ network: "vpc-old", intentAt: null, attachedAt: null, verifiedAt: null, names: [] });
    const estateOfRefused = (hours: number) => {
      const failures = [{ at: minutesAgo(hours * 60), change: "attach prod/vpc-old/registry", failure }];
      return estateOf({ ...world(null), links: [], ledger: [{ ...refused, failures }] });
    };
    const [registry] = estateOfRefused(1).settings.registries;
    if (registry === undefined) throw new Error("no registry");
    for (const hours of [0.5, 2])
      expect(["vpc-young", "vpc-old"].sort(byTurn(estateOfRefused(hours), registry))).toEqual(order);
  });

  it("is granted by the guard in this order", () => {
    const first = rule("accept", { tags: { env: "prod" } }, { name: "first", priority: 1 });
    const granted = (rules: Settings["rules"]) => {
      const estate = estateOf({ ...world(rules), links: [], ledger: [] });
      return guard(plan(estate), estate, "full").changes.map(({ network: id }) => id);
    };
    expect(granted([first, rule("accept")])).toEqual(["vpc-young"]);
    expect(granted([rule("accept")])).toEqual(["vpc-old"]);
  });
});
