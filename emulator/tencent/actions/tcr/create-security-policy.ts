import { tencentAction } from "../../action.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { addPolicies, policyFields } from "./security-policies.ts";

export const createSecurityPolicy = tencentAction({
  product: "tcr",
  name: "CreateSecurityPolicy",
  access: "write",
  parameters: {
    RegistryId: registryField,
    CidrBlock: { ...policyFields.CidrBlock, required: true },
    Description: { ...policyFields.Description, required: true },
  },
  errors: errorsOf("ResourceNotFound", "InvalidParameter", "InternalError.ErrorConflict"),
  run(call) {
    const registry = findRegistry(call);
    addPolicies(registry, [call.parameters]);
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
