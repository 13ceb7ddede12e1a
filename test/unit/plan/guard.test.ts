import { describe, expect, it } from "vitest";
import { type CallFailure, known, unknown } from "../../../shared/model/known.ts";
import type { PastFailure } from "../../../shared/model/ledger.ts";
import { type Mode, modes } from "../../../shared/model/settings.ts";
import { guard } from "../../../shared/plan/guard.ts";
import { plan } from "../../../shared/plan/plan.ts";
import {
  at,
  changingLink,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  networkOf,
  quotaOf,
  recordOf,
  registryOf,
  rereadOf,
  subnetOf,
  type World,
  zoneOf,
} from "./estate-of.ts";

function guarded(world: World, ceiling: Mode = "full") {
  const estate = estateOf(world);
  return guard(plan(estate), estate, ceiling);
}

/** One moored network, whose link was verified, and `count` new ones, the youngest first. */
function newcomers(count: number, differs: World = {}): World {
  const fresh = Array.from({ length: count }, (_, index) =>
    networkOf({ id: `vpc-${index + 2}`, createdAt: `2026-01-0${3 - index}T00:00:00.000Z` }),
  );
  const networks = [networkOf(), ...fresh];
  return { networks, subnets: networks.map(({ id }) => subnetOf({ id: `vsw-${id}`, network: id })), ...differs };
}

const broken = [zoneOf({ records: [recordOf({ enabled: false })] })];
const failure = { kind: "invalid" as const, call: "cr:X", code: "Broken", message: "no" };

function failures(count: number, minutes = 30): readonly PastFailure[] {
  return Array.from({ length: count }, (_, index) => ({
    at: minutesAgo(minutes - index),
    change: `x ${index}`,
    failure,
  }));
}

describe("a mode", () => {
  const attach: World = { links: [], ledger: [] };
  it.each([
    ["observe", 0, 0],
    ["attach", 1, 0],
    ["repair", 1, 1],
    ["full", 1, 1],
  ] as const)("%s lets %i attaches and %i repairs through", (mode, attaches, repairs) => {
    expect(guarded(attach, mode).changes).toHaveLength(attaches);
    expect(guarded({ zones: broken }, mode).changes).toHaveLength(repairs);
    expect(guarded({ ...attach, registries: [registryOf({ mode })] }).changes).toHaveLength(attaches);
    expect(guarded({ zones: broken, registries: [registryOf({ mode })] }).changes).toHaveLength(repairs);
  });

  it("is the lower of the deployment's and the registry's, and the sentence says whose", () => {
    for (const ceiling of modes) {
      const found = guarded({ ...attach, registries: [registryOf({ mode: "observe" })] }, ceiling);
      expect(found.held).toMatchObject([
        {
          code: "held/mode-observe",
          sentence: 'the configuration gives registry "prod" mode observe, and this change needs attach',
        },
      ]);
    }
    expect(guarded(attach, "observe").held[0]?.sentence).toBe(
      "this deployment runs in mode observe, and this change needs attach",
    );
  });

  it("that holds a new link is the network's finding; a drift stays a drift", () => {
    expect(guarded(attach, "observe").findings).toMatchObject([{ state: "held", code: "held/mode-observe" }]);
    const [finding] = guarded({ zones: broken }, "observe").findings;
    expect(finding).toMatchObject({ state: "drifted", code: "drifted/record-disabled" });
    expect(finding?.sentence).toContain("held: this deployment runs in mode observe");
  });
});

/** Entries that only remember: one failure for each of these networks. */
function failing(networks: readonly string[], kind: CallFailure["kind"] = "invalid", minutes = 30) {
  const failures = [{ at: minutesAgo(minutes), change: "x", failure: { ...failure, kind } }];
  return networks.map((network) => intentOf(5, { network, intentAt: null, failures }));
}

describe("a quota that the vendor tells", () => {
  it("is less what was announced and does not show yet", () => {
    const quota = known(quotaOf(3, 1), at);
    const announced = intentOf(2, { network: "vpc-9" });
    const found = guarded(newcomers(2, { quota, ledger: [entryOf(), announced] }));
    expect(found.changes).toHaveLength(1);
    expect(found.held).toMatchObject([{ code: "held/quota" }]);
    expect(found.held[0]?.sentence).toContain("uses 1 of 3 links, and 1 more was asked for;");
    expect(guarded(newcomers(2, { quota })).changes).toHaveLength(2);
  });
});

