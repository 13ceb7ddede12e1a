import { describe, expect, it } from "vitest";
import type { Estate } from "../../../shared/model/estate.ts";
import { known, unknown } from "../../../shared/model/known.ts";
import { needs } from "../../../shared/plan/needs.ts";
import {
  address,
  at,
  changingLink,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  names,
  networkOf,
  quotaOf,
  registryOf,
  subnetOf,
  type World,
} from "./estate-of.ts";

const networks = ["vpc-1", "vpc-2", "vpc-3"].map((id) => networkOf({ id }));
const subnets = networks.map(({ id }) => subnetOf({ id: `vsw-${id}`, network: id }));
/** Three networks without links; one verified link elsewhere, so that the canary is over. */
const waiting: World = { networks, subnets, links: [], ledger: [entryOf({ network: "vpc-9" })] };

/** The estate as it is before the subnets of these networks were read. */
function unreadOf(estate: Estate, ...ids: string[]): Estate {
  return { ...estate, subnets: estate.subnets.filter(({ network }) => !ids.includes(network)) };
}

const all = ["vpc-1", "vpc-2", "vpc-3"];
const asked = (estate: Estate, mode: "observe" | "full" = "full", depth: "frequent" | "full" = "frequent") =>
  needs(estate, mode, depth).subnets.map(({ network }) => network);

describe("subnets", () => {
  it("are read for no more networks than could be attached now, in turn", () => {
    expect(asked(unreadOf(estateOf({ ...waiting, limits: { inTransition: 2 } }), ...all))).toEqual(["vpc-1", "vpc-2"]);
  });

  it("count a place for each part", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const estate = unreadOf(estateOf({ ...waiting, registries, limits: { inTransition: 2 } }), ...all);
    expect(asked(estate)).toEqual(["vpc-1"]);
  });

  it("are not read again, and a usable network takes its place", () => {
    const limits = { inTransition: 2 };
    expect(asked(unreadOf(estateOf({ ...waiting, limits }), "vpc-1", "vpc-3"))).toEqual(["vpc-1"]);
    expect(asked(estateOf({ ...waiting, limits }))).toEqual([]);
  });

  it.each([
    ["full", subnetOf({ id: "vsw-1", network: "vpc-1", freeAddresses: known(0, at) })],
    ["unread", subnetOf({ id: "vsw-1", network: "vpc-1", freeAddresses: unknown("not said") })],
  ])("that are %s give the turn to the next network", (_, subnet) => {
    const world = { ...waiting, limits: { inTransition: 1 }, subnets: [subnet, ...subnets.slice(1)] };
    expect(asked(unreadOf(estateOf(world), "vpc-2", "vpc-3"))).toEqual(["vpc-2"]);
  });

  it("that their owner does not share with the registry's account give the turn to the next network", () => {
    const accept = { accounts: ["1001", "2002"], regions: [], tags: {} };
    const foreign = networkOf({ id: "vpc-0", account: "2002", createdAt: "2025-01-01T00:00:00.000Z" });
    const lent = (shared: boolean) => subnetOf({ id: "vsw-0", network: "vpc-0", shared });
    const world = (shared: boolean): World => ({
      ...waiting,
      registries: [registryOf({ accept })],
      networks: [foreign, ...networks],
      subnets: [lent(shared), ...subnets],
      limits: { inTransition: 1 },
    });
    expect(asked(unreadOf(estateOf(world(false)), ...all))).toEqual(["vpc-1"]);
    expect(asked(unreadOf(estateOf(world(true)), ...all))).toEqual([]);
  });

  it("that could not be listed give the turn to the next network", () => {
    const estate = unreadOf(estateOf({ ...waiting, limits: { inTransition: 1 } }), ...all);
    const failed = [{ cloud: "alibaba" as const, network: "vpc-1", subnets: unknown("Throttling") }];
    expect(asked({ ...estate, subnets: failed })).toEqual(["vpc-2"]);
  });

  it.each([
    ["is linked", { links: [linkOf()], ledger: [entryOf()] }],
    ["is on its way", { links: [changingLink()], ledger: [intentOf(2)] }],
    ["was asked for just now", { links: [], ledger: [intentOf(2)] }],
    ["is another deployment's", { links: [], ledger: [entryOf({ deployment: "other" })] }],
    ["does not wish", { links: [], ledger: [], networks: [networkOf({ tags: {} })] }],
    ["is on hold", { links: [], ledger: [], networks: [networkOf({ tags: { "registry-link": "hold" } })] }],
    ["is not accepted", { links: [], ledger: [], networks: [networkOf({ account: "2002" })] }],
    ["has no subnet", { links: [], ledger: [], networks: [networkOf({ subnetCount: 0 })] }],
    ["is being made", { links: [], ledger: [], networks: [networkOf({ available: false })] }],
  ] satisfies readonly (readonly [string, World])[])("are not read where the network %s", (_, world) => {
    expect(asked(unreadOf(estateOf(world), "vpc-1"))).toEqual([]);
  });

  it("are not read without the ledger, nor while no place is free", () => {
    const estate = unreadOf(estateOf(waiting), ...all);
    expect(asked({ ...estate, ledger: unknown("no answer") })).toEqual([]);
    expect(asked(unreadOf(estateOf({ ...waiting, quota: known(quotaOf(1, 1), at) }), ...all))).toEqual([]);
  });

  it("are read for all in a full pass that only observes, and for a few in a frequent one", () => {
    const estate = unreadOf(estateOf({ ...waiting, limits: { inTransition: 1 } }), ...all);
    expect(asked(estate, "observe", "full")).toEqual(all);
    expect(asked(estate, "observe", "frequent")).toEqual(["vpc-1"]);
    const registries = [registryOf({ mode: "observe" })];
    expect(asked(unreadOf(estateOf({ ...waiting, registries }), ...all), "full", "full")).toEqual(all);
  });
});

describe("names", () => {
  const asksFor = (world: World) => needs(estateOf(world), "full", "frequent").names;

  it("are read where the link is ready, Mooring's or not", () => {
    const link = { registry: "prod", network: "vpc-1", region: "cn-hangzhou", part: "registry", address };
    const need = { ...link, name: names.registry, kind: "vpc" };
    expect(asksFor({})).toEqual([need]);
    expect(asksFor({ ledger: [] })).toEqual([need]);
  });

  it.each([
    ["is on its way", { links: [changingLink()] }],
    ["has no address", { links: [linkOf({ address: unknown("none") })] }],
    ["is of a network that does not wish", { networks: [networkOf({ tags: {} })] }],
    ["is of a network that is not accepted", { networks: [networkOf({ account: "2002" })] }],
  ] satisfies readonly (readonly [string, World])[])("are not read where the link %s", (_, world) => {
    expect(asksFor(world)).toEqual([]);
  });
});
