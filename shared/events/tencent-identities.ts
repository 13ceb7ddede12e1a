import type { IdentityWords } from "./identity.ts";

/**
 * `userIdentity.type` of CloudAudit (https://tencentcloud.com/document/product/1021/40499), which names the first two;
 * how a role is called there is not documented.
 */
export const identities: IdentityWords = new Map([
  ["root", "account"],
  ["camuser", "CAM user"],
  ["assumedrole", "role"],
  ["camrole", "role"],
  ["role", "role"],
]);
