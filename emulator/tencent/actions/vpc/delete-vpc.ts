import { RefusedError, type TencentAction, tencentAction } from "../../action.ts";
import { vpcErrors } from "./errors.ts";
import { findVpc, subnetsOf } from "./find.ts";
import { vpcResource } from "./resources.ts";

export const deleteVpc: TencentAction = tencentAction({
  product: "vpc",
  name: "DeleteVpc",
  access: "write",
  parameters: { VpcId: { type: "string", required: true, means: "the VPC" } },
  errors: [vpcErrors.malformed, vpcErrors.notFound, vpcErrors.inUse],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    const subnets = subnetsOf(call, vpc.id);
    const occupied = subnets.some(({ takenAddresses }) => takenAddresses.size > 0);
    if (subnets.length > 0 && call.settings.vpcDeleteWithSubnets === "refused") throw new RefusedError(vpcErrors.inUse);
    if (occupied && call.settings.vpcDeleteWithLink === "refused") throw new RefusedError(vpcErrors.inUse);
    for (const { id } of subnets) call.account.subnets.delete(id);
    call.account.vpcs.delete(vpc.id);
    return {};
  },
  resources: (call) => [vpcResource(call, call.parameters.string("VpcId") ?? "")],
});
