import type { Action } from "../../action.ts";
import { createVpc } from "./create-vpc.ts";
import { createVSwitch } from "./create-vswitch.ts";
import { deleteVpc } from "./delete-vpc.ts";
import { deleteVSwitch } from "./delete-vswitch.ts";
import { describeVpcAttribute } from "./describe-vpc-attribute.ts";
import { describeVpcs } from "./describe-vpcs.ts";
import { describeVSwitchAttributes } from "./describe-vswitch-attributes.ts";
import { describeVSwitches } from "./describe-vswitches.ts";
import { dhcpOptionsActions } from "./dhcp-options/index.ts";
import { listTagResources } from "./list-tag-resources.ts";
import { modifyVpcAttribute } from "./modify-vpc-attribute.ts";
import { tagResources } from "./tag-resources.ts";
import { unTagResources } from "./untag-resources.ts";

/** VPC 2016-04-28. */
export const vpcActions: readonly Action[] = [
  createVpc,
  deleteVpc,
  describeVpcs,
  describeVpcAttribute,
  modifyVpcAttribute,
  createVSwitch,
  deleteVSwitch,
  describeVSwitches,
  describeVSwitchAttributes,
  tagResources,
  unTagResources,
  listTagResources,
  ...dhcpOptionsActions,
];
