import { tencentAction } from "../../../action.ts";
import { forwardRuleOf } from "../../../zones/forwarding.ts";
import { errorsOf, refuse } from "../errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "../find.ts";
import { findEndpoint, logRule } from "./find.ts";

/** One rule a zone. */
export const createForwardRule = tencentAction({
  product: "privatedns",
  name: "CreateForwardRule",
  access: "write",
  callsPerSecond: 5,
  parameters: {
    RuleName: { type: "string", required: true, means: "its name" },
    RuleType: {
      type: "string",
      required: true,
      oneOf: ["DOWN", "UP"],
      means: "DOWN: the zone's names are asked elsewhere; UP: without effect in VPCs",
    },
    ZoneId: zoneField,
    EndPointId: { type: "string", required: true, means: "the outbound endpoint, eid-..." },
  },
  errors: errorsOf(
    "InvalidParameter.ZoneNotExists",
    "InvalidParameter.EndPointNotExists",
    "InvalidParameter.ForwardRuleZoneRepeatBind",
    "OperationDenied",
  ),
  run(call) {
    const { parameters, account, clock, ids } = call;
    const zone = findZoneToChange(call);
    const endpoint = findEndpoint(call, parameters.string("EndPointId"));
    if (forwardRuleOf(account, zone) !== undefined) refuse("InvalidParameter.ForwardRuleZoneRepeatBind");
    const rule = {
      id: `fid-${ids.letters(10)}`,
      name: parameters.string("RuleName") ?? "",
      type: parameters.string("RuleType") === "UP" ? "UP" : "DOWN",
      zoneId: zone.id,
      endpointId: endpoint.id,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    } as const;
    account.forwardRules.set(rule.id, { ...rule });
    logRule(call, rule, "add");
    return {
      RuleId: rule.id,
      RuleName: rule.name,
      RuleType: rule.type,
      ZoneId: rule.zoneId,
      EndPointId: rule.endpointId,
    };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
