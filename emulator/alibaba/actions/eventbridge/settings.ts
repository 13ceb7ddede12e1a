import { setting } from "../../../settings.ts";

export const eventBridgeSettings = {
  eventBridgeRefusal: setting({
    name: "eventBridgeRefusal",
    values: ["envelope", "error-body"],
    means: "how EventBridge refuses: HTTP 200 with Success false and the code, or HTTP 4xx with the gateway's body",
    row: "eventbridge API",
  }),
  existingRuleCode: setting({
    name: "existingRuleCode",
    values: ["EventRuleExisted", "EventRuleDuplicate"],
    means: "how CreateRule refuses a name that a rule of the bus has",
    row: "eventbridge API",
  }),
} as const;
