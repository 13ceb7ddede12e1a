import { createTimers } from "../../function-host/timers.ts";
import type { World } from "../../world.ts";
import type { FunctionNamed, ScfFunctions, ScfTrigger, ScfTriggers } from "../services.ts";
import { nextScfRun } from "./cron.ts";
import { scfKey } from "./key.ts";

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
