import { shaped } from "./payload.ts";

// With at least two labels: a zone of one label is told by its id, or not at all.
const zoneNameShape = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+$/;

/** A zone's name as it is compared, in lower case and without the last dot; `null` unless it has the shape of one. */
export function zoneName(value: unknown): string | null {
  return typeof value === "string" ? shaped(value.toLowerCase().replace(/\.$/, ""), zoneNameShape) : null;
}
