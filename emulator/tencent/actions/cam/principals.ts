import type { TencentCall } from "../../action.ts";
import { parseTrust } from "../../rights/document.ts";
import { camRefusals } from "./errors.ts";

/** Refuses a trust policy that cannot be read or names principals that do not exist. */
export function checkTrust({ state }: TencentCall, trust: string): void {
  const principals = parseTrust(trust).statements.map((one) => one.principals ?? {});
  for (const name of principals.flatMap((one) => one["qcs"] ?? [])) {
    const [, uin] = /^qcs::cam::uin\/(\d+):(?:root|uin\/\d+|role(?:Name)?\/.+)$/.exec(name) ?? [];
    if (uin === undefined) camRefusals.refuse("InvalidParameter.PrincipalQcsError");
    else if (!state.accounts.has(uin)) camRefusals.refuse("InvalidParameter.PrincipalQcsNotExist");
  }
  for (const service of principals.flatMap((one) => one["service"] ?? [])) checkService(service);
}

/** A carrier of roles, such as `scf.qcloud.com` or `tcr.cloud.tencent.com`. */
export function checkService(service: string): void {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.(qcloud|tencent|myqcloud)\.com$/i.test(service))
    camRefusals.refuse("InvalidParameter.PrincipalServiceNotExist");
}
