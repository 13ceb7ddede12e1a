import { type Action, action } from "../../action.ts";
import { nextTokenError, tokenPage } from "../../token-page.ts";
import { eventBridgeErrors } from "./errors.ts";
import { busParameter, checkBus, findRule, ruleParameters, rulesHere, ruleView, success } from "./rule.ts";

export const getRule: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "GetRule",
  access: "read",
  parameters: ruleParameters,
  errors: [eventBridgeErrors.busNotFound, eventBridgeErrors.ruleNotFound],
  run: (call) => success(ruleView(call, findRule(call))),
});

export const listRules: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "ListRules",
  access: "read",
  parameters: {
    ...busParameter,
    RuleNamePrefix: { type: "string", means: "how the names begin" },
    Limit: { type: "integer", minimum: 1, maximum: 100, default: 100, means: "rules a page" },
    NextToken: { type: "string", means: "where the page before ended" },
  },
  errors: [eventBridgeErrors.busNotFound, nextTokenError],
  run(call) {
    checkBus(call);
    const prefix = call.parameters.string("RuleNamePrefix") ?? "";
    const found = rulesHere(call).filter(({ name }) => name.startsWith(prefix));
    const page = tokenPage(found, call.parameters.string("NextToken"), call.parameters.integer("Limit") ?? 100);
    return success({
      Rules: page.items.map((rule) => ruleView(call, rule)),
      Total: found.length,
      ...(page.nextToken !== "" && { NextToken: page.nextToken }),
    });
  },
});
