/** Counts calls in windows of one second of world time; a window opens with the first call that comes after the last. */
export interface SecondRate {
  /** How often `key` was called in the running window, this call included. */
  count(key: string): number;
}

const windowMs = 1_000;

export function createSecondRate(now: () => number): SecondRate {
  const windows = new Map<string, { readonly opened: number; calls: number }>();
  return {
    count(key) {
      const at = now();
      const running = windows.get(key);
      if (running !== undefined && at - running.opened < windowMs) {
        running.calls += 1;
        return running.calls;
      }
      windows.set(key, { opened: at, calls: 1 });
      return 1;
    },
  };
}
