import fc from "fast-check";
import { expect, it } from "vitest";
import { type Change, changeKey } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { type Known, known } from "../../shared/model/known.ts";
import type { Zone } from "../../shared/model/zone.ts";
import { confirmations, withConfirmed } from "../../shared/plan/link/confirm.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { allowed } from "./taking-away.ts";
import { wholeEstates } from "./whole-estates.ts";

const takingAway: readonly Change["kind"][] = ["detach", "switch-off", "delete-zone", "delete-record"];

interface LinkPlace {
  readonly alias: string;
  readonly part: string;
  readonly network: string;
}

/** The estate with one item left out of the list that shows it, and what a write that names the item would say. */
interface LeftOut {
  readonly what: "network" | "link" | "zone" | "record";
  readonly estate: Estate;
  readonly names: (change: Change) => boolean;
  /** Whether a link, by its registry's alias, is the item, or in it. */
  readonly isIt: (link: LinkPlace) => boolean;
}

/** Every estate that shows one item less. */
function leftOut(estate: Estate): readonly LeftOut[] {
  const networks = estate.regions.flatMap(({ networks: listed }) => (listed.known ? listed.value : []));
  const links = estate.registries.flatMap(({ alias, parts }) =>
    parts.flatMap(({ part, view }) =>
      view.known ? view.value.links.map(({ network }) => ({ alias, part, network })) : [],
    ),
  );
  const zones = estate.registries.flatMap(({ resolutions }) =>
    resolutions.flatMap(({ resolution }) => (resolution.known ? resolution.value.zones : [])),
  );
  return [
    ...networks.map(
      ({ id }): LeftOut => ({
        what: "network",
        estate: withoutNetwork(estate, id),
        names: (change) => change.network === id,
        isIt: ({ network }) => network === id,
      }),
    ),
    ...links.map(
      (link): LeftOut => ({
        what: "link",
        estate: withoutLink(estate, link),
        names: ({ registry, part, network }) =>
          registry === link.alias && part === link.part && network === link.network,
        isIt: ({ alias, part, network }) => alias === link.alias && part === link.part && network === link.network,
      }),
    ),
    ...[...new Set(zones.map(({ id }) => id))].map(
      (id): LeftOut => ({
        what: "zone",
        estate: withZones(estate, (all) => all.filter((zone) => zone.id !== id)),
        names: (change) => "zone" in change && change.zone === id,
        isIt: () => false,
      }),
    ),
    ...zones.flatMap(({ id, records }) =>
      records.map(
        (record): LeftOut => ({
          what: "record",
          estate: withZones(estate, (all) =>
            all.map((zone) =>
              zone.id === id ? { ...zone, records: zone.records.filter((one) => one.id !== record.id) } : zone,
            ),
          ),
          names: (change) => change.kind === "delete-record" && change.have.id === record.id,
          isIt: () => false,
        }),
      ),
    ),
  ];
}

const shown = <T>(list: Known<readonly T[]>, keep: (one: T) => boolean): Known<readonly T[]> =>
  list.known ? known(list.value.filter(keep), list.at) : list;

function withoutNetwork(estate: Estate, id: string): Estate {
  const regions = estate.regions.map((region) => ({
    ...region,
    networks: shown(region.networks, (one) => one.id !== id),
  }));
  const reread = estate.reread.map((region) => ({
    ...region,
    networks: shown(region.networks, (one) => one.id !== id),
  }));
  return { ...estate, regions, reread };
}

function withoutLink(estate: Estate, link: LinkPlace): Estate {
  const registries = estate.registries.map((view) => ({
    ...view,
    parts: view.parts.map((one) => {
      if (view.alias !== link.alias || one.part !== link.part || !one.view.known) return one;
      const links = one.view.value.links.filter(({ network }) => network !== link.network);
      return { ...one, view: known({ ...one.view.value, links }, one.view.at) };
    }),
  }));
  return { ...estate, registries };
}

function withZones(estate: Estate, to: (zones: readonly Zone[]) => readonly Zone[]): Estate {
  const registries = estate.registries.map((view) => ({
    ...view,
    resolutions: view.resolutions.map((one) =>
      one.resolution.known
        ? {
            ...one,
            resolution: known({ ...one.resolution.value, zones: to(one.resolution.value.zones) }, one.resolution.at),
          }
        : one,
    ),
  }));
  return { ...estate, registries };
}

it("a list that leaves out any one item takes nothing from that item, and the ledger keeps its link", () => {
  const seen = new Map<string, number>();
  const add = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  fc.assert(
    fc.property(wholeEstates, (whole) => {
      const going = new Set(allowed(whole).map(changeKey));
      for (const { what, estate: seenNow, names, isIt } of leftOut(whole)) {
        const confirmed = confirmations(seenNow);
        const estate = withConfirmed(seenNow, confirmed);
        // What would go with the whole list goes on account of what that shows.
        const taken = allowed(estate).filter((change) => takingAway.includes(change.kind) && names(change));
        const more = taken.filter((change) => !going.has(changeKey(change)));
        expect(more.map(changeKey), what).toEqual([]);
        for (const { have, want } of confirmed) {
          const alias = whole.settings.registries.find(({ instance }) => instance === have.registry)?.alias ?? "";
          if (!isIt({ alias, part: have.part, network: have.network })) continue;
          if (have.attachedAt === null || have.detachingSince !== undefined) continue;
          expect(want !== null && isOwned(want), `${what} ${have.network}`).toBe(true);
          add(`${what} kept`);
        }
        add(what);
      }
    }),
    { seed: 20260105, numRuns: 150 },
  );
  for (const what of ["network", "link", "zone", "record", "link kept"])
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(20);
});
