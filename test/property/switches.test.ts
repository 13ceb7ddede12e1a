import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, changeKey, type SwitchChange } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { elapsed, instant, known } from "../../shared/model/known.ts";
import type { Detachment, LedgerEntry, PublishedName } from "../../shared/model/ledger.ts";
import { modes } from "../../shared/model/settings.ts";
import { guard } from "../../shared/plan/guard.ts";
import { leavesWith } from "../../shared/plan/leaving/detach-limits.ts";
import { isInside } from "../../shared/plan/link/address.ts";
import { confirmations, withConfirmed } from "../../shared/plan/link/confirm.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { plan } from "../../shared/plan/plan.ts";
import { consent } from "../../shared/plan/wish/consent.ts";
import { networkWish } from "../../shared/plan/wish/wishes.ts";
import type { World } from "../unit/plan/estate-of.ts";
import { publishedBySwitch, switchEntry, switchKey, switchLink } from "../unit/plan/name/switch-estate.ts";
import { knownPaths, shuffled, withUnknown } from "./alterations.ts";
import { leavesRightly } from "./leaving-laws.ts";
import { announcedOf, type Sea, seas, seen, theValue, zonedWorld } from "./seas.ts";

const runs = { seed: 20260105, numRuns: 150 };

const keysOf = (changes: readonly Change[]) => changes.map(changeKey);
const isSwitch = (change: Change): change is SwitchChange => "nameKind" in change;
const entryFor = (estate: Estate, change: Change) =>
  theValue(estate.ledger).find((entry) => entry.registry === change.instance && entry.network === change.network);
const linkFor = (estate: Estate, change: Change) =>
  estate.registries
    .filter(({ alias }) => alias === change.registry)
    .flatMap(({ parts }) => parts.flatMap(({ view }) => theValue(view).links))
    .find(({ network }) => network === change.network);

/** What a pass makes of it: what it saw counts at once. */
function passed(sea: Sea): { readonly estate: Estate; readonly changes: readonly Change[] } {
  const before = seen(sea);
  const estate = withConfirmed(before, confirmations(before));
  return { estate, changes: guard(plan(estate), estate, "full").changes };
}

