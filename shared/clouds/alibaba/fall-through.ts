import type { SetFallThrough, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError } from "../port.ts";
import { settle } from "../settle.ts";
import type { Transport } from "./transport.ts";
import { foundZone } from "./zones.ts";

/** The vendor's word for how a zone answers for names it does not hold. */
export function proxyPattern(fallsThrough: boolean): "RECORD" | "ZONE" {
  return fallsThrough ? "RECORD" : "ZONE";
}

/** SetProxyPattern, which is the same however often it is sent and takes effect for every network of the zone. */
export async function setFallThrough(
  transport: Transport,
  { zone, zoneName, want, region }: SetFallThrough,
  context: CallContext,
): Promise<WriteResult> {
  const options = { region, context };
  const before = await foundZone(transport, zone, options);
  if (before === null) return { result: "moved", sentence: `Zone ${zone} (${zoneName}) is gone.` };
  const pattern = proxyPattern(want);
  if (before.fallsThrough === want)
    return { result: "already", sentence: `Zone ${zoneName} has pattern ${pattern} already.` };
  if (before.origin === "product") {
    throw new CloudError({
      kind: "conflict",
      call: "pvtz:SetProxyPattern",
      code: "ProductZone",
      message: `zone ${zone} (${zoneName}) belongs to the provider and refuses writes`,
    });
  }
  return settle(
    () => transport.call("pvtz", "SetProxyPattern", { ZoneId: zone, ProxyPattern: pattern }, options),
    async () => (await foundZone(transport, zone, options))?.fallsThrough === want,
    context,
  );
}
