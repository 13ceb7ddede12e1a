import { type Action, action } from "../../action.ts";
import { crErrors, refuse } from "./errors.ts";
import { findRunningInstance, instanceParameter, moduleOf, moduleParameter } from "./find.ts";
import { endLink } from "./links.ts";

export const deleteLinkedVpc: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "DeleteInstanceVpcEndpointLinkedVpc",
  access: "write",
  parameters: {
    InstanceId: instanceParameter,
    VpcId: { type: "string", required: true, means: "the VPC" },
    VswitchId: { type: "string", required: true, means: "the link's own vSwitch" },
    ModuleName: moduleParameter,
  },
  errors: [crErrors.instanceNotExist, crErrors.statusNotSupport, crErrors.moduleNotSupport, crErrors.accessNotExist],
  run(call) {
    const instance = findRunningInstance(call);
    const module = moduleOf(call, instance);
    const link = instance.links.find(
      (candidate) =>
        candidate.module === module &&
        candidate.vpcId === call.parameters.string("VpcId") &&
        candidate.vswitchId === call.parameters.string("VswitchId"),
    );
    if (link === undefined) return refuse(crErrors.accessNotExist, call.settings);
    endLink(call, instance, link);
    return {};
  },
  resources: (call) => ({ "ACS::CR::Instance": [call.parameters.string("InstanceId") ?? ""] }),
});
