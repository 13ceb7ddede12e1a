import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import { regionsOf } from "../../model/settings.ts";
import { linkFindings } from "../findings.ts";
import { leavingLinks } from "../leaving/leaving.ts";
import { entriesOf, linksOf, observedNetworks } from "./links.ts";

/** Links of networks that a whole listing of their region did not show, and that do not leave. */
export function unseenLinks(estate: Estate): readonly Finding[] {
  const seen = new Set(observedNetworks(estate).map((network) => network.id));
  return estate.registries.flatMap((view) => {
    const registry = estate.settings.registries.find((candidate) => candidate.alias === view.alias);
    if (registry === undefined) return [];
    // A link does not tell its region: only when all of them were listed is its network known to be in none.
    const listed = regionsOf(registry).every((region) =>
      estate.regions.some(
        (view) => view.cloud === registry.cloud && view.region === region && view.ids === null && view.networks.known,
      ),
    );
    if (!listed) return [];
    const leaving = new Set(leavingLinks(estate, registry).map(({ network }) => network.id));
    const ids = new Set(
      view.parts.flatMap(({ view: part }) => (part.known ? part.value.links.map((link) => link.network) : [])),
    );
    return [...ids]
      .filter((id) => !seen.has(id) && !leaving.has(id))
      .map((id) => {
        const entries = entriesOf(estate, registry, id);
        const links = linksOf(view, id);
        const owned = entries.length > 0;
        // Without the ledger nobody can say that Mooring did not make the link.
        const state = owned || !estate.ledger.known ? ("unknown" as const) : ("foreign" as const);
        const code = state === "unknown" ? "unknown/network-not-visible" : "foreign/network-not-visible";
        const sentence = `registry "${registry.alias}" links network ${id}, which the listing of ${regionsOf(registry).join(" and ")} did not show: it belongs to another account, or it was deleted`;
        return {
          registry: registry.alias,
          cloud: registry.cloud,
          account: entries[0]?.account ?? "",
          region: registry.region,
          network: id,
          label: "",
          state,
          code,
          sentence,
          rule: null,
          parts: linkFindings(links, entries, state, { code, sentence }),
        };
      });
  });
}
