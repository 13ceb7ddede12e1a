import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, changeKey } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { modes } from "../../shared/model/settings.ts";
import { guard } from "../../shared/plan/guard.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { plan } from "../../shared/plan/plan.ts";
import { knownPaths, shuffled, withUnknown } from "./alterations.ts";
import { theValue } from "./seas.ts";
import { allowed, expectRightful, takesAway, withoutLists } from "./taking-away.ts";
import { wholeEstates } from "./whole-estates.ts";

const runs = { seed: 20260105, numRuns: 250 };
const keysOf = (changes: readonly Change[]) => changes.map(changeKey);

/** What must have been seen, and how often at least, for the laws to have been put to the test. */
const covered: Readonly<Record<string, number>> = {
  "alibaba attach": 40,
  "alibaba detach": 15,
  "alibaba delete-zone": 20,
  "alibaba create-zone": 4,
  "alibaba bind-zone": 6,
  "alibaba correct-record": 30,
  "alibaba create-record": 8,
  "alibaba delete-record": 1,
  "alibaba enable-record": 3,
  "alibaba held": 40,
  "tencent attach": 3,
  "tencent detach": 1,
  "tencent delete-zone": 10,
  "tencent create-zone": 1,
  "tencent switch-off": 15,
  "tencent switch-on": 3,
  "tencent held": 40,
  "attach held/approval": 4,
  "attach held/approvals-unknown": 1,
  "attach held/quota-unknown": 3,
  "attach held/stopped-after-failures": 1,
  "away held/absence": 10,
  "away held/detaches-per-day": 6,
  "away held/inventory-shrunk": 6,
  "away held/inventory-unknown": 6,
  "away held/lists-unread": 5,
  "away held/other-deployment": 10,
  "away held/refused": 2,
  "away held/stopped-after-failures": 3,
};

/** How often each was seen, by what it is. */
function tally() {
  const seen = new Map<string, number>();
  return {
    add: (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1),
    of: (what: string) => seen.get(what) ?? 0,
  };
}

