import type { Depth, Trigger } from "../../model/hint.ts";
import type { CloudName } from "../../model/network.ts";
import { regionsOf, type Settings } from "../../model/settings.ts";
import type { Share } from "./share.ts";

/** One region to look at: all its networks, or those with these ids. */
export interface RegionScope {
  readonly cloud: CloudName;
  readonly region: string;
  readonly ids: readonly string[] | null;
}

/** What a pass looks at. */
export interface Scope {
  readonly depth: Depth;
  readonly regions: readonly RegionScope[];
  /** Aliases of the registries whose links are read; the others are only known by name. */
  readonly registries: readonly string[];
  /** Of the networks only these; `null`: all of them. */
  readonly share: Share | null;
  /** Subnets of networks asked for by id are read with the lists, before it is known whether they are needed. */
  readonly subnetsAhead: boolean;
  /** Zones are read even where the ledger says which ones answer the names: the pass proves everything anew. */
  readonly everyZone: boolean;
  /**
   * Of names that were in order only these are read, by registry and `nameKey`: those that an event's zones can answer.
   * `null`: as the depth says.
   */
  readonly names: ReadonlySet<string> | null;
}

/**
 * Where a trigger makes a pass look. A timer looks at every region of every registry; an event at the networks it names,
 * or, as a frequent pass does, at their whole region where it names none, or only zones; regions without a registry are
 * looked at for the named networks alone, so that a wish that cannot be granted there is reported. A shard looks at its
 * share of one registry's region.
 */
export function scopeOf(trigger: Trigger, settings: Settings, clouds: readonly CloudName[]): Scope {
  const registries = settings.registries.filter((registry) => clouds.includes(registry.cloud));
  const home = distinctRegions(
    registries.flatMap((registry) =>
      regionsOf(registry).map((region) => ({ cloud: registry.cloud, region, ids: null })),
    ),
  );
  const whole = { share: null, subnetsAhead: false, names: null } as const;
  switch (trigger.kind) {
    case "timer":
      return {
        ...whole,
        depth: trigger.depth,
        everyZone: trigger.depth === "full",
        regions: home,
        registries: registries.map((registry) => registry.alias),
      };
    case "shard": {
      const own = registries.filter(
        (registry) => registry.alias === trigger.registry && regionsOf(registry).includes(trigger.region),
      );
      return {
        ...whole,
        depth: trigger.depth,
        everyZone: trigger.depth === "full",
        regions: distinctRegions(own.map(({ cloud }) => ({ cloud, region: trigger.region, ids: null }))),
        registries: own.map(({ alias }) => alias),
        share: { index: trigger.index, of: trigger.of },
      };
    }
    case "command":
      return {
        ...whole,
        subnetsAhead: true,
        depth: trigger.depth,
        everyZone: trigger.depth === "full",
        regions: home.map((region) => ({ ...region, ids: trigger.networks })),
        registries: registries.map((registry) => registry.alias),
      };
    case "event": {
      const regions = distinctRegions(
        trigger.hints.flatMap((hint): RegionScope[] => {
          if (!clouds.includes(hint.cloud)) return [];
          const ids = hint.zones === undefined ? hint.networks : null;
          if (hint.region !== null) return [{ cloud: hint.cloud, region: hint.region, ids }];
          return home.filter((region) => region.cloud === hint.cloud).map((region) => ({ ...region, ids }));
        }),
      );
      return {
        ...whole,
        // An event names few networks, and the attach is then not a round trip later.
        subnetsAhead: true,
        depth: regions.every(({ ids }) => ids !== null) ? "full" : "frequent",
        everyZone: false,
        regions,
        registries: registries
          .filter((registry) =>
            regions.some(({ cloud, region }) => cloud === registry.cloud && regionsOf(registry).includes(region)),
          )
          .map((registry) => registry.alias),
      };
    }
  }
}

/** The scope of the next round: only what the last one touched. */
export function narrowed(
  scope: Scope,
  touched: readonly { readonly registry: string; readonly region: string; readonly network: string }[],
): Scope {
  return {
    depth: "full",
    everyZone: false,
    names: null,
    share: scope.share,
    subnetsAhead: false,
    regions: scope.regions.flatMap((region) => {
      const ids = [...new Set(touched.filter((one) => one.region === region.region).map((one) => one.network))].sort();
      return ids.length === 0 ? [] : [{ ...region, ids }];
    }),
    registries: scope.registries.filter((alias) => touched.some((one) => one.registry === alias)),
  };
}

function distinctRegions(regions: readonly RegionScope[]): readonly RegionScope[] {
  const byKey = new Map<string, RegionScope>();
  for (const region of regions) {
    const key = `${region.cloud}/${region.region}`;
    const before = byKey.get(key);
    const ids =
      before === undefined
        ? region.ids
        : before.ids === null || region.ids === null
          ? null
          : [...new Set([...before.ids, ...region.ids])].sort();
    byKey.set(key, { ...region, ids });
  }
  return [...byKey.values()].sort((a, b) => (`${a.cloud}/${a.region}` < `${b.cloud}/${b.region}` ? -1 : 1));
}
