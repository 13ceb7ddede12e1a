import { type Action, action } from "../../action.ts";
import { publicDomainsOf } from "../../zones/domains.ts";
import { crErrors } from "./errors.ts";
import { findRunningInstance, instanceParameter, moduleOf, moduleParameter } from "./find.ts";

export const getInstanceEndpoint: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "GetInstanceEndpoint",
  access: "read",
  parameters: {
    InstanceId: instanceParameter,
    EndpointType: { type: "string", required: true, oneOf: ["internet"], means: "internet" },
    ModuleName: moduleParameter,
  },
  errors: [crErrors.instanceNotExist, crErrors.statusNotSupport, crErrors.moduleNotSupport],
  run(call) {
    const instance = findRunningInstance(call);
    const module = moduleOf(call, instance);
    return {
      // A new instance lets nobody in from the internet.
      Enable: false,
      AclEnable: true,
      Status: "RUNNING",
      Domains: publicDomainsOf(instance, module).map((Domain) => ({ Domain, Type: "SYSTEM" })),
      AclEntries: [],
    };
  },
});
