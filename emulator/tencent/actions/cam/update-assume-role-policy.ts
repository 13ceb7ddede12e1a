import { camAction, policyDocument, roleParameters } from "./cam-action.ts";
import { camRefusals, documentErrors } from "./errors.ts";
import { ownRoleOf } from "./find.ts";
import { checkTrust } from "./principals.ts";

export const updateAssumeRolePolicy = camAction({
  name: "UpdateAssumeRolePolicy",
  access: "write",
  parameters: {
    PolicyDocument: { ...policyDocument, means: "who may assume it: a trust policy of grammar 2.0, JSON text" },
    ...roleParameters(),
  },
  errors: [
    ...camRefusals.errorsOf(
      "InvalidParameter.RoleNotExist",
      "InvalidParameter.ParamError",
      "InvalidParameter.PrincipalQcsError",
      "InvalidParameter.PrincipalQcsNotExist",
      "InvalidParameter.PrincipalServiceNotExist",
    ),
    ...documentErrors,
  ],
  run(call) {
    const role = ownRoleOf(call);
    const trust = call.parameters.string("PolicyDocument") ?? "";
    checkTrust(call, trust);
    role.trust = trust;
    role.updatedAt = call.clock.now();
    return {};
  },
});
