import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, changeKey, type ZoneChange } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { type Known, known } from "../../shared/model/known.ts";
import type { Part } from "../../shared/model/link.ts";
import type { Network } from "../../shared/model/network.ts";
import { modes } from "../../shared/model/settings.ts";
import type { Zone } from "../../shared/model/zone.ts";
import { guard } from "../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../shared/plan/link/confirm.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { plan } from "../../shared/plan/plan.ts";
import { consent } from "../../shared/plan/wish/consent.ts";
import { wantOf } from "../../shared/plan/wish/want.ts";
import { networkWish } from "../../shared/plan/wish/wishes.ts";
import { at, boundTo, entryOf, estateOf, linkOf, names, recordOf, type World, zoneOf } from "../unit/plan/estate-of.ts";
import { knownPaths, type Path, shuffled, withUnknown } from "./alterations.ts";
import { leavesRightly } from "./leaving-laws.ts";
import { announcedOf } from "./seas.ts";
import { addressOf, registries, worlds } from "./zone-worlds.ts";

const runs = { seed: 20260105, numRuns: 250 };
const keysOf = (changes: readonly Change[]) => changes.map(changeKey);

describe("laws of the planner", () => {
  it("a guard only ever removes changes, and holds each one that it removes", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...modes), (world, mode) => {
        const estate = estateOf(world);
        const before = plan(estate);
        const after = guard(before, estate, mode);
        for (const change of after.changes) expect(before.changes).toContain(change);
        const removed = before.changes.filter((change) => !after.changes.includes(change));
        expect(keysOf(after.held.map(({ change }) => change)).sort()).toEqual(
          keysOf([...before.held.map(({ change }) => change), ...removed]).sort(),
        );
      }),
      runs,
    );
  });

  it("the order of what was observed never changes a plan, guarded or not", () => {
    fc.assert(
      fc.property(worlds, fc.integer(), (world, seed) => {
        const estate = estateOf(world);
        const other = shuffled(estate, seed);
        expect(plan(other)).toEqual(plan(estate));
        expect(guard(plan(other), other, "full")).toEqual(guard(plan(estate), estate, "full"));
      }),
      runs,
    );
  });

  it("nothing without an entry of this deployment is repaired, and no link of another's ledger is asked for", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const change of plan(estateOf(world)).changes) {
          const entry = world.ledger?.find(({ network, part }) => network === change.network && part === change.part);
          if (change.kind !== "attach")
            expect(entry !== undefined && isOwned(entry) && entry.deployment === "mooring").toBe(true);
          else expect(entry?.deployment ?? "mooring").toBe("mooring");
        }
      }),
      runs,
    );
  });

  it("a network that does not wish, is not accepted or is on hold sees no change, but that its link goes where it wishes for nothing", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const estate = estateOf(world);
        for (const change of plan(estate).changes) {
          const network = world.networks?.find(({ id }) => id === change.network);
          const registry = registries.find(({ alias }) => alias === change.registry);
          if (network === undefined || registry === undefined) throw new Error(`${changeKey(change)} has no target`);
          if (change.kind === "detach") {
            expect(["off", "absent"]).toContain(wantOf(network, registry, estate.settings));
            continue;
          }
          expect(networkWish(network, estate.settings).registries.has(registry.alias)).toBe(true);
          expect(consent(network, registry, estate.settings).accepted).toBe(true);
        }
      }),
      runs,
    );
  });

  it("a zone is written only when its baseline or a record of the link's address says that it is the link's", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const change of plan(estateOf(world)).changes) {
          if (!isZoneChange(change)) continue;
          const zone = world.zones?.find(({ id }) => id === change.zone);
          const entry = world.ledger?.find(({ network, part }) => network === change.network && part === change.part);
          const remembered = entry?.names.some(({ baseline }) => baseline?.zone === change.zone) === true;
          const address = addressOf(change.network, change.part);
          const proven = zone?.records.some(({ type, value }) => type === "A" && value === address) === true;
          expect(remembered || proven).toBe(true);
          expect(zone?.origin).toBe("customer");
        }
      }),
      runs,
    );
  });

  it("a known fact that becomes unknown never adds a change", () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (world, pick) => {
        const estate = estateOf(world);
        const before = new Set(keysOf(plan(estate).changes));
        const paths = knownPaths(estate);
        const path = paths[pick % paths.length];
        if (path === undefined) throw new Error("every estate holds known facts");
        const blind = withUnknown(estate, path);
        const after = plan(blind).changes;
        for (const change of after) expect(before, `${path.join(".")} unknown`).toContain(changeKey(change));
        // The quota is advisory: without it links are asked for one at a time.
        if (path.includes("quota")) return;
        const attaches = (changes: readonly Change[]) => changes.filter(({ kind }) => kind === "attach").length;
        expect(attaches(guard(plan(blind), blind, "full").changes)).toBeLessThanOrEqual(
          attaches(guard(plan(estate), estate, "full").changes),
        );
      }),
      { ...runs, numRuns: 600 },
    );
  });

  it("a change depends on every fact that it is planned from", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const estate = estateOf(world);
        for (const change of plan(estate).changes) {
          for (const path of reliesOn(estate, change)) {
            expect(keysOf(plan(withUnknown(estate, path)).changes), path.join(".")).not.toContain(changeKey(change));
          }
        }
      }),
      runs,
    );
  });

  it("the case of names and a dot at their end never cause a change", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const estate = estateOf(world);
        const spelled = (world.zones ?? []).map(
          (zone): Zone => ({
            ...zone,
            name: `${zone.name.toUpperCase()}.`,
            records: zone.records.map((record) => ({ ...record, host: record.host.toUpperCase() })),
          }),
        );
        expect(keysOf(plan(estateOf({ ...world, zones: spelled })).changes)).toEqual(keysOf(plan(estate).changes));
      }),
      runs,
    );
  });

  leavesRightly(
    worlds.map((world) => next(world).estate),
    runs,
  );

  it("applying what is planned, round after round, ends with nothing left to plan", () => {
    const applied = new Map<string, number>();
    fc.assert(
      fc.property(worlds, (start) => {
        let world = start;
        const bound = 4 * (start.networks?.length ?? 0) + 4;
        for (let round = 0; ; round++) {
          const { estate, changes } = next(world);
          if (changes.length === 0) break;
          expect(round, keysOf(changes).join("; ")).toBeLessThan(bound);
          for (const { kind } of changes) applied.set(kind, (applied.get(kind) ?? 0) + 1);
          world = changes.reduce(applyTo, { ...world, ledger: theValue(estate.ledger) });
        }
        const { estate } = next(world);
        for (const finding of plan(estate)
          .findings.flatMap((one) => one.parts)
          .flatMap((part) => part.names))
          if (finding.state === "moored") expect(new Set(finding.answers)).toEqual(new Set([finding.address]));
      }),
      { ...runs, numRuns: 500 },
    );
    // Of every kind so many that the law was put to the test.
    expect([...applied.keys()]).toHaveLength(7);
    for (const [kind, count] of applied) expect(count, kind).toBeGreaterThan(2);
  });

  it("each change may be applied twice, and the rounds may stop after any change", () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (start, stop) => {
        let world = start;
        for (let round = 0; ; round++) {
          const { estate, changes } = next(world);
          if (changes.length === 0) break;
          expect(round).toBeLessThan(60);
          const done = changes.slice(0, 1 + (stop % changes.length));
          world = [...done, ...done].reduce(applyTo, { ...world, ledger: theValue(estate.ledger) });
        }
      }),
      runs,
    );
  });
});

