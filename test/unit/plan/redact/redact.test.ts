import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import { modes } from "../../../../shared/model/settings.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { isInside } from "../../../../shared/plan/link/address.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { redact } from "../../../../shared/plan/redact/redact.ts";
import { addressStandIns } from "../../../../shared/plan/redact/redact-addresses.ts";
import { seas, seen } from "../../../property/seas.ts";
import {
  at,
  baselineOf,
  boundTo,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  subnetOf,
  type World,
  zoneOf,
} from "../estate-of.ts";
import {
  byDomain,
  type DomainWorld,
  domainEntry,
  domainEstate,
  domainName,
  images,
  imagesZone,
  ownZone,
} from "../name/own-zone-estate.ts";
import { switchEntry, switchEstate, switchNetwork, switchRegistry, vpcName } from "../name/switch-estate.ts";

const zones = ["cn-hangzhou-h", "cn-hangzhou-i"] as const;
const wishes = [
  "prod",
  "prod",
  "prod,staging",
  "prodd",
  "secretive,prod",
  "Prod",
  "Top Secret",
  "off",
  "off,prod",
  "hold",
  "",
  "prod;subnet=vsw-a1",
  "prod ; subnet = vsw-foreign",
  "prod;subnet=net-one net-two",
  "prod;subnet=(net-three)",
  "prod;subnet=vsw-a1,staging",
  "Prod staging",
  "Prdo",
  "prod；subnet=vsw-secretive",
  "PROD;zone=alice",
  "prod;subnet=",
  "prod;owner=alice",
  "prod;subnet=vsw-a1;subnet=vsw-b1",
  "prod，carol",
  "alice、prod!",
];

