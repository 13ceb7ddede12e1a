import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "../../http.ts";
import { ApiError } from "../action.ts";
import { gatewayErrors, missing } from "./errors.ts";
import { encode, type Pair, type ParsedRequest } from "./parse.ts";
import type { SignedRequest } from "./signed-request.ts";

const algorithm = "ACS3-HMAC-SHA256";

/**
 * Reads a request signed with ACS3-HMAC-SHA256 (help.aliyun.com, "Request syntax and signature method V3").
 * `undefined` when it is signed another way, or not at all; throws `ApiError` when a piece of it is missing.
 */
export function readAcs3(request: HttpRequest, parsed: ParsedRequest): SignedRequest | undefined {
  const { headers } = request;
  const authorization = headers["authorization"] ?? "";
  if (!authorization.startsWith(algorithm)) return undefined;
  const fields = new Map(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((field) => field.trim())
      .map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)]),
  );
  const accessKeyId = fields.get("Credential");
  const signedHeaders = (fields.get("SignedHeaders") ?? "").split(";").filter((name) => name !== "");
  const signature = fields.get("Signature");
  const timestamp = required(headers, "x-acs-date");
  const nonce = required(headers, "x-acs-signature-nonce");
  const payloadHash = required(headers, "x-acs-content-sha256");
  if (
    accessKeyId === undefined ||
    signature === undefined ||
    !mustBeSigned(headers).every((name) => signedHeaders.includes(name))
  )
    throw new ApiError(gatewayErrors.incompleteSignature);

  const token = headers["x-acs-security-token"];
  const bodyHash = createHash("sha256").update(request.body).digest("hex");
  const toSign = (encodeName: (name: string) => string) => {
    const canonical = [
      request.method,
      request.path,
      canonicalQuery(parsed.query, encodeName),
      ...signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim()}`),
      "",
      signedHeaders.join(";"),
      bodyHash,
    ].join("\n");
    return `${algorithm}\n${createHash("sha256").update(canonical).digest("hex")}`;
  };
  return {
    accessKeyId,
    timestamp,
    nonce,
    ...(token !== undefined && { token }),
    // Official clients encode the values alone; the documentation encodes the names too. For names of letters, digits
    // and dots, as all are, both are the same text.
    stringsToSign: [toSign((name) => name), toSign(encode)],
    matches: (stringToSign, secret) =>
      payloadHash.toLowerCase() === bodyHash &&
      createHmac("sha256", secret).update(stringToSign).digest("hex") === signature.toLowerCase(),
  };
}

/** The wire form of the query is not the signed form: it leaves `*` raw and may send a blank as `+`. */
function canonicalQuery(query: readonly Pair[], encodeName: (name: string) => string): string {
  return [...query]
    .sort(([a, left], [b, right]) => (a === b ? order(left, right) : order(a, b)))
    .map(([name, value]) => `${encodeName(name)}=${encode(value)}`)
    .join("&");
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without these a captured signature would fit other requests. */
function mustBeSigned(headers: Readonly<Record<string, string>>): readonly string[] {
  const always = ["host", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];
  const ifPresent = ["x-acs-action", "x-acs-version", "x-acs-security-token"];
  return [...always, ...ifPresent.filter((name) => headers[name] !== undefined)];
}

function required(headers: Readonly<Record<string, string>>, name: string): string {
  const value = headers[name];
  if (value === undefined || value === "") throw new ApiError(missing(name));
  return value;
}
