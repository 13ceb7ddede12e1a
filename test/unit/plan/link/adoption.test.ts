import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import { tightestRoom } from "../../../../shared/plan/limits/room.ts";
import {
  type AdoptionPlan,
  type AdoptionWish,
  adoptionNeeds,
  planAdoption,
} from "../../../../shared/plan/link/adoption.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  changingLink,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  registryOf,
  type World,
} from "../estate-of.ts";
import { defaultName, switchEntry, switchEstate, switchKey, switchRegistry, vpcName } from "../name/switch-estate.ts";

const by = { network: "vpc-1", by: "ann", reason: "it was made by hand", publishedAddress: null, released: [] };
const foreign: World = { ledger: [] };

function adoption(estate: Estate, wish: Partial<AdoptionWish> = {}): AdoptionPlan {
  const [registry] = estate.settings.registries;
  if (registry === undefined) throw new Error("there is no registry");
  return planAdoption(estate, { ...by, registry, ...wish });
}

function adopted(estate: Estate, wish: Partial<AdoptionWish> = {}) {
  const found = adoption(estate, wish);
  if (!found.adopts) throw new Error(`${found.refusal.code}: ${found.refusal.sentence}`);
  return found;
}

const codesOf = (estate: Estate) => plan(estate).findings.map(({ code }) => code);

describe("a link that somebody else made", () => {
  it("becomes Mooring's as it was seen, and nothing but the ledger is another", () => {
    const { entries, already, next, names: told } = adopted(estateOf(foreign));
    expect(entries).toEqual([
      {
        version: 1,
        deployment: "mooring",
        cloud: "alibaba",
        account: "1001",
        region: "cn-hangzhou",
        registry: "cri-prod",
        network: "vpc-1",
        part: "registry",
        subnet: "vsw-1",
        address,
        moved: null,
        names: [],
        intentAt: null,
        intentBy: null,
        attachedAt: at,
        adopted: { at, by: "ann", reason: "it was made by hand" },
        verifiedAt: null,
        leavingSince: null,
        repairs: [],
        failures: [],
      } satisfies LedgerEntry,
    ]);
    expect(already).toEqual([]);
    expect(told).toMatchObject([{ name: names.registry, part: "registry", state: "moored" }]);
    expect({ ...next, ledger: null }).toEqual({ ...estateOf(foreign), ledger: null });
    expect(plan(next)).toMatchObject({
      changes: [],
      held: [],
      findings: [{ state: "moored", parts: [{ owned: true }] }],
    });
  });

  it("has its names taken into the ledger by the next pass, with their baselines", () => {
    const { next } = adopted(estateOf(foreign));
    const { ledger } = withConfirmed(next, confirmations(next));
    const [entry] = ledger.known ? ledger.value : [];
    expect(entry).toMatchObject({
      verifiedAt: at,
      adopted: { by: "ann" },
      names: [{ name: names.registry, address, baseline: { zone: "zone-1" } }],
    });
  });

  it("is adopted in all its parts, and in those alone that are not Mooring's yet", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const links = [linkOf(), linkOf({ part: "chart", address: { known: true, value: "10.0.0.10", at } })];
    const parts = (ledger: readonly LedgerEntry[]) => {
      const { entries, already } = adopted(estateOf({ registries, links, ledger }));
      return [entries.map(({ part }) => part), already.map(({ part }) => part)];
    };
    expect(parts([])).toEqual([["registry", "chart"], []]);
    expect(parts([entryOf()])).toEqual([["chart"], ["registry"]]);
    expect(parts([entryOf(), entryOf({ part: "chart" })])).toEqual([[], ["registry", "chart"]]);
  });

  it("keeps what the ledger remembers of attempts at it", () => {
    const failure = { kind: "exhausted", call: "cr:Create", code: "LIMIT", message: "no" } as const;
    const failures = [{ at: minutesAgo(30), change: "attach", failure }];
    const asked = [{ at: minutesAgo(60), lost: true }];
    const { entries } = adopted(
      estateOf({ ledger: [intentOf(0, { intentAt: null, intentBy: null, failures, asked })] }),
    );
    expect(entries).toMatchObject([{ failures, asked, attachedAt: at }]);
  });

  it("is adopted although its network wishes for nothing: it then leaves, with grace", () => {
    const estate = estateOf({ ...foreign, networks: [networkOf({ tags: {} })] });
    const { next } = adopted(estate);
    expect(codesOf(estate)).toEqual(["foreign/link"]);
    expect(codesOf(next)).toEqual(["leaving/tag-absent"]);
    expect(plan(next).changes).toEqual([]);
  });

  it("proves nothing of links that Mooring makes: the first of them is still made alone", () => {
    const { entries } = adopted(estateOf(foreign));
    const verified = entries.map((entry) => ({ ...entry, verifiedAt: at }));
    const networks = [networkOf(), networkOf({ id: "vpc-2" })];
    expect(tightestRoom(estateOf({ networks, ledger: verified }), registryOf(), "vpc-2").code).toBe("held/canary");
  });
});

