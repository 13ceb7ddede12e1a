import { tencentAction } from "../../action.ts";
import { changeBindings, startBindTask } from "./bind-tasks.ts";
import { accountVpcSetField, echoedBindings, isBound, logBindings, namedBindings, vpcSetField } from "./bindings.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "./find.ts";

export const deleteSpecifyPrivateZoneVpc = tencentAction({
  product: "privatedns",
  name: "DeleteSpecifyPrivateZoneVpc",
  access: "write",
  callsPerSecond: 10,
  parameters: {
    ZoneId: zoneField,
    VpcSet: vpcSetField,
    AccountVpcSet: accountVpcSetField,
    Sync: { type: "boolean", means: "unbound when the call returns; later, with a UniqId, when false or absent" },
  },
  errors: errorsOf(
    "InvalidParameter.ZoneNotExists",
    "InvalidParameter",
    "InvalidParameter.IllegalVpcInfo",
    "FailedOperation.BindZoneVpcFailed",
    "OperationDenied",
  ),
  run(call) {
    const { parameters, settings } = call;
    const zone = findZoneToChange(call);
    const bindings = namedBindings(call);
    if (bindings.length === 0) refuse("InvalidParameter");
    if (settings.unbindAbsent !== "success" && !bindings.every((binding) => isBound(zone, binding)))
      refuse(settings.unbindAbsent);
    const echo = { ZoneId: zone.id, ...echoedBindings(bindings) };
    const sync = parameters.boolean("Sync") === true;
    if (sync && settings.bindTaskOutcome === "failed") refuse("FailedOperation.BindZoneVpcFailed");
    logBindings(call, zone, "remove", bindings);
    if (!sync) return { ...echo, UniqId: startBindTask(call, zone, "delete", bindings).id };
    changeBindings(call, zone, "delete", bindings);
    return { ...echo, UniqId: null };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
