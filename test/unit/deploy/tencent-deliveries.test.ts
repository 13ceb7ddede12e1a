import { describe, expect, test } from "vitest";
import { Refusal } from "../../../cli/deploy/refusal.ts";
import type { TencentApi } from "../../../cli/deploy/tencent/api.ts";
import { deliveriesOf } from "../../../cli/deploy/tencent/deliveries.ts";

const rule = {
  name: "r",
  about: "names",
  products: ["tcr", "privatedns"],
  calls: ["CreatePrivateZone", "DeletePrivateZone"],
};
// The 6th in Beijing, still the 5th in UTC.
const now = () => Date.parse("2026-01-05T16:30:00Z");

/** CloudAudit with so many records of each product, in pages. */
function audit(records: Readonly<Record<string, readonly string[]>>) {
  const asked: Readonly<Record<string, unknown>>[] = [];
  const api: TencentApi = {
    region: "ap-guangzhou",
    async call(_product, _action, parameters = {}) {
      asked.push(parameters);
      const [{ AttributeValue }] = parameters["LookupAttributes"] as [{ readonly AttributeValue: string }];
      const all = records[AttributeValue] ?? [];
      const from = Number(parameters["NextToken"] ?? 0);
      const to = from + Number(parameters["MaxResults"]);
      const Events = all.slice(from, to).map((EventName) => ({ EventName }));
      return { Events, ListOver: to >= all.length, NextToken: to };
    },
    find: async () => null,
  };
  return { api, asked };
}
const many = (count: number, name = "CreatePrivateZone") => Array.from({ length: count }, () => name);

describe("the deliveries of a rule", () => {
  test("are yesterday's calls that it takes, over all its products and pages", async () => {
    const { api, asked } = audit({ tcr: many(3, "CreateRepository"), privatedns: [...many(60), ...many(7, "Other")] });
    expect(await deliveriesOf(api, rule, now)).toBe("60 of 2,000 deliveries a day, counted for yesterday");
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({
      StartTime: Date.parse("2026-01-04T16:00:00Z") / 1_000,
      EndTime: Date.parse("2026-01-05T15:59:59Z") / 1_000,
    });
  });

  test("are warned about from four fifths on", async () => {
    expect(await deliveriesOf(audit({ tcr: many(1_600) }).api, rule, now)).not.toContain("WARNING");
    expect(await deliveriesOf(audit({ tcr: many(1_601) }).api, rule, now)).toMatch(/^1,601 of 2,000 .*WARNING/);
  });

  test("are counted no further than they can be made", async () => {
    const { api, asked } = audit({ tcr: many(9_000) });
    expect(await deliveriesOf(api, rule, now)).toMatch(/^at least 2,000 of 2,000 .*WARNING/);
    expect(asked).toHaveLength(40);
  });

  test("that cannot be counted say so", async () => {
    const { api } = audit({});
    const refused = new Refusal(
      { kind: "denied", call: "cloudaudit:DescribeEvents", code: "AuthFailure", message: "no" },
      "",
    );
    const call = () => Promise.reject(refused);
    expect(await deliveriesOf({ ...api, call }, rule, now)).toBe(
      "how many of its 2,000 deliveries a day are used could not be counted (AuthFailure)",
    );
  });

  test("of a cloud whose pages do not move on are not counted for ever", async () => {
    const { api } = audit({});
    const call = async () => ({ Events: [{ EventName: "CreatePrivateZone" }], ListOver: false, NextToken: 7 });
    expect(await deliveriesOf({ ...api, call }, rule, now)).toMatch(/^4 of 2,000/);
  });
});
