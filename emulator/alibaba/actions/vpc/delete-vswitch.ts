import { type Action, ApiError, action } from "../../action.ts";
import { occupiedErrors, vpcErrors, vswitchOccupied } from "./errors.ts";
import { findVSwitch } from "./find.ts";

export const deleteVSwitch: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "DeleteVSwitch",
  access: "write",
  parameters: {
    RegionId: { type: "string", means: "the region" },
    VSwitchId: { type: "string", required: true, means: "the vSwitch" },
  },
  errors: [vpcErrors.vswitchNotFound, ...occupiedErrors],
  run(call) {
    const vswitch = findVSwitch(call, call.parameters.string("VSwitchId") ?? "");
    if (vswitch.takenAddresses.size > 0) throw new ApiError(vswitchOccupied(call.settings));
    call.account.vswitches.delete(vswitch.id);
    return {};
  },
  resources: (call) => ({ "ACS::VPC::VSwitch": [call.parameters.string("VSwitchId") ?? ""] }),
});
