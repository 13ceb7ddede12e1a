import { describe, expect, it } from "vitest";
import type { Estate } from "../../../shared/model/estate.ts";
import { known, unknown } from "../../../shared/model/known.ts";
import type { Network } from "../../../shared/model/network.ts";
import { plan } from "../../../shared/plan/plan.ts";
import {
  address,
  baselineOf,
  changingLink,
  entryOf,
  estateOf,
  instanceOf,
  intentOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  rereadOf,
  subnetOf,
  type World,
  zoneOf,
} from "./estate-of.ts";

const tag = (value: string) => networkOf({ tags: { "registry-link": value } });
const untagged = networkOf({ tags: {} });
const bare: World = { links: [], ledger: [] };

function codes(estate: Estate) {
  return plan(estate).findings.map((finding) => finding.code);
}

function kinds(estate: Estate) {
  return plan(estate).changes.map((change) => change.kind);
}

it("the default world is moored, and nothing is planned", () => {
  expect(plan(estateOf())).toMatchObject({
    changes: [],
    held: [],
    notices: [],
    findings: [{ code: "moored/attached" }],
  });
});

describe("a wish", () => {
  it("attaches a new network through a subnet, and says why", () => {
    const { changes, findings } = plan(estateOf(bare));
    expect(changes).toMatchObject([
      { kind: "attach", network: "vpc-1", subnet: "vsw-1", part: "registry", instance: "cri-prod" },
    ]);
    expect(changes[0]?.because).toBe(
      'the network wishes for registry "prod"; subnet vsw-1 in cn-hangzhou-h: the subnet policy chose it, with 200 addresses free',
    );
    expect(findings).toMatchObject([{ state: "pending", code: "pending/attach" }]);
  });

  it("attaches every part", () => {
    const registries = [registryOf({ parts: ["registry", "chart"] })];
    expect(plan(estateOf({ ...bare, registries })).changes.map((change) => change.part)).toEqual(["chart", "registry"]);
  });

  it("can be made by tags that the registry selects", () => {
    const registries = [registryOf({ select: { tags: { env: "prod", team: "shop" } } })];
    const selected = networkOf({ tags: { env: "prod", team: "shop" } });
    expect(kinds(estateOf({ ...bare, registries, networks: [selected] }))).toEqual(["attach"]);
    expect(kinds(estateOf({ ...bare, registries, networks: [networkOf({ tags: { env: "prod" } })] }))).toEqual([]);
  });

  it("by selection concerns only networks of the registry's region", () => {
    const registries = [registryOf({ select: { tags: { env: "prod" } } })];
    const far = networkOf({ tags: { env: "prod" }, region: "cn-beijing" });
    expect(plan(estateOf({ ...bare, registries, networks: [far] })).findings).toEqual([]);
  });

  it("off, hold and a malformed tag outweigh a selection", () => {
    const registries = [registryOf({ select: { tags: { env: "prod" } } })];
    for (const value of ["off", "hold", "Prod"]) {
      const networks = [networkOf({ tags: { env: "prod", "registry-link": value } })];
      expect(plan(estateOf({ ...bare, registries, networks })).changes, value).toEqual([]);
    }
  });

  it("for an unknown registry is answered with the nearest known one", () => {
    const { changes, findings } = plan(estateOf({ ...bare, networks: [tag("prd")] }));
    expect(changes).toEqual([]);
    expect(findings).toMatchObject([
      {
        registry: null,
        code: "blocked/unknown-registry",
        sentence: 'the tag registry-link names "prd", which is no registry of the configuration; did you mean "prod"?',
      },
    ]);
  });

  it("for an unknown registry does not stop the known one beside it", () => {
    const estate = estateOf({ ...bare, networks: [tag("prod,elsewhere")] });
    expect(kinds(estate)).toEqual(["attach"]);
    expect(codes(estate)).toEqual(["blocked/unknown-registry", "pending/attach"]);
  });

  it("for a registry of the other cloud is told apart from an unknown one", () => {
    const registries = [
      registryOf(),
      registryOf({ alias: "images", cloud: "tencent", region: "ap-guangzhou", instance: "tcr-1" }),
    ];
    const [finding] = plan(estateOf({ ...bare, registries, networks: [tag("images")] })).findings;
    expect(finding).toMatchObject({
      code: "blocked/other-cloud",
      sentence:
        'the tag registry-link names "images", a registry on Tencent Cloud; it cannot link a network on Alibaba Cloud; take it out, or name one on Alibaba Cloud; known: prod',
    });
  });

  it("that is malformed is answered with its correction", () => {
    expect(plan(estateOf({ ...bare, networks: [tag("Prod")] })).findings).toMatchObject([
      {
        code: "blocked/tag",
        sentence: 'the tag registry-link=Prod says nothing clear: "Prod" is not a registry\'s name; write "prod"',
      },
    ]);
  });
});

