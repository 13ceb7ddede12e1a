import { describe, expect, it } from "vitest";
import type { Change } from "../../../../shared/model/change.ts";
import type { Estate } from "../../../../shared/model/estate.ts";
import { type Instant, instant, known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry, PastRepair } from "../../../../shared/model/ledger.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { addressesToProve } from "../../../../shared/plan/name/address-needs.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  baselineOf,
  entryOf,
  estateOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  subnetOf,
  type World,
  zoneOf,
} from "../estate-of.ts";
import {
  defaultName,
  publishedBySwitch,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchKey,
  switchLink,
  switchNetwork,
  switchRegistry,
  vpcName,
} from "./switch-estate.ts";

const fresh = "10.0.0.20";
const secondsAgo = (count: number): Instant => instant(Date.parse(at) - count * 1_000);
const seenTwice = { address: fresh, at: secondsAgo(30) };

/** What a pass makes of an estate: what it saw counts at once. */
function passed(estate: Estate) {
  const after = withConfirmed(estate, confirmations(estate));
  const made = guard(plan(after), after, "full");
  const [finding] = made.findings;
  const ledger = after.ledger.known ? after.ledger.value : [];
  return { made, finding, name: finding?.parts[0]?.names[0], entry: ledger[0], ledger };
}

/** The default network's link was made again: it has `fresh`, and its one name was published with the old address. */
const moved = (differs: Partial<LedgerEntry> = {}, world: SwitchWorld = {}) =>
  switchEstate({
    links: [switchLink({ address: known(fresh, at) })],
    ledger: [switchEntry({ moved: seenTwice, ...differs })],
    ...world,
  });

const kinds = (changes: readonly Change[]) => changes.map(({ kind, network }) => `${kind} ${network}`);

describe("a link with another address than the ledger's", () => {
  it("is only remembered at the first reading, and the ledger's address stays", () => {
    const { made, name, entry } = passed(moved({ moved: null }));
    expect(made.changes).toEqual([]);
    expect(name).toMatchObject({ state: "held", code: "held/address-changed" });
    expect(entry).toMatchObject({ address, moved: { address: fresh, at } });
  });

  it("is held while the second reading is less than thirty seconds after the first, and moved from then on", () => {
    const at29 = passed(moved({ moved: { address: fresh, at: secondsAgo(29) } }));
    expect(at29.made.changes).toEqual([]);
    expect(at29.name).toMatchObject({ code: "held/address-changed" });
    expect(at29.entry?.moved).toEqual({ address: fresh, at: secondsAgo(29) });
    expect(passed(moved()).made.changes).toMatchObject([{ kind: "switch-off", address, repoints: true }]);
  });

  it("starts anew with a third address, and forgets what it saw once the old one shows again", () => {
    const third = passed(moved({ moved: { address: "10.0.0.21", at: minutesAgo(5) } }));
    expect(third.made.changes).toEqual([]);
    expect(third.entry?.moved).toEqual({ address: fresh, at });
    const back = passed(moved({}, { links: [switchLink()] }));
    expect(back.entry).toMatchObject({ address, moved: null });
    expect(back.name?.code).toBe("moored/published");
  });

  it("that is not ready, or shows no address, is no reading at all", () => {
    for (const link of [
      switchLink({ state: "changing", address: known(fresh, at) }),
      switchLink({ address: unknown("none") }),
    ]) {
      const { made, entry } = passed(moved({ moved: null }, { links: [link] }));
      expect(made.changes).toEqual([]);
      expect(entry).toMatchObject({ address, moved: null });
    }
  });

  it("and the one whose first address is not in the ledger yet has not moved", () => {
    const first = passed(
      moved({ address: null, moved: null, names: [] }, { switches: { [switchKey("vpc-1")]: "off" } }),
    );
    expect(first.entry).toMatchObject({ address: fresh, moved: null });
    expect(first.made.changes).toMatchObject([{ kind: "switch-on", address: fresh, first: true, repoints: false }]);
  });

  it("has its subnets read as soon as it was seen twice, and not before", () => {
    const without = (estate: Estate): Estate => ({ ...estate, subnets: [] });
    const need = { registry: "team", region: "ap-guangzhou", network: "vpc-1" };
    expect(needs(without(moved()), "full", "full").subnets).toEqual([need]);
    expect(needs(without(moved({ moved: null })), "full", "full").subnets).toEqual([]);
    expect(needs(without(switchEstate()), "full", "full").subnets).toEqual([]);
  });
});

