import { type Action, ApiError, action } from "../../action.ts";
import { vpcErrors, vpcNotFoundErrors } from "./errors.ts";
import { findVpc } from "./find.ts";
import { descriptionParameter, nameIsValid } from "./parameters.ts";

export const modifyVpcAttribute: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "ModifyVpcAttribute",
  access: "write",
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VpcId: { type: "string", required: true, means: "the VPC" },
    VpcName: { type: "string", maxLength: 128, means: "its new name" },
    Description: descriptionParameter,
  },
  errors: [...vpcNotFoundErrors, vpcErrors.malformedName],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    const name = call.parameters.string("VpcName") ?? vpc.name;
    if (!nameIsValid(name)) throw new ApiError(vpcErrors.malformedName);
    vpc.name = name;
    vpc.description = call.parameters.string("Description") ?? vpc.description;
    return {};
  },
  resources: (call) => ({ "ACS::VPC::VPC": [call.parameters.string("VpcId") ?? ""] }),
});