describe("consent", () => {
  const refused: readonly (readonly [
    string,
    Partial<Network>,
    Partial<ReturnType<typeof registryOf>>,
    string,
    string,
  ])[] = [
    ["another account", { account: "2002" }, {}, "blocked/not-accepted", "does not accept account 2002"],
    [
      "a region not accepted",
      {},
      { accept: { accounts: ["1001"], regions: ["cn-beijing"], tags: {} } },
      "blocked/not-accepted",
      "does not accept region cn-hangzhou",
    ],
    [
      "a tag missing",
      {},
      { accept: { accounts: ["1001"], regions: [], tags: { env: "prod" } } },
      "blocked/not-accepted",
      "has no tag env",
    ],
    [
      "another tag",
      { tags: { "registry-link": "prod", env: "dev" } },
      { accept: { accounts: ["1001"], regions: [], tags: { env: "prod" } } },
      "blocked/not-accepted",
      "has env=dev",
    ],
    ["another region", { region: "cn-beijing" }, {}, "blocked/region", "links networks of its own region only"],
  ];
  it.each(refused)("is not given to %s, and nothing is written", (_, network, registry, code, words) => {
    for (const world of [bare, { zones: [zoneOf({ records: [] })] }]) {
      const found = plan(estateOf({ ...world, networks: [networkOf(network)], registries: [registryOf(registry)] }));
      expect(found.changes).toEqual([]);
      const finding = found.findings.find(({ network: id }) => id === "vpc-1");
      expect(finding?.code).toBe(code);
      expect(finding?.sentence).toContain(words);
    }
  });

  it("is said even by a registry that the pass did not look at, and nothing else is", () => {
    const estate = estateOf({ ...bare, networks: [networkOf(), networkOf({ id: "vpc-2", region: "cn-beijing" })] });
    const unlooked = {
      ...estate,
      registries: estate.registries.map((view) => ({
        ...view,
        looked: false,
        instance: unknown("not asked"),
        parts: [],
      })),
    };
    expect(plan(unlooked).findings.map(({ network, code }) => [network, code])).toEqual([["vpc-2", "blocked/region"]]);
    expect(plan(unlooked).notices).toEqual([]);
  });
});

