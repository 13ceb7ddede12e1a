import { tencentAction } from "../../action.ts";
import {
  accountVpcSetField,
  bindingCodes,
  echoedBindings,
  givenBindings,
  logBindings,
  refuseBindings,
  vpcSetField,
} from "./bindings.ts";
import { errorsOf } from "./errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "./find.ts";

/** The complete set: a VPC that is left out is unbound, and without any all are. */
export const modifyPrivateZoneVpc = tencentAction({
  product: "privatedns",
  name: "ModifyPrivateZoneVpc",
  access: "write",
  callsPerSecond: 2,
  parameters: { ZoneId: zoneField, VpcSet: vpcSetField, AccountVpcSet: accountVpcSetField },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "OperationDenied", ...bindingCodes),
  run(call) {
    const zone = findZoneToChange(call);
    const bindings = givenBindings(call);
    refuseBindings(call, zone, bindings);
    zone.bindings = [...bindings];
    zone.updatedAt = call.clock.now();
    logBindings(call, zone, "replace", bindings);
    return { ZoneId: zone.id, ...echoedBindings(bindings) };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
