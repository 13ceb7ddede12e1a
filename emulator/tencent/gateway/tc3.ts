import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../../http.ts";
import { commonErrors } from "./errors.ts";
import { hostSpellings } from "./hosts.ts";
import type { SignedRequest } from "./signed-request.ts";

const algorithm = "TC3-HMAC-SHA256";

/** Clients that stream a body sign this word for its hash, and say so in a header. */
const unsignedPayload = "UNSIGNED-PAYLOAD";

/**
 * Reads the `Authorization` of a request signed with TC3-HMAC-SHA256 ("Signature method v3"); throws `RefusedError`
 * when it is absent, `SKIP`, or not of that form. The list of signed headers is the header's own.
 */
export function readTc3(request: HttpRequest, timestamp: string): SignedRequest {
  const { headers, body, method, path, query } = request;
  const match =
    /^TC3-HMAC-SHA256\s+Credential=([^/,\s]*)\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request,\s*SignedHeaders=([a-z0-9;_-]+),\s*Signature=([0-9a-f]{64})$/i.exec(
      (headers["authorization"] ?? "").trim(),
    );
  const [, secretId, date, service, list, signature] = match ?? [];
  if (
    secretId === undefined ||
    date === undefined ||
    service === undefined ||
    list === undefined ||
    signature === undefined
  )
    throw commonErrors.invalidAuthorization();
  const names = list.toLowerCase().split(";");
  if (!["content-type", "host"].every((name) => names.includes(name))) throw commonErrors.invalidAuthorization();

  const payload = headers["x-tc-content-sha256"] === unsignedPayload ? unsignedPayload : body;
  const canonical = (host: string, asWritten: (value: string) => string) =>
    [
      method,
      path,
      method === "GET" ? query : "",
      ...names.map((name) => `${name}:${asWritten((name === "host" ? host : (headers[name] ?? "")).trim())}`),
      "",
      list,
      sha256(payload),
    ].join("\n");
  const stringsToSign = hostSpellings(headers["host"] ?? "")
    // The documentation signs values in lower case; some clients sign them as they send them.
    .flatMap((host) => [canonical(host, (value) => value), canonical(host, (value) => value.toLowerCase())])
    .map((text) => `${algorithm}\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(text)}`);
  return {
    secretId,
    service,
    matches(secretKey) {
      if (date !== utcDate(timestamp)) return false;
      const key = [date, service, "tc3_request"].reduce<string | Buffer>(
        (last, part) => createHmac("sha256", last).update(part).digest(),
        `TC3${secretKey}`,
      );
      const given = Buffer.from(signature, "hex");
      return stringsToSign.some((text) => timingSafeEqual(createHmac("sha256", key).update(text).digest(), given));
    },
  };
}

function sha256(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex");
}

function utcDate(timestamp: string): string {
  return new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
}
