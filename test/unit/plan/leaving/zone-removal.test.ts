import { describe, expect, it } from "vitest";
import type { Estate, Publishing } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  boundTo,
  entryOf,
  inventoryOf,
  minutesAgo,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  rereadOf,
} from "../estate-of.ts";
import {
  byDomain,
  charts,
  type DomainWorld,
  domainEntry,
  domainEstate,
  domainName,
  domainRegistry,
  domainZone,
  images,
  imagesZone,
  mainDomain,
  ownZone,
} from "../name/own-zone-estate.ts";

/** The domain left the configuration; its link is there and stays. */
const dropped: DomainWorld = { registries: [registryOf()], read: [images.name], zones: [imagesZone()] };
/** Missed by a list ten minutes ago as well, and without a wish for the whole grace. */
const unseen = { leavingSince: minutesAgo(72 * 60), missingSince: minutesAgo(10) };
/** The link is gone, and its network does not wish for the registry any more. */
const unlinked: DomainWorld = {
  networks: [networkOf({ tags: {} })],
  links: [],
  read: [images.name],
  readIn: ["vpc-1"],
  zones: [imagesZone()],
  ledger: [domainEntry([domainName()], unseen)],
};

function planned(world: DomainWorld) {
  const estate = domainEstate(world);
  return guard(plan(estate), estate, "full");
}

function outcome(world: DomainWorld) {
  const { changes, findings } = planned(world);
  const [name] = findings.flatMap(({ parts }) => parts.flatMap((part) => part.names)).filter(isDomain);
  return [name?.code, ...changes.map(({ kind }) => kind)];
}

const isDomain = ({ name }: { readonly name: string }) => name.endsWith(mainDomain);

/** What the ledger says of the domains after the look. */
function kept(world: DomainWorld) {
  const estate = domainEstate(world);
  const { ledger } = withConfirmed(estate, confirmations(estate));
  return ledger.known ? ledger.value.flatMap(({ names }) => names.filter(isDomain).map(({ name }) => name)) : null;
}

const both = [
  domainName({ ownZone: ownZone({ name: mainDomain }) }),
  domainName({ name: charts.name, ownZone: ownZone({ name: mainDomain }) }),
];
const two = [recordOf({ id: "images", host: "images" }), recordOf({ id: "charts", host: "charts" })];

