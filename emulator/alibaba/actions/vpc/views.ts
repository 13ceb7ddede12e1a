import type { ActionCall } from "../../action.ts";
import { freeAddresses } from "../../addresses.ts";
import type { Vpc, VSwitch } from "../../state.ts";
import { tagsView } from "../../tags.ts";
import { associationStatus, shownSetId } from "./dhcp-options/association.ts";
import { vswitchesOf } from "./find.ts";

/** An element of `Vpcs.Vpc` in DescribeVpcs. */
export function vpcView(call: ActionCall, vpc: Vpc): Readonly<Record<string, unknown>> {
  // At most the latest 300 are shown.
  const vswitchIds = vswitchesOf(call, vpc.id)
    .map(({ id }) => id)
    .slice(-300);
  return {
    VpcId: vpc.id,
    VpcName: vpc.name,
    RegionId: vpc.region,
    Status: vpc.status,
    CidrBlock: vpc.cidr,
    SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
    UserCidrs: { UserCidr: [] },
    CreationTime: timeView(vpc.createdAt),
    IsDefault: vpc.isDefault,
    OwnerId: Number(call.account.id),
    ResourceGroupId: vpc.resourceGroupId,
    VRouterId: vpc.vRouterId,
    CenStatus: "Detached",
    Description: vpc.description,
    VSwitchIds: { VSwitchId: vswitchIds },
    Tags: tagsView(vpc.tags),
    Ipv6CidrBlock: "",
    Ipv6CidrBlocks: { Ipv6CidrBlock: [] },
    RouterTableIds: { RouterTableIds: [vpc.routeTableId] },
    NatGatewayIds: { NatGatewayIds: [] },
    DhcpOptionsSetId: shownSetId(vpc),
    DhcpOptionsSetStatus: associationStatus(vpc),
  };
}

/** An element of `VSwitches.VSwitch` in DescribeVSwitches. */
export function vswitchView(call: ActionCall, vswitch: VSwitch): Readonly<Record<string, unknown>> {
  const vpc = call.account.vpcs.get(vswitch.vpcId);
  return {
    VSwitchId: vswitch.id,
    VpcId: vswitch.vpcId,
    ZoneId: vswitch.zoneId,
    Status: vswitch.status,
    AvailableIpAddressCount: freeAddresses(vswitch),
    CidrBlock: vswitch.cidr,
    Ipv6CidrBlock: "",
    CreationTime: timeView(vswitch.createdAt),
    IsDefault: vswitch.isDefault,
    OwnerId: Number(call.account.id),
    ShareType: "",
    VSwitchName: vswitch.name,
    Description: vswitch.description,
    NetworkAclId: "",
    ResourceGroupId: vswitch.resourceGroupId,
    RouteTable: { RouteTableId: vpc?.routeTableId ?? "", RouteTableType: "System" },
    Tags: tagsView(vswitch.tags),
  };
}

/** `2021-04-18T15:02:37Z` */
export function timeView(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
