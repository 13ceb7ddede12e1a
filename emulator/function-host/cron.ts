/** A timer's expression as Function Compute reads it ("Time triggers"). */
export type Schedule =
  | { readonly kind: "every"; readonly milliseconds: number }
  | {
      readonly kind: "cron";
      readonly timeZone: string;
      readonly seconds: ReadonlySet<number>;
      readonly minutes: ReadonlySet<number>;
      readonly hours: ReadonlySet<number>;
      readonly daysOfMonth: ReadonlySet<number>;
      readonly months: ReadonlySet<number>;
      readonly daysOfWeek: ReadonlySet<number>;
      /** With both day fields restricted, either of them is enough. */
      readonly eitherDay: boolean;
      /** Left out: every year. */
      readonly years?: ReadonlySet<number>;
    };

/** A schedule of calendar fields. */
export type Cron = Extract<Schedule, { kind: "cron" }>;

const dayMilliseconds = 86_400_000;
/** A 29 February can be eight years away. */
const searchedDays = 366 * 9;

export const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
export const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Reads `@every 5m`, or the six fields `second minute hour day-of-month month day-of-week` with an optional
 * `CRON_TZ=Asia/Shanghai ` before them; UTC without it. Throws with the field that is wrong.
 */
export function parseSchedule(expression: string): Schedule {
  const every = /^@every (\d+)([smh])$/.exec(expression.trim());
  if (every !== null) {
    const unit = { s: 1_000, m: 60_000, h: 3_600_000 }[every[2] ?? ""] ?? 0;
    const milliseconds = Number(every[1]) * unit;
    if (milliseconds === 0) throw new Error(`timer "${expression}": the interval must be longer than nothing`);
    return { kind: "every", milliseconds };
  }
  const { timeZone, fields } = split(expression);
  const [second, minute, hour, dayOfMonth, month, dayOfWeek] = fields;
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
    daysOfWeek: new Set([...read(dayOfWeek, "day of week", 0, 7, dayNames)].map((day) => day % 7)),
    eitherDay: !isEvery(dayOfMonth) && !isEvery(dayOfWeek),
  };
}

/** The first moment after `after` (milliseconds since the epoch) at which the timer fires; throws if there is none. */
export function nextRun(expression: string, after: number): number {
  const schedule = parseSchedule(expression);
  return schedule.kind === "every" ? after + schedule.milliseconds : nextOf(schedule, expression, after);
}

/** The first moment after `after` that a schedule of calendar fields names; throws if there is none. */
export function nextOf(schedule: Cron, expression: string, after: number): number {
  const year = [...(schedule.years ?? [])].find((one) => one >= new Date(after).getUTCFullYear());
  const from = year === undefined ? after : Math.max(after, Date.UTC(year, 0, 1));
  // A day early: the zone's calendar may be behind UTC's.
  const start = Math.floor(from / dayMilliseconds) * dayMilliseconds - dayMilliseconds;
  for (let day = 0; day < searchedDays; day++) {
    const found = firstOfDay(schedule, new Date(start + day * dayMilliseconds), after);
    if (found !== null) return found;
  }
  throw new Error(`timer "${expression}" never fires`);
}

function firstOfDay(schedule: Cron, day: Date, after: number): number | null {
  if (schedule.years?.has(day.getUTCFullYear()) === false) return null;
  if (!schedule.months.has(day.getUTCMonth() + 1) || !dayFits(schedule, day)) return null;
  for (const hour of schedule.hours)
    for (const minute of schedule.minutes)
      for (const second of schedule.seconds) {
        const local = day.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000;
        const moment = schedule.timeZone === "UTC" ? local : fromLocal(local, schedule.timeZone);
        if (moment !== null && moment > after) return moment;
      }
  return null;
}

function dayFits(schedule: Cron, day: Date): boolean {
  const ofMonth = schedule.daysOfMonth.has(day.getUTCDate());
  const ofWeek = schedule.daysOfWeek.has(day.getUTCDay());
  return schedule.eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}

/** The moment at which the zone's clocks show `local` (given as if it were UTC); `null` for an hour that is skipped. */
function fromLocal(local: number, timeZone: string): number | null {
  const guess = local - zoneOffset(local, timeZone);
  const moment = local - zoneOffset(guess, timeZone);
  return moment + zoneOffset(moment, timeZone) === local ? moment : null;
}

function zoneOffset(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(moment / 1_000) * 1_000;
}

function split(expression: string): { timeZone: string; fields: string[] } {
  const words = expression.trim().split(/\s+/);
  const zone = words[0]?.startsWith("CRON_TZ=") ? words.shift()?.slice("CRON_TZ=".length) : undefined;
  if (words.length !== 6) throw new Error(`timer "${expression}": six fields are needed, seconds first`);
  const timeZone = zone ?? "UTC";
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
  } catch (cause) {
    throw new Error(`timer "${expression}": ${timeZone} is no time zone`, { cause });
  }
  return { timeZone, fields: words };
}

interface FieldBounds {
  readonly expression: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

/** The values that one field names, ascending; throws when one is out of bounds. */
export function readField(text: string, bounds: FieldBounds): Set<number> {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const [range = "", stepText] = item.split("/");
    const step = stepText === undefined ? 1 : Number(stepText);
    const [low, high] = readRange(range, stepText !== undefined, bounds);
    const fits = Number.isInteger(step) && step > 0 && low <= high && low >= bounds.from && high <= bounds.to;
    if (!fits)
      throw new Error(
        `timer "${bounds.expression}": ${bounds.name} "${item}" is not within ${bounds.from} to ${bounds.to}`,
      );
    for (let value = low; value <= high; value += step) values.add(value);
  }
  return new Set([...values].sort((a, b) => a - b));
}

function readRange(range: string, stepped: boolean, bounds: FieldBounds): [number, number] {
  if (isEvery(range)) return [bounds.from, bounds.to];
  const [low, high] = range.split("-").map((text) => readNumber(text, bounds));
  const first = low ?? Number.NaN;
  return [first, high ?? (stepped ? bounds.to : first)];
}

function readNumber(text: string, { names, from }: FieldBounds): number {
  const index = names.indexOf(text.toUpperCase());
  if (index !== -1) return index + from;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Whether a field leaves its values open. */
export function isEvery(field: string | undefined): boolean {
  return field === "*" || field === "?";
}
