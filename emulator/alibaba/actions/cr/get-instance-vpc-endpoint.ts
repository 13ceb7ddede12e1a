import { type Action, action } from "../../action.ts";
import { domainsOf } from "../../zones/domains.ts";
import { crErrors } from "./errors.ts";
import { findRunningInstance, instanceParameter, moduleOf, moduleParameter } from "./find.ts";
import { linkView } from "./views.ts";

export const getInstanceVpcEndpoint: Action = action({
  product: "cr",
  version: "2018-12-01",
  name: "GetInstanceVpcEndpoint",
  access: "read",
  parameters: { InstanceId: instanceParameter, ModuleName: moduleParameter },
  errors: [crErrors.instanceNotExist, crErrors.statusNotSupport, crErrors.moduleNotSupport],
  run(call) {
    const { settings, clock } = call;
    const instance = findRunningInstance(call);
    const module = moduleOf(call, instance);
    const links = instance.links.filter(
      (link) => link.module === module && link.createdAt + settings.linkListedMs <= clock.now(),
    );
    return {
      Enable: links.length > 0 || settings.endpointEnabledWithoutLinks,
      ModuleName: module,
      Domains: domainsOf(instance, module),
      ...(links.length === 0 && settings.noLinks === "absent"
        ? {}
        : { LinkedVpcs: links.map((link) => linkView(link, call)) }),
    };
  },
});