describe("a zone of Mooring's own goes", () => {
  it.each<[string, DomainWorld, readonly (string | undefined)[]]>([
    ["when the domain leaves the configuration", dropped, ["leaving/own-zone", "delete-zone"]],
    ["when the link is gone and the network does not wish for it", unlinked, ["leaving/own-zone", "delete-zone"]],
    [
      "when the link is gone and the tag says off",
      { ...unlinked, networks: [networkOf({ tags: { "registry-link": "off" } })] },
      ["leaving/own-zone", "delete-zone"],
    ],
    [
      "when the link is gone and the network is not accepted any more",
      { ...unlinked, networks: [networkOf({ account: "2002" })] },
      ["leaving/own-zone", "delete-zone"],
    ],
    [
      "bound to nothing any more",
      { ...dropped, zones: [imagesZone({ bindings: [] })] },
      ["leaving/own-zone", "delete-zone"],
    ],
    ["without its record", { ...dropped, zones: [imagesZone({ records: [] })] }, ["leaving/own-zone", "delete-zone"]],
    [
      "with its record as somebody made it",
      { ...dropped, zones: [imagesZone({ records: [recordOf({ value: "10.7.7.7", enabled: false })] })] },
      ["leaving/own-zone", "delete-zone"],
    ],
    ["when somebody was first", { ...dropped, zones: [] }, ["leaving/own-zone"]],
  ])("%s", (_, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });

  it("of a domain that left the configuration, whatever is known of the link of a network that wishes for it", () => {
    const kinds = planned({ ...dropped, links: [], readIn: ["vpc-1"], inventory: known([], at) }).changes.map(
      ({ kind }) => kind,
    );
    expect(kinds).toContain("delete-zone");
  });

  it("as it was seen, and with it what it was bound to", () => {
    expect(planned(dropped).changes).toEqual([
      expect.objectContaining({
        kind: "delete-zone",
        zone: "own-1",
        zoneName: images.name,
        name: images.name,
        network: "vpc-1",
        have: [boundTo("vpc-1")],
        revision: "r1",
        repoints: false,
      }),
    ]);
  });

  it.each<[string, DomainWorld]>([
    ["while the network wishes for its link", { ...unlinked, networks: [networkOf()] }],
    ["on hold", { ...unlinked, networks: [networkOf({ tags: { "registry-link": "hold" } })] }],
    [
      "while the tag says nothing clear",
      { ...unlinked, networks: [networkOf({ tags: { "registry-link": "Prod!" } })] },
    ],
    ["while the link is there", { networks: [networkOf({ tags: {} })], zones: [imagesZone()] }],
    ["of another deployment", { ...dropped, ledger: [domainEntry([domainName()], { deployment: "other" })] }],
    ["with the same name and none in the ledger", { ...dropped, ledger: [entryOf()] }],
    ["below mode repair", { ...dropped, registries: [registryOf({ mode: "attach" })] }],
  ])("not %s", (_, world) => {
    expect(planned(world).changes.filter(({ kind }) => kind !== "attach")).toEqual([]);
  });

  it.each<[Publishing["service"], string]>([
    ["closed", "blocked/dns-closed"],
    ["in-debt", "blocked/dns-in-debt"],
  ])("not while private DNS is %s: each attempt would count as a failed write", (service, code) => {
    const publishing = known({ service, vendorState: service, authorized: true }, at);
    for (const world of [dropped, unlinked]) expect(outcome({ ...world, publishing })).toEqual([code]);
    expect(outcome({ ...dropped, publishing, zones: [] })).toEqual(["leaving/own-zone"]);
  });

  it.each<[string, Partial<Zone>, string]>([
    ["a record", { records: [recordOf(), recordOf({ id: "2", host: "www", type: "TXT" })] }, "TXT"],
    ["a record of another type at the name", { records: [recordOf({ type: "TXT", value: "hello" })] }, "TXT hello"],
    ["a binding", { bindings: [boundTo("vpc-1"), boundTo("vpc-9")] }, "vpc-9"],
    ["a remark of theirs", { remark: "team-x" }, "team-x"],
    ["no remark, and it holds nothing", { remark: "", records: [], bindings: [] }, "give it"],
  ])("not while somebody's own %s is in it, and that is told", (_, differs, told) => {
    const world = { ...dropped, zones: [imagesZone(differs)] };
    expect(planned(world)).toMatchObject({ changes: [], findings: [{ state: "held", code: "held/own-zone-in-use" }] });
    expect(planned(world).findings[0]?.sentence).toContain(told);
    expect(planned({ ...unlinked, zones: [imagesZone(differs)] }).findings).toMatchObject([
      { code: "held/own-zone-in-use" },
    ]);
    expect(kept(world)).toEqual([images.name]);
  });

  it("not without being read", () => {
    expect(outcome({ ...dropped, read: [] })).toEqual(["unknown/not-read"]);
    const estate = domainEstate(dropped);
    const registries = estate.registries.map((view) => ({
      ...view,
      resolutions: view.resolutions.map((one) =>
        isDomain(one) ? { ...one, resolution: unknown("the zones could not be listed") } : one,
      ),
    }));
    expect(plan({ ...estate, registries })).toMatchObject({ changes: [] });
    expect(confirmations({ ...estate, registries }).flatMap(({ want }) => want?.names ?? [])).toEqual([]);
    expect(needs(domainEstate({ ...unlinked, read: [] }), "full", "frequent").names.filter(isDomain)).toEqual([
      {
        registry: "prod",
        network: "vpc-1",
        region: "cn-hangzhou",
        part: "registry",
        name: images.name,
        kind: "custom",
        address,
        leaving: true,
      },
    ]);
  });
});

