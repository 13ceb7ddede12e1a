import type { TencentCall } from "../../action.ts";
import { freeAddresses, usableAddresses } from "../../addresses.ts";
import type { TencentSubnet, TencentVpc } from "../../state.ts";
import { dateAndTime } from "../../times.ts";
import { tagSet } from "./tags.ts";

/** `Vpc` as answered; parts that the emulated cloud has none of (IPv6, secondary blocks) are as for a VPC without them. */
export function vpcView({ settings }: TencentCall, vpc: TencentVpc): Readonly<Record<string, unknown>> {
  return {
    VpcName: vpc.name,
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    IsDefault: vpc.isDefault,
    EnableMulticast: vpc.enableMulticast,
    CreatedTime: dateAndTime(vpc.createdAt, settings.vpcTimeZone),
    DnsServerSet: vpc.dnsServers,
    DomainName: vpc.domainName,
    DhcpOptionsId: `dopt-${suffix(vpc.id)}`,
    EnableDhcp: true,
    Ipv6CidrBlock: "",
    TagSet: tagSet(vpc.tags),
    AssistantCidrSet: null,
    EnableRouteVpcPublish: false,
    Ipv6CidrBlockSet: [],
    EnableRouteVpcPublishIpv6: null,
  };
}

export function subnetView({ settings }: TencentCall, subnet: TencentSubnet): Readonly<Record<string, unknown>> {
  return {
    VpcId: subnet.vpcId,
    SubnetId: subnet.id,
    SubnetName: subnet.name,
    CidrBlock: subnet.cidr,
    IsDefault: subnet.isDefault,
    EnableBroadcast: false,
    Zone: subnet.zone,
    RouteTableId: `rtb-${suffix(subnet.vpcId)}`,
    CreatedTime: dateAndTime(subnet.createdAt, settings.vpcTimeZone),
    AvailableIpAddressCount: freeAddresses(subnet),
    Ipv6CidrBlock: "",
    NetworkAclId: "",
    IsRemoteVpcSnat: subnet.isRemoteVpcSnat,
    TotalIpAddressCount: usableAddresses(subnet),
    TagSet: tagSet(subnet.tags),
    CdcId: subnet.cdcId,
    IsCdcSubnet: subnet.cdcId === "" ? 0 : 1,
  };
}

/** Every VPC has one DHCP options set and one route table; their ids follow from its own. */
function suffix(id: string): string {
  return id.slice(id.indexOf("-") + 1);
}