describe("laws of the planner, on estates of both clouds with all that decides", () => {
  it("are put to the test: every kind of change is allowed and held, for every reason, on either cloud", () => {
    const seen = tally();
    fc.assert(
      fc.property(wholeEstates, (estate) => {
        const { changes, held } = guard(plan(estate), estate, "full");
        for (const { cloud, kind } of changes) seen.add(`${cloud} ${kind}`);
        for (const { change, code } of held)
          seen.add(`${change.kind === "attach" ? "attach" : takesAway(estate, change) ? "away" : "other"} ${code}`);
        for (const { change } of held) seen.add(`${change.cloud} held`);
      }),
      { ...runs, numRuns: 500 },
    );
    for (const [what, most] of Object.entries(covered)) expect(seen.of(what), what).toBeGreaterThanOrEqual(most);
  });

  it("a guard only ever removes changes, and holds each one that it removes", () => {
    fc.assert(
      fc.property(wholeEstates, fc.constantFrom(...modes), (estate, mode) => {
        const before = plan(estate);
        const after = guard(before, estate, mode);
        for (const change of after.changes) expect(before.changes).toContain(change);
        const removed = before.changes.filter((change) => !after.changes.includes(change));
        expect(keysOf(after.held.map(({ change }) => change)).sort()).toEqual(
          keysOf([...before.held.map(({ change }) => change), ...removed]).sort(),
        );
        for (const { code, sentence } of after.held)
          expect([code, sentence].every((text) => text.length > 0)).toBe(true);
      }),
      runs,
    );
  });

  it("the order of what was observed never changes a plan, guarded or not", () => {
    fc.assert(
      fc.property(wholeEstates, fc.integer(), (estate, seed) => {
        const other = shuffled(estate, seed);
        expect(plan(other)).toEqual(plan(estate));
        for (const mode of ["full", "repair"] as const)
          expect(guard(plan(other), other, mode)).toEqual(guard(plan(estate), estate, mode));
      }),
      runs,
    );
  });

  it("nothing without an entry of this deployment is taken away, and no link but in its turn and after its grace", () => {
    const seen = tally();
    fc.assert(
      fc.property(wholeEstates, (estate) => {
        const changes = allowed(estate);
        for (const change of changes) {
          if (change.kind === "attach") continue;
          const own = theValue(estate.ledger).find(
            (entry) =>
              entry.registry === change.instance &&
              entry.network === change.network &&
              entry.part === change.part &&
              entry.deployment === estate.deployment,
          );
          if (own === undefined) throw new Error(`${changeKey(change)} has no entry`);
          if (change.kind === "detach") expect(isOwned(own)).toBe(true);
          seen.add(change.kind);
        }
        expectRightful(estate, changes);
      }),
      { ...runs, numRuns: 500 },
    );
    for (const kind of ["detach", "switch-off", "delete-zone"]) expect(seen.of(kind), kind).toBeGreaterThan(20);
  });

  it("a list that was not read, or is empty, lets nothing be taken away", () => {
    const seen = tally();
    fc.assert(
      fc.property(wholeEstates, (estate) => {
        const isGoing = (change: Change) => takesAway(estate, change) && !isUnconfigured(estate, change);
        const going = allowed(estate).filter(isGoing);
        for (const { kind } of going) seen.add(kind);
        // Only where something would go is there something to lose.
        if (going.length === 0) return;
        for (const [what, blind] of withoutLists(estate)) {
          const still = allowed(blind).filter(isGoing);
          // What a link left behind follows from the lists of links, and from its network as it was read by its id.
          const depends = (change: Change) =>
            isLinked(estate, change) ||
            !(what.startsWith("networks ") || (what === "links empty" && hasNone(estate, change)));
          const lost = still.filter(depends);
          expect(keysOf(lost), what).toEqual([]);
        }
      }),
      { ...runs, numRuns: 500 },
    );
    for (const kind of ["detach", "switch-off", "delete-zone"]) expect(seen.of(kind), kind).toBeGreaterThan(8);
  });

  it("what is unknown never counts as none: it adds no change, and lets no link in that waited for a word", () => {
    const seen = tally();
    fc.assert(
      fc.property(wholeEstates, fc.nat(), (estate, pick) => {
        const before = new Set(keysOf(plan(estate).changes));
        const paths = knownPaths(estate).filter((path) => !path.includes("resolvers") && !path.includes("accounts"));
        const path = paths[pick % paths.length];
        if (path === undefined) throw new Error("every estate holds known facts");
        const blind = withUnknown(estate, path);
        seen.add(String(path[0]));
        for (const change of plan(blind).changes) expect(before, path.join(".")).toContain(changeKey(change));
        for (const change of allowed(blind)) expect(before, path.join(".")).toContain(changeKey(change));
        const asked = attachesAsked(withUnknownApprovals(estate));
        expect(asked).toEqual([]);
      }),
      { ...runs, numRuns: 400 },
    );
    expect(seen.of("registries")).toBeGreaterThan(50);
  });
});

/** A zone whose domain left the configuration goes because of that, whatever a list shows. */
function isUnconfigured(estate: Estate, { kind, registry }: Change): boolean {
  const settings = estate.settings.registries.find(({ alias }) => alias === registry);
  return (kind === "delete-zone" || kind === "delete-record") && settings?.customDomains.length === 0;
}

/** A list that holds no link is not emptied. */
function hasNone(estate: Estate, { registry }: Change): boolean {
  return estate.registries
    .filter(({ alias }) => alias === registry)
    .every(({ parts }) => parts.every(({ view }) => view.known && view.value.links.length === 0));
}

/** Whether a list shows the link that a change is about. */
function isLinked(estate: Estate, { registry, network, part }: Change): boolean {
  return estate.registries
    .filter(({ alias }) => alias === registry)
    .flatMap(({ parts }) => parts.filter((one) => one.part === part))
    .some(({ view }) => view.known && view.value.links.some((link) => link.network === network));
}

function withUnknownApprovals(estate: Estate): Estate {
  return { ...estate, approvals: { known: false, reason: "not read" } };
}

/** Links that a rule asks about and that would be made. */
function attachesAsked(estate: Estate): readonly string[] {
  const findings = plan(estate).findings;
  const asks = new Set(
    (estate.settings.rules ?? []).filter(({ outcome }) => outcome === "ask").map(({ name }) => name),
  );
  return allowed(estate)
    .filter(({ kind }) => kind === "attach")
    .filter(({ registry, network }) =>
      findings.some(
        (one) => one.registry === registry && one.network === network && one.rule != null && asks.has(one.rule),
      ),
    )
    .map(changeKey);
}