describe("a network that is gone", () => {
  const since = (minutes: number | null) =>
    domainEntry([domainName()], { ...unseen, leavingSince: minutes === null ? null : minutesAgo(minutes) });
  const missed = (pass: string, more: DomainWorld = {}): DomainWorld => {
    const world = {
      ...unlinked,
      networks: [networkOf({ id: "vpc-2", tags: {} })],
      ledger: [since(5_000)],
      reread: [{ cloud: "alibaba" as const, region: "cn-hangzhou", ids: ["vpc-1"], networks: known([], at) }],
      ...more,
    };
    const missing = [{ network: "vpc-1", at: minutesAgo(3_000), pass }];
    return {
      inventory: known([inventoryOf(domainRegistry(), { networks: world.networks, links: [] }, { missing })], at),
      ...world,
    };
  };

  it("takes its zone with it once two full passes missed it and it was asked for by its id", () => {
    expect(planned(missed("pass-before"))).toMatchObject({
      changes: [{ kind: "delete-zone", zone: "own-1", network: "vpc-1", account: "1001", region: "cn-hangzhou" }],
      findings: [{ network: "vpc-1", code: "leaving/own-zone" }],
    });
    expect(needs(domainEstate(missed("pass-before")), "full", "full").names).toMatchObject([
      { network: "vpc-1", name: images.name },
    ]);
    expect(confirmations(domainEstate(missed("pass-before", { zones: [] })))).toMatchObject([{ want: null }]);
  });

  it.each<[string, DomainWorld]>([
    ["after one full pass", missed("pass-0")],
    ["without being asked for by its id", missed("pass-before", { reread: [] })],
    ["while it is shown when it is asked for", missed("pass-before", { reread: rereadOf(networkOf()) })],
    [
      "while nobody answered for it",
      missed("pass-before", {
        reread: [{ cloud: "alibaba", region: "cn-hangzhou", ids: ["vpc-1"], networks: unknown("no answer") }],
      }),
    ],
    ["when it may be another account's", missed("pass-before", { account: "2002" })],
    ["before any full pass counted the lists", missed("pass-before", { inventory: known([], at) })],
  ])("keeps its zone %s", (_, world) => {
    expect(planned(world).changes.filter(({ kind }) => kind !== "attach")).toEqual([]);
  });

  it("leaves from the first whole listing without it, and stays once one shows it and it wishes", () => {
    const noted = (world: DomainWorld) => confirmations(domainEstate(world)).map(({ want }) => want?.leavingSince);
    expect(noted(missed("pass-0", { ledger: [since(null)] }))).toEqual([at]);
    const unlisted = { ...since(3_000), unlistedSince: minutesAgo(3_000) };
    expect(noted(missed("pass-0", { ledger: [unlisted] }))).toEqual([]);
    expect(noted({ networks: [networkOf()], ledger: [since(30)], zones: [imagesZone()] })).toEqual([null]);
  });

  it.each<[string, (estate: Estate) => Estate]>([
    ["its region was read in part", (estate) => partly(estate, { ids: ["vpc-2"] })],
    ["its region could not be read", (estate) => partly(estate, { networks: unknown("no answer") })],
    [
      "the links could not be read",
      (estate) => ({
        ...estate,
        registries: estate.registries.map((view) => ({
          ...view,
          parts: view.parts.map(({ part }) => ({ part, view: unknown("no answer") })),
        })),
      }),
    ],
  ])("is not believed gone when %s", (_, change) => {
    expect(plan(change(domainEstate(missed("pass-before")))).changes).toEqual([]);
    expect(confirmations(change(domainEstate(missed("pass-0", { ledger: [since(null)] }))))).toEqual([]);
  });
});

function partly(estate: Estate, differs: Partial<Estate["regions"][number]>): Estate {
  return { ...estate, regions: estate.regions.map((region) => ({ ...region, ...differs })) };
}

