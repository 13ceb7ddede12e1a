import { expect, it } from "vitest";
import type { Capacity } from "../../../shared/model/capacity.ts";
import { capacityList, renderCapacityText } from "../../../shared/report/capacity.ts";

const capacity = (more: Partial<Capacity> = {}): Capacity => ({
  registry: "prod",
  links: { used: 3, limit: 10, source: "vendor" },
  needed: 0,
  waiting: [],
  unapproved: [],
  zones: { used: 7, limit: 500, source: "assumed" },
  subnets: [],
  ...more,
});
const text = (...registries: Capacity[]) =>
  renderCapacityText({
    target: "http://127.0.0.1:4580",
    at: "2026-01-05T06:30:00.000Z",
    settings: "abc",
    capacity: registries,
    notices: [],
  });

it("who waits for an approval is counted and listed apart from who waits for a place", () => {
  const shown = text(capacity({ waiting: ["vpc-1"], unapproved: ["vpc-2", "vpc-3"], needed: 3 }));
  expect(shown).toContain("1 network waits for a link; 2 networks wait for an approval");
  expect(shown).toMatch(/waiting for a link of registry prod, in this order\n +1 +vpc-1\n/);
  expect(shown).toMatch(/waiting for an approval at registry prod\n +- +vpc-2\n +- +vpc-3\n/);
  expect(text(capacity({ unapproved: ["vpc-2"] }))).toContain(
    "no network waits for a link; 1 network waits for an approval",
  );
  expect(capacityList([capacity({ waiting: ["vpc-1"], unapproved: ["vpc-2"] })]).items[0]?.below).toEqual([
    "waiting, in this order: vpc-1",
    "waiting for an approval: vpc-2",
  ]);
});

it("private zones have a row, also where they could not be counted", () => {
  expect(text(capacity())).toMatch(/private zones of the account +7 +- +500 +493 /);
  expect(text(capacity({ zones: null }))).toMatch(/private zones of the account +unknown +- +unknown /);
});
