import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Detachment, LedgerEntry } from "../../../../shared/model/ledger.ts";
import type { Network } from "../../../../shared/model/network.ts";
import type { Mode } from "../../../../shared/model/settings.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { losingRegistries, networksToReread, regionsToList } from "../../../../shared/plan/leaving/leaving-needs.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  changingLink,
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

const day = 24 * 60;
const tagged = (value: string | null, id = "vpc-1"): Network =>
  networkOf({ id, tags: value === null ? {} : { "registry-link": value } });
const leftAt = (minutes: number, differs: Partial<LedgerEntry> = {}) =>
  entryOf({ leavingSince: minutesAgo(minutes), ...differs });

/** One network that its tag releases, read by its id. */
function off(world: World = {}): Estate {
  return estateOf({ networks: [tagged("off")], reread: rereadOf(tagged("off")), ...world });
}

/** One network without a tag since so many minutes, read by its id. */
function untagged(minutes: number, world: World = {}): Estate {
  return estateOf({ networks: [tagged(null)], reread: rereadOf(tagged(null)), ledger: [leftAt(minutes)], ...world });
}

function outcome(estate: Estate, mode: Mode = "full") {
  const { changes, held, findings } = guard(plan(estate), estate, mode);
  return {
    code: findings[0]?.code,
    sentence: findings[0]?.sentence,
    changes: changes.map(({ kind }) => kind),
    held: held.map(({ change, code }) => `${change.kind} ${code}`),
  };
}

const announced = (network: string, minutes: number, differs: Partial<Detachment> = {}): Detachment => ({
  version: 1,
  deployment: "mooring",
  registry: "cri-prod",
  network,
  part: "registry",
  since: minutesAgo(61),
  at: minutesAgo(minutes),
  pass: `pass-${network}`,
  ...differs,
});

