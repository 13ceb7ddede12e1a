import { errorsOf, refuse } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";
import { findRule, logRule } from "./find.ts";

export const deleteForwardRule = privatednsAction({
  name: "DeleteForwardRule",
  access: "write",
  callsPerSecond: 5,
  parameters: { RuleIdSet: { type: "list", of: { type: "string" }, means: "rules; all go or none" } },
  errors: errorsOf("InvalidParameter", "InvalidParameter.ForwardRuleNotExist"),
  run(call) {
    const rules = call.parameters.strings("RuleIdSet").map((id) => findRule(call, id));
    if (rules.length === 0) refuse("InvalidParameter");
    for (const rule of rules) {
      call.account.forwardRules.delete(rule.id);
      logRule(call, rule, "remove");
    }
    return {};
  },
});
