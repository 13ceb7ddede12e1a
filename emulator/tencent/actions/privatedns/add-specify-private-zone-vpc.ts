import { tencentAction } from "../../action.ts";
import { changeBindings, startBindTask } from "./bind-tasks.ts";
import {
  accountVpcSetField,
  bindingCodes,
  echoedBindings,
  givenBindings,
  isBound,
  logBindings,
  refuseBindings,
  vpcSetField,
} from "./bindings.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "./find.ts";

export const addSpecifyPrivateZoneVpc = tencentAction({
  product: "privatedns",
  name: "AddSpecifyPrivateZoneVpc",
  access: "write",
  callsPerSecond: 2,
  parameters: {
    ZoneId: zoneField,
    VpcSet: vpcSetField,
    AccountVpcSet: accountVpcSetField,
    Sync: { type: "boolean", means: "bound when the call returns; later, with a UniqId, when false or absent" },
  },
  errors: errorsOf(
    "InvalidParameter.ZoneNotExists",
    "InvalidParameter",
    "InvalidParameter.VpcBinded",
    "FailedOperation.BindZoneVpcFailed",
    "OperationDenied",
    ...bindingCodes,
  ),
  run(call) {
    const { parameters, settings } = call;
    const zone = findZoneToChange(call);
    const bindings = givenBindings(call);
    if (bindings.length === 0) refuse("InvalidParameter");
    const added = bindings.filter((binding) => !isBound(zone, binding));
    if (added.length < bindings.length && settings.bindRepeated !== "success") refuse(settings.bindRepeated);
    refuseBindings(call, zone, [...zone.bindings, ...added]);
    const echo = { ZoneId: zone.id, ...echoedBindings(bindings) };
    const sync = parameters.boolean("Sync") === true;
    if (sync && settings.bindTaskOutcome === "failed") refuse("FailedOperation.BindZoneVpcFailed");
    logBindings(call, zone, "add", bindings);
    if (!sync) return { ...echo, UniqId: startBindTask(call, zone, "add", bindings).id };
    changeBindings(call, zone, "add", bindings);
    return { ...echo, UniqId: null };
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
