import { newTencentRole, trusting } from "../../rights/role.ts";
import { camAction, description, descriptionOf, tagList, tagsOf } from "./cam-action.ts";
import { camRefusals } from "./errors.ts";
import { checkService } from "./principals.ts";

export const createServiceLinkedRole = camAction({
  name: "CreateServiceLinkedRole",
  access: "write",
  parameters: {
    QCSServiceName: {
      type: "list",
      required: true,
      minItems: 1,
      of: { type: "string" },
      means: "the services that the role is for, such as privatedns.qcloud.com",
    },
    CustomSuffix: { type: "string", means: "ends the role's name" },
    Description: description,
    Tags: tagList,
  },
  errors: camRefusals.errorsOf(
    "InvalidParameter.RoleNameInUse",
    "InvalidParameter.RoleNameError",
    "InvalidParameter.PrincipalServiceNotExist",
    "InvalidParameter.DescriptionLengthOverlimit",
    "InvalidParameter.TagParamError",
  ),
  run(call) {
    const { account, parameters, clock, ids } = call;
    const services = parameters.strings("QCSServiceName");
    services.forEach(checkService);
    const suffix = parameters.string("CustomSuffix") ?? "";
    const name = `${services[0]?.split(".")[0] ?? ""}_QCSLinkedRole${suffix === "" ? "" : `In${suffix}`}`;
    if (!/^[A-Za-z0-9+=,.@_-]{1,128}$/.test(name)) return camRefusals.refuse("InvalidParameter.RoleNameError");
    if (account.roles.has(name)) return camRefusals.refuse("InvalidParameter.RoleNameInUse");
    const role = newTencentRole({
      name,
      type: "service_linked",
      trust: trusting({ service: services }),
      ids,
      now: clock.now(),
      description: descriptionOf(call),
      tags: tagsOf(call),
      maxSessionSeconds: 43_200,
    });
    account.roles.set(name, role);
    return { RoleId: role.id };
  },
});
