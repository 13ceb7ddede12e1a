import pLimit from "p-limit";
import { CloudError, type ZoneReach } from "../port.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { zoneInfo } from "./zones.ts";

/** Zones that are read side by side. */
const concurrency = 5;

/** DescribeZoneInfo of each zone: no listing shows what a zone is bound to. */
export async function zoneReach(
  transport: Transport,
  zones: readonly string[],
  options: CallOptions,
): Promise<readonly ZoneReach[]> {
  const found = await pLimit(concurrency).map([...new Set(zones)], async (zone) => {
    try {
      const { id, name, bindings } = await zoneInfo(transport, zone, options);
      return { id, name, networks: bindings.map(({ network }) => network) };
    } catch (error) {
      if (error instanceof CloudError && error.failure.kind === "not-found") return null;
      throw error;
    }
  });
  return found.filter((one) => one !== null);
}
