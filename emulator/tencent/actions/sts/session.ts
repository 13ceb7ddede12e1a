import { RefusedError, type TencentCall } from "../../action.ts";
import type { TencentKey } from "../../keys.ts";
import { MalformedPolicyError, parsePolicy } from "../../rights/document.ts";
import { stsRefusals } from "./errors.ts";

/** Bytes of a session policy. */
const mostPolicyBytes = 4_096;

/** Clients that renew a key half a minute before its end would never stop renewing a shorter one. */
const shortestSeconds = 60;

/** The policy of a session as JSON text; it arrives URL-encoded. Throws `RefusedError`. */
export function sessionPolicyOf({ parameters }: TencentCall): string | undefined {
  const sent = parameters.string("Policy") ?? "";
  if (sent === "") return undefined;
  if (Buffer.byteLength(sent) > mostPolicyBytes) return stsRefusals.refuse("InvalidParameter.PolicyTooLong");
  const text = decoded(sent);
  try {
    parsePolicy(text);
    return text;
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    if (error.part === "PolicyDocument") return stsRefusals.refuse("InvalidParameter.StrategyFormatError");
    throw new RefusedError({
      code: "InvalidParameter.StrategyInvalid",
      message: `The policy is invalid: ${error.message}.`,
    });
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return stsRefusals.refuse("InvalidParameter.StrategyFormatError");
  }
}

/** How long a key lasts; throws `RefusedError` above `most`. */
export function secondsOf({ parameters }: TencentCall, usual: number, most: number): number {
  const asked = parameters.integer("DurationSeconds") ?? usual;
  if (asked < 0) return stsRefusals.refuse("InvalidParameter.ParamError");
  if (asked > most) return stsRefusals.refuse("InvalidParameter.OverTimeError");
  return Math.max(shortestSeconds, asked);
}

/** A temporary key as both actions answer it. */
export function sessionView({ secretId, secretKey, token = "", expiresAt = 0 }: TencentKey) {
  const seconds = Math.floor(expiresAt / 1000);
  return {
    Credentials: { Token: token, TmpSecretId: secretId, TmpSecretKey: secretKey },
    ExpiredTime: seconds,
    Expiration: new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
  };
}