describe("failed writes", () => {
  it("stop the registry at the third network within the hour, repairs too", () => {
    for (const world of [{ zones: broken }, newcomers(1)]) {
      const { changes } = guarded({ ...world, ledger: [entryOf(), ...failing(["vpc-7", "vpc-8"])] });
      expect(changes).toHaveLength(1);
      const stopped = guarded({ ...world, ledger: [entryOf(), ...failing(["vpc-7", "vpc-8", "vpc-9"])] });
      expect(stopped.changes).toEqual([]);
      expect(stopped.held[0]).toMatchObject({ code: "held/stopped-after-failures" });
      expect(stopped.held[0]?.sentence).toMatch(/^3 writes to registry "prod" failed .*; the last one: Broken no/);
    }
  });

  it("of one network, however many, stop that network alone", () => {
    const ledger = [entryOf({ failures: failures(9) })];
    const found = guarded(newcomers(1, { ledger, zones: broken }));
    expect(found.changes).toMatchObject([{ kind: "attach", network: "vpc-2" }]);
    expect(found.held).toMatchObject([{ code: "held/stopped-after-failures", change: { network: "vpc-1" } }]);
    expect(found.held[0]?.sentence).toMatch(
      /^9 writes for network vpc-1 .* other networks go on; the last one: Broken no/,
    );
    expect(guarded({ zones: broken, ledger: [entryOf({ failures: failures(2) })] }).changes).toHaveLength(1);
  });

  it("count together over the registry's links, and not after an hour", () => {
    const ledger = [entryOf({ failures: failures(1) }), ...failing(["vpc-8", "vpc-9"])];
    expect(guarded({ zones: broken, ledger }).changes).toEqual([]);
    const old = [entryOf({ failures: failures(3, 62) }), ...failing(["vpc-8", "vpc-9"], "invalid", 60)];
    expect(guarded({ zones: broken, ledger: old }).changes).toHaveLength(1);
  });

  it.each(["throttled", "expired"] as const)("that are %s say nothing of a network, so each one counts", (kind) => {
    const again = failures(3).map((one) => ({ ...one, failure: { ...failure, kind } }));
    const storm = intentOf(5, { network: "vpc-9", intentAt: null, failures: again });
    expect(guarded({ zones: broken, ledger: [entryOf(), storm] }).changes).toEqual([]);
  });

  it("of a network whose link is to go leave its place of the day to the next one", () => {
    const ids = ["vpc-1", "vpc-2", "vpc-3"];
    const networks = ids.map((id) => networkOf({ id, tags: { "registry-link": "off" } }));
    const leaving = (network: string, index: number) =>
      entryOf({ network, leavingSince: minutesAgo(90 - index), failures: failures(index === 0 ? 3 : 0) });
    const world: World = { networks, links: ids.map((network) => linkOf({ network })), ledger: ids.map(leaving) };
    const found = guarded({ ...world, reread: rereadOf(...networks), limits: { detachesPerDay: 1 } });
    expect(found.changes).toMatchObject([{ kind: "detach", network: "vpc-2" }]);
    expect(found.held.map(({ change, code }) => `${change.network} ${code}`)).toEqual([
      "vpc-1 held/stopped-after-failures",
      "vpc-3 held/detaches-per-day",
    ]);
  });

  it("put what is left of their network after the writes of the others", () => {
    const ledger = [entryOf({ failures: failures(1) })];
    const found = guarded(newcomers(1, { ledger, zones: broken }));
    expect(found.changes.map(({ kind, network }) => `${kind} ${network}`)).toEqual([
      "attach vpc-2",
      "enable-record vpc-1",
    ]);
  });

  it("of another deployment or another registry do not count", () => {
    const others = [
      entryOf({ network: "vpc-8", deployment: "other", failures: failures(3) }),
      entryOf({ network: "vpc-9", registry: "cri-other", failures: failures(3) }),
    ];
    expect(guarded({ zones: broken, ledger: [entryOf(), ...others] }).changes).toHaveLength(1);
  });
});