describe("a name that leaves a zone with others in it", () => {
  const staying: DomainWorld = {
    zoneAccount: byDomain,
    registries: [domainRegistry()],
    read: [images.name, charts.name],
    ledger: [domainEntry(both)],
    zones: [domainZone({ records: two })],
  };

  it("takes its record alone, and the ledger forgets it after that", () => {
    expect(planned(staying).changes).toMatchObject([{ kind: "delete-record", have: { id: "charts" }, zone: "own-1" }]);
    expect(kept(staying)).toEqual([images.name, charts.name].sort());
    expect(kept({ ...staying, zones: [domainZone()] })).toEqual([images.name]);
    expect(planned({ ...staying, zones: [domainZone()] }).changes).toEqual([]);
  });

  it("takes the zone when the others leave, too", () => {
    const world = { ...staying, registries: [registryOf()] };
    expect(planned(world).changes).toMatchObject([{ kind: "delete-zone", zone: "own-1" }]);
    expect(kept({ ...world, zones: [] })).toEqual([]);
  });

  it("does not take the record that another registry's link has there now", () => {
    const live = domainRegistry({ alias: "live", instance: "cri-live" });
    const networks = [networkOf({ tags: { "registry-link": "prod,live" } })];
    const ledger = [
      domainEntry([domainName({ ownZone: ownZone({ name: mainDomain }) })]),
      entryOf({ registry: "cri-live", names: [domainName({ ownZone: ownZone({ name: mainDomain }) })] }),
    ];
    const world = {
      ...staying,
      networks,
      ledger,
      registries: [registryOf(), live],
      zones: [domainZone()],
      read: [images.name],
    };
    expect(planned(world).changes.filter(({ kind }) => kind !== "attach")).toEqual([]);
    expect(kept(world)).toEqual([images.name]);
  });
});

describe("what the ledger forgets", () => {
  it("is a name whose zone is gone, once nobody wants it", () => {
    expect(kept({ ...dropped, zones: [] })).toEqual([]);
    expect(kept({ ...unlinked, zones: [] })).toEqual([]);
    expect(kept(dropped)).toEqual([images.name]);
    expect(kept({ zones: [] })).toEqual([images.name]);
  });

  it("is not a zone that was asked for and never answered, for a day", () => {
    const failure = { kind: "unavailable", call: "pvtz:AddZone", code: "Timeout", message: "no answer" } as const;
    const lost = (minutes: number) => [
      domainEntry([domainName({ ownZone: ownZone({ id: null }) })], {
        failures: [{ at: minutesAgo(minutes), change: `create-zone prod/vpc-1/registry ${images.name}`, failure }],
      }),
    ];
    const world = { ...dropped, zones: [] };
    expect(kept({ ...world, ledger: lost(60) })).toEqual([images.name]);
    expect(kept({ ...world, ledger: lost(25 * 60) })).toEqual([]);
    // It showed after all.
    expect(outcome({ ...dropped, ledger: lost(60) })).toEqual(["leaving/own-zone", "delete-zone"]);
  });

  it("is not the zone of an attach that was refused", () => {
    const refused = domainEntry([domainName()], { intentAt: null, intentBy: null, attachedAt: null });
    expect(kept({ ...unlinked, ledger: [refused] })).toEqual([images.name]);
    expect(outcome({ ...unlinked, ledger: [refused] })).toEqual(["leaving/own-zone", "delete-zone"]);
  });

  it("is only the zone of a name of the vendor's, not the name", () => {
    const names = [domainName({ name: "prod.example.com", kind: "vpc" }), publishedOf({ name: "other.example.com" })];
    const estate = domainEstate({
      networks: [networkOf({ tags: {} })],
      links: [],
      ledger: [entryOf({ ...unseen, names })],
      read: ["prod.example.com"],
      readIn: ["vpc-1"],
    });
    const [found] = confirmations(estate);
    expect(found?.want?.names).toMatchObject([
      { name: "prod.example.com", ownZone: null },
      { name: "other.example.com" },
    ]);
  });
});
