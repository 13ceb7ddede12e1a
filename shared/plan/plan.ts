import { type Change, changeKey } from "../model/change.ts";
import type { Estate } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import type { HeldChange, Plan } from "../model/plan.ts";
import { withRefusedDeletion } from "./leaving/deletion.ts";
import { plansOfGone } from "./leaving/vanished.ts";
import { capacityNotices, capacityOf } from "./limits/capacity.ts";
import { observedNetworks } from "./link/links.ts";
import { unseenLinks } from "./link/unseen.ts";
import { byNotice, noticesOf } from "./notices.ts";
import { byChange, byFinding } from "./order.ts";
import { planPair } from "./pair.ts";
import { compliance } from "./wish/compliance.ts";
import { tagFindings } from "./wish/tags.ts";
import { networkWish } from "./wish/wishes.ts";

/**
 * What the estate needs, before any mode or limit: the changes that are right now, and a finding a (registry, network).
 * Pure; the order of the inputs never changes the result.
 */
export function plan(estate: Estate): Plan {
  const changes: Change[] = [];
  const held: HeldChange[] = [];
  const findings: Finding[] = [];
  for (const network of observedNetworks(estate)) {
    const wish = networkWish(network, estate.settings);
    findings.push(...tagFindings(network, wish, estate));
    for (const registry of estate.settings.registries) {
      const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
      if (view === undefined || registry.cloud !== network.cloud) continue;
      const pair = planPair(estate, registry, view, network, wish);
      if (pair === null) continue;
      findings.push(withRefusedDeletion(pair.finding, estate, registry, view, network));
      changes.push(...pair.changes);
      held.push(...pair.held);
    }
  }
  for (const gone of plansOfGone(estate)) {
    findings.push(gone.finding);
    changes.push(...gone.changes);
    held.push(...gone.held);
  }
  findings.push(...unseenLinks(estate));
  const capacity = capacityOf(estate, changes);
  const all = [...changes, ...held.map(({ change }) => change)];
  return {
    compliance: compliance(estate, findings),
    capacity,
    version: 1,
    at: estate.at,
    settings: estate.settings.hash,
    changes: distinct(changes.sort(byChange)),
    held: [...held].sort((a, b) => byChange(a.change, b.change)),
    findings: findings.sort(byFinding),
    notices: [...noticesOf(estate), ...capacityNotices(estate, capacity, all)].sort(byNotice),
  };
}

function distinct(changes: readonly Change[]): Change[] {
  const byKey = new Map<string, Change>();
  for (const change of changes) if (!byKey.has(targetOf(change))) byKey.set(targetOf(change), change);
  return [...byKey.values()];
}

/** Two registries of one network may want one and the same new zone. */
function targetOf(change: Change): string {
  return change.kind === "create-zone" ? `${change.kind} ${change.network} ${change.zoneName}` : changeKey(change);
}
