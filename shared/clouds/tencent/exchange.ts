import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIPv6, type LookupFunction } from "node:net";
import { loopbackUrl } from "../loopback.ts";
import { clients, type Product } from "./products.ts";

/** A key pair, with the token of a temporary one. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** The body of one request. */
export type Parameters = Readonly<Record<string, unknown>>;

/** One request as it goes out. */
export interface Request {
  readonly product: Product;
  readonly action: string;
  readonly parameters: Parameters;
  readonly region: string;
  readonly credentials: Credentials;
  /** Milliseconds, for the whole request. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Sends one request and gives `Response` of the answer; throws whatever the vendor's SDK throws. */
export type Exchange = (request: Request) => Promise<unknown>;

/**
 * Requests through the vendor's typed clients: TC3-HMAC-SHA256, one kept-alive agent for all products, no retries of
 * their own. `endpoint` is the `http://` URL of an emulated cloud on loopback: it is called by the vendor's host names,
 * because the SDK takes the service that it signs for from the name, and a lookup of ours leads them to loopback.
 */
export function createExchange(endpoint: string | undefined): Exchange {
  const loopback = endpoint === undefined ? null : loopbackUrl(endpoint);
  // With an agent of ours the SDK does not look for a proxy, which it would use even towards loopback.
  const agent =
    loopback === null
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true, lookup: lookupOf(loopback.hostname) });
  return async ({ product, action, parameters, region, credentials, timeout, signal }) => {
    const host = `${product}.tencentcloudapi.com`;
    // Made for one request: a client holds one region and one key for its life, and costs nothing to make.
    const client = new clients[product]({
      credential: { ...credentials },
      region,
      profile: {
        language: "en-US",
        httpProfile: {
          protocol: loopback === null ? "https://" : "http://",
          endpoint: loopback === null ? host : `${host}:${loopback.port || "80"}`,
          reqTimeout: timeout / 1000,
          agent,
        },
      },
    });
    return client.request(action, parameters, { signal });
  };
}

function lookupOf(hostname: string): LookupFunction {
  const address = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[|\]$/g, "");
  const family = isIPv6(address) ? 6 : 4;
  return (_name, { all }, found) => (all === true ? found(null, [{ address, family }]) : found(null, address, family));
}
