import type { World } from "../world.ts";

/** Reads a time of a world file; milliseconds. */
export type Time = (text: string | undefined) => number;

/** World time now for what has no time. */
export function timeIn({ clock }: World): Time {
  const now = clock.now();
  return (text) => (text === undefined ? now : Date.parse(text));
}

/** Writes one. @param time milliseconds */
export function iso(time: number): string {
  return new Date(time).toISOString();
}
