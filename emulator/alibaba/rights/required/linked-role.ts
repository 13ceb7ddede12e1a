import type { ActionCall } from "../../action.ts";
import type { Right } from "./right.ts";

/** The right to let a service have its own role; a policy may bind it to the service. */
export function serviceLinkedRoleRight({ account }: ActionCall, service: string): Right {
  return {
    action: "ram:CreateServiceLinkedRole",
    resources: [`acs:ram:*:${account.id}:role/*`],
    conditions: { "ram:ServiceName": service },
  };
}