describe("a network that does not wish", () => {
  it("is frozen by hold, whatever is wrong", () => {
    for (const world of [{ zones: [zoneOf({ records: [] })] }, bare, { links: [] }]) {
      const found = plan(estateOf({ ...world, networks: [tag("hold")] }));
      expect([found.changes, found.findings.map(({ code }) => code)]).toEqual([[], ["held/hold"]]);
    }
  });

  it("is leaving when its link is Mooring's", () => {
    const drifted = [zoneOf({ records: [] })];
    expect(codes(estateOf({ networks: [untagged] }))).toEqual(["leaving/tag-absent"]);
    const reread = rereadOf(tag("off"));
    expect(codes(estateOf({ networks: [tag("off")], reread }))).toEqual(["leaving/off"]);
    expect(kinds(estateOf({ networks: [untagged], zones: drifted }))).toEqual([]);
    expect(kinds(estateOf({ networks: [tag("off")], zones: drifted, reread }))).toEqual(["detach"]);
  });

  it("has a foreign link when it is not", () => {
    for (const network of [untagged, tag("off")])
      expect(codes(estateOf({ networks: [network], ledger: [] }))).toEqual(["foreign/link"]);
    const theirs = [entryOf({ deployment: "other" })];
    expect(codes(estateOf({ networks: [untagged], ledger: theirs }))).toEqual(["foreign/link"]);
  });

  it("is gone when its link is", () => {
    const ledger = [entryOf({ missingSince: minutesAgo(10) })];
    expect(codes(estateOf({ networks: [untagged], links: [], ledger }))).toEqual(["leaving/gone"]);
    expect(codes(estateOf({ networks: [tag("off")], links: [], ledger }))).toEqual(["leaving/gone"]);
    // One list that leaves it out says nothing.
    const doubted = [entryOf({ missingSince: minutesAgo(9) })];
    for (const seen of [doubted, [entryOf()]])
      expect(codes(estateOf({ networks: [untagged], links: [], ledger: seen }))).toEqual(["held/link-missing"]);
  });

  it("is not called gone while the links could not be read, nor foreign without the ledger", () => {
    expect(codes(blind(estateOf({ networks: [untagged], links: [] }), "links"))).toContain("unknown/links");
    expect(codes(blind(estateOf({ networks: [untagged] }), "ledger"))).toEqual(["unknown/ledger"]);
    expect(codes(blind(estateOf({ networks: [] }), "ledger"))).toEqual(["unknown/network-not-visible"]);
  });

  it("and never did is nobody's business", () => {
    expect(codes(estateOf({ ...bare, networks: [untagged] }))).toEqual([]);
    expect(codes(estateOf({ ...bare, networks: [tag("off")] }))).toEqual([]);
  });

  it("is reported where the configuration expects it, and never attached", () => {
    const expect_ = { accounts: [], regions: [], tags: { env: "prod" } };
    const registries = [registryOf({ expect: expect_ })];
    const expected = (tags: Network["tags"], differs: Partial<Network> = {}) =>
      plan(estateOf({ ...bare, registries, networks: [networkOf({ tags: { env: "prod", ...tags }, ...differs })] }));
    expect(expected({}).findings).toMatchObject([{ state: "unmoored", code: "unmoored/untagged" }]);
    expect(expected({}).findings[0]?.sentence).toMatch(/; tag it registry-link=prod, or exempt it$/);
    expect(expected({}).changes).toEqual([]);
    expect(expected({ "registry-link": "off" }).findings[0]?.sentence).toContain("its tag says off");
    for (const [value, code, why] of [
      ["Prod", "blocked/tag", 'write "prod"'],
      ["prdo", "blocked/unknown-registry", 'did you mean "prod"?'],
      ["hold", "held/hold", "its tag freezes it"],
    ] as const) {
      const { findings } = expected({ "registry-link": value });
      expect(findings).toMatchObject([{ registry: "prod", code, sentence: expect.stringContaining(why) }]);
    }
    expect(expected({}, { account: "2002" }).findings).toEqual([]);
    expect(expected({ env: "dev" }).findings).toEqual([]);
  });
});

describe("what is known decides what is written", () => {
  it("an unknown ledger stops every change", () => {
    expect(kinds(blind(estateOf(bare), "ledger"))).toEqual([]);
    expect(codes(blind(estateOf(bare), "ledger"))).toEqual(["unknown/ledger"]);
  });

  it("unknown links stop the part and are a notice with the failed call", () => {
    const found = plan(blind(estateOf(bare), "links"));
    expect(found).toMatchObject({
      changes: [],
      findings: [{ code: "unknown/links" }],
      notices: [{ code: "unknown/links", registry: "prod" }],
    });
    expect(found.notices[0]?.failure?.requestId).toBe("req-1");
  });

  it("an unknown instance stops a new link and no repair", () => {
    const instance = unknown("Throttling");
    expect(codes(estateOf({ ...bare, instance }))).toEqual(["unknown/instance"]);
    expect(kinds(estateOf({ instance, zones: [zoneOf({ records: [] })] }))).toEqual(["create-record"]);
  });

  it("a registry that does not run takes no links", () => {
    const instance = known(instanceOf({ running: false, vendorState: "STARTING" }), minutesAgo(0));
    const found = plan(estateOf({ ...bare, instance }));
    expect(found).toMatchObject({
      changes: [],
      findings: [{ code: "blocked/instance-not-running" }],
      notices: [{ code: "blocked/instance-not-running" }],
    });
  });

  it("a network whose subnets were not read waits for its turn, and one with none does not", () => {
    const estate = { ...estateOf(bare), subnets: [] };
    expect(codes(estate)).toEqual(["held/canary"]);
    expect(codes({ ...estateOf({ ...bare, networks: [networkOf({ subnetCount: 0 })] }), subnets: [] })).toEqual([
      "pending/waiting-for-subnet",
    ]);
  });

  it("a ready link whose names the registry does not tell is not called moored", () => {
    expect(plan(estateOf({ names: [] })).findings).toMatchObject([{ state: "unknown", code: "unknown/names" }]);
  });

  it("a network that is being made is waited for", () => {
    expect(codes(estateOf({ ...bare, networks: [networkOf({ available: false })] }))).toEqual([
      "pending/network-not-available",
    ]);
  });
});

