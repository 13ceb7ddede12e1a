import { describe, expect, it } from "vitest";
import type { Change } from "../../../../shared/model/change.ts";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Detachment } from "../../../../shared/model/ledger.ts";
import type { Network } from "../../../../shared/model/network.ts";
import { detachRoom, isTakingAway, leavesWith } from "../../../../shared/plan/leaving/detach-limits.ts";
import { doubtAboutLinks, doubtAboutLists, nextInventory } from "../../../../shared/plan/leaving/inventory.ts";
import { leavingLinks } from "../../../../shared/plan/leaving/leaving.ts";
import { doubtAboutWish } from "../../../../shared/plan/leaving/still-leaving.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  intentOf,
  inventoryOf,
  linkOf,
  minutesAgo,
  networkOf,
  registryOf,
  rereadOf,
  type World,
} from "../estate-of.ts";

const registry = registryOf();
const day = 24 * 60;
const off = networkOf({ tags: { "registry-link": "off" } });
const leaving = (world: World = {}) => estateOf({ networks: [off], reread: rereadOf(off), ...world });
const announced = (network: string, minutes: number, differs: Partial<Detachment> = {}): Detachment => ({
  version: 1,
  deployment: "mooring",
  registry: "cri-prod",
  network,
  part: "registry",
  since: minutesAgo(minutes),
  at: minutesAgo(minutes),
  pass: `pass-${network}`,
  ...differs,
});

/** The detach of the one network that says off. */
function detach(): Change {
  const [change] = plan(leaving()).changes;
  if (change === undefined) throw new Error("nothing leaves");
  return change;
}

describe("what takes something away", () => {
  it.each<[Change["kind"], boolean]>([
    ["detach", true],
    ["switch-off", true],
    ["delete-zone", true],
    ["delete-record", true],
    ["attach", false],
    ["switch-on", false],
    ["create-zone", false],
    ["correct-record", false],
  ])("%s: %s", (kind, expected) => {
    expect(isTakingAway({ ...detach(), kind } as Change)).toBe(expected);
  });

  it("goes with a link only once the link is due and its network was read by its id", () => {
    expect(leavesWith(leaving(), registry, detach())?.entry.network).toBe("vpc-1");
    expect(leavesWith(leaving({ reread: [] }), registry, detach())).toBeNull();
  });

  it("has no place while nobody knows which are taken", () => {
    expect(detachRoom(leaving({ detachments: unknown("no answer") }), registry)).toMatchObject({
      places: 0,
      code: "held/detaches-per-day",
    });
  });

  it("keeps the place that was announced for it for less than a day", () => {
    const begun = (minutes: number) => {
      const detachments = known([announced("vpc-1", minutes, { since: minutesAgo(2 * day) })], at);
      const ledger = [entryOf({ leavingSince: minutesAgo(2 * day) })];
      return leavingLinks(leaving({ detachments, ledger }), registry).map(({ isBegun }) => isBegun);
    };
    expect([begun(day - 1), begun(day)]).toEqual([[true], [false]]);
  });
});

describe("lists", () => {
  const links = (count: number) => Array.from({ length: count }, (_, index) => linkOf({ network: `vpc-${index}` }));
  /** So many links now, and at the last full pass, that many minutes ago. */
  const shrunk = (now: number, before: number, minutes: number, all: readonly Detachment[]): Estate =>
    estateOf({
      links: links(now),
      inventory: known(
        [{ ...inventoryOf(registry, {}, { links: { registry: before } }), at: minutesAgo(minutes) }],
        at,
      ),
      detachments: known(all, at),
    });
  const code = (estate: Estate) => doubtAboutLinks(estate, registry)?.code ?? null;

  it("that no full pass counted are in doubt, be it of a region or of a part", () => {
    const of = (differs: Parameters<typeof inventoryOf>[2]) =>
      estateOf({ inventory: known([inventoryOf(registry, {}, differs)], at) });
    expect(doubtAboutLists(of({ networks: {} }), registry)).toMatchObject({ code: "held/inventory-unknown" });
    expect(doubtAboutLinks(of({ links: {} }), registry)).toMatchObject({ code: "held/inventory-unknown" });
  });

  it("are expected to lose only what was announced of the same part since they were counted", () => {
    const three = (differs: Partial<Detachment>) =>
      ["vpc-7", "vpc-8", "vpc-9"].map((network) => announced(network, 30, differs));
    expect(code(shrunk(1, 4, 60, three({})))).toBeNull();
    expect(code(shrunk(1, 4, 60, three({ part: "chart" })))).toBe("held/inventory-shrunk");
    expect(code(shrunk(1, 4, 60, three({ at: minutesAgo(61) })))).toBe("held/inventory-shrunk");
  });

  it("do not hold what was announced to go, since they were counted or within a day", () => {
    // Before they were counted, and it may go still.
    expect(code(shrunk(4, 6, 60, []))).toBeNull();
    expect(code(shrunk(4, 6, 60, [announced("vpc-0", 300)]))).toBe("held/inventory-shrunk");
    // Longer ago than a day, and since they were counted.
    expect(code(shrunk(4, 7, 40 * 60, [announced("vpc-0", 30 * 60)]))).toBe("held/inventory-shrunk");
    expect(code(shrunk(5, 7, 40 * 60, [announced("vpc-0", 30 * 60)]))).toBeNull();
  });

  it("miss no network of which only a refusal is remembered", () => {
    const missing = (entry: ReturnType<typeof entryOf>) =>
      nextInventory(estateOf({ ledger: [entry] }), registry, "pass-1")?.missing.map(({ network }) => network);
    expect(missing(entryOf({ network: "vpc-9" }))).toEqual(["vpc-9"]);
    expect(missing(intentOf(5, { network: "vpc-9", intentAt: null, intentBy: null }))).toEqual([]);
  });
});

describe("a last look at a wish", () => {
  const look = (planned: readonly Network[], now: Network) =>
    doubtAboutWish(estateOf({ networks: planned }), registry, detach(), known(now, at))?.code ?? null;
  const untagged = networkOf({ tags: {} });

  it("lets a write be made only while the network wishes as it did", () => {
    expect(look([untagged], untagged)).toBeNull();
    expect(look([untagged], off)).toBe("skipped/moved");
    expect(look([off], networkOf())).toBe("skipped/moved");
  });

  it("does not while the network is accepted by now, or is there though it was believed to be gone", () => {
    const strange = networkOf({ account: "2002" });
    expect(look([strange], strange)).toBeNull();
    expect(look([strange], networkOf())).toBe("skipped/moved");
    expect(look([], untagged)).toBe("skipped/moved");
  });
});
