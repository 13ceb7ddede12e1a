import { newTencentRole } from "../../rights/role.ts";
import { camAction, description, descriptionOf, policyDocument, tagList, tagsOf } from "./cam-action.ts";
import { camRefusals, documentErrors } from "./errors.ts";
import { checkTrust } from "./principals.ts";

export const createRole = camAction({
  name: "CreateRole",
  access: "write",
  parameters: {
    RoleName: { type: "string", required: true, means: "1 to 128 letters, digits and +=,.@-_" },
    PolicyDocument: { ...policyDocument, means: "who may assume it: a trust policy of grammar 2.0, JSON text" },
    Description: description,
    ConsoleLogin: { type: "integer", means: "1 when the role may log in to the console" },
    SessionDuration: { type: "integer", means: "the longest session, seconds, from 0 to 43200" },
    Tags: tagList,
  },
  errors: [
    ...camRefusals.errorsOf(
      "InvalidParameter.RoleNameError",
      "InvalidParameter.RoleNameInUse",
      "InvalidParameter.ParamError",
      "InvalidParameter.DescriptionLengthOverlimit",
      "InvalidParameter.PrincipalQcsError",
      "InvalidParameter.PrincipalQcsNotExist",
      "InvalidParameter.PrincipalServiceNotExist",
      "InvalidParameter.TagParamError",
    ),
    ...documentErrors,
  ],
  run(call) {
    const { account, parameters, clock, ids } = call;
    const name = parameters.string("RoleName") ?? "";
    const trust = parameters.string("PolicyDocument") ?? "";
    const seconds = parameters.integer("SessionDuration");
    const login = parameters.integer("ConsoleLogin") ?? 0;
    if (!/^[A-Za-z0-9+=,.@_-]{1,128}$/.test(name)) return camRefusals.refuse("InvalidParameter.RoleNameError");
    const wrongSeconds = seconds !== undefined && (seconds < 0 || seconds > 43_200);
    if (wrongSeconds || (login !== 0 && login !== 1)) return camRefusals.refuse("InvalidParameter.ParamError");
    checkTrust(call, trust);
    if (account.roles.has(name)) return camRefusals.refuse("InvalidParameter.RoleNameInUse");
    const role = newTencentRole({
      name,
      trust,
      ids,
      now: clock.now(),
      description: descriptionOf(call),
      consoleLogin: login === 1,
      tags: tagsOf(call),
      ...(seconds !== undefined && { maxSessionSeconds: seconds }),
    });
    account.roles.set(name, role);
    return { RoleId: role.id };
  },
});
