import type { TencentCall } from "../action.ts";
import type { TencentAccount, TencentIdentity, TencentZone } from "../state.ts";

/** Keeps one change of a zone for `DescribeAuditLog`, in the caller's name. @param content what was done, in words */
export function logChange(
  { account, clock, identity }: Pick<TencentCall, "account" | "clock" | "identity">,
  zone: TencentZone,
  content: string,
): void {
  keep(account, zone, { at: clock.now(), operator: operatorOf(identity), content });
}

/** The same of a change that the registry makes for the account: only the main account is there to be named. */
export function logServiceChange(
  { account, clock }: Pick<TencentCall, "account" | "clock">,
  zone: TencentZone,
  content: string,
): void {
  keep(account, zone, { at: clock.now(), operator: account.uin, content });
}

function keep(
  account: TencentAccount,
  { id, domain, managed }: TencentZone,
  change: { readonly at: number; readonly operator: string; readonly content: string },
): void {
  account.zoneLog.push({ ...change, zoneId: id, domain, managed });
}

/** A user's own UIN; a session acts as its role, whose id stands there. */
function operatorOf({ principalId }: TencentIdentity): string {
  return principalId.split(":")[0] ?? principalId;
}
