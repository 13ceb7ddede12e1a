import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { unknown } from "../../../../shared/model/known.ts";
import type { Network } from "../../../../shared/model/network.ts";
import type { Exemption, NetworkMatch } from "../../../../shared/model/settings.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { complianceOf, type LastLook } from "../../../../shared/plan/wish/compliance.ts";
import {
  at,
  changingLink,
  entryOf,
  estateOf,
  linkOf,
  minutesAgo,
  networkOf,
  registryOf,
  subnetOf,
  type World,
} from "../estate-of.ts";

const everything: NetworkMatch = {
  accounts: [],
  regions: [],
  networks: [],
  resourceGroups: [],
  tags: {},
  registries: [],
};
const exempting = (match: Partial<NetworkMatch>, more: Partial<Exemption> = {}): Exemption => ({
  match: { ...everything, ...match },
  reason: "is shut down",
  owner: "team-a",
  from: null,
  until: minutesAgo(-60),
  ...more,
});

const moored = networkOf();
const untagged = networkOf({ id: "vpc-2", tags: {} });
const expecting = registryOf({ expect: { accounts: [], regions: [], tags: {} } });
const rowsOf = (world: World) => {
  const estate = estateOf(world);
  return guard(plan(estate), estate, "full").compliance;
};
const row = (more: object) => ({
  registry: "prod",
  account: "1001",
  expected: 0,
  moored: 0,
  exempt: 0,
  failing: 0,
  unknown: 0,
  unread: [],
  ...more,
});

describe("what is expected", () => {
  it("are the networks that wish and are accepted, where nothing else is said", () => {
    const networks = [
      moored,
      untagged,
      networkOf({ id: "vpc-3", account: "2002" }),
      networkOf({ id: "vpc-4", tags: { "registry-link": "hold" } }),
      networkOf({ id: "vpc-5", tags: { "registry-link": "prodd" } }),
    ];
    expect(rowsOf({ networks })).toMatchObject([row({ expected: 1, moored: 1 })]);
  });

  it("are the networks that the configuration expects: the forgotten, untagged one is in it and fails", () => {
    expect(rowsOf({ registries: [expecting], networks: [moored, untagged] })).toMatchObject([
      row({ expected: 2, moored: 1, failing: 1, networks: { moored: ["vpc-1"], failing: ["vpc-2"], unknown: [] } }),
    ]);
  });

  it("is not what a rule rejects, unless the configuration expects it", () => {
    const rules = [
      { name: "no", match: { ...everything, networks: ["vpc-1"] }, outcome: "reject" as const, priority: 0 },
    ];
    expect(rowsOf({ rules })).toEqual([]);
    expect(rowsOf({ rules, registries: [expecting] })).toMatchObject([row({ expected: 1, failing: 1 })]);
  });

  it("is what a rule asks about: it fails until somebody approves it", () => {
    const rules = [{ name: "ask", match: everything, outcome: "ask" as const, priority: 0 }];
    expect(rowsOf({ rules, links: [], ledger: [] })).toMatchObject([row({ expected: 1, failing: 1 })]);
  });

  it("is counted for each registry and account", () => {
    const both = networkOf({ tags: { "registry-link": "prod,staging" } });
    const staging = registryOf({ alias: "staging", instance: "cri-staging" });
    const other = networkOf({ id: "vpc-9", account: "1002" });
    const rows = rowsOf({
      registries: [registryOf({ accept: { accounts: ["1001", "1002"], regions: [], tags: {} } }), staging],
      networks: [both, other],
    });
    expect(rows).toMatchObject([
      row({ expected: 1, moored: 1 }),
      row({ account: "1002", expected: 1, failing: 1 }),
      row({ registry: "staging", expected: 1, failing: 1 }),
    ]);
  });
});

describe("what fails", () => {
  it.each<[string, World, object]>([
    ["a link on its way", { links: [changingLink()], ledger: [] }, { failing: 1, unknown: 0 }],
    ["a network that waits for a subnet", { links: [], ledger: [], subnets: [] }, { failing: 1, unknown: 0 }],
    ["a name that answers wrongly", { zones: [], ledger: [entryOf()] }, { failing: 1 }],
    [
      "a held write",
      { registries: [registryOf({ mode: "observe" })], links: [], ledger: [] },
      { failing: 1, unknown: 0, networks: { failing: ["vpc-1"] } },
    ],
  ])("is %s", (_, world, counts) => {
    expect(rowsOf(world)).toMatchObject([row({ expected: 1, ...counts })]);
  });

  it("is what is unknown: links that could not be read", () => {
    const estate = estateOf();
    const blind: Estate = {
      ...estate,
      registries: estate.registries.map((view) => ({
        ...view,
        parts: view.parts.map(({ part }) => ({ part, view: unknown("no answer") })),
      })),
    };
    expect(plan(blind).compliance).toMatchObject([
      row({ expected: 1, failing: 1, unknown: 1, networks: { moored: [], failing: ["vpc-1"], unknown: ["vpc-1"] } }),
    ]);
  });
});

