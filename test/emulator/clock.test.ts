import { expect, test } from "vitest";
import { createWorldClock } from "../../emulator/clock.ts";

const still = () => 1_000_000;

test("advance runs what falls due in order of time, equal times in the order they were asked for", async () => {
  const clock = createWorldClock(still);
  const ran: string[] = [];
  clock.after(20, () => void ran.push(`c@${clock.now() - still()}`));
  clock.after(10, () => void ran.push(`a@${clock.now() - still()}`));
  clock.after(10, () => void ran.push(`b@${clock.now() - still()}`));
  clock.after(31, () => void ran.push("late"));
  await clock.advance(30);
  expect(ran).toEqual(["a@10", "b@10", "c@20"]);
  expect(clock.offset()).toBe(30);
  clock.stop();
});

test("a task that a task asks for within the span runs in the same advance", async () => {
  const clock = createWorldClock(still);
  const at: number[] = [];
  const tick = () => {
    at.push(clock.now() - still());
    if (at.length < 3) clock.after(10, tick);
  };
  clock.after(10, tick);
  await clock.advance(100);
  expect(at).toEqual([10, 20, 30]);
  clock.stop();
});

test("advance waits for tracked work before time moves on", async () => {
  const clock = createWorldClock(still);
  const seen: string[] = [];
  let finish: () => void = () => undefined;
  clock.after(10, () => {
    void clock.track(
      new Promise<void>((resolve) => {
        finish = resolve;
      }).then(() => void seen.push(`worked at ${clock.offset()}`)),
    );
  });
  clock.after(20, () => void seen.push("next"));
  const done = clock.advance(50).then(() => void seen.push("advanced"));
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  expect(seen).toEqual([]);
  finish();
  await done;
  expect(seen).toEqual(["worked at 10", "next", "advanced"]);
  clock.stop();
});

test("a task that throws is reported and stops nobody else", async () => {
  const errors: unknown[] = [];
  const clock = createWorldClock(still, (error) => errors.push(error));
  let ran = false;
  clock.after(1, () => {
    throw new Error("broken");
  });
  clock.after(2, () => {
    ran = true;
  });
  await clock.advance(5);
  expect(ran).toBe(true);
  expect(errors).toMatchObject([{ message: "broken" }]);
  clock.stop();
});

test("a cancelled task does not run, and a stopped clock takes no more", async () => {
  const clock = createWorldClock(still);
  const ran: string[] = [];
  const cancel = clock.after(1, () => void ran.push("cancelled"));
  cancel();
  clock.stop();
  clock.after(2, () => void ran.push("after stop"));
  await clock.advance(5);
  expect(ran).toEqual([]);
});
