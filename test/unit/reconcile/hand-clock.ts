import type { Clock } from "../../../shared/kernel/clock.ts";

export interface HandClock extends Clock {
  /** Every wait of the loop itself, milliseconds; its deadline is none. */
  readonly waits: readonly number[];
  /** Moves the hands and lets what is due happen. */
  advance(milliseconds: number): void;
}

/** A clock that stands still until it is moved: by the test, or by a wait of the loop, which takes no time. */
export function handClock(start = Date.parse("2026-01-05T06:30:00Z")): HandClock {
  let time = 0;
  const waits: number[] = [];
  const alarms = new Set<{ readonly due: number; readonly ring: () => void }>();
  const advance = (milliseconds: number) => {
    time += milliseconds;
    for (const alarm of alarms) {
      if (alarm.due > time) continue;
      alarms.delete(alarm);
      alarm.ring();
    }
  };
  return {
    waits,
    advance,
    now: () => start + time,
    monotonic: () => time,
    sleep(milliseconds, signal) {
      if (signal === undefined) {
        waits.push(milliseconds);
        advance(milliseconds);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const alarm = { due: time + milliseconds, ring: resolve };
        alarms.add(alarm);
        signal.addEventListener("abort", () => {
          alarms.delete(alarm);
          reject(signal.reason);
        });
      });
    },
  };
}
