import { RefusedError, type TencentAction, tencentAction } from "../../action.ts";
import { vpcErrors } from "./errors.ts";
import { findSubnet } from "./find.ts";
import { subnetResource } from "./resources.ts";

export const deleteSubnet: TencentAction = tencentAction({
  product: "vpc",
  name: "DeleteSubnet",
  access: "write",
  parameters: { SubnetId: { type: "string", required: true, means: "the subnet" } },
  errors: [vpcErrors.malformed, vpcErrors.notFound, vpcErrors.inUse],
  run(call) {
    const subnet = findSubnet(call, call.parameters.string("SubnetId") ?? "");
    if (subnet.takenAddresses.size > 0 && call.settings.vpcDeleteWithLink === "refused")
      throw new RefusedError(vpcErrors.inUse);
    call.account.subnets.delete(subnet.id);
    return {};
  },
  resources: (call) => [subnetResource(call, call.parameters.string("SubnetId") ?? "")],
});
