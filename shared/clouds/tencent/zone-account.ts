import type { ZoneAccount } from "../../model/estate.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { countZones } from "./zones.ts";

/** Private domains of a main account. https://www.tencentcloud.com/document/product/1097/50829 */
const limit = 500;

/** https://www.tencentcloud.com/document/product/1097/40555 */
const price = "about 0.015 USD a day";

/**
 * A network takes one zone of a main domain (`InvalidParameter.VpcBindedMainDomain`), so such a zone holds all names.
 * The limit is the published one: no API tells it.
 */
export async function zoneAccount(transport: Transport, options: CallOptions): Promise<ZoneAccount> {
  return { count: await countZones(transport, options), limit, layout: "main-domain", price };
}
