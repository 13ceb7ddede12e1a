import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { addPolicies, policySetField } from "./security-policies.ts";

export const createMultipleSecurityPolicy = tencentAction({
  product: "tcr",
  name: "CreateMultipleSecurityPolicy",
  access: "write",
  parameters: { RegistryId: registryField, SecurityGroupPolicySet: policySetField },
  errors: errorsOf("ResourceNotFound", "InvalidParameter", "InternalError.ErrorConflict"),
  run(call) {
    const registry = findRegistry(call);
    addPolicies(registry, call.parameters.objects("SecurityGroupPolicySet"));
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
