import { ApiError, type Product } from "../action.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { Identity } from "../state.ts";
import type { Decision } from "./authorize.ts";
import { roleId } from "./role.ts";

/** `AccessDeniedDetail` of an error body. */
export type AccessDeniedDetail = Readonly<Record<string, string>>;

interface Denial {
  readonly product: Product;
  readonly identity: Identity;
  readonly action: string;
  readonly resource: string;
  readonly decision: Extract<Decision, { readonly allowed: false }>;
  readonly settings: AlibabaSettings;
}

/** A call that the caller's policies do not allow. */
export class DeniedError extends ApiError {
  readonly detail: AccessDeniedDetail;
  constructor(denial: Denial) {
    super({
      status: 403,
      code: denial.product === "cr" ? "NoPrivilege" : denial.settings.deniedCode,
      message: `You are not authorized to do this action. Resource: ${denial.resource} Action: ${denial.action}`,
    });
    this.detail = detailOf(denial);
  }
}

function detailOf({ identity, action, resource, decision }: Denial): AccessDeniedDetail {
  const assumed = identity.type === "assumed-role";
  const [role = "", session = ""] = identity.name.split(":");
  const told = { AuthAction: action, Resource: resource, Principal: identity.name, Reason: decision.reason };
  return {
    AuthAction: action,
    AuthPrincipalType: assumed ? "AssumedRoleUser" : "SubUser",
    AuthPrincipalDisplayName: assumed ? `${roleId(identity.account, role)}:${session}` : identity.name,
    AuthPrincipalOwnerId: identity.account,
    NoPermissionType: decision.reason === "explicit" ? "ExplicitDeny" : "ImplicitDeny",
    PolicyType: decision.by === "session" ? "SessionPolicy" : "AccountLevelIdentityBasedPolicy",
    EncodedDiagnosticMessage: Buffer.from(JSON.stringify(told)).toString("base64"),
  };
}
