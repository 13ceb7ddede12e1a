import type { AlibabaSettings } from "../settings.ts";
import type { Account, ChangeLog, Identity } from "../state.ts";

/** Who wrote a zone, as zones and change logs show it. */
export interface Author {
  readonly id: string;
  readonly subType: ChangeLog["creatorSubType"];
  readonly ip: string;
}

/** Policy page of the role: `AliyunServiceRolePolicyForContainerRegistryAccessCustomerPrivate`. */
export const privateZoneRole = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";
/** The service that assumes it. */
export const privateZoneService = "access-customer-privatezone.cr.aliyuncs.com";

const subTypes = { "root-account": "CUSTOMER", "ram-user": "SUB", "assumed-role": "STS", system: "OTHER" } as const;

/** The caller of an action; its name stands where the vendor shows a numeric id. */
export function authorOf(identity: Identity, sourceIp: string): Author {
  return {
    id: identity.type === "root-account" ? identity.account : identity.name,
    subType: subTypes[identity.type],
    ip: sourceIp,
  };
}

/** Container Registry itself, acting by its service-linked role. */
export function registryService(settings: AlibabaSettings): Author {
  return { id: privateZoneRole, subType: settings.autoZoneCreator, ip: "access-customer-privatezone.cr.aliyuncs.com" };
}

/** Whether Container Registry may write to the account's PrivateZone. */
export function hasPrivateZoneRole(account: Account): boolean {
  return account.roles.has(privateZoneRole.toLowerCase());
}