function next(world: World): { readonly estate: Estate; readonly changes: readonly Change[] } {
  const seen = estateOf(world);
  const estate = withConfirmed(seen, confirmations(seen));
  return { estate, changes: guard(plan(estate), estate, "full").changes };
}

function theValue<T>(fact: Known<T>): T {
  if (!fact.known) throw new Error(fact.reason);
  return fact.value;
}

/** What the clouds and the ledger are after one write; a new link is ready at once, with its zone. */
function applyTo(world: World, change: Change): World {
  if (change.kind === "attach") {
    const { network, part, subnet } = change;
    if (world.links?.some((link) => link.network === network && link.part === part) === true) return world;
    const address = addressOf(network, part);
    const id = `new-zone-${network}-${part}`;
    const zone = zoneOf({
      id,
      name: names[part],
      bindings: [boundTo(network)],
      records: [recordOf({ id, value: address })],
    });
    // The registry takes back a zone of the name that it made before.
    const others = (world.zones ?? []).filter(
      ({ name, bindings }) => name !== names[part] || bindings.some((bound) => bound.network !== network),
    );
    const ledger = (world.ledger ?? []).filter((entry) => entry.network !== network || entry.part !== part);
    const link = linkOf({ network, part, subnet, address: known(address, at) });
    const entry = entryOf({
      network,
      part,
      subnet,
      address: null,
      names: [],
      attachedAt: at,
      intentAt: at,
      verifiedAt: null,
    });
    return { ...world, links: [...(world.links ?? []), link], zones: [...others, zone], ledger: [...ledger, entry] };
  }
  if (change.kind === "detach") {
    const { network, part } = change;
    const isOf = (one: { readonly network: string; readonly part: Part }) =>
      one.network === network && one.part === part;
    const since = world.ledger?.find(isOf)?.leavingSince ?? at;
    return {
      ...world,
      links: (world.links ?? []).filter((link) => !isOf(link)),
      detachments: known(
        [...theValue(world.detachments ?? known([], at)), announcedOf("cri-prod", network, since, part)],
        at,
      ),
    };
  }
  if (!isZoneChange(change)) throw new Error(`${changeKey(change)} is no write to a zone`);
  return {
    ...world,
    zones: (world.zones ?? []).map((zone) => (zone.id === change.zone ? written(zone, change) : zone)),
  };
}

