import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Inventory } from "../../../../shared/model/ledger.ts";
import { doubtAboutLinks, doubtAboutLists, nextInventory } from "../../../../shared/plan/leaving/inventory.ts";
import {
  at,
  entryOf,
  estateOf,
  inventoryOf,
  linkOf,
  minutesAgo,
  networkOf,
  registryOf,
  type World,
} from "../estate-of.ts";

const registry = registryOf();
const day = 24 * 60;

const links = (count: number) => Array.from({ length: count }, (_, index) => linkOf({ network: `vpc-${index}` }));
const networks = (count: number) => Array.from({ length: count }, (_, index) => networkOf({ id: `vpc-${index}` }));

/** So many networks and links now, and so many when full passes looked last. */
function estate(
  now: readonly [networks: number, links: number],
  before: readonly [networks: number, links: number] | Inventory,
  more: World = {},
): Estate {
  const world = { networks: networks(now[0]), links: links(now[1]) };
  const inventory =
    "version" in before
      ? before
      : inventoryOf(registry, {}, { networks: { "cn-hangzhou": before[0] }, links: { registry: before[1] } });
  return estateOf({ ...world, inventory: known([inventory], at), ...more });
}

const announced = (network: string, minutes: number) => ({
  version: 1 as const,
  deployment: "mooring",
  registry: "cri-prod",
  network,
  part: "registry" as const,
  since: minutesAgo(minutes),
  at: minutesAgo(minutes),
  pass: `pass-${network}`,
});

describe("the lists of a registry", () => {
  it.each<[before: number, now: number, doubted: boolean]>([
    [0, 0, false],
    [1, 1, false],
    [1, 0, true],
    [2, 1, false],
    [3, 1, false],
    [4, 1, true],
    [19, 17, false],
    [19, 16, true],
    [20, 16, false],
    [20, 15, true],
    [500, 400, false],
    [500, 399, true],
    [5, 9, false],
  ])("of %i that show %i now are doubted: %s", (before, now, doubted) => {
    expect(doubtAboutLists(estate([now, 3], [before, 3], { ledger: [] }), registry)?.code).toBe(
      doubted ? "held/inventory-shrunk" : undefined,
    );
    for (const doubt of [doubtAboutLinks, doubtAboutLists])
      expect(doubt(estate([3, now], [3, before]), registry)?.code).toBe(doubted ? "held/inventory-shrunk" : undefined);
  });

  it("of no network at all are doubted for as long as a link of Mooring's own is there, whatever full passes saw", () => {
    const own = [entryOf({ network: "vpc-0" })];
    const empty = (more: World) => estate([0, 3], [0, 3], { ledger: own, ...more });
    expect(doubtAboutLists(empty({}), registry)).toEqual({
      code: "held/inventory-shrunk",
      sentence: `no network of cn-hangzhou is listed, and registry "prod" still links 1 there for Mooring: more likely the list leaves them out, as for a user who may see none, than that all are gone, so nothing is taken away, however long that lasts; for one run, --override inventory sets it aside`,
    });
    expect(doubtAboutLists(estate([1, 3], [1, 3], { ledger: own }), registry)).toBeNull();
    // Somebody else's links, and what is left of links that are gone, prove nothing.
    expect(doubtAboutLists(empty({ ledger: [] }), registry)).toBeNull();
    expect(doubtAboutLists(empty({ ledger: [entryOf({ network: "vpc-7" })] }), registry)).toBeNull();
    expect(
      doubtAboutLists(empty({ ledger: [entryOf({ network: "vpc-0", deployment: "other" })] }), registry),
    ).toBeNull();
    expect(doubtAboutLinks(empty({}), registry)).toBeNull();
    const seen = empty({});
    expect(doubtAboutLists({ ...seen, settings: { ...seen.settings, setAside: ["inventory"] } }, registry)).toBeNull();
  });

  it("are told with what they held and how to believe them", () => {
    expect(doubtAboutLists(estate([1, 3], [9, 3]), registry)?.sentence).toBe(
      `registry "prod" shows far fewer networks of cn-hangzhou than at ${minutesAgo(600)}, 1 of 9: more likely a list is not whole than that so many are gone, so nothing is taken away; the smaller number is believed once two full passes on different days see it; for one run, --override inventory sets it aside`,
    );
  });

  it.each<[string, Partial<Estate>, string]>([
    ["no full pass counted them", { inventory: known([], at) }, "held/inventory-unknown"],
    ["what full passes saw cannot be read", { inventory: unknown("no answer") }, "held/inventory-unknown"],
    ["the announcements cannot be read", { detachments: unknown("no answer") }, "held/inventory-unknown"],
    ["a region was not listed", { listed: [] }, "held/lists-unread"],
    [
      "a region could not be listed",
      { listed: [{ cloud: "alibaba", region: "cn-hangzhou", networks: unknown("no answer") }] },
      "held/lists-unread",
    ],
  ])("are doubted while %s", (_, differs, code) => {
    expect(doubtAboutLists({ ...estate([3, 3], [3, 3]), ...differs }, registry)?.code).toBe(code);
  });

  it("are doubted while the links of one part could not be read", () => {
    const both = registryOf({ parts: ["registry", "chart"] });
    const seen = estateOf({ registries: [both] });
    const blind: Estate = {
      ...seen,
      registries: seen.registries.map((view) => ({
        ...view,
        parts: view.parts.map((one) => (one.part === "chart" ? { ...one, view: unknown("no answer") } : one)),
      })),
    };
    expect(doubtAboutLists(seen, both)).toBeNull();
    expect(doubtAboutLists(blind, both)?.code).toBe("held/lists-unread");
    expect(doubtAboutLinks(blind, both)?.code).toBe("held/lists-unread");
  });

  it("are not doubted for the links that Mooring itself was to take away", () => {
    const detachments = known([announced("vpc-7", 5), announced("vpc-8", 5), announced("vpc-9", 5)], at);
    expect(doubtAboutLists(estate([9, 3], [9, 6]), registry)?.code).toBe("held/inventory-shrunk");
    expect(doubtAboutLists(estate([9, 3], [9, 6], { detachments }), registry)).toBeNull();
    // On its way out, and listed still.
    expect(
      doubtAboutLists(estate([9, 4], [9, 6], { detachments: known([announced("vpc-3", 5)], at) }), registry),
    ).toBeNull();
  });

  it("of one link are believed to be empty once it was taken away", () => {
    const detachments = known([announced("vpc-0", 5)], at);
    expect(doubtAboutLinks(estate([3, 0], [3, 1], { detachments }), registry)).toBeNull();
    expect(doubtAboutLinks(estate([3, 0], [3, 1]), registry)?.code).toBe("held/inventory-shrunk");
  });

  it("are believed where somebody set the protection aside, but not unread", () => {
    const shrunk = estate([1, 1], [9, 9]);
    const aside: Estate = { ...shrunk, settings: { ...shrunk.settings, setAside: ["inventory"] } };
    expect(doubtAboutLists(aside, registry)).toBeNull();
    expect(doubtAboutLinks(aside, registry)).toBeNull();
    expect(doubtAboutLists({ ...aside, listed: [] }, registry)?.code).toBe("held/lists-unread");
  });
});

