import type { CallFailure } from "../../model/known.ts";
import { refusal } from "./errors.ts";

/** The codes that mean a missing right; other denials are about the key itself. */
const rightMissing: readonly string[] = ["NoPermission", "NoPrivilege", "Forbidden", "Forbidden.RAM"];

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
    const refused = refusal({ call, code: named, message: said, requestId: given(requestId), status: statusCode });
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
  if (typeof code === "string") return lost(code, clean(message));
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
