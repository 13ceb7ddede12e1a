import { setting } from "../../settings.ts";

export const auditSettings = {
  eventDelayMs: setting({
    name: "eventDelayMs",
    values: [3_000, 0, 600_000],
    means: "how long an audit event takes from the call to its rules",
    row: "events A1.6",
  }),
} as const;