const shape = fc.record({
  wish: fc.constantFrom(...wishes),
  env: fc.constantFrom("live-eu", "prod", ""),
  account: fc.constantFrom("1234567890123456", "6543210987654321"),
  region: fc.constantFrom("cn-hangzhou", "cn-hangzhou", "cn-beijing"),
  block: fc.constantFrom("10.7", "172.17", "172.31", "192.168", "100.72", "47.96"),
  free: fc.constantFrom(0, 5, 200, 200),
  secondSubnet: fc.boolean(),
  link: fc.constantFrom("none", "ready", "ready", "changing", "issue"),
  entry: fc.constantFrom("own", "none", "intent", "other", "moved", "failed"),
  zone: fc.constantFrom("bound", "unbound", "none", "wide"),
  record: fc.constantFrom("right", "wrong", "disabled", "cname", "both"),
  unread: fc.constantFrom("no", "no", "no", "subnets", "resolution"),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const worlds = fc
  .record({
    shapes: fc.array(shape, { minLength: 1, maxLength: 5 }),
    blind: fc.constantFrom("no", "no", "quota", "region"),
  })
  .map(({ shapes, blind }) => worldOf(shapes, blind));

/** A world in which every text that must not be shown is one of its own. */
function worldOf(shapes: readonly Shape[], blind: string): Estate {
  const each = shapes.map((one, index) => piecesOf(one, "abcde"[index] ?? "z"));
  const world: World = {
    registries: [
      registryOf({
        instance: "cri-confidential",
        accept: { accounts: ["1234567890123456"], regions: [], tags: {} },
        expect: { accounts: [], regions: [], tags: { env: "live-eu" } },
        subnets: { reserve: 3, zones: ["cn-hangzhou-i"] },
      }),
      registryOf({ alias: "staging", instance: "cri-second", select: { tags: { env: "live-eu" } } }),
    ],
    networks: each.map(({ network }) => network),
    subnets: each.flatMap(({ subnets }) => subnets),
    links: each.flatMap(({ links }) => links),
    zones: each.flatMap(({ zones: own }) => own),
    ledger: each.flatMap(({ ledger }) => ledger),
    ...(blind === "quota" ? { quota: unknown("nobody but Carol knows the quota") } : {}),
  };
  const estate = estateOf(world);
  const failure = {
    kind: "denied",
    call: "vpc:DescribeVpcs",
    code: "Forbidden.RAM",
    message: "user carol may not",
    requestId: "REQ-7",
  } as const;
  return {
    ...estate,
    accounts: [
      {
        cloud: "alibaba",
        account: known("1234567890123456", at),
        publishing: known(
          { service: blind === "quota" ? "closed" : "open", vendorState: "OPENED", authorized: blind === "no" },
          at,
        ),
        zones: unknown("this pass had no need to ask"),
      },
    ],
    registries: estate.registries.map((registry) => ({
      ...registry,
      resolutions: registry.resolutions.map((view) =>
        each.some(({ network, unread }) => network.id === view.network && unread === "resolution")
          ? { ...view, resolution: unknown("carol may not look at the zones", failure) }
          : view,
      ),
    })),
    subnets: estate.subnets.map((view) =>
      each.some(({ network, unread }) => network.id === view.network && unread === "subnets")
        ? { ...view, subnets: unknown("carol may not list subnets", failure) }
        : view,
    ),
    regions: estate.regions.map((region) =>
      blind === "region" && region.region === "cn-beijing"
        ? { ...region, networks: unknown("carol may not list", failure) }
        : region,
    ),
  };
}

function piecesOf(one: Shape, letter: string) {
  const id = `vpc-${letter}0`;
  const address = `${one.block}.${letter.charCodeAt(0)}.17`;
  const network = networkOf({
    id,
    account: one.account,
    region: one.region,
    label: `customer ${letter} of Carol`,
    resourceGroup: `rg-${letter}`,
    tags: { "registry-link": one.wish, ...(one.env === "" ? {} : { env: one.env }), owner: `carol-${letter}` },
    subnetCount: 2,
  });
  const subnet = (suffix: string, third: number) =>
    subnetOf({
      id: `vsw-${letter}${suffix}`,
      network: id,
      zone: zones[third % 2] ?? "",
      cidr: `${one.block}.${third}.0/24`,
      freeAddresses: known(one.free, at),
    });
  const subnets = [
    subnet("1", letter.charCodeAt(0)),
    ...(one.secondSubnet ? [subnet("2", letter.charCodeAt(0) + 10)] : []),
  ];
  const ready = one.link === "ready" || one.link === "issue";
  const zone = `zone-${letter}`;
  const links =
    one.link === "none"
      ? []
      : [
          linkOf({
            network: id,
            subnet: `vsw-${letter}1`,
            ...(ready
              ? { address: known(address, at) }
              : { state: "changing", vendorState: "CREATING", address: unknown(`no address, says carol`) }),
            issue: one.link === "issue" ? { text: `zone of carol is in the way`, conflictingZone: zone } : null,
          }),
        ];
  const records = {
    right: [recordOf({ id: `rec-${letter}1`, value: address })],
    wrong: [recordOf({ id: `rec-${letter}1`, value: "203.0.113.77", remark: "carol was here" })],
    disabled: [recordOf({ id: `rec-${letter}1`, value: address, enabled: false })],
    cname: [recordOf({ id: `rec-${letter}1`, type: "CNAME", value: `mirror.${letter}.confidential.example` })],
    both: [
      recordOf({ id: `rec-${letter}1`, value: address }),
      recordOf({ id: `rec-${letter}2`, value: "198.51.100.9" }),
    ],
  }[one.record];
  const host = one.zone === "wide" ? "prod-registry-vpc" : "@";
  const zones_ =
    one.zone === "none"
      ? []
      : [
          zoneOf({
            id: zone,
            name: one.zone === "wide" ? "cn-hangzhou.cr.aliyuncs.com" : names.registry,
            bindings: one.zone === "unbound" ? [] : [boundTo(id)],
            records: records.map((record) => ({ ...record, host })),
            revision: `rev-${letter}`,
          }),
        ];
  const place = { network: id, registry: "cri-confidential", subnet: `vsw-${letter}1`, address };
  const published = [publishedOf({ region: one.region, address, baseline: baselineOf({ zone }) })];
  const own = entryOf({ ...place, names: published, intentBy: `pass-${letter}` });
  const ledger = {
    own: [own],
    none: [],
    intent: [intentOf(3, { ...place, address: null, intentBy: `pass-${letter}` })],
    other: [{ ...own, deployment: "carols-deployment" }],
    moved: [{ ...own, address: "10.99.99.99" }],
    failed: [
      {
        ...own,
        failures: [
          {
            at,
            change:
              one.record === "cname"
                ? `create-record gone-alias/${id}/registry ${zone} prod-registry-vpc A`
                : `attach prod/${id}/registry`,
            failure: {
              kind: "denied" as const,
              call: "cr:CreateInstanceVpcEndpointLinkedVpc",
              code: "X",
              message: "carol",
            },
          },
        ],
      },
    ],
  }[one.entry];
  return { network, subnets, links, zones: zones_, ledger, unread: one.unread };
}

/** Every text of `value` with the originals in it replaced, the longest first. */
function renamed<T>(value: T, standIns: ReadonlyMap<string, string>): unknown {
  const originals = [...standIns.keys()].filter((text) => text !== "").sort((a, b) => b.length - a.length);
  const escaped = originals.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const any = new RegExp(`(?<![A-Za-z0-9])(?:${escaped.join("|")})(?![A-Za-z0-9])`, "g");
  const walk = (inner: unknown): unknown => {
    if (typeof inner === "string")
      return standIns.get(inner) ?? inner.replaceAll(any, (found) => standIns.get(found) ?? found);
    if (Array.isArray(inner)) return inner.map(walk);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value);
}

const secrets =
  /carol|gone-alias|secretive|Top Secret|alice|confidential|1234567890123456|6543210987654321|vpc-[a-e]0|vsw-[a-ef]|rg-[a-e]|cri-|prod-registry|aliyuncs|203\.0\.113\.77|\.17"|live-eu|sha256/i;

const rule = { id: "rule-1", zone: images.name, servers: ["10.99.1.1"] };
const refusedZone = {
  at,
  change: `create-zone prod/vpc-1/registry ${images.name}`,
  failure: { kind: "invalid", call: "pvtz:AddZone", code: "X", message: "no" },
} as const;

describe("a redacted estate", () => {
  it("gives the plan of the original, with the stand-ins in it, in every mode", () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom(...modes), (world, mode) => {
        // Sentences name the command, which the deployment must not be called by here.
        const estate: Estate = JSON.parse(JSON.stringify(world).replaceAll('"mooring"', '"harbour"'));
        const { estate: shown, standIns } = redact(estate);
        const original = guard(plan(estate), estate, mode);
        expect(guard(plan(shown), shown, mode)).toEqual(renamed(original, standIns));
      }),
      { seed: 20260105, numRuns: 300 },
    );
  });

  it("gives the plan of the original where switches publish names, with what speaks against moving them", () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(seas, fc.constantFrom(...modes), (sea, mode) => {
        // Sentences name the command, which the deployment must not be called by here.
        const estate: Estate = JSON.parse(JSON.stringify(seen(sea)).replaceAll('"mooring"', '"harbour"'));
        const { estate: shown, standIns } = redact(estate);
        const original = guard(plan(estate), estate, mode);
        for (const { code } of [...original.held, ...original.findings]) codes.add(code);
        expect(guard(plan(shown), shown, mode)).toEqual(renamed(original, standIns));
        expect(JSON.stringify(shown)).not.toMatch(
          /tencentcloudcr|20000000000[12]|10\.9\.0|10\.66|tcr-|vpc-\d|subnet-\d/,
        );
      }),
      { seed: 20260105, numRuns: 250 },
    );
    for (const code of [
      "held/address-outside-subnet",
      "blocked/custom-resolvers",
      "blocked/no-replica",
      "held/address-changed",
    ])
      expect(codes, code).toContain(code);
  });

  it("holds no id, name, label, account, address, tag value or sentence of the original", () => {
    fc.assert(
      fc.property(worlds, (estate) => {
        expect(JSON.stringify(redact(estate).estate)).not.toMatch(secrets);
      }),
      { seed: 20260105, numRuns: 300 },
    );
  });

  it("is the same for the same estate, and once redacted is as redacted as it gets", () => {
    fc.assert(
      fc.property(worlds, (estate) => {
        const once = redact(estate).estate;
        expect(redact(estate).estate).toEqual(once);
        expect(redact(once).estate).toEqual(once);
      }),
      { seed: 20260105, numRuns: 100 },
    );
  });

  it("keeps aliases, tag keys, regions, states, codes and times, without which nobody could read it", () => {
    const { estate } = redact(estateOf({ networks: [networkOf({ tags: { "registry-link": "prod", team: "blue" } })] }));
    expect(estate.settings).toMatchObject({
      tag: "registry-link",
      registries: [{ alias: "prod", region: "cn-hangzhou" }],
    });
    expect(estate.regions[0]?.networks).toMatchObject({
      value: [{ tags: { "registry-link": "prod", team: "value-0001" }, createdAt: "2026-01-01T00:00:00.000Z" }],
    });
    expect(estate.registries[0]?.parts[0]?.view).toMatchObject({ at, value: { links: [{ vendorState: "RUNNING" }] } });
  });

  it("keeps kinds of names, replicas' regions and the words of switches, and replaces resolvers and seen addresses", () => {
    const registries = [
      switchRegistry({ replicas: ["ap-shanghai"], names: ["vpc", "default"], forwardingResolvers: ["10.9.0.3"] }),
    ];
    const failure = { kind: "denied", call: "tcr:CreateInternalEndpointDns", code: "X", message: "no" } as const;
    const change = `switch-on team/vpc-1/registry ${vpcName.name}`;
    const { estate, standIns } = redact(
      switchEstate({
        registries,
        networks: [switchNetwork({ resolvers: known({ provider: false, servers: ["10.9.0.2", "10.9.0.3"] }, at) })],
        ledger: [switchEntry({ moved: { address: "10.0.0.20", at }, failures: [{ at, change, failure }] })],
      }),
    );
    const [settings] = estate.settings.registries;
    expect(settings).toMatchObject({ replicas: ["ap-shanghai"], names: ["vpc", "default"] });
    expect(estate.registries[0]).toMatchObject({
      instance: { value: { otherAccounts: "none" } },
      parts: [{ view: { value: { names: [{ kind: "vpc" }, { kind: "default" }] } } }],
      resolutions: [{ resolution: { value: { switch: { state: "on", vendorState: "ENABLED" } } } }, {}],
    });
    const [network] = estate.regions[0]?.networks.known === true ? estate.regions[0].networks.value : [];
    const servers = network?.resolvers.known === true ? network.resolvers.value.servers : [];
    expect(servers).toEqual([standIns.get("10.9.0.2"), standIns.get("10.9.0.3")]);
    expect(settings?.forwardingResolvers).toEqual([servers[1]]);
    const [entry] = estate.ledger.known ? estate.ledger.value : [];
    expect(entry?.moved?.address).toBe(standIns.get("10.0.0.20"));
    const name = standIns.get(vpcName.name) ?? "";
    expect(entry?.failures).toMatchObject([{ change: `switch-on team/${standIns.get("vpc-1")}/registry ${name}` }]);
    expect(entry?.names).toMatchObject([{ name, kind: "vpc" }]);
    expect(JSON.stringify(estate)).not.toMatch(/10\.9\.0\.|tencentcloudcr/);
  });

  it.each<[string, DomainWorld]>([
    ["to be made", { ledger: [domainEntry([])] }],
    ["to be made, of the main domain", { ledger: [domainEntry([])], zoneAccount: byDomain }],
    ["announced", { ledger: [domainEntry([domainName({ ownZone: ownZone({ id: null }) })])], zones: [imagesZone()] }],
    ["in disorder", { zones: [imagesZone({ records: [], bindings: [] })] }],
    ["beside somebody else's", { ledger: [domainEntry([])], zones: [imagesZone({ id: "theirs", records: [] })] }],
    ["under a rule", { ledger: [domainEntry([])], zoneAccount: byDomain, forwarding: rule }],
    ["to be deleted", { registries: [registryOf()], read: [images.name], zones: [imagesZone()] }],
    ["beyond the limit", { ledger: [domainEntry([])], zoneAccount: { ...byDomain, count: 499 } }],
    ["that was refused", { ledger: [domainEntry([], { failures: [refusedZone] })] }],
    ["to be made again", { registries: [registryOf({ optIn: ["recreate-zone"] })], ledger: [entryOf()] }],
  ])("gives the plan of the original with a zone of Mooring's own %s", (_, world) => {
    // Words that sentences use for other things stand for nothing else here.
    const text = JSON.stringify(domainEstate(world)).replaceAll('"mooring"', '"harbour"').replaceAll('"1"', '"r-1"');
    const estate: Estate = JSON.parse(text);
    const { estate: shown, standIns } = redact(estate);
    expect(guard(plan(shown), shown, "full")).toEqual(renamed(guard(plan(estate), estate, "full"), standIns));
    expect(JSON.stringify(shown)).not.toMatch(/images|example\.com|mooring-2026|vpc-1/);
  });

  it("gives the plan of the original with rules and exemptions in it, and gives away neither names nor reasons", () => {
    const everything = { accounts: [], regions: [], networks: [], resourceGroups: [], tags: {}, registries: [] };
    const estate = {
      ...estateOf({
        registries: [registryOf({ expect: { accounts: [], regions: [], tags: {} } })],
        networks: [
          networkOf({ tags: { "registry-link": "prod", team: "blue" } }),
          networkOf({ id: "vpc-2", resourceGroup: "rg-secret" }),
          networkOf({ id: "vpc-3", tags: {} }),
        ],
        // Sentences name the command, which no deployment must be called by here.
        ledger: [entryOf({ deployment: "jetty" })],
        rules: [
          {
            name: "carol's rule",
            match: { ...everything, resourceGroups: ["rg-secret"] },
            outcome: "reject",
            priority: 0,
          },
          {
            name: "the rest",
            match: {
              ...everything,
              tags: { team: "blue" },
              networks: ["vpc-1"],
              accounts: ["1001"],
              registries: ["prod"],
            },
            outcome: "ask",
            priority: 3,
          },
        ],
        exemptions: [
          {
            match: { ...everything, networks: ["vpc-3"] },
            reason: "carol left",
            owner: "alice",
            from: null,
            until: minutesAgo(-9),
          },
          {
            match: { ...everything, networks: ["vpc-2"] },
            reason: "carol left",
            owner: "alice",
            from: null,
            until: at,
          },
        ],
      }),
      deployment: "harbour",
    };
    const { estate: shown, standIns } = redact(estate);
    const planned = guard(plan(estate), estate, "full");
    expect(planned.compliance).toMatchObject([{ expected: 3, moored: 1, exempt: 1, failing: 1 }]);
    expect(planned.findings).toMatchObject([{ rule: "the rest" }, { rule: "carol's rule" }, { rule: null }]);
    expect(guard(plan(shown), shown, "full")).toEqual(renamed(planned, standIns));
    expect(JSON.stringify(shown)).not.toMatch(/carol|the rest|rg-secret|alice|blue|vpc-\d/);
    expect(shown.settings.rules).toMatchObject([
      { outcome: "reject" },
      { outcome: "ask", match: { registries: ["prod"] } },
    ]);
  });

  it("redacts a field that is new to the estate without being told", () => {
    const estate = Object.assign(estateOf(), { novelty: { phone: "+49 30 1234" } });
    expect(JSON.stringify(redact(estate).estate)).not.toContain("1234");
  });
});