describe("the link", () => {
  it("that was asked for is not asked for again within ten minutes", () => {
    expect(codes(estateOf({ links: [], ledger: [intentOf(9)] }))).toEqual(["pending/attach-in-flight"]);
    expect(kinds(estateOf({ links: [], ledger: [intentOf(10)] }))).toEqual(["attach"]);
  });

  it("that Mooring made and that is gone is made again", () => {
    expect(plan(estateOf({ links: [] })).changes[0]?.because).toContain("the link that Mooring made at");
  });

  it("that another deployment has in its ledger is left to it, dead intents included", () => {
    for (const entry of [entryOf({ deployment: "other" }), intentOf(600, { deployment: "other" })]) {
      const found = plan(estateOf({ links: [], ledger: [entry] }));
      expect(found).toMatchObject({ changes: [], findings: [{ code: "held/other-deployment" }] });
      expect(found.findings[0]?.sentence).toContain('deployment "other"');
    }
  });

  it("that another deployment was only refused is free", () => {
    const refused = intentOf(600, { deployment: "other", intentAt: null });
    expect(kinds(estateOf({ links: [], ledger: [refused] }))).toEqual(["attach"]);
  });

  it("that is in transition is followed, and after 15 minutes somebody is told", () => {
    const at15 = (minutes: number) => codes(estateOf({ links: [changingLink()], ledger: [intentOf(minutes)] }));
    expect(at15(15)).toEqual(["pending/link-in-transition"]);
    expect(at15(16)).toEqual(["blocked/link-stuck"]);
  });

  it("that was ready and was made again by somebody is timed from when it was seen to change", () => {
    const again = (minutes: number) =>
      codes(estateOf({ links: [changingLink()], ledger: [{ ...entryOf(), changingSince: minutesAgo(minutes) }] }));
    expect(codes(estateOf({ links: [changingLink()], ledger: [entryOf()] }))).toEqual(["pending/link-in-transition"]);
    expect(again(15)).toEqual(["pending/link-in-transition"]);
    expect(again(16)).toEqual(["blocked/link-stuck"]);
  });

  it("that was ready and is gone is made again at once, however lately it was asked for", () => {
    const lately = { intentAt: minutesAgo(3), attachedAt: minutesAgo(3) };
    expect(kinds(estateOf({ links: [], ledger: [entryOf(lately)] }))).toEqual(["attach"]);
    expect(codes(estateOf({ links: [], ledger: [entryOf({ ...lately, address: null })] }))).toEqual([
      "pending/attach-in-flight",
    ]);
  });

  it("that is not ready is in transition, though it has an address and its name answers", () => {
    const link = changingLink({ address: known(address, minutesAgo(0)) });
    expect(codes(estateOf({ links: [link], ledger: [intentOf(2)] }))).toEqual(["pending/link-in-transition"]);
  });

  it("that is ready without an address is in transition", () => {
    const link = linkOf({ address: unknown("none yet") });
    expect(codes(estateOf({ links: [link], ledger: [intentOf(2)] }))).toEqual(["pending/link-in-transition"]);
  });

  it("that is somebody else's is judged by health and not repaired", () => {
    expect(plan(estateOf({ ledger: [] })).findings).toMatchObject([{ state: "moored", parts: [{ owned: false }] }]);
    const disabled = [zoneOf({ records: [recordOf({ enabled: false })] })];
    const found = plan(estateOf({ ledger: [], zones: disabled }));
    expect(found).toMatchObject({ changes: [], held: [{ code: "held/not-owned" }] });
  });

  it("of a network that the whole listing did not show leaves when it is Mooring's, else is foreign", () => {
    expect(codes(estateOf({ networks: [] }))).toEqual(["leaving/network-gone"]);
    expect(codes(estateOf({ networks: [], account: "2002" }))).toEqual(["unknown/network-not-visible"]);
    expect(codes(estateOf({ networks: [], ledger: [] }))).toEqual(["foreign/network-not-visible"]);
  });

  it("of a network that a listing by ids did not ask for is not judged", () => {
    const estate = estateOf({ networks: [] });
    expect(codes({ ...estate, regions: estate.regions.map((region) => ({ ...region, ids: [] })) })).toEqual([]);
  });
});

