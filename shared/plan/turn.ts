import type { Estate } from "../model/estate.ts";
import type { RegistrySettings } from "../model/settings.ts";
import { deploymentLedger, isOwned } from "./ownership.ts";

/** Whose turn it is when not all can be attached: networks that have one part already, then the oldest, then by id. */
export function byTurn(estate: Estate, registry: RegistrySettings): (a: string, b: string) => number {
  const owned = new Set(
    deploymentLedger(estate, registry)
      .filter(isOwned)
      .map((entry) => entry.network),
  );
  const created = new Map(
    estate.regions.flatMap((region) =>
      region.networks.known ? region.networks.value.map((network) => [network.id, network.createdAt] as const) : [],
    ),
  );
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) =>
    Number(owned.has(b)) - Number(owned.has(a)) || text(created.get(a) ?? "", created.get(b) ?? "") || text(a, b);
}
