import type { ActionCall } from "../../action.ts";
import { named, type Rights } from "./right.ts";

const roles = ({ account }: ActionCall) => [`acs:ram:*:${account.id}:role/*`];
const role = ({ account, parameters }: ActionCall) => [
  `acs:ram:*:${account.id}:role/${parameters.string("RoleName") ?? ""}`,
];
const policy = ({ account, parameters }: ActionCall) => {
  const owner = parameters.string("PolicyType") === "System" ? "system" : account.id;
  return [`acs:ram:*:${owner}:policy/${parameters.string("PolicyName") ?? ""}`];
};
const attachment = (call: ActionCall) => [...policy(call), ...role(call)];

/** Resource Access Management 2015-05-01. */
export const ramRights: Rights = named("ram", {
  CreateRole: roles,
  GetRole: role,
  UpdateRole: role,
  DeleteRole: role,
  ListRoles: roles,
  CreatePolicy: ({ account }) => [`acs:ram:*:${account.id}:policy/*`],
  GetPolicy: policy,
  DeletePolicy: policy,
  CreatePolicyVersion: policy,
  ListPolicyVersions: policy,
  DeletePolicyVersion: policy,
  SetDefaultPolicyVersion: policy,
  AttachPolicyToRole: attachment,
  DetachPolicyFromRole: attachment,
  ListPoliciesForRole: role,
});
