import type { HttpRequest } from "../../http.ts";

/** Decoded name and value, in the order of the wire. */
export type Pair = readonly [name: string, value: string];

/** What belongs to a request signed the older way and not to its action. */
const requestWords: ReadonlySet<string> = new Set([
  "Action",
  "Version",
  "Region",
  "Timestamp",
  "Nonce",
  "SecretId",
  "Token",
  "Language",
  "RequestClient",
  "Signature",
  "SignatureMethod",
]);

/** One request, its common parameters read from where its way of signing puts them. */
export interface TencentRequest {
  /** `header`: TC3-HMAC-SHA256, common parameters in headers; `parameter`: HmacSHA1 or HmacSHA256, all in one list. */
  readonly signedIn: "header" | "parameter";
  /** Empty strings where absent. */
  readonly action: string;
  readonly version: string;
  readonly timestamp: string;
  readonly token: string;
  readonly region: string;
  readonly language: string;
  /** `SDK_NODEJS_...`, else the user agent. */
  readonly client: string;
  /** Decoded parameters of a query or form, the common ones among them. */
  readonly pairs: readonly Pair[];
  /** Those of them that are the action's own. */
  readonly own: readonly Pair[];
}

export function readRequest(request: HttpRequest): TencentRequest {
  const { headers } = request;
  const pairs = pairsOf(request);
  const agent = headers["user-agent"] ?? "";
  if (headers["x-tc-action"] !== undefined || isTc3(headers["authorization"])) {
    const header = (name: string) => headers[name] ?? "";
    return {
      signedIn: "header",
      action: header("x-tc-action"),
      version: header("x-tc-version"),
      timestamp: header("x-tc-timestamp"),
      token: header("x-tc-token"),
      region: header("x-tc-region"),
      language: header("x-tc-language"),
      client: headers["x-tc-requestclient"] ?? agent,
      pairs,
      own: pairs,
    };
  }
  const values = new Map(pairs);
  const value = (name: string) => values.get(name) ?? "";
  return {
    signedIn: "parameter",
    action: value("Action"),
    version: value("Version"),
    timestamp: value("Timestamp"),
    token: value("Token"),
    region: value("Region"),
    language: value("Language"),
    client: values.get("RequestClient") ?? agent,
    pairs,
    own: pairs.filter(([name]) => !requestWords.has(name)),
  };
}

function isTc3(authorization: string | undefined): boolean {
  return authorization?.startsWith("TC3-") ?? false;
}

function pairsOf(request: HttpRequest): readonly Pair[] {
  if (request.method === "GET") return [...new URLSearchParams(request.query)];
  return isForm(request) ? [...new URLSearchParams(request.body.toString("utf8"))] : [];
}

export function isForm({ headers }: HttpRequest): boolean {
  return (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
}
