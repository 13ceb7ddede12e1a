import { expect, it } from "vitest";
import type { Finding } from "../../../shared/model/finding.ts";
import { plan } from "../../../shared/plan/plan.ts";
import { type SaidBefore, withSince } from "../../../shared/plan/since.ts";
import { at, estateOf, minutesAgo, networkOf, recordOf, type World, zoneOf } from "./estate-of.ts";

const wrong: World = { zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })] };
const found = (world: World = {}): readonly Finding[] => plan(estateOf(world)).findings;
const sinceOf = (findings: readonly Finding[], before: SaidBefore | null | undefined) =>
  withSince(findings, () => before, at)[0]?.parts[0]?.names[0]?.since;

it("a name that was said to be wrong is so since the first report in a row that said so", () => {
  const first = withSince(found(wrong), () => null, minutesAgo(9));
  expect(first[0]?.parts[0]?.names[0]?.since).toBe(minutesAgo(9));
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: first })).toBe(minutesAgo(9));
});

it("a report that did not know it yet was at least as early", () => {
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: found(wrong) })).toBe(minutesAgo(5));
});

it("something else that is wrong begins now, and so does what nobody said before", () => {
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: found({ zones: [] }) })).toBe(at);
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: found() })).toBe(at);
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: [] })).toBe(at);
  expect(sinceOf(found(wrong), null)).toBe(at);
});

it("nothing is claimed of what is right, or where the last report could not be read", () => {
  expect(sinceOf(found(), null)).toBeNull();
  expect(sinceOf(found(wrong), undefined)).toBeNull();
});

it("what was said of another network or another registry is not what was said of this one", () => {
  const others = found(wrong).map((finding) => ({ ...finding, network: "vpc-9" }));
  expect(sinceOf(found(wrong), { at: minutesAgo(5), findings: others })).toBe(at);
});

it("a network is what it is since the first report in a row that said so, and on its way whatever holds it", () => {
  const unlinked: World = { links: [], ledger: [] };
  const at9 = withSince(found(unlinked), () => null, minutesAgo(9));
  expect(at9[0]).toMatchObject({ state: "pending", since: minutesAgo(9) });
  const held = found(unlinked).map((one): Finding => ({ ...one, state: "held", code: "held/canary" }));
  const before = { at: minutesAgo(5), findings: at9 };
  expect(withSince(held, () => before, at)[0]?.since).toBe(minutesAgo(9));
  const blocked = found(unlinked).map((one): Finding => ({ ...one, state: "blocked", code: "blocked/subnet-full" }));
  expect(withSince(blocked, () => before, at)[0]?.since).toBe(at);
  expect(withSince(found(), () => before, at)[0]).not.toHaveProperty("since");
  expect(withSince(held, () => undefined, at)[0]).not.toHaveProperty("since");
});

it("what is said of no registry is looked for where it was said of none", () => {
  const nobody = found({ networks: [networkOf({ tags: { "registry-link": "prd" } })], links: [], ledger: [] });
  expect(nobody).toMatchObject([{ registry: null }]);
  const asked: (string | null)[] = [];
  const said = { at: minutesAgo(5), findings: nobody };
  const told = withSince(
    nobody,
    (registry) => {
      asked.push(registry);
      return said;
    },
    at,
  );
  expect(told[0]?.since).toBe(minutesAgo(5));
  expect(asked).toEqual([null]);
});
