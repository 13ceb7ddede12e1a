import { type Action, action } from "../../action.ts";
import { vpcNotFoundErrors } from "./errors.ts";
import { findVpc } from "./find.ts";
import { vpcView } from "./views.ts";

export const describeVpcAttribute: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DescribeVpcAttribute",
  access: "read",
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VpcId: { type: "string", required: true, means: "the VPC" },
    IsDefault: { type: "boolean", means: "accepted, without effect" },
  },
  errors: [...vpcNotFoundErrors],
  run(call) {
    const vpc = findVpc(call, call.parameters.string("VpcId") ?? "");
    return {
      ...vpcView(call, vpc),
      ClassicLinkEnabled: false,
      AssociatedCens: { AssociatedCen: [] },
      CloudResources: { CloudResourceSetType: [] },
    };
  },
});
