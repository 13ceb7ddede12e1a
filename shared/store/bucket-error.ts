import { type BucketLocation, bucketRights } from "./bucket-address.ts";
import { readSaidError } from "./bucket-answer.ts";
import type { BucketAnswer } from "./bucket-http.ts";
import { formatStoreLocation } from "./location.ts";
import { StoreError, type StoreErrorKind } from "./port.ts";

/** What was asked of the bucket. */
export interface Asked {
  readonly verb: "read" | "write" | "remove" | "list";
  /** The key or the prefix. */
  readonly key: string;
  readonly location: BucketLocation;
}

/** A failed request to a bucket, with what decides whether it is sent again. */
export class BucketRefusal extends StoreError {
  /** The vendor's code, or the transport's where the vendor did not answer. */
  readonly code: string;
  /** `fresh`: with credentials read anew, and only once; `never`: it would be refused again. */
  readonly again: "later" | "fresh" | "never";
  /** How long the vendor asks to stay away, milliseconds. */
  readonly retryAfter: number;
  constructor(
    message: string,
    key: string,
    options: ErrorOptions & {
      readonly kind: StoreErrorKind;
      readonly code: string;
      readonly again: BucketRefusal["again"];
      readonly retryAfter?: number;
    },
  ) {
    super(message, key, options);
    this.code = options.code;
    this.again = options.again;
    this.retryAfter = options.retryAfter ?? 0;
  }
}

interface Reason {
  readonly kind: StoreErrorKind;
  readonly again: BucketRefusal["again"];
  readonly sentence: string;
  readonly next: string;
}

/**
 * The codes of both vendors on the S3 protocol. Sources: https://www.alibabacloud.com/help/en/oss/support/http-status-code-403,
 * https://www.tencentcloud.com/document/product/436/7730
 */
const expired = [
  "ExpiredToken",
  "SecurityTokenExpired",
  "InvalidToken",
  "InvalidSecurityToken",
  "TokenRefreshRequired",
];
/** Where an answer without a document names its request. */
const requestIdHeaders = ["x-oss-request-id", "x-cos-request-id", "x-amz-request-id"];

