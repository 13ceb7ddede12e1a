import * as v from "valibot";
import { elapsed, instant } from "../../model/known.ts";
import type { CallContext } from "../port.ts";
import { read } from "../reading.ts";
import type { Credentials } from "./exchange.ts";
import { createTransport, type TransportOptions } from "./transport.ts";

export interface AssumedRoleOptions extends Omit<TransportOptions, "credentials"> {
  /** `acs:ram::<account>:role/<name>`. */
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
  Credentials: v.looseObject({
    AccessKeyId: v.string(),
    AccessKeySecret: v.string(),
    SecurityToken: v.string(),
    Expiration: v.string(),
  }),
});

/**
 * Credentials of a role, taken on with sts:AssumeRole and kept until shortly before they expire. A refusal is thrown as
 * `CloudError` and not remembered: the next call asks again.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole
 */
export function assumedRole(options: AssumedRoleOptions): () => Promise<Credentials> {
  const { role, session, region, context, clock } = options;
  const transport = createTransport(options);
  let kept: { readonly credentials: Credentials; readonly until: string } | null = null;
  return async () => {
    if (kept !== null && elapsed(instant(clock.now()), kept.until) > margin) return kept.credentials;
    const body = await transport.call(
      "sts",
      "AssumeRole",
      { RoleArn: role, RoleSessionName: session },
      { region, context },
    );
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = read(
      "sts:AssumeRole",
      answer,
      body,
    ).Credentials;
    const credentials = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
    kept = { credentials, until: Expiration };
    return credentials;
  };
}
