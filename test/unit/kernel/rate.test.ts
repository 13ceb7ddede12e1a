import { describe, expect, test } from "vitest";
import { createRate } from "../../../shared/kernel/rate.ts";
import { drivenClock } from "./driven-clock.ts";

describe("rate", () => {
  test("no second holds more starts than allowed", async () => {
    const clock = drivenClock();
    const rate = createRate({ clock, perSecond: 5 });
    const starts: number[] = [];
    for (let n = 0; n < 23; n++) {
      await rate.turn("pvtz");
      starts.push(clock.monotonic());
    }
    for (const start of starts)
      expect(starts.filter((s) => s >= start && s < start + 1000).length).toBeLessThanOrEqual(5);
    expect(starts.at(-1)).toBe(4000);
  });

  test("callers that ask at once are spread over the seconds in order of asking", async () => {
    const waits: number[] = [];
    const clock = { monotonic: () => 0, sleep: async (milliseconds: number) => void waits.push(milliseconds) };
    const rate = createRate({ clock, perSecond: 2 });
    await Promise.all(Array.from({ length: 6 }, () => rate.turn("cr")));
    expect(waits).toEqual([1000, 1000, 2000, 2000]);
  });

  test("one product does not wait for another", async () => {
    const clock = drivenClock();
    const rate = createRate({ clock, perSecond: 1 });
    await rate.turn("cr");
    await rate.turn("pvtz");
    expect(clock.waits).toEqual([]);
  });

  test("an aborted pass takes no turn", async () => {
    const clock = drivenClock();
    const rate = createRate({ clock, perSecond: 1 });
    await expect(rate.turn("cr", AbortSignal.abort(new Error("deadline")))).rejects.toThrow("deadline");
    await rate.turn("cr");
    expect(clock.waits).toEqual([]);
  });
});
