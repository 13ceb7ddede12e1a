import { type TencentCall, tencentAction } from "../../action.ts";
import type { TencentLink, TencentRegistry, TencentSubnet } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, regionGiven, regionsOf, registryField, registryResource } from "./find.ts";
import { endTencentLink, exceedsQuota, startTencentLink, switchesOn } from "./links.ts";
import { tcrSettings } from "./settings.ts";

/** Its answer only means that the work was accepted. */
export const manageInternalEndpoint = tencentAction({
  product: "tcr",
  name: "ManageInternalEndpoint",
  access: "write",
  callsPerSecond: 2,
  parameters: {
    RegistryId: registryField,
    Operation: { type: "string", required: true, oneOf: ["Create", "Delete"], means: "make or delete the link" },
    VpcId: { type: "string", required: true, means: "the VPC" },
    SubnetId: { type: "string", required: true, means: "a subnet of the VPC; to delete, the link's own" },
    RegionId: { type: "integer", minimum: 0, means: "number of a replica's region; 0 is none" },
    RegionName: { type: "string", means: "name of a replica's region, before RegionId; empty is none" },
  },
  errors: errorsOf(
    "ResourceNotFound",
    "InvalidParameter",
    "ResourceInsufficient.ErrorVpcDnsStatus",
    ...tcrSettings.linkRepeatedCode.values,
    ...tcrSettings.linkOverQuotaCode.values,
    ...tcrSettings.linkNotRunningCode.values,
    ...tcrSettings.linkRegionCode.values,
    ...tcrSettings.linkVpcCode.values,
    ...tcrSettings.linkNoAddressCode.values,
    "InternalError.ErrNotExist",
  ),
  run(call) {
    const registry = findRegistry(call);
    if (registry.status !== "Running") refuse(call.settings.linkNotRunningCode);
    const link = registry.links.find(({ vpcId }) => vpcId === call.parameters.string("VpcId"));
    if (call.parameters.string("Operation") === "Create") create(call, registry, link);
    else remove(call, registry, link);
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});

function create(call: TencentCall, registry: TencentRegistry, existing: TencentLink | undefined): void {
  const { settings } = call;
  const subnet = subnetToLink(call, registry);
  if (existing !== undefined) refuse(settings.linkRepeatedCode);
  if (exceedsQuota(call, registry, subnet.region)) refuse(settings.linkOverQuotaCode);
  if (startTencentLink(call, registry, subnet) === undefined) refuse(settings.linkNoAddressCode);
}

/** The subnet of the call, of a VPC in a region that the instance serves; throws `RefusedError`. */
function subnetToLink(call: TencentCall, registry: TencentRegistry): TencentSubnet {
  const { account, parameters, settings } = call;
  const vpc = account.vpcs.get(parameters.string("VpcId") ?? "");
  const given = regionGiven(parameters.string("RegionName"), parameters.integer("RegionId"), settings.linkRegionCode);
  const leftOut = settings.linkRegionLeftOut === "of-vpc" ? vpc?.region : undefined;
  const region = given ?? leftOut ?? registry.region;
  if (!regionsOf(registry).includes(region)) refuse(settings.linkRegionCode);
  if (vpc === undefined || vpc.region !== region) return refuse(settings.linkVpcCode);
  const subnet = account.subnets.get(parameters.string("SubnetId") ?? "");
  return subnet === undefined || subnet.vpcId !== vpc.id ? refuse(settings.linkSubnetCode) : subnet;
}

function remove(call: TencentCall, registry: TencentRegistry, link: TencentLink | undefined): void {
  const { settings, parameters } = call;
  if (link === undefined) {
    if (settings.linkDeleteAbsent !== "success") refuse(settings.linkDeleteAbsent);
    return;
  }
  if (link.subnetId !== parameters.string("SubnetId") && settings.linkDeleteOtherSubnet !== "ignored")
    refuse(settings.linkDeleteOtherSubnet);
  if (link.step === "pending" && settings.linkDeletePending !== "accepted") refuse(settings.linkDeletePending);
  if (settings.linkDeleteWithDnsOn === "refused" && switchesOn(call, registry, link).length > 0)
    refuse("ResourceInsufficient.ErrorVpcDnsStatus");
  endTencentLink(call, registry, link);
}