describe("several parts and names", () => {
  const registries = [registryOf({ parts: ["registry", "chart"] })];
  const chart = { id: "zone-2", name: names.chart };
  const both = {
    registries,
    links: [linkOf(), linkOf({ part: "chart", address: known("10.0.0.10", minutesAgo(0)) })],
    ledger: [entryOf(), entryOf({ part: "chart", address: "10.0.0.10", names: [] })],
  };

  it("are moored together", () => {
    const zones = [zoneOf(), zoneOf({ ...chart, records: [recordOf({ value: "10.0.0.10" })] })];
    expect(plan(estateOf({ ...both, zones })).findings).toMatchObject([
      { state: "moored", sentence: "both parts are attached and every name resolves" },
    ]);
  });

  it("are as bad as the worst of them", () => {
    const zones = [zoneOf(), zoneOf({ ...chart, records: [] })];
    const [finding] = plan(estateOf({ ...both, zones })).findings;
    expect(finding).toMatchObject({ state: "drifted", parts: [{ state: "moored" }, { state: "drifted" }] });
  });

  it("of one wide zone bind it once", () => {
    const wide = zoneOf({
      name: "cr.aliyuncs.com",
      fallsThrough: true,
      bindings: [],
      records: ["a", "b"].map((host) => recordOf({ id: host, host })),
    });
    const published = ["b.cr.aliyuncs.com", "a.cr.aliyuncs.com"];
    const entry = entryOf({
      names: published.map((name) => ({
        name,
        kind: "vpc" as const,
        region: "cn-hangzhou",
        address,
        publishedAt: null,
        withdrawnAt: null,
        ownZone: null,
        baseline: {
          at: minutesAgo(9),
          zone: "zone-1",
          zoneName: "cr.aliyuncs.com",
          host: name.slice(0, 1),
          type: "A",
          ttl: 60,
          fallsThrough: true,
        },
      })),
    });
    const world = { names: published, zones: [wide], ledger: [entry] };
    const found = plan(estateOf(world));
    expect(found.changes).toMatchObject([{ kind: "bind-zone", name: "a.cr.aliyuncs.com" }]);
    expect(plan(estateOf({ ...world, names: [...published].reverse() }))).toEqual(found);
  });
});

it("repairs come before new links, and records before bindings", () => {
  const networks = ["vpc-1", "vpc-2", "vpc-3"].map((id) => networkOf({ id }));
  const links = [linkOf(), linkOf({ network: "vpc-2" })];
  const elsewhere = [publishedOf({ baseline: baselineOf({ zone: "zone-9" }) })];
  const ledger = [entryOf(), entryOf({ network: "vpc-2", names: elsewhere })];
  const zones = [zoneOf({ records: [recordOf({ enabled: false })] }), zoneOf({ id: "zone-9", bindings: [] })];
  const subnets = networks.map(({ id }) => subnetOf({ network: id }));
  const found = kinds(estateOf({ networks, links, ledger, zones, subnets }));
  expect(found).toEqual(["enable-record", "bind-zone", "attach"]);
});

it("networks that could not be read are a notice, and nothing is said of them", () => {
  const estate = estateOf();
  const regions = estate.regions.map((region) => ({ ...region, networks: unknown("Throttling") }));
  expect(plan({ ...estate, regions })).toMatchObject({ findings: [], notices: [{ code: "unknown/networks" }] });
});

function blind(estate: Estate, what: "ledger" | "links"): Estate {
  const cause = {
    kind: "throttled" as const,
    call: "cr:X",
    code: "Throttling",
    message: "slow down",
    requestId: "req-1",
  };
  if (what === "ledger") return { ...estate, ledger: unknown("the store did not answer") };
  return {
    ...estate,
    registries: estate.registries.map((view) => ({
      ...view,
      parts: view.parts.map(({ part }) => ({ part, view: unknown("Throttling", cause) })),
    })),
  };
}
