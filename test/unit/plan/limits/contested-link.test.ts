import { describe, expect, it } from "vitest";
import type { Deed } from "../../../../shared/model/hint.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import { contestedLinks, contestOf, linkEditsOf } from "../../../../shared/plan/limits/contested-link.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { entryOf, estateOf, intentOf, limits, minutesAgo, registryOf, type World } from "../estate-of.ts";

const place = { network: "vpc-1", part: "registry" } as const;
/** In minutes. */
const day = 24 * 60;
const lost = (...minutes: readonly number[]) => minutes.map((ago) => ({ at: minutesAgo(ago), lost: true }));
const worldOf = (entry: LedgerEntry, more: World = {}): World => ({ links: [], ledger: [entry], ...more });
const contest = (entry: LedgerEntry, more: World = {}) =>
  contestOf(estateOf(worldOf(entry, more)), registryOf(), place);

describe("a link that is asked for and goes, again and again", () => {
  const thrice = entryOf({ intentAt: minutesAgo(60), asked: lost(300, 200) });

  it("is not asked for a fourth time in a day, and the finding says how often, when, and until when", () => {
    const found = plan(estateOf(worldOf(thrice)));
    expect(found.changes).toEqual([]);
    expect(found.findings).toMatchObject([{ state: "held", code: "held/contested-link" }]);
    expect(found.findings[0]?.sentence).toBe(
      `the registry link was asked for 3 times within 24 hours (${minutesAgo(300)}, ${minutesAgo(200)}, ${minutesAgo(60)}), was ready each time, and each time it went again without Mooring's doing; find out who takes it away; it is asked for again after ${minutesAgo(300 - day)}; for one run, --override repairs-per-day=NUMBER sets it aside`,
    );
  });

  it.each<[string, LedgerEntry, World]>([
    ["it went twice only", entryOf({ intentAt: minutesAgo(60), asked: lost(200) }), {}],
    ["the first time was a day ago", { ...thrice, asked: lost(day, 200) }, {}],
    ["it was not lost each time", { ...thrice, asked: [...lost(300), { at: minutesAgo(200), lost: false }] }, {}],
    ["it never came to be ready the last time", intentOf(60, { asked: lost(300, 200) }), {}],
    ["an override allows more", thrice, { limits: { ...limits, repairsPerDay: 4 } }],
    ["another deployment asked for it", { ...thrice, deployment: "other" }, {}],
  ])("is asked for again where %s", (_, entry, more) => {
    expect(contest(entry, more)).toBeNull();
  });

  it("is held too once its entry only remembers", () => {
    const remembered = intentOf(0, { intentAt: null, intentBy: null, asked: lost(300, 200, 60) });
    expect(contest(remembered)?.code).toBe("held/contested-link");
  });

  it("leaves the turn to the others", () => {
    const estate = estateOf({ ...worldOf(thrice), limits: { ...limits, repairsPerDay: 1 } });
    expect(contestedLinks(estate, registryOf()).map(({ network }) => network)).toEqual(["vpc-1"]);
    expect(plan(estate).capacity).toMatchObject([{ needed: 0, waiting: [] }]);
  });
});

describe("who wrote a link", () => {
  const deed: Deed = {
    ...{ did: "link", networks: ["vpc-1"], zones: [], registry: "cri-prod", part: "registry", nameKind: null },
    ...{ by: "carol", at: minutesAgo(30), what: "cr:Delete" },
  };
  const entry = entryOf({ intentAt: minutesAgo(60), asked: lost(300, 200) });
  const told = (...deeds: readonly Deed[]) => {
    const edits = linkEditsOf(deeds, registryOf(), place);
    return contestOf({ ...estateOf(worldOf(entry)), edits }, registryOf(), place)?.sentence;
  };

  it("is told as the last one since it was asked for", () => {
    const later = { ...deed, by: "dave", at: minutesAgo(20) };
    expect(told(later, deed)).toContain(`, last written by dave at ${minutesAgo(20)} (cr:Delete); find out`);
  });

  it.each<[string, Partial<Deed>]>([
    ["Mooring's own call", { at: minutesAgo(59.5) }],
    ["another network's link", { networks: ["vpc-2"] }],
    ["another registry's link", { registry: "cri-else" }],
    ["the other part's link", { part: "chart" }],
    ["a name of it", { did: "name-off" }],
  ])("is not told by %s", (_, more) => {
    expect(told({ ...deed, ...more })).not.toContain("written by");
  });
});
