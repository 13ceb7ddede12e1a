import { type Action, action } from "../../action.ts";
import { rulesPerBus } from "../../eventbridge/rules.ts";
import { eventBridgeErrors, existingRule, existingRuleErrors, refuse } from "./errors.ts";
import { checkBus, checkedPattern, ruleArn, ruleParameters, rulesHere, success } from "./rule.ts";
import { readTargets, withTargets } from "./targets.ts";

export const createRule: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "CreateRule",
  access: "write",
  parameters: {
    ...ruleParameters,
    FilterPattern: { type: "string", required: true, means: "which events it takes, JSON text" },
    Description: { type: "string", maxLength: 255, means: "what it is for" },
    Status: { type: "string", oneOf: ["ENABLE", "DISABLE"], means: "ENABLE when left out" },
    EventTargets: { type: "string", means: "a JSON text, the list of its targets" },
  },
  errors: [
    eventBridgeErrors.busNotFound,
    ...existingRuleErrors,
    eventBridgeErrors.tooManyRules,
    eventBridgeErrors.pattern,
    eventBridgeErrors.target,
    eventBridgeErrors.duplicateTarget,
    eventBridgeErrors.tooManyTargets,
  ],
  run(call) {
    checkBus(call);
    const { parameters, account, region, clock } = call;
    const name = parameters.string("RuleName") ?? "";
    const here = rulesHere(call);
    if (here.some((rule) => rule.name === name)) refuse(existingRule(call.settings));
    if (here.length >= rulesPerBus) refuse(eventBridgeErrors.tooManyRules);
    account.eventRules.push({
      name,
      region,
      createdAt: clock.now(),
      description: parameters.string("Description") ?? "",
      enabled: parameters.string("Status") !== "DISABLE",
      filterPattern: checkedPattern(parameters.string("FilterPattern") ?? ""),
      targets: withTargets([], readTargets(call, parameters.string("EventTargets") || "[]")),
    });
    return success({ RuleARN: ruleArn(call, name) });
  },
  resources: (call) => ({ "ACS::EventBridge::Rule": [call.parameters.string("RuleName") ?? ""] }),
});
