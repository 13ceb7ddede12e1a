import { type Cron, dayNames, isEvery, monthNames, nextOf, readField } from "../../function-host/cron.ts";

/**
 * The first moment after `after` (milliseconds) at which an SCF timer fires: seven fields, `second minute hour
 * day-of-month month day-of-week year`; with both day fields restricted, either is enough ("Timer trigger"). Throws what
 * is wrong with it.
 */
export function nextScfRun(expression: string, after: number, timeZone: string): number {
  return nextOf(parseScfCron(expression, timeZone), expression, after);
}

function parseScfCron(expression: string, timeZone: string): Cron {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 7)
    throw new Error(`timer "${expression}": seven fields are needed, seconds first and the year last`);
  const [second, minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  const read = (text: string | undefined, name: string, from: number, to: number, names: readonly string[] = []) =>
    readField(text ?? "", { expression, name, from, to, names });
  return {
    kind: "cron",
    timeZone,
    seconds: read(second, "second", 0, 59),
    minutes: read(minute, "minute", 0, 59),
    hours: read(hour, "hour", 0, 23),
    daysOfMonth: read(dayOfMonth, "day of month", 1, 31),
    months: read(month, "month", 1, 12, monthNames),
    daysOfWeek: read(dayOfWeek, "day of week", 0, 6, dayNames),
    eitherDay: !isEvery(dayOfMonth) && !isEvery(dayOfWeek),
    ...(!isEvery(year) && { years: read(year, "year", 1970, 2099) }),
  };
}
