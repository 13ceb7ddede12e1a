import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { findPolicy, policySetField, removePolicy } from "./security-policies.ts";

export const deleteMultipleSecurityPolicy = tencentAction({
  product: "tcr",
  name: "DeleteMultipleSecurityPolicy",
  access: "write",
  parameters: { RegistryId: registryField, SecurityGroupPolicySet: policySetField },
  errors: errorsOf("ResourceNotFound", "InternalError.ErrorConflict"),
  run(call) {
    const registry = findRegistry(call);
    const found = call.parameters.objects("SecurityGroupPolicySet").map((fields) => findPolicy(registry, fields));
    for (const policy of new Set(found)) removePolicy(registry, policy);
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
