import * as v from "valibot";
import type { CallContext } from "../port.ts";
import { id, read } from "../reading.ts";
import { singleFlight } from "./single-flight.ts";
import type { Transport } from "./transport.ts";

const identity = v.looseObject({ AccountId: id });

/** The account (UIN) of the credentials, asked once: whatever is listed with them belongs to it. */
export type Caller = (context: CallContext) => Promise<string>;

/**
 * sts:GetCallerIdentity, or the account that the platform names. A refusal is not remembered.
 * https://cloud.tencent.com/document/api/1312/48207
 */
export function createCaller(transport: Transport, region: string, account: string | undefined): Caller {
  const flight = singleFlight<string>();
  let told = account ?? null;
  return async (context) => {
    if (told !== null) return told;
    told = await flight("account", context.signal, async () => {
      const body = await transport.call("sts", "GetCallerIdentity", {}, { region, context });
      return read("sts:GetCallerIdentity", identity, body).AccountId;
    });
    return told;
  };
}
