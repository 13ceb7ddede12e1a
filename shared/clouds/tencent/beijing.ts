import { instant } from "../../model/known.ts";

const offset = 8 * 3_600_000;

/**
 * A moment that the vendor writes without a time zone, `YYYY-MM-DD HH:MM:SS`; `null` where it is none. It is Beijing's
 * time as far as is known.
 */
export function fromBeijing(text: string): string | null {
  const moment = Date.parse(`${text.trim().replace(" ", "T")}+08:00`);
  return Number.isNaN(moment) ? null : instant(moment);
}

/** The other way round; `moment` in milliseconds since the epoch. */
export function toBeijing(moment: number): string {
  return new Date(moment + offset).toISOString().slice(0, 19).replace("T", " ");
}
