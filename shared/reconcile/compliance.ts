import type { Compliance } from "../model/compliance.ts";
import type { Estate } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import { regionsOf } from "../model/settings.ts";
import { complianceOf, type LastLook } from "../plan/wish/compliance.ts";
import type { LatestReport } from "../store/objects/reports.ts";
import type { Scope } from "./observe/scope.ts";
import { isInShare } from "./observe/share.ts";
import type { Running } from "./pass.ts";
import { readSaid } from "./said.ts";

/**
 * Compliance of the registries that a pass looked at, by alias. Of networks that it did not look at, or could not read,
 * it says what the last report did; a registry is missing where there is none under the same configuration.
 */
export async function toldCompliance(
  running: Running,
  scope: Scope,
  estate: Estate,
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, readonly Compliance[]>> {
  const told = new Map<string, readonly Compliance[]>();
  for (const registry of estate.settings.registries.filter(({ alias }) => scope.registries.includes(alias))) {
    const regions = regionsOf(registry);
    const views = estate.regions.filter(({ cloud, region }) => cloud === registry.cloud && regions.includes(region));
    const listed = regions.every((region) => views.some((view) => view.region === region && view.ids === null));
    // A share of the networks looks like all of them to who does not know that it is one.
    const whole = scope.share === null && listed;
    const needed = !whole || views.some(({ networks }) => !networks.known);
    const latest = needed ? (await readSaid(running))(registry.alias) : null;
    const last = latest === null || latest === undefined ? null : lastLook(latest, scope, estate);
    if (last === null && !whole) continue;
    const rows = complianceOf(estate, findings, registry, last);
    if (rows !== null) told.set(registry.alias, rows);
  }
  return told;
}

/** Another configuration may expect others. */
function lastLook(latest: LatestReport, scope: Scope, estate: Estate): LastLook | null {
  if (latest.compliance === undefined || latest.settings !== estate.settings.hash) return null;
  const regions = new Map(latest.findings.map(({ network, region }) => [network, region]));
  return {
    compliance: latest.compliance,
    regionOf: (network) => regions.get(network) ?? null,
    wasInScope: (network, region) =>
      isInShare(scope.share, network) &&
      scope.regions.some((one) => one.region === region && (one.ids === null || one.ids.includes(network))),
  };
}
