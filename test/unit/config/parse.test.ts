import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../../shared/config/parse.ts";
import { renderProblems } from "../../../shared/config/problem.ts";

const least = `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-abc123
    accept:
      accounts: ["1234567890123456"]
`;

/** The smallest valid file with one line changed or added. */
const changed = (line: string, by: string) => {
  expect(least).toContain(line);
  return least.replace(line, by);
};
const settingsOf = (text: string) => {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Error(renderProblems(parsed.problems, "mooring.yaml"));
  return parsed.settings;
};
const problemsOf = (text: string) => {
  const parsed = parseConfiguration(text);
  return parsed.ok ? [] : parsed.problems;
};

describe("a valid configuration", () => {
  it("gets the defaults that protect where it says nothing", () => {
    expect(settingsOf(least)).toEqual({
      version: 1,
      hash: expect.stringMatching(/^[0-9a-f]{12}$/),
      tag: "registry-link",
      registries: [
        {
          alias: "prod",
          cloud: "alibaba",
          region: "cn-hangzhou",
          instance: "cri-abc123",
          parts: ["registry"],
          mode: "observe",
          accept: { accounts: ["1234567890123456"], regions: [], tags: {} },
          select: null,
          expect: null,
          subnets: { reserve: 3, zones: [] },
          quota: null,
          createServiceLinkedRole: true,
          replicas: [],
          names: ["vpc"],
          customDomains: [],
          optIn: [],
          forwardingResolvers: [],
        },
      ],
      rules: null,
      exemptions: [],
      limits: {
        inTransition: 5,
        attachesPerDay: 50,
        failedWritesPerHour: 3,
        repairsPerDay: 3,
        repointsPerHour: 5,
        detachesPerDay: 3,
        graceHours: 72,
        approvalHours: 24,
      },
    });
  });

  it("carries over everything it says, on both clouds", () => {
    const settings = settingsOf(`version: 1
tag: team/registry
registries:
  a1:
    cloud: alibaba
    region: ap-southeast-1
    instance: cri-abc
    parts: [chart, registry]
    mode: full
    accept: { accounts: ["1234567890123456"], regions: [ap-southeast-1], tags: { env: prod } }
    select: { tags: { tier: "1" } }
    expect: { tags: { env: prod } }
    subnets: { reserve: 0, zones: [ap-southeast-1a-x] }
    quota: 20
    createServiceLinkedRole: false
    customDomains: [registry.corp.example.com.cn, example.org]
    optIn: [shared-zone, recreate-zone]
    forwardingResolvers: [10.0.0.2]
  t-2:
    cloud: tencent
    region: ap-guangzhou
    instance: tcr-dg284imq
    accept: { accounts: ["100000000001"] }
    replicas: [ap-shanghai]
    names: [default, vpc]
rules:
  - name: Production first
    match:
      accounts: [1234567890123456]
      regions: [ap-southeast-1, ap-guangzhou]
      networks: [vpc-1a]
      resourceGroups: [rg-1a]
      tags: { env: prod }
      registries: [a1]
    outcome: ask
    priority: -7
  - { name: the rest, match: {}, outcome: accept }
exemptions:
  - { match: { tags: { env: old } }, reason: ends in March, owner: team-a, until: 2026-03-31 }
limits:
  inTransition: 1
  attachesPerDay: 2
  failedWritesPerHour: 4
  repairsPerDay: 5
  repointsPerHour: 6
  detachesPerDay: 0
  graceHours: 7
  approvalHours: 8
`);
    expect(settings.tag).toBe("team/registry");
    expect(settings.limits).toEqual({
      inTransition: 1,
      attachesPerDay: 2,
      failedWritesPerHour: 4,
      repairsPerDay: 5,
      repointsPerHour: 6,
      detachesPerDay: 0,
      graceHours: 7,
      approvalHours: 8,
    });
    const everything = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
    expect(settings.rules).toEqual([
      {
        name: "Production first",
        match: {
          accounts: ["1234567890123456"],
          regions: ["ap-southeast-1", "ap-guangzhou"],
          networks: ["vpc-1a"],
          resourceGroups: ["rg-1a"],
          tags: { env: "prod" },
          registries: ["a1"],
        },
        outcome: "ask",
        priority: -7,
      },
      { name: "the rest", match: everything, outcome: "accept", priority: 0 },
    ]);
    expect(settings.exemptions).toEqual([
      {
        match: { ...everything, tags: { env: "old" } },
        reason: "ends in March",
        owner: "team-a",
        from: null,
        until: "2026-04-01T00:00:00.000Z",
      },
    ]);
    expect(settings.registries[0]).toMatchObject({
      parts: ["chart", "registry"],
      mode: "full",
      accept: { regions: ["ap-southeast-1"], tags: { env: "prod" } },
      select: { tags: { tier: "1" } },
      expect: { accounts: [], regions: [], tags: { env: "prod" } },
      subnets: { reserve: 0, zones: ["ap-southeast-1a-x"] },
      quota: 20,
      createServiceLinkedRole: false,
      customDomains: [
        { name: "registry.corp.example.com.cn", mainDomain: "example.com.cn" },
        { name: "example.org", mainDomain: "example.org" },
      ],
      optIn: ["shared-zone", "recreate-zone"],
      forwardingResolvers: ["10.0.0.2"],
      replicas: [],
      names: ["vpc"],
    });
    expect(settings.registries[1]).toMatchObject({
      alias: "t-2",
      cloud: "tencent",
      parts: ["registry"],
      replicas: ["ap-shanghai"],
      names: ["default", "vpc"],
      forwardingResolvers: [],
    });
  });

  it("keeps account ids and tag values digit for digit, without quotes, larger than any safe number", () => {
    const [registry] = settingsOf(
      changed(
        '["1234567890123456"]',
        "[9999999999999999, 0100200300400500]\n      tags: { release: 1.10, on: true, '7': x }",
      ),
    ).registries;
    expect(registry?.accept.accounts).toEqual(["9999999999999999", "0100200300400500"]);
    expect(registry?.accept.tags).toEqual({ release: "1.10", on: "true", "7": "x" });
  });

  it("may write accounts once and refer to them", () => {
    const text = `${least.replace('["1234', '&ours ["1234')}    expect: { accounts: *ours }\n`;
    expect(settingsOf(text).registries[0]?.expect?.accounts).toEqual(["1234567890123456"]);
  });

  it("has a hash that changes with every change of the text, and with nothing else", () => {
    expect(settingsOf(least).hash).toBe(settingsOf(least).hash);
    expect(settingsOf(`${least}# why\n`).hash).not.toBe(settingsOf(least).hash);
  });

  it("is what the example at the top of the repository is", () => {
    const text = readFileSync(new URL("../../../mooring.example.yaml", import.meta.url), "utf8");
    expect(settingsOf(text).registries.map(({ alias, mode }) => `${alias} ${mode}`)).toEqual([
      "prod repair",
      "staging observe",
      "harbor attach",
    ]);
  });

  it.each([
    "cn-hangzhou",
    "cn-zhengzhou-jva",
    "cn-wuhan-lr",
    "cn-hongkong",
    "ap-southeast-1",
    "us-west-1",
    "me-central-1",
    "cn-shanghai-finance-1",
  ])("takes Alibaba Cloud's region %s", (region) => {
    expect(settingsOf(changed("cn-hangzhou", region)).registries[0]?.region).toBe(region);
  });
});

