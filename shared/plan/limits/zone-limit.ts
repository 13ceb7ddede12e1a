import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import type { CloudName } from "../../model/network.ts";
import { registryLedger } from "../link/ownership.ts";
import { zoneAccountOf } from "../name/own-zones.ts";
import { byChange } from "../order.ts";

/** The percentage of an account's limit of zones that Mooring fills; the rest is for people. */
const share = 90;

/** Which new zones must wait, by change key: an account's last zones are left to people. */
export function byZoneLimit(
  changes: readonly Change[],
  estate: Estate,
): ReadonlyMap<string, { readonly code: string; readonly sentence: string }> {
  const verdicts = new Map<string, { readonly code: string; readonly sentence: string }>();
  for (const cloud of [...new Set(changes.map((change) => change.cloud))]) {
    const account = zoneAccountOf(estate, cloud);
    if (!account.known) continue;
    const creations = changes
      .flatMap((change) => (change.kind === "create-zone" && change.cloud === cloud ? [change] : []))
      .sort(byChange);
    const asked = new Set(creations.map(({ zoneName, remark }) => `${zoneName} ${remark}`));
    const announced = announcedZones(estate, cloud).filter((zone) => !asked.has(zone)).length;
    const { count, limit } = account.value;
    const places = Math.max(0, Math.floor((limit * share) / 100) - count - announced);
    const made = Math.min(places, creations.length);
    const beside = announced === 0 ? "" : ` and ${announced} announced`;
    const more = made === 0 ? "" : `, to which this plan adds ${made},`;
    const sentence = `the account has ${count} private zones${beside}${more} of the ${limit} it may have, and Mooring makes none beyond ${share} %: delete zones that nobody needs, or have the limit raised`;
    for (const change of creations.slice(places))
      verdicts.set(changeKey(change), { code: "held/zone-limit", sentence });
  }
  return verdicts;
}

/** Zones that may be made any moment: announced in the ledger, and not seen yet. */
function announcedZones(estate: Estate, cloud: CloudName): readonly string[] {
  const found = estate.settings.registries
    .filter((registry) => registry.cloud === cloud)
    .flatMap((registry) => registryLedger(estate, registry))
    .flatMap(({ names }) => names)
    .flatMap(({ ownZone }) => (ownZone?.id === null ? [`${ownZone.name} ${ownZone.remark}`] : []));
  return [...new Set(found)];
}
