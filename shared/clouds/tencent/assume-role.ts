import * as v from "valibot";
import { elapsed, instant } from "../../model/known.ts";
import type { CallContext } from "../port.ts";
import { read } from "../reading.ts";
import type { Credentials } from "./exchange.ts";
import { singleFlight } from "./single-flight.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

export interface AssumedRoleOptions extends Omit<TransportOptions, "credentials"> {
  /** `qcs::cam::uin/<account>:roleName/<name>`. */
  readonly role: string;
  /** Named in the vendor's audit of everything the role then does. */
  readonly session: string;
  /** Of whoever takes the role on; read each time it is taken on. */
  readonly credentials: TransportOptions["credentials"];
  readonly region: string;
  readonly context: CallContext;
}

/** A key with less time left than this is not used for a new call, milliseconds. */
const margin = 5 * 60_000;

const answer = v.looseObject({
  Credentials: v.looseObject({ TmpSecretId: v.string(), TmpSecretKey: v.string(), Token: v.string() }),
  /** Seconds since the epoch. */
  ExpiredTime: v.pipe(v.number(), v.minValue(0)),
});

interface Kept {
  readonly credentials: Credentials;
  readonly until: string;
}

/**
 * Credentials of a role, taken on with sts:AssumeRole and kept until shortly before they expire. The SDK has a provider
 * of its own, which remembers a refusal for ever and hides its code; here a refusal is thrown as `CloudError` and not
 * remembered: the next call asks again.
 * https://cloud.tencent.com/document/api/1312/48207
 */
export function assumedRole(options: AssumedRoleOptions): () => Promise<Credentials> {
  const { role, session, region, context, clock } = options;
  const transport = createTransport(options);
  const flight = singleFlight<Kept>();
  let kept: Kept | null = null;
  return async () => {
    if (kept !== null && elapsed(instant(clock.now()), kept.until) > margin) return kept.credentials;
    kept = await flight(role, context.signal, async () => {
      const parameters = { RoleArn: role, RoleSessionName: session };
      const body = await transport.call("sts", "AssumeRole", parameters, { region, context });
      const { Credentials, ExpiredTime } = read("sts:AssumeRole", answer, body);
      const { TmpSecretId, TmpSecretKey, Token } = Credentials;
      return {
        credentials: { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token },
        until: instant(ExpiredTime * 1000),
      };
    });
    return kept.credentials;
  };
}
