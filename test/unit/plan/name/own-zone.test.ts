import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { PublishedName } from "../../../../shared/model/ledger.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  baselineOf,
  boundTo,
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
  zoneOf,
} from "../estate-of.ts";
import {
  byDomain,
  byName,
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
  remark,
} from "./own-zone-estate.ts";

const elsewhere = "10.7.7.7";
/** A domain that Mooring has no zone for yet. */
const fresh = [domainEntry([])];
const announced: PublishedName = domainName({ ownZone: ownZone({ id: null }), baseline: null });

function planned(world: DomainWorld) {
  return guard(plan(domainEstate(world)), domainEstate(world), "full");
}

function nameIn(world: DomainWorld, name = images.name) {
  const found = planned(world)
    .findings.flatMap(({ parts }) => parts)
    .flatMap((part) => part.names)
    .find((one) => one.name === name);
  if (found === undefined) throw new Error(`no finding of ${name}`);
  return found;
}

/** The finding's code, then the changes. */
function outcome(world: DomainWorld, name = images.name) {
  return [nameIn(world, name).code, ...planned(world).changes.map(({ kind }) => kind)];
}

const foreign = (differs: Partial<Zone> = {}) =>
  zoneOf({ id: "theirs", name: images.name, remark: "by hand", ...differs });

