import { describe, expect, it } from "vitest";
import type { ForwardingRule, Zone } from "../../../../shared/model/zone.ts";
import type { Drift } from "../../../../shared/plan/name/drift-outcome.ts";
import { withForwarding } from "../../../../shared/plan/name/forwarded.ts";
import { baselineOf, boundTo, names, zoneOf } from "../estate-of.ts";

const name = names.registry;
const parent = "cn-hangzhou.cr.aliyuncs.com";
const moored: Drift = {
  state: "moored",
  code: "moored/resolving",
  sentence: "all is well",
  repairs: [],
  baseline: baselineOf(),
};
const rule = (zone: string): ForwardingRule => ({ id: "rule-7", zone, servers: ["10.9.9.9", "10.9.9.8"] });

function forwarded(forwarding: ForwardingRule | null, zones: readonly Zone[], found: Drift = moored): Drift {
  return withForwarding(found, { network: "vpc-1", part: "registry", name, switch: null, forwarding, zones });
}

describe("a forwarding rule that covers a name", () => {
  it.each<[string, string, readonly Zone[]]>([
    ["and no zone is bound", "aliyuncs.com", []],
    ["and only an unbound zone holds it", "aliyuncs.com", [zoneOf({ bindings: [boundTo("vpc-2")] })]],
    ["more specifically than the bound zone", name, [zoneOf({ name: parent })]],
  ])("%s makes it forwarded, and no baseline", (_, zone, zones) => {
    const found = forwarded(rule(zone), zones);
    expect(found).toMatchObject({ state: "drifted", code: "drifted/forwarded", repairs: [], baseline: null });
    for (const word of ["rule-7", "10.9.9.9, 10.9.9.8", zone, name, "take the network out of the rule"])
      expect(found.sentence).toContain(word);
  });

  it.each([
    ["as specific", name],
    ["wider", "aliyuncs.com"],
  ])("%s leaves a bound zone its word, and is mentioned", (_, zone) => {
    const found = forwarded(rule(zone), [zoneOf()]);
    expect(found).toMatchObject({
      ...moored,
      sentence: expect.stringMatching(/^all is well; forwarding rule rule-7 /),
    });
  });

  it("of the zone itself, which sends its names on, has the word before it", () => {
    const found = forwarded({ ...rule(name), ofZone: true }, [zoneOf()]);
    expect(found).toMatchObject({ state: "drifted", code: "drifted/forwarded" });
    expect(forwarded({ ...rule("aliyuncs.com"), ofZone: true }, [zoneOf()])).toMatchObject({ code: moored.code });
  });

  it("has the word before a zone that only passes the name on to what publishes it", () => {
    const found = forwarded(rule("aliyuncs.com"), [zoneOf({ records: [] })], { ...moored, code: "moored/published" });
    expect(found).toMatchObject({ state: "drifted", code: "drifted/forwarded" });
  });

  it("does not keep a drift from being repaired", () => {
    const drifted: Drift = {
      ...moored,
      state: "drifted",
      code: "drifted/zone-unbound",
      baseline: null,
      repairs: [
        {
          kind: "set-fall-through",
          name,
          zone: "zone-1",
          zoneName: name,
          revision: "r1",
          have: true,
          want: false,
          because: "somebody changed it",
        },
      ],
    };
    const found = forwarded(rule("aliyuncs.com"), [], drifted);
    expect(found).toMatchObject({ ...drifted, sentence: expect.stringContaining("rule-7") });
  });

  it("that is none changes nothing", () => {
    expect(forwarded(null, [])).toBe(moored);
  });
});
