import type { World } from "../../world.ts";
import type { CloudEvent } from "../audit/envelope.ts";
import type { Rule } from "./rules.ts";

/** Retries of BACKOFF_RETRY, the default policy (EventBridge, "Retry policies and dead-letter queues"). */
const retries = 3;
const shortestWait = 10_000;
const longestWait = 20_000;

/** The functions, as far as EventBridge sees them. */
export interface DeliveryTarget {
  invoke(functionName: string, payload: Buffer): Promise<{ readonly kind: "value" | "error" | "throttled" }>;
  enqueue(functionName: string, payload: Buffer): unknown;
}

/**
 * Hands events to the functions behind the rules, one event an invocation. An asynchronous target answers for retries
 * itself; to a synchronous one that fails, the event is sent again, 10 to 20 s apart, and then dropped.
 */
export function createDelivery(world: World, functions: DeliveryTarget): (rule: Rule, event: CloudEvent) => void {
  function attempt(rule: Rule, event: CloudEvent, payload: Buffer, tried: number): void {
    const outcome = functions.invoke(rule.functionName, payload);
    void outcome.then(
      (result) => {
        if (result.kind === "value") return;
        if (tried < retries) retry(rule, event, payload, tried);
        else world.logs.add("emulator", `rule ${rule.name}: event ${event.id} was dropped after ${retries} retries`);
      },
      (error: unknown) => {
        world.logs.add("emulator", `rule ${rule.name}: event ${event.id} could not be delivered: ${String(error)}`);
      },
    );
  }

  function retry(rule: Rule, event: CloudEvent, payload: Buffer, tried: number): void {
    const wait = shortestWait + Math.floor(world.random() * (longestWait - shortestWait));
    world.clock.after(wait, () => attempt(rule, event, payload, tried + 1));
  }

  return (rule, event) => {
    const payload = Buffer.from(JSON.stringify(event));
    const trueMeans = world.settings.eventTriggerTrueMeans === "asynchronous";
    if (rule.asyncInvocationType === trueMeans) functions.enqueue(rule.functionName, payload);
    else attempt(rule, event, payload, 0);
  };
}
