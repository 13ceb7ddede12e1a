import type { ActionCall } from "../../action.ts";
import { hasPrivateZoneRole, privateZoneService } from "../../zones/author.ts";
import { serviceLinkedRoleRight } from "./linked-role.ts";
import { anything, named, type Right, type Rights } from "./right.ts";

const arn = ({ region, account }: ActionCall, id: string) => `acs:cr:${region}:${account.id}:instance/${id}`;
const instance = (call: ActionCall) => [arn(call, call.parameters.string("InstanceId") ?? "")];
const instances = (call: ActionCall) => (call.settings.instanceListResource === "any" ? ["*"] : [arn(call, "*")]);

/** Container Registry 2018-12-01 ("Use RAM for access control"). */
export const crRights: Rights = {
  ...named("cr", {
    ListInstance: instances,
    GetInstanceCount: instances,
    ListInstanceRegion: anything,
    GetInstance: instance,
    GetInstanceEndpoint: instance,
    ListInstanceEndpoint: instance,
    GetInstanceVpcEndpoint: instance,
    GetInstanceUsage: instance,
    DeleteInstanceVpcEndpointLinkedVpc: instance,
  }),
  CreateInstanceVpcEndpointLinkedVpc: createLink,
};

function createLink(call: ActionCall): readonly Right[] {
  const link = { action: "cr:CreateInstanceVpcEndpointLinkedVpc", resources: instance(call) };
  const createsRole =
    call.settings.linkedRoleRight === "checked" &&
    call.parameters.boolean("EnableCreateDNSRecordInPvzt") === true &&
    !hasPrivateZoneRole(call.account);
  return createsRole ? [link, serviceLinkedRoleRight(call, privateZoneService)] : [link];
}