describe("a link of a network whose tag says off", () => {
  it("is detached as it was seen, at once", () => {
    expect(plan(off()).changes).toMatchObject([
      { kind: "detach", network: "vpc-1", part: "registry", subnet: "vsw-1", address, region: "cn-hangzhou" },
    ]);
    expect(outcome(off())).toMatchObject({ code: "leaving/off", changes: ["detach"], held: [] });
  });

  it("is detached with every part of its own, and the others' are left", () => {
    const parts = ["registry", "chart"] as const;
    const links = [linkOf(), linkOf({ part: "chart", subnet: "vsw-2" })];
    const estate = off({ registries: [registryOf({ parts })], links });
    const { changes, findings } = plan(estate);
    expect(changes.map(({ part }) => part)).toEqual(["registry"]);
    expect(findings[0]?.parts.map(({ part, code }) => `${part} ${code}`)).toEqual([
      "registry leaving/off",
      "chart foreign/link",
    ]);
  });

  it("is not detached before the network was read by its id, and that is told", () => {
    expect(outcome(off({ reread: [] }))).toMatchObject({
      code: "held/absence",
      changes: [],
      held: ["detach held/absence"],
    });
    const failed = rereadOf(tagged("off")).map((view) => ({ ...view, networks: unknown("no answer") }));
    expect(outcome(off({ reread: failed })).changes).toEqual([]);
    const empty = rereadOf(tagged("off")).map((view) => ({ ...view, networks: known([], at) }));
    expect(outcome(off({ reread: empty })).changes).toEqual([]);
  });

  it("stays when the network says something else when it is read by its id", () => {
    expect(outcome(off({ reread: rereadOf(tagged("prod")) })).code).toBe("moored/attached");
    expect(outcome(off({ reread: rereadOf(tagged("hold")) }))).toMatchObject({ code: "held/hold", changes: [] });
    expect(outcome(off({ reread: rereadOf(tagged(null)) }))).toMatchObject({ code: "leaving/tag-absent", changes: [] });
  });

  it.each<[string, World]>([
    ["without an entry", { ledger: [] }],
    ["with an entry of another deployment", { ledger: [entryOf({ deployment: "other" })] }],
    ["with an entry that only remembers a refusal", { ledger: [intentOf(30, { intentAt: null })] }],
  ])("is somebody else's %s, and never touched", (_, world) => {
    expect(outcome(off(world))).toMatchObject({ code: "foreign/link", changes: [], held: [] });
  });

  it("waits while it is made, goes when it is stuck, and is told when it is going", () => {
    const made = intentOf(3, { address: null });
    expect(outcome(off({ links: [changingLink()], ledger: [made] }))).toMatchObject({
      code: "leaving/off",
      changes: [],
    });
    const stuck = intentOf(16);
    expect(outcome(off({ links: [changingLink()], ledger: [stuck] })).changes).toEqual(["detach"]);
    expect(plan(off({ links: [changingLink()], ledger: [stuck] })).changes).toMatchObject([{ address: null }]);
    const going = [leftAt(20, { detachingSince: minutesAgo(2) })];
    for (const link of [linkOf(), changingLink({ vendorState: "DELETING" })])
      expect(outcome(off({ links: [link], ledger: going }))).toMatchObject({ code: "leaving/detaching", changes: [] });
    const lost = [leftAt(20, { detachingSince: minutesAgo(16) })];
    for (const link of [linkOf(), changingLink({ vendorState: "DELETING" })])
      expect(outcome(off({ links: [link], ledger: lost })).changes).toEqual(["detach"]);
  });

  it("is not asked for again for an hour after the registry refused, but at somebody's word", () => {
    const failure = {
      kind: "denied",
      call: "cr:Delete",
      code: "Forbidden",
      message: "no",
      right: "cr:Delete",
    } as const;
    const refused = (minutes: number) => [
      leftAt(90, { failures: [{ at: minutesAgo(minutes), change: "detach prod/vpc-1/registry", failure }] }),
    ];
    expect(outcome(off({ ledger: refused(30) }))).toMatchObject({ code: "blocked/no-permission", changes: [] });
    expect(outcome({ ...off({ ledger: refused(30) }), believesRefusals: false }).changes).toEqual(["detach"]);
    expect(outcome(off({ ledger: refused(61) })).changes).toEqual(["detach"]);
    const conflict = { ...failure, kind: "conflict" as const };
    const other = [
      leftAt(90, { failures: [{ at: minutesAgo(5), change: "detach prod/vpc-1/registry", failure: conflict }] }),
    ];
    expect(outcome(off({ ledger: other })).code).toBe("blocked/detach-refused");
  });
});