describe("a write that the vendor refused", () => {
  const key = "enable-record prod/vpc-1/registry zone-1 1";
  const refused = (minutes: number, kind: CallFailure["kind"], change = key) => [
    entryOf({
      failures: [{ at: minutesAgo(minutes), change, failure: { ...failure, kind, requestId: "4F1A" } }],
    }),
  ];

  it.each(["conflict", "invalid", "denied", "not-found", "exhausted"] as const)("as %s waits for an hour", (kind) => {
    const found = guarded({ zones: broken, ledger: refused(59, kind) });
    expect(found.changes).toEqual([]);
    expect(found.held).toMatchObject([{ code: "held/refused" }]);
    expect(found.findings).toMatchObject([{ state: "drifted", code: "drifted/record-disabled" }]);
    expect(found.findings[0]?.sentence).toContain("Broken no (request 4F1A); it is asked again an hour after");
    expect(guarded({ zones: broken, ledger: refused(60, kind) }).changes).toHaveLength(1);
  });

  it.each(["throttled", "unavailable", "expired"] as const)("as %s is tried again at once", (kind) => {
    expect(guarded({ zones: broken, ledger: refused(1, kind) }).changes).toHaveLength(1);
  });

  it("keeps what follows at the same name waiting, and no other write", () => {
    const zones = [
      zoneOf({ records: [recordOf({ enabled: false }), recordOf({ id: "record-2", value: "10.7.7.7" })] }),
    ];
    const found = guarded({ zones, ledger: refused(5, "invalid") });
    expect(found.changes).toEqual([]);
    expect(found.held.map(({ change, code }) => `${change.kind} ${code}`)).toEqual([
      "enable-record held/refused",
      "delete-record held/refused",
    ]);
    const other = refused(5, "invalid", key.replace("1", "record-9"));
    expect(guarded({ zones, ledger: other }).changes).toHaveLength(2);
  });

  it("is tried at once by a sweep that somebody commands", () => {
    const estate = { ...estateOf({ zones: broken, ledger: refused(5, "conflict") }), believesRefusals: false };
    expect(guard(plan(estate), estate, "full").changes).toHaveLength(1);
  });
});

