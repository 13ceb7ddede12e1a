import type { Clock } from "../../../shared/kernel/clock.ts";

export interface DrivenClock extends Clock {
  /** Every wait that was asked for, milliseconds. */
  readonly waits: readonly number[];
}

/** A clock on which a sleep takes no time and moves the hands at once. */
export function drivenClock(start = Date.parse("2026-01-05T06:30:00Z")): DrivenClock {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => start + time,
    monotonic: () => time,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}
