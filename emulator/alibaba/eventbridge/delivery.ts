import type { World } from "../../world.ts";
import type { CloudEvent } from "../audit/envelope.ts";
import type { EventTarget } from "../state.ts";
import { bodyOf } from "./body.ts";
import type { Rule } from "./rules.ts";

/** The functions, as far as EventBridge sees them. */
export interface DeliveryTarget {
  invoke(functionName: string, payload: Buffer): Promise<{ readonly kind: "value" | "error" | "throttled" }>;
  enqueue(functionName: string, payload: Buffer): unknown;
}

/** "Retry policies and dead-letter queues": how often, and how long before the next try, in milliseconds. */
interface RetryPolicy {
  readonly retries: number;
  readonly wait: (tried: number, random: () => number) => number;
}

const policies: Readonly<Record<EventTarget["retryStrategy"], RetryPolicy>> = {
  BACKOFF_RETRY: { retries: 3, wait: (_tried, random) => 10_000 + Math.floor(random() * 10_000) },
  EXPONENTIAL_DECAY_RETRY: { retries: 176, wait: (tried) => Math.min(512, 2 ** tried) * 1_000 },
};

/**
 * Hands events to the functions behind the rules, one event an invocation. An asynchronous target answers for retries
 * itself; to a synchronous one that fails, the event is sent again by the target's policy, and then dropped.
 */
export function createDelivery(world: World, functions: DeliveryTarget): (rule: Rule, event: CloudEvent) => void {
  function attempt(target: EventTarget, payload: Buffer, tried: number, name: string): void {
    void functions.invoke(target.functionName, payload).then(
      (result) => {
        if (result.kind === "value") return;
        const { retries, wait } = policies[target.retryStrategy];
        if (tried < retries)
          world.clock.after(wait(tried, world.random), () => attempt(target, payload, tried + 1, name));
        else world.logs.add("emulator", `${name} was dropped after ${retries} retries`);
      },
      (error: unknown) => world.logs.add("emulator", `${name} could not be delivered: ${String(error)}`),
    );
  }

  return (rule, event) => {
    for (const target of rule.targets) {
      const name = `rule ${rule.name}: event ${event.id}`;
      try {
        const payload = bodyOf(target, event);
        if (isAsynchronous(target, world)) functions.enqueue(target.functionName, payload);
        else attempt(target, payload, 0, name);
      } catch (error) {
        world.logs.add("emulator", `${name} could not be delivered: ${String(error)}`);
      }
    }
  };
}

function isAsynchronous({ invocation }: EventTarget, { settings }: World): boolean {
  if (typeof invocation === "string") return invocation === "Async";
  return invocation === (settings.eventTriggerTrueMeans === "asynchronous");
}
