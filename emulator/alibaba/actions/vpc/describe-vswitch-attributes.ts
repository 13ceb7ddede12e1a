import { type Action, action } from "../../action.ts";
import { vpcErrors } from "./errors.ts";
import { findVSwitch } from "./find.ts";
import { vswitchView } from "./views.ts";

export const describeVSwitchAttributes: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DescribeVSwitchAttributes",
  access: "read",
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VSwitchId: { type: "string", required: true, means: "the vSwitch" },
  },
  errors: [vpcErrors.vswitchNotFound],
  run(call) {
    const vswitch = findVSwitch(call, call.parameters.string("VSwitchId") ?? "");
    return { ...vswitchView(call, vswitch), CloudResources: { CloudResourceSetType: [] } };
  },
});
