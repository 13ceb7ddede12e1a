import type { Cancel, WorldClock } from "../clock.ts";
import { nextRun } from "./cron.ts";

/** A timer trigger of a function. */
export interface Timer {
  readonly name: string;
  /** Its key on the platform. */
  readonly functionName: string;
  readonly expression: string;
  /** Handed to the function as a string. */
  readonly payload: string;
}

export interface Timers {
  /** Adds a timer or replaces the one of the same function and name; throws when its expression is wrong. */
  add(timer: Timer): void;
  remove(functionName: string, name: string): void;
  list(): readonly Timer[];
  /** While paused, nothing fires; what fell due meanwhile is not made up for. */
  pause(paused: boolean): void;
}

/** How a platform reads a timer's expression and words its event. */
export interface TimerFlavour {
  /** The first moment after `after`; throws what is wrong with the expression. */
  nextRun(expression: string, after: number): number;
  payload(timer: Timer, time: number): Buffer;
}

/** Function Compute's. */
const fcTimers: TimerFlavour = { nextRun, payload: timerPayload };

/** @param fire receives the timer and the payload as the platform forms it. */
export function createTimers(
  clock: WorldClock,
  fire: (timer: Timer, payload: Buffer) => void,
  flavour: TimerFlavour = fcTimers,
): Timers {
  const running = new Map<string, { readonly timer: Timer; readonly cancel: Cancel }>();
  let paused = false;

  function schedule(timer: Timer, after: number): void {
    const key = keyOf(timer);
    const time = flavour.nextRun(timer.expression, after);
    const cancel = clock.at(time, () => {
      schedule(timer, time);
      if (!paused) fire(timer, flavour.payload(timer, time));
    });
    running.set(key, { timer, cancel });
  }

  return {
    add(timer) {
      running.get(keyOf(timer))?.cancel();
      schedule(timer, clock.now());
    },
    remove(functionName, name) {
      const key = keyOf({ functionName, name });
      running.get(key)?.cancel();
      running.delete(key);
    },
    list: () => [...running.values()].map(({ timer }) => timer),
    pause(value) {
      paused = value;
    },
  };
}

/** The body of a timer's event: `triggerTime`, `triggerName`, and the configured payload still as a string. */
function timerPayload({ name, payload }: Timer, time: number): Buffer {
  const triggerTime = `${new Date(time).toISOString().slice(0, 19)}Z`;
  return Buffer.from(JSON.stringify({ triggerTime, triggerName: name, payload }));
}

function keyOf({ functionName, name }: Pick<Timer, "functionName" | "name">): string {
  return `${functionName}/${name}`;
}
