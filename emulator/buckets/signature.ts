import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../http.ts";
import { refuse } from "./errors.ts";
import { decode, decodePairs, encode, type Pair } from "./url.ts";

const algorithm = "AWS4-HMAC-SHA256";

/** A request signed with AWS Signature Version 4, in the `Authorization` header or in the query. */
export interface BucketSignature {
  readonly accessKeyId: string;
  /** The day of the scope, `20260105`. */
  readonly day: string;
  readonly region: string;
  /** When it was signed, milliseconds since the epoch. */
  readonly signedAt: number;
  /** Seconds for which a presigned URL is good; `undefined` for a header. */
  readonly expires: number | undefined;
  readonly token: string | undefined;
  readonly payloadHash: string;
  readonly provided: string;
  readonly stringToSign: string;
}

interface Parts {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly expires: string | undefined;
  readonly token: string | undefined;
  readonly payloadHash: string;
}

/** Reads the signature; `undefined` when there is none. Throws `BucketRefusal` when a piece of it is missing. */
export function readSignature(request: HttpRequest): BucketSignature | undefined {
  const query = decodePairs(request.query);
  const parts = fromHeader(request) ?? fromQuery(new Map(query));
  if (parts === undefined) return undefined;
  const [accessKeyId, day, region, service, suffix, ...rest] = parts.credential.split("/");
  const known = service === "s3" && suffix === "aws4_request" && rest.length === 0;
  if (accessKeyId === undefined || day === undefined || region === undefined || !known) return refuseMalformed();
  const signedAt = timeOf(parts.date);
  if (signedAt === undefined || !parts.date.startsWith(day) || !/^[0-9a-f]{64}$/.test(parts.signature))
    return refuseMalformed();
  if (!mustBeSigned(request, parts).every((name) => parts.signedHeaders.includes(name))) return refuseMalformed();
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(query),
    ...parts.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}`),
    "",
    parts.signedHeaders.join(";"),
    parts.payloadHash,
  ].join("\n");
  return {
    accessKeyId,
    day,
    region,
    signedAt,
    expires: parts.expires === undefined ? undefined : expiryOf(parts.expires),
    token: parts.token,
    payloadHash: parts.payloadHash,
    provided: parts.signature,
    stringToSign: [algorithm, parts.date, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join("\n"),
  };
}

/** Whether the owner of this secret signed it. */
export function signatureMatches(signature: BucketSignature, secret: string): boolean {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const dayKey = hmac(`AWS4${secret}`, signature.day);
  const key = hmac(hmac(hmac(dayKey, signature.region), "s3"), "aws4_request");
  return timingSafeEqual(hmac(key, signature.stringToSign), Buffer.from(signature.provided, "hex"));
}

/** Throws `BucketRefusal` unless the body is the one that was signed. */
export function checkPayload({ payloadHash }: BucketSignature, body: Buffer): void {
  if (payloadHash === "UNSIGNED-PAYLOAD") return;
  if (payloadHash.startsWith("STREAMING-")) refuse("chunked");
  if (payloadHash !== sha256(body)) refuse("payloadHash");
}

function fromHeader({ headers }: HttpRequest): Parts | undefined {
  const authorization = headers["authorization"];
  if (authorization === undefined) return undefined;
  if (!authorization.startsWith(`${algorithm} `)) return refuseMalformed();
  const fields = new Map(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((field) => field.trim())
      .map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)]),
  );
  return {
    credential: fields.get("Credential") ?? "",
    signedHeaders: (fields.get("SignedHeaders") ?? "").split(";"),
    signature: fields.get("Signature") ?? "",
    date: headers["x-amz-date"] ?? "",
    expires: undefined,
    token: headers["x-amz-security-token"],
    payloadHash: headers["x-amz-content-sha256"] ?? refuseMalformed(),
  };
}

function fromQuery(query: ReadonlyMap<string, string>): Parts | undefined {
  const named = query.get("X-Amz-Algorithm");
  if (named === undefined) return undefined;
  if (named !== algorithm) return refuseMalformed();
  return {
    credential: query.get("X-Amz-Credential") ?? "",
    signedHeaders: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
    date: query.get("X-Amz-Date") ?? "",
    expires: query.get("X-Amz-Expires") ?? "",
    token: query.get("X-Amz-Security-Token"),
    payloadHash: query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD",
  };
}

/** Without these a captured signature would fit other requests. */
function mustBeSigned({ headers }: HttpRequest, { expires }: Parts): readonly string[] {
  if (expires !== undefined) return ["host"];
  return ["host", "x-amz-date", ...(headers["x-amz-security-token"] === undefined ? [] : ["x-amz-security-token"])];
}

/** Seven days at most ("Authenticating requests: using query parameters"). */
function expiryOf(text: string): number {
  const seconds = Number(text);
  return /^\d+$/.test(text) && seconds >= 1 && seconds <= 604_800 ? seconds : refuseMalformed();
}

function timeOf(date: string): number | undefined {
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (digits === null) return undefined;
  const [, year, month, day, hour, minute, second] = digits;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Each segment encoded once, whatever the wire form left alone. */
function canonicalPath(path: string): string {
  return path
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
}

function canonicalQuery(query: readonly Pair[]): string {
  return query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, left], [b, right]) => (a === b ? order(left, right) : order(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function refuseMalformed(): never {
  return refuse("malformedAuthorization");
}