describe("an exemption", () => {
  const world = (...exemptions: readonly Exemption[]): World => ({
    registries: [expecting],
    networks: [moored, untagged],
    exemptions,
  });

  it("takes a network out of what fails, with reason, owner and end", () => {
    expect(rowsOf(world(exempting({ networks: ["vpc-2"] })))).toMatchObject([
      row({
        expected: 2,
        moored: 1,
        exempt: 1,
        networks: {
          exempt: [{ network: "vpc-2", reason: "is shut down", owner: "team-a", until: minutesAgo(-60) }],
          failing: [],
        },
      }),
    ]);
  });

  it("counts from the very moment at which it begins", () => {
    expect(rowsOf(world(exempting({ networks: ["vpc-2"] }, { from: at })))).toMatchObject([
      row({ expected: 2, moored: 1, exempt: 1 }),
    ]);
  });

  it("does not hide that a network is moored", () => {
    expect(rowsOf(world(exempting({ registries: ["prod"] })))).toMatchObject([
      row({ expected: 2, moored: 1, exempt: 1 }),
    ]);
  });

  it.each<[string, Exemption]>([
    ["before it begins", exempting({ networks: ["vpc-2"] }, { from: minutesAgo(-1) })],
    ["at its end", exempting({ networks: ["vpc-2"] }, { until: at })],
    ["for another registry", exempting({ networks: ["vpc-2"], registries: ["staging"] })],
    ["for another network", exempting({ networks: ["vpc-1"] })],
  ])("counts for nothing %s", (_, exemption) => {
    expect(rowsOf(world(exemption))).toMatchObject([row({ expected: 2, moored: 1, failing: 1 })]);
  });

  it("that is over is told until somebody takes it out; one in force is not", () => {
    const told = (exemption: Exemption) =>
      plan(estateOf(world(exemption))).notices.filter(({ code }) => code === "leaving/exemption-expired");
    expect(told(exempting({ networks: ["vpc-2"] }))).toEqual([]);
    const [notice, ...others] = told(exempting({ networks: ["vpc-2"], registries: ["prod"] }, { until: at }));
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ registry: "prod" });
    expect(notice?.sentence).toContain(
      `network vpc-2, registry prod (is shut down; team-a) ended at ${at.replace(".000Z", "Z")}`,
    );
    const [day] = told(exempting({ networks: ["vpc-2"] }, { until: "2026-01-04T00:00:00.000Z" }));
    expect(day?.sentence).toContain("ended at the end of 2026-01-03 and counts no more");
  });

  it("changes no write", () => {
    const changes = (exemptions: readonly Exemption[]) =>
      plan(estateOf({ links: [], ledger: [], exemptions })).changes.map(({ kind }) => kind);
    expect(changes([exempting({ networks: ["vpc-1"] })])).toEqual(changes([]));
  });
});

/** The estate with one region whose networks could not be listed. */
function unlisted(estate: Estate, region: string): Estate {
  const regions = estate.regions.map((view) =>
    view.region === region ? { ...view, networks: unknown("denied") } : view,
  );
  return { ...estate, regions };
}

describe("a region that could not be listed", () => {
  it("is named, and what the ledger knows of it counts as unknown", () => {
    const estate = unlisted(estateOf(), "cn-hangzhou");
    expect(plan(estate).compliance).toMatchObject([
      row({ expected: 1, failing: 1, unknown: 1, networks: { unknown: ["vpc-1"] }, unread: ["cn-hangzhou"] }),
    ]);
  });

  it("is named where nothing is known of it: no network seen is not none", () => {
    const estate = unlisted(estateOf({ ledger: [], links: [] }), "cn-hangzhou");
    expect(plan(estate).compliance).toMatchObject([row({ unread: ["cn-hangzhou"] })]);
  });

  it("is every region of an account that is expected and that no listing shows", () => {
    const both = { accounts: ["1001", "2002"], regions: [], tags: {} };
    const rows = rowsOf({ registries: [registryOf({ expect: both })] });
    expect(rows).toMatchObject([
      row({ expected: 1, moored: 1 }),
      row({ account: "2002", expected: 0, unread: ["cn-hangzhou"] }),
    ]);
    const shared = networkOf({ id: "vpc-2", account: "2002", tags: {} });
    expect(rowsOf({ registries: [registryOf({ expect: both })], networks: [moored, shared] })[1]).toMatchObject(
      row({ account: "2002", expected: 1, failing: 1 }),
    );
  });

  it("leaves out links that were leaving, and what another registry or account has", () => {
    const ledger = [
      entryOf({ network: "vpc-7", leavingSince: minutesAgo(10) }),
      entryOf({ network: "vpc-8", registry: "cri-other" }),
      entryOf({ network: "vpc-9", account: "2002" }),
    ];
    expect(plan(unlisted(estateOf({ ledger }), "cn-hangzhou")).compliance).toMatchObject([
      row({ expected: 0, unread: ["cn-hangzhou"] }),
    ]);
  });

  it("may hold exempt networks, as far as no tag decides it", () => {
    const seen = (match: Partial<NetworkMatch>) =>
      plan(unlisted(estateOf({ exemptions: [exempting(match)] }), "cn-hangzhou")).compliance;
    expect(seen({ networks: ["vpc-1"] })).toMatchObject([row({ expected: 1, exempt: 1, unread: ["cn-hangzhou"] })]);
    expect(seen({ tags: moored.tags })).toMatchObject([
      row({ expected: 1, failing: 1, unknown: 1, unread: ["cn-hangzhou"] }),
    ]);
  });
});

