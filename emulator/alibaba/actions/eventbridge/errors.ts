import { type ActionError, ApiError } from "../../action.ts";
import type { AlibabaSettings } from "../../settings.ts";

/** Refusals of EventBridge 2020-04-01 (its error codes, and those that its SDKs and Terraform's provider expect). */
export const eventBridgeErrors = {
  busNotFound: { status: 404, code: "EventBusNotExist", message: "The event bus not existed!" },
  ruleNotFound: { status: 404, code: "EventRuleNotExisted", message: "The event rule not existed!" },
  tooManyRules: {
    status: 409,
    code: "EventRuleCountExceed",
    message: "The count of event rules exceeds the limit of the event bus.",
  },
  pattern: {
    status: 409,
    code: "EventRuleFilterPatternSchemaError",
    message: "The filter pattern of the event rule is invalid!",
  },
  target: { status: 409, code: "EventRuleTargetInvalid", message: "The target in event rule is invalid!" },
  duplicateTarget: {
    status: 409,
    code: "EventRuleTargetIdDuplicate",
    message: "The id of event target is duplicate!",
  },
  tooManyTargets: {
    status: 409,
    code: "EventRuleTargetCountExceed",
    message: "The count of event targets exceeds the limit of the event rule.",
  },
  targetNotFound: {
    status: 404,
    code: "EventRuleTargetNotExisted",
    message: "The target of the event rule not existed!",
  },
  product: { status: 409, code: "ServiceLinkedRoleProductInvalid", message: "The product has no service-linked role." },
} as const satisfies Record<string, ActionError>;

/** Both spellings are possible: no page names the code. */
export const existingRuleErrors = ["EventRuleExisted", "EventRuleDuplicate"].map((code) => ({
  status: 409,
  code,
  message: "The event rule existed!",
}));

export function existingRule(settings: AlibabaSettings): ActionError {
  return { status: 409, code: settings.existingRuleCode, message: "The event rule existed!" };
}

/** Throws the refusal, with more about it where there is more to say. */
export function refuse(error: ActionError, more = ""): never {
  throw new ApiError({ ...error, message: more === "" ? error.message : `${error.message} ${more}` });
}
