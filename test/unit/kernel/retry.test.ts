import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type RetryOptions, retry } from "../../../shared/kernel/retry.ts";
import { drivenClock } from "./driven-clock.ts";

function setup(overrides: Partial<RetryOptions> = {}) {
  const clock = drivenClock();
  const options: RetryOptions = {
    clock,
    random: () => 0.5,
    attempts: 4,
    firstWait: 100,
    longestWait: 1000,
    again: () => 0,
    ...overrides,
  };
  return { clock, options };
}

function failing(times: number) {
  let runs = 0;
  return {
    runs: () => runs,
    task: async () => {
      runs++;
      if (runs <= times) throw new Error(`failure ${runs}`);
      return runs;
    },
  };
}

describe("retry", () => {
  test("a task that succeeds runs once and waits for nothing", async () => {
    const { clock, options } = setup();
    const { task, runs } = failing(0);
    expect(await retry(task, options)).toBe(1);
    expect(runs()).toBe(1);
    expect(clock.waits).toEqual([]);
  });

  test("waits double from attempt to attempt", async () => {
    const { clock, options } = setup();
    expect(await retry(failing(3).task, options)).toBe(4);
    expect(clock.waits).toEqual([75, 150, 300]);
  });

  test("the attempts are an upper bound, and the last error is thrown", async () => {
    const { options } = setup({ attempts: 3 });
    const { task, runs } = failing(99);
    await expect(retry(task, options)).rejects.toThrow("failure 3");
    expect(runs()).toBe(3);
  });

  test("a final error is thrown at once", async () => {
    const { clock, options } = setup({ again: () => null });
    const { task, runs } = failing(99);
    await expect(retry(task, options)).rejects.toThrow("failure 1");
    expect(runs()).toBe(1);
    expect(clock.waits).toEqual([]);
  });

  test("the vendor's own wait is kept when it is longer", async () => {
    const { clock, options } = setup({ again: () => 5000 });
    await retry(failing(1).task, options);
    expect(clock.waits).toEqual([5000]);
  });

  test("a deadline during the wait throws what the task said, not that the wait was cut short", async () => {
    const abort = new AbortController();
    const { options } = setup({
      signal: abort.signal,
      clock: {
        sleep: async () => {
          abort.abort(new Error("deadline"));
          throw abort.signal.reason;
        },
      },
    });
    const { task, runs } = failing(99);
    await expect(retry(task, options)).rejects.toThrow("failure 1");
    expect(runs()).toBe(1);
  });

  test("no wait is longer than the longest or shorter than half of its step", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 9 }), async (r, n) => {
        const { clock, options } = setup({ random: () => r, attempts: 10 });
        await retry(failing(n).task, options);
        clock.waits.forEach((wait, index) => {
          const step = Math.min(1000, 100 * 2 ** index);
          expect(wait).toBeGreaterThanOrEqual(step / 2);
          expect(wait).toBeLessThanOrEqual(step);
        });
      }),
    );
  });
});
