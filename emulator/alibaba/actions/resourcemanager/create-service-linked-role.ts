import { type Action, ApiError, action } from "../../action.ts";
import { newRole } from "../../rights/role.ts";
import { privateZoneRole, privateZoneService } from "../../zones/author.ts";
import { roleErrors } from "./errors.ts";
import { roleView } from "./get-role.ts";

/** The services that can have a role here, with its fixed name. */
const roleNames: ReadonlyMap<string, string> = new Map([[privateZoneService, privateZoneRole]]);

export const createServiceLinkedRole: Action = action({
  product: "resourcemanager",
  version: "2020-03-31",
  name: "CreateServiceLinkedRole",
  access: "write",
  parameters: {
    ServiceName: {
      type: "string",
      required: true,
      means: "the service, such as access-customer-privatezone.cr.aliyuncs.com",
    },
    CustomSuffix: { type: "string", means: "refused: the services known here allow none" },
    Description: { type: "string", means: "refused likewise" },
  },
  errors: Object.values(roleErrors).filter(
    ({ code }) => code !== roleErrors.roleName.code && code !== roleErrors.roleNotFound.code,
  ),
  run(call) {
    const { account, parameters, clock } = call;
    const serviceName = parameters.string("ServiceName") ?? "";
    const name = roleNames.get(serviceName);
    if (name === undefined) throw new ApiError(roleErrors.serviceNotFound);
    if ((parameters.string("CustomSuffix") ?? "") !== "") throw new ApiError(roleErrors.suffix);
    if ((parameters.string("Description") ?? "") !== "") throw new ApiError(roleErrors.description);
    if (account.roles.has(name.toLowerCase())) throw new ApiError(roleErrors.roleExists);
    const role = newRole({ name, serviceName, now: clock.now() });
    account.roles.set(name.toLowerCase(), role);
    return { Role: roleView(call, role) };
  },
  resources: ({ parameters }) => ({
    "ACS::RAM::Role": [roleNames.get(parameters.string("ServiceName") ?? "") ?? ""].filter((name) => name !== ""),
  }),
});
