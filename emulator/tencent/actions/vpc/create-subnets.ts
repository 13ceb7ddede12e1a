import { type TencentAction, tencentAction } from "../../action.ts";
import type { TencentSubnet } from "../../state.ts";
import { findVpc } from "./find.ts";
import { newSubnet, newSubnetErrors, subnetIdIn } from "./new-subnet.ts";
import { subnetResource } from "./resources.ts";
import { tagsOf, tagsParameter } from "./tags.ts";
import { subnetView } from "./views.ts";

/** All or none: a subnet that cannot be made refuses the whole call. */
export const createSubnets: TencentAction = tencentAction({
  product: "vpc",
  name: "CreateSubnets",
  access: "write",
  parameters: {
    VpcId: { type: "string", required: true, means: "the VPC" },
    Subnets: {
      type: "list",
      required: true,
      minItems: 1,
      of: {
        type: "object",
        fields: {
          CidrBlock: { type: "string", required: true },
          SubnetName: { type: "string", required: true },
          Zone: { type: "string", required: true },
          RouteTableId: { type: "string", means: "accepted, without effect" },
        },
      },
      means: "the subnets",
    },
    Tags: { ...tagsParameter, means: "tags of each of them" },
    CdcId: { type: "string", means: "the dedicated cluster of all of them" },
  },
  errors: newSubnetErrors,
  run(call) {
    const { parameters } = call;
    const vpc = findVpc(call, parameters.string("VpcId") ?? "");
    const tags = tagsOf(call);
    const made: TencentSubnet[] = [];
    for (const asked of parameters.objects("Subnets"))
      made.push(
        newSubnet(call, vpc, made, {
          name: asked.string("SubnetName") ?? "",
          cidr: asked.string("CidrBlock") ?? "",
          zone: asked.string("Zone") ?? "",
          cdcId: parameters.string("CdcId") ?? "",
          tags,
        }),
      );
    for (const subnet of made) call.account.subnets.set(subnet.id, subnet);
    return { SubnetSet: made.map((subnet) => subnetView(call, subnet)) };
  },
  resources: (call, { SubnetSet }) =>
    Array.isArray(SubnetSet) ? SubnetSet.map((subnet: unknown) => subnetResource(call, subnetIdIn(subnet))) : [],
});
