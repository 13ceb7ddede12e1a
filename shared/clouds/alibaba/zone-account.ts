import type { ZoneAccount } from "../../model/estate.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { countZones } from "./zones.ts";

/** https://www.alibabacloud.com/help/en/dns/pvtz-restrictions-on-use */
const limit = 500;
/**
 * For each zone, on the international site and on the Chinese one; its queries cost beside that.
 * https://www.alibabacloud.com/help/doc-detail/71338.html, https://help.aliyun.com/document_detail/71338.html
 */
const price = "0.015 USD or 0.1 CNY a day";

/**
 * What limits zones of an account. A record answers alike in every network of its zone and each link has an address of
 * its own, so a name takes a zone a network; two zones of one name may be bound to different networks.
 */
export async function zoneAccount(transport: Transport, options: CallOptions): Promise<ZoneAccount> {
  return { count: await countZones(transport, options), limit, layout: "name", price };
}