describe("a part of the networks", () => {
  const registry = registryOf();
  const before: LastLook = {
    compliance: [
      {
        registry: "prod",
        account: "1001",
        expected: 4,
        moored: 2,
        exempt: 1,
        failing: 1,
        unknown: 0,
        networks: {
          moored: ["vpc-1", "vpc-2"],
          exempt: [{ network: "vpc-3", reason: "r", owner: "o", until: minutesAgo(-5) }],
          failing: ["vpc-4"],
          unknown: [],
        },
        unread: [],
      },
    ],
    regionOf: () => "cn-hangzhou",
    wasInScope: (network) => network === "vpc-1",
  };
  const looking = (networks: readonly Network[], world: World = {}): Estate => {
    const estate = estateOf({ ...world, networks, subnets: networks.map(({ id }) => subnetOf({ network: id })) });
    return { ...estate, regions: estate.regions.map((view) => ({ ...view, ids: ["vpc-1"] })) };
  };
  const told = (estate: Estate, last: LastLook | null) => complianceOf(estate, plan(estate).findings, registry, last);

  it("says nothing of the whole by itself", () => {
    const estate = looking([moored]);
    expect(plan(estate).compliance).toEqual([]);
    expect(told(estate, null)).toBeNull();
  });

  it("replaces what the last look said of these networks, and keeps the rest", () => {
    expect(told(looking([moored], { links: [], ledger: [] }), before)).toMatchObject([
      row({
        expected: 4,
        moored: 1,
        exempt: 1,
        failing: 2,
        networks: { moored: ["vpc-2"], failing: ["vpc-1", "vpc-4"] },
      }),
    ]);
  });

  it("drops a network that is not there any more", () => {
    expect(told(looking([], { links: [], ledger: [] }), before)).toMatchObject([
      row({ expected: 3, moored: 1, exempt: 1, failing: 1 }),
    ]);
  });

  it("counts one that it could not see as unknown, whatever it was", () => {
    expect(told(unlisted(looking([moored], { ledger: [] }), "cn-hangzhou"), before)).toMatchObject([
      row({
        expected: 4,
        moored: 1,
        exempt: 1,
        failing: 2,
        unknown: 1,
        unread: ["cn-hangzhou"],
        networks: { unknown: ["vpc-1"] },
      }),
    ]);
  });

  it("knows that an exemption ended since", () => {
    const later = { ...looking([moored]), at: minutesAgo(-6) };
    expect(told(later, before)).toMatchObject([row({ expected: 4, moored: 2, failing: 2 })]);
  });

  it("keeps a region unread until it was listed", () => {
    const [first] = before.compliance;
    if (first === undefined) throw new Error("no row");
    const last = { ...before, compliance: [{ ...first, unread: ["cn-hangzhou"] }] };
    expect(told(looking([moored]), last)).toMatchObject([{ unread: ["cn-hangzhou"] }]);
    const estate = estateOf({ networks: [moored, networkOf({ id: "vpc-4" })], links: [linkOf()] });
    expect(told(estate, { ...last, wasInScope: () => true })).toMatchObject([
      row({ expected: 2, moored: 1, failing: 1 }),
    ]);
  });
});

it("the whole, asked for in vain, counts everything that the last look knew as unknown", () => {
  const estate = unlisted(estateOf({ ledger: [] }), "cn-hangzhou");
  const last: LastLook = {
    compliance: [
      {
        registry: "prod",
        account: "1001",
        expected: 2,
        moored: 2,
        exempt: 0,
        failing: 0,
        unknown: 0,
        networks: { moored: ["vpc-1", "vpc-2"], exempt: [], failing: [], unknown: [] },
        unread: [],
      },
    ],
    regionOf: () => null,
    wasInScope: () => true,
  };
  expect(complianceOf(estate, plan(estate).findings, registryOf(), last)).toMatchObject([
    row({ expected: 2, failing: 2, unknown: 2, unread: ["cn-hangzhou"] }),
  ]);
});
