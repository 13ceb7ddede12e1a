import { describe, expect, it } from "vitest";
import type { Settings } from "../../../../shared/model/settings.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { lintTag, wishWords } from "../../../../shared/plan/wish/tag-lint.ts";
import { estateOf, networkOf, registryOf } from "../estate-of.ts";

const registries: Settings["registries"] = [
  registryOf(),
  registryOf({ alias: "staging", instance: "cri-2" }),
  registryOf({ alias: "harbor", cloud: "tencent", region: "ap-guangzhou", instance: "tcr-1" }),
];
const long = (count: number, alias: string) => `${" ".repeat(count - alias.length)}${alias}`;

describe("a value of the wish tag", () => {
  it.each([
    ["prod", 'asks for registry "prod" (Alibaba Cloud, cn-hangzhou)'],
    ["harbor ; subnet=subnet-1", 'asks for registry "harbor" (Tencent Cloud, ap-guangzhou), through subnet subnet-1'],
    [
      "prod,staging",
      'asks for registry "prod" (Alibaba Cloud, cn-hangzhou) and "staging" (Alibaba Cloud, cn-hangzhou)',
    ],
    ["off", "releases the network: a link that Mooring made goes in the next pass, without grace"],
    ["hold", "freezes the network: nothing is written for it until the tag changes"],
    [long(128, "prod"), 'asks for registry "prod" (Alibaba Cloud, cn-hangzhou)'],
    [long(255, "harbor"), 'asks for registry "harbor" (Tencent Cloud, ap-guangzhou)'],
  ])("%j means something", (value, means) => {
    const { wish, problems } = lintTag(value, registries, null);
    expect(problems).toEqual([]);
    expect(wishWords(wish, registries)).toBe(means);
  });

  it.each([
    ["Prod", "blocked/tag", /says nothing clear: "Prod" is not/, 'write "prod"'],
    ["prod，staging", "blocked/tag", /"，" \(U\+FF0C\)/, 'write "prod,staging"'],
    ["prdo", "blocked/unknown-registry", /names "prdo", which is no registry/, 'did you mean "prod"?'],
    ["elsewhere", "blocked/unknown-registry", /which is no registry/, "known: prod, staging, harbor"],
    ["prod,harbor", "blocked/other-cloud", /"prod" on Alibaba Cloud and "harbor" on Tencent Cloud/, /own cloud$/],
    [long(129, "prod"), "blocked/tag", /has 129 characters, and Alibaba Cloud takes 128/, /shorter aliases$/],
    [long(256, "harbor"), "blocked/tag", /has 256 characters, and Tencent Cloud takes 255/, /shorter aliases$/],
  ])("%j is wrong, with the correction", (value, code, problem, correction) => {
    expect(lintTag(value, registries, null).problems).toEqual([
      { code, problem: expect.stringMatching(problem), correction: expect.stringMatching(correction) },
    ]);
  });

  it("names every problem, and what is right beside it still counts", () => {
    const { wish, problems } = lintTag("prod,a,b", registries, null);
    expect(problems.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('"a"'),
      expect.stringContaining('"b"'),
    ]);
    expect(wish).toMatchObject({ aliases: ["prod"] });
  });

  it("without a configuration is judged by its form alone", () => {
    expect(lintTag("anything", null, null).problems).toEqual([]);
    expect(lintTag("Anything", null, null).problems).toMatchObject([{ correction: 'write "anything"' }]);
  });
});

describe("the findings of networks", () => {
  it.each(["Prod", "prod，staging", "prdo", "elsewhere", "harbor", "prod,harbor", "prod;zone=h", ""])(
    "say of %j what the check says",
    (value) => {
      const networks = [networkOf({ tags: { "registry-link": value } })];
      const found = plan(estateOf({ registries, networks, links: [], ledger: [] })).findings;
      const { problems } = lintTag(value, registries, "alibaba");
      expect(problems).toHaveLength(1);
      for (const { code, problem, correction } of problems) {
        const [told] = found.filter((finding) => finding.code === code);
        expect(told?.sentence).toContain(`${problem}; ${correction}`);
      }
    },
  );
});