describe("an address that is not believed", () => {
  const codeOf = (estate: Estate) => {
    const { made, name } = passed(estate);
    expect(made.changes).toEqual([]);
    expect(made.held.every(({ code }) => code === name?.code)).toBe(true);
    return name?.code;
  };

  it.each<[string, SwitchWorld, string]>([
    [
      "outside the link's subnet",
      { subnets: [subnetOf({ id: "subnet-1", cidr: "10.0.1.0/24" })] },
      "held/address-outside-subnet",
    ],
    ["of a subnet that the network does not have", { subnets: [] }, "held/address-outside-subnet"],
    [
      "inside another subnet of the network alone",
      { subnets: [subnetOf({ id: "subnet-1", cidr: "10.0.1.0/24" }), subnetOf({ id: "subnet-2" })] },
      "held/address-outside-subnet",
    ],
  ])("lies %s", (_, world, code) => {
    expect(codeOf(moved({}, world))).toBe(code);
  });

  it("is no IPv4 address", () => {
    const odd = "fd00::9";
    const links = [switchLink({ address: known(odd, at) })];
    expect(codeOf(moved({ moved: { address: odd, at: minutesAgo(1) } }, { links }))).toBe(
      "held/address-outside-subnet",
    );
  });

  it("cannot be compared while the subnets cannot be read", () => {
    const blind = { cloud: "tencent" as const, network: "vpc-1", subnets: unknown("the call was throttled") };
    const { made, name } = passed({ ...moved(), subnets: [blind] });
    expect(made.changes).toEqual([]);
    expect(name).toMatchObject({
      code: "held/address-changed",
      sentence: expect.stringContaining("the call was throttled"),
    });
    expect(codeOf({ ...moved(), subnets: [] })).toBe("held/address-changed");
  });

  it("is another link's of the network as well, at whichever registry", () => {
    const chart = linkOf({ part: "chart", address: known(fresh, at) });
    const registries = [switchRegistry({ parts: ["registry", "chart"] })];
    const links = [switchLink({ address: known(fresh, at) }), chart];
    expect(codeOf(moved({}, { registries, links }))).toBe("held/address-of-another-link");
  });

  it("but another network's link may well have the same address", () => {
    const estate = moved(
      {},
      {
        networks: [switchNetwork(), switchNetwork({ id: "vpc-2" })],
        subnets: [subnetOf({ id: "subnet-1" }), subnetOf({ id: "subnet-2", network: "vpc-2" })],
        links: [
          switchLink({ address: known(fresh, at) }),
          switchLink({ network: "vpc-2", subnet: "subnet-2", address: known(fresh, at) }),
        ],
        ledger: [
          switchEntry({ moved: seenTwice }),
          switchEntry({ network: "vpc-2", subnet: "subnet-2", address: fresh }),
        ],
      },
    );
    expect(kinds(passed(estate).made.changes)).toEqual(["switch-off vpc-1"]);
  });
});

