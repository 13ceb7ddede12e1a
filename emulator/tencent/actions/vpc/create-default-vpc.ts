import { RefusedError, type TencentAction, tencentAction } from "../../action.ts";
import type { TencentVpc } from "../../state.ts";
import { usualDnsServers } from "./attributes.ts";
import { refuseAboveQuota } from "./create-vpc.ts";
import { vpcErrors } from "./errors.ts";
import { subnetsOf } from "./find.ts";
import { newSubnet } from "./new-subnet.ts";
import { subnetResource, vpcResource } from "./resources.ts";

/** The region's default VPC with its default subnet; a second call answers those that are there. */
export const createDefaultVpc: TencentAction = tencentAction({
  product: "vpc",
  name: "CreateDefaultVpc",
  access: "write",
  parameters: {
    Zone: { type: "string", means: "the zone of the subnet; the region's first when left out" },
    Force: { type: "boolean", means: "answer the default VPC though others exist; it is always answered" },
  },
  errors: [vpcErrors.zone, vpcErrors.quota, vpcErrors.inUse],
  run(call) {
    const zone = call.parameters.string("Zone") || `${call.region}-1`;
    const known = [...call.account.vpcs.values()].find((vpc) => vpc.isDefault && vpc.region === call.region);
    if (known === undefined) refuseAboveQuota(call);
    const vpc: TencentVpc = known ?? {
      id: call.ids.resource("vpc"),
      region: call.region,
      createdAt: call.clock.now(),
      cidr: "172.16.0.0/16",
      isDefault: true,
      name: "Default-VPC",
      enableMulticast: false,
      domainName: "",
      dnsServers: usualDnsServers(),
      tags: new Map(),
    };
    const subnets = subnetsOf(call, vpc.id);
    const cidr = freeBlock(subnets.map((subnet) => subnet.cidr));
    const subnet = subnets.find(({ isDefault }) => isDefault) ?? {
      ...newSubnet(call, vpc, [], { name: "Default-Subnet", cidr, zone, cdcId: "", tags: new Map() }),
      isDefault: true,
    };
    call.account.vpcs.set(vpc.id, vpc);
    call.account.subnets.set(subnet.id, subnet);
    return {
      Vpc: {
        VpcId: vpc.id,
        SubnetId: subnet.id,
        VpcName: vpc.name,
        SubnetName: subnet.name,
        CidrBlock: subnet.cidr,
      },
    };
  },
  resources(call, { Vpc }) {
    const ids = Vpc as { readonly VpcId: string; readonly SubnetId: string };
    return [vpcResource(call, ids.VpcId), subnetResource(call, ids.SubnetId)];
  },
});

/** The first of the VPC's 16 blocks of 4,096 addresses that is nobody's. */
function freeBlock(taken: readonly string[]): string {
  const blocks = Array.from({ length: 16 }, (_none, index) => `172.16.${index * 16}.0/20`);
  const free = blocks.find((block) => !taken.includes(block));
  if (free === undefined) throw new RefusedError(vpcErrors.inUse);
  return free;
}
