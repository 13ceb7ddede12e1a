import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { Refusal } from "../refusal.ts";
import type { TencentApi } from "./api.ts";
import type { WantedRule } from "./event-patterns.ts";

/** Deliveries that EventBridge makes to one target in a day: https://cloud.tencent.com/document/product/248/87558 */
export const deliveriesPerDay = 2_000;

/** Above this share of them a busier day may lose events. */
const plenty = 0.8;

/** The largest page, and how many of them are read for one rule: as many records as there are deliveries. */
const pageSize = 50;
const mostPages = 40;

const day = 86_400_000;
/** The vendor's days begin at midnight in Beijing. */
const beijing = 8 * 3_600_000;

const page = v.looseObject({
  ListOver: v.nullish(v.boolean(), true),
  NextToken: v.nullish(v.number()),
  Events: v.nullish(v.array(v.looseObject({ EventName: v.nullish(v.string(), "") })), []),
});

/**
 * What yesterday's records of CloudAudit would have cost a rule, in words: each call that its pattern takes is a
 * delivery, whoever made it and whether it was refused.
 */
export async function deliveriesOf(api: TencentApi, wanted: WantedRule, now: () => number): Promise<string> {
  try {
    const { count, whole } = await yesterdays(api, wanted, now());
    const said = `${whole ? "" : "at least "}${count.toLocaleString("en")} of ${deliveriesPerDay.toLocaleString("en")} deliveries a day, counted for yesterday`;
    if (count <= plenty * deliveriesPerDay) return said;
    return `${said}. WARNING: what is over ${deliveriesPerDay.toLocaleString("en")} is dropped, and then seen by the next timer; ask the vendor for a higher quota`;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `how many of its ${deliveriesPerDay.toLocaleString("en")} deliveries a day are used could not be counted (${error.failure.code})`;
  }
}

async function yesterdays(
  api: TencentApi,
  { products, calls }: WantedRule,
  now: number,
): Promise<{ readonly count: number; readonly whole: boolean }> {
  const midnight = Math.floor((now + beijing) / day) * day - beijing;
  const span = { StartTime: (midnight - day) / 1_000, EndTime: midnight / 1_000 - 1, MaxResults: pageSize };
  const names = new Set(calls);
  let count = 0;
  let pages = 0;
  for (const product of products) {
    const LookupAttributes = [
      { AttributeKey: "ResourceType", AttributeValue: product },
      { AttributeKey: "ActionType", AttributeValue: "Write" },
    ];
    let token: number | null = null;
    for (;;) {
      if (pages === mostPages) return { count, whole: false };
      const own: Readonly<Record<string, number>> = token === null ? {} : { NextToken: token };
      const answer = await api.call("cloudaudit", "DescribeEvents", { ...span, LookupAttributes, ...own });
      const { Events, ListOver, NextToken } = read("cloudaudit:DescribeEvents", page, answer);
      pages += 1;
      count += Events.filter(({ EventName }) => names.has(EventName)).length;
      if (ListOver || NextToken == null || NextToken === token) break;
      token = NextToken;
    }
  }
  return { count, whole: true };
}