describe("the first address of a link", () => {
  const elsewhere = { subnets: [subnetOf({ id: "subnet-1", cidr: "10.0.1.0/24" })] };
  const off = { switches: { [switchKey("vpc-1")]: "off" as const } };
  /** Nothing was published with it yet. */
  const first = (world: SwitchWorld = {}, differs: Partial<LedgerEntry> = {}) =>
    passed(moved({ address: null, moved: null, names: [], ...differs }, { ...off, ...world }));

  it.each<[string, SwitchWorld, string]>([
    ["outside the link's subnet", elsewhere, "held/address-outside-subnet"],
    ["of a subnet that the network does not have", { subnets: [] }, "held/address-outside-subnet"],
    [
      "another link's of the network",
      {
        registries: [switchRegistry({ parts: ["registry", "chart"] })],
        links: [switchLink({ address: known(fresh, at) }), linkOf({ part: "chart", address: known(fresh, at) })],
      },
      "held/address-of-another-link",
    ],
  ])("is not published with while it is %s", (_, world, code) => {
    for (const differs of [{}, { address: fresh }, { names: [publishedBySwitch({ address })] }]) {
      const { made, name } = first(world, differs);
      expect(made.changes.filter(({ part }) => part === "registry")).toEqual([]);
      expect(name?.code).toBe(code);
      expect(made.held.filter(({ change }) => change.part === "registry").map((one) => one.code)).toEqual([code]);
    }
  });

  it("is published with where its subnet holds it, and where nothing tells the subnet", () => {
    const blind = { cloud: "tencent" as const, network: "vpc-1", subnets: unknown("the call was throttled") };
    const estate = moved({ address: null, moved: null, names: [] }, off);
    for (const one of [estate, { ...estate, subnets: [blind] }])
      expect(passed(one).made.changes).toMatchObject([{ kind: "switch-on", address: fresh }]);
    const untold = first({ links: [switchLink({ subnet: "", address: known(fresh, at) })], ...elsewhere });
    expect(untold.made.changes).toMatchObject([{ kind: "switch-on" }]);
  });

  it("is the first no more once a name was published with it or was seen to answer it", () => {
    const zones = [zoneOf({ name: vpcName.name, bindings: [], records: [recordOf({ value: "10.7.7.7" })] })];
    for (const proof of [{ publishedAt: minutesAgo(9) }, { publishedAt: null, baseline: baselineOf() }]) {
      const names = [publishedBySwitch({ address: fresh, ...proof })];
      expect(first({ ...elsewhere, zones }, { address: fresh, names }).made.held).toEqual([]);
    }
    const announced = [publishedBySwitch({ address: fresh, publishedAt: null })];
    expect(first(elsewhere, { address: fresh, names: announced }).name?.code).toBe("held/address-outside-subnet");
  });

  it("has its subnets read before it is written, and not where nothing is to be written", () => {
    const without = (estate: Estate): Estate => ({ ...estate, subnets: [] });
    const unproven = { address: fresh, moved: null, names: [] };
    const need = { registry: "team", region: "ap-guangzhou", network: "vpc-1" };
    expect(addressesToProve(without(moved(unproven, off)))).toEqual([need]);
    expect(addressesToProve(moved(unproven, off))).toEqual([]);
    expect(addressesToProve(without(moved(unproven)))).toEqual([]);
    expect(addressesToProve(without(switchEstate(off)))).toEqual([]);
  });
});

