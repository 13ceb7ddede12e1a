import { createHash } from "node:crypto";
import type { NameSwitch } from "../../model/name.ts";
import type { ListedZone } from "./zones.ts";

/**
 * What the status of its switch and the list of zones show of a name: `zones` are all that could answer it. A change of a
 * zone shows in when it was last changed or in how many records it has. The vendor does not say whether the first moves
 * with each change of a record, and it has seconds only, so a record can change and this stay the same.
 */
export function markOf(nameSwitch: NameSwitch | null, zones: readonly ListedZone[]): string {
  const shown = zones
    .map(({ id, name, updated, recordCount, fallsThrough, bindings, remark, rule }) => {
      const networks = bindings.map(({ network, region, account }) => `${account ?? ""}/${region}/${network}`).sort();
      return [id, name, updated, recordCount, fallsThrough, networks, remark, rule];
    })
    .map((zone) => JSON.stringify(zone))
    .sort();
  return createHash("sha256")
    .update(JSON.stringify([nameSwitch, shown]))
    .digest("hex")
    .slice(0, 32);
}
