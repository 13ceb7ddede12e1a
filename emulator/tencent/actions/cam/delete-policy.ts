import { camAction } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { allPolicies, holdersIn } from "./find.ts";

/** Whoever has one of them has it no more. */
export const deletePolicy = camAction({
  name: "DeletePolicy",
  access: "write",
  parameters: {
    PolicyId: { type: "list", required: true, minItems: 1, of: { type: "integer" }, means: "the policies, by id" },
  },
  errors: camRefusals.errorsOf("InvalidParameter.PolicyIdError", "InvalidParameter.PolicyIdNotExist"),
  run(call) {
    const found = call.parameters.integers("PolicyId").map((id) => {
      const policy = allPolicies(call).find((one) => one.id === id);
      if (policy === undefined) return camRefusals.refuse("InvalidParameter.PolicyIdNotExist");
      return policy.type === "User" ? policy.name : camRefusals.refuse("InvalidParameter.PolicyIdError");
    });
    for (const name of found) {
      call.account.policies.delete(name);
      for (const attached of holdersIn(call)) {
        const at = attached.findIndex((one) => one.type === "User" && one.name === name);
        if (at !== -1) attached.splice(at, 1);
      }
    }
    return {};
  },
});