describe("moving a name by its switch", () => {
  const state = (word: "on" | "off") => ({ switches: { [switchKey("vpc-1")]: word } });

  it("turns it off with the old address, then on with the new one, and the ledger follows when it answers", () => {
    expect(passed(moved()).made.changes).toMatchObject([{ kind: "switch-off", address }]);
    const withdrawn = [publishedBySwitch({ withdrawnAt: at })];
    expect(passed(moved({ names: withdrawn }, state("off"))).made.changes).toMatchObject([
      { kind: "switch-on", address: fresh, first: false, repoints: true },
    ]);
    const anew = [publishedBySwitch({ address: fresh, publishedAt: at })];
    const { made, name, entry } = passed(moved({ names: anew }, state("on")));
    expect(made.changes).toEqual([]);
    expect(name?.code).toBe("moored/published");
    expect(entry).toMatchObject({ address: fresh, moved: null, names: [{ address: fresh, publishedAt: at }] });
  });

  it("that died between off and on goes on at any later time, however often and however many moved before", () => {
    const repairs: readonly PastRepair[] = [1, 2, 3].flatMap((count) =>
      ["switch-off", "switch-on"].map((kind) => ({
        at: minutesAgo(70 * count),
        name: vpcName.name,
        kind,
        before: "",
        after: "",
        repointed: true,
      })),
    );
    const others = Array.from({ length: 5 }, (_, index) => ({ name: `n${index}`, at: minutesAgo(1), repointed: true }));
    for (const withdrawnAt of [at, minutesAgo(10), minutesAgo(3_000)]) {
      const estate = moved(
        {
          names: [publishedBySwitch({ withdrawnAt })],
          repairs: [
            ...repairs,
            ...others.map((other) => ({ ...repairs[0], ...other, kind: "switch-on", before: "", after: "" })),
          ],
        },
        state("off"),
      );
      expect(passed(estate).made).toMatchObject({ changes: [{ kind: "switch-on", address: fresh }], held: [] });
    }
  });

  it("waits with the second name until it is read, and the ledger's address waits for all names", () => {
    const registries = [switchRegistry({ names: ["vpc", "default"] })];
    const names = [publishedBySwitch({ ...defaultName }), publishedBySwitch({ address: fresh, publishedAt: at })];
    const { made, entry } = passed(moved({ names }, { registries }));
    expect(made.changes).toMatchObject([{ kind: "switch-off", name: defaultName.name, address }]);
    expect(entry).toMatchObject({ address, moved: seenTwice });
  });

  it("is held as contested when it was moved three times in a day and would be turned off once more", () => {
    const repairs = [1, 2, 3].map((count) => ({
      at: minutesAgo(70 * count),
      name: vpcName.name,
      kind: "switch-off",
      before: "",
      after: "",
      repointed: true,
    }));
    expect(passed(moved({ repairs })).made).toMatchObject({ changes: [], held: [{ code: "held/contested" }] });
  });
});

describe("moving a name in a zone", () => {
  const world = (differs: Partial<LedgerEntry>, record: string, more: World = {}) =>
    estateOf({
      links: [linkOf({ address: known(fresh, at) })],
      ledger: [entryOf(differs)],
      zones: [zoneOf({ records: [recordOf({ value: record })] })],
      ...more,
    });

  it("returns the record to the old address never, and to the new one only once it is believed", () => {
    expect(passed(world({}, address)).made).toMatchObject({ changes: [], held: [{ code: "held/address-changed" }] });
    expect(passed(world({ moved: seenTwice }, address)).made.changes).toMatchObject([
      { kind: "correct-record", want: { value: fresh }, repoints: true },
    ]);
  });

  it("takes the new address over when every name answers it, and not before the second reading", () => {
    expect(passed(world({}, fresh)).entry).toMatchObject({ address, moved: { address: fresh } });
    const { made, entry, finding } = passed(world({ moved: seenTwice }, fresh));
    expect(made.changes).toEqual([]);
    expect(finding?.state).toBe("moored");
    expect(entry).toMatchObject({ address: fresh, moved: null, names: [{ address: fresh, publishedAt: null }] });
  });

  it("keeps the old address while one of two names still answers it", () => {
    const other = "prod2-registry-vpc.cn-hangzhou.cr.aliyuncs.com";
    const both = [zoneOf({ records: [recordOf({ value: fresh })] }), zoneOf({ id: "zone-2", name: other })];
    const { entry, made } = passed(
      world(
        {
          moved: seenTwice,
          names: [
            publishedOf(),
            publishedOf({ name: other, baseline: baselineOf({ zone: "zone-2", zoneName: other }) }),
          ],
        },
        address,
        { zones: both, names: [names.registry, other] },
      ),
    );
    expect(entry).toMatchObject({ address, moved: seenTwice });
    expect(made.changes).toMatchObject([{ kind: "correct-record", name: other }]);
  });
});

