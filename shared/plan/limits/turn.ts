import type { Estate } from "../../model/estate.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { deploymentLedger, isOwned } from "../link/ownership.ts";
import { type Consent, consent } from "../wish/consent.ts";
import { isQuotaRefusal } from "./room.ts";
import { failedWrites } from "./stop.ts";

type FailureOf = Parameters<typeof isQuotaRefusal>[0];

/**
 * Whose turn it is when not all can be attached: networks that were refused lately, or for which another write failed,
 * come last, so that one that is refused each time keeps nobody waiting; before them those of the highest priority that
 * a rule gives, of these the ones that have one part already, then the oldest, then by id. A refusal for want of a place
 * says nothing of the network that happened to ask, which keeps its turn.
 */
export function byTurn(estate: Estate, registry: RegistrySettings): (a: string, b: string) => number {
  const entries = deploymentLedger(estate, registry);
  const owned = new Set(entries.filter(isOwned).map((entry) => entry.network));
  const isOfNetwork = (one: FailureOf) => !isQuotaRefusal(one);
  const refused = new Set([
    ...entries
      .filter((entry) => entry.attachedAt === null && entry.failures.some(isOfNetwork))
      .map((entry) => entry.network),
    ...failedWrites(estate, registry)
      .filter(isOfNetwork)
      .map(({ network }) => network),
  ]);
  const seen = estate.regions.flatMap((region) => (region.networks.known ? region.networks.value : []));
  const created = new Map(seen.map((network) => [network.id, network.createdAt]));
  const priorities = new Map(
    (estate.settings.rules === null ? [] : seen).map((network) => [
      network.id,
      priorityOf(consent(network, registry, estate.settings)),
    ]),
  );
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) =>
    Number(refused.has(a)) - Number(refused.has(b)) ||
    (priorities.get(b) ?? 0) - (priorities.get(a) ?? 0) ||
    Number(owned.has(b)) - Number(owned.has(a)) ||
    text(created.get(a) ?? "", created.get(b) ?? "") ||
    text(a, b);
}

function priorityOf(answer: Consent): number {
  return answer.accepted ? answer.priority : 0;
}
