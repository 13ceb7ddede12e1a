import type { CloudName, Estate, Network } from "../model/estate.ts";
import type { Finding } from "../model/finding.ts";
import type { Settings } from "../model/settings.ts";
import type { UnknownAlias } from "../model/wish.ts";
import { pairFinding } from "./findings.ts";
import { entriesOf, linksOf } from "./links.ts";
import type { NetworkWish } from "./wishes.ts";

/** What a tag says that concerns no known registry. */
export function tagFindings(network: Network, wish: NetworkWish, estate: Estate): readonly Finding[] {
  const { tag } = estate.settings;
  // A network with a link or an entry is told about once for each registry, in the finding of the pair.
  const linked = estate.settings.registries.some((registry) => {
    const view = estate.registries.find((candidate) => candidate.alias === registry.alias);
    if (view?.looked !== true || registry.cloud !== network.cloud) return false;
    return linksOf(view, network.id).length > 0 || entriesOf(estate, registry, network.id).length > 0;
  });
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
      return wish.tag.unknown.map((unknown) => unknownAlias(network, unknown, estate.settings));
    case "none":
    case "off":
      return [];
  }
}

const cloudNames: Readonly<Record<CloudName, string>> = { alibaba: "Alibaba Cloud", tencent: "Tencent Cloud" };

function unknownAlias(network: Network, { alias, nearest }: UnknownAlias, settings: Settings): Finding {
  const elsewhere = settings.registries.find((registry) => registry.alias === alias);
  if (elsewhere !== undefined) {
    return pairFinding(
      null,
      network,
      "blocked",
      "blocked/other-cloud",
      `the tag ${settings.tag} names "${alias}", a registry on ${cloudNames[elsewhere.cloud]}; it cannot link a network on ${cloudNames[network.cloud]}`,
      [],
    );
  }
  const known = settings.registries.filter((registry) => registry.cloud === network.cloud);
  const hint =
    nearest !== null
      ? `; did you mean "${nearest}"?`
      : known.length === 0
        ? `; it knows none on ${cloudNames[network.cloud]}`
        : `; known: ${known.map((registry) => registry.alias).join(", ")}`;
  return pairFinding(
    null,
    network,
    "blocked",
    "blocked/unknown-registry",
    `the tag ${settings.tag} names "${alias}", which is no registry of the configuration${hint}`,
    [],
  );
}