describe("a link of a network without a wish", () => {
  it("stays for its grace, which the finding ends, then goes", () => {
    expect(outcome(untagged(3 * day - 1))).toMatchObject({ code: "leaving/tag-absent", changes: [], held: [] });
    expect(outcome(untagged(3 * day - 1)).sentence).toContain(
      'the network no longer wishes for registry "prod"; its link will be detached after 2026-01-05T06:31:00.000Z unless the wish comes back before',
    );
    expect(outcome(untagged(3 * day))).toMatchObject({ code: "leaving/tag-absent", changes: ["detach"] });
    expect(outcome(untagged(60, { limits: { graceHours: 1 } })).changes).toEqual(["detach"]);
    expect(outcome(untagged(day, { ledger: [entryOf()] }))).toMatchObject({ code: "leaving/tag-absent", changes: [] });
  });

  it("names its mode where that would never take it away", () => {
    const registries = [registryOf({ mode: "repair" })];
    expect(outcome(untagged(60, { registries })).sentence).toContain("would be detached in mode full after");
    for (const [configured, ceiling] of [
      ["repair", "full"],
      ["full", "repair"],
    ] as const)
      for (const reread of [[], rereadOf(tagged(null))])
        expect(
          outcome(untagged(4 * day, { registries: [registryOf({ mode: configured })], reread }), ceiling),
        ).toMatchObject({ code: "held/mode-repair", changes: [], held: ["detach held/mode-repair"] });
  });

  it.each<[string, Network["tags"]]>([
    ["hold", { "registry-link": "hold" }],
    ["nothing clear", { "registry-link": "Prod" }],
    ["the name of a registry that nobody knows", { "registry-link": "prd" }],
  ])("stays while its tag says %s, and its time begins anew", (_, tags) => {
    const network = networkOf({ tags });
    const estate = untagged(9 * day, { networks: [network], reread: rereadOf(network) });
    expect(outcome(estate)).toMatchObject({ changes: [], held: [] });
    expect(outcome(estate).code).toMatch(/^(held|blocked)\//);
    expect(confirmations(estate)).toMatchObject([{ want: { leavingSince: null } }]);
  });

  it("goes when the tag names another registry alone", () => {
    const other = registryOf({ alias: "live", instance: "cri-live" });
    const network = tagged("live");
    const estate = untagged(9 * day, {
      registries: [registryOf(), other],
      networks: [network],
      reread: rereadOf(network),
    });
    expect(plan(estate).changes.map(({ kind, registry }) => `${kind} ${registry}`)).toEqual([
      "attach live",
      "detach prod",
    ]);
  });

  it("stays while the registry does not accept the network any more: nobody said that it shall go", () => {
    const network = networkOf({ account: "2002" });
    expect(outcome(estateOf({ networks: [network], ledger: [leftAt(9 * day)] }))).toMatchObject({
      code: "blocked/not-accepted",
      changes: [],
    });
  });
});

describe("since when a link leaves", () => {
  const since = (world: World) => {
    const estate = estateOf(world);
    const { ledger } = withConfirmed(estate, confirmations(estate));
    return ledger.known ? ledger.value[0]?.leavingSince : undefined;
  };

  it("is the first look that saw no wish, or no network", () => {
    expect(since({ networks: [tagged(null)] })).toBe(at);
    expect(since({ networks: [tagged("off")] })).toBe(at);
    expect(since({ networks: [] })).toBe(at);
    expect(since({ networks: [tagged(null)], ledger: [leftAt(60)] })).toBe(minutesAgo(60));
  });

  it("is forgotten once it wishes, with when it was asked to go", () => {
    const ledger = [leftAt(60, { detachingSince: minutesAgo(5) })];
    const [found] = confirmations(estateOf({ ledger }));
    expect(found?.want).toMatchObject({ leavingSince: null });
    expect(found?.want).not.toHaveProperty("detachingSince");
  });

  it("begins anew when a network that no list showed shows up again without a wish", () => {
    const unlisted = leftAt(2 * day, { unlistedSince: minutesAgo(day) });
    expect(since({ networks: [], ledger: [unlisted] })).toBe(minutesAgo(2 * day));
    expect(since({ networks: [tagged(null)], ledger: [unlisted] })).toBe(at);
    // Its tag says "off" now: that needs no grace, and it is the same leaving.
    expect(since({ networks: [tagged("off")], ledger: [unlisted] })).toBe(minutesAgo(2 * day));
    expect(since({ networks: [tagged("hold")], ledger: [unlisted] })).toBeNull();
  });

  it("is kept with since when no list shows the network, and without once one does", () => {
    const wanted = (world: World) => confirmations(estateOf(world))[0]?.want;
    expect(wanted({ networks: [] })).toMatchObject({ leavingSince: at, unlistedSince: at });
    const unlisted = leftAt(60, { unlistedSince: minutesAgo(60), detachingSince: minutesAgo(30) });
    for (const value of [null, "off", "hold", "prod"])
      expect(wanted({ networks: [tagged(value)], ledger: [unlisted] })).not.toHaveProperty("unlistedSince");
    // What was asked for while the network was believed to be gone came to nothing.
    expect(wanted({ networks: [tagged(null)], ledger: [unlisted] })).not.toHaveProperty("detachingSince");
    const going = { networks: [tagged(null)], ledger: [unlisted], links: [changingLink()] };
    expect(wanted(going)).toHaveProperty("detachingSince", minutesAgo(30));
  });

  it.each(["alibaba", "tencent"] as const)("that began anew keeps the link for a whole grace, on %s", (cloud) => {
    const region = cloud === "alibaba" ? "cn-hangzhou" : "ap-guangzhou";
    const differs = { registries: [registryOf({ cloud, region, mode: "full" })] };
    const network = networkOf({ cloud, region, tags: {} });
    const reread = [{ cloud, region, ids: ["vpc-1"], networks: known([network], at) }];
    const guarded = (unlistedSince: Partial<LedgerEntry>) => {
      const ledger = [leftAt(4 * day, { cloud, region, ...unlistedSince })];
      return guard(plan(estateOf({ ...differs, networks: [network], reread, ledger })), estateOf(differs), "full");
    };
    expect(guarded({}).changes.length).toBeGreaterThan(0);
    // As it is read in a pass that writes nothing down.
    const { changes, findings } = guarded({ unlistedSince: minutesAgo(day) });
    expect(changes).toEqual([]);
    expect(findings.find(({ network: id }) => id === "vpc-1")).toMatchObject({ code: "leaving/tag-absent" });
  });

  it("stays as it was where nobody looked for the network", () => {
    const estate = estateOf({ networks: [networkOf({ id: "vpc-2" })], ledger: [leftAt(60)] });
    const partly = { ...estate, regions: estate.regions.map((region) => ({ ...region, ids: ["vpc-2"] })) };
    expect(confirmations(partly)).toEqual([]);
  });
});

describe("the entry of a link that is gone", () => {
  const gone = (world: World = {}) =>
    estateOf({
      networks: [tagged("off")],
      links: [],
      ledger: [leftAt(60, { names: [], missingSince: minutesAgo(10) })],
      ...world,
    });

  it("leaves the ledger, and is told as gone once more", () => {
    expect(confirmations(gone())).toMatchObject([{ want: null }]);
    expect(outcome(withConfirmed(gone(), confirmations(gone())))).toMatchObject({ code: "leaving/gone", changes: [] });
    expect(plan(gone({ ledger: [] })).findings).toEqual([]);
  });

  it.each<[string, World, string]>([
    [
      "a list that has shrunk",
      { inventory: known([inventoryOf(registryOf(), {}, { links: { registry: 1 } })], at) },
      "held/inventory-shrunk",
    ],
    ["lists that nobody counted", { inventory: known([], at) }, "held/inventory-unknown"],
    ["a network that wishes", { networks: [networkOf()] }, "pending/attach"],
    ["a network that is frozen", { networks: [tagged("hold")] }, "held/hold"],
  ])("stays with %s", (_, world, code) => {
    const estate = gone(world);
    expect(confirmations(estate).filter(({ want }) => want === null)).toEqual([]);
    expect(outcome(withConfirmed(estate, confirmations(estate))).code).toBe(code);
  });
});

describe("what holds a detach", () => {
  it("is the mode, failures, another deployment, the lists and the day's limit, each by its name", () => {
    const failure = { kind: "conflict", call: "a:B", code: "C", message: "m" } as const;
    const failures = Array.from({ length: 3 }, () => ({ at: minutesAgo(5), change: "correct-record x", failure }));
    const three = known([announced("vpc-7", 60), announced("vpc-8", 60), announced("vpc-9", day - 1)], at);
    const cases: readonly [World, string][] = [
      [{ registries: [registryOf({ mode: "attach" })] }, "held/mode-attach"],
      [{ ledger: [entryOf({ failures })] }, "held/stopped-after-failures"],
      [{ ledger: [entryOf(), entryOf({ network: "vpc-9", deployment: "other" })] }, "held/other-deployment"],
      [{ ledger: [entryOf(), intentOf(3, { network: "vpc-9", deployment: "other" })] }, "held/other-deployment"],
      [{ listed: [] }, "held/lists-unread"],
      [{ inventory: known([], at) }, "held/inventory-unknown"],
      [
        { inventory: known([inventoryOf(registryOf(), {}, { networks: { "cn-hangzhou": 9 } })], at) },
        "held/inventory-shrunk",
      ],
      [{ detachments: three }, "held/detaches-per-day"],
      [{ limits: { detachesPerDay: 0 } }, "held/detaches-per-day"],
    ];
    for (const [world, code] of cases)
      for (const reread of [rereadOf(tagged("off")), []])
        expect(outcome(off({ ...world, reread })), code).toMatchObject({ code, changes: [], held: [`detach ${code}`] });
  });

  it("is not what was announced more than a day ago, or for another registry", () => {
    const old = [announced("vpc-7", day), announced("vpc-8", day), announced("vpc-9", day)];
    const others = ["vpc-7", "vpc-8", "vpc-9"].map((id) => announced(id, 60, { registry: "cri-other" }));
    for (const detachments of [old, others])
      expect(outcome(off({ detachments: known(detachments, at) })).changes).toEqual(["detach"]);
  });

  it("is not the day's limit for a link that was announced since it began to leave", () => {
    const full = ["vpc-1", "vpc-8", "vpc-9"].map((id) => announced(id, 60));
    const detachments = known(full, at);
    expect(outcome(off({ detachments, ledger: [leftAt(61)] }))).toMatchObject({
      code: "leaving/detaching",
      changes: ["detach"],
    });
    // It wished again in between.
    expect(outcome(off({ detachments, ledger: [leftAt(59)] })).code).toBe("held/detaches-per-day");
    const theirs = known(
      full.map((one) => ({ ...one, deployment: "other" })),
      at,
    );
    expect(outcome(off({ detachments: theirs, ledger: [leftAt(61)] })).code).toBe("held/detaches-per-day");
  });

  it("lets go those that wait the longest", () => {
    const ids = ["vpc-1", "vpc-2", "vpc-3", "vpc-4"];
    const networks = ids.map((id) => tagged(null, id));
    const world: World = {
      networks,
      links: ids.map((network) => linkOf({ network })),
      ledger: ids.map((network, index) => leftAt((index + 4) * day, { network })),
      limits: { detachesPerDay: 2 },
    };
    const estate = estateOf({ ...world, reread: rereadOf(...networks) });
    const { changes, held } = guard(plan(estate), estate, "full");
    expect(changes.map(({ network }) => network)).toEqual(["vpc-3", "vpc-4"]);
    expect(held.map(({ change, code }) => `${change.network} ${code}`)).toEqual([
      "vpc-1 held/detaches-per-day",
      "vpc-2 held/detaches-per-day",
    ]);
    expect(networksToReread(estateOf(world), "full").map(({ network }) => network)).toEqual(["vpc-4", "vpc-3"]);
    expect(networksToReread(estateOf(world), "repair")).toEqual([]);
    expect(networksToReread(estateOf({ ...world, inventory: known([], at) }), "full")).toEqual([]);
    expect(losingRegistries(estateOf(world)).map(({ alias }) => alias)).toEqual(["prod"]);
    expect(losingRegistries(estateOf()).map(({ alias }) => alias)).toEqual([]);
    expect(regionsToList(estateOf({ ...world, listed: [] }), "full")).toEqual([
      { cloud: "alibaba", region: "cn-hangzhou" },
    ]);
    expect(regionsToList(estateOf({ ...world, listed: [], limits: { detachesPerDay: 0 } }), "full")).toEqual([]);
  });

  it("by another deployment is a notice, whether anything leaves or not", () => {
    const ledger = [entryOf(), entryOf({ network: "vpc-9", deployment: "other" })];
    expect(plan(estateOf({ ledger })).notices).toMatchObject([{ registry: "prod", code: "held/other-deployment" }]);
    const elsewhere = [entryOf(), entryOf({ registry: "cri-else", deployment: "other" })];
    expect(plan(estateOf({ ledger: elsewhere })).notices).toEqual([]);
  });

  it("by another deployment is not what that one only remembers", () => {
    const asked = [{ at: minutesAgo(60), lost: false }];
    const remembered = intentOf(0, { network: "vpc-9", deployment: "other", intentAt: null, intentBy: null, asked });
    expect(plan(estateOf({ ledger: [entryOf(), remembered] })).notices).toEqual([]);
  });
});

describe("a network that nobody lists, with a link of ours", () => {
  const missing = [{ network: "vpc-1", at: minutesAgo(3 * day), pass: "pass-before" }];
  const nobody = [{ cloud: "alibaba" as const, region: "cn-hangzhou", ids: ["vpc-1"], networks: known([], at) }];
  const vanished = (world: World = {}) =>
    estateOf({
      networks: [networkOf({ id: "vpc-2", tags: {} })],
      ledger: [leftAt(4 * day)],
      reread: nobody,
      inventory: known([inventoryOf(registryOf(), {}, { missing })], at),
      ...world,
    });

  it("is gone after its grace, two full passes and a reading by its id: its link goes, too", () => {
    expect(plan(vanished()).changes).toMatchObject([
      { kind: "detach", network: "vpc-1", account: "1001", region: "cn-hangzhou", subnet: "vsw-1" },
    ]);
    expect(outcome(vanished())).toMatchObject({ code: "leaving/network-gone", changes: ["detach"] });
  });

  it.each<[string, World, string]>([
    ["in its grace", { ledger: [leftAt(2 * day)] }, "leaving/network-gone"],
    [
      "after one full pass",
      {
        inventory: known([inventoryOf(registryOf(), {}, { missing: [{ network: "vpc-1", at, pass: "pass-0" }] })], at),
      },
      "held/absence",
    ],
    ["without a reading by its id", { reread: [] }, "held/absence"],
    ["another account's", { account: "2002" }, "unknown/network-not-visible"],
    ["with lists that have shrunk", { networks: [] }, "held/inventory-shrunk"],
  ])("stays %s", (_, world, code) => {
    const { changes, findings } = guard(plan(vanished(world)), vanished(world), "full");
    expect(changes).toEqual([]);
    expect(findings.find(({ network }) => network === "vpc-1")?.code).toBe(code);
  });

  it("is an ordinary one when it is found by its id", () => {
    expect(outcome(vanished({ reread: rereadOf(networkOf()) }))).toMatchObject({ changes: [] });
    expect(plan(vanished({ reread: rereadOf(networkOf()) })).findings[0]).toMatchObject({ code: "moored/attached" });
  });
});

describe("a deletion that somebody was refused", () => {
  const words = (world: World) => plan(estateOf(world)).findings[0]?.sentence;

  it("is told in the finding of the network, with the tag that releases it", () => {
    for (const id of ["vpc-1", "vsw-1"])
      expect(words({ refusedDeletions: [id] })).toBe(
        `attached through vsw-1 at ${address}; its name resolves; at ${at} somebody was refused to delete the network or subnet vsw-1 of it, in which the link takes an address: tag the network registry-link=off, and the next pass releases it`,
      );
    expect(words({ refusedDeletions: ["vpc-2", "vsw-2"] })).not.toContain("refused");
  });

  it("is remembered for three days with the link", () => {
    expect(confirmations(estateOf({ refusedDeletions: ["vsw-1"] }))).toMatchObject([
      { want: { deletionRefusedAt: at } },
    ]);
    const ledger = (minutes: number) => [entryOf({ deletionRefusedAt: minutesAgo(minutes) })];
    expect(words({ ledger: ledger(3 * day - 1) })).toContain("was refused to delete");
    expect(words({ ledger: ledger(3 * day) })).not.toContain("refused");
  });

  it("says who must act where Mooring may not", () => {
    const refusedDeletions = ["vpc-1"];
    expect(words({ refusedDeletions, ledger: [] })).toContain("whoever made it must delete it, or hand it over");
    const registries = [registryOf({ mode: "repair" })];
    expect(words({ refusedDeletions, registries })).toContain(
      'releases it once registry "prod" is in mode full (it is in mode repair)',
    );
    expect(words({ refusedDeletions, networks: [tagged("off")] })).toContain("registry-link=off releases it, and then");
  });
});
