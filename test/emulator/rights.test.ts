import { describe, expect, test } from "vitest";
import { actions } from "../../emulator/alibaba/actions/index.ts";
import { MalformedPolicyError, parsePolicy } from "../../emulator/alibaba/rights/document.ts";
import { evaluate } from "../../emulator/alibaba/rights/evaluate.ts";
import { hasRights } from "../../emulator/alibaba/rights/required.ts";

const policy = (...Statement: readonly object[]) => parsePolicy(JSON.stringify({ Version: "1", Statement }));
const allow = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: object = {}) => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});

const instance = "acs:cr:cn-hangzhou:1000000000000001:instance/cri-1";
const verdictOf = (
  statements: readonly object[],
  request: { action?: string; resource?: string; conditions?: Record<string, string> },
) => {
  const verdict = evaluate([policy(...statements)], { action: "cr:GetInstance", resource: instance, ...request });
  return verdict.allowed ? "allowed" : verdict.reason;
};

describe("actions", () => {
  test.each([
    ["the action itself", "cr:GetInstance", "allowed"],
    ["another action", "cr:GetInstanceUsage", "implicit"],
    ["one of a list", ["vpc:DescribeVpcs", "cr:GetInstance"], "allowed"],
    ["a product's all", "cr:*", "allowed"],
    ["another product's all", "vpc:*", "implicit"],
    ["a beginning", "cr:Get*", "allowed"],
    ["an end", "*Instance", "allowed"],
    ["one unknown letter", "cr:Get?nstance", "allowed"],
    ["one unknown letter too many", "cr:GetInstance?", "implicit"],
    ["another case", "CR:getinstance", "allowed"],
    ["everything", "*", "allowed"],
    ["a dot, which is no wildcard", "cr.GetInstance", "implicit"],
  ])("%s", (_, pattern, verdict) => {
    expect(verdictOf([allow(pattern)], {})).toBe(verdict);
  });

  test("NotAction allows all but what it names", () => {
    const statement = { Effect: "Allow", NotAction: ["cr:Delete*"], Resource: "*" };
    expect(verdictOf([statement], {})).toBe("allowed");
    expect(verdictOf([statement], { action: "cr:DeleteInstance" })).toBe("implicit");
  });
});

describe("resources", () => {
  test.each([
    ["the resource itself", instance, instance, "allowed"],
    ["another instance", "acs:cr:cn-hangzhou:1000000000000001:instance/cri-2", instance, "implicit"],
    ["another region", "acs:cr:cn-beijing:1000000000000001:instance/cri-1", instance, "implicit"],
    ["another account", "acs:cr:cn-hangzhou:1000000000000002:instance/cri-1", instance, "implicit"],
    ["any region", "acs:cr:*:1000000000000001:instance/cri-1", instance, "allowed"],
    ["all of an account", "acs:cr:*:1000000000000001:*", instance, "allowed"],
    ["another case", "acs:cr:cn-hangzhou:1000000000000001:instance/CRI-1", instance, "implicit"],
    ["anything", "*", "*", "allowed"],
    ["a scope for what cannot be scoped", "acs:cr:*:*:*", "*", "implicit"],
    ["an empty region", "acs:pvtz::1:zone/z", "acs:pvtz:*:1:zone/z", "allowed"],
    ["a role in another case", "acs:ram:*:1:role/Reader", "acs:ram:*:1:role/reader", "allowed"],
    ["a role with an empty region", "acs:ram::1:role/reader", "acs:ram:*:1:role/reader", "allowed"],
  ])("%s", (_, pattern, resource, verdict) => {
    expect(verdictOf([allow("*", pattern)], { resource })).toBe(verdict);
  });

  test("NotResource allows all but what it names", () => {
    const statement = { Effect: "Allow", Action: "*", NotResource: "acs:vpc:*" };
    expect(verdictOf([statement], {})).toBe("allowed");
    expect(verdictOf([statement], { resource: "acs:vpc:cn-hangzhou:1:vpc/vpc-1" })).toBe("implicit");
  });
});

