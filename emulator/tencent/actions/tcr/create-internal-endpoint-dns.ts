import { type TencentCall, tencentAction } from "../../action.ts";
import { conflictingZone } from "../../zones/conflicts.ts";
import { managedPlace } from "../../zones/names.ts";
import { publishedBy, throwSwitch, underWay } from "../../zones/switches.ts";
import { errorsOf, refuse } from "./errors.ts";
import { regionGiven, registryResource } from "./find.ts";
import { type AskedSwitch, askedSwitch, switchFields } from "./internal-endpoint-switch.ts";
import { tcrSettings } from "./settings.ts";

export const createInternalEndpointDns = tencentAction({
  product: "tcr",
  name: "CreateInternalEndpointDns",
  access: "write",
  callsPerSecond: 20,
  parameters: { ...switchFields, RegionId: { type: "integer", minimum: 0, means: "number of the VPC's region" } },
  errors: errorsOf(
    "InvalidParameter",
    ...tcrSettings.privateDnsNotSubscribed.values,
    ...tcrSettings.dnsRegionCode.values,
    "UnsupportedOperation.CreatePrivateZoneRecord",
    "UnsupportedOperation.ModifyPrivateZoneVpc",
  ),
  run(call) {
    const { parameters, settings, account } = call;
    const region = regionGiven(parameters.string("RegionName"), parameters.integer("RegionId"));
    const { registry, vpc, ip, wanted } = askedSwitch(call, parameters, region);
    if (registry === undefined || vpc === undefined) return refuse("InvalidParameter");
    if (vpc.region !== wanted.region && settings.dnsOtherRegion === "refused") refuse(settings.dnsRegionCode);
    if (settings.dnsCreateChecksIp && !isReady({ registry, vpc, ip, wanted })) refuse("InvalidParameter");
    if (account.dnsService === "DISABLED") refuse(settings.privateDnsNotSubscribed);
    if (settings.dnsCreateRepeated !== "upsert" && isOn(call, wanted)) refuse(settings.dnsCreateRepeated);
    const { domain } = managedPlace(settings, wanted.name);
    if (conflictingZone(call.state, settings, vpc.id, { domain, managed: true }) !== undefined)
      refuse("UnsupportedOperation.ModifyPrivateZoneVpc");
    throwSwitch(call, wanted, ip);
    return {};
  },
  resources: (call) => registryResource(call, "InstanceId"),
});

function isReady({ registry, ip, wanted }: AskedSwitch): boolean {
  return (
    registry?.links.some((link) => link.vpcId === wanted.vpcId && link.step === "running" && link.ip === ip) === true
  );
}

function isOn({ account }: TencentCall, wanted: AskedSwitch["wanted"]): boolean {
  const change = underWay(account, wanted);
  return change === undefined ? publishedBy(account, wanted) !== undefined : change.ip !== null;
}
