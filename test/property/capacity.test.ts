import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Capacity } from "../../shared/model/capacity.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { known, unknown } from "../../shared/model/known.ts";
import { guard } from "../../shared/plan/guard.ts";
import { plan } from "../../shared/plan/plan.ts";
import { at } from "../unit/plan/estate-of.ts";
import { shuffled } from "./alterations.ts";
import { seas, seen } from "./seas.ts";

const runs = { seed: 20260106, numRuns: 150 };

const quotas = fc.oneof(
  fc.constant(unknown("no answer")),
  fc
    .record({ links: fc.integer({ min: 0, max: 6 }), used: fc.integer({ min: 0, max: 6 }), assumed: fc.boolean() })
    .map((quota) => known(quota, at)),
);

/** Seas whose quotas are told, assumed, configured or unknown, with an account's zones or without. */
const estates: fc.Arbitrary<Estate> = fc
  .record({
    sea: seas,
    quota: quotas,
    configured: fc.option(fc.integer({ min: 0, max: 6 })),
    zones: fc.option(fc.integer({ min: 0, max: 500 })),
  })
  .map(({ sea, quota, configured, zones }) => {
    const estate = seen(sea);
    const registries = estate.settings.registries.map((registry) => ({ ...registry, quota: configured }));
    const counted = zones === null ? unknown("not asked") : known(zoned(zones), at);
    return {
      ...estate,
      settings: { ...estate.settings, registries },
      accounts: estate.accounts.map((account) => ({ ...account, zones: counted })),
      registries: estate.registries.map((view) => ({ ...view, quota })),
    };
  });

function zoned(count: number) {
  return { count, limit: 500, layout: "name" as const, price: null };
}

const capacityOf = (estate: Estate): readonly Capacity[] => guard(plan(estate), estate, "full").capacity;
const warnings = (estate: Estate) => plan(estate).notices.filter(({ code }) => code.startsWith("capacity/"));

describe("what registries can take", () => {
  it("is the same in whatever order things were observed, its warnings included", () => {
    fc.assert(
      fc.property(estates, fc.integer(), (estate, seed) => {
        const other = shuffled(estate, seed);
        expect(capacityOf(other)).toEqual(capacityOf(estate));
        expect(warnings(other)).toEqual(warnings(estate));
      }),
      runs,
    );
  });

  it("never counts what is unknown as none: neither links, nor limits, nor what is still wanted", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const before = capacityOf(estate);
        const unread: Estate = {
          ...estate,
          registries: estate.registries.map((view) => ({
            ...view,
            quota: unknown("no answer"),
            parts: view.parts.map(({ part }) => ({ part, view: unknown("no answer") })),
          })),
        };
        for (const one of capacityOf(unread)) {
          expect(one.links).toBeNull();
          const { waiting = [] } = before.find(({ registry }) => registry === one.registry) ?? {};
          // Of what was linked, the ledger's word counts.
          const entries = estate.ledger.known ? estate.ledger.value : [];
          const made = new Set(entries.flatMap(({ network, attachedAt }) => (attachedAt === null ? [] : [network])));
          expect(one.waiting).toEqual(expect.arrayContaining(waiting.filter((network) => !made.has(network))));
        }
        const silent = { ...estate, registries: estate.registries.map((view) => ({ ...view, quota: unknown("?") })) };
        for (const { registry, links } of capacityOf(silent)) {
          const configured = estate.settings.registries.find(({ alias }) => alias === registry)?.quota ?? null;
          expect(links?.limit ?? null).toBe(links === null ? null : configured);
        }
      }),
      runs,
    );
  });

  it("tells no more links in use than the vendor counts, or lists where it does not count", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        for (const { registry, links } of capacityOf(estate)) {
          const view = estate.registries.find(({ alias }) => alias === registry);
          const listed = (view?.parts ?? []).reduce(
            (sum, part) => sum + (part.view.known ? part.view.value.links.length : 0),
            0,
          );
          const told = view?.quota.known === true ? view.quota.value.used : listed;
          if (links !== null) expect(links.used).toBeLessThanOrEqual(told);
        }
      }),
      runs,
    );
  });

  it("lets wait exactly those who want a link and get none, each once", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const guarded = guard(plan(estate), estate, "full");
        for (const { registry, waiting, unapproved, needed } of guarded.capacity) {
          const going = guarded.changes.filter((change) => change.kind === "attach" && change.registry === registry);
          const all = [...waiting, ...unapproved];
          expect(new Set(all).size).toBe(all.length);
          expect(going.map(({ network }) => network).filter((network) => all.includes(network))).toEqual([]);
          expect(needed).toBeGreaterThanOrEqual(all.length + going.length);
          const held = guarded.held.filter(({ change }) => change.kind === "attach" && change.registry === registry);
          const known = new Set([...all, ...going.map(({ network }) => network)]);
          for (const { change } of held) expect(known).toContain(change.network);
        }
      }),
      runs,
    );
  });
});
