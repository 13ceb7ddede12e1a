import type { CloudName, Network } from "../../model/network.ts";
import type { RegistrySettings, Settings } from "../../model/settings.ts";
import { readWish, type UnknownAlias, type Wish } from "../../model/wish.ts";

/** What is wrong with a tag's value, as the rest of a sentence that begins with the tag, and what would be right. */
interface TagProblem {
  readonly code: "blocked/tag" | "blocked/unknown-registry" | "blocked/other-cloud";
  readonly problem: string;
  readonly correction: string;
}

/** A tag's value, as it was understood. */
interface TagLint {
  readonly wish: Wish;
  readonly problems: readonly TagProblem[];
}

const cloudNames: Readonly<Record<CloudName, string>> = { alibaba: "Alibaba Cloud", tencent: "Tencent Cloud" };

/** Characters that a tag's value may have on each cloud. */
const longest: Readonly<Record<CloudName, number>> = { alibaba: 128, tencent: 255 };

/**
 * Reads a value as networks' tags are read, and says all that is wrong with it.
 * @param registries those of the configuration; `null`: nobody knows which there are.
 * @param cloud the network's; `null`: it may be on either.
 */
export function lintTag(
  value: string | undefined,
  registries: Settings["registries"] | null,
  cloud: CloudName | null,
): TagLint {
  const own = registries?.filter((registry) => cloud === null || registry.cloud === cloud) ?? null;
  const wish = readWish(value, own?.map(({ alias }) => alias) ?? null);
  switch (wish.kind) {
    case "none":
    case "off":
    case "hold":
      return { wish, problems: [] };
    case "malformed":
      return {
        wish,
        problems: [
          { code: "blocked/tag", problem: `says nothing clear: ${wish.problem}`, correction: wish.correction },
        ],
      };
    case "registries": {
      const named = (own ?? []).filter(({ alias }) => wish.aliases.includes(alias));
      return {
        wish,
        problems: [
          ...tooLong(value ?? "", cloud, named),
          ...wish.unknown.map((unknown) => unknownAlias(unknown, registries ?? [], cloud)),
          ...(cloud === null ? onBothClouds(named) : []),
        ],
      };
    }
  }
}

function tooLong(value: string, cloud: CloudName | null, named: readonly RegistrySettings[]): readonly TagProblem[] {
  const onTencentAlone = named.length > 0 && named.every((registry) => registry.cloud === "tencent");
  const judge = cloud ?? (onTencentAlone ? "tencent" : "alibaba");
  if (value.length <= longest[judge]) return [];
  return [
    {
      code: "blocked/tag",
      problem: `has ${value.length} characters, and ${cloudNames[judge]} takes ${longest[judge]}`,
      correction: "name fewer registries, or give them shorter aliases",
    },
  ];
}

function unknownAlias(
  { alias, nearest }: UnknownAlias,
  registries: readonly RegistrySettings[],
  cloud: CloudName | null,
): TagProblem {
  const here = registries.filter((registry) => cloud === null || registry.cloud === cloud);
  const known =
    here.length === 0 && cloud !== null
      ? `it knows none on ${cloudNames[cloud]}`
      : `known: ${here.map((registry) => registry.alias).join(", ")}`;
  const elsewhere = registries.find((registry) => registry.alias === alias);
  if (elsewhere !== undefined && cloud !== null) {
    return {
      code: "blocked/other-cloud",
      problem: `names "${alias}", a registry on ${cloudNames[elsewhere.cloud]}; it cannot link a network on ${cloudNames[cloud]}`,
      correction: here.length === 0 ? "take it out" : `take it out, or name one on ${cloudNames[cloud]}; ${known}`,
    };
  }
  return {
    code: "blocked/unknown-registry",
    problem: `names "${alias}", which is no registry of the configuration`,
    correction: nearest === null ? known : `did you mean "${nearest}"?`,
  };
}

/** A network is on one cloud, so one of the registries could never link it. */
function onBothClouds(named: readonly RegistrySettings[]): readonly TagProblem[] {
  const on = (cloud: CloudName) =>
    named.filter((registry) => registry.cloud === cloud).map(({ alias }) => `"${alias}"`);
  const [alibaba, tencent] = [on("alibaba"), on("tencent")];
  if (alibaba.length === 0 || tencent.length === 0) return [];
  return [
    {
      code: "blocked/other-cloud",
      problem: `names ${alibaba.join(" and ")} on Alibaba Cloud and ${tencent.join(" and ")} on Tencent Cloud, and a network is on one of them`,
      correction: "name the registries of the network's own cloud",
    },
  ];
}

/** What is said of a network whose tag says nothing clear. */
export function malformedWords({ cloud, tags }: Network, { tag, registries }: Settings): string {
  const { problems } = lintTag(tags[tag], registries, cloud);
  return `the tag ${tag}=${tags[tag]} ${problems.map(({ problem, correction }) => `${problem}; ${correction}`).join("; ")}`;
}

/** What a value asks for, as the rest of a sentence that begins with the tag. */
export function wishWords(wish: Wish, registries: Settings["registries"] | null): string {
  switch (wish.kind) {
    case "none":
      return "asks for nothing: a link that Mooring made goes after the grace period";
    case "off":
      return "releases the network: a link that Mooring made goes in the next pass, without grace";
    case "hold":
      return "freezes the network: nothing is written for it until the tag changes";
    case "malformed":
      return "says nothing clear";
    case "registries": {
      const named = wish.aliases.map((alias) => {
        const registry = registries?.find((one) => one.alias === alias);
        return registry === undefined ? `"${alias}"` : `"${alias}" (${cloudNames[registry.cloud]}, ${registry.region})`;
      });
      const where = wish.subnet === null ? "" : `, through subnet ${wish.subnet}`;
      return `asks for registry ${named.join(" and ")}${where}`;
    }
  }
}
