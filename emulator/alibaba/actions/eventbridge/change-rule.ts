import { type Action, action } from "../../action.ts";
import { removeFrom } from "../../eventbridge/rules.ts";
import { eventBridgeErrors } from "./errors.ts";
import { checkedPattern, findRule, ruleParameters, success } from "./rule.ts";

const notFound = [eventBridgeErrors.busNotFound, eventBridgeErrors.ruleNotFound];

export const updateRule: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "UpdateRule",
  access: "write",
  parameters: {
    ...ruleParameters,
    FilterPattern: { type: "string", means: "which events it takes from now on, JSON text" },
    Description: { type: "string", maxLength: 255, means: "what it is for" },
    Status: { type: "string", oneOf: ["ENABLE", "DISABLE"], means: "whether it works" },
  },
  errors: [...notFound, eventBridgeErrors.pattern],
  run(call) {
    const rule = findRule(call);
    const pattern = call.parameters.string("FilterPattern");
    if (pattern !== undefined && pattern !== "") rule.filterPattern = checkedPattern(pattern);
    rule.description = call.parameters.string("Description") ?? rule.description;
    const status = call.parameters.string("Status");
    if (status !== undefined) rule.enabled = status === "ENABLE";
    return success(true);
  },
});

export const deleteRule: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "DeleteRule",
  access: "write",
  parameters: ruleParameters,
  errors: notFound,
  run(call) {
    const { name, region } = findRule(call);
    removeFrom(call.account.eventRules, name, region);
    return success();
  },
});

/** EnableRule and DisableRule. */
export const setRuleStatus: readonly Action[] = [true, false].map((enabled) =>
  action({
    product: "eventbridge",
    version: "2020-04-01",
    name: enabled ? "EnableRule" : "DisableRule",
    access: "write",
    parameters: ruleParameters,
    errors: notFound,
    run(call) {
      findRule(call).enabled = enabled;
      return success(true);
    },
  }),
);
