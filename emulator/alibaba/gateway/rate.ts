import type { Action } from "../action.ts";

/** How many calls of one action an account may make in a span of world time. */
export interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
}

/**
 * The limits that the vendor publishes, counted per API and account.
 * sts: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-quota
 * ram: https://www.alibabacloud.com/help/en/ram/developer-reference/api-ram-2015-05-01-quota
 * vpc: https://help.aliyun.com/zh/vpc/developer-reference/api-vpc-2016-04-28-quota
 */
export function publishedLimit({
  product,
  name,
  access,
}: Pick<Action, "product" | "name" | "access">): RateLimit | null {
  if (product === "sts") return { calls: 100, seconds: 1 };
  if (product === "ram") return access === "read" ? { calls: 100, seconds: 1 } : { calls: 20, seconds: 1 };
  if (product === "vpc" && name === "CreateVSwitch") return { calls: 300, seconds: 60 };
  return null;
}

/** Counts calls over spans of world time. */
export interface Rate {
  /** False when `key` was called as often as the limit allows in its span; `null` is no limit. */
  admit(key: string, limit: RateLimit | null): boolean;
}

export function createRate(now: () => number): Rate {
  const recent = new Map<string, number[]>();
  return {
    admit(key, limit) {
      if (limit === null) return true;
      const since = now() - limit.seconds * 1_000;
      const calls = (recent.get(key) ?? []).filter((at) => at > since);
      const admitted = calls.length < limit.calls;
      if (admitted) calls.push(now());
      recent.set(key, calls);
      return admitted;
    },
  };
}
