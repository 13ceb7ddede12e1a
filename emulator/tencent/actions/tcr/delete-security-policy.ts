import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { findPolicy, policyFields, removePolicy } from "./security-policies.ts";

const { PolicyIndex, PolicyVersion, CidrBlock } = policyFields;

/** `CidrBlock` comes before `PolicyIndex`. */
export const deleteSecurityPolicy = tencentAction({
  product: "tcr",
  name: "DeleteSecurityPolicy",
  access: "write",
  parameters: { RegistryId: registryField, PolicyIndex, PolicyVersion, CidrBlock },
  errors: errorsOf("ResourceNotFound", "InternalError.ErrorConflict"),
  run(call) {
    const registry = findRegistry(call);
    removePolicy(registry, findPolicy(registry, call.parameters));
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
