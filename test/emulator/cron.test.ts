import { describe, expect, test } from "vitest";
import { nextRun, parseSchedule } from "../../emulator/function-host/cron.ts";

const next = (expression: string, after: string) => new Date(nextRun(expression, Date.parse(after))).toISOString();

describe("a timer fires next", () => {
  test.each([
    ["0 * * * * *", "2026-01-05T06:30:00.000Z", "2026-01-05T06:31:00.000Z"],
    ["0 * * * * *", "2026-01-05T06:30:59.999Z", "2026-01-05T06:31:00.000Z"],
    ["0 */15 * * * *", "2026-01-05T06:46:00.000Z", "2026-01-05T07:00:00.000Z"],
    ["0 17 3 * * *", "2026-01-05T03:16:59.000Z", "2026-01-05T03:17:00.000Z"],
    ["0 17 3 * * *", "2026-01-05T03:17:00.000Z", "2026-01-06T03:17:00.000Z"],
    ["0 0 0 1 * ?", "2026-01-05T00:00:00.000Z", "2026-02-01T00:00:00.000Z"],
    ["0 0 0 29 2 *", "2026-01-05T00:00:00.000Z", "2028-02-29T00:00:00.000Z"],
    ["0 0 9 ? * MON-FRI", "2026-01-03T00:00:00.000Z", "2026-01-05T09:00:00.000Z"],
    ["0 0 9 ? JAN,MAR SUN", "2026-01-26T00:00:00.000Z", "2026-03-01T09:00:00.000Z"],
    ["0 0 9 ? * 7", "2026-01-05T00:00:00.000Z", "2026-01-11T09:00:00.000Z"],
    ["0 0 0 13 * FRI", "2026-01-03T00:00:00.000Z", "2026-01-09T00:00:00.000Z"],
    ["5/20 * * * * *", "2026-01-05T06:30:06.000Z", "2026-01-05T06:30:25.000Z"],
    ["0 0,30 8-9 * * *", "2026-01-05T08:30:00.000Z", "2026-01-05T09:00:00.000Z"],
    ["CRON_TZ=Asia/Shanghai 0 0 4 * * *", "2026-01-05T00:00:00.000Z", "2026-01-05T20:00:00.000Z"],
    ["CRON_TZ=Asia/Shanghai 0 0 4 * * *", "2026-01-05T19:59:59.000Z", "2026-01-05T20:00:00.000Z"],
    ["CRON_TZ=America/New_York 0 30 2 * * *", "2026-03-08T00:00:00.000Z", "2026-03-09T06:30:00.000Z"],
    ["@every 5m", "2026-01-05T06:30:12.000Z", "2026-01-05T06:35:12.000Z"],
    ["@every 1h", "2026-01-05T06:30:12.000Z", "2026-01-05T07:30:12.000Z"],
  ])("%s after %s at %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });
});

describe("a timer is refused", () => {
  test.each([
    ["* * * * *", /six fields/],
    ["0 60 * * * *", /minute "60"/],
    ["0 0 24 * * *", /hour "24"/],
    ["0 0 0 0 * *", /day of month "0"/],
    ["0 0 0 * FOO *", /month "FOO"/],
    ["0 9-8 * * * *", /minute "9-8"/],
    ["0 */0 * * * *", /minute/],
    ["@every 0m", /longer than nothing/],
    ["@daily", /six fields/],
    ["CRON_TZ=Mars/Base 0 0 0 * * *", /Mars\/Base is no time zone/],
  ])("%s", (expression, message) => {
    expect(() => parseSchedule(expression)).toThrow(message);
  });

  test("when its day never comes", () => {
    expect(() => nextRun("0 0 0 30 2 *", 0)).toThrow(/never fires/);
  });
});
