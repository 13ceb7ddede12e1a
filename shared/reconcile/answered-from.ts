import type { Estate } from "../model/estate.ts";
import type { NameNeed } from "../plan/needs.ts";

/** The zones that the ledger says answered a name; none where it remembers none, or one whose id is not known yet. */
export function answeredFrom(
  { settings, ledger }: Pick<Estate, "settings" | "ledger">,
  need: Pick<NameNeed, "registry" | "network" | "part" | "name">,
): readonly string[] {
  const instance = settings.registries.find(({ alias }) => alias === need.registry)?.instance;
  const published = (ledger.known ? ledger.value : [])
    .filter((one) => one.registry === instance && one.network === need.network && one.part === need.part)
    .flatMap(({ names }) => names.filter(({ name }) => name === need.name));
  if (published.some(({ ownZone }) => ownZone !== null && ownZone.id === null)) return [];
  return published
    .flatMap(({ baseline, ownZone }) => [baseline?.zone, ownZone?.id])
    .filter((id) => id !== undefined && id !== null);
}
