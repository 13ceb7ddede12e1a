import { serviceLinkedRoleRight } from "./linked-role.ts";
import { anything, named, type Rights } from "./right.ts";

/** Resource Management 2020-03-31; its calls about roles need the rights of RAM. */
export const resourceManagerRights: Rights = {
  ...named("resourcemanager", { ListAccounts: anything, GetResourceDirectory: anything }),
  GetRole: ({ account, parameters }) => [
    { action: "ram:GetRole", resources: [`acs:ram:*:${account.id}:role/${parameters.string("RoleName") ?? ""}`] },
  ],
  CreateServiceLinkedRole: (call) => [serviceLinkedRoleRight(call, call.parameters.string("ServiceName") ?? "")],
};
