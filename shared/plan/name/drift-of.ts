import { drift } from "./drift.ts";
import { withForwarding } from "./forwarded.ts";
import { type OwnZoneDrift, type OwnZoneInput, ownZoneDrift } from "./own-zone.ts";
import { switchDrift } from "./switch.ts";

/** What one name comes to, by whatever publishes it: a zone of Mooring's own, the vendor's switch, or a vendor's zone. */
export function driftOf(input: OwnZoneInput): OwnZoneDrift {
  const found = byMechanism(input);
  return { ...withForwarding(found, input.resolution), ownZone: found.ownZone };
}

function byMechanism(input: OwnZoneInput): OwnZoneDrift {
  const { resolution, kind, entry, optIn } = input;
  const published = entry?.names.find(({ name }) => name === resolution.name) ?? null;
  if (kind === "custom" || (published !== null && published.ownZone !== null)) return ownZoneDrift(input);
  if (resolution.switch !== null) return { ...switchDrift({ ...input, nameSwitch: resolution.switch }), ownZone: null };
  const found = drift(input);
  // Only what was seen to answer is made again, and only in a zone that is no wider than the name.
  const before = published?.baseline?.zone;
  const isGone =
    found.state === "drifted" && before !== undefined && !input.resolution.zones.some(({ id }) => id === before);
  return isGone && optIn.includes("recreate-zone") ? ownZoneDrift(input) : { ...found, ownZone: null };
}
