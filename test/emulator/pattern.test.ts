import { describe, expect, test } from "vitest";
import { type EventPattern, matches, validatePattern } from "../../emulator/alibaba/eventbridge/pattern.ts";

const event = {
  type: "vpc:ActionTrail:ApiCall",
  subject: "acs:vpc/10.jpg",
  data: { eventName: "CreateVpc", count: 5, ip: "10.0.0.123", empty: "", nothing: null, ids: ["vpc-a", "vpc-b"] },
};

const cases: readonly [string, EventPattern, boolean][] = [
  ["an exact value", { type: ["vpc:ActionTrail:ApiCall"] }, true],
  ["an exact value in another case", { type: ["vpc:actiontrail:apicall"] }, false],
  ["one of several values", { type: ["x", "vpc:ActionTrail:ApiCall"] }, true],
  ["a part of a value", { type: ["vpc:ActionTrail"] }, false],
  ["a field that is absent", { source: ["acs.vpc"] }, false],
  ["two fields that both hold", { type: [{ prefix: "vpc:" }], data: { eventName: ["CreateVpc"] } }, true],
  ["two fields of which one fails", { type: [{ prefix: "vpc:" }], data: { eventName: ["DeleteVpc"] } }, false],
  ["nesting where the event holds a string", { type: { eventName: ["CreateVpc"] } }, false],
  ["prefix", { type: [{ prefix: "vpc:" }] }, true],
  ["prefix of something else", { type: [{ prefix: "ecs:" }] }, false],
  ["prefix on a number", { data: { count: [{ prefix: "5" }] } }, false],
  ["suffix", { subject: [{ suffix: ".jpg" }] }, true],
  ["suffix of something else", { subject: [{ suffix: ".png" }] }, false],
  ["contains", { type: [{ contains: "ActionTrail" }] }, true],
  ["contains something else", { type: [{ contains: "Config" }] }, false],
  ["anything-but another value", { data: { eventName: [{ "anything-but": "DeleteVpc" }] } }, true],
  ["anything-but this value", { data: { eventName: [{ "anything-but": "CreateVpc" }] } }, false],
  ["anything-but another number", { data: { count: [{ "anything-but": 4 }] } }, true],
  ["anything-but this number", { data: { count: [{ "anything-but": 5 }] } }, false],
  ["anything-but a list without it", { data: { eventName: [{ "anything-but": ["a", "b"] }] } }, true],
  ["anything-but a list with it", { data: { eventName: [{ "anything-but": ["a", "CreateVpc"] }] } }, false],
  ["anything-but another prefix", { data: { eventName: [{ "anything-but": { prefix: "Delete" } }] } }, true],
  ["anything-but this prefix", { data: { eventName: [{ "anything-but": { prefix: "Create" } }] } }, false],
  ["anything-but this suffix", { data: { eventName: [{ "anything-but": { suffix: "Vpc" } }] } }, false],
  ["anything-but another suffix", { data: { eventName: [{ "anything-but": { suffix: "VSwitch" } }] } }, true],
  ["anything-but what it contains", { data: { eventName: [{ "anything-but": { contains: "ateV" } }] } }, false],
  ["anything-but an absent field", { data: { absent: [{ "anything-but": "x" }] } }, false],
  ["numeric equality", { data: { count: [{ numeric: ["=", 5] }] } }, true],
  ["a numeric range that includes its end", { data: { count: [{ numeric: [">", 0, "<=", 5] }] } }, true],
  ["a numeric range that excludes its end", { data: { count: [{ numeric: [">", 0, "<", 5] }] } }, false],
  ["numeric on a string", { data: { eventName: [{ numeric: [">", 0] }] } }, false],
  ["an address within a block", { data: { ip: [{ cidr: "10.0.0.0/24" }] } }, true],
  ["an address within half a block", { data: { ip: [{ cidr: "10.0.0.128/25" }] } }, false],
  ["an address and everything", { data: { ip: [{ cidr: "0.0.0.0/0" }] } }, true],
  ["a block on what is no address", { data: { eventName: [{ cidr: "10.0.0.0/24" }] } }, false],
  ["exists", { data: { eventName: [{ exists: true }] } }, true],
  ["exists on an absent field", { data: { absent: [{ exists: true }] } }, false],
  ["absence of an absent field", { data: { errorCode: [{ exists: false }] } }, true],
  ["absence of a present field", { data: { eventName: [{ exists: false }] } }, false],
  ["absence below an absent object", { detail: { errorCode: [{ exists: false }] } }, true],
  ["null", { data: { nothing: [null] } }, true],
  ["null where there is an empty string", { data: { empty: [null] } }, false],
  ["null where there is nothing", { data: { absent: [null] } }, false],
  ["an empty string", { data: { empty: [""] } }, true],
  ["an empty string where there is null", { data: { nothing: [""] } }, false],
  ["one item of a list", { data: { ids: ["vpc-b", "vpc-x"] } }, true],
  ["no item of a list", { data: { ids: ["vpc-x"] } }, false],
  ["the prefix of an item of a list", { data: { ids: [{ prefix: "vpc-" }] } }, true],
];

describe("an event pattern", () => {
  test.each(cases)("with %s", (_, pattern, expected) => {
    expect(validatePattern(pattern)).toEqual([]);
    expect(matches(pattern, event)).toBe(expected);
  });

  test.each<[string, unknown, RegExp]>([
    ["that is text", "{}", /must be an object/],
    ["without a field", {}, /names no field/],
    ["with an empty list", { type: [] }, /at least one condition/],
    ["with a value outside a list", { type: "x" }, /pattern\.type must be an object/],
    ["with a list in a list", { type: [["x"]] }, /nest a list/],
    ["with six conditions", { data: { eventName: ["a", "b", "c", "d", "e", "f"] } }, /eventName holds 6 .*at most 5/],
    ["with an unknown operator", { type: [{ wildcard: "vpc:*" }] }, /wildcard is no operator/],
    ["with two operators in one condition", { type: [{ prefix: "a", suffix: "b" }] }, /one operator/],
    ["with a number as prefix", { type: [{ prefix: 1 }] }, /prefix needs a string/],
    ["with a word for exists", { type: [{ exists: "yes" }] }, /exists needs true or false/],
    ["with half a range", { data: { count: [{ numeric: [">"] }] } }, /numeric needs pairs/],
    ["with a range of words", { data: { count: [{ numeric: [">", "0"] }] } }, /numeric needs pairs/],
    ["with an address of five parts", { data: { ip: [{ cidr: "10.0.0.0.0/24" }] } }, /cidr needs/],
    ["with a block of 33 bits", { data: { ip: [{ cidr: "10.0.0.0/33" }] } }, /cidr needs/],
    ["with anything-but nothing", { type: [{ "anything-but": [] }] }, /anything-but needs/],
    ["with anything-but a range", { type: [{ "anything-but": { numeric: [">", 0] } }] }, /anything-but needs/],
  ])("%s is refused", (_, pattern, message) => {
    expect(validatePattern(pattern).join("; ")).toMatch(message);
  });
});
