import { cloudFacts } from "../../model/cloud-facts.ts";
import { likelyMeant, meantText, meantWords, plainText } from "../../model/meant.ts";
import type { CloudName, Network } from "../../model/network.ts";
import type { RegistrySettings, Settings } from "../../model/settings.ts";
import { readWish, type UnknownAlias, type Wish } from "../../model/wish.ts";

/** What is wrong with a tag's value, as the rest of a sentence that begins with the tag, and what would be right. */
interface TagProblem {
  readonly code: "blocked/tag" | "blocked/unknown-registry" | "blocked/other-cloud" | "blocked/subnet-not-found";
  readonly problem: string;
  readonly correction: string;
}

/** A tag's value, as it was understood. */
interface TagLint {
  readonly wish: Wish;
  readonly problems: readonly TagProblem[];
}

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
      return { wish, problems: unclear(value ?? "", registries, cloud) };
    case "registries": {
      const named = (own ?? []).filter(({ alias }) => wish.aliases.includes(alias));
      return {
        wish,
        problems: [
          ...tooLong(value ?? "", cloud, named),
          // Of a network it is told with its link whether the subnet is one of its own.
          ...(cloud === null ? wrongSubnet(wish.subnet, cloudsOf(named)) : []),
          ...wish.unknown.map((unknown) => unknownAlias(unknown, registries ?? [], cloud)),
          ...(cloud === null ? onBothClouds(named, wish.subnet) : []),
        ],
      };
    }
  }
}

function tooLong(value: string, cloud: CloudName | null, named: readonly RegistrySettings[]): readonly TagProblem[] {
  const onTencentAlone = named.length > 0 && named.every((registry) => registry.cloud === "tencent");
  const judge = cloud ?? (onTencentAlone ? "tencent" : "alibaba");
  if (value.length <= cloudFacts[judge].longestTag) return [];
  return [
    {
      code: "blocked/tag",
      problem: `has ${value.length} characters, and ${people(judge)} takes ${cloudFacts[judge].longestTag}`,
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
      ? `it knows none on ${people(cloud)}`
      : `known: ${here.map((registry) => registry.alias).join(", ")}`;
  const elsewhere = registries.find((registry) => registry.alias === alias);
  if (elsewhere !== undefined && cloud !== null) {
    return {
      code: "blocked/other-cloud",
      problem: `names "${alias}", a registry on ${people(elsewhere.cloud)}; it cannot link a network on ${people(cloud)}`,
      correction: here.length === 0 ? "take it out" : `take it out, or name one on ${people(cloud)}; ${known}`,
    };
  }
  return {
    code: "blocked/unknown-registry",
    problem: `names "${alias}", which is no registry of the configuration`,
    correction: nearest === null ? known : `did you mean "${nearest}"?`,
  };
}

/** The id of a subnet tells its cloud. Of a registry that nobody knows the cloud is not known, either. */
function wrongSubnet(subnet: string | null, clouds: readonly CloudName[]): readonly TagProblem[] {
  const possible = clouds.length === 0 ? everyCloud : clouds;
  if (subnet === null || possible.some((cloud) => isSubnetOf(subnet, cloud))) return [];
  const forms = possible.map((cloud) => `a subnet of ${people(cloud)} begins with ${cloudFacts[cloud].subnetPrefix}`);
  return [
    {
      code: "blocked/subnet-not-found",
      problem: `names subnet ${subnet}, and ${forms.join(", ")}`,
      correction: "name one of the network's own subnets, or leave the option out",
    },
  ];
}

const everyCloud: readonly CloudName[] = ["alibaba", "tencent"];

function isSubnetOf(subnet: string, cloud: CloudName): boolean {
  return subnet.startsWith(cloudFacts[cloud].subnetPrefix);
}

/** A network is on one cloud, so one of the registries could never link it. */
function onBothClouds(named: readonly RegistrySettings[], subnet: string | null): readonly TagProblem[] {
  if (cloudsOf(named).length < 2) return [];
  const on = cloudsOf(named).map(
    (cloud) =>
      `${ofCloud(named, cloud)
        .map(({ alias }) => `"${alias}"`)
        .join(" and ")} on ${people(cloud)}`,
  );
  const problem = `names ${on.join(" and ")}, and a network is on one of them`;
  return [{ code: "blocked/other-cloud", problem, correction: forEachCloud(named, subnet, false) }];
}

/** What to write on a network of each cloud. */
function forEachCloud(named: readonly RegistrySettings[], subnet: string | null, guessed: boolean): string {
  const values = cloudsOf(named).map((cloud) => {
    const names = ofCloud(named, cloud).map(({ alias }) => alias);
    return `"${meantText({ names, subnet: null })}" on ${people(cloud)}`;
  });
  const option = subnet === null ? "" : `, with ";subnet=${subnet}" behind it on the subnet's cloud`;
  return `${guessed ? "did you mean" : "write"} ${values.join(", or ")}${option}${guessed ? "?" : ""}`;
}

/** A value that says nothing clear; where what it most likely means is not right either, that is said as well. */
function unclear(
  value: string,
  registries: Settings["registries"] | null,
  cloud: CloudName | null,
): readonly TagProblem[] {
  const aliases = registries?.map(({ alias }) => alias) ?? null;
  const meant = likelyMeant(value, aliases);
  const own = registries?.filter((registry) => cloud === null || registry.cloud === cloud) ?? null;
  // Examples are of the network's own cloud, what somebody meant need not be.
  const read = readWish(value, meant === null ? (own?.map(({ alias }) => alias) ?? null) : aliases);
  if (read.kind !== "malformed") return [];
  const named = registries?.filter(({ alias }) => meant?.names.includes(alias) === true) ?? [];
  const problem = (correction: string): TagProblem => ({
    code: "blocked/tag",
    problem: `says nothing clear: ${read.problem}`,
    correction,
  });
  if (meant !== null && cloudsOf(named).length > 1) return [problem(forEachCloud(named, meant.subnet, meant.guessed))];
  if (meant !== null) return [problem(meantWords(meant)), ...lintTag(meantText(meant), registries, cloud).problems];
  const next = readWish(plainText(value), aliases);
  const isUnknown = next.kind === "registries" && next.unknown.length > 0;
  const known = (own ?? []).map(({ alias }) => alias).join(", ");
  return [
    problem(isUnknown ? `${read.correction}; it also names what is no registry; known: ${known}` : read.correction),
  ];
}

function cloudsOf(registries: readonly RegistrySettings[]): readonly CloudName[] {
  return everyCloud.filter((cloud) => ofCloud(registries, cloud).length > 0);
}

function ofCloud(registries: readonly RegistrySettings[], cloud: CloudName): readonly RegistrySettings[] {
  return registries.filter((registry) => registry.cloud === cloud);
}

function people(cloud: CloudName): string {
  return cloudFacts[cloud].people;
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
      return "asks for nothing: its links that Mooring made are taken away, in mode full, after the grace";
    case "off":
      return "asks for no link: its links that Mooring made are taken away, in mode full, without grace";
    case "hold":
      return "freezes the network: nothing is written for it until the tag changes";
    case "malformed":
      return "says nothing clear";
    case "registries": {
      const named = wish.aliases.map((alias) => {
        const registry = registries?.find((one) => one.alias === alias);
        return registry === undefined ? `"${alias}"` : `"${alias}" (${people(registry.cloud)}, ${registry.region})`;
      });
      const where = wish.subnet === null ? "" : `, through subnet ${wish.subnet}`;
      return `asks for registry ${named.join(" and ")}${where}`;
    }
  }
}
