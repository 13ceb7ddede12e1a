import type { ZoneReach } from "../port.ts";
import type { CallOptions, Transport } from "./transport.ts";
import { listZones } from "./zones.ts";

/** From the list of all zones: it shows what each is bound to, and is a call for a hundred of them. */
export async function zoneReach(
  transport: Transport,
  zones: readonly string[],
  options: CallOptions,
): Promise<readonly ZoneReach[]> {
  const listed = await listZones(transport, options);
  return listed
    .filter(({ id }) => zones.includes(id))
    .map(({ id, name, bindings }) => ({ id, name, networks: bindings.map(({ network }) => network) }));
}
