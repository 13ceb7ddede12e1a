import type { Estate, RegistryView } from "../../model/estate.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { pairFinding } from "../findings.ts";
import { deploymentLedger } from "../link/ownership.ts";
import { ownZoneScope } from "../name/own-zones.ts";
import type { PairPlan } from "../pair-plan.ts";
import { ofParts } from "../wish/unwished.ts";
import { isGone } from "./absence.ts";
import { planLeaving } from "./detach.ts";
import { leavingLinks } from "./leaving.ts";
import { withLeftBehind } from "./orphans.ts";
import { rememberedNetwork } from "./remembered.ts";
import { besideLeaving, type LeavingName, removals, withRemovals } from "./zone-removal.ts";

/** Networks that are gone and in which zones of Mooring's own were left, as far as the ledger remembers them. */
export function goneNetworks(estate: Estate, registry: RegistrySettings): readonly Network[] {
  const entries = deploymentLedger(estate, registry).filter(
    (entry) => holdsZones(entry) && isGone(estate, registry, entry),
  );
  return [...new Map(entries.map((entry) => [entry.network, rememberedNetwork(entry)])).values()];
}

export function holdsZones({ names }: LedgerEntry): boolean {
  return names.some(({ ownZone }) => ownZone !== null);
}

/** What is left to do in networks that no listing shows any more: their links, and zones of Mooring's own. */
export function plansOfGone(estate: Estate): readonly PairPlan[] {
  return estate.registries.flatMap((view) => {
    const registry = estate.settings.registries.find(({ alias }) => alias === view.alias);
    return registry === undefined ? [] : plansOf(estate, registry, view);
  });
}

function plansOf(estate: Estate, registry: RegistrySettings, view: RegistryView): readonly PairPlan[] {
  const linked = leavingLinks(estate, registry).filter(({ why }) => why === "network-gone");
  const gone = goneNetworks(estate, registry);
  const networks = new Map([...linked.map(({ network }) => network), ...gone].map((one) => [one.id, one]));
  return [...networks.values()].flatMap((network) => {
    const own = ownZoneScope(estate, registry, network);
    // What a network wishes that no list shows is unknown until it is gone for good.
    const isProven = gone.some(({ id }) => id === network.id);
    const leaving = isProven ? removals({ registry, network, resolutions: view.resolutions, own, at: estate.at }) : [];
    const links = linked.filter((one) => one.network.id === network.id);
    if (links.length === 0 && leaving.length === 0) return [];
    const parts = links.map((one) => {
      const beside = leaving.filter(({ finding }) => finding.part === one.entry.part);
      const plan = planLeaving(estate, registry, view, one, beside);
      return { ...plan, finding: besideLeaving(plan.finding, beside) };
    });
    const isLinked = ({ finding }: LeavingName) => links.some(({ entry }) => entry.part === finding.part);
    const left = withRemovals(
      { parts: [], changes: [] },
      leaving.filter((one) => !isLinked(one)),
    );
    const beside = leaving.filter(isLinked).flatMap(({ changes }) => changes);
    const sentence = `network ${network.id} is gone, and so is its link`;
    const settled =
      parts.length > 0
        ? ofParts(registry, network, parts)
        : { finding: pairFinding(registry, network, "leaving", "leaving/gone", sentence, []), changes: [], held: [] };
    return [
      {
        finding: withLeftBehind(settled.finding, left),
        changes: [...settled.changes, ...left.changes, ...beside],
        held: settled.held,
      },
    ];
  });
}
