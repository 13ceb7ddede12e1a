import { resolverWriteAction } from "../pvtz-action.ts";
import { endpointNotExists, ruleNotExists } from "./errors.ts";
import { endpointOf, ruleIdParameter, ruleOf } from "./find.ts";
import { forwardIpParameter, givenForwardIps } from "./forward-ips.ts";

export const updateResolverRule = resolverWriteAction({
  name: "UpdateResolverRule",
  parameters: {
    RuleId: ruleIdParameter,
    Name: { type: "string", means: "its new name" },
    ForwardIp: forwardIpParameter,
    EndpointId: { type: "string", means: "its new outbound endpoint" },
  },
  errors: [ruleNotExists, endpointNotExists],
  run(call, editor) {
    const { parameters } = call;
    const rule = ruleOf(call);
    editor.changeRule(rule, {
      name: parameters.string("Name") || rule.name,
      endpointId: parameters.string("EndpointId") ? endpointOf(call).id : rule.endpointId,
      forwardIps: parameters.has("ForwardIp") ? givenForwardIps(call) : rule.forwardIps,
    });
    return {};
  },
});
