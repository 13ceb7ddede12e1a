import { createFunctionPlatform, type FunctionPlatform } from "../function-host/platform.ts";
import { createTimers, type Timers } from "../function-host/timers.ts";
import { createTriggers, type Triggers } from "../function-host/triggers.ts";
import type { World } from "../world.ts";
import type { AuditEntry } from "./audit/entry.ts";
import { auditRecorder } from "./audit/record.ts";
import { type ServiceAct, serviceActEvent } from "./audit/service-act.ts";
import { createEventBridge, type EventBridge } from "./eventbridge/bus.ts";
import { createDelivery } from "./eventbridge/delivery.ts";

/** What happens by itself in the emulated Alibaba Cloud: events after writes, timers, and the functions they start. */
export interface Platform {
  readonly eventBridge: EventBridge;
  readonly functions: FunctionPlatform;
  readonly timers: Timers;
  readonly triggers: Triggers;
  /** Turns a write into its events. */
  readonly audit: (entry: AuditEntry) => void;
  /** Publishes the event of something that a service did by itself, e.g. a stack that made a VPC. */
  readonly serviceActed: (act: ServiceAct) => void;
  stop(): Promise<void>;
}

export function createPlatform(world: World): Platform {
  const functions = createFunctionPlatform(world);
  const eventBridge = createEventBridge(world, createDelivery(world, functions));
  const timers = createTimers(world.clock, (timer, payload) => {
    functions.enqueue(timer.functionName, payload);
  });
  return {
    eventBridge,
    functions,
    timers,
    triggers: createTriggers(world.clock, timers, eventBridge),
    audit: auditRecorder(world, eventBridge.publish),
    serviceActed: (act) => eventBridge.publish(act.account, act.region, serviceActEvent(world, act)),
    stop: functions.stop,
  };
}
