import type { Body } from "../../../shared/clouds/reading.ts";
import type { Credentials } from "../../../shared/clouds/tencent/exchange.ts";
import { failureOf } from "../../../shared/clouds/tencent/failure.ts";
import { isRead } from "../../../shared/clouds/tencent/products.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { retry } from "../../../shared/kernel/retry.ts";
import type { CallFailure } from "../../../shared/model/known.ts";
import { orNone, Refusal } from "../refusal.ts";
import { createExchange, type Product } from "./exchange.ts";

export interface TencentApiOptions {
  readonly region: string;
  /** `http://127.0.0.1:PORT` of an emulated cloud; `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  /** Read at each call. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The management APIs that a deployment calls, in one region. */
export interface TencentApi {
  readonly region: string;
  /** Throws `Refusal`. */
  call(product: Product, action: string, parameters?: Readonly<Record<string, unknown>>): Promise<Body>;
  /** `null` where the vendor answers one of `codes`, which say that there is none; any other refusal is thrown. */
  find(
    product: Product,
    action: string,
    parameters: Readonly<Record<string, unknown>>,
    codes: readonly string[],
  ): Promise<Body | null>;
}

/** A refusal, with whether the same request may be answered otherwise a moment later. */
class Judged extends Refusal {
  readonly again: boolean;
  constructor(failure: CallFailure, again: boolean) {
    super(failure, nextOf(failure));
    this.again = again;
  }
}

export function createTencentApi({ region, endpoint, credentials, clock, random }: TencentApiOptions): TencentApi {
  const exchange = createExchange(endpoint);

  const call: TencentApi["call"] = (product, action, parameters = {}) => {
    const again = (error: unknown): number | null => {
      if (!(error instanceof Judged)) return null;
      // A refusal for throttling had no effect; after any other failure of a write nobody knows.
      const throttled = error.failure.kind === "throttled";
      return throttled || (error.again && isReading(action)) ? (throttled ? 1_000 : 0) : null;
    };
    const attempt = async (): Promise<Body> => {
      const own = await credentials();
      try {
        const answer = await exchange({ product, action, parameters, region, credentials: own });
        return typeof answer === "object" && answer !== null ? { ...answer } : {};
      } catch (error) {
        const { failure, again } = failureOf(`${product}:${action}`, error, [own.secretKey, own.token]);
        throw new Judged(failure, again);
      }
    };
    return retry(attempt, { clock, random, attempts: 4, firstWait: 500, longestWait: 4_000, again });
  };

  return {
    region,
    call,
    find: (product, action, parameters, codes) => orNone(call(product, action, parameters), codes),
  };
}

function isReading(action: string): boolean {
  return isRead(action) || action.startsWith("List");
}

function nextOf({ kind, right }: CallFailure): string {
  if (right !== undefined)
    return `Give whoever deploys the right ${right}; policies/tencent/deploy.json lists all that a deployment needs. Then run it again.`;
  if (kind === "denied") return "Check the key, its secret, and that it is enabled.";
  if (kind === "expired")
    return "The temporary key has expired, or this machine's clock is wrong: put that right and run it again.";
  if (kind === "throttled" || kind === "unavailable")
    return "Run it again: what is made already is recognised and left alone.";
  return "Look the code up in the API's own documentation at https://cloud.tencent.com/document/api, then run it again.";
}
