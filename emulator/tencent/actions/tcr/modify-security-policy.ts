import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";
import { blockOf, policyFields } from "./security-policies.ts";

export const modifySecurityPolicy = tencentAction({
  product: "tcr",
  name: "ModifySecurityPolicy",
  access: "write",
  parameters: {
    RegistryId: registryField,
    PolicyIndex: { ...policyFields.PolicyIndex, required: true },
    CidrBlock: { ...policyFields.CidrBlock, required: true },
    Description: { ...policyFields.Description, required: true },
  },
  errors: errorsOf("ResourceNotFound", "InvalidParameter", "InternalError.ErrorConflict"),
  run(call) {
    const { parameters } = call;
    const registry = findRegistry(call);
    const index = parameters.integer("PolicyIndex");
    const cidr = blockOf(parameters);
    const policy = registry.securityPolicies.find((one) => one.index === index) ?? refuse("ResourceNotFound");
    if (registry.securityPolicies.some((other) => other !== policy && other.cidr === cidr))
      refuse("InternalError.ErrorConflict");
    Object.assign(policy, { cidr, description: parameters.string("Description") ?? "" });
    registry.securityPolicyVersion += 1;
    return { RegistryId: registry.id };
  },
  resources: (call) => registryResource(call),
});