describe("a domain of the user's own", () => {
  it("is a name of every link of ours, and of no other", () => {
    const wanted = (world: DomainWorld) =>
      needs(domainEstate(world), "full", "full").names.map(({ name, kind }) => `${kind} ${name}`);
    expect(wanted({ ledger: fresh })).toEqual([`vpc ${names.registry}`, `custom ${images.name}`]);
    expect(wanted({ ledger: [] })).toEqual([`vpc ${names.registry}`]);
    const charted = [domainRegistry({ parts: ["chart"] })];
    expect(wanted({ registries: charted, links: [linkOf({ part: "chart" })], ledger: fresh })).toEqual([
      `vpc ${names.chart}`,
    ]);
  });

  it.each<[string, DomainWorld, readonly string[]]>([
    ["nothing there", { ledger: fresh }, ["pending/own-zone", "create-zone"]],
    ["announced, never made", { ledger: [domainEntry([announced])] }, ["pending/own-zone", "create-zone"]],
    [
      "made, empty, its id not known yet",
      { ledger: [domainEntry([announced])], zones: [imagesZone({ bindings: [], records: [] })] },
      ["pending/own-zone", "create-record"],
    ],
    [
      "made, with its record",
      { ledger: [domainEntry([announced])], zones: [imagesZone({ bindings: [] })] },
      ["pending/own-zone", "bind-zone"],
    ],
    ["as it should be", { zones: [imagesZone()] }, ["moored/resolving"]],
    [
      "bound to somebody as well",
      { zones: [imagesZone({ bindings: [boundTo("vpc-1"), boundTo("vpc-9")] })] },
      ["moored/resolving"],
    ],
    [
      "bound to somebody as well, and its record wrong: they would hear what is written",
      {
        zones: [
          imagesZone({ bindings: [boundTo("vpc-1"), boundTo("vpc-9")], records: [recordOf({ value: elsewhere })] }),
        ],
      },
      ["drifted/shared-zone"],
    ],
    [
      "bound to somebody else alone, and its record wrong",
      { zones: [imagesZone({ bindings: [boundTo("vpc-9")], records: [recordOf({ value: elsewhere })] })] },
      ["drifted/shared-zone-unbound"],
    ],
    ["taken over, and right", { zones: [imagesZone({ remark: "team-x" })] }, ["moored/resolving"]],
    ["its remark in another case", { zones: [imagesZone({ remark: remark.toUpperCase() })] }, ["moored/resolving"]],
    ...(
      [
        ["wrong", { records: [recordOf({ value: elsewhere })] }],
        ["empty", { records: [] }],
        ["unbound", { bindings: [] }],
        ["bound to somebody else instead", { bindings: [boundTo("vpc-9")] }],
      ] satisfies [string, Partial<Zone>][]
    ).map(([what, differs]): [string, DomainWorld, readonly string[]] => [
      `taken over, and ${what}`,
      { zones: [imagesZone({ remark: "", ...differs })] },
      ["drifted/own-zone-taken"],
    ]),
    ["its record missing", { zones: [imagesZone({ records: [] })] }, ["drifted/record-missing", "create-record"]],
    [
      "its record wrong",
      { zones: [imagesZone({ records: [recordOf({ value: elsewhere })] })] },
      ["drifted/record-changed", "correct-record"],
    ],
    [
      "its record disabled",
      { zones: [imagesZone({ records: [recordOf({ enabled: false })] })] },
      ["drifted/record-disabled", "enable-record"],
    ],
    [
      "another value beside the right one",
      { zones: [imagesZone({ records: [recordOf(), recordOf({ id: "2", value: elsewhere })] })] },
      ["drifted/extra-value", "delete-record"],
    ],
    [
      "another TTL",
      { zones: [imagesZone({ records: [recordOf({ ttl: 3_600 })] })] },
      ["drifted/ttl", "correct-record"],
    ],
    ["falling through", { zones: [imagesZone({ fallsThrough: true })] }, ["drifted/fall-through", "set-fall-through"]],
    ["unbound", { zones: [imagesZone({ bindings: [] })] }, ["drifted/zone-unbound", "bind-zone"]],
    [
      "unbound and its record gone: the record first",
      { zones: [imagesZone({ bindings: [], records: [] })] },
      ["drifted/record-missing", "create-record"],
    ],
    [
      "bound to somebody else alone",
      { zones: [imagesZone({ bindings: [boundTo("vpc-9")] })] },
      ["drifted/shared-zone-unbound"],
    ],
    ["gone", {}, ["drifted/own-zone-missing", "create-zone"]],
    [
      "made a minute ago, and not shown yet",
      {
        ledger: [
          domainEntry([domainName({ baseline: null })], {
            repairs: [
              { at: minutesAgo(1), name: images.name, kind: "create-zone", before: "", after: "", repointed: false },
            ],
          }),
        ],
      },
      ["pending/own-zone"],
    ],
  ])("in a zone of its own: %s", (_, world, expected) => {
    expect(outcome(world)).toEqual(expected);
  });

  it.each<[string, DomainWorld, readonly string[]]>([
    ["nothing there", { ledger: fresh }, ["pending/own-zone", "create-zone"]],
    ["as it should be", { zones: [domainZone()], ledger: shared() }, ["moored/resolving"]],
    [
      "no longer falling through",
      { zones: [domainZone({ fallsThrough: false })], ledger: shared() },
      ["drifted/fall-through", "set-fall-through"],
    ],
    [
      "not falling through and unbound: that first",
      { zones: [domainZone({ fallsThrough: false, bindings: [] })], ledger: shared() },
      ["drifted/fall-through", "set-fall-through"],
    ],
    [
      "other people's records beside it",
      {
        zones: [domainZone({ records: [...domainZone().records, recordOf({ id: "x", host: "www" })] })],
        ledger: shared(),
      },
      ["moored/resolving"],
    ],
    ["gone", { ledger: shared() }, ["drifted/own-zone-missing", "create-zone"]],
    [
      "somebody else's zone of the main domain is bound",
      { ledger: fresh, zones: [foreign({ name: mainDomain, records: [] })] },
      ["blocked/main-domain-bound"],
    ],
    [
      "somebody else's zone below the main domain is bound",
      { ledger: fresh, zones: [foreign({ records: [] })] },
      ["blocked/main-domain-bound"],
    ],
    [
      "somebody else's took its place",
      { ledger: shared(), zones: [domainZone({ bindings: [] }), foreign({ name: mainDomain, records: [] })] },
      ["blocked/main-domain-bound"],
    ],
    [
      "somebody else's of the main domain answers rightly",
      { ledger: fresh, zones: [foreign({ name: mainDomain, records: [recordOf({ host: "images" })] })] },
      ["moored/resolving"],
    ],
    [
      "somebody else's is bound elsewhere",
      { ledger: fresh, zones: [foreign({ name: mainDomain, bindings: [boundTo("vpc-9")] })] },
      ["pending/own-zone", "create-zone"],
    ],
  ])("in a zone of its main domain: %s", (_, world, expected) => {
    expect(outcome({ zoneAccount: byDomain, ...world })).toEqual(expected);
  });

  it("is made a zone of the full name that refuses others, or one of the main domain that passes them on", () => {
    const [own] = planned({ ledger: fresh }).changes;
    expect(own).toMatchObject({
      kind: "create-zone",
      zoneName: images.name,
      fallsThrough: false,
      network: "vpc-1",
      nameKind: "custom",
      remark: "mooring-20260105T063000-vpc-1",
    });
    const [whole] = planned({ ledger: fresh, zoneAccount: byDomain }).changes;
    expect(whole).toMatchObject({ kind: "create-zone", zoneName: mainDomain, fallsThrough: true });
    const apex = [domainRegistry({ customDomains: [{ name: mainDomain, mainDomain }] })];
    const [swallowing] = planned({ ledger: fresh, registries: apex }).changes;
    expect(swallowing).toMatchObject({ kind: "create-zone", zoneName: mainDomain, fallsThrough: true });
  });

  it("is asked for again with the remark that was announced", () => {
    expect(planned({ ledger: [domainEntry([announced])] }).changes).toMatchObject([{ remark }]);
  });

  it("gets its record with its host in the zone, for 60 seconds", () => {
    const two = { registries: [domainRegistry({ customDomains: [images, charts] })], zoneAccount: byDomain };
    expect(planned({ ...two, ledger: shared(), zones: [domainZone()] }).changes).toMatchObject([
      { kind: "create-record", zone: "own-1", want: { host: "charts", type: "A", value: address, ttl: 60 } },
    ]);
  });

  it("of one main domain and another one are made one zone", () => {
    const registries = [domainRegistry({ customDomains: [images, charts] })];
    const world: DomainWorld = { registries, zoneAccount: byDomain, ledger: fresh };
    expect(planned(world).changes).toMatchObject([{ kind: "create-zone", zoneName: mainDomain }]);
    const each = planned({ ...world, zoneAccount: byName }).changes;
    expect(each.map((change) => (change.kind === "create-zone" ? change.zoneName : ""))).toEqual([
      charts.name,
      images.name,
    ]);
  });

  it.each<[string, DomainWorld, string]>([
    ["of the name, with another answer", { zones: [foreign({ records: [recordOf({ value: elsewhere })] })] }, "theirs"],
    ["of the name, empty", { zones: [foreign({ records: [] })] }, "theirs"],
    [
      "that is wider, with another answer",
      { zones: [foreign({ name: mainDomain, records: [recordOf({ host: "images", value: elsewhere })] })] },
      "theirs",
    ],
    [
      "that is wider, with another answer for all below it",
      { zones: [foreign({ name: mainDomain, records: [recordOf({ host: "*", value: elsewhere })] })] },
      "theirs",
    ],
  ])("is never put before somebody else's zone %s", (_, world, id) => {
    expect(outcome({ ledger: fresh, ...world })).toEqual(["drifted/shadowed"]);
    expect(nameIn({ ledger: fresh, ...world }).sentence).toContain(`(${id}, remark "by hand")`);
  });

  it.each([true, false])(
    "gets its own zone below somebody's that does not know it (passing on: %s)",
    (fallsThrough) => {
      const zones = [foreign({ name: mainDomain, fallsThrough, records: [recordOf({ host: "www" })] })];
      expect(outcome({ ledger: fresh, zones })).toEqual(["pending/own-zone", "create-zone"]);
    },
  );

  it("that somebody else's zone answers rightly is left to it", () => {
    expect(outcome({ ledger: fresh, zones: [foreign()] })).toEqual(["moored/resolving"]);
    expect(outcome({ zones: [imagesZone({ bindings: [], records: [] }), foreign()] })).toEqual(["moored/resolving"]);
    const confirmed = withConfirmed(
      domainEstate({ ledger: fresh, zones: [foreign()] }),
      confirmations(domainEstate({ ledger: fresh, zones: [foreign()] })),
    );
    const [entry] = confirmed.ledger.known ? confirmed.ledger.value : [];
    // Without a baseline nothing of it is ever put right.
    expect(entry?.names.find(({ name }) => name === images.name)).toMatchObject({ ownZone: null, baseline: null });
  });

  it("is not taken for ours for the sake of its remark alone, or of its name alone", () => {
    const zones = [imagesZone({ id: "copied" })];
    expect(outcome({ zones: [...zones, imagesZone({ bindings: [], records: [] })] })).toEqual(["moored/resolving"]);
    const wrong = { records: [recordOf({ value: elsewhere })] };
    expect(outcome({ zones: [imagesZone({ id: "copied", ...wrong })] })).toEqual(["drifted/shadowed"]);
    const named = { ledger: [domainEntry([announced])], zones: [imagesZone({ remark: "", ...wrong })] };
    expect(outcome(named)).toEqual(["drifted/shadowed"]);
  });

  it("has a limit of its account's zones, announced ones included, and is told what it costs", () => {
    const account = (count: number) => ({ ...byName, count });
    expect(outcome({ ledger: fresh, zoneAccount: account(449) })).toEqual(["pending/own-zone", "create-zone"]);
    expect(nameIn({ ledger: fresh }).sentence).toContain("costs about 0.02 USD a day");
    const full = planned({ ledger: fresh, zoneAccount: account(450) });
    expect(full).toMatchObject({
      changes: [],
      held: [{ code: "held/zone-limit" }],
      findings: [{ code: "held/zone-limit" }],
    });
    for (const deployment of ["mooring", "other"]) {
      const elsewhereAnnounced = entryOf({ network: "vpc-2", names: [announced], deployment });
      const beside = { ledger: [...fresh, elsewhereAnnounced], zoneAccount: account(449) };
      expect(planned(beside).held).toMatchObject([{ code: "held/zone-limit" }]);
    }
    // What was announced for this very zone is not counted twice.
    const own = { ledger: [domainEntry([announced])], zoneAccount: account(449) };
    expect(planned(own).changes).toMatchObject([{ kind: "create-zone" }]);
  });

  it.each([
    [10, 8, 1],
    [10, 9, 0],
    [11, 8, 1],
    [11, 9, 0],
    [1, 0, 0],
    [500, 449, 1],
    [500, 450, 0],
  ])("of %i zones with %i there makes %i, so that never more than 90 %% are taken", (limit, count, made) => {
    const found = planned({ ledger: fresh, zoneAccount: { ...byName, limit, count } });
    expect(found.changes).toHaveLength(made);
    expect(found.held).toHaveLength(1 - made);
  });

  it("leaves the last places of an account to people, whoever comes first", () => {
    const networks = ["vpc-1", "vpc-2", "vpc-3"].map((id) => networkOf({ id }));
    const found = planned({
      networks,
      subnets: networks.map(({ id }) => subnetOf({ network: id })),
      links: networks.map(({ id }, index) => linkOf({ network: id, address: known(`10.0.0.${index + 1}`, at) })),
      ledger: networks.map(({ id }, index) =>
        domainEntry([], { network: id, address: `10.0.0.${index + 1}`, names: [] }),
      ),
      zoneAccount: { ...byName, count: 448 },
    });
    const made = found.changes.flatMap((change) => (change.kind === "create-zone" ? [change.network] : []));
    expect(made).toEqual(["vpc-1", "vpc-2"]);
    const held = found.held.filter(({ code }) => code === "held/zone-limit");
    expect(held.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^the account has 448 private zones, to which this plan adds 2, of the 500 it may have, /),
    ]);
  });

  it("is Mooring's all the same where the registry calls it somebody else's", () => {
    const own = ownZone({ name: names.registry });
    const ledger = [entryOf({ names: [publishedOf({ ownZone: own, baseline: baselineOf({ zone: "own-1" }) })] })];
    const links = [linkOf({ issue: { text: "PRIVATE_ZONE_CONFLICT_AT_own-1", conflictingZone: "own-1" } })];
    const zone = zoneOf({ id: "own-1", remark, records: [recordOf({ value: elsewhere })] });
    const estate = estateOf({ ledger, links, zones: [zone] });
    expect(plan(estate).changes).toMatchObject([{ kind: "correct-record", zone: "own-1" }]);
  });

  it("is not made while the number of zones is unknown", () => {
    const world = { ledger: fresh, zoneAccount: unknown("the pass ran out of time") };
    expect(outcome(world)).toEqual(["unknown/zone-account"]);
    expect(outcome({ zoneAccount: unknown("not asked"), zones: [imagesZone({ records: [] })] })).toEqual([
      "drifted/record-missing",
      "create-record",
    ]);
  });

  it("is told to cost what all zones of ours cost", () => {
    expect(plan(domainEstate({ zones: [imagesZone()] })).notices).toMatchObject([
      { code: "moored/own-zones", sentence: expect.stringContaining("all of them about 0.02 USD a day") },
    ]);
    const other = entryOf({ network: "vpc-2", names: [domainName({ ownZone: ownZone({ id: "own-2" }) })] });
    expect(plan(domainEstate({ zones: [imagesZone()], ledger: [domainEntry(), other] })).notices).toMatchObject([
      { sentence: expect.stringMatching(/^2 of the 10 private zones .* all of them about 0\.04 USD a day$/) },
    ]);
    expect(plan(domainEstate({ ledger: fresh })).notices).toEqual([]);
  });

  it("is asked for once an hour where the vendor refuses it", () => {
    const failure = { kind: "invalid", call: "pvtz:AddZone", code: "Zone.Invalid.Name", message: "no" } as const;
    const refused = (minutes: number) => [
      domainEntry([], {
        failures: [{ at: minutesAgo(minutes), change: `create-zone prod/vpc-1/registry ${images.name}`, failure }],
      }),
    ];
    expect(outcome({ ledger: refused(59) })).toEqual(["blocked/zone-refused"]);
    expect(outcome({ ledger: refused(61) })).toEqual(["pending/own-zone", "create-zone"]);
  });

  it.each([
    ["invalid", "blocked/zone-refused"],
    ["exhausted", "blocked/zone-refused"],
    ["conflict", "pending/own-zone"],
    ["denied", "pending/own-zone"],
  ] as const)("is not asked for within the hour where another network's was refused as %s: %s", (kind, code) => {
    const failure = { kind, call: "pvtz:AddZone", code: "Zone.Invalid.Name", message: "no", requestId: "4F1A" };
    const other = (minutes: number, zone: string = images.name) =>
      entryOf({
        network: "vpc-2",
        failures: [{ at: minutesAgo(minutes), change: `create-zone prod/vpc-2/registry ${zone}`, failure }],
      });
    const found = plan(domainEstate({ ledger: [...fresh, other(59)] })).findings.find(
      ({ network }) => network === "vpc-1",
    );
    expect(found).toMatchObject({ code });
    if (code === "blocked/zone-refused")
      expect(found?.sentence).toContain(`${images.name} for network vpc-2: Zone.Invalid.Name no (request 4F1A)`);
    expect(outcome({ ledger: [...fresh, other(60)] })).toEqual(["pending/own-zone", "create-zone"]);
    expect(outcome({ ledger: [...fresh, other(5, "other.example.com")] })).toEqual(["pending/own-zone", "create-zone"]);
  });

  it("whose network has another zone of the main domain that cannot be seen is blocked once the vendor says so", () => {
    const failure = { kind: "conflict", call: "privatedns:X", code: "VpcBindedMainDomain", message: "no" } as const;
    const failures = [{ at: minutesAgo(5), change: "bind-zone prod/vpc-1/registry own-1", failure }];
    const names = [domainName({ ownZone: ownZone({ name: mainDomain }), baseline: null })];
    const world = { zoneAccount: byDomain, zones: [domainZone({ bindings: [] })] };
    expect(outcome({ ...world, ledger: [domainEntry(names, { failures })] })).toEqual(["blocked/main-domain-bound"]);
    expect(outcome({ ...world, ledger: [domainEntry(names)] })).toEqual(["pending/own-zone", "bind-zone"]);
  });

  it("that a forwarding rule takes before a zone of the main domain is not made one", () => {
    const forwarding = { id: "rule-1", zone: images.name, servers: ["10.1.1.1"] };
    expect(outcome({ ledger: fresh, zoneAccount: byDomain, forwarding })).toEqual(["drifted/forwarded"]);
    expect(outcome({ ledger: fresh, forwarding })).toEqual(["pending/own-zone", "create-zone"]);
  });

  it("resolves to one registry's link where two have it", () => {
    const registries = [domainRegistry(), domainRegistry({ alias: "live", instance: "cri-live" })];
    const networks = [networkOf({ tags: { "registry-link": "prod,live" } })];
    const other = entryOf({ registry: "cri-live", address: "10.0.0.20", names: [] });
    const both = (ledger: DomainWorld["ledger"]) => {
      const estate = domainEstate({ registries, networks, ledger: ledger ?? [] });
      const [prod, live] = estate.registries;
      if (prod === undefined || live === undefined) throw new Error("two registries");
      const links = [linkOf({ address: known("10.0.0.20", at) })];
      const parts = live.parts.map(({ part }) => ({
        part,
        view: known({ part, names: [{ name: "live.aliyuncs.com", kind: "vpc" as const }], links }, at),
      }));
      const resolutions = prod.resolutions.filter(({ name }) => name === images.name);
      const found = plan({ ...estate, registries: [prod, { ...live, parts, resolutions }] });
      return Object.fromEntries(
        found.findings.map(({ registry, parts }) => [
          registry,
          parts.flatMap((part) => part.names).find(({ name }) => name === images.name)?.code,
        ]),
      );
    };
    // The first by its alias, unless the other one has it already.
    expect(both([domainEntry([]), other])).toEqual({ live: "pending/own-zone", prod: "blocked/custom-domain-taken" });
    expect(both([domainEntry(), other])).toEqual({
      live: "blocked/custom-domain-taken",
      prod: "drifted/own-zone-missing",
    });
  });

  it("follows its link to a new address, within the limits of moves", () => {
    const moved = { address: "10.0.0.8", moved: { address, at: minutesAgo(5) } };
    const ledger = [domainEntry([domainName({ address: "10.0.0.8" })], { ...moved })];
    const zones = [imagesZone({ records: [recordOf({ value: "10.0.0.8" })] })];
    const custom = planned({ ledger, zones }).changes.filter(
      (change) => "name" in change && change.name === images.name,
    );
    expect(custom).toMatchObject([{ kind: "correct-record", repoints: true, want: { value: address } }]);
    const none = planned({ ledger, zones, limits: { repointsPerHour: 0 } });
    expect(none).toMatchObject({ changes: [], held: [{ code: "held/correlated-drift" }] });
    const once = { ...moved, moved: { address, at } };
    expect(planned({ ledger: [domainEntry([domainName()], once)], zones }).changes).toEqual([]);
  });

  it("is left alone when others write it, too, in a network on hold, and in mode attach", () => {
    const zones = [imagesZone({ records: [recordOf({ value: elsewhere })] })];
    const repair = { name: images.name, kind: "correct-record", before: "", after: "", repointed: false };
    const repairs = [1, 2, 3].map((hour) => ({ ...repair, at: minutesAgo(hour * 60) }));
    expect(outcome({ zones, ledger: [domainEntry([domainName()], { repairs })] })).toEqual(["held/contested"]);
    const held = planned({ zones, networks: [networkOf({ tags: { "registry-link": "hold" } })] });
    expect(held).toMatchObject({ changes: [], findings: [{ code: "held/hold" }] });
    expect(planned({ ledger: fresh, registries: [domainRegistry({ mode: "attach" })] })).toMatchObject({
      changes: [],
      held: [{ code: "held/mode-attach", change: { kind: "create-zone" } }],
    });
  });

  it("is not made while private DNS is closed", () => {
    const publishing = known({ service: "closed" as const, vendorState: "CLOSED", authorized: true }, at);
    expect(outcome({ publishing })).toEqual(["blocked/dns-closed"]);
  });
});