describe("nothing is adopted", () => {
  const refusals: readonly (readonly [string, Estate, string])[] = [
    ["of a network without a link", estateOf({ ...foreign, links: [] }), "no-link"],
    ["while a link is in transition", estateOf({ ...foreign, links: [changingLink()] }), "link-in-transition"],
    ["that another deployment has", estateOf({ ledger: [entryOf({ deployment: "other" })] }), "other-deployment"],
    [
      "that another deployment announced",
      estateOf({ ledger: [intentOf(3, { deployment: "other" })] }),
      "other-deployment",
    ],
    [
      "of a network whose tag says off",
      estateOf({ ...foreign, networks: [networkOf({ tags: { "registry-link": "off" } })] }),
      "tag-off",
    ],
    [
      "of a network that the registry does not accept",
      estateOf({ ...foreign, networks: [networkOf({ account: "2002" })] }),
      "not-accepted",
    ],
    ["of a network that was not seen", estateOf({ ...foreign, networks: [] }), "network-not-seen"],
    ["while the ledger cannot be read", { ...estateOf(foreign), ledger: unknown("damaged") }, "ledger-unknown"],
    ["while the links cannot be read", withoutLinks(estateOf(foreign)), "links-unknown"],
  ];

  it.each(refusals)("%s", (_, estate, code) => {
    expect(adoption(estate)).toMatchObject({ adopts: false, refusal: { code } });
  });

  it("of both parts when one of them is another deployment's", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    const links = [linkOf(), linkOf({ part: "chart", address: { known: true, value: "10.0.0.10", at } })];
    const ledger = [entryOf({ part: "chart", deployment: "other" })];
    expect(adoption(estateOf({ registries, links, ledger }))).toMatchObject({
      adopts: false,
      refusal: { code: "other-deployment" },
    });
  });

  it("with an address for switches where a registry has none", () => {
    expect(adoption(estateOf(foreign), { publishedAddress: address })).toMatchObject({
      adopts: false,
      refusal: { code: "no-switch" },
    });
  });
});

describe("of names that are published by switches", () => {
  const registry = switchRegistry({ names: ["vpc", "default"] });
  const world = { registries: [registry], ledger: [] };
  const stale = "10.0.0.8";

  it("the address is unknown until somebody states it, and nothing is written meanwhile", () => {
    const { entries, names: told, next } = adopted(switchEstate(world));
    expect(entries).toMatchObject([{ names: [] }]);
    expect(told.map(({ code }) => code)).toEqual(["unknown/unpublished-address", "unknown/unpublished-address"]);
    expect(plan(next).changes).toEqual([]);
  });

  it("those that are on are taken as published with the address that somebody states, the others are published", () => {
    const switches = { [switchKey("vpc-1", defaultName.name)]: "off" as const };
    const { entries, next } = adopted(switchEstate({ ...world, switches }), { publishedAddress: address });
    expect(entries.flatMap(({ names: all }) => all)).toEqual([
      {
        ...vpcName,
        region: registry.region,
        address,
        publishedAt: at,
        withdrawnAt: null,
        ownZone: null,
        baseline: null,
      },
    ]);
    expect(plan(next).changes).toMatchObject([{ kind: "switch-on", name: defaultName.name, first: true }]);
  });

  it("one that answers another address than the link's, as somebody states, is turned off with it first", () => {
    const { next } = adopted(switchEstate({ ...world, registries: [switchRegistry()] }), { publishedAddress: stale });
    expect(plan(next).changes).toMatchObject([{ kind: "switch-off", name: vpcName.name, address: stale }]);
  });

  it("the address can be stated afterwards, of a link that is Mooring's already", () => {
    const ledger = [switchEntry({ names: [] })];
    const estate = switchEstate({ ledger });
    expect(codesOf(estate)).toEqual(["unknown/unpublished-address"]);
    expect(adopted(estate)).toMatchObject({ entries: [], already: ledger });
    const { entries, next } = adopted(estate, { publishedAddress: address });
    expect(entries).toEqual([{ ...ledger[0], names: [expect.objectContaining({ name: vpcName.name, address })] }]);
    expect(codesOf(next)).toEqual(["moored/attached"]);
  });

  it("one that the ledger has an address of keeps it, whatever somebody states", () => {
    expect(adopted(switchEstate(), { publishedAddress: stale })).toMatchObject({ entries: [] });
  });
});

describe("what must be read besides", () => {
  const needed = (estate: Estate) => adoptionNeeds(estate, registryOf(), "vpc-1").map(({ name }) => name);

  it("is every name of a ready link that was not read, because nobody wishes for it", () => {
    expect(needed(estateOf({ ...foreign, unread: [names.registry] }))).toEqual([names.registry]);
    expect(needed(estateOf(foreign))).toEqual([]);
    expect(needed(estateOf({ ...foreign, links: [changingLink()] }))).toEqual([]);
    expect(needed(estateOf({ ...foreign, networks: [] }))).toEqual([]);
  });
});

function withoutLinks(estate: Estate): Estate {
  const parts = [{ part: "registry" as const, view: unknown("denied") }];
  return { ...estate, registries: estate.registries.map((view) => ({ ...view, parts })) };
}
