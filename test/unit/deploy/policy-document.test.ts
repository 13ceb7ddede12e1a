import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../cli/deploy/alibaba/policy-document.ts";
import { type Mode, modes } from "../../../shared/model/settings.ts";

const file = (name: string) => readFileSync(new URL(`../../../policies/alibaba/${name}.json`, import.meta.url), "utf8");
const one = { region: "cn-hangzhou", instance: "cri-1" };
const values = { account: "1234567890123456", bucket: "state", region: "cn-hangzhou", registries: [one] };
const registry = (index: number) => ({ region: "cn-beijing", instance: `cri-${"x".repeat(16)}${index}` });

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: readonly string[] }[];
}
const statements = (text: string) => (JSON.parse(text) as Document).Statement;
const resourcesOf = (text: string, action: string) =>
  statements(text).flatMap(({ Action, Resource }) => (Action.includes(action) ? Resource : []));

describe("the policy of a deployed role", () => {
  test.each(modes)("of mode %s has every place of its files filled and every action kept", (mode) => {
    const texts = [file(mode), file("dead-letters")];
    const document = policyDocument(texts, values);
    expect(document).not.toContain("$");
    expect(statements(document).flatMap(({ Action }) => Action)).toEqual(
      texts.flatMap((text) => statements(text).flatMap(({ Action }) => Action)),
    );
  });

  test("of each mode adds what the mode is for to the one below it, and nothing else", () => {
    const rights = (mode: Mode) => statements(file(mode)).flatMap(({ Action }) => Action);
    const added = (mode: Mode, below: Mode) => rights(mode).filter((action) => !rights(below).includes(action));
    expect(rights("observe").filter((action) => !/:(Describe|Get|List|Put|Delete)/.test(action))).toEqual([]);
    expect(rights("observe").filter((action) => /:(Put|Delete)/.test(action))).toEqual(["oss:PutObject"]);
    expect(added("attach", "observe").sort()).toEqual([
      "cr:CreateInstanceVpcEndpointLinkedVpc",
      "oss:DeleteObject",
      "ram:CreateServiceLinkedRole",
    ]);
    expect(added("repair", "attach").every((action) => action.startsWith("pvtz:"))).toBe(true);
    expect(added("full", "repair")).toEqual(["cr:DeleteInstanceVpcEndpointLinkedVpc"]);
    expect(resourcesOf(policyDocument([file("full")], values), "cr:DeleteInstanceVpcEndpointLinkedVpc")).toEqual([
      "acs:cr:cn-hangzhou:1234567890123456:instance/cri-1",
    ]);
  });

  test("names every registry, each with its own region, and no other", () => {
    const document = policyDocument([file("full")], { ...values, registries: [one, registry(2)] });
    expect(resourcesOf(document, "cr:GetInstance")).toEqual([
      "acs:cr:cn-hangzhou:1234567890123456:instance/cri-1",
      `acs:cr:cn-beijing:1234567890123456:instance/${registry(2).instance}`,
    ]);
    expect(resourcesOf(document, "vpc:DescribeVpcs")).toEqual([
      "acs:vpc:cn-hangzhou:1234567890123456:vpc/*",
      "acs:vpc:cn-beijing:1234567890123456:vpc/*",
    ]);
  });

  test("names a resource once, however many registries share it", () => {
    const document = policyDocument([file("full")], { ...values, registries: [one, { ...one, instance: "cri-2" }] });
    expect(resourcesOf(document, "vpc:DescribeVpcs")).toHaveLength(1);
    expect(resourcesOf(document, "oss:GetObject")).toEqual(["acs:oss:*:1234567890123456:state/*"]);
  });

  test("holds twenty registries, and refuses before RAM does when there are too many", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => registry(index));
    expect(
      policyDocument([file("full"), file("dead-letters")], { ...values, registries: many(20) }).length,
    ).toBeLessThan(6_145);
    expect(() => policyDocument([file("full")], { ...values, registries: many(60) })).toThrow(
      /60 registries are too many/,
    );
  });

  test("is not made with a place that nothing fills", () => {
    const text = file("observe").replace("$" + "{bucket}", "$" + "{bukket}");
    expect(() => policyDocument([text], values)).toThrow(/bukket/);
  });
});
