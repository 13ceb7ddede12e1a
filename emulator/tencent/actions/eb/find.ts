import type { TencentCall } from "../../action.ts";
import type { TencentEventBus, TencentEventRule, TencentEventTarget } from "../../state.ts";
import { ebErrors, refuse } from "./errors.ts";

export function busesHere({ account, region }: TencentCall): readonly TencentEventBus[] {
  return account.eventBuses.filter((bus) => bus.region === region);
}

/** The bus of the call's region that it names; throws `RefusedError`. */
export function findBus(call: TencentCall): TencentEventBus {
  const id = call.parameters.string("EventBusId");
  return busesHere(call).find((bus) => bus.id === id) ?? refuse(ebErrors.busNotFound);
}

export function findRule(call: TencentCall): TencentEventRule {
  const id = call.parameters.string("RuleId");
  return findBus(call).rules.find((rule) => rule.id === id) ?? refuse(ebErrors.ruleNotFound);
}

export function findTarget(call: TencentCall): TencentEventTarget {
  const id = call.parameters.string("TargetId");
  return findRule(call).targets.find((target) => target.id === id) ?? refuse(ebErrors.targetNotFound);
}

/** Takes `item` out of the list that holds it. */
export function takeOut<T>(list: T[], item: T): void {
  list.splice(list.indexOf(item), 1);
}

/** `qcs::eb:<region>:uin/<uin>:<what>`. */
export function ebName({ account, region }: TencentCall, what: string): string {
  return `qcs::eb:${region}:uin/${account.uin}:${what}`;
}
