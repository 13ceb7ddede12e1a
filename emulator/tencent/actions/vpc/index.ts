import type { TencentAction } from "../../action.ts";
import { createDefaultVpc } from "./create-default-vpc.ts";
import { createSubnet } from "./create-subnet.ts";
import { createSubnets } from "./create-subnets.ts";
import { createVpc } from "./create-vpc.ts";
import { deleteSubnet } from "./delete-subnet.ts";
import { deleteVpc } from "./delete-vpc.ts";
import { describeNetworkInterfaces } from "./describe-network-interfaces.ts";
import { describeSubnets } from "./describe-subnets.ts";
import { describeUsedIpAddress } from "./describe-used-ip-address.ts";
import { describeVpcLimits } from "./describe-vpc-limits.ts";
import { describeVpcs } from "./describe-vpcs.ts";
import { modifyVpcAttribute } from "./modify-vpc-attribute.ts";

export const vpcActions: readonly TencentAction[] = [
  createVpc,
  createDefaultVpc,
  deleteVpc,
  describeVpcs,
  modifyVpcAttribute,
  createSubnet,
  createSubnets,
  deleteSubnet,
  describeSubnets,
  describeUsedIpAddress,
  describeNetworkInterfaces,
  describeVpcLimits,
];
