import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Network } from "../../model/network.ts";
import { pairFinding } from "../findings.ts";
import { entriesOf, linksOf } from "../link/links.ts";
import { lintTag, malformedWords } from "./tag-lint.ts";
import { expects } from "./unmoored.ts";
import type { NetworkWish } from "./wishes.ts";

/** What a tag says that no registry's own finding tells. */
export function tagFindings(network: Network, wish: NetworkWish, estate: Estate): readonly Finding[] {
  const { tag } = estate.settings;
  // A network with a link or an entry is told about once for each registry, in the finding of the pair.
  const linked = estate.settings.registries.some((registry) => {
    const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
    if (view?.looked !== true || registry.cloud !== network.cloud) return false;
    return linksOf(view, network.id).length > 0 || entriesOf(estate, registry, network.id).length > 0;
  });
  // So is one without, at each registry that expects it.
  const expected = estate.settings.registries.some((registry) => {
    const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
    if (view?.looked !== true || registry.cloud !== network.cloud || wish.registries.has(registry.alias)) return false;
    return expects(registry, network);
  });
  const { problems } = lintTag(network.tags[tag], estate.settings.registries, network.cloud);
  switch (wish.tag.kind) {
    case "malformed":
      return linked || expected
        ? []
        : [pairFinding(null, network, "blocked", "blocked/tag", malformedWords(network, estate.settings), [])];
    case "hold":
      return linked || expected
        ? []
        : [
            pairFinding(
              null,
              network,
              "held",
              "held/hold",
              `the tag ${tag}=hold freezes this network: nothing is written for it`,
              [],
            ),
          ];
    case "registries":
      if (expected && !linked) return [];
      return problems.map(({ code, problem, correction }) =>
        pairFinding(null, network, "blocked", code, `the tag ${tag} ${problem}; ${correction}`, []),
      );
    case "none":
    case "off":
      return [];
  }
}
