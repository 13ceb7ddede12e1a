import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { leavingLinks } from "../leaving/leaving.ts";
import { networkWish } from "../wish/wishes.ts";

/** Where a network stands that is not to be moored to a registry, so that nothing of its chain is missing; else `null`. */
export function asideOf(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
  { state, code }: Finding,
): string | null {
  const wish = networkWish(network, estate.settings);
  if (wish.tag.kind === "hold" || wish.tag.kind === "malformed" || wish.registries.has(registry.alias)) return null;
  if (code === "leaving/gone") return "has left";
  if (state === "foreign") return "linked without a wish";
  const own = leavingLinks(estate, registry).filter((leaving) => leaving.network.id === network.id);
  const waiting = own.filter(({ isDue }) => !isDue).map(({ dueAt }) => dueAt);
  switch (state) {
    case "leaving":
      return waiting.length === 0 ? "leaves" : `leaves; its grace ends ${waiting.sort().at(-1)}`;
    case "held":
      return "is to leave, and is held";
    case "pending":
      return own.length === 0 ? null : "leaves";
    case "moored":
    case "unmoored":
    case "drifted":
    case "blocked":
    case "unknown":
      return null;
  }
}
