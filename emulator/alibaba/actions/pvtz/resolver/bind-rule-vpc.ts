import { resolverWriteAction } from "../pvtz-action.ts";
import { ruleNotExists } from "./errors.ts";
import { ruleIdParameter, ruleOf } from "./find.ts";
import { givenRuleBindings, ruleBindingErrors } from "./rule-bindings.ts";

export const bindResolverRuleVpc = resolverWriteAction({
  name: "BindResolverRuleVpc",
  parameters: {
    RuleId: ruleIdParameter,
    Vpc: {
      type: "objects",
      fields: ["VpcId", "RegionId", "VpcType"],
      means: "the whole set: VPCs not listed are unbound, and without any Vpc all are",
    },
  },
  errors: [ruleNotExists, ...ruleBindingErrors],
  run(call, editor) {
    const rule = ruleOf(call);
    editor.bindRule(rule, givenRuleBindings(call, "Vpc", rule));
    return {};
  },
});
