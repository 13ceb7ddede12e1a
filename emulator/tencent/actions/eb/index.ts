import type { TencentAction } from "../../action.ts";
import { createEventBus, deleteEventBus, getEventBus, listEventBuses } from "./event-buses.ts";
import { putEvents } from "./put-events.ts";
import { checkRule, createRule, deleteRule, getRule, listRules, updateRule } from "./rules.ts";
import { createTarget, deleteTarget, listTargets, updateTarget } from "./targets.ts";

/** EventBridge 2021-04-16: buses, rules and targets of one account and region. */
export const ebActions: readonly TencentAction[] = [
  createEventBus,
  listEventBuses,
  getEventBus,
  deleteEventBus,
  createRule,
  getRule,
  listRules,
  updateRule,
  deleteRule,
  checkRule,
  createTarget,
  listTargets,
  updateTarget,
  deleteTarget,
  putEvents,
];