describe("what the ledger learns of zones of Mooring's own", () => {
  const confirmed = (world: DomainWorld) => {
    const estate = domainEstate(world);
    const after = withConfirmed(estate, confirmations(estate));
    const [entry] = after.ledger.known ? after.ledger.value : [];
    return entry?.names.find(({ name }) => name === images.name);
  };

  it("is the id of one that was announced, as soon as it is seen", () => {
    const ledger = [domainEntry([announced])];
    expect(confirmed({ ledger, zones: [imagesZone({ bindings: [], records: [] })] })).toMatchObject({
      ownZone: ownZone(),
      baseline: null,
    });
    expect(confirmed({ ledger })).toMatchObject({ ownZone: ownZone({ id: null }) });
  });

  it("is its baseline, once it answered", () => {
    expect(confirmed({ ledger: [domainEntry([announced])], zones: [imagesZone()] })).toMatchObject({
      ownZone: ownZone(),
      baseline: { zone: "own-1", host: "@", ttl: 60, fallsThrough: false },
    });
  });

  it("does not keep a link from being verified that has somebody else's zone in the way", () => {
    const zones = [foreign({ records: [] })];
    const estate = domainEstate({ ledger: [domainEntry([], { verifiedAt: null })], zones });
    expect(confirmations(estate)).toMatchObject([{ want: { verifiedAt: at } }]);
    const making = domainEstate({ ledger: [domainEntry([announced], { verifiedAt: null })] });
    expect(confirmations(making).map(({ want }) => want?.verifiedAt ?? null)).not.toContain(at);
  });
});