describe("conditions", () => {
  const when = (Condition: object) => [allow("*", "*", { Condition })];
  test.each([
    ["StringEquals", { StringEquals: { "ram:ServiceName": "cr" } }, { "ram:ServiceName": "cr" }, "allowed"],
    ["StringEquals, one of several", { StringEquals: { k: ["a", "b"] } }, { k: "b" }, "allowed"],
    ["StringEquals, another case", { StringEquals: { k: "A" } }, { k: "a" }, "implicit"],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { k: "A" } }, { k: "a" }, "allowed"],
    ["StringLike", { StringLike: { k: "team-*" } }, { k: "team-7" }, "allowed"],
    ["StringLike, not so", { StringLike: { k: "team-?" } }, { k: "team-77" }, "implicit"],
    ["a key that the call does not have", { StringLike: { k: "*" } }, {}, "implicit"],
    ["two keys, one of them wrong", { StringEquals: { a: "1", b: "2" } }, { a: "1", b: "3" }, "implicit"],
  ])("%s", (_, condition, conditions: Record<string, string>, verdict) => {
    expect(verdictOf(when(condition), { conditions })).toBe(verdict);
  });
});

describe("several statements and policies", () => {
  test("a Deny wins wherever it stands, and only where it applies", () => {
    expect(verdictOf([deny("cr:Get*"), allow("*")], {})).toBe("explicit");
    expect(verdictOf([allow("*"), deny("cr:Get*")], {})).toBe("explicit");
    expect(verdictOf([allow("*"), deny("cr:Delete*")], {})).toBe("allowed");
    expect(verdictOf([allow("*"), deny("*", "acs:cr:cn-beijing:*")], {})).toBe("allowed");
    const request = { action: "cr:GetInstance", resource: instance };
    expect(evaluate([policy(allow("*")), policy(deny("*"))], request)).toEqual({ allowed: false, reason: "explicit" });
  });

  test("without any policy nothing is allowed", () => {
    expect(evaluate([], { action: "cr:GetInstance", resource: instance })).toEqual({
      allowed: false,
      reason: "implicit",
    });
  });
});

describe("a policy is refused", () => {
  test.each([
    ["that is no JSON", "{", /not JSON/],
    ["of another version", '{"Version":"2","Statement":[]}', /Version/],
    ["without a statement", '{"Version":"1","Statement":[]}', /Statement/],
    ["without an effect", JSON.stringify({ Version: "1", Statement: [{ Action: "*", Resource: "*" }] }), /Effect/],
    ["without a resource", JSON.stringify({ Version: "1", Statement: [{ Effect: "Allow", Action: "*" }] }), /Resource/],
    [
      "with both Action and NotAction",
      JSON.stringify({ Version: "1", Statement: [{ ...allow("*"), NotAction: "x" }] }),
      /NotAction/,
    ],
    [
      "with a condition that is not understood here",
      JSON.stringify({
        Version: "1",
        Statement: [allow("*", "*", { Condition: { IpAddress: { "acs:SourceIp": "1" } } })],
      }),
      /IpAddress/,
    ],
    ["with a number for an action", JSON.stringify({ Version: "1", Statement: [allow([1])] }), /Action/],
    [
      "with principals, which only a trust policy has",
      JSON.stringify({ Version: "1", Statement: [{ ...allow("*"), Principal: { RAM: ["x"] } }] }),
      /Principal/,
    ],
  ])("%s", (_, text, why) => {
    expect(() => parsePolicy(text)).toThrow(MalformedPolicyError);
    expect(() => parsePolicy(text)).toThrow(why);
  });
});

test("of every action it is said which rights it needs", () => {
  expect(actions.filter((action) => !hasRights(action)).map(({ product, name }) => `${product}:${name}`)).toEqual([]);
});
