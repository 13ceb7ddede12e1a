import { ApiError } from "../../../action.ts";
import { boundVpcs } from "../find.ts";
import { resolverWriteAction } from "../pvtz-action.ts";
import { inUse, ruleNotExists } from "./errors.ts";
import { ruleIdParameter, ruleOf } from "./find.ts";

export const deleteResolverRule = resolverWriteAction({
  name: "DeleteResolverRule",
  parameters: { RuleId: ruleIdParameter },
  errors: [ruleNotExists],
  run(call, editor) {
    const rule = ruleOf(call);
    const bound = boundVpcs(call, rule).length > 0;
    if (bound && call.settings.usedResolverDelete === "refused") throw new ApiError(inUse);
    editor.removeRule(rule);
    return {};
  },
});
