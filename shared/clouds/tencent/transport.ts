import type { Clock } from "../../kernel/clock.ts";
import { createRate, type Rate } from "../../kernel/rate.ts";
import { retry } from "../../kernel/retry.ts";
import { untilAborted } from "../abort.ts";
import { inTurn } from "../in-turn.ts";
import { type CallContext, CloudError } from "../port.ts";
import { type Body, unexpected } from "../reading.ts";
import { type Credentials, createExchange, type Exchange, type Parameters } from "./exchange.ts";
import { failureOf, type Judged } from "./failure.ts";
import { isRead, type Product, perSecond } from "./products.ts";

export interface TransportOptions {
  /** `http://127.0.0.1:PORT` of an emulated cloud; absent: the vendor's own hosts. A host that is not loopback is refused. */
  readonly endpoint?: string;
  /** Read at each call, so that a rotated key or token is taken up. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told before each request, retries included, as `product:Action`. */
  readonly onCall?: (name: string) => void;
  /** Requests for one call at most. */
  readonly attempts?: number;
  /** Of one request, milliseconds. */
  readonly timeout?: number;
  /** Replaced in tests. */
  readonly exchange?: Exchange;
}

export interface CallOptions {
  readonly region: string;
  readonly context: CallContext;
  /** Requests for this call at most; absent: as for every call. */
  readonly attempts?: number;
}

export interface Transport {
  /** One call, with bounded retries; throws `CloudError`. */
  call(product: Product, action: string, parameters: Parameters, options: CallOptions): Promise<Body>;
}

/** Calls Tencent Cloud: paced, retried where that is safe, cut off at the pass's deadline, every failure a `CloudError`. */
export function createTransport(options: TransportOptions): Transport {
  const { clock, random, credentials, onCall = () => undefined, attempts = 4, timeout = 15_000 } = options;
  const exchange = options.exchange ?? createExchange(options.endpoint);
  const rates = new Map<number, Rate>();
  const turn = (call: string, signal: AbortSignal) => {
    const limit = perSecond(call);
    const rate = rates.get(limit) ?? createRate({ clock, perSecond: limit, second });
    rates.set(limit, rate);
    return rate.turn(call, signal);
  };

  return {
    async call(product, action, parameters, { region, context, attempts: most = attempts }) {
      const { signal, log } = context;
      const call = `${product}:${action}`;
      let refreshed = false;

      const again = (error: unknown): number | null => {
        if (!(error instanceof Refused)) return null;
        const { kind, code } = error.failure;
        const fresh = kind === "expired" && !refreshed;
        if (fresh) refreshed = true;
        // A refusal for throttling had no effect; after any other failure of a write nobody knows.
        if (!fresh && kind !== "throttled" && !(error.again && isRead(action))) return null;
        log.debug("call is repeated", { call, code, kind });
        return kind === "throttled" ? window : 0;
      };
      const attempt = async () => {
        const own = await credentials();
        signal.throwIfAborted();
        onCall(call);
        try {
          return checked(
            call,
            await exchange({ product, action, parameters, region, credentials: own, timeout, signal }),
          );
        } catch (error) {
          if (error instanceof CloudError) throw error;
          throw new Refused(failureOf(call, error, [own.secretKey, own.token]));
        }
      };
      const task = async () => {
        await untilAborted(turn(call, signal), signal, call);
        return untilAborted(isRead(action) ? attempt() : inTurn(context, attempt), signal, call);
      };
      return retry(task, { clock, random, attempts: most, firstWait: 500, longestWait: 8_000, signal, again });
    },
  };
}

/** Requests are counted as they arrive, and some take longer on the way than those behind them. Milliseconds. */
const second = 1_100;

/** Requests are counted in windows of a second: a refused one waits for the next window at least. Milliseconds. */
const window = 1_000;

/** A failure that says whether the same request may be answered otherwise a moment later. */
class Refused extends CloudError {
  readonly again: boolean;
  constructor({ failure, again }: Judged) {
    super(failure);
    this.again = again;
  }
}

// The vendor's gateway names every request it saw: an answer without a name came from something else.
function checked(call: string, answer: unknown): Body {
  const body: Body = typeof answer === "object" && answer !== null ? { ...answer } : {};
  if (typeof body["RequestId"] === "string") return body;
  throw new Refused({ failure: unexpected(call, "the answer has no RequestId", body).failure, again: true });
}
