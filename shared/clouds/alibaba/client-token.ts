import { createHash } from "node:crypto";
import { type CreateZone, changeKey, type ZoneChange } from "../../model/change.ts";

/**
 * The `ClientToken` of a PrivateZone write (at most 64 ASCII characters): equal for retries of one observation, another
 * as soon as the zone was seen in another state, so that the vendor never answers a new wish with an old result.
 * `call` tells the calls of one change apart.
 */
export function clientToken(change: ZoneChange, call = ""): string {
  return digest(`${changeKey(change)}\n${change.revision}${call}`);
}

/** The `ClientToken` of an AddZone: equal for one announcement; `after` is a zone that it made and that is gone since. */
export function zoneToken(change: CreateZone, after: string): string {
  return digest(`${changeKey(change)}\n${change.remark} ${change.fallsThrough} ${after}`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
