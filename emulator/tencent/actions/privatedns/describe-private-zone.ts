import { errorsOf } from "./errors.ts";
import { findZone, zoneField } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { zoneView } from "./views.ts";

export const describePrivateZone = privatednsAction({
  name: "DescribePrivateZone",
  access: "read",
  callsPerSecond: 20,
  parameters: { ZoneId: zoneField },
  errors: errorsOf("InvalidParameter.ZoneNotExists"),
  run: (call) => ({ PrivateZone: zoneView(call, findZone(call)) }),
});
