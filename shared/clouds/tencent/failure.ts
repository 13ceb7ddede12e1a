import type { CallFailure } from "../../model/known.ts";
import { isRightMissing, type Meaning, meaningOf, meaningOfStatus } from "./errors.ts";

/** What to do about a refused key, said with the vendor's words. */
const keyRemedies: Readonly<Record<string, string>> = {
  "AuthFailure.SignatureFailure": "the secret does not belong to the key id: check TENCENTCLOUD_SECRET_KEY",
  "AuthFailure.SecretIdNotFound": "no such key, or it is disabled: check TENCENTCLOUD_SECRET_ID",
  "AuthFailure.SignatureExpire": "the clock of this machine is more than five minutes off",
};

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at that address",
  ECONNRESET: "the connection broke before the answer came",
  ENOTFOUND: "the host name does not resolve; check this machine's network",
  EAI_AGAIN: "the host name could not be resolved now; check this machine's network",
  ETIMEDOUT: "the connection could not be made in time; check this machine's network",
  EPIPE: "the connection broke while the request was sent",
};

/** What the SDK's exceptions carry; `httpCode` only where something on the way answered instead of the vendor. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly httpCode?: unknown;
  readonly requestId?: unknown;
}

/** A failure as plain data, and whether the same request may be answered otherwise a moment later. */
export interface Judged {
  readonly failure: CallFailure;
  readonly again: boolean;
}

/**
 * What the vendor's SDK threw, as plain data: by its code, else by the HTTP status, else by its message, because the SDK
 * drops the system's code of a broken connection. `secrets` never appear in the message.
 */
export function failureOf(call: string, error: unknown, secrets: readonly (string | undefined)[]): Judged {
  const { name, code, message, httpCode, requestId }: Thrown = typeof error === "object" && error !== null ? error : {};
  const said = clean(message, secrets);
  if (typeof code === "string" && code !== "") {
    const remedy = keyRemedies[code];
    const words = remedy === undefined ? said : `${said} (${remedy})`;
    const { failure, again } = judged(call, meaningOf(code), code, words);
    return {
      again,
      failure: {
        ...failure,
        ...(typeof requestId === "string" && requestId !== "" ? { requestId } : {}),
        // An action's right has the action's own name.
        ...(isRightMissing(code) ? { right: call } : {}),
      },
    };
  }
  if (typeof httpCode === "number")
    return judged(
      call,
      meaningOfStatus(httpCode),
      `HTTP${httpCode}`,
      `HTTP ${httpCode} ${said}, which the vendor itself does not send`,
    );
  const lost = (reason: string, text: string) => judged(call, { kind: "unavailable", again: true }, reason, text);
  if (name === "FetchError" && said.startsWith("invalid json"))
    return lost("NotJson", "the answer is not JSON; a proxy may stand in between");
  // The SDK reads `Response` without looking whether it is there.
  if (error instanceof TypeError) return lost("UnexpectedAnswer", "the answer has no Response");
  if (said.startsWith("network timeout")) return lost("Timeout", "no answer in time");
  const reason = /socket hang up/.test(said) ? "ECONNRESET" : (/\b(E[A-Z_]{4,})\b/.exec(said)?.[1] ?? null);
  if (reason !== null) return lost(reason, unreachable[reason] ?? said);
  return lost("NoAnswer", said === "" ? "the SDK did not say why" : said);
}

function judged(call: string, { kind, again }: Meaning, code: string, message: string): Judged {
  return { again, failure: { kind, call, code, message } };
}

function clean(text: unknown, secrets: readonly (string | undefined)[]): string {
  const line = (typeof text === "string" ? text : "").replace(/\s+/g, " ").trim();
  return secrets.reduce<string>((t, secret) => (secret ? t.replaceAll(secret, "***") : t), line);
}