describe("laws of the planner, for names that switches publish", () => {
  it("a guard only ever removes changes, and holds each one that it removes", () => {
    fc.assert(
      fc.property(seas, fc.constantFrom(...modes), (sea, mode) => {
        const estate = seen(sea);
        const before = plan(estate);
        const after = guard(before, estate, mode);
        for (const change of after.changes) expect(before.changes).toContain(change);
        const removed = before.changes.filter((change) => !after.changes.includes(change));
        expect(keysOf(after.held.map(({ change }) => change)).sort()).toEqual(
          keysOf([...before.held.map(({ change }) => change), ...removed]).sort(),
        );
        if (mode === "observe") expect(after.changes).toEqual([]);
      }),
      runs,
    );
  });

  it("the order of what was observed never changes a plan, guarded or not", () => {
    fc.assert(
      fc.property(seas, fc.integer(), (sea, seed) => {
        const estate = seen(sea);
        const other = shuffled(estate, seed);
        expect(plan(other)).toEqual(plan(estate));
        expect(guard(plan(other), other, "full")).toEqual(guard(plan(estate), estate, "full"));
        expect(withConfirmed(other, confirmations(other)).ledger).toEqual({
          ...withConfirmed(estate, confirmations(estate)).ledger,
          value: expect.arrayContaining([...theValue(withConfirmed(estate, confirmations(estate)).ledger)]),
        });
      }),
      runs,
    );
  });

  it("no switch is turned without an entry of this deployment, on hold, unaccepted, or unwished but to silence a link that goes", () => {
    fc.assert(
      fc.property(seas, (sea) => {
        const { estate, changes } = passed(sea);
        for (const change of changes) {
          const entry = entryFor(estate, change);
          if (isSwitch(change))
            expect(entry !== undefined && isOwned(entry) && entry.deployment === "mooring").toBe(true);
          const network = [...(sea.switched.networks ?? []), ...(sea.zoned.networks ?? [])].find(
            ({ id }) => id === change.network,
          );
          const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
          if (network === undefined || registry === undefined) throw new Error(`${changeKey(change)} has no target`);
          expect(change.region).toBe(network.region);
          if (leavesIn(estate, change)) continue;
          expect(networkWish(network, estate.settings).registries.has(registry.alias)).toBe(true);
          expect(consent(network, registry, estate.settings).accepted).toBe(true);
        }
      }),
      runs,
    );
  });

  it("a name is turned on with the link's address, off with the one it was published with, and never both at once", () => {
    const turned = { on: 0, off: 0 };
    fc.assert(
      fc.property(seas, (sea) => {
        const { estate, changes } = passed(sea);
        const switches = changes.filter(isSwitch);
        expect(new Set(switches.map(({ network, name }) => `${network} ${name}`)).size).toBe(switches.length);
        for (const change of switches) {
          const link = linkFor(estate, change);
          if (!leavesIn(estate, change)) expect(link?.state).toBe("ready");
          const own = entryFor(estate, change)?.names.find(({ name }) => name === change.name);
          if (change.kind === "switch-on") {
            expect(link?.address).toMatchObject({ value: change.address });
            turned.on += 1;
            // Nothing that may still answer another address is published over.
            if (own !== undefined && own.withdrawnAt === null) expect(own.address).toBe(change.address);
          } else {
            expect(change.address).toBe(own?.address);
            turned.off += 1;
          }
          // On again after Mooring turned it off, somebody turned it on: it is written over, never silenced.
          if (change.kind === "switch-on" && own?.withdrawnAt == null)
            expect(sea.truth[switchKey(change.network, change.name)]?.state).not.toBe("on");
        }
      }),
      { ...runs, numRuns: 450 },
    );
    expect(Math.min(turned.on, turned.off)).toBeGreaterThan(20);
  });

  it("a name moves only to an address that was seen long enough ago, in the link's subnet", () => {
    let moves = 0;
    fc.assert(
      fc.property(seas, (sea) => {
        const { estate, changes } = passed(sea);
        for (const change of changes.filter(isSwitch)) {
          if (!change.repoints) continue;
          moves += 1;
          const entry = entryFor(estate, change);
          const link = linkFor(estate, change);
          if (entry?.moved == null || link?.address.known !== true)
            throw new Error(`${changeKey(change)} moves nothing`);
          expect(entry.moved.address).toBe(link.address.value);
          expect(elapsed(entry.moved.at, estate.at)).toBeGreaterThanOrEqual(30_000);
          const subnet = sea.switched.subnets?.find(({ id }) => id === link.subnet);
          expect(isInside(`${link.address.value}/32`, subnet?.cidr ?? "")).toBe(true);
        }
      }),
      { ...runs, numRuns: 450 },
    );
    expect(moves).toBeGreaterThan(4);
  });

  it("a known fact that becomes unknown never adds a change", () => {
    fc.assert(
      fc.property(seas, fc.nat(), (sea, pick) => {
        const estate = seen(sea);
        const before = new Set(keysOf(plan(estate).changes));
        // Whom a network's machines ask, and whose the registry is, is no condition of a link: many clouds do not tell.
        const paths = knownPaths(estate).filter((path) => !path.includes("resolvers") && !path.includes("accounts"));
        const path = paths[pick % paths.length];
        if (path === undefined) throw new Error("every estate holds known facts");
        for (const change of plan(withUnknown(estate, path)).changes)
          expect(before, `${path.join(".")} unknown`).toContain(changeKey(change));
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it("a switch is turned only while the ledger, the network, its link and the name's resolution are known", () => {
    fc.assert(
      fc.property(seas, (sea) => {
        const estate = seen(sea);
        const all = plan(estate).changes.filter(isSwitch);
        for (const path of knownPaths(estate)) {
          if (all.length === 0) return;
          const hides = isBehind(estate, path);
          if (hides === null) continue;
          const left = keysOf(plan(withUnknown(estate, path)).changes);
          for (const change of all.filter(hides)) expect(left, path.join(".")).not.toContain(changeKey(change));
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });

  leavesRightly(
    seas.map((sea) => passed(sea).estate),
    runs,
  );

  it("applying what is planned, round after round, ends with nothing left to plan, and what is told as published is", () => {
    const applied = new Map<string, number>();
    fc.assert(
      fc.property(seas, (start) => {
        const end = settled(
          start,
          (changes) => changes,
          (change) => {
            applied.set(change.kind, (applied.get(change.kind) ?? 0) + 1);
          },
        );
        const { estate } = passed(end);
        for (const finding of plan(estate).findings.filter(({ registry }) => registry === "team"))
          for (const name of finding.parts.flatMap(({ names }) => names))
            if (name.code === "moored/published")
              expect(end.truth[switchKey(finding.network, name.name)], name.sentence).toEqual({
                state: "on",
                address: name.address,
              });
      }),
      { ...runs, numRuns: 300 },
    );
    for (const kind of ["switch-on", "switch-off", "attach", "correct-record"])
      expect(applied.get(kind) ?? 0, kind).toBeGreaterThan(15);
    expect(applied.get("detach") ?? 0).toBeGreaterThan(5);
  });

  it("each change may be applied twice, and the rounds may stop after any change", () => {
    fc.assert(
      fc.property(seas, fc.nat(), (start, stop) => {
        settled(start, (changes) => {
          const done = changes.slice(0, 1 + (stop % changes.length));
          return [...done, ...done];
        });
      }),
      runs,
    );
  });
});

/** The world once nothing more is planned, also not when time went by. */
function settled(
  start: Sea,
  choose: (changes: readonly Change[]) => readonly Change[],
  tell: (change: Change) => void = () => undefined,
): Sea {
  let sea = start;
  let quiet = 0;
  for (let round = 0; quiet < 2; round++) {
    const { estate, changes } = passed(sea);
    expect(round, keysOf(changes).join("; ")).toBeLessThan(80);
    sea = withLedger(sea, theValue(estate.ledger));
    if (changes.length === 0) {
      quiet += 1;
      sea = { ...sea, now: instant(Date.parse(sea.now) + 5 * 60_000) };
      continue;
    }
    quiet = 0;
    for (const change of choose(changes)) {
      tell(change);
      sea = applyTo(sea, change);
    }
  }
  return sea;
}

function withLedger(sea: Sea, ledger: readonly LedgerEntry[]): Sea {
  const own = ledger.filter(({ registry }) => registry === "tcr-team");
  return {
    ...sea,
    switched: { ...sea.switched, ledger: own },
    zoned: { ...sea.zoned, ledger: ledger.filter((entry) => !own.includes(entry)) },
  };
}

/** What the cloud and the ledger are after one write: a new link is ready at once, and its names are not published. */
function applyTo(sea: Sea, change: Change): Sea {
  if (change.registry !== "team") return { ...sea, zoned: zonedAfter(change) };
  const { switched, truth, now } = sea;
  const ledger = switched.ledger ?? [];
  if (isSwitch(change)) {
    const key = switchKey(change.network, change.name);
    const on = change.kind === "switch-on";
    const state = { state: on ? "on" : "off", address: change.address } as const;
    const repair = { at: now, name: change.name, kind: change.kind, before: "", after: "", repointed: change.repoints };
    const entries = ledger.map((entry): LedgerEntry => {
      if (entry.network !== change.network) return entry;
      const others = entry.names.filter(({ name }) => name !== change.name);
      const own = entry.names.find(({ name }) => name === change.name) ?? publishedBySwitch();
      const { name, nameKind: kind, region: where, address } = change;
      const told: PublishedName = on
        ? { ...own, name, kind, region: where, address, publishedAt: now, withdrawnAt: null }
        : { ...own, withdrawnAt: now };
      return { ...entry, names: [...others, told], repairs: change.first ? entry.repairs : [...entry.repairs, repair] };
    });
    return { ...sea, truth: { ...truth, [key]: state }, switched: { ...switched, ledger: entries } };
  }
  if (change.kind === "detach") {
    const { network } = change;
    expect(onIn(sea, network), "names that are on when their link goes").toEqual([]);
    const since = ledger.find((entry) => entry.network === network)?.leavingSince ?? now;
    return {
      ...sea,
      switched: {
        ...switched,
        links: (switched.links ?? []).filter((link) => link.network !== network),
        detachments: known([...theDetachments(switched), { ...announcedOf("tcr-team", network, since), at: now }], now),
      },
    };
  }
  if (change.kind !== "attach") throw new Error(`${changeKey(change)} is no write at this registry`);
  const { network, subnet } = change;
  if (switched.links?.some((link) => link.network === network) === true) return sea;
  const before = ledger.find((entry) => entry.network === network);
  const entry = switchEntry({
    network,
    subnet,
    region: change.region,
    address: null,
    names: before?.names.filter(({ publishedAt }) => publishedAt !== null) ?? [],
    intentAt: now,
    attachedAt: now,
    verifiedAt: null,
  });
  const address = known(`10.${network.slice(4)}.0.77`, now);
  return {
    ...sea,
    switched: {
      ...switched,
      links: [...(switched.links ?? []), switchLink({ network, subnet, address })],
      ledger: [...ledger.filter((one) => one.network !== network), entry],
    },
  };
}

/** The names that Mooring published, or somebody else, and that are known to be on in a network. */
function onIn({ truth }: Sea, network: string): readonly string[] {
  return Object.entries(truth).flatMap(([key, { state }]) =>
    state === "on" && key.startsWith(`${network} `) ? [key] : [],
  );
}

function theDetachments({ detachments }: Pick<World, "detachments">): readonly Detachment[] {
  return detachments?.known === true ? detachments.value : [];
}

/** Whether the change is a step by which a link goes that nobody wishes for. */
function leavesIn(estate: Estate, change: Change): boolean {
  const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
  return registry !== undefined && leavesWith(estate, registry, change) !== null;
}

/** The other registry's world holds one thing to do. */
function zonedAfter(change: Change): World {
  if (change.kind !== "attach" && change.kind !== "correct-record")
    throw new Error(`${changeKey(change)} is not expected of the other registry`);
  return zonedWorld("moored");
}

/** Which changes a fact that becomes unknown must take away; `null` where it takes none. */
function isBehind(estate: Estate, path: readonly (string | number)[]): ((change: SwitchChange) => boolean) | null {
  const [head, index] = path;
  if (head === "ledger" && path.length === 1) return () => true;
  if (head === "regions" && path.length === 3) {
    const view = estate.regions[Number(index)];
    const ids = view?.networks.known === true ? view.networks.value.map(({ id }) => id) : [];
    return ({ network }) => ids.includes(network);
  }
  if (head !== "registries") return null;
  const view = estate.registries[Number(index)];
  if (path[2] === "parts") {
    const part = view?.parts[Number(path[3])]?.view;
    const links = part?.known === true ? part.value.links : [];
    if (path.length === 5) return ({ registry }) => registry === view?.alias;
    const link = path[6] === "links" ? links[Number(path[7])] : undefined;
    return ({ registry, network }) => registry === view?.alias && network === link?.network;
  }
  if (path[2] !== "resolutions") return null;
  const resolution = view?.resolutions[Number(path[3])];
  const wanted = estate.settings.registries.find(({ alias }) => alias === view?.alias)?.names ?? [];
  // A name that is withdrawn for good is not read any more: the ledger alone decides.
  return ({ registry, network, name, nameKind }) =>
    registry === view?.alias &&
    network === resolution?.network &&
    name === resolution?.name &&
    wanted.includes(nameKind);
}
