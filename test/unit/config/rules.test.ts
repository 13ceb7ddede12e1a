import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../../shared/config/parse.ts";

const least = `version: 1
registries:
  prod: { cloud: alibaba, region: cn-hangzhou, instance: cri-abc, accept: { accounts: ["1234567890123456"] } }
`;
const problemsOf = (more: string) => {
  const parsed = parseConfiguration(least + more);
  return parsed.ok ? [] : parsed.problems.map(({ path, message, hint }) => `${path}: ${message}; ${hint}`);
};
const exemption = (dates: string) => `exemptions: [{ match: { networks: [vpc-1] }, reason: r, owner: o, ${dates} }]\n`;
const rules = (...list: readonly string[]) =>
  `rules:\n${list.map((match, index) => `  - { name: r${index}, match: ${match}, outcome: accept }\n`).join("")}`;

describe("rules", () => {
  it("that are none would reject everything: more likely they were lost, so that is a mistake", () => {
    expect(problemsOf("rules: []\n")).toEqual([expect.stringMatching(/^rules: would reject every network; /)]);
  });

  it("name registries of the file", () => {
    const wrong = problemsOf(rules("{ registries: [prod, prdo] }"));
    expect(wrong).toEqual(['rules.0.match.registries.1: "prdo" is no registry of this file; did you mean "prod"?']);
  });

  it("have a name each, which reports call them by", () => {
    const twice =
      "rules:\n  - { name: a, match: { networks: [vpc-1] }, outcome: accept }\n  - { name: a, match: {}, outcome: reject }\n";
    expect(problemsOf(twice)).toEqual([expect.stringMatching(/^rules\.1\.name: "a" is the name of an earlier rule/)]);
  });

  it.each([
    ["one that matches everything", ["{}", "{ networks: [vpc-1] }"]],
    ["one that matches everything, at all distance", ["{}", "{ tags: { env: x } }"]],
    ["the same one", ["{ tags: { env: x } }", "{ tags: { env: x } }"]],
    ["one of more networks", ["{ networks: [vpc-1, vpc-2] }", "{ networks: [vpc-2] }"]],
    ["one of fewer tags", ["{ tags: { env: x } }", "{ tags: { env: x, team: y }, regions: [cn-hangzhou] }"]],
  ])("can be reached: behind %s one never decides", (_, matches) => {
    expect(problemsOf(rules(...matches))).toEqual([
      expect.stringMatching(
        /^rules\.1: can never decide: the rule "r0" before it .*; put it before "r0", or take it out$/,
      ),
    ]);
  });

  it.each([
    ["a narrower one first", ["{ networks: [vpc-1] }", "{}"]],
    ["other networks", ["{ networks: [vpc-1] }", "{ networks: [vpc-1, vpc-2] }"]],
    ["another value of a tag", ["{ tags: { env: x } }", "{ tags: { env: y } }"]],
    ["another field", ["{ networks: [vpc-1] }", "{ tags: { env: x } }"]],
    ["fewer fields", ["{ networks: [vpc-1], regions: [cn-hangzhou] }", "{ networks: [vpc-1] }"]],
  ])("in order are right: %s", (_, matches) => {
    expect(problemsOf(rules(...matches))).toEqual([]);
  });
});

describe("exemptions", () => {
  const times = (dates: string) => {
    const parsed = parseConfiguration(least + exemption(dates));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const [one] = parsed.settings.exemptions;
    return [one?.from, one?.until];
  };

  it.each([
    ["a day, unquoted", "until: 2026-02-28", null, "2026-03-01T00:00:00.000Z"],
    ["a day, quoted", 'until: "2024-02-29"', null, "2024-03-01T00:00:00.000Z"],
    ["one day", "from: 2026-03-01, until: 2026-03-01", "2026-03-01T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
    [
      "moments with an offset",
      "from: 2026-03-01T10:00+08:00, until: '2026-03-01T02:00:00.001Z'",
      "2026-03-01T02:00:00.000Z",
      "2026-03-01T02:00:00.001Z",
    ],
  ])("take %s", (_, dates, from, until) => {
    expect(times(dates)).toEqual([from, until]);
  });

  it.each([
    ["a day that is none", "until: 2026-02-30", /^exemptions\.0\.until: "2026-02-30" is no day of the calendar/],
    ["a moment that is none", "until: 2026-02-01T25:00Z", /is no day of the calendar/],
    ["a moment without an offset", "until: 2026-02-01T10:00", /is neither a day such as .* nor a moment such as/],
    ["words", "until: the end", /is neither a day/],
    ["a year", "until: 2026", /must be text, is a number; for example "2026-03-01"/],
    [
      "an end before the beginning",
      "from: 2026-03-02, until: 2026-03-01",
      /^exemptions\.0\.until: .* is not after "2026-03-02"/,
    ],
    [
      "an end at the beginning",
      "from: 2026-03-02T08:00+08:00, until: 2026-03-02T00:00Z",
      /^exemptions\.0\.until: .* is not after/,
    ],
  ])("refuse %s", (_, dates, sentence) => {
    expect(problemsOf(exemption(dates))).toEqual([expect.stringMatching(sentence)]);
  });

  it("name what they are about, and registries of the file", () => {
    const all = "exemptions: [{ match: {}, reason: r, owner: o, until: 2026-03-01 }]\n";
    expect(problemsOf(all)).toEqual([expect.stringMatching(/^exemptions\.0\.match: exempts every network; /)]);
    expect(problemsOf(all.replace("{}", "{ registries: [other] }"))).toEqual([
      'exemptions.0.match.registries.0: "other" is no registry of this file; known: prod',
    ]);
  });

  it("have a reason and an owner", () => {
    const blank = exemption("until: 2026-03-01").replace("reason: r, owner: o", 'reason: " ", owner: ""');
    expect(problemsOf(blank)).toEqual([
      expect.stringMatching(/^exemptions\.0\.reason: " " is blank/),
      expect.stringMatching(/^exemptions\.0\.owner: "" is blank/),
    ]);
  });
});