function isZoneChange(change: Change): change is ZoneChange {
  return "zone" in change;
}

function written(zone: Zone, change: ZoneChange): Zone {
  switch (change.kind) {
    case "create-record": {
      const id = `${zone.id}-created`;
      return {
        ...zone,
        records: [...zone.records.filter((record) => record.id !== id), recordOf({ id, ...change.want })],
      };
    }
    case "correct-record":
      return {
        ...zone,
        records: zone.records.map((record) => (record.id === change.have.id ? { ...record, ...change.want } : record)),
      };
    case "enable-record":
      return {
        ...zone,
        records: zone.records.map((record) => (record.id === change.have.id ? { ...record, enabled: true } : record)),
      };
    case "delete-record":
      return { ...zone, records: zone.records.filter((record) => record.id !== change.have.id) };
    case "bind-zone":
      return { ...zone, bindings: change.want };
    case "set-fall-through":
      return { ...zone, fallsThrough: change.want };
    case "delete-zone":
      throw new Error(`${changeKey(change)}: the vendor made this zone`);
  }
}

/** The facts that a change cannot be planned without. */
function reliesOn(estate: Estate, change: Change): readonly Path[] {
  const region = estate.regions.findIndex(
    (view) => view.networks.known && view.networks.value.some(({ id }: Network) => id === change.network),
  );
  const view = estate.registries.findIndex(({ alias }) => alias === change.registry);
  const registry = estate.registries[view];
  const part = registry?.parts.findIndex((candidate) => candidate.part === change.part) ?? -1;
  const always: Path[] = [["ledger"], ["regions", region, "networks"], ["registries", view, "parts", part, "view"]];
  if (change.kind === "attach") {
    const subnets = estate.subnets.findIndex(({ network }) => network === change.network);
    return [
      ...always,
      ["registries", view, "instance"],
      ["subnets", subnets, "subnets"],
      ["subnets", subnets, "subnets", "value", 0, "freeAddresses"],
    ];
  }
  if (change.kind === "create-role" || change.kind === "detach") return always;
  const resolution =
    registry?.resolutions.findIndex((one) => one.network === change.network && one.name === change.name) ?? -1;
  const links = registry?.parts[part]?.view;
  const link = links?.known === true ? links.value.links.findIndex(({ network }) => network === change.network) : -1;
  return [
    ...always,
    ["registries", view, "resolutions", resolution, "resolution"],
    ["registries", view, "parts", part, "view", "value", "links", link, "address"],
  ];
}
