import { type Action, action } from "../../action.ts";
import { domainsOf, publicDomainsOf } from "../../zones/domains.ts";
import { crErrors } from "./errors.ts";
import { findRunningInstance, instanceParameter, moduleOf, moduleParameter } from "./find.ts";

export const listInstanceEndpoint: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "ListInstanceEndpoint",
  access: "read",
  parameters: {
    InstanceId: instanceParameter,
    ModuleName: moduleParameter,
    Summary: { type: "boolean", means: "leave out who may come in" },
  },
  errors: [crErrors.instanceNotExist, crErrors.statusNotSupport, crErrors.moduleNotSupport],
  run(call) {
    const instance = findRunningInstance(call);
    const module = moduleOf(call, instance);
    const links = instance.links.filter((link) => link.module === module);
    const isSummary = call.parameters.boolean("Summary") === true;
    const system = (domains: readonly string[]) => domains.map((Domain) => ({ Type: "SYSTEM", Domain }));
    return {
      Endpoints: [
        {
          EndpointType: "internet",
          Enable: false,
          AclEnable: true,
          Status: "RUNNING",
          Domains: system(publicDomainsOf(instance, module)),
          ...(isSummary ? {} : { LinkedVpcs: [], AclEntries: [] }),
        },
        {
          EndpointType: "vpc",
          Enable: links.length > 0,
          AclEnable: false,
          Status: "RUNNING",
          Domains: system(domainsOf(instance, module)),
          ...(isSummary ? {} : { LinkedVpcs: links.map(({ vpcId }) => ({ VpcId: vpcId })), AclEntries: [] }),
        },
      ],
    };
  },
});
