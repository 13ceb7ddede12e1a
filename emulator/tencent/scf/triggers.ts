import { createTimers, type Timers } from "../../function-host/timers.ts";
import type { World } from "../../world.ts";
import { nextScfRun } from "./cron.ts";
import type { FunctionNamed, ScfFunctions } from "./functions.ts";
import { scfKey } from "./key.ts";

/** A timer trigger, the one kind that functions here have; events come by rules of EventBridge. */
export interface ScfTrigger {
  readonly of: Required<FunctionNamed>;
  readonly name: string;
  /** Seven fields. */
  readonly cron: string;
  /** `CustomArgument`, handed to the function as `Message`. */
  readonly argument: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly qualifier: string;
  /** World time, milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface ScfTriggers {
  /** Adds a trigger or replaces the one of the same function and name; throws what is wrong with its expression. */
  put(trigger: Omit<ScfTrigger, "createdAt" | "changedAt">): ScfTrigger;
  find(of: FunctionNamed, name: string): ScfTrigger | undefined;
  list(of: FunctionNamed): readonly ScfTrigger[];
  remove(trigger: ScfTrigger): void;
  /** Those that are switched on. */
  readonly timers: Timers;
}

export function createScfTriggers(world: World, functions: ScfFunctions): ScfTriggers {
  const all = new Map<string, ScfTrigger>();
  const keyOf = (of: FunctionNamed, name: string) => `${scfKey(of)}/${name}`;
  const nextRun = (expression: string, after: number) => nextScfRun(expression, after, world.settings.scfTimeZone);

  const timers = createTimers(
    world.clock,
    ({ functionName, name }, payload) => {
      const trigger = all.get(`${functionName}/${name}`);
      const found = trigger === undefined ? undefined : functions.find(trigger.of);
      if (found !== undefined) functions.enqueue(found.definition, payload, undefined, "timer");
    },
    {
      nextRun,
      payload: ({ name, payload }, time) =>
        Buffer.from(
          JSON.stringify({
            Type: world.settings.scfTimerType,
            TriggerName: name,
            Time: `${new Date(time).toISOString().slice(0, 19)}Z`,
            Message: payload,
          }),
        ),
    },
  );

  return {
    timers,
    put(trigger) {
      const { of, name, cron, argument, enabled } = trigger;
      const key = keyOf(of, name);
      nextRun(cron, world.clock.now());
      if (enabled) timers.add({ functionName: scfKey(of), name, expression: cron, payload: argument });
      else timers.remove(scfKey(of), name);
      const changedAt = world.clock.now();
      const put = { ...trigger, createdAt: all.get(key)?.createdAt ?? changedAt, changedAt };
      all.set(key, put);
      return put;
    },
    find: (of, name) => all.get(keyOf(of, name)),
    list: (of) => [...all.values()].filter((trigger) => scfKey(trigger.of) === scfKey(of)),
    remove({ of, name }) {
      timers.remove(scfKey(of), name);
      all.delete(keyOf(of, name));
    },
  };
}
