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

const split = 'write "prod" on Alibaba Cloud, or "harbor" on Tencent Cloud';

describe("a value of the wish tag", () => {
  it.each([
    ["prod", 'asks for registry "prod" (Alibaba Cloud, cn-hangzhou)'],
    ["harbor ; subnet=subnet-1", 'asks for registry "harbor" (Tencent Cloud, ap-guangzhou), through subnet subnet-1'],
    [
      "prod,staging",
      'asks for registry "prod" (Alibaba Cloud, cn-hangzhou) and "staging" (Alibaba Cloud, cn-hangzhou)',
    ],
    ["off", "asks for no link: its links that Mooring made are taken away, in mode full, without grace"],
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
    ["prod,harbor", "blocked/other-cloud", /"prod" on Alibaba Cloud and "harbor" on Tencent Cloud/, split],
    ["prod，harbor", "blocked/tag", /"，" \(U\+FF0C\)/, split],
    ["prod/harbor", "blocked/tag", /"prod\/harbor" is not/, split],
    ["prod;harbor", "blocked/tag", /"harbor" is no option/, split],
    [
      "prod;subnet=vsw-1,harbor",
      "blocked/tag",
      /names more than one subnet/,
      `${split}, with ";subnet=vsw-1" behind it on the subnet's cloud`,
    ],
    ["hodl", "blocked/unknown-registry", /names "hodl"/, 'did you mean "hold"?'],
    ["prod;subnet=subnet-1", "blocked/subnet-not-found", /a subnet of Alibaba Cloud begins with vsw-$/, /own subnets/],
    [
      "harbor;subnet=vsw-1",
      "blocked/subnet-not-found",
      /a subnet of Tencent Cloud begins with subnet-$/,
      /own subnets/,
    ],
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

  it("that says nothing clear, and nothing right when it does, is told both", () => {
    expect(lintTag("elsewhere，staging", registries, null).problems).toMatchObject([
      {
        code: "blocked/tag",
        correction: 'write "," instead; it also names what is no registry; known: prod, staging, harbor',
      },
    ]);
    expect(lintTag("Prod;subnet=subnet-1", registries, null).problems).toMatchObject([
      { code: "blocked/tag", correction: 'write "prod;subnet=subnet-1"' },
      { code: "blocked/subnet-not-found" },
    ]);
    expect(lintTag("Harbor", registries, "alibaba").problems).toMatchObject([
      { code: "blocked/tag", correction: 'write "harbor"' },
      { code: "blocked/other-cloud", correction: expect.stringContaining("known: prod, staging") },
    ]);
  });

  it.each(["prod，harbor", "prod/harbor", "prod;subnet=vsw-1,harbor", "prod,harbor", "PROD harbour", "“harbor”、prod"])(
    "%j is corrected to what is right itself, whichever cloud the network is on",
    (value) => {
      const { problems } = lintTag(value, registries, null);
      const proposed = [...(problems[0]?.correction ?? "").matchAll(/"([^"]+)" on (Alibaba|Tencent)/g)];
      expect(proposed).toHaveLength(2);
      for (const [, text, cloud] of proposed) {
        expect(lintTag(text, registries, null).problems).toEqual([]);
        expect(lintTag(text, registries, cloud === "Alibaba" ? "alibaba" : "tencent").problems).toEqual([]);
      }
    },
  );

  it.each(["Prod", "prod，staging", "prod，harbor", "prod;subnet=vsw-1,harbor", "Harbor", "prdo，staging"])(
    "%j is corrected on a network as it is before anybody tags",
    (value) => {
      const [before] = lintTag(value, registries, null).problems;
      for (const cloud of ["alibaba", "tencent"] as const)
        expect(lintTag(value, registries, cloud).problems[0]).toEqual(before);
    },
  );

  it("without a configuration is judged by its form alone", () => {
    expect(lintTag("anything", null, null).problems).toEqual([]);
    expect(lintTag("anything;subnet=subnet-1", null, null).problems).toEqual([]);
    expect(lintTag("anything;subnet=1", null, null).problems).toMatchObject([{ code: "blocked/subnet-not-found" }]);
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
