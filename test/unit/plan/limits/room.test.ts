import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import { attachRoom } from "../../../../shared/plan/limits/room.ts";
import {
  address,
  at,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  quotaOf,
  registryOf,
  type World,
} from "../estate-of.ts";

const registry = registryOf({ parts: ["registry", "chart"] });

/** The places that one limit leaves, or all new links of one network; `undefined`: that limit does not speak. */
function places(code: string, world: World, network?: string): number | undefined {
  return attachRoom(estateOf({ registries: [registry], ...world }), registry, network).find((one) => one.code === code)
    ?.places;
}

describe("links in transition", () => {
  const moving = (world: World) => 5 - (places("held/in-transition", world) ?? Number.NaN);

  it("are those that are changing, and those that are ready and have no address", () => {
    expect(moving({})).toBe(0);
    expect(moving({ links: [linkOf({ state: "changing" })] })).toBe(1);
    expect(moving({ links: [linkOf({ address: unknown("none yet") })] })).toBe(1);
  });

  it("are those that were announced, until the link of that very part shows", () => {
    const ledger = [entryOf(), intentOf(2, { part: "chart" })];
    expect(moving({ ledger })).toBe(1);
    expect(moving({ ledger, links: [linkOf(), linkOf({ part: "chart" })] })).toBe(0);
  });
});

describe("the way that must be proven", () => {
  it("is proven by a link that Mooring made, not by one that it adopted", () => {
    const adopted = { at: minutesAgo(60), by: "alice", reason: null } as const;
    expect(places("held/canary", { ledger: [entryOf({ address })] })).toBeUndefined();
    expect(places("held/canary", { ledger: [entryOf({ adopted })] })).toBe(1);
  });
});

describe("a refusal for want of a place within the hour", () => {
  const failure = { kind: "exhausted", call: "cr:X", code: "Full", message: "no" } as const;
  const refused = [{ at: minutesAgo(5), change: "attach prod/vpc-9/registry", failure }];
  const world: World = {
    quota: unknown("no answer"),
    ledger: [entryOf(), intentOf(5, { network: "vpc-9", intentAt: null, failures: refused })],
  };

  it("keeps every network waiting but those that have a link already, whose second may need no place", () => {
    expect(places("held/quota", world, "vpc-2")).toBe(0);
    expect(places("held/quota", world, "vpc-1")).toBeUndefined();
    expect(places("held/quota-unknown", world, "vpc-1")).toBe(1);
  });

  it("says nothing where the vendor tells how many are left", () => {
    expect(places("held/quota", { ...world, quota: known(quotaOf(4, 1), at) }, "vpc-2")).toBe(3);
  });
});
