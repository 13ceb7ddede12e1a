import { type Action, type ActionCall, action } from "../../action.ts";
import { newRole } from "../../rights/role.ts";
import type { ModuleName, RegistryInstance, VSwitch } from "../../state.ts";
import { hasPrivateZoneRole, privateZoneRole, privateZoneService } from "../../zones/author.ts";
import { chosenError, chosenErrors, crErrors, refuse } from "./errors.ts";
import { findRunningInstance, instanceParameter, moduleOf, moduleParameter } from "./find.ts";
import { exceedsQuota, startLink } from "./links.ts";

/** The product has no client token: a repeated call meets the link that the first one made. */
export const createLinkedVpc: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "CreateInstanceVpcEndpointLinkedVpc",
  access: "write",
  parameters: {
    InstanceId: instanceParameter,
    VpcId: { type: "string", required: true, means: "the VPC" },
    VswitchId: { type: "string", required: true, means: "a vSwitch of the VPC; one address is taken from it" },
    ModuleName: moduleParameter,
    // The vendor's own spelling.
    EnableCreateDNSRecordInPvzt: { type: "boolean", means: "create the service-linked role and the DNS records" },
  },
  errors: [...Object.values(crErrors).filter(({ code }) => code !== "INSTANCE_ACCESS_NOT_EXIST"), ...chosenErrors],
  run(call) {
    const { account, settings } = call;
    const instance = findRunningInstance(call);
    const module = moduleOf(call, instance);
    const vswitch = findVSwitchToLink(call, instance);
    if (alreadyLinked(call, instance, module, vswitch)) return {};
    if (exceedsQuota(call, instance, vswitch.vpcId)) refuse(crErrors.vpcLimit, settings);
    const wantsRecords = call.parameters.boolean("EnableCreateDNSRecordInPvzt") === true;
    if (startLink(call, { instance, module, vswitch, wantsRecords }) === undefined)
      refuse(chosenError(settings.noAddressCode), settings);
    if (wantsRecords && !hasPrivateZoneRole(account))
      account.roles.set(
        privateZoneRole.toLowerCase(),
        newRole({ name: privateZoneRole, serviceName: privateZoneService, now: call.clock.now() }),
      );
    return {};
  },
  resources: (call) => ({ "ACS::CR::Instance": [call.parameters.string("InstanceId") ?? ""] }),
});

function findVSwitchToLink(call: ActionCall, instance: RegistryInstance): VSwitch {
  const vpc = call.account.vpcs.get(call.parameters.string("VpcId") ?? "");
  if (vpc === undefined || vpc.region !== instance.region)
    return refuse(chosenError(call.settings.foreignVpcCode), call.settings);
  const vswitch = call.account.vswitches.get(call.parameters.string("VswitchId") ?? "");
  // One that is still Pending cannot give an address yet.
  if (vswitch === undefined || vswitch.vpcId !== vpc.id || vswitch.status === "Pending")
    return refuse(crErrors.vswitchNotExist, call.settings);
  return vswitch;
}

/** True when the call is to count as done; throws `ApiError` when it is to be refused. */
function alreadyLinked(call: ActionCall, instance: RegistryInstance, module: ModuleName, vswitch: VSwitch): boolean {
  const link = instance.links.find((other) => other.module === module && other.vpcId === vswitch.vpcId);
  if (link === undefined) return false;
  const { repeatedLinkCode, secondSubnetCode } = call.settings;
  const code = link.vswitchId === vswitch.id ? repeatedLinkCode : secondSubnetCode;
  return code === "success" ? true : refuse(chosenError(code), call.settings);
}
