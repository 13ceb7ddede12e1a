import type { TencentEventBus, TencentEventRule, TencentEventTarget } from "../../state.ts";

const beijing = 8 * 3_600_000;

/** `2022-12-12T20:09:46+08:00`. */
function time(milliseconds: number): string {
  return `${new Date(milliseconds + beijing).toISOString().slice(0, 19)}+08:00`;
}

const targetBrief = ({ id, type }: TencentEventTarget) => ({ TargetId: id, Type: type });

/** A bus as ListEventBuses shows it. */
export function busView(bus: TencentEventBus): Readonly<Record<string, unknown>> {
  return {
    EventBusId: bus.id,
    EventBusName: bus.name,
    Type: bus.type,
    Description: bus.description,
    AddTime: time(bus.createdAt),
    ModTime: time(bus.createdAt),
    PayMode: "",
    ConnectionBriefs: [],
    TargetBriefs: bus.rules.flatMap((rule) => rule.targets.map(targetBrief)),
  };
}

function ruleFields(busId: string, rule: TencentEventRule): Readonly<Record<string, unknown>> {
  return {
    EventBusId: busId,
    RuleId: rule.id,
    RuleName: rule.name,
    Status: "Active",
    Enable: rule.enabled,
    Description: rule.description,
    AddTime: time(rule.createdAt),
    ModTime: time(rule.updatedAt),
  };
}

/** A rule as GetRule shows it. */
export function ruleView(busId: string, rule: TencentEventRule): Readonly<Record<string, unknown>> {
  return { ...ruleFields(busId, rule), EventPattern: rule.pattern };
}

/** A rule as ListRules shows it: without its pattern. */
export function listedRuleView(busId: string, rule: TencentEventRule): Readonly<Record<string, unknown>> {
  return { ...ruleFields(busId, rule), Targets: rule.targets.map(targetBrief), DeadLetterConfig: null };
}

/** A target as ListTargets shows it. */
export function targetView(
  busId: string,
  ruleId: string,
  { id, type, resource, batch }: TencentEventTarget,
): Readonly<Record<string, unknown>> {
  const delivery = {
    BatchTimeout: batch.timeoutSeconds,
    BatchEventCount: batch.count,
    EnableBatchDelivery: batch.enabled,
  };
  return {
    EventBusId: busId,
    RuleId: ruleId,
    TargetId: id,
    Type: type,
    TargetDescription: { ResourceDescription: resource, SCFParams: delivery },
    ...delivery,
  };
}