describe("stand-ins of addresses", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const first = fc.constantFrom(10, 47, 100, 169, 172, 192, 203);
  const texts = fc.array(
    fc
      .tuple(
        first,
        fc.constantFrom(16, 17, 168),
        fc.oneof(octet, fc.constant(5)),
        octet,
        fc.constantFrom("", "/16", "/20", "/24", "/32"),
      )
      .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}${length}`),
    { minLength: 1, maxLength: 12 },
  );
  const block = (text: string) => (text.includes("/") ? text : `${text}/32`);

  it("lie inside the stand-ins of exactly the blocks that held them, and inside 172.17.0.0/16 exactly as before", () => {
    fc.assert(
      fc.property(texts, (originals) => {
        const standIns = addressStandIns(originals);
        const of = (text: string) => block(standIns.get(text) ?? "");
        for (const inner of originals) {
          for (const outer of originals)
            expect(isInside(of(inner), of(outer)), `${inner} in ${outer}`).toBe(isInside(block(inner), block(outer)));
          expect(isInside(of(inner), "172.17.0.0/16")).toBe(isInside(block(inner), "172.17.0.0/16"));
        }
      }),
      { seed: 20260105, numRuns: 500 },
    );
  });

  it("say nothing of the lower bits where there was no choice", () => {
    expect([...addressStandIns(["10.37.5.0/24", "10.37.5.17"]).values()]).toEqual(["10.0.0.0/24", "10.0.0.0"]);
  });
});