describe("names that move within an hour", () => {
  const moves = (count: number, differs: (index: number) => Partial<LedgerEntry> = () => ({})): SwitchWorld => {
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    return {
      networks: ids.map((id) => switchNetwork({ id: `vpc-${id}` })),
      subnets: ids.map((id) => subnetOf({ id: `subnet-${id}`, network: `vpc-${id}` })),
      links: ids.map((id) =>
        switchLink({ network: `vpc-${id}`, subnet: `subnet-${id}`, address: known(`10.0.0.${100 + id}`, at) }),
      ),
      ledger: ids.map((id) =>
        switchEntry({
          network: `vpc-${id}`,
          subnet: `subnet-${id}`,
          moved: { address: `10.0.0.${100 + id}`, at: minutesAgo(1) },
          ...differs(id),
        }),
      ),
    };
  };
  const movedBefore = (minutes: number, name: string = vpcName.name): PastRepair => ({
    at: minutesAgo(minutes),
    name,
    kind: "switch-on",
    before: "",
    after: "",
    repointed: true,
  });
  const made = (world: SwitchWorld) => passed(switchEstate(world)).made;

  it("may be as many as the limit", () => {
    expect(made(moves(5)).changes).toHaveLength(5);
    expect(made({ ...moves(3), limits: { repointsPerHour: 3 } }).changes).toHaveLength(3);
  });

  it("are all held when more than that would move at once", () => {
    const all = made(moves(6));
    expect(all.changes).toEqual([]);
    expect(all.held.map(({ code }) => code)).toEqual(Array(6).fill("held/correlated-drift"));
    expect(all.findings.every(({ state }) => state === "drifted")).toBe(true);
    expect(all.findings[0]?.sentence).toContain("the links of 6 names");
  });

  it("are counted without those that are held anyway", () => {
    const failure = { kind: "unavailable", call: "tcr:X", code: "Broken", message: "no" } as const;
    const failures = [1, 2, 3].map((count) => ({ at: minutesAgo(count), change: `x ${count}`, failure }));
    const all = made(moves(6, (id) => (id === 1 ? { failures } : {})));
    expect(all.changes).toHaveLength(5);
    expect(all.held).toMatchObject([{ code: "held/stopped-after-failures", change: { network: "vpc-1" } }]);
  });

  it("wait for a pass that sees every network: side by side each event would believe its own to be the only one", () => {
    const estate = switchEstate(moves(1));
    for (const part of [{ ids: ["vpc-1"] }, { shared: true } as const]) {
      const regions = estate.regions.map((region) => ({ ...region, ...part }));
      const now = passed({ ...estate, regions }).made;
      expect(now.changes).toEqual([]);
      expect(now.held.map(({ code }) => code)).toEqual(["held/moves-in-sight"]);
      expect(now.findings[0]?.sentence).toContain("the timer's next pass");
    }
  });

  it("count those that moved within the hour, and the rest waits", () => {
    const earlier = (minutes: number) =>
      moves(3, (id) => (id === 1 ? { repairs: [movedBefore(minutes, "a"), movedBefore(minutes, "b")] } : {}));
    const now = made({ ...earlier(59), limits: { repointsPerHour: 4 } });
    expect(kinds(now.changes)).toEqual(["switch-off vpc-1", "switch-off vpc-2"]);
    expect(now.held).toMatchObject([{ code: "held/repoints-per-hour", change: { network: "vpc-3" } }]);
    expect(made({ ...earlier(60), limits: { repointsPerHour: 4 } }).changes).toHaveLength(3);
  });

  it("do not count repairs that returned a name to its old address", () => {
    const returned = moves(3, () => ({ repairs: [{ ...movedBefore(1, "a"), repointed: false }] }));
    expect(made({ ...returned, limits: { repointsPerHour: 3 } }).changes).toHaveLength(3);
  });

  it("are finished when they were begun, whatever the limit says of new ones", () => {
    const begun = moves(4, (id) =>
      id === 4 ? { names: [publishedBySwitch({ withdrawnAt: minutesAgo(2_000) })] } : {},
    );
    const switches = { [switchKey("vpc-4")]: "off" as const };
    const now = made({ ...begun, switches, limits: { repointsPerHour: 2 } });
    expect(kinds(now.changes)).toEqual(["switch-on vpc-4"]);
    expect(now.held.map(({ code }) => code)).toEqual(Array(3).fill("held/correlated-drift"));
  });

  it("are those of one registry: another one has a budget of its own", () => {
    const first = switchEstate(moves(4));
    const second = switchEstate({
      ...moves(4),
      registries: [switchRegistry({ alias: "other", instance: "tcr-other" })],
    });
    const networks = (estate: Estate) =>
      estate.regions.flatMap((view) => (view.networks.known ? view.networks.value : []));
    const ledgerOf = (estate: Estate) => (estate.ledger.known ? estate.ledger.value : []);
    const tagged = networks(first).map((one) => ({ ...one, tags: { "registry-link": "team,other" } }));
    const both: Estate = {
      ...first,
      settings: { ...first.settings, registries: [...first.settings.registries, ...second.settings.registries] },
      registries: [...first.registries, ...second.registries],
      regions: first.regions.map((view) => ({ ...view, networks: known(tagged, at) })),
      ledger: known([...ledgerOf(first), ...ledgerOf(second).map((one) => ({ ...one, registry: "tcr-other" }))], at),
    };
    const { made: all } = passed(both);
    // Both registries show the same address for a network, so this one names the doubt; with addresses apart all move.
    expect(new Set(all.held.map(({ code }) => code))).toEqual(new Set(["held/address-of-another-link"]));
    const apart: Estate = {
      ...both,
      registries: both.registries.map((view, index) =>
        index === 0
          ? view
          : {
              ...view,
              parts: view.parts.map((part) => ({
                ...part,
                view: part.view.known
                  ? {
                      ...part.view,
                      value: {
                        ...part.view.value,
                        links: part.view.value.links.map((link) => ({
                          ...link,
                          address: known(`10.0.0.${200 + Number(link.network.slice(4))}`, at),
                        })),
                      },
                    }
                  : part.view,
              })),
            },
      ),
      ledger: known(
        [
          ...ledgerOf(first),
          ...ledgerOf(second).map((one) => ({
            ...one,
            registry: "tcr-other",
            moved: { address: `10.0.0.${200 + Number(one.network.slice(4))}`, at: minutesAgo(1) },
          })),
        ],
        at,
      ),
    };
    expect(passed(apart).made.changes).toHaveLength(8);
  });

  it("in zones are finished, too: the second write of a name that moved just now takes no place of its own", () => {
    const zones = [zoneOf({ records: [recordOf({ value: fresh }), recordOf({ id: "2", value: address })] })];
    const world = (name: string): World => ({
      links: [linkOf({ address: known(fresh, at) })],
      ledger: [entryOf({ moved: seenTwice, repairs: [movedBefore(1, name)] })],
      zones,
      limits: { repointsPerHour: 1 },
    });
    expect(passed(estateOf(world(names.registry))).made.changes).toMatchObject([{ kind: "delete-record" }]);
    expect(passed(estateOf(world("another.example.com"))).made).toMatchObject({
      changes: [],
      held: [{ code: "held/repoints-per-hour" }],
    });
  });

  it("in zones count the same way, and a name that takes two writes counts once", () => {
    const zones = [
      zoneOf({
        records: [recordOf({ value: address }), recordOf({ id: "2", value: "10.0.0.7" })],
      }),
    ];
    const world: World = {
      registries: [registryOf()],
      networks: [networkOf()],
      links: [linkOf({ address: known(fresh, at) })],
      ledger: [entryOf({ moved: seenTwice })],
      zones,
      limits: { repointsPerHour: 1 },
    };
    expect(passed(estateOf(world)).made.changes.map(({ kind }) => kind)).toEqual(["correct-record", "delete-record"]);
  });
});
