import { readAction } from "../pvtz-action.ts";
import { ruleNotExists } from "./errors.ts";
import { ruleIdParameter, ruleOf } from "./find.ts";
import { ruleShape, ruleVpcs } from "./shapes.ts";

export const describeResolverRule = readAction({
  name: "DescribeResolverRule",
  parameters: { RuleId: ruleIdParameter },
  errors: [ruleNotExists],
  run(call) {
    const rule = ruleOf(call);
    return { ...ruleShape(rule, call), ...ruleVpcs(rule, call) };
  },
});
