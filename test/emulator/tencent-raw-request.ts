import { createHash, createHmac } from "node:crypto";

export interface Tc3Signing {
  readonly secretId: string;
  readonly secretKey: string;
  /** As sent; signed as sent too, unless `signedHost` differs. */
  readonly host: string;
  readonly signedHost?: string;
  readonly action: string;
  readonly version: string;
  readonly service?: string;
  readonly region?: string;
  readonly token?: string;
  readonly method?: string;
  readonly query?: string;
  readonly body?: string;
  readonly contentType?: string;
  /** Unix seconds. */
  readonly timestamp?: number;
  /** Of the scope; left out: the timestamp's in UTC. */
  readonly date?: string;
  /** Further headers, signed in lower case. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Headers of a request signed with TC3-HMAC-SHA256, by the documentation's steps. */
export function tc3Headers(signing: Tc3Signing): Readonly<Record<string, string>> {
  const { timestamp = Math.floor(Date.now() / 1000), service = "vpc", contentType = "application/json" } = signing;
  const date = signing.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const signed: Record<string, string> = {
    "content-type": contentType,
    host: signing.signedHost ?? signing.host,
    ...signing.more,
  };
  const names = Object.keys(signed).sort();
  const payload = signing.more?.["x-tc-content-sha256"] ?? signing.body ?? "";
  const canonical = [
    signing.method ?? "POST",
    "/",
    signing.query ?? "",
    ...names.map((name) => `${name}:${(signed[name] ?? "").toLowerCase()}`),
    "",
    names.join(";"),
    hash(payload),
  ].join("\n");
  const scope = `${date}/${service}/tc3_request`;
  const key = [date, service, "tc3_request"].reduce<string | Buffer>(
    (last, part) => createHmac("sha256", last).update(part).digest(),
    `TC3${signing.secretKey}`,
  );
  const signature = createHmac("sha256", key)
    .update(`TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${hash(canonical)}`)
    .digest("hex");
  return {
    ...signing.more,
    host: signing.host,
    "content-type": contentType,
    "x-tc-action": signing.action,
    "x-tc-version": signing.version,
    "x-tc-timestamp": String(timestamp),
    ...(signing.region !== "" && { "x-tc-region": signing.region ?? "ap-guangzhou" }),
    ...(signing.token !== undefined && { "x-tc-token": signing.token }),
    authorization: `TC3-HMAC-SHA256 Credential=${signing.secretId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}