describe("a wrong configuration", () => {
  it.each([
    ["an unknown key at the top", `${least}limit: {}\n`, 9, 1, "limit", /unknown key/, /did you mean "limits"\?/],
    [
      "a key far from any",
      `${least}frequency: 3\n`,
      9,
      1,
      "frequency",
      /unknown key/,
      /known here: version, tag, registries, rules, exemptions, limits/,
    ],
    [
      "a misspelt required key",
      changed("accounts:", "acounts:"),
      8,
      7,
      "registries.prod.accept.acounts",
      /unknown key/,
      /"accounts"/,
    ],
    [
      "a missing key",
      changed("    region: cn-hangzhou\n", ""),
      3,
      3,
      "registries.prod.region",
      /missing key/,
      /cn-hangzhou/,
    ],
    ["a missing version", changed("version: 1\n", ""), 1, 1, "version", /missing key/, /1/],
    ["another version", changed("version: 1", "version: 2"), 1, 10, "version", /2 is no version/, /1/],
    [
      "a doubled key",
      changed("    region:", "    cloud: alibaba\n    region:"),
      5,
      5,
      "registries.prod.cloud",
      /twice/,
      /line 4/,
    ],
    [
      "an empty block",
      changed('\n      accounts: ["1234567890123456"]', ""),
      7,
      5,
      "registries.prod.accept",
      /must be a block of keys, is empty/,
      /accounts/,
    ],
    [
      "a list for a block",
      `${least}limits: [5]\n`,
      9,
      9,
      "limits",
      /must be a block of keys, is a list/,
      /inTransition/,
    ],
    [
      "text for a list",
      changed('["1234567890123456"]', '"1234567890123456"'),
      8,
      17,
      "registries.prod.accept.accounts",
      /must be a list, is text/,
      /\["/,
    ],
    ["an unknown cloud", changed("alibaba", "azure"), 4, 12, "registries.prod.cloud", /"azure"/, /alibaba, tencent/],
    [
      "a zone for a region",
      changed("cn-hangzhou", "cn-hangzhou-i"),
      5,
      13,
      "registries.prod.region",
      /"cn-hangzhou-i" is not a region of Alibaba Cloud/,
      /cn-hangzhou/,
    ],
    [
      "another cloud's region",
      changed("cn-hangzhou", "ap-guangzhou"),
      5,
      13,
      "registries.prod.region",
      /not a region of Alibaba Cloud/,
      /cn-hangzhou/,
    ],
    [
      "another cloud's instance",
      changed("cri-abc123", "tcr-dg284imq"),
      6,
      15,
      "registries.prod.instance",
      /not a registry's instance id of Alibaba Cloud/,
      /cri-/,
    ],
    [
      "nobody accepted",
      changed('["1234567890123456"]', "[]"),
      8,
      17,
      "registries.prod.accept.accounts",
      /accepts nobody/,
      /1234/,
    ],
    [
      "a user's id for an account's",
      changed("1234567890123456", "200000000000000017"),
      8,
      18,
      "registries.prod.accept.accounts.0",
      /not an account id of Alibaba Cloud/,
      /1234567890123456/,
    ],
    [
      "an unknown mode",
      changed("    accept:", "    mode: write\n    accept:"),
      7,
      11,
      "registries.prod.mode",
      /"write" is no mode/,
      /observe, attach, repair, full/,
    ],
    [
      "an unknown part",
      changed("    accept:", "    parts: [image]\n    accept:"),
      7,
      13,
      "registries.prod.parts.0",
      /"image" is no part/,
      /registry, chart/,
    ],
    [
      "a part twice",
      changed("    accept:", "    parts: [chart, chart]\n    accept:"),
      7,
      12,
      "registries.prod.parts",
      /twice/,
      /registry/,
    ],
    [
      "a selection of everything",
      changed("    accept:", "    select: { tags: {} }\n    accept:"),
      7,
      21,
      "registries.prod.select.tags",
      /selects every network/,
      /env/,
    ],
    [
      "a tag key that would vanish",
      changed('["1234567890123456"]', '["1234567890123456"]\n      tags: { constructor: x }'),
      9,
      15,
      "registries.prod.accept.tags.constructor",
      /cannot be used/,
      /^$/,
    ],
    [
      "an empty tag value",
      changed('["1234567890123456"]', '["1234567890123456"]\n      tags: { env: }'),
      9,
      15,
      "registries.prod.accept.tags.env",
      /must be text, is empty/,
      /prod/,
    ],
    [
      "a limit of nothing",
      `${least}limits: { inTransition: 0 }\n`,
      9,
      25,
      "limits.inTransition",
      /0 must be a whole number from 1/,
      /5/,
    ],
    [
      "half a link",
      `${least}limits: { inTransition: 1.5 }\n`,
      9,
      25,
      "limits.inTransition",
      /1.5 must be a whole number/,
      /5/,
    ],
    [
      "yes for true",
      changed("    accept:", "    createServiceLinkedRole: yes\n    accept:"),
      7,
      30,
      "registries.prod.createServiceLinkedRole",
      /must be true or false, is text/,
      /true/,
    ],
    [
      "a tag key one cloud refuses",
      `${least}tag: "registry link"\n`,
      9,
      6,
      "tag",
      /refuses in a tag key/,
      /registry-link/,
    ],
    ["a tag key of the vendor's", `${least}tag: acs:link\n`, 9, 6, "tag", /keeps for itself/, /registry-link/],
    ["no registry", "version: 1\nregistries: {}\n", 2, 13, "registries", /names no registry/, /^$/],
  ])("with %s is refused at its place, with what would be right", (_, text, line, column, path, message, hint) => {
    const problems = problemsOf(text);
    expect(problems).toEqual([
      { line, column, path, message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
    ]);
  });

  it.each(["off", "hold", "all", "Prod", "pr_od", "-prod", "a".repeat(41), "constructor", '"pr od"', '""'])(
    "with the alias %s is refused at the alias",
    (alias) => {
      const [problem, ...others] = problemsOf(changed("  prod:", `  ${alias}:`));
      expect(problem).toMatchObject({ line: 3, column: 3, message: expect.stringMatching(/cannot be|longer than 40/) });
      expect(others).toEqual([]);
    },
  );

  it("with a Helm part on Tencent Cloud is refused: there is none", () => {
    const text = least
      .replace("alibaba", "tencent")
      .replace("cn-hangzhou", "ap-guangzhou")
      .replace("1234567890123456", "100000000001")
      .replace("cri-abc123", "tcr-dg284imq\n    parts: [chart]");
    expect(problemsOf(text)).toMatchObject([
      { line: 7, column: 13, message: expect.stringMatching(/"chart" is no part that Tencent/) },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["replicas: [cn-beijing]", "registries.prod.replicas", /^known here: cloud, region/],
    ["names: [vpc]", "registries.prod.names", /^known here: cloud, region/],
    ["forwardingResolver: [10.0.0.2]", "registries.prod.forwardingResolver", /did you mean "forwardingResolvers"\?/],
  ])("with %s on Alibaba Cloud is refused: there is no such key", (line, path, hint) => {
    expect(problemsOf(changed("    accept:", `    ${line}\n    accept:`))).toEqual([
      { line: 7, column: 5, path, message: "unknown key", hint: expect.stringMatching(hint) },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ["replica: [ap-shanghai]", "replica", /unknown key/],
    ["replicas: ap-shanghai", "replicas", /must be a list/],
    ["replicas: [cn-shanghai-x-y-z]", "replicas.0", /not a region of Tencent Cloud/],
    ["replicas: [ap-shanghai, ap-shanghai]", "replicas", /names a region twice/],
    ["replicas: [ap-shanghai, ap-guangzhou]", "replicas.1", /the registry's own region/],
    ["expect: { regions: [ap-shanghai] }", "expect.regions.0", /no region whose networks the registry links/],
    ["names: []", "names", /names no kind of name/],
    ["names: [vpc, vpc]", "names", /names a kind twice/],
    ["names: [custom]", "names.0", /"custom" is no kind of name/],
    ["customDomain: [a.example.com]", "customDomain", /unknown key/],
    ["customDomains: a.example.com", "customDomains", /must be a list/],
    ["customDomains: [A.example.com]", "customDomains.0", /not a domain name in lower case/],
    ["customDomains: [a.example.com.]", "customDomains.0", /not a domain name in lower case/],
    ["customDomains: ['*.example.com']", "customDomains.0", /not a domain name in lower case/],
    ["customDomains: [registry]", "customDomains.0", /not a domain name in lower case/],
    ["customDomains: [10.0.0.99]", "customDomains.0", /under no public suffix/],
    ["customDomains: [com.cn]", "customDomains.0", /under no public suffix/],
    ["customDomains: [a.tencentcloudcr.com]", "customDomains.0", /the vendor's own domain/],
    ["customDomains: [tencentcloudcr.com]", "customDomains.0", /the vendor's own domain/],
    ["customDomains: [x.cn-hangzhou.cr.aliyuncs.com]", "customDomains.0", /the vendor's own domain/],
    ["customDomains: [a.example.com, a.example.com]", "customDomains", /names a domain twice/],
    ["optIn: [everything]", "optIn.0", /no repair that must be allowed/],
    ["optIn: [shared-zone, shared-zone]", "optIn", /names a repair twice/],
    ["forwardingResolvers: [10.0.0.256]", "forwardingResolvers.0", /not an IPv4 address/],
    ["forwardingResolvers: [10.0.0.2.1]", "forwardingResolvers.0", /not an IPv4 address/],
    ["forwardingResolvers: [dns.example.com]", "forwardingResolvers.0", /not an IPv4 address/],
  ])("with %s on Tencent Cloud is refused at its place", (line, path, message) => {
    const text = least
      .replace("alibaba", "tencent")
      .replace("cn-hangzhou", "ap-guangzhou")
      .replace("1234567890123456", "100000000001")
      .replace("cri-abc123", `tcr-dg284imq\n    ${line}`);
    expect(problemsOf(text)).toMatchObject([
      { line: 7, path: `registries.prod.${path}`, message: expect.stringMatching(message) },
    ]);
  });

  it("with a domain of the user's own and no part for it is refused", () => {
    const domains = changed("    accept:", "    parts: [chart]\n    customDomains: [a.example.com]\n    accept:");
    expect(problemsOf(domains)).toMatchObject([
      { line: 8, path: "registries.prod.customDomains", message: expect.stringMatching(/for the part registry/) },
    ]);
    expect(settingsOf(domains.replace("[chart]", "[chart, registry]")).registries).toHaveLength(1);
    expect(settingsOf(domains.replace("[a.example.com]", "[]")).registries).toHaveLength(1);
  });

  it.each(["0.0.0.0", "10.0.0.2", "192.168.100.254", "255.255.255.255"])("takes the resolver %s", (server) => {
    const [registry] = settingsOf(
      changed("    accept:", `    forwardingResolvers: [${server}]\n    accept:`),
    ).registries;
    expect(registry?.forwardingResolvers).toEqual([server]);
  });

  it("with one instance under two aliases is refused at the second", () => {
    const second = least.split("\n").slice(2).join("\n").replace("prod", "again");
    expect(problemsOf(least + second)).toMatchObject([
      { line: 12, path: "registries.again.instance", message: expect.stringContaining('the registry "prod" already') },
    ]);
  });

  it("tells all its mistakes at once, in the order of the file", () => {
    const problems = problemsOf(`version: 3
registries:
  Prod:
    cloud: alibaba
    region: nowhere
    instance: cri-1
    acept: { accounts: [] }
    extra: 1
  b:
    cloud: azure
    region: 7
    instance: x
    accept: []
    also: 2
limits: { inTransition: many, atachesPerDay: 3 }
unknown: 1
`);
    expect(problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "1 version",
      "3 registries.Prod",
      "5 registries.Prod.region",
      "7 registries.Prod.acept",
      "8 registries.Prod.extra",
      "10 registries.b.cloud",
      "11 registries.b.region",
      "12 registries.b.instance",
      "13 registries.b.accept",
      "14 registries.b.also",
      "15 limits.inTransition",
      "15 limits.atachesPerDay",
      "16 unknown",
    ]);
  });

  it("does not say what form a value has on a cloud that is not named", () => {
    const text = changed("alibaba", "azure").replace("cri-abc123", "x");
    expect(problemsOf(text).find(({ path }) => path.endsWith("instance"))?.message).not.toMatch(/Alibaba|Tencent/);
  });
});

describe("a text that is no YAML", () => {
  it.each([
    ["an open bracket", "version: 1\nregistries: {\n", 3],
    ["a tab for blanks", "version: 1\n\tregistries: 1\n", 2],
    ["a second document", "version: 1\n---\nversion: 1\n", 2],
    ["an unknown tag", "version: !point 1\n", 1],
    ["an unknown anchor", "version: *one\n", 1],
    ["nothing", "", 1],
    ["a comment alone", "# soon\n", 1],
    ["a list", "- version: 1\n", 1],
    ["a word", "version\n", 1],
  ])("because of %s is refused at its line", (_, text, line) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]?.line).toBe(line);
    for (const problem of problems) expect(problem.column).toBeGreaterThan(0);
  });

  it("grows no bomb out of anchors", () => {
    const levels = "bcdefghij"
      .split("")
      .map((name, index) => `${name}: &${name} [${"*".concat("abcdefghi"[index] ?? "", ", ").repeat(9)}]`);
    const [problem] = problemsOf(["a: &a [x]", ...levels].join("\n"));
    expect(problem).toMatchObject({ message: "too many references to anchors" });
  });

  it("survives a value that holds itself", () => {
    expect(problemsOf("version: 1\nregistries: &r\n  prod:\n    cloud: *r\n").length).toBeGreaterThan(0);
  });

  it("never drops a key of JavaScript's own silently", () => {
    for (const key of ["__proto__", "constructor", "toString"])
      expect(problemsOf(`${least}${key}: { x: 1 }\n`)).toMatchObject([{ line: 9, path: key, message: "unknown key" }]);
  });
});

describe("problems on a terminal", () => {
  it("stand in aligned columns: place, path, what is wrong and what would be right", () => {
    const text = changed("accounts:", "acounts:").replace("version: 1", "version: 9");
    expect(renderProblems(problemsOf(text), "mooring.yaml")).toBe(
      [
        "mooring.yaml:1:10  version                         9 is no version of the format that this Mooring reads; for example 1",
        'mooring.yaml:8:7   registries.prod.accept.acounts  unknown key; did you mean "accounts"?',
        "",
      ].join("\n"),
    );
  });

  it("leave the path away where the whole file is wrong", () => {
    expect(renderProblems(problemsOf(""), "x.yaml")).toMatch(/^x\.yaml:1:1 {2}the file is empty/);
  });
});
