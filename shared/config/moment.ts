import * as v from "valibot";
import { type Instant, instant } from "../model/known.ts";

const day = 24 * 3_600_000;

const form = /^2\d{3}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A day, `2026-03-01`, or a moment with its offset, `2026-03-01T18:00:00+08:00`; quoted in YAML or not. */
export function momentSchema(what: string) {
  return v.pipe(
    v.string(),
    v.regex(form, "is neither a day such as 2026-03-01 nor a moment such as 2026-03-01T18:00:00+08:00"),
    v.check(exists, "is no day of the calendar"),
    v.description(what),
    v.examples(["2026-03-01"]),
  );
}

/** The first moment of a day in UTC, or the moment itself. */
export function beginningOf(text: string): Instant {
  return instant(Date.parse(text));
}

/** The moment at which a day is over in UTC, or the moment itself. */
export function endOf(text: string): Instant {
  return instant(Date.parse(text) + (text.includes("T") ? 0 : day));
}

/** Some days that are none, such as February 30, are read as days of the month after. */
function exists(text: string): boolean {
  if (Number.isNaN(Date.parse(text))) return false;
  const date = text.slice(0, 10);
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}
