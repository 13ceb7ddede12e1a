import { describe, expect, it } from "vitest";
import type { Approval } from "../../../../shared/model/approval.ts";
import type { Attach } from "../../../../shared/model/change.ts";
import type { Estate } from "../../../../shared/model/estate.ts";
import { type Known, known, unknown } from "../../../../shared/model/known.ts";
import type { Rule } from "../../../../shared/model/settings.ts";
import { changeId } from "../../../../shared/plan/change-id.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { approvalOfLink, overApprovals, waitsForApproval } from "../../../../shared/plan/limits/approval.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { redact } from "../../../../shared/plan/redact/redact.ts";
import {
  at,
  entryOf,
  estateOf,
  minutesAgo,
  networkOf,
  recordOf,
  registryOf,
  subnetOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const everything = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
const asking: Rule = { name: "careful", match: everything, outcome: "ask", priority: 0 };
const hour = 60;

/** A network without a link, two subnets, and a rule that asks. */
const waiting: World = {
  rules: [asking],
  links: [],
  ledger: [],
  subnets: [subnetOf({ id: "vsw-1" }), subnetOf({ id: "vsw-2", freeAddresses: known(100, at) })],
};

function guarded(world: World) {
  const estate = estateOf(world);
  return guard(plan(estate), estate, "full");
}

/** The change that waits, as a plan of this world holds it back. */
function heldIn(world: World): Attach {
  const [held] = guarded(world).held;
  if (held?.change.kind !== "attach") throw new Error("nothing waits");
  return held.change;
}

function approvalOf(change: Attach, differs: Partial<Approval> = {}): Approval {
  return {
    version: 1,
    deployment: "mooring",
    id: changeId(change),
    change,
    by: "alice",
    reason: "seen with the team",
    at: minutesAgo(30),
    until: minutesAgo(-24 * hour),
    ...differs,
  };
}

const approved = (...all: readonly Approval[]): Known<readonly Approval[]> => known(all, at);
const keyed = (world: World) => guarded(world).changes.map(({ kind, network, part }) => `${kind} ${network} ${part}`);

describe("a rule that asks", () => {
  it("holds a new link, and names the change and how to approve it", () => {
    const id = changeId(heldIn(waiting));
    const found = guarded(waiting);
    expect(found.changes).toEqual([]);
    expect(found.held).toMatchObject([{ code: "held/approval", sentence: expect.stringContaining(`approve ${id} `) }]);
    expect(found.findings).toMatchObject([{ state: "held", code: "held/approval" }]);
    expect(found.held[0]?.sentence).toContain('rule "careful"');
  });

  it("lets exactly the approved change through, and says who approved it", () => {
    const world = { ...waiting, approvals: approved(approvalOf(heldIn(waiting))) };
    const found = guarded(world);
    expect(found.changes).toMatchObject([{ kind: "attach", subnet: "vsw-1" }]);
    expect(found.changes[0]?.because).toMatch(/; approved by alice at .*: seen with the team$/);
  });

  it.each<[string, (change: Attach) => Partial<World>]>([
    ["expired", (change) => ({ approvals: approved(approvalOf(change, { until: at })) })],
    ["of another id", (change) => ({ approvals: approved(approvalOf(change, { id: "0123456789ab" })) })],
    ["of another registry", (change) => ({ approvals: approved(approvalOf({ ...change, instance: "cri-other" })) })],
    ["of another network", (change) => ({ approvals: approved(approvalOf({ ...change, network: "vpc-2" })) })],
    ["for another deployment", (change) => ({ approvals: approved(approvalOf(change, { deployment: "other" })) })],
    ["of another part", (change) => ({ approvals: approved(approvalOf({ ...change, part: "chart" })) })],
    [
      "whose link was made since, and is gone",
      (change) => ({ approvals: approved(approvalOf(change)), ledger: [entryOf({ attachedAt: minutesAgo(20) })] }),
    ],
    ["that could not be read", () => ({ approvals: unknown("the store does not answer") })],
    ["that nobody gave", () => ({})],
  ])("is not answered by an approval %s", (_, differs) => {
    const found = guarded({ ...waiting, ...differs(heldIn(waiting)) });
    expect(found.changes).toEqual([]);
    expect(found.held).toMatchObject([{ code: expect.stringMatching(/^held\/approvals?(?:-unknown)?$/) }]);
  });

  it("is answered anew for a link that was made before the approval and is gone", () => {
    const lost = { ...waiting, ledger: [entryOf({ attachedAt: minutesAgo(90) })] };
    expect(keyed({ ...lost, approvals: approved(approvalOf(heldIn(lost))) })).toEqual(["attach vpc-1 registry"]);
  });

  it("asks about access alone: names of a link are repaired without asking", () => {
    const broken = { rules: [asking], zones: [zoneOf({ records: [recordOf({ enabled: false })] })] };
    expect(keyed(broken)).toEqual(["enable-record vpc-1 registry"]);
  });

  it("of a registry that only observes does not ask what could not be done", () => {
    const world = { ...waiting, registries: [registryOf({ mode: "observe" })] };
    expect(guarded(world).held).toMatchObject([{ code: "held/mode-observe" }]);
  });
});

describe("an approved change", () => {
  const approvals = approved(approvalOf(heldIn(waiting)));
  const subnets = (first: number, second: number) => [
    subnetOf({ id: "vsw-1", freeAddresses: known(first, at) }),
    subnetOf({ id: "vsw-2", freeAddresses: known(second, at) }),
  ];

  it("keeps its subnet, and so its id, while other subnets get more free addresses", () => {
    expect(guarded({ ...waiting, subnets: subnets(20, 200), approvals }).changes).toMatchObject([{ subnet: "vsw-1" }]);
  });

  it("waits again when its subnet is full: another subnet is another change", () => {
    const found = guarded({ ...waiting, subnets: subnets(0, 200), approvals });
    expect(found.changes).toEqual([]);
    expect(found.held).toMatchObject([{ code: "held/approval", change: { subnet: "vsw-2" } }]);
  });

  it("waits again when the network's owner names another subnet", () => {
    const networks = [networkOf({ tags: { "registry-link": "prod;subnet=vsw-2" } })];
    expect(guarded({ ...waiting, networks, approvals }).held).toMatchObject([{ change: { subnet: "vsw-2" } }]);
    const tagged = [subnetOf({ id: "vsw-1" }), subnetOf({ id: "vsw-2", tags: { "registry-link-subnet": "" } })];
    expect(guarded({ ...waiting, subnets: tagged, approvals }).held).toMatchObject([{ change: { subnet: "vsw-2" } }]);
  });

  it("stays approved in an estate that was redacted", () => {
    const match = {
      ...everything,
      networks: ["vpc-1"],
      registries: ["prod"],
      accounts: ["1001"],
      resourceGroups: ["rg-1"],
    };
    const { estate } = redact(estateOf({ ...waiting, rules: [{ ...asking, match }], approvals }));
    expect(guard(plan(estate), estate, "full").changes).toMatchObject([{ kind: "attach" }]);
  });
});

describe("networks that wait for an approval", () => {
  /** Five networks, the first two of which a rule asks about; no subnets were read yet. */
  function unread(differs: World = {}): Estate {
    const networks = [1, 2, 3, 4, 5].map((count) =>
      networkOf({ id: `vpc-${count}`, createdAt: `2026-01-0${count}T00:00:00.000Z` }),
    );
    const rules: readonly Rule[] = [
      { ...asking, match: { ...everything, networks: ["vpc-1", "vpc-2"] } },
      { name: "rest", match: everything, outcome: "accept", priority: 0 },
    ];
    return { ...estateOf({ networks, rules, links: [], ledger: [], ...differs }), subnets: [] };
  }
  const toRead = (estate: Estate, depth: "full" | "frequent") =>
    needs(estate, "full", depth).subnets.map(({ network }) => network);

  it("take nobody's place, and a few of them are looked at in every pass", () => {
    // Before the first link is verified there is one place.
    expect(toRead(unread(), "frequent")).toEqual(["vpc-3", "vpc-1", "vpc-2"]);
    expect(toRead(unread({ limits: { inTransition: 1 } }), "frequent")).toEqual(["vpc-3", "vpc-1"]);
    expect(toRead(unread({ limits: { inTransition: 1 } }), "full")).toEqual(["vpc-3", "vpc-1", "vpc-2"]);
  });

  it("have their place in turn once they are approved", () => {
    const attach = heldIn(waiting);
    expect(toRead(unread({ approvals: approved(approvalOf(attach)) }), "frequent")).toEqual(["vpc-1", "vpc-2"]);
  });

  it("take nobody's place either where another subnet was approved than they would get now", () => {
    const attach = heldIn(waiting);
    const read = (approval: Approval): Estate => {
      const estate = unread({ approvals: approved(approval), limits: { inTransition: 1 } });
      const ownSubnets = known([subnetOf({ id: "vsw-2" })], at);
      return { ...estate, subnets: [{ cloud: "alibaba", network: "vpc-1", subnets: ownSubnets }] };
    };
    const gone = read(approvalOf(attach));
    expect(toRead(gone, "frequent")).toEqual(["vpc-3", "vpc-2"]);
    expect(guard(plan(gone), gone, "full").held).toMatchObject([{ code: "held/approval" }]);
    expect(toRead(read(approvalOf({ ...attach, subnet: "vsw-2" })), "frequent")).toEqual(["vpc-2"]);
  });

  it("say that they wait also where their subnets were not read", () => {
    const { findings } = plan(unread());
    expect(findings.map(({ code }) => code).slice(0, 2)).toEqual(["held/approval", "held/approval"]);
  });
});

describe("the approval in force for a link", () => {
  const change = heldIn(waiting);
  const parts = ["registry", "chart"] as const;
  const registry = registryOf({ parts });
  const given = (...all: readonly Approval[]): Estate =>
    estateOf({ ...waiting, registries: [registry], approvals: approved(...all) });
  const ofLink = (estate: Estate) => approvalOfLink(estate, registry, { network: "vpc-1", part: "registry" });

  it("is the latest one, of this very link", () => {
    const [early, late] = [approvalOf(change), approvalOf(change, { at: minutesAgo(10), by: "bob" })];
    expect(ofLink(given(early, late))).toBe(late);
    expect(ofLink(given(late, early))).toBe(late);
    for (const differs of [{ instance: "cri-other" }, { network: "vpc-2" }, { part: "chart" as const }])
      expect(ofLink(given(approvalOf({ ...change, ...differs })))).toBeNull();
  });

  it("is used up by a link of that very part that was made since, and be it in the same moment", () => {
    const approval = approvalOf(change);
    const made = (minutes: number, part: (typeof parts)[number]) =>
      estateOf({
        ...waiting,
        approvals: approved(approval),
        ledger: [entryOf({ part, attachedAt: minutesAgo(minutes) })],
      });
    expect(ofLink(made(30, "registry"))).toBeNull();
    expect(ofLink(made(31, "registry"))).toBe(approval);
    expect(ofLink(made(20, "chart"))).toBe(approval);
  });

  it("of one part is enough for the network to be looked at", () => {
    const waits = (estate: Estate) => waitsForApproval(estate, registry, networkOf());
    expect(waits(given())).toBe(true);
    expect(waits(given(approvalOf({ ...change, part: "chart" })))).toBe(false);
  });
});

it("approvals are over once they expired or were used, also those of registries that are gone", () => {
  const change = heldIn(waiting);
  const live = approvalOf(change);
  const expired = approvalOf(change, { id: "a".repeat(12), until: minutesAgo(1) });
  const stray = approvalOf({ ...change, instance: "cri-gone" }, { until: minutesAgo(1) });
  const strayLive = approvalOf({ ...change, instance: "cri-gone" });
  const over = (world: World) =>
    overApprovals(estateOf({ ...waiting, approvals: approved(live, expired, stray, strayLive), ...world }));
  expect(over({})).toEqual([expired, stray]);
  expect(over({ ledger: [entryOf({ attachedAt: minutesAgo(20) })] })).toEqual([live, expired, stray]);
  expect(over({ approvals: unknown("not read") })).toEqual([]);
});
