import type { Estate } from "../../shared/model/estate.ts";
import { type Known, unknown } from "../../shared/model/known.ts";

/** The same estate with every list that was observed in another order. */
export function shuffled(estate: Estate, seed: number): Estate {
  let state = seed | 1;
  const chance = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
  const mix = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, key: chance() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const inside = <T>(fact: Known<T>, change: (value: T) => T): Known<T> =>
    fact.known ? { ...fact, value: change(fact.value) } : fact;
  return {
    ...estate,
    regions: mix(estate.regions).map((region) => ({ ...region, networks: inside(region.networks, mix) })),
    subnets: mix(estate.subnets).map((view) => ({ ...view, subnets: inside(view.subnets, mix) })),
    ledger: inside(estate.ledger, mix),
    listed: mix(estate.listed),
    reread: mix(estate.reread).map((region) => ({ ...region, networks: inside(region.networks, mix) })),
    inventory: inside(estate.inventory, (all) => mix(all).map((one) => ({ ...one, missing: mix(one.missing) }))),
    detachments: inside(estate.detachments, mix),
    approvals: inside(estate.approvals, mix),
    registries: mix(estate.registries).map((view) => ({
      ...view,
      parts: mix(view.parts).map((part) => ({
        ...part,
        view: inside(part.view, (value) => ({ ...value, names: mix(value.names), links: mix(value.links) })),
      })),
      resolutions: mix(view.resolutions).map((one) => ({
        ...one,
        resolution: inside(one.resolution, (value) => ({
          ...value,
          zones: mix(value.zones).map((zone) => ({
            ...zone,
            records: mix(zone.records),
            bindings: mix(zone.bindings),
          })),
        })),
      })),
    })),
  };
}

/** Where something stands in an estate. */
export type Path = readonly (string | number)[];

function isKnown(value: unknown): boolean {
  return typeof value === "object" && value !== null && "known" in value && value.known === true && "value" in value;
}

/** Where the estate holds a known fact. */
export function knownPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  const deeper = Object.entries(value).flatMap(([key, inner]) =>
    knownPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return isKnown(value) ? [path, ...deeper] : deeper;
}

/** The same estate with one known fact made unknown. */
export function withUnknown(estate: Estate, path: Path): Estate {
  const copy = structuredClone(estate);
  let target: unknown = copy;
  for (const step of path.slice(0, -1)) target = Reflect.get(Object(target), step);
  Reflect.set(Object(target), path.at(-1) ?? "", unknown("made unknown"));
  return copy;
}
