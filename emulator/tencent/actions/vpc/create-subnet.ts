import { type TencentAction, tencentAction } from "../../action.ts";
import { findVpc } from "./find.ts";
import { newSubnet, newSubnetErrors, subnetIdIn } from "./new-subnet.ts";
import { subnetResource } from "./resources.ts";
import { tagsOf, tagsParameter } from "./tags.ts";
import { subnetView } from "./views.ts";

export const createSubnet: TencentAction = tencentAction({
  product: "vpc",
  name: "CreateSubnet",
  access: "write",
  parameters: {
    VpcId: { type: "string", required: true, means: "the VPC" },
    SubnetName: { type: "string", required: true, means: "its name, at most 60 bytes" },
    CidrBlock: { type: "string", required: true, means: "its addresses, inside the VPC's, /16 to /28" },
    Zone: { type: "string", required: true, means: "the zone, such as ap-guangzhou-3" },
    Tags: tagsParameter,
    CdcId: { type: "string", means: "the dedicated cluster" },
  },
  errors: newSubnetErrors,
  run(call) {
    const { parameters } = call;
    const vpc = findVpc(call, parameters.string("VpcId") ?? "");
    const subnet = newSubnet(call, vpc, [], {
      name: parameters.string("SubnetName") ?? "",
      cidr: parameters.string("CidrBlock") ?? "",
      zone: parameters.string("Zone") ?? "",
      cdcId: parameters.string("CdcId") ?? "",
      tags: tagsOf(call),
    });
    call.account.subnets.set(subnet.id, subnet);
    return { Subnet: subnetView(call, subnet) };
  },
  resources: (call, response) => [subnetResource(call, subnetIdIn(response["Subnet"]))],
});
