import type { Estate, Network } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import { pairFinding } from "./findings.ts";
import { linksOf } from "./links.ts";
import type { NetworkWish } from "./wishes.ts";

/** What a tag says that concerns no known registry. */
export function tagFindings(network: Network, wish: NetworkWish, estate: Estate): readonly Finding[] {
  const { tag } = estate.settings;
  const linked = estate.registries.some((view) => linksOf(view, network.id).length > 0);
  switch (wish.tag.kind) {
    case "malformed":
      if (linked) return [];
      return [
        pairFinding(
          null,
          network,
          "blocked",
          "blocked/tag",
          `the tag ${tag}=${network.tags[tag]} says nothing clear: ${wish.tag.problem}; ${wish.tag.correction}`,
          [],
        ),
      ];
    case "hold":
      return linked
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
      return wish.tag.unknown.map(({ alias, nearest }) =>
        pairFinding(
          null,
          network,
          "blocked",
          "blocked/unknown-registry",
          `the tag ${tag} names "${alias}", which is no registry of the configuration${nearest === null ? `; known: ${estate.settings.registries.map((registry) => registry.alias).join(", ")}` : `; did you mean "${nearest}"?`}`,
          [],
        ),
      );
    case "none":
    case "off":
      return [];
  }
}
