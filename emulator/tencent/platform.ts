import type { World } from "../world.ts";
import type { TencentAuditEntry } from "./audit/entry.ts";
import { createAuditLog } from "./audit/log.ts";
import { auditRecorder } from "./audit/record.ts";
import { createEventBus } from "./eventbridge/bus.ts";
import { createDelivery } from "./eventbridge/delivery.ts";
import { createScfFunctions } from "./scf/functions.ts";
import { createScfTriggers } from "./scf/triggers.ts";
import type { TencentServices } from "./services.ts";

/** What happens by itself in the emulated Tencent Cloud: events after writes, timers, and the functions they start. */
export interface TencentPlatform extends TencentServices {
  /** Turns a write into its record and its event. */
  readonly audit: (entry: TencentAuditEntry) => void;
  stop(): Promise<void>;
}

export function createTencentPlatform(world: World): TencentPlatform {
  const functions = createScfFunctions(world);
  const eventBus = createEventBus(world, createDelivery(world, functions));
  const auditLog = createAuditLog(world);
  return {
    functions,
    triggers: createScfTriggers(world, functions),
    eventBus,
    auditLog,
    audit: auditRecorder(world, auditLog, eventBus),
    stop: functions.stop,
  };
}
