import { type Action, action } from "../../action.ts";
import { nextTokenError, tokenPage } from "../../token-page.ts";
import { eventBridgeErrors } from "./errors.ts";
import { checkBus, findRule, rulesHere, success, targetView } from "./rule.ts";

export const listTargets: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "ListTargets",
  access: "read",
  parameters: {
    EventBusName: { type: "string", means: "`default`" },
    RuleName: { type: "string", means: "the rule; every rule of the region when left out" },
    Arn: { type: "string", means: "only targets with this endpoint" },
    Limit: { type: "integer", minimum: 1, maximum: 100, default: 100, means: "targets a page" },
    NextToken: { type: "string", means: "where the page before ended" },
  },
  errors: [eventBridgeErrors.busNotFound, eventBridgeErrors.ruleNotFound, nextTokenError],
  run(call) {
    const { parameters } = call;
    if (parameters.has("EventBusName")) checkBus(call);
    const rules = parameters.has("RuleName") ? [findRule(call)] : rulesHere(call);
    const arn = parameters.string("Arn");
    const found = rules.flatMap((rule) =>
      rule.targets
        .filter(({ endpoint }) => arn === undefined || endpoint === arn)
        .map((target) => ({ ...targetView(target), EventBusName: "default", RuleName: rule.name })),
    );
    const page = tokenPage(found, parameters.string("NextToken"), parameters.integer("Limit") ?? 100);
    return success({
      Targets: page.items,
      Total: found.length,
      ...(page.nextToken !== "" && { NextToken: page.nextToken }),
    });
  },
});
