import { logChange } from "../../zones/zone-log.ts";
import { errorsOf } from "./errors.ts";
import { findZoneToChange, zoneField, zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { remarkField } from "./record-value.ts";

const words = ["ENABLED", "DISABLED"] as const;
const wordOf = (text: string | undefined) => words.find((word) => word === text);

export const modifyPrivateZone = privatednsAction({
  name: "ModifyPrivateZone",
  access: "write",
  parameters: {
    ZoneId: zoneField,
    Remark: remarkField,
    DnsForwardStatus: { type: "string", oneOf: words, means: "names that the zone lacks are looked up outside" },
    CnameSpeedupStatus: { type: "string", oneOf: words, means: "without effect here" },
  },
  errors: errorsOf("InvalidParameter.ZoneNotExists", "OperationDenied"),
  run(call) {
    const { parameters, clock } = call;
    const zone = findZoneToChange(call);
    const before = zone.dnsForward;
    zone.remark = parameters.string("Remark") ?? zone.remark;
    zone.dnsForward = wordOf(parameters.string("DnsForwardStatus")) ?? zone.dnsForward;
    zone.cnameSpeedup = wordOf(parameters.string("CnameSpeedupStatus")) ?? zone.cnameSpeedup;
    zone.updatedAt = clock.now();
    logChange(call, zone, `[sub-domain recursion: ${before} -> ${zone.dnsForward}][${zone.remark}]`);
    return {};
  },
  resources: (call) => zoneResource(call, call.parameters.string("ZoneId")),
});