describe("what a full pass keeps of them", () => {
  const next = (seen: Estate) => nextInventory(seen, registry, "pass-now");

  it("is what they hold, once every one of them was read", () => {
    const first = estate([3, 2], [0, 0], { inventory: known([], at) });
    expect(next(first)).toEqual({
      version: 1,
      registry: "cri-prod",
      at,
      pass: "pass-now",
      networks: { "cn-hangzhou": 3 },
      links: { registry: 2 },
      missing: [],
    });
    expect(next({ ...first, listed: [] })).toBeNull();
    expect(next({ ...first, ledger: unknown("no answer") })).toBeNull();
    expect(next({ ...first, inventory: unknown("no answer") })).toBeNull();
    expect(next({ ...first, detachments: unknown("no answer") })).toBeNull();
  });

  it("is the new number when it is larger, or hardly smaller", () => {
    expect(next(estate([12, 9], [10, 8]))).toMatchObject({ networks: { "cn-hangzhou": 12 }, links: { registry: 9 } });
    expect(next(estate([8, 8], [10, 8]))).toMatchObject({ networks: { "cn-hangzhou": 8 } });
    expect(next(estate([8, 8], [10, 8]))?.shrunk).toBeUndefined();
  });

  it("is the old number while the lists have shrunk, until full passes on different days saw the same", () => {
    const first = next(estate([4, 8], [10, 8]));
    expect(first).toMatchObject({ networks: { "cn-hangzhou": 10 }, shrunk: { at, networks: { "cn-hangzhou": 4 } } });
    if (first === null) throw new Error("every list was read");
    const since = (minutes: number): Inventory => ({
      ...first,
      at: minutesAgo(minutes),
      shrunk: { at: minutesAgo(minutes), networks: { "cn-hangzhou": 4 }, links: { registry: 8 } },
    });
    expect(next(estate([4, 8], since(19 * 60)))).toMatchObject({ networks: { "cn-hangzhou": 10 } });
    const believed = next(estate([4, 8], since(20 * 60)));
    expect(believed).toMatchObject({ networks: { "cn-hangzhou": 4 } });
    expect(believed?.shrunk).toBeUndefined();
    // Smaller still: that was not seen before.
    expect(next(estate([1, 8], since(day)))).toMatchObject({
      networks: { "cn-hangzhou": 10 },
      shrunk: { at, networks: { "cn-hangzhou": 1 } },
    });
    // Back again.
    expect(next(estate([10, 8], since(day)))?.shrunk).toBeUndefined();
  });

  it("is the new number at once where somebody set the protection aside", () => {
    const shrunk = estate([1, 1], [9, 9]);
    const aside: Estate = { ...shrunk, settings: { ...shrunk.settings, setAside: ["inventory"] } };
    expect(next(aside)).toMatchObject({ networks: { "cn-hangzhou": 1 }, links: { registry: 1 } });
  });

  it("does not count a link that is on its way out", () => {
    const detachments = known([announced("vpc-0", 5)], at);
    const kept = next(estate([3, 3], [3, 3], { detachments }));
    expect(kept).toMatchObject({ links: { registry: 2 } });
    expect(kept?.shrunk).toBeUndefined();
    // The only one: it is gone before the next full pass.
    const last = next(estate([1, 1], [1, 1], { detachments }));
    expect(last).toMatchObject({ links: { registry: 0 } });
  });

  it("names the networks of the ledger that no list showed, since the first pass in a row", () => {
    const ledger = [entryOf({ network: "vpc-8" }), entryOf({ network: "vpc-9" }), entryOf({ network: "vpc-0" })];
    const missing = [{ network: "vpc-9", at: minutesAgo(day), pass: "pass-then" }];
    const before = inventoryOf(registry, {}, { networks: { "cn-hangzhou": 1 }, links: { registry: 1 }, missing });
    expect(next(estate([1, 1], before, { ledger }))?.missing).toEqual([
      { network: "vpc-8", at, pass: "pass-now" },
      { network: "vpc-9", at: minutesAgo(day), pass: "pass-then" },
    ]);
  });
});
