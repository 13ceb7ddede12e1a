import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estate } from "../../shared/model/estate.ts";
import { known } from "../../shared/model/known.ts";
import type { RegistrySettings } from "../../shared/model/settings.ts";
import { type AdoptionPlan, planAdoption } from "../../shared/plan/link/adoption.ts";
import { linksOf, observedNetworks } from "../../shared/plan/link/links.ts";
import { isLive } from "../../shared/plan/link/ownership.ts";
import { planRelease } from "../../shared/plan/link/release.ts";
import { plan } from "../../shared/plan/plan.ts";
import { shuffled } from "./alterations.ts";
import { type Sea, seas, seen, theValue } from "./seas.ts";

const runs = { seed: 20260105, numRuns: 150 };
const addresses = fc.constantFrom(null, "10.0.0.8", "10.0.0.9");

/** What comes of adopting each network at each registry, one by one. */
function adoptions(estate: Estate, publishedAddress: string | null) {
  return estate.settings.registries.flatMap((registry) =>
    observedNetworks(estate).map(({ id: network }) => {
      const wish = { registry, network, by: "ann", reason: null, publishedAddress, released: [] };
      return { registry, network, adoption: planAdoption(estate, wish) };
    }),
  );
}

function linkSeen(estate: Estate, { alias }: RegistrySettings, network: string, part: string) {
  const view = estate.registries.find((one) => one.alias === alias);
  return view === undefined ? undefined : linksOf(view, network).find((link) => link.part === part);
}

/** An estate most of whose links the ledger does not have. */
function unclaimed(sea: Sea): Estate {
  const estate = seen(sea);
  const [first, ...others] = theValue(estate.ledger);
  const kept = others.filter(({ deployment, intentAt }) => deployment !== estate.deployment || intentAt === null);
  return { ...estate, ledger: known([...(first === undefined ? [] : [first]), ...kept], estate.at) };
}

const told = (adoption: AdoptionPlan) =>
  adoption.adopts ? { entries: adoption.entries, already: adoption.already, names: adoption.names } : adoption;

describe("whatever is adopted", () => {
  it("is a ready link as it was seen, of nobody else's, and a word on it", () => {
    let adopted = 0;
    fc.assert(
      fc.property(seas, addresses, (sea, stated) => {
        const estate = unclaimed(sea);
        const before = theValue(estate.ledger);
        for (const { registry, network, adoption } of adoptions(estate, stated)) {
          if (!adoption.adopts) continue;
          adopted += adoption.entries.length;
          for (const entry of adoption.entries) {
            const link = linkSeen(estate, registry, network, entry.part);
            expect(link).toMatchObject({ state: "ready", subnet: entry.subnet, address: { known: true } });
            expect(entry).toMatchObject({ deployment: estate.deployment, registry: registry.instance, network });
            const others = before.filter((one) => one.deployment !== estate.deployment);
            expect(others.every((one) => theValue(adoption.next.ledger).includes(one))).toBe(true);
          }
        }
      }),
      runs,
    );
    expect(adopted).toBeGreaterThan(50);
  });

  it("changes nothing for other networks, and nothing is detached for it at once", () => {
    fc.assert(
      fc.property(seas, addresses, (sea, stated) => {
        const estate = unclaimed(sea);
        const { changes } = plan(estate);
        for (const { network, adoption } of adoptions(estate, stated)) {
          if (!adoption.adopts) continue;
          const after = plan(adoption.next).changes;
          const ofOthers = (all: typeof changes) => all.filter((change) => change.network !== network);
          expect(ofOthers(after)).toEqual(ofOthers(changes));
          const made = adoption.entries.filter(({ adopted }) => adopted !== undefined).map(({ part }) => part);
          const isIts = (change: (typeof changes)[number]) => change.network === network && made.includes(change.part);
          expect(after.filter((change) => isIts(change) && change.kind === "detach")).toEqual([]);
        }
      }),
      runs,
    );
  });

  it("does not hang on the order in which things are seen", () => {
    fc.assert(
      fc.property(seas, addresses, fc.nat(), (sea, stated, seed) => {
        const estate = unclaimed(sea);
        const other = shuffled(estate, seed);
        for (const { registry, network, adoption } of adoptions(estate, stated)) {
          const wish = { registry, network, by: "ann", reason: null, publishedAddress: stated, released: [] };
          expect(told(planAdoption(other, wish))).toEqual(told(adoption));
        }
      }),
      runs,
    );
  });
});

describe("whatever is released", () => {
  const wishes = fc.record({ force: fc.boolean(), all: fc.boolean() });

  it("was this deployment's, and nothing that is being attached", () => {
    fc.assert(
      fc.property(seas, wishes, (sea, { force }) => {
        const estate = seen(sea);
        const everything = { deployment: estate.deployment, instance: null, network: null, part: null, force };
        const { releases } = planRelease(theValue(estate.ledger), everything, estate.at);
        for (const { entry } of releases) {
          expect(entry.deployment).toBe(estate.deployment);
          expect(isLive(entry, estate.at)).toBe(false);
        }
      }),
      runs,
    );
  });

  it("is never written to again, unless its network wishes for a link that is not there", () => {
    fc.assert(
      fc.property(seas, wishes, (sea, { force, all }) => {
        const estate = seen(sea);
        const ledger = theValue(estate.ledger);
        const network = all ? null : (ledger.at(-1)?.network ?? null);
        const wish = { deployment: estate.deployment, instance: null, network, part: null, force };
        const { releases } = planRelease(ledger, wish, estate.at);
        const forgotten = releases.map(({ entry }) => entry);
        const left = ledger.filter((entry) => !forgotten.includes(entry));
        const { changes } = plan({ ...estate, ledger: known(left, estate.at) });
        for (const { registry, network: id, part } of forgotten) {
          const settings = estate.settings.registries.find(({ instance }) => instance === registry);
          const own = changes.filter(
            (change) => change.instance === registry && change.network === id && change.part === part,
          );
          expect(own.filter(({ kind }) => kind !== "attach")).toEqual([]);
          if (own.length > 0 && settings !== undefined) expect(linkSeen(estate, settings, id, part)).toBeUndefined();
        }
      }),
      runs,
    );
  });
});
