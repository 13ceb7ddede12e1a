const eightHours = 8 * 3_600_000;

/** `2026-01-05T10:00:00+08:00`, Beijing time. @param time milliseconds */
export function isoInBeijing(time: number): string {
  return `${new Date(time + eightHours).toISOString().slice(0, 19)}+08:00`;
}

/** `2026-01-05 10:00:00` without a zone, in Beijing time or in UTC. @param time milliseconds */
export function dateAndTime(time: number, zone: "+08:00" | "UTC" = "+08:00"): string {
  const shifted = zone === "UTC" ? time : time + eightHours;
  return new Date(shifted).toISOString().slice(0, 19).replace("T", " ");
}

const shape = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** The same text as a time in milliseconds; `undefined` for what is none. */
export function timeFrom(text: string, zone: "+08:00" | "UTC" = "+08:00"): number | undefined {
  const [, date, clock] = shape.exec(text) ?? [];
  const time = Date.parse(`${date}T${clock}${zone === "UTC" ? "Z" : zone}`);
  return Number.isNaN(time) || dateAndTime(time, zone) !== text ? undefined : time;
}
