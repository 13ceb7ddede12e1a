import { contains, overlap, parseCidr } from "../../../cidr.ts";
import { type Action, type ActionCall, ApiError, action } from "../../action.ts";
import type { Vpc, VSwitch } from "../../state.ts";
import { tagErrors, tagParameter, tagsToWrite, writeTags } from "../../tags.ts";
import { vpcErrors, vpcNotFoundErrors } from "./errors.ts";
import { findVpc, vswitchesOf } from "./find.ts";
import { descriptionParameter, nameIsValid } from "./parameters.ts";

/** vSwitches of one VPC (VPC documentation, "Limits and quotas"). */
const vswitchesPerVpc = 150;

export const createVSwitch: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "CreateVSwitch",
  access: "write",
  repeatable: true,
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VpcId: { type: "string", required: true, means: "the VPC" },
    ZoneId: { type: "string", required: true, means: "the zone, such as cn-hangzhou-b" },
    CidrBlock: { type: "string", required: true, means: "its addresses, inside the VPC's" },
    VSwitchName: { type: "string", maxLength: 128, means: "its name" },
    Description: descriptionParameter,
    ClientToken: { type: "string", maxLength: 64, means: "makes a repeated call harmless" },
    ...tagParameter,
  },
  errors: [
    ...vpcNotFoundErrors,
    vpcErrors.vpcNotReady,
    vpcErrors.zoneNotFound,
    vpcErrors.malformedCidr,
    vpcErrors.overlappingCidr,
    vpcErrors.malformedName,
    vpcErrors.vswitchQuota,
    ...Object.values(tagErrors),
  ],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    if (vpc.status === "Pending") throw new ApiError(vpcErrors.vpcNotReady);
    const zoneId = call.parameters.string("ZoneId") ?? "";
    if (!isZoneOf(vpc.region, zoneId)) throw new ApiError(vpcErrors.zoneNotFound);
    const cidr = freeBlock(call, vpc);
    const name = call.parameters.string("VSwitchName") ?? "";
    if (!nameIsValid(name)) throw new ApiError(vpcErrors.malformedName);
    const tags = tagsToWrite(call.parameters.objects("Tag"));

    const vswitch: VSwitch = {
      id: call.ids.resource("vsw"),
      vpcId: vpc.id,
      region: vpc.region,
      zoneId,
      cidr,
      createdAt: call.clock.now(),
      isDefault: false,
      resourceGroupId: vpc.resourceGroupId,
      name,
      description: call.parameters.string("Description") ?? "",
      status: call.settings.subnetAvailableMs > 0 ? "Pending" : "Available",
      tags: new Map(),
      takenAddresses: new Map(),
      lastAddress: null,
    };
    writeTags([vswitch.tags], tags);
    call.account.vswitches.set(vswitch.id, vswitch);
    if (vswitch.status === "Pending")
      call.clock.after(call.settings.subnetAvailableMs, () => {
        vswitch.status = "Available";
        call.changed();
      });
    return { VSwitchId: vswitch.id };
  },
  resources: (call, response) => ({
    "ACS::VPC::VSwitch": [String(response["VSwitchId"])],
    "ACS::VPC::VPC": [call.parameters.string("VpcId") ?? ""],
  }),
});

/** The asked block, inside the VPC's and clear of its other vSwitches. */
function freeBlock(call: ActionCall, vpc: Vpc): string {
  const cidr = call.parameters.string("CidrBlock") ?? "";
  const block = parseCidr(cidr);
  const whole = parseCidr(vpc.cidr);
  if (block === undefined || whole === undefined || block.length < 16 || block.length > 29 || !contains(whole, block))
    throw new ApiError(vpcErrors.malformedCidr);
  const others = vswitchesOf(call, vpc.id);
  if (others.length >= vswitchesPerVpc) throw new ApiError(vpcErrors.vswitchQuota);
  for (const other of others) {
    const taken = parseCidr(other.cidr);
    if (taken !== undefined && overlap(taken, block)) throw new ApiError(vpcErrors.overlappingCidr);
  }
  return cidr;
}

/** `cn-hangzhou-b` and, in some regions, `ap-southeast-1a`. */
function isZoneOf(region: string, zoneId: string): boolean {
  return zoneId.startsWith(region) && /^-?[a-z]$/.test(zoneId.slice(region.length));
}
