import { createHmac } from "node:crypto";
import type { HttpRequest } from "../../http.ts";
import { ApiError } from "../action.ts";
import { gatewayErrors, missing } from "./errors.ts";
import { encode, type ParsedRequest } from "./parse.ts";
import type { SignedRequest } from "./signed-request.ts";

/**
 * Reads a request signed the legacy RPC way (SignatureVersion 1.0, HMAC-SHA1), its parameters in query, form or both.
 * `undefined` when it carries no `Signature`; throws `ApiError` when a piece of it is missing.
 */
export function readRpc(request: HttpRequest, { query, form, all }: ParsedRequest): SignedRequest | undefined {
  const signature = all.get("Signature");
  if (signature === undefined) return undefined;
  const need = (name: string) => {
    const value = all.get(name);
    if (value === undefined || value === "") throw new ApiError(missing(name));
    return value;
  };
  if (need("SignatureMethod") !== "HMAC-SHA1" || need("SignatureVersion") !== "1.0")
    throw new ApiError(gatewayErrors.incompleteSignature);
  // Empty parameters, such as `SecurityToken=`, are signed like any other.
  const canonical = [...query, ...form]
    .filter(([name]) => name !== "Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const token = all.get("SecurityToken");
  return {
    accessKeyId: need("AccessKeyId"),
    timestamp: need("Timestamp"),
    nonce: need("SignatureNonce"),
    ...(token !== undefined && token !== "" && { token }),
    stringsToSign: [`${request.method}&${encode("/")}&${encode(canonical)}`],
    matches: (stringToSign, secret) =>
      createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64") === signature,
  };
}
