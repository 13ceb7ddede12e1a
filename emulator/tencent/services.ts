import type { AuditLog } from "./audit/log.ts";
import type { EventBus } from "./eventbridge/bus.ts";
import type { ScfFunctions } from "./scf/functions.ts";
import type { ScfTriggers } from "./scf/triggers.ts";

/** What works behind the calls: the actions of scf, eb and cloudaudit ask it, the others need none of it. */
export interface TencentServices {
  readonly functions: ScfFunctions;
  readonly triggers: ScfTriggers;
  readonly eventBus: EventBus;
  readonly auditLog: AuditLog;
}
