import { errorsOf } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { findRule, ruleIdField } from "./find.ts";
import { ruleView } from "./views.ts";

export const describeForwardRule = privatednsAction({
  name: "DescribeForwardRule",
  access: "read",
  callsPerSecond: 10,
  parameters: { RuleId: ruleIdField },
  errors: errorsOf("InvalidParameter.ForwardRuleNotExist"),
  run: (call) => ({ ForwardRule: ruleView(call, findRule(call, call.parameters.string("RuleId"))) }),
});
