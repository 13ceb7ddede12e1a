import type { CallFailure } from "../../model/known.ts";
import { refusal } from "./errors.ts";

/** The codes that mean a missing right; other denials are about the key itself. */
const rightMissing: readonly string[] = ["NoPermission", "NoPrivilege", "Forbidden", "Forbidden.RAM"];

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at that address",
  ECONNRESET: "the connection broke before the answer came",
  ENOTFOUND: "the host name does not resolve; check the region and this machine's network",
  EAI_AGAIN: "the host name could not be resolved now; check this machine's network",
  ETIMEDOUT: "the connection could not be made in time; check this machine's network",
  EPIPE: "the connection broke while the request was sent",
};

/** What to do about a refused key, said with the vendor's words. */
const keyRemedies: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: "the secret does not belong to the key id: check ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  "InvalidAccessKeyId.NotFound": "no such key: check ALIBABA_CLOUD_ACCESS_KEY_ID",
  "InvalidAccessKeyId.Inactive": "the key is disabled: enable it, or use another one",
};

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly requestId?: unknown;
  readonly retryAfter?: unknown;
  readonly accessDeniedDetail?: { readonly AuthAction?: unknown };
  readonly data?: { readonly Message?: unknown; readonly message?: unknown };
}

/** How long the vendor asks to stay away, milliseconds, from its `x-acs-retry-after`; at most 30 s are believed. */
export function retryAfterOf(error: unknown): number {
  const { retryAfter } = thrown(error);
  return typeof retryAfter === "number" && retryAfter > 0 ? Math.min(retryAfter, 30_000) : 0;
}

/**
 * What the vendor's core threw, as plain data: a refusal with the vendor's code, or `unavailable` where the vendor did
 * not answer (timeout, broken connection, a body that is no JSON). `secrets` never appear in the message.
 */
export function failureOf(call: string, error: unknown, secrets: readonly (string | undefined)[]): CallFailure {
  const { name, code, message, statusCode, requestId, data, accessDeniedDetail } = thrown(error);
  const clean = (text: unknown) => withoutSecrets(typeof text === "string" ? text : "", secrets);
  if (typeof statusCode === "number") {
    const said = clean(data?.Message ?? data?.message ?? message);
    // The core writes a missing code and request id as the word `undefined`.
    const named = given(code) ?? `HTTP${statusCode}`;
    const remedy = keyRemedies[named];
    const words = remedy === undefined ? said : `${said} (${remedy})`;
    const refused = refusal({ call, code: named, message: words, requestId: given(requestId), status: statusCode });
    // Container Registry names no right in its refusals; an action's right has the action's own name.
    return rightMissing.includes(named)
      ? { ...refused, right: given(accessDeniedDetail?.AuthAction) ?? call }
      : refused;
  }
  const lost = (reason: string, text: string): CallFailure => ({
    kind: "unavailable",
    call,
    code: reason,
    message: text,
  });
  if (name === "RequestTimeoutError") return lost("Timeout", "no answer in time");
  if (name === "SyntaxError") return lost("NotJson", "the answer is not JSON; a proxy may stand in between");
  // The core's own text glues the whole request to the reason.
  if (typeof code === "string") return lost(code, unreachable[code] ?? clean(message));
  return lost(typeof name === "string" ? name : "Error", clean(message));
}

function thrown(error: unknown): Thrown {
  return typeof error === "object" && error !== null ? error : {};
}

function given(text: unknown): string | undefined {
  return typeof text === "string" && text !== "" && text !== "undefined" ? text : undefined;
}

// A refused signature is answered with the text the vendor signed, which holds the session token.
function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  const cut = text.replace(/\s*server string to sign is[\s\S]*/i, "");
  return secrets.reduce<string>((t, secret) => (secret ? t.replaceAll(secret, "***") : t), cut);
}
