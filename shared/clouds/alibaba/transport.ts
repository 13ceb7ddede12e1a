import type { Clock } from "../../kernel/clock.ts";
import { createRate } from "../../kernel/rate.ts";
import { retry } from "../../kernel/retry.ts";
import { untilAborted } from "../abort.ts";
import { inTurn } from "../in-turn.ts";
import { loopbackUrl } from "../loopback.ts";
import { type CallContext, CloudError } from "../port.ts";
import { type Credentials, type Exchange, exchange as openApiExchange, type Parameters } from "./exchange.ts";
import { failureOf, retryAfterOf } from "./failure.ts";
import { type Json, parseExactly } from "./json.ts";
import { isRead, type Product } from "./products.ts";

export interface TransportOptions {
  /** `http://127.0.0.1:PORT` of an emulated cloud; absent: the vendor's own hosts. A host that is not loopback is refused. */
  readonly endpoint?: string;
  /** Read at each call, so that a rotated key or token is taken up. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told before each request, retries included, as `product:Action`. */
  readonly onCall?: (name: string) => void;
  /** Requests that one product gets in a second; the vendor publishes no number for these APIs. */
  readonly callsPerSecond?: number;
  /** Requests for one call at most. */
  readonly attempts?: number;
  /** Milliseconds. */
  readonly connectTimeout?: number;
  readonly readTimeout?: number;
  /** Replaced in tests. */
  readonly exchange?: Exchange;
}

export interface CallOptions {
  readonly region: string;
  readonly context: CallContext;
}

export type Body = { readonly [key: string]: Json | undefined };

export interface Transport {
  /** One call, with bounded retries; throws `CloudError`. */
  call(product: Product, action: string, parameters: Parameters, options: CallOptions): Promise<Body>;
}

/** Calls Alibaba Cloud: paced, retried where that is safe, cut off at the pass's deadline, every failure a `CloudError`. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, random, credentials, onCall = () => undefined, exchange = openApiExchange } = options;
  const { connectTimeout = 5_000, readTimeout = 10_000, attempts = 4 } = options;
  const loopback = options.endpoint === undefined ? null : loopbackUrl(options.endpoint).host;
  const rate = createRate({ clock, perSecond: options.callsPerSecond ?? 5 });

  async function attempt(product: Product, action: string, sent: Parameters, own: Credentials, region: string) {
    const call = `${product}:${action}`;
    try {
      onCall(call);
      const request = { product, action, region, credentials: own, loopback, connectTimeout, readTimeout };
      return checked(call, parseExactly(await exchange({ ...request, parameters: sent })));
    } catch (error) {
      if (error instanceof CloudError) throw error;
      throw new Refused(failureOf(call, error, [own.accessKeySecret, own.securityToken]), retryAfterOf(error));
    }
  }

  return {
    async call(product, action, parameters, { region, context }) {
      const { signal, log } = context;
      const call = `${product}:${action}`;
      // On loopback the host cannot name the region as the vendor's host names do.
      const sent = loopback === null || product === "pvtz" ? parameters : { RegionId: region, ...parameters };
      let refreshed = false;

      const again = (error: unknown): number | null => {
        if (!(error instanceof CloudError)) return null;
        const { kind, code } = error.failure;
        const fresh = kind === "expired" && !refreshed;
        if (fresh) refreshed = true;
        // A refusal for throttling had no effect; after any other failure of a write nobody knows.
        if (!fresh && kind !== "throttled" && !(kind === "unavailable" && isRead(action))) return null;
        log.debug("call is repeated", { call, code, kind });
        return error instanceof Refused ? error.retryAfter : 0;
      };
      const task = async () => {
        await untilAborted(rate.turn(product, signal), signal, call);
        return untilAborted(
          credentials().then((own) => {
            const send = () => attempt(product, action, sent, own, region);
            return isRead(action) ? send() : inTurn(context, send);
          }),
          signal,
          call,
        );
      };
      return retry(task, { clock, random, attempts, firstWait: 500, longestWait: 8_000, signal, again });
    },
  };
}

/** A refusal that says how long to stay away, milliseconds. */
class Refused extends CloudError {
  readonly retryAfter: number;
  constructor(failure: CloudError["failure"], retryAfter: number) {
    super(failure);
    this.retryAfter = retryAfter;
  }
}

// Container Registry answers some refusals as HTTP 200 with `IsSuccess: false`, which the vendor's core lets pass.
function checked(call: string, body: Json): Body {
  if (body === null || typeof body !== "object" || Array.isArray(body))
    throw new CloudError({ kind: "unavailable", call, code: "NotJson", message: "the answer is not a JSON object" });
  const answer = body as Body;
  if (`${answer["IsSuccess"]}`.toLowerCase() !== "false") return answer;
  const { Code, Message, RequestId } = answer;
  throw new CloudError(
    failureOf(call, { statusCode: 200, code: `${Code}`, data: { Message }, requestId: RequestId }, []),
  );
}