describe("a zone of the vendor's that is gone", () => {
  const entry = [entryOf()];
  const gone = (world: DomainWorld = {}): DomainWorld => ({
    registries: [registryOf({ optIn: ["recreate-zone"] })],
    ledger: entry,
    ...world,
  });
  const seen = (world: DomainWorld, zones: readonly Zone[] = []) => {
    const estate = domainEstate(world);
    const registries = estate.registries.map((view) => ({
      ...view,
      resolutions: view.resolutions.map((one) =>
        one.resolution.known
          ? { ...one, resolution: { ...one.resolution, value: { ...one.resolution.value, zones } } }
          : one,
      ),
    }));
    const found = guard(plan({ ...estate, registries }), { ...estate, registries }, "full");
    const [name] = found.findings.flatMap(({ parts }) => parts.flatMap((part) => part.names));
    return { code: name?.code, sentence: name?.sentence, changes: found.changes };
  };
  const recreated = [
    entryOf({
      names: [publishedOf({ ownZone: ownZone({ name: names.registry }), baseline: baselineOf({ zone: "own-1" }) })],
    }),
  ];
  const ours = (differs: Partial<Zone> = {}) => zoneOf({ id: "own-1", remark, ...differs });

  it("is made again with the option on, as a zone of the full name that refuses others, and reported with it off", () => {
    expect(seen(gone())).toMatchObject({
      code: "drifted/zone-missing",
      changes: [{ kind: "create-zone", zoneName: names.registry, fallsThrough: false, nameKind: "vpc" }],
    });
    expect(seen(gone({ registries: [registryOf()] }))).toMatchObject({ code: "drifted/zone-missing", changes: [] });
  });

  it("is made no wider than the name, however wide the vendor's was", () => {
    const baseline = baselineOf({ zoneName: "cn-hangzhou.cr.aliyuncs.com", host: "prod-registry-vpc" });
    const wide = gone({ ledger: [entryOf({ names: [publishedOf({ baseline })] })] });
    expect(seen(wide).changes).toMatchObject([{ kind: "create-zone", zoneName: names.registry }]);
    // Where a network takes one zone of a main domain, it would be the vendor's whole domain.
    expect(seen(gone({ zoneAccount: byDomain }))).toMatchObject({ code: "drifted/zone-missing", changes: [] });
  });

  it("is not made again where none ever answered, or somebody else's zone does", () => {
    expect(seen(gone({ ledger: [entryOf({ names: [publishedOf({ baseline: null })] })] })).changes).toEqual([]);
    const theirs = zoneOf({ id: "theirs", records: [recordOf({ value: elsewhere })] });
    expect(seen(gone(), [theirs])).toMatchObject({ code: "drifted/shadowed", changes: [] });
  });

  it("is kept in order once it was made, also after the option was taken back", () => {
    const world = gone({ ledger: recreated });
    expect(seen(world, [ours()]).code).toBe("moored/resolving");
    expect(seen(world, [ours({ records: [] })]).changes).toMatchObject([{ kind: "create-record" }]);
    expect(seen(world).changes).toMatchObject([{ kind: "create-zone" }]);
    const off = { ...world, registries: [registryOf()] };
    expect(seen(off, [ours({ records: [] })]).changes).toMatchObject([{ kind: "create-record" }]);
    expect(seen(off)).toMatchObject({ code: "drifted/zone-missing", changes: [] });
  });

  it("that the vendor publishes again is not fought over", () => {
    const world = gone({ ledger: recreated });
    const vendors = zoneOf({ id: "vendors" });
    expect(seen(world, [ours(), vendors])).toMatchObject({ code: "moored/resolving", changes: [] });
    expect(seen(world, [ours({ bindings: [] }), vendors])).toMatchObject({ code: "moored/resolving", changes: [] });
    const wrong = zoneOf({ id: "vendors", records: [recordOf({ value: elsewhere })] });
    expect(seen(world, [ours({ bindings: [] }), wrong])).toMatchObject({ code: "drifted/shadowed", changes: [] });
  });
});

function shared() {
  return [domainEntry([domainName({ ownZone: ownZone({ name: mainDomain }) })])];
}
