import { createHmac } from "node:crypto";
import type { HttpRequest } from "../../http.ts";
import { commonErrors } from "./errors.ts";
import { hostSpellings } from "./hosts.ts";
import type { TencentRequest } from "./read-request.ts";
import type { SignedRequest } from "./signed-request.ts";

const hashes: Readonly<Record<string, string>> = { HmacSHA1: "sha1", HmacSHA256: "sha256" };

/**
 * Reads a request signed the older way ("Signature method v1"): every parameter but the signature, sorted, in one line
 * after method, host and path. Throws `RefusedError` when a piece of it is missing.
 */
export function readHmac(request: HttpRequest, { pairs }: TencentRequest): SignedRequest {
  const values = new Map(pairs);
  const need = (name: string) => {
    const value = values.get(name);
    if (value === undefined || value === "") throw commonErrors.missing(name);
    return value;
  };
  const secretId = need("SecretId");
  need("Nonce");
  const signature = need("Signature");
  const hash = hashes[values.get("SignatureMethod") ?? "HmacSHA1"];
  if (hash === undefined) throw commonErrors.signatureFailure();
  const line = [...values]
    .filter(([name]) => name !== "Signature")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return {
    secretId,
    matches: (secretKey) =>
      hostSpellings(request.headers["host"] ?? "").some(
        (host) =>
          createHmac(hash, secretKey).update(`${request.method}${host}${request.path}?${line}`).digest("base64") ===
          signature,
      ),
  };
}
