import { type TencentCall, tencentAction } from "../../action.ts";
import { publishedBy, type Switch, throwSwitch, underWay } from "../../zones/switches.ts";
import { errorsOf, refuse } from "./errors.ts";
import { registryResource } from "./find.ts";
import { askedSwitch, switchFields } from "./internal-endpoint-switch.ts";
import { tcrSettings } from "./settings.ts";

export const deleteInternalEndpointDns = tencentAction({
  product: "tcr",
  name: "DeleteInternalEndpointDns",
  access: "write",
  callsPerSecond: 20,
  parameters: switchFields,
  errors: errorsOf(
    "InvalidParameter",
    "UnsupportedOperation.DeletePrivateZoneRecord",
    ...tcrSettings.privateDnsNotSubscribed.values,
  ),
  run(call) {
    const { parameters, settings, account } = call;
    const { registry, ip, wanted } = askedSwitch(call, parameters);
    if (registry === undefined) refuse("InvalidParameter");
    if (account.dnsService === "DISABLED") refuse(settings.privateDnsNotSubscribed);
    // A VPC that is gone has no region to compare; its records can still be taken back.
    const found = values(call, wanted).some((value) => !settings.dnsDeleteComparesIp || value === ip);
    if (found) throwSwitch(call, wanted, null);
    else if (settings.dnsDeleteAbsent !== "success") refuse(settings.dnsDeleteAbsent);
    return {};
  },
  resources: (call) => registryResource(call, "InstanceId"),
});

/** The addresses that the switch has published, or will have. */
function values({ account }: TencentCall, wanted: Switch): readonly string[] {
  const change = underWay(account, wanted);
  if (change !== undefined) return change.ip === null ? [] : [change.ip];
  return publishedBy(account, wanted)?.records.map(({ value }) => value) ?? [];
}
