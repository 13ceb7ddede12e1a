import type { Clock } from "./clock.ts";

export interface RetryOptions {
  readonly clock: Pick<Clock, "sleep">;
  /** In `[0, 1)`. */
  readonly random: () => number;
  /** How often the task runs at most, the first time included. */
  readonly attempts: number;
  /** Longest wait after the first failure, milliseconds; doubled after each further one. */
  readonly firstWait: number;
  /** No wait that is chosen here is longer, milliseconds. */
  readonly longestWait: number;
  readonly signal?: AbortSignal;
  /** `null`: the error is final. Else the least wait, in milliseconds, before the next attempt. */
  again(error: unknown): number | null;
}

/** Runs `task` until it succeeds, its error is final, the attempts are used up or the signal aborts; throws its last error. */
export async function retry<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      const least = attempt < options.attempts ? options.again(error) : null;
      if (least === null || options.signal?.aborted === true) throw error;
      const longest = Math.min(options.longestWait, options.firstWait * 2 ** (attempt - 1));
      // Half of the wait is chance, so that callers refused together do not come back together.
      const wait = Math.max(least, longest / 2 + (options.random() * longest) / 2);
      try {
        await options.clock.sleep(wait, options.signal);
      } catch {
        // The deadline came first: what the vendor said tells more than that the wait was cut short.
        throw error;
      }
    }
  }
}