describe("new links", () => {
  it("are made one at a time until one was verified", () => {
    const world = newcomers(2);
    expect(guarded(world).changes).toHaveLength(2);
    const canary = guarded({ ...world, ledger: [entryOf({ verifiedAt: null })] });
    expect(canary.changes).toHaveLength(1);
    expect(canary.held).toMatchObject([{ code: "held/canary" }]);
    expect(canary.held[0]?.sentence).toMatch(/^no link that this deployment made at registry "prod" was verified/);
    const underWay = { links: [linkOf(), changingLink({ network: "vpc-9" })], ledger: [entryOf({ verifiedAt: null })] };
    expect(guarded({ ...world, ...underWay }).changes).toEqual([]);
  });

  it("of the network whose first part is being linked wait for that one, and say so", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const both = estateOf({ registries, links: [], ledger: [] });
    const first = guard(plan(both), both, "full");
    expect(first.changes).toMatchObject([{ kind: "attach", part: "registry" }]);
    expect(first.held).toMatchObject([
      { change: { part: "chart" }, sentence: expect.stringMatching(/^another link of this network is the first that/) },
    ]);
    const asked = { ...estateOf({ registries, links: [], ledger: [intentOf(1)] }), subnets: [] };
    const [then] = guard(plan(asked), asked, "full").findings;
    expect(then?.parts).toMatchObject([
      { part: "registry", state: "pending" },
      { part: "chart", code: "held/canary" },
    ]);
    expect(then?.sentence).toMatch(
      /^the chart part waits: another link of this network is the first .* verified ready; /,
    );
    expect(then?.sentence).not.toContain("are read when its turn comes");
  });

  it.each([
    ["while the first is ready and its names are not seen right yet", minutesAgo(9), {}, 0],
    ["though the first is not verified ten minutes after it was asked for", minutesAgo(10), {}, 1],
    [
      "though one was adopted just now",
      minutesAgo(1),
      { adopted: { at: minutesAgo(1), by: "carol", reason: null } },
      1,
    ],
  ])("are made one at a time: %s", (_, intentAt, more, count) => {
    const ledger = [entryOf({ verifiedAt: null, intentAt, attachedAt: intentAt, ...more })];
    expect(guarded({ ...newcomers(2), ledger }).changes).toHaveLength(count);
  });

  it("are at most as many as may be in transition, announced ones counted", () => {
    const limits = { inTransition: 2 };
    const changing = [linkOf(), changingLink({ network: "vpc-8" })];
    expect(guarded(newcomers(3, { limits })).changes).toHaveLength(2);
    expect(guarded(newcomers(3, { limits, links: changing })).changes).toHaveLength(1);
    const ledger = [entryOf(), intentOf(5, { network: "vpc-9" })];
    const full = guarded(newcomers(3, { limits, links: changing, ledger }));
    expect(full.changes).toEqual([]);
    expect(full.held[0]).toMatchObject({
      code: "held/in-transition",
      sentence:
        '2 links of registry "prod" are in transition, and at most 2 may be; for one run, --override in-transition=NUMBER sets it aside',
    });
  });

  it("are not made while some links could not be read: they may be in transition", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const estate = estateOf(newcomers(1, { registries }));
    const blind = {
      ...estate,
      registries: estate.registries.map((view) => ({
        ...view,
        parts: view.parts.map((part) => (part.part === "chart" ? { ...part, view: unknown("Throttling") } : part)),
      })),
    };
    const found = guard(plan(blind), blind, "full");
    expect(found.changes).toEqual([]);
    expect(found.held[0]).toMatchObject({ code: "held/links-unknown" });
    expect(found.held[0]?.sentence).toContain("the chart links");
  });

  it("are at most as many as may be asked for in a day", () => {
    const ledger = [entryOf(), intentOf(23 * 60, { network: "vpc-9" }), intentOf(25 * 60, { network: "vpc-8" })];
    const found = guarded(newcomers(3, { ledger, limits: { attachesPerDay: 2 } }));
    expect(found.changes).toHaveLength(1);
    expect(found.held[0]?.sentence).toBe(
      'links of registry "prod" were asked for once within 24 hours, and 2 are the most; for one run, --override attaches-per-day=NUMBER sets it aside; one new link of this plan goes first',
    );
  });

  it("count against the day's limit each as often as they were asked for, those that have left as well", () => {
    const asked = [
      { at: minutesAgo(23 * 60), lost: false },
      { at: minutesAgo(60), lost: false },
    ];
    const left = intentOf(0, { network: "vpc-9", intentAt: null, intentBy: null, asked });
    const anew = entryOf({ intentAt: minutesAgo(30), asked });
    const made = (attachesPerDay: number) =>
      guarded(newcomers(3, { ledger: [anew, left], limits: { attachesPerDay } })).changes.length;
    expect([5, 6, 7].map(made)).toEqual([0, 1, 2]);
  });

  it("share their registry's limits with what other deployments asked for in the same ledger, and prove their own way", () => {
    const other = { deployment: "other" };
    const asked = (minutes: number) => [entryOf(), intentOf(minutes, { ...other, network: "vpc-9" })];
    const codes = (world: World) => guarded(newcomers(2, world)).held.map(({ code }) => code);
    expect(codes({ ledger: asked(60), limits: { attachesPerDay: 2 } })).toEqual(["held/attaches-per-day"]);
    expect(codes({ ledger: asked(5), limits: { inTransition: 2 } })).toEqual(["held/in-transition"]);
    expect(codes({ ledger: asked(5), quota: known(quotaOf(3, 1), at) })).toEqual(["held/quota"]);
    expect(codes({ ledger: asked(60) })).toEqual([]);
    expect(codes({ ledger: [entryOf(other)] })).toEqual(["held/canary"]);
    const full = { at: minutesAgo(5), change: "attach", failure: { ...failure, kind: "exhausted" as const } };
    const refused = intentOf(5, { ...other, network: "vpc-9", intentAt: null, failures: [full] });
    expect(codes({ ledger: [entryOf(), refused], quota: unknown("not said") })).toEqual(["held/quota", "held/quota"]);
  });

  it("are as many as the quota leaves", () => {
    const quota = known(quotaOf(3, 2), at);
    const found = guarded(newcomers(3, { quota }));
    expect(found.changes).toHaveLength(1);
    expect(found.held[0]).toMatchObject({ code: "held/quota" });
    expect(guarded(newcomers(3, { quota: known(quotaOf(2, 2), at) })).changes).toEqual([]);
  });

  it("are made one at a time where the quota is unknown or only configured", () => {
    for (const world of [
      newcomers(2, { quota: unknown("not said") }),
      newcomers(2, { registries: [registryOf({ quota: 50 })] }),
    ]) {
      const found = guarded(world);
      expect(found.changes).toHaveLength(1);
      expect(found.held).toMatchObject([{ code: "held/quota-unknown" }]);
    }
  });

  it("go to the oldest network first", () => {
    const found = guarded(newcomers(3, { limits: { inTransition: 1 } }));
    expect(found.changes).toMatchObject([{ network: "vpc-4" }]);
  });

  it("leave the place of one that waits for an approval to the next one", () => {
    const everything = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
    const rules: World["rules"] = [
      { name: "oldest", match: { ...everything, networks: ["vpc-4"] }, outcome: "ask", priority: 0 },
      { name: "rest", match: everything, outcome: "accept", priority: 0 },
    ];
    const found = guarded(newcomers(3, { rules, limits: { inTransition: 1 } }));
    expect(found.changes).toMatchObject([{ network: "vpc-3" }]);
  });

  it("go to a network that has one part already before an older one", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const networks = [networkOf({ createdAt: minutesAgo(5) }), networkOf({ id: "vpc-2" })];
    const subnets = networks.map(({ id }) => subnetOf({ network: id }));
    const found = guarded({ registries, networks, subnets, limits: { inTransition: 1 } });
    expect(found.changes).toMatchObject([{ network: "vpc-1", part: "chart" }]);
  });

  it("go last to a network that was refused today, so that it keeps nobody waiting", () => {
    const refused = intentOf(5, { network: "vpc-4", intentAt: null, failures: failures(1) });
    const found = guarded(newcomers(3, { ledger: [entryOf(), refused], limits: { inTransition: 1 } }));
    expect(found.changes).toMatchObject([{ network: "vpc-3" }]);
  });
});

