import type { Action } from "../../action.ts";
import { deleteRule, setRuleStatus, updateRule } from "./change-rule.ts";
import { createRule } from "./create-rule.ts";
import { createServiceLinkedRoleForProduct } from "./create-service-linked-role.ts";
import { getEventBus, listEventBuses } from "./event-buses.ts";
import { listTargets } from "./list-targets.ts";
import { deleteTargets, putTargets, updateTargets } from "./put-targets.ts";
import { getRule, listRules } from "./read-rules.ts";

/** EventBridge 2020-04-01. */
export const eventBridgeActions: readonly Action[] = [
  listEventBuses,
  getEventBus,
  createRule,
  getRule,
  updateRule,
  deleteRule,
  ...setRuleStatus,
  listRules,
  putTargets,
  updateTargets,
  deleteTargets,
  listTargets,
  createServiceLinkedRoleForProduct,
];
