import type { Credentials, Parameters } from "../../../shared/clouds/alibaba/exchange.ts";
import { failureOf } from "../../../shared/clouds/alibaba/failure.ts";
import type { Product } from "../../../shared/clouds/alibaba/products.ts";
import { type Body, createTransport } from "../../../shared/clouds/alibaba/transport.ts";
import { CloudError } from "../../../shared/clouds/port.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { silentLog } from "../../../shared/kernel/log.ts";
import type { CallFailure } from "../../../shared/model/known.ts";
import { orNone, Refusal } from "../refusal.ts";

export interface AlibabaApiOptions {
  readonly region: string;
  /** `http://127.0.0.1:PORT` of an emulated cloud; `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The management APIs that a deployment calls, in one region. */
export interface AlibabaApi {
  readonly region: string;
  /** Throws `Refusal`. */
  call(product: Product, action: string, parameters?: Parameters): Promise<Body>;
  /** `null` where the vendor answers one of `codes`, which say that there is none; any other refusal is thrown. */
  find(product: Product, action: string, parameters: Parameters, codes: readonly string[]): Promise<Body | null>;
}

export function createAlibabaApi({ region, endpoint, credentials, clock, random }: AlibabaApiOptions): AlibabaApi {
  const transport = createTransport({
    ...(endpoint === null ? {} : { endpoint }),
    credentials,
    clock,
    random,
  });
  // Never aborted: a person at the terminal ends it.
  const context = { log: silentLog, signal: new AbortController().signal };

  const call: AlibabaApi["call"] = async (product, action, parameters = {}) => {
    try {
      const body = await transport.call(product, action, parameters, { region, context });
      return product === "eventbridge" ? opened(`${product}:${action}`, body) : body;
    } catch (error) {
      throw error instanceof CloudError ? new Refusal(error.failure, nextOf(error.failure, region)) : error;
    }
  };

  return {
    region,
    call,
    find: (product, action, parameters, codes) => orNone(call(product, action, parameters), codes),
  };
}

// EventBridge answers refusals as HTTP 200 with `Success: false`, which the vendor's core lets pass.
function opened(call: string, body: Body): Body {
  const { Success, Code, Message, RequestId } = body;
  if (`${Success}`.toLowerCase() !== "false") return body;
  throw new CloudError(
    failureOf(call, { statusCode: 200, code: `${Code}`, data: { Message }, requestId: RequestId }, []),
  );
}

const again = "Run it again: what is made already is recognised and left alone.";

function nextOf({ kind, right, code, call }: CallFailure, region: string): string {
  if (right !== undefined)
    return `Give whoever deploys the right ${right}; policies/alibaba/deploy.json lists all that a deployment needs. Then run it again.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `It is the host of ${call.split(":", 1)[0]} in ${region}. ${again}`;
  if (kind === "denied") return "Check the access key, its secret, and that it is enabled.";
  if (kind === "expired") return "The temporary credentials have expired: get new ones and run it again.";
  if (kind === "throttled" || kind === "unavailable") return again;
  return `Look the code up at https://api.alibabacloud.com/troubleshoot, then run it again.`;
}
