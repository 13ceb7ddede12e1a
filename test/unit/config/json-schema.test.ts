import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { toJsonSchema } from "../../../shared/config/json-schema.ts";
import { parseConfiguration } from "../../../shared/config/parse.ts";
import { configurationSchema } from "../../../shared/config/schema.ts";

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const written: unknown = JSON.parse(file("docs/mooring.schema.json"));
// As editors do: allErrors, and the strictness that finds mistakes in the schema itself.
const accepts = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  strictTypes: false,
  strictRequired: false,
}).compile(toJsonSchema(configurationSchema));

const least = `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-abc123
    accept:
      accounts: ["1234567890123456"]
`;
const changed = (line: string, by: string) => {
  expect(least).toContain(line);
  return least.replace(line, by);
};
const tencent = (line = "", by = "") =>
  least
    .replace("alibaba", "tencent")
    .replace("cn-hangzhou", "ap-guangzhou")
    .replace("cri-abc123", "tcr-dg284imq")
    .replace("1234567890123456", "100000000001")
    .replace(line, by);

describe("the configuration's JSON Schema", () => {
  it("in docs is what the schema is now (npm run schema writes it)", () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(toJsonSchema(configurationSchema))));
  });

  it("is named in the example's first line, where editors look for it", () => {
    const [first = ""] = file("mooring.example.yaml").split("\n");
    const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] ?? "";
    expect(JSON.parse(file(path))).toEqual(written);
  });

  it("accepts the example", () => {
    expect(accepts(parse(file("mooring.example.yaml"))), JSON.stringify(accepts.errors)).toBe(true);
  });

  it.each([
    ["the smallest file", least],
    ["a registry on Tencent Cloud", tencent()],
    ["an account id without quotes, as Mooring takes it", changed('["1234567890123456"]', "[1234567890123456]")],
    ["a tag's value without quotes, as Mooring takes it", `${least}      tags: { stage: 1, live: true }\n`],
    [
      "every key with a value",
      `${least}    parts: [chart]\n    mode: full\n    select: { tags: { env: prod } }\n    expect: { tags: { env: prod } }\n    subnets: { reserve: 0, zones: [cn-hangzhou-i] }\n    quota: 5\n    createServiceLinkedRole: false\n    optIn: [recreate-zone]\nlimits: { inTransition: 1 }\ntag: x\n`,
    ],
    [
      "every key that only Tencent Cloud's have",
      tencent(
        "    accept",
        "    replicas: [ap-shanghai]\n    names: [default, vpc]\n    customDomains: [a.example.com]\n    forwardingResolvers: [10.0.0.2]\n    accept",
      ),
    ],
    [
      "rules and exemptions",
      `${least}rules:
  - { name: a, match: { accounts: [1234567890123456], networks: [vpc-1], tags: { n: 1 } }, outcome: ask, priority: 3 }
  - { name: b, match: {}, outcome: reject }
exemptions:
  - { match: { registries: [prod] }, reason: r, owner: o, from: 2026-03-01, until: "2026-03-01T18:00:00+08:00" }
`,
    ],
  ])("accepts %s, as Mooring does", (_, text) => {
    expect(parseConfiguration(text)).toMatchObject({ ok: true });
    expect(accepts(parse(text)), JSON.stringify(accepts.errors)).toBe(true);
  });

  it.each([
    ["an empty file", ""],
    ["a list", "- version: 1"],
    ["no version", changed("version: 1\n", "")],
    ["another version", changed("version: 1", "version: 2")],
    ["no registries", "version: 1\n"],
    ["an empty block of registries", "version: 1\nregistries: {}\n"],
    ["an unknown key at the top", `${least}regions: []\n`],
    ["an unknown key of a registry", `${least}    acccept: {}\n`],
    ["an unknown key of accept", `${least}      acounts: []\n`],
    ["an unknown limit", `${least}limits: { attaches: 5 }\n`],
    ["a reserved alias", changed("prod:", "hold:")],
    ["an alias with a capital", changed("prod:", "Prod:")],
    ["an alias of 41 letters", changed("prod:", `${"a".repeat(41)}:`)],
    ["an unknown cloud", changed("alibaba", "aws")],
    ["no cloud", changed("    cloud: alibaba\n", "")],
    ["no region", changed("    region: cn-hangzhou\n", "")],
    ["no instance", changed("    instance: cri-abc123\n", "")],
    ["no accept", changed('    accept:\n      accounts: ["1234567890123456"]\n', "")],
    ["accepting nobody", changed('["1234567890123456"]', "[]")],
    ["an account that is none", changed("1234567890123456", "everybody")],
    ["a region of the other cloud", changed("cn-hangzhou", "ap-guangzhou")],
    ["an instance of the other cloud", changed("cri-abc123", "tcr-dg284imq")],
    ["a Helm part on Tencent Cloud", tencent("    accept", "    parts: [chart]\n    accept")],
    ["replicas on Alibaba Cloud", `${least}    replicas: [cn-beijing]\n`],
    ["kinds of names on Alibaba Cloud", `${least}    names: [vpc]\n`],
    ["a replica twice", tencent("    accept", "    replicas: [ap-shanghai, ap-shanghai]\n    accept")],
    ["no kind of name", tencent("    accept", "    names: []\n    accept")],
    ["an unknown kind of name", tencent("    accept", "    names: [custom]\n    accept")],
    ["a domain with a capital", `${least}    customDomains: [A.example.com]\n`],
    ["a domain twice", `${least}    customDomains: [a.example.com, a.example.com]\n`],
    ["a repair that must not be allowed", `${least}    optIn: [everything]\n`],
    ["a resolver that is no address", `${least}    forwardingResolvers: [10.0.0.256]\n`],
    ["a part twice", `${least}    parts: [chart, chart]\n`],
    ["no part", `${least}    parts: []\n`],
    ["an unknown mode", `${least}    mode: everything\n`],
    ["an empty select", `${least}    select: { tags: {} }\n`],
    ["a negative reserve", `${least}    subnets: { reserve: -1 }\n`],
    ["half an address in reserve", `${least}    subnets: { reserve: 1.5 }\n`],
    ["a limit over its most", `${least}limits: { inTransition: 101 }\n`],
    ["text for a number", `${least}limits: { inTransition: many }\n`],
    ["text for true or false", `${least}    createServiceLinkedRole: maybe\n`],
    ["a block for a list", changed('["1234567890123456"]', "{ a: 1 }")],
    ["a tag key that Alibaba Cloud keeps for itself", `${least}tag: ACS:x\n`],
    ["a tag key with a blank", `${least}tag: a b\n`],
    ["a tag key with an address in it", `${least}tag: xHttps://y\n`],
    ["an empty tag key", `${least}tag: ""\n`],
    ["rules that are none", `${least}rules:\n`],
    ["an empty list of rules", `${least}rules: []\n`],
    ["a rule without a match", `${least}rules: [{ name: a, outcome: accept }]\n`],
    ["a rule that names no network", `${least}rules: [{ name: a, match: { networks: [] }, outcome: accept }]\n`],
    ["a rule that names no tag", `${least}rules: [{ name: a, match: { tags: {} }, outcome: accept }]\n`],
    ["a rule without a name", `${least}rules: [{ name: " ", match: {}, outcome: accept }]\n`],
    ["an unknown outcome", `${least}rules: [{ name: a, match: {}, outcome: allow }]\n`],
    ["an unknown key of a match", `${least}rules: [{ name: a, match: { vpcs: [vpc-1] }, outcome: accept }]\n`],
    ["a priority that is no number", `${least}rules: [{ name: a, match: {}, outcome: accept, priority: high }]\n`],
    ["an exemption for everything", `${least}exemptions: [{ match: {}, reason: r, owner: o, until: 2026-03-01 }]\n`],
    [
      "an exemption without a reason",
      `${least}exemptions: [{ match: { networks: [vpc-1] }, reason: "", owner: o, until: 2026-03-01 }]\n`,
    ],
    ["an exemption without an end", `${least}exemptions: [{ match: { networks: [vpc-1] }, reason: r, owner: o }]\n`],
    [
      "an exemption until a moment of nobody's clock",
      `${least}exemptions: [{ match: { networks: [vpc-1] }, reason: r, owner: o, until: 2026-03-01T18:00 }]\n`,
    ],
    ["a tag value of 129 characters", `${least}      tags: { a: ${"x".repeat(129)} }\n`],
  ])("refuses %s, as Mooring does", (_, text) => {
    expect(parseConfiguration(text)).toMatchObject({ ok: false });
    expect(accepts(parse(text))).toBe(false);
  });

  it("shows descriptions, defaults and examples to whoever writes a file", () => {
    expect(written).toMatchObject({
      properties: {
        tag: { description: expect.stringContaining("tag key"), default: "registry-link", examples: ["registry-link"] },
        limits: { properties: { inTransition: { default: 5, minimum: 1, maximum: 100, type: "integer" } } },
      },
    });
  });

  it("is not made of a schema that it would make too wide without a word", () => {
    expect(() => toJsonSchema(v.map(v.string(), v.string()))).toThrow(/"map", which has no JSON Schema yet/);
    expect(() => toJsonSchema(v.pipe(v.string(), v.email()))).toThrow(/"email", which has no JSON Schema yet/);
  });
});
