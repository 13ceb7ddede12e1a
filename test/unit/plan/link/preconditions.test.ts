import { describe, expect, it } from "vitest";
import type { CallFailure } from "../../../../shared/model/known.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  minutesAgo,
  networkOf,
  registryOf,
  subnetOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const bare: World = { links: [], ledger: [], zones: [] };
const closed = known({ service: "closed", vendorState: "CLOSED", authorized: false } as const, at);
const inDebt = known({ service: "in-debt", vendorState: "IN_DEBT_OVER_DUE", authorized: true } as const, at);

function seen(world: World) {
  const estate = estateOf(world);
  const { changes, findings, notices } = plan(estate);
  const [finding] = findings;
  return { estate, changes, notices, finding, part: finding?.parts[0] };
}

function refused(kind: CallFailure["kind"], minutes: number, more: Partial<CallFailure> = {}) {
  const failure: CallFailure = {
    kind,
    call: "cr:CreateInstanceVpcEndpointLinkedVpc",
    code: "SOME_CODE",
    message: "said the vendor",
    requestId: "r-1",
    ...more,
  };
  return entryOf({
    intentAt: null,
    intentBy: null,
    attachedAt: null,
    verifiedAt: null,
    names: [],
    failures: [{ at: minutesAgo(minutes), change: "attach prod/vpc-1/registry", failure }],
  });
}

describe("before a link is asked for", () => {
  it("private DNS that is not activated is named, and nothing is asked for", () => {
    const { changes, finding } = seen({ ...bare, publishing: closed });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({
      state: "blocked",
      code: "blocked/dns-closed",
      sentence: expect.stringContaining("activate it"),
    });
  });

  it("private DNS in debt is named with the vendor's word", () => {
    const { changes, finding } = seen({ ...bare, publishing: inDebt });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({
      code: "blocked/dns-in-debt",
      sentence: expect.stringContaining("IN_DEBT_OVER_DUE"),
    });
  });

  it("a missing role blocks only where the configuration forbids to make it", () => {
    const publishing = known({ service: "open", vendorState: "OPENED", authorized: false } as const, at);
    expect(seen({ ...bare, publishing }).changes).toMatchObject([{ kind: "attach", createServiceLinkedRole: true }]);
    const forbidden = seen({ ...bare, publishing, registries: [registryOf({ createServiceLinkedRole: false })] });
    expect(forbidden.changes).toEqual([]);
    expect(forbidden.finding?.code).toBe("blocked/no-zone-role");
  });

  it("a pass that did not ask goes on, and one that could not ask says so", () => {
    const notAsked = seen({ ...bare, publishing: unknown("no need") });
    expect(notAsked.changes).toHaveLength(1);
    expect(notAsked.notices).toEqual([]);
    const cause: CallFailure = {
      kind: "denied",
      call: "ram:GetRole",
      code: "NoPermission",
      message: "no",
      right: "ram:GetRole",
    };
    const denied = seen({ ...bare, publishing: unknown("denied", cause) });
    expect(denied.changes).toHaveLength(1);
    expect(denied.notices).toMatchObject([{ code: "unknown/publishing", failure: { right: "ram:GetRole" } }]);
  });

  it("a network of another account needs a subnet that its owner shares", () => {
    const foreign = networkOf({ account: "2000000000000002" });
    const world: World = {
      ...bare,
      networks: [foreign],
      registries: [registryOf({ accept: { accounts: ["2000000000000002"], regions: [], tags: {} } })],
    };
    expect(seen(world).finding).toMatchObject({
      code: "blocked/not-shared",
      sentence: expect.stringContaining("2000000000000002"),
    });
    const lent = seen({ ...world, subnets: [subnetOf({ id: "vsw-own" }), subnetOf({ id: "vsw-lent", shared: true })] });
    expect(lent.changes).toMatchObject([{ kind: "attach", subnet: "vsw-lent" }]);
  });
});

describe("a link that the registry refused", () => {
  it.each([
    ["exhausted", "blocked/quota-exhausted", "buy more links"],
    ["denied", "blocked/no-permission", "the right cr:CreateInstanceVpcEndpointLinkedVpc is missing"],
    ["invalid", "blocked/attach-refused", "read what the vendor says"],
    ["not-found", "blocked/attach-refused", "read what the vendor says"],
  ] as const)(
    "as %s is not asked for again within the hour, with the vendor's code, request id and remedy",
    (kind, code, remedy) => {
      const { changes, part } = seen({ ...bare, ledger: [refused(kind, 59)] });
      expect(changes).toEqual([]);
      expect(part).toMatchObject({ state: "blocked", code, failure: { code: "SOME_CODE", requestId: "r-1" } });
      expect(part?.sentence).toContain("SOME_CODE");
      expect(part?.sentence).toContain("r-1");
      expect(part?.sentence).toContain(remedy);
    },
  );

  it("is asked for again after the hour", () => {
    expect(seen({ ...bare, ledger: [refused("invalid", 61)] }).changes).toMatchObject([{ kind: "attach" }]);
  });

  it.each(["throttled", "unavailable", "expired"] as const)("as %s is asked for again by the next pass", (kind) => {
    expect(seen({ ...bare, ledger: [refused(kind, 1)] }).changes).toMatchObject([{ kind: "attach" }]);
  });

  it("is asked for again at once when a person asks for the pass", () => {
    const { estate } = seen({ ...bare, ledger: [refused("denied", 1)] });
    expect(plan({ ...estate, believesRefusals: false }).changes).toMatchObject([{ kind: "attach" }]);
  });

  it("costs no reading of its subnets, and takes nobody's turn", () => {
    const { estate } = seen({ ...bare, ledger: [refused("invalid", 5)] });
    expect(needs({ ...estate, subnets: [] }, "full", "full").subnets).toEqual([]);
  });

  it("for want of quota stops the other networks for an hour where the quota cannot be read", () => {
    const world: World = {
      ...bare,
      quota: unknown("the vendor does not say"),
      networks: [networkOf(), networkOf({ id: "vpc-2" })],
      ledger: [refused("exhausted", 5)],
    };
    const estate = estateOf({ ...world, subnets: [subnetOf(), subnetOf({ id: "vsw-2", network: "vpc-2" })] });
    const { changes, findings } = guard(plan(estate), estate, "full");
    expect(changes).toEqual([]);
    expect(findings.find(({ network }) => network === "vpc-2")).toMatchObject({
      state: "held",
      code: "held/quota",
      sentence: expect.stringContaining("refused a link"),
    });
  });
});

describe("while private DNS does not work", () => {
  it("a name that is answered rightly stays moored", () => {
    expect(seen({ publishing: inDebt }).finding?.state).toBe("moored");
  });

  it("a broken name is explained by it, and nothing is written", () => {
    const { changes, finding } = seen({ publishing: inDebt, zones: [zoneOf({ records: [] })] });
    expect(changes).toEqual([]);
    expect(finding?.code).toBe("blocked/dns-in-debt");
  });
});
