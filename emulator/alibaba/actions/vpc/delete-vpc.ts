import { type Action, ApiError, action } from "../../action.ts";
import { vpcErrors, vpcNotFoundErrors } from "./errors.ts";
import { findVpc, vswitchesOf } from "./find.ts";

export const deleteVpc: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DeleteVpc",
  access: "write",
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VpcId: { type: "string", required: true, means: "the VPC" },
  },
  errors: [...vpcNotFoundErrors, vpcErrors.vpcHasVSwitches],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    if (vswitchesOf(call, vpc.id).length > 0) throw new ApiError(vpcErrors.vpcHasVSwitches);
    call.account.vpcs.delete(vpc.id);
    return {};
  },
  resources: (call) => ({ "ACS::VPC::VPC": [call.parameters.string("VpcId") ?? ""] }),
});
