import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hostExists } from "../../../cli/deploy/alibaba/caller.ts";
import { type EventRule, serves } from "../../../cli/deploy/alibaba/event-rules.ts";
import { readDeployedFunction } from "../../../cli/deploy/alibaba/manifest.ts";
import { carryOut } from "../../../cli/deploy/carry-out.ts";
import { type Change, sameJson } from "../../../cli/deploy/proposal.ts";

const manifest = readFileSync(new URL("../../../s.yaml", import.meta.url), "utf8");

describe("two JSON texts", () => {
  test.each([
    ["in another order of keys and items", '{"a":[1,2],"b":{"c":1,"d":2}}', '{"b":{"d":2,"c":1},"a":[2,1]}', true],
    ["with another value", '{"a":[1]}', '{"a":[2]}', false],
    ["with an item twice", '{"a":[1,1]}', '{"a":[1]}', false],
    ["with a number as text", '{"a":1}', '{"a":"1"}', false],
    ["that are no JSON", "{", "{", true],
    ["of which one is no JSON", "{", "{}", false],
  ])("%s are the same: %#", (_, a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
  });
});

test("the function and its rule are read from the manifest", () => {
  const { name, pattern } = readDeployedFunction(manifest);
  expect(name).toBe("mooring-reconcile");
  expect((JSON.parse(pattern) as { type: string[] }).type).toHaveLength(5);
});

test("a manifest without an event trigger is an error, never an empty rule", () => {
  expect(() => readDeployedFunction(manifest.replaceAll("triggerType: eventbridge", "triggerType: timer"))).toThrow();
});

describe("a rule serves the function", () => {
  const endpoint = "acs:fc:cn-hangzhou:1:functions/f";
  const rule: EventRule = {
    name: "r",
    pattern: '{"type":["a"]}',
    enabled: true,
    targets: [{ id: "x", type: "acs.fc.function", endpoint }],
  };
  const target = (own: string, type = "acs.fc.function") => ({ ...rule, targets: [{ id: "x", type, endpoint: own }] });
  test.each<[string, EventRule, boolean]>([
    ["when all is as it must be", rule, true],
    ["by a version of it", target(`${endpoint}/LATEST`), true],
    ["not while it is off", { ...rule, enabled: false }, false],
    ["not with another pattern", { ...rule, pattern: '{"type":["b"]}' }, false],
    ["not by a function whose name only begins alike", target(`${endpoint}2`), false],
    ["not by a queue", target(endpoint, "acs.mns.queue"), false],
    ["not without a target", { ...rule, targets: [] }, false],
  ])("%s", (_, given, expected) => {
    expect(serves(given, endpoint, '{"type":["a"]}')).toBe(expected);
  });
});

describe("carrying a step out", () => {
  async function carried(
    change: Partial<Change>,
    given: { yes?: boolean; dryRun?: boolean; answer?: boolean; agreed?: string },
  ) {
    const seen: string[] = [];
    const work = carryOut(
      {
        subject: "thing",
        now: "odd",
        change: { says: "mend it", replaces: false, apply: async () => void seen.push("applied"), ...change },
      },
      {
        yes: given.yes ?? false,
        dryRun: given.dryRun ?? false,
        say: (line) => void seen.push(line),
        confirm: async () => {
          seen.push("asked");
          return given.answer ?? false;
        },
        agreed: new Set(given.agreed === undefined ? [] : [given.agreed]),
      },
    );
    await work.catch((error: unknown) => seen.push(error instanceof Error ? error.name : "?"));
    return seen;
  }
  const done = "thing: odd; done: mend it";

  test("what only adds is done without a question, what replaces is asked about", async () => {
    expect(await carried({}, {})).toEqual(["applied", done]);
    expect(await carried({ replaces: true }, {})).toEqual(["asked", "Fault"]);
    expect(await carried({ replaces: true }, { answer: true })).toEqual(["asked", "applied", done]);
    expect(await carried({ replaces: true }, { yes: true })).toEqual(["applied", done]);
  });

  test("what was agreed to is not asked again, but what came up since is", async () => {
    expect(await carried({ replaces: true }, { agreed: "mend it" })).toEqual(["applied", done]);
    expect(await carried({ replaces: true }, { agreed: "mend something else" })).toEqual(["asked", "Fault"]);
  });

  test("a dry run applies nothing", async () => {
    expect(await carried({ replaces: true }, { dryRun: true, yes: true })).toEqual(["thing: odd; would mend it"]);
  });
});

test("a host that exists is found", async () => {
  expect(await hostExists("localhost")).toBe(true);
});
