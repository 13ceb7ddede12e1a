import type { Clock } from "./clock.ts";

export interface RateOptions {
  readonly clock: Pick<Clock, "monotonic" | "sleep">;
  /** Starts within any one second, for each key. */
  readonly perSecond: number;
  /** How long a second is kept for, milliseconds; more than a second where the other side counts by arrival. */
  readonly second?: number;
}

export interface Rate {
  /** Resolves when one more start is allowed for `key`, in order of asking; rejects with the signal's reason. */
  turn(key: string, signal?: AbortSignal): Promise<void>;
}

/** At most `perSecond` starts in any second, counted for each key on its own. */
export function createRate({ clock, perSecond, second = 1000 }: RateOptions): Rate {
  const starts = new Map<string, number[]>();
  return {
    async turn(key, signal) {
      signal?.throwIfAborted();
      const own = starts.get(key) ?? [];
      starts.set(key, own);
      const now = clock.monotonic();
      const before = own.length < perSecond ? undefined : own[own.length - perSecond];
      const start = before === undefined ? now : Math.max(now, before + second);
      own.push(start);
      if (own.length > perSecond) own.splice(0, own.length - perSecond);
      if (start > now) await clock.sleep(start - now, signal);
    },
  };
}
