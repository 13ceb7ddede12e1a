import { createHash } from "node:crypto";
import { changeKey, type ZoneChange } from "../../model/change.ts";

/**
 * The `ClientToken` of a PrivateZone write (at most 64 ASCII characters): equal for retries of one observation, another
 * as soon as the zone was seen in another state, so that the vendor never answers a new wish with an old result.
 */
export function clientToken(change: ZoneChange): string {
  return createHash("sha256")
    .update(`${changeKey(change)}\n${change.revision}`)
    .digest("hex");
}
