import type { Estate } from "../../model/estate.ts";
import type { PublishedName } from "../../model/ledger.ts";
import type { NameNeed } from "../../plan/name/name-need.ts";

type Told = Pick<Estate, "settings" | "ledger">;
type Named = Pick<NameNeed, "registry" | "network" | "part" | "name">;

/** The zones that the ledger says answered a name; none where it remembers none, or one whose id is not known yet. */
export function answeredFrom(told: Told, need: Named): readonly string[] {
  const published = publishedOf(told, need);
  if (published.some(({ ownZone }) => ownZone !== null && ownZone.id === null)) return [];
  return rememberedZones(told, need);
}

/** Every zone of a name that the ledger has the id of: those that answered it, and those that Mooring made for it. */
export function rememberedZones(told: Told, need: Named): readonly string[] {
  return publishedOf(told, need)
    .flatMap(({ baseline, ownZone }) => [baseline?.zone, ownZone?.id])
    .filter((id) => id !== undefined && id !== null);
}

function publishedOf({ settings, ledger }: Told, need: Named): readonly PublishedName[] {
  const instance = settings.registries.find(({ alias }) => alias === need.registry)?.instance;
  return (ledger.known ? ledger.value : [])
    .filter((one) => one.registry === instance && one.network === need.network && one.part === need.part)
    .flatMap(({ names }) => names.filter(({ name }) => name === need.name));
}
