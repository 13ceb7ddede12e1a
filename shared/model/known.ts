/** A moment in world time: ISO 8601, UTC, milliseconds, e.g. `2026-01-05T06:30:17.000Z`. */
export type Instant = string;

/** What follows from a failed call; drivers translate the vendor's codes into these, and nothing branches on text. */
export type FailureKind =
  | "not-found"
  | "conflict"
  | "throttled"
  | "denied"
  | "expired"
  | "exhausted"
  | "invalid"
  | "unavailable";

/** A call to a vendor or to the store that did not succeed, as plain data for findings, audit records and errors. */
export interface CallFailure {
  readonly kind: FailureKind;
  /** `product:Action`, e.g. `cr:GetInstanceVpcEndpoint`. */
  readonly call: string;
  /** The vendor's own code, or the transport's (`ECONNRESET`, `Timeout`) where the vendor did not answer. */
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  /** The right that was missing, in the vendor's words, e.g. `pvtz:BindZoneVpc`; only with kind `denied`. */
  readonly right?: string;
}

/**
 * An observed fact, or the reason why it could not be observed. A write is planned only from known facts:
 * an absent quota is not zero, an empty list from a failed call is not empty, an empty address is no address.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T; readonly at: Instant }
  | { readonly known: false; readonly reason: string; readonly cause?: CallFailure };

export function known<T>(value: T, at: Instant): Known<T> {
  return { known: true, value, at };
}

export function unknown(reason: string, cause?: CallFailure): Known<never> {
  return cause === undefined ? { known: false, reason } : { known: false, reason, cause };
}

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export function elapsed(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The moment so many milliseconds after another. */
export function after(from: Instant, milliseconds: number): Instant {
  return instant(Date.parse(from) + milliseconds);
}

/** The moment `milliseconds` (since the epoch) as an `Instant`. */
export function instant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
