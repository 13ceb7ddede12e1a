import { ApiError } from "../../../action.ts";
import { invalidZoneName } from "../errors.ts";
import { resolverWriteAction } from "../pvtz-action.ts";
import { isDomain } from "../zone-name.ts";
import { endpointNotExists } from "./errors.ts";
import { endpointIdParameter, endpointOf } from "./find.ts";
import { forwardIpParameter, givenForwardIps } from "./forward-ips.ts";
import { givenRuleBindings, ruleBindingErrors } from "./rule-bindings.ts";

export const addResolverRule = resolverWriteAction({
  name: "AddResolverRule",
  parameters: {
    Name: { type: "string", required: true, means: "its name" },
    Type: { type: "string", oneOf: ["OUTBOUND"], means: "OUTBOUND" },
    ZoneName: { type: "string", required: true, means: "names from here downwards are forwarded" },
    EndpointId: endpointIdParameter,
    ForwardIp: { ...forwardIpParameter, required: true },
    Vpcs: {
      type: "objects",
      fields: ["VpcId", "RegionId", "VpcType"],
      means: "the VPCs it is bound to from the start",
    },
  },
  errors: [invalidZoneName, endpointNotExists, ...ruleBindingErrors],
  run(call, editor) {
    const { parameters } = call;
    const zoneName = (parameters.string("ZoneName") ?? "").toLowerCase().replace(/\.$/, "");
    if (!isDomain(zoneName)) throw new ApiError(invalidZoneName);
    const rule = editor.addRule({
      name: parameters.string("Name") ?? "",
      zoneName,
      endpointId: endpointOf(call).id,
      forwardIps: givenForwardIps(call),
      bindings: givenRuleBindings(call, "Vpcs", { zoneName, bindings: [] }),
    });
    return { RuleId: rule.id };
  },
});
