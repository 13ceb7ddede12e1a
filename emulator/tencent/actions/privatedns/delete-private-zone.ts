import type { TencentCall } from "../../action.ts";
import { forwardRuleOf } from "../../zones/forwarding.ts";
import { logChange } from "../../zones/zone-log.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findZoneToChange, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";

export const deletePrivateZone = privatednsAction({
  name: "DeletePrivateZone",
  access: "write",
  callsPerSecond: 20,
  parameters: {
    ZoneId: { type: "string", means: "the zone, before ZoneIdSet" },
    ZoneIdSet: { type: "list", of: { type: "string" }, means: "zones; all go or none" },
  },
  errors: errorsOf(
    "InvalidParameter",
    "InvalidParameter.ZoneNotExists",
    "FailedOperation.DeleteZoneFailed",
    "ResourceInUse.ZoneBindForwardRule",
    "OperationDenied",
  ),
  run(call) {
    const { settings, account } = call;
    if (idsOf(call).length === 0) refuse("InvalidParameter");
    const zones = idsOf(call).map((id) => findZoneToChange(call, id));
    if (zones.some((zone) => forwardRuleOf(account, zone) !== undefined)) refuse("ResourceInUse.ZoneBindForwardRule");
    if (settings.boundZoneDelete !== "success" && zones.some(({ bindings }) => bindings.length > 0))
      refuse(settings.boundZoneDelete);
    for (const zone of zones) {
      account.zones.delete(zone.id);
      logChange(call, zone, `remove ${zone.domain}`);
    }
    return {};
  },
  resources: (call) => idsOf(call).flatMap((id) => zoneResource(call, id)),
});

function idsOf({ parameters }: TencentCall): readonly string[] {
  const id = parameters.string("ZoneId");
  return id === undefined || id === "" ? parameters.strings("ZoneIdSet") : [id];
}
