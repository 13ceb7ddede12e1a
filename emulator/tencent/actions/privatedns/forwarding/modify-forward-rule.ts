import { errorsOf } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { findEndpoint, findRule, logRule, ruleIdField } from "./find.ts";

export const modifyForwardRule = privatednsAction({
  name: "ModifyForwardRule",
  access: "write",
  callsPerSecond: 5,
  parameters: {
    RuleId: ruleIdField,
    RuleName: { type: "string", means: "its new name" },
    EndPointId: { type: "string", means: "its new outbound endpoint" },
  },
  errors: errorsOf("InvalidParameter.ForwardRuleNotExist", "InvalidParameter.EndPointNotExists"),
  run(call) {
    const { parameters, clock } = call;
    const rule = findRule(call, parameters.string("RuleId"));
    const endpointId = parameters.string("EndPointId");
    if (endpointId !== undefined) rule.endpointId = findEndpoint(call, endpointId).id;
    rule.name = parameters.string("RuleName") ?? rule.name;
    rule.updatedAt = clock.now();
    logRule(call, rule, "change");
    return {};
  },
});
