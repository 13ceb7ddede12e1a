import type { ActionCall } from "../../action.ts";
import { named, type Rights } from "./right.ts";

type Kind = "vpc" | "vswitch" | "dhcpoptionsset";

const arn = ({ region, account }: ActionCall, kind: Kind, id: string) =>
  `acs:vpc:${region}:${account.id}:${kind}/${id}`;
const every = (kind: Kind) => (call: ActionCall) => [arn(call, kind, "*")];
const one = (kind: Kind, parameter: string) => (call: ActionCall) => [
  arn(call, kind, call.parameters.string(parameter) ?? "*"),
];

const set = one("dhcpoptionsset", "DhcpOptionsSetId");
const setAndVpc = (call: ActionCall) => [...set(call), ...one("vpc", "VpcId")(call)];

function tagged(call: ActionCall): readonly string[] {
  const kind = call.parameters.string("ResourceType")?.toLowerCase() === "vswitch" ? "vswitch" : "vpc";
  const ids = call.parameters.list("ResourceId");
  return (ids.length === 0 ? ["*"] : ids).map((id) => arn(call, kind, id));
}

/** VPC 2016-04-28; lists are checked on every resource of the region, whatever they filter by. */
export const vpcRights: Rights = {
  ...named("vpc", {
    CreateVpc: every("vpc"),
    DeleteVpc: one("vpc", "VpcId"),
    DescribeVpcs: every("vpc"),
    DescribeVpcAttribute: one("vpc", "VpcId"),
    ModifyVpcAttribute: one("vpc", "VpcId"),
    CreateVSwitch: (call) => [...every("vswitch")(call), ...one("vpc", "VpcId")(call)],
    DeleteVSwitch: one("vswitch", "VSwitchId"),
    DescribeVSwitches: every("vswitch"),
    DescribeVSwitchAttributes: one("vswitch", "VSwitchId"),
    TagResources: tagged,
    UnTagResources: tagged,
    ListTagResources: tagged,
    CreateDhcpOptionsSet: every("dhcpoptionsset"),
    DeleteDhcpOptionsSet: set,
    ListDhcpOptionsSets: every("dhcpoptionsset"),
    GetDhcpOptionsSet: set,
    UpdateDhcpOptionsSetAttribute: set,
    AttachDhcpOptionsSetToVpc: setAndVpc,
    DetachDhcpOptionsSetFromVpc: setAndVpc,
    ReplaceVpcDhcpOptionsSet: setAndVpc,
  }),
};
