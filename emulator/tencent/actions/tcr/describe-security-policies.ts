import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, registryField } from "./find.ts";

export const describeSecurityPolicies = tencentAction({
  product: "tcr",
  name: "DescribeSecurityPolicies",
  access: "read",
  parameters: { RegistryId: registryField },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { publicEntry, securityPolicies, securityPolicyVersion } = findRegistry(call);
    if (publicEntry === "Closed" && call.settings.policiesWhenClosed !== "listed")
      refuse(call.settings.policiesWhenClosed);
    const set = securityPolicies.map(({ index, cidr, description }) => ({
      PolicyIndex: index,
      Description: description,
      CidrBlock: cidr,
      PolicyVersion: String(securityPolicyVersion),
    }));
    return { SecurityPolicySet: set.length === 0 ? null : set };
  },
});
