import type { ActionCall, ParameterSpec } from "../../action.ts";
import { validatePattern } from "../../eventbridge/pattern.ts";
import type { EventRule, EventTarget } from "../../state.ts";
import { eventBridgeErrors, refuse } from "./errors.ts";

export const busParameter = {
  EventBusName: { type: "string", required: true, means: "`default`, the one bus of a region here" },
} as const satisfies Record<string, ParameterSpec>;

export const ruleParameters = {
  ...busParameter,
  RuleName: { type: "string", required: true, maxLength: 127, means: "the rule" },
} as const satisfies Record<string, ParameterSpec>;

/** Throws unless the call names the default bus. */
export function checkBus({ parameters }: ActionCall): void {
  if (parameters.string("EventBusName") !== "default") refuse(eventBridgeErrors.busNotFound);
}

/** The rule that the call names; throws `ApiError`. */
export function findRule(call: ActionCall): EventRule {
  checkBus(call);
  const name = call.parameters.string("RuleName") ?? "";
  const rule = rulesHere(call).find((one) => one.name === name);
  return rule ?? refuse(eventBridgeErrors.ruleNotFound);
}

export function rulesHere({ account, region }: ActionCall): readonly EventRule[] {
  return account.eventRules.filter((rule) => rule.region === region);
}

/** The text, once EventBridge would take it; throws `ApiError`. */
export function checkedPattern(text: string): string {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    return refuse(eventBridgeErrors.pattern, "It is not JSON.");
  }
  const mistakes = validatePattern(pattern);
  return mistakes.length === 0 ? text : refuse(eventBridgeErrors.pattern, mistakes.join("; "));
}

/** A good answer of EventBridge. */
export function success(data?: unknown): Readonly<Record<string, unknown>> {
  return { Code: "Success", Message: "success", Success: true, ...(data !== undefined && { Data: data }) };
}

/** `acs:eventbridge:<region>:<account>:eventbus/default/rule/<name>`. */
export function ruleArn({ account, region }: ActionCall, name: string): string {
  return `acs:eventbridge:${region}:${account.id}:eventbus/default/rule/${name}`;
}

/** A rule as GetRule and ListRules show it. */
export function ruleView(call: ActionCall, rule: EventRule): Readonly<Record<string, unknown>> {
  return {
    RuleName: rule.name,
    RuleARN: ruleArn(call, rule.name),
    EventBusName: "default",
    Description: rule.description,
    Status: rule.enabled ? "ENABLE" : "DISABLE",
    FilterPattern: rule.filterPattern,
    CreatedTimestamp: rule.createdAt,
    Targets: rule.targets.map(targetView),
  };
}

/** A target as ListTargets shows it. */
export function targetView(target: EventTarget): Readonly<Record<string, unknown>> {
  return {
    Id: target.id,
    Type: "acs.fc.function",
    Endpoint: target.endpoint,
    PushRetryStrategy: target.retryStrategy,
    ErrorsTolerance: target.errorsTolerance,
    ...(target.deadLetterQueue !== "" && { DeadLetterQueue: { Arn: target.deadLetterQueue } }),
    ParamList: target.parameters.map(({ resourceKey, form, value, template }) => ({
      ResourceKey: resourceKey,
      Form: form,
      ...(form !== "ORIGINAL" && { Value: value }),
      ...(form === "TEMPLATE" && { Template: template }),
    })),
  };
}
