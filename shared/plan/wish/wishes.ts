import type { Network } from "../../model/network.ts";
import { type RegistrySettings, regionsOf, type Settings } from "../../model/settings.ts";
import { readWish, type Wish } from "../../model/wish.ts";

/** What a network wants, from its wish tag and from what registries select. */
export interface NetworkWish {
  readonly tag: Wish;
  /** The registries it wishes for, tag and selection together; none while it is off, held or malformed. */
  readonly registries: ReadonlySet<string>;
  readonly subnet: string | null;
}

export function networkWish(network: Network, settings: Settings): NetworkWish {
  const own = settings.registries.filter((registry) => registry.cloud === network.cloud);
  const tag = readWish(
    network.tags[settings.tag],
    own.map((registry) => registry.alias),
  );
  switch (tag.kind) {
    case "off":
    case "hold":
    case "malformed":
      return { tag, registries: new Set(), subnet: null };
    case "none":
      return { tag, registries: new Set(selected(network, own)), subnet: null };
    case "registries":
      return { tag, registries: new Set([...tag.aliases, ...selected(network, own)]), subnet: tag.subnet };
  }
}

function selected(network: Network, registries: readonly RegistrySettings[]): readonly string[] {
  return registries
    .filter((registry) => {
      const { select } = registry;
      // Nobody named the registry here, so one that could not link the network anyway does not select it.
      if (select === null || !regionsOf(registry).includes(network.region)) return false;
      const wanted = Object.entries(select.tags);
      return wanted.length > 0 && wanted.every(([key, value]) => network.tags[key] === value);
    })
    .map((registry) => registry.alias);
}
