import { describe, expect, it } from "vitest";
import { guard } from "../../../../shared/plan/guard.ts";
import { isSetAside, overridable, parseOverride, withOverrides } from "../../../../shared/plan/limits/overrides.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { at, entryOf, estateOf, linkOf, networkOf, subnetOf, type World, zoneOf } from "../estate-of.ts";

const askedOf = (text: string) => {
  const parsed = parseOverride(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.asked;
};

describe("an override on the command line", () => {
  it.each([
    ["attaches-per-day=100", { limit: "attaches-per-day", value: 100 }],
    ["grace-hours=0", { limit: "grace-hours", value: 0 }],
    [" in-transition = 7 ", { limit: "in-transition", value: 7 }],
    ["canary", { limit: "canary", value: null }],
    ["inventory", { limit: "inventory", value: null }],
  ])("%s is understood", (text, asked) => {
    expect(parseOverride(text)).toEqual({ ok: true, asked });
  });

  it.each([
    ["attach-per-day=100", /no limit is called "attach-per-day"; did you mean "attaches-per-day"\?/],
    ["everything", /no limit is called "everything"; it is one of in-transition, .*, canary, inventory/],
    ["constructor=1", /no limit is called "constructor"/],
    ["", /no limit is called ""/],
    ["attaches-per-day", /"attaches-per-day" needs a number: write --override attaches-per-day=NUMBER/],
    ["attaches-per-day=", /"" is no number/],
    ["attaches-per-day=many", /"many" is no number for "attaches-per-day": .*from 1 to 10000/],
    ["attaches-per-day=1.5", /"1\.5" is no number/],
    ["attaches-per-day=-1", /"-1" is no number/],
    ["attaches-per-day=1e3", /"1e3" is no number/],
    ["attaches-per-day=0", /from 1 to 10000/],
    ["in-transition=101", /from 1 to 100$/],
    ["canary=3", /"canary" has no number: --override canary/],
  ])("%j is refused with what is right", (text, problem) => {
    expect(parseOverride(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it("changes its own limit for the pass and no other, and leaves the configuration's hash as it is", () => {
    const { settings } = estateOf();
    for (const name of overridable) {
      const text = ["canary", "inventory"].includes(name) ? name : `${name}=17`;
      const changed = withOverrides(settings, [askedOf(text)]);
      const others = Object.entries(changed.limits).filter(
        ([key, value]) => value !== Reflect.get(settings.limits, key),
      );
      expect(others.map(([, value]) => value)).toEqual(text === name ? [] : [17]);
      expect([isSetAside(changed, "canary"), isSetAside(changed, "inventory")]).toEqual([
        name === "canary",
        name === "inventory",
      ]);
      expect(changed).toEqual({ ...settings, limits: changed.limits, setAside: changed.setAside });
    }
    expect(withOverrides(settings, [])).toBe(settings);
  });
});

describe("a limit that is set aside", () => {
  const fresh = (count: number): World => {
    const networks = Array.from({ length: count }, (_, index) => networkOf({ id: `vpc-${index + 1}` }));
    return { networks, subnets: networks.map(({ id }) => subnetOf({ id: `vsw-${id}`, network: id })) };
  };
  const attaches = (world: World, ...overrides: readonly string[]) => {
    const estate = estateOf(world);
    const settings = withOverrides(estate.settings, overrides.map(askedOf));
    const { changes } = guard(plan({ ...estate, settings }), { ...estate, settings }, "full");
    return changes.filter(({ kind }) => kind === "attach").length;
  };

  it("lets as many new links through as the number says", () => {
    const verified = {
      links: [linkOf({ network: "vpc-0" })],
      ledger: [entryOf({ network: "vpc-0" })],
      zones: [zoneOf()],
    };
    const world = { ...fresh(12), ...verified };
    expect(attaches(world)).toBe(5);
    expect(attaches(world, "in-transition=9")).toBe(9);
    expect(attaches(world, "in-transition=50")).toBe(12);
    const busy = { ...world, limits: { attachesPerDay: 1 }, ledger: [entryOf({ network: "vpc-0", intentAt: at })] };
    expect(attaches(busy)).toBe(0);
    expect(attaches(busy, "attaches-per-day=3")).toBe(2);
  });

  it("of the canary leaves every other limit in force", () => {
    const world = { ...fresh(12), links: [], ledger: [] };
    expect(attaches(world)).toBe(1);
    expect(attaches(world, "canary")).toBe(5);
    expect(attaches(world, "canary", "in-transition=2")).toBe(2);
  });
});