describe("a used-up quota and the second part of a linked network", () => {
  const registries = [registryOf({ parts: ["registry", "chart"] })];
  const quota = known(quotaOf(1, 1), at);
  const world = newcomers(1, { registries, quota });

  it("is tried, because two parts may take one place, and no other network is", () => {
    const found = guarded(world);
    expect(found.changes).toMatchObject([{ network: "vpc-1", part: "chart" }]);
    expect(found.held.map(({ change, code }) => [change.network, code])).toEqual([
      ["vpc-2", "held/quota"],
      ["vpc-2", "held/quota"],
    ]);
  });

  it("is not tried again once the registry refused it for want of quota", () => {
    const refused = intentOf(5, {
      part: "chart",
      intentAt: null,
      failures: [{ at: minutesAgo(5), change: "attach", failure: { ...failure, kind: "exhausted" } }],
    });
    const found = guarded({ ...world, ledger: [entryOf(), refused] });
    expect(found.changes).toEqual([]);
    expect(found.held[0]).toMatchObject({ code: "held/quota" });
  });

  it("is not taken for used up because the account may have no more zones", () => {
    const change = "create-zone prod/vpc-1/registry images.example.com";
    const failures = [{ at: minutesAgo(5), change, failure: { ...failure, kind: "exhausted" as const } }];
    const unread = { ...world, quota: unknown("no answer"), ledger: [entryOf({ failures })] };
    expect(guarded(unread).held.map(({ code }) => code)).not.toContain("held/quota");
    expect(guarded(unread).changes).toMatchObject([{ kind: "attach" }]);
  });

  it("waits while another link is in transition", () => {
    expect(guarded({ ...world, links: [linkOf(), changingLink({ network: "vpc-9" })] }).changes).toEqual([]);
  });
});