const skewed = ["RequestTimeTooSkewed"];
const wrongKey = ["InvalidAccessKeyId", "SignatureDoesNotMatch"];
const elsewhere = ["PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "InvalidRegionName"];
const inDebt = ["UserDisable", "UnavailableForLegalReasons", "ArrearsError"];
const busy = [
  "SlowDown",
  "Throttling",
  "RequestTimeout",
  "InternalError",
  "ServiceUnavailable",
  "DownloadTrafficRateLimitExceeded",
];

/** Whether an answer says that there is no such object, and nothing else: a bucket that is missing is no absence. */
export function saysNoSuchKey(answer: BucketAnswer): boolean {
  return answer.status === 404 && said(answer)?.code === "NoSuchKey";
}

/** An answer that is no success, as an error for people; `secrets` appear in it nowhere. */
export function refusalOf(asked: Asked, answer: BucketAnswer, secrets: readonly string[]): BucketRefusal {
  const document = said(answer);
  const code = document?.code ?? `HTTP ${answer.status}`;
  const { kind, again, sentence, next } = reason(answer.status, document?.code ?? "", asked.location);
  const id =
    document?.requestId ?? requestIdHeaders.map((name) => header(answer, name)).find((value) => value !== null);
  const where = `(${[code, ...(id === undefined ? [] : [`request ${without(id, secrets)}`])].join(", ")})`;
  const own =
    document === null || document.message === "" ? "" : ` The bucket says: ${without(document.message, secrets)}.`;
  const message = `${about(asked)}: ${sentence} ${without(where, secrets)}.${own} ${next}`;
  return new BucketRefusal(message, asked.key, { kind, code, again, retryAfter: retryAfterOf(answer) });
}

/** A request that got no whole answer. */
export function noAnswer(asked: Asked, cause: unknown): BucketRefusal {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "NoAnswer";
  const unresolved = code === "ENOTFOUND" || code === "EAI_AGAIN";
  const internal = asked.location.kind === "oss" && asked.location.internal;
  const next = unresolved
    ? `Check the bucket's region in MOORING_STORE${internal ? "; the internal endpoint answers inside Alibaba Cloud's own network alone" : ""}.`
    : "Nothing is written while the store does not answer; run it again.";
  const sentence = unresolved ? "its host name does not resolve" : "it did not answer";
  return new BucketRefusal(`${about(asked)}: ${sentence} (${code}). ${next}`, asked.key, {
    kind: "unavailable",
    code,
    again: "later",
    cause,
  });
}

/** Credentials that could not be had; nothing was sent. */
export function noCredentials(asked: Asked, cause: unknown): BucketRefusal {
  const because = cause instanceof Error ? cause.message : String(cause);
  // Whoever looked for them says so in these words already.
  const said = because.startsWith("no credentials ") ? because : `there are no credentials for it: ${because}`;
  return new BucketRefusal(`${about(asked)}: ${said}`, asked.key, {
    kind: "denied",
    code: "NoCredentials",
    again: "never",
    cause,
  });
}

/** An answer of success that does not hold what it should. */
export function unreadable(asked: Asked, kind: "damaged" | "unavailable", what: string, cause?: unknown): StoreError {
  const next =
    kind === "damaged"
      ? "Restore it from a copy or remove it."
      : "Look whether a proxy stands between Mooring and the bucket.";
  return new StoreError(`${about(asked)}: ${what}. ${next}`, asked.key, { kind, cause });
}

function about({ verb, key, location }: Asked): string {
  const what = verb === "list" ? `list the objects under "${key}"` : `${verb} the object ${key}`;
  return `Mooring could not ${what} in ${formatStoreLocation(location)}`;
}

function reason(status: number, code: string, location: BucketLocation): Reason {
  const { bucket, region } = location;
  if (code === "NoSuchBucket") {
    return {
      kind: "unavailable",
      again: "never",
      sentence: `there is no bucket ${bucket} in ${region}`,
      next: "Create it as a private bucket, or correct MOORING_STORE.",
    };
  }
  if (expired.includes(code)) {
    return {
      kind: "denied",
      again: "fresh",
      sentence: "the temporary credentials have expired",
      next: "Get new ones and run it again.",
    };
  }
  if (skewed.includes(code)) {
    return { kind: "denied", again: "never", sentence: "this machine's clock is wrong", next: "Set the clock." };
  }
  if (wrongKey.includes(code)) {
    return {
      kind: "denied",
      again: "never",
      sentence: "the access key is not valid",
      next: "Check the access key id and its secret, and that the key is enabled.",
    };
  }
  if (inDebt.includes(code)) {
    return {
      kind: "denied",
      again: "never",
      sentence: "the account's object storage is closed",
      next: "Settle the account's bill, or open the service in the console.",
    };
  }
  if ((status >= 300 && status < 400) || elsewhere.includes(code)) {
    return {
      kind: "unavailable",
      again: "never",
      sentence: `the bucket ${bucket} is not at home in ${region}`,
      next: "Correct the region in MOORING_STORE.",
    };
  }
  if (status === 401 || status === 403) {
    return {
      kind: "denied",
      again: "never",
      sentence: "permission denied",
      next: `Give the role or user ${bucketRights(location).join(", ")} on the bucket ${bucket} and its objects.`,
    };
  }
  if (status >= 500 || status === 429 || status === 408 || busy.includes(code)) {
    return {
      kind: "unavailable",
      again: "later",
      sentence: "the bucket is too busy or not working",
      next: "Nothing is written while the store does not answer; run it again.",
    };
  }
  return {
    kind: "unavailable",
    again: "never",
    sentence: "the bucket refused the request",
    next: "Look the code up in the vendor's documentation.",
  };
}

function said(answer: BucketAnswer) {
  return readSaidError(new TextDecoder().decode(answer.body));
}

function header(answer: BucketAnswer, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === "string" ? value : null;
}

function retryAfterOf(answer: BucketAnswer): number {
  const seconds = Number(header(answer, "retry-after") ?? "0");
  return seconds > 0 && seconds <= 60 ? seconds * 1_000 : 0;
}

/** Vendors may repeat what was sent; a message is also kept to one readable length. */
function without(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "[secret]")), text);
  return clean.replaceAll(/\s+/g, " ").slice(0, 300).replace(/\.$/, "");
}
