import { setMaxListeners } from "node:events";
import type { Clock } from "./clock.ts";

/** A moment after which nothing new is begun. */
export interface Deadline {
  /** Fires at the deadline, with a `TimeoutError`, or when `end` is called. */
  readonly signal: AbortSignal;
  /** Milliseconds left; negative when it has passed. */
  remaining(): number;
  /** Stops the clock behind it; what still waits for the signal is let go. */
  end(): Promise<void>;
}

export function createDeadline(clock: Clock, milliseconds: number): Deadline {
  const due = clock.monotonic() + milliseconds;
  const deadline = new AbortController();
  const over = new AbortController();
  // Every waiting call listens to it, and hundreds may wait at once.
  setMaxListeners(0, deadline.signal);
  const alarm = clock.sleep(Math.max(0, milliseconds), over.signal).then(
    () => deadline.abort(new DOMException("the pass ran out of time", "TimeoutError")),
    () => undefined,
  );
  return {
    signal: deadline.signal,
    remaining: () => due - clock.monotonic(),
    async end() {
      over.abort();
      deadline.abort(new DOMException("the pass is over", "AbortError"));
      await alarm;
    },
  };
}
