/** How far Beijing time is ahead of UTC, milliseconds. */
const beijingMs = 8 * 60 * 60 * 1000;

/** `YYYY-MM-DD HH:MM:SS`, as most products write times: without a zone, in Beijing time or in UTC. */
export function timeText(time: number, zone: "+08:00" | "UTC"): string {
  const shown = zone === "UTC" ? time : time + beijingMs;
  return new Date(shown).toISOString().slice(0, 19).replace("T", " ");
}
