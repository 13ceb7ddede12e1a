import { privatednsAction } from "./privatedns-action.ts";

/** Counts top-level domains of one's own, which cannot be bought here. */
export const describeQuotaUsage = privatednsAction({
  name: "DescribeQuotaUsage",
  access: "read",
  callsPerSecond: 10,
  parameters: {},
  errors: [],
  run: () => ({ TldQuota: { Total: 0, Used: 0, Stock: 0, Quota: 0 } }),
});
