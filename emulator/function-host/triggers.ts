import type { EventBridge } from "../alibaba/eventbridge/bus.ts";
import type { WorldClock } from "../clock.ts";
import type { Timers } from "./timers.ts";

/** What starts a function by itself. */
export interface Trigger {
  readonly functionName: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly config: TriggerConfig;
  readonly createdAt: number;
}

export type TriggerConfig =
  | { readonly type: "timer"; readonly cronExpression: string; readonly enable: boolean; readonly payload?: string }
  | {
      readonly type: "eventbridge";
      readonly triggerEnable: boolean;
      readonly asyncInvocationType: boolean;
      readonly pattern: unknown;
    };

/** The triggers of all functions, however they were made: by a deployment or by Function Compute's own API. */
export interface Triggers {
  /** Adds a trigger or replaces the one of the same function and name; throws what is wrong with it. */
  put(trigger: Omit<Trigger, "createdAt">): Trigger;
  find(functionName: string, name: string): Trigger | undefined;
  list(functionName: string): readonly Trigger[];
  remove(trigger: Trigger): void;
}

/** A timer runs on the world's clock; an event trigger is a rule of EventBridge with the trigger's name. */
export function createTriggers(clock: WorldClock, timers: Timers, eventBridge: EventBridge): Triggers {
  const triggers = new Map<string, Trigger>();
  const keyOf = (functionName: string, name: string) => `${functionName}/${name}`;

  function start({ config, functionName, name, account, region }: Omit<Trigger, "createdAt">): void {
    if (config.type === "timer") {
      const { cronExpression: expression, payload = "", enable } = config;
      if (enable) timers.add({ name, functionName, expression, payload });
      else timers.remove(functionName, name);
      return;
    }
    const { pattern, asyncInvocationType, triggerEnable: enabled } = config;
    eventBridge.addRule({ name, account, region, pattern, functionName, asyncInvocationType, enabled });
  }

  return {
    put(trigger) {
      const key = keyOf(trigger.functionName, trigger.name);
      start(trigger);
      const put = { ...trigger, createdAt: triggers.get(key)?.createdAt ?? clock.now() };
      triggers.set(key, put);
      return put;
    },
    find: (functionName, name) => triggers.get(keyOf(functionName, name)),
    list: (functionName) => [...triggers.values()].filter((trigger) => trigger.functionName === functionName),
    remove({ functionName, name, account, region, config }) {
      triggers.delete(keyOf(functionName, name));
      if (config.type === "timer") timers.remove(functionName, name);
      else eventBridge.removeRule({ name, account, region });
    },
  };
}
