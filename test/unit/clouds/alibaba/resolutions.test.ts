import { describe, expect, test } from "vitest";
import type { NameTarget } from "../../../../shared/clouds/port.ts";
import { context, refused, registry, type Script, scriptedCloud } from "./scripted-cloud.ts";

const name = "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com";

interface StubZone {
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly bound?: readonly string[];
  readonly records?: readonly object[];
}

function record(RecordId: number, Rr: string, more: object = {}) {
  return { RecordId, Rr, Type: "A", Value: "10.0.0.5", Ttl: 60, Status: "ENABLE", ...more };
}

function zonesScript(zones: readonly StubZone[], overrides: Script = {}): Script {
  const find = (id: unknown) => zones.find((zone) => zone.id === id);
  return {
    "pvtz:DescribeZones": ({ ZoneType, PageNumber, PageSize, QueryVpcId }) => {
      const all = zones
        .filter(({ type = "AUTH_ZONE" }) => type === ZoneType)
        .filter(({ bound = [] }) => QueryVpcId === undefined || bound.includes(String(QueryVpcId)));
      const from = (Number(PageNumber) - 1) * Number(PageSize);
      const Zone = all.slice(from, from + Number(PageSize)).map((z) => ({ ZoneId: z.id, ZoneName: z.name }));
      return { TotalItems: all.length, Zones: { Zone } };
    },
    "pvtz:DescribeZoneInfo": ({ ZoneId }) => {
      const zone = find(ZoneId);
      const Vpc = (zone?.bound ?? []).map((VpcId) => ({ VpcId, RegionId: "cn-hangzhou", VpcType: "STANDARD" }));
      return { ZoneName: zone?.name, ZoneType: zone?.type, ProxyPattern: "ZONE", BindVpcs: { Vpc } };
    },
    "pvtz:DescribeZoneRecords": ({ ZoneId }) => {
      const Record = find(ZoneId)?.records ?? [];
      return { TotalItems: Record.length, Records: { Record } };
    },
    "pvtz:DescribeResolverRules": () => ({ TotalItems: 0, Rules: [] }),
    ...overrides,
  };
}

const target = (network: string, of = name): NameTarget => ({
  registry,
  network,
  region: "cn-hangzhou",
  part: "registry",
  name: of,
  kind: "vpc",
  address: "10.0.0.5",
});

describe("resolutions", () => {
  test("zones of the name and of its parents count at label boundaries alone, whatever their case and type", async () => {
    const { cloud } = scriptedCloud(
      zonesScript([
        { id: "own", name: name.toUpperCase() },
        { id: "parent", name: "cn-hangzhou.cr.aliyuncs.com.", type: "CLOUD_PRODUCT_ZONE" },
        { id: "half", name: "hangzhou.cr.aliyuncs.com" },
        { id: "below", name: `deeper.${name}` },
        { id: "other", name: "example.com" },
      ]),
    );
    const [view] = await cloud.resolutions([target("vpc-1")], context);
    expect(view?.resolution).toMatchObject({
      known: true,
      value: {
        zones: [
          { id: "own", name, origin: "customer" },
          { id: "parent", name: "cn-hangzhou.cr.aliyuncs.com", origin: "product" },
        ],
      },
    });
  });

  test("records are those that could answer the name, of every type, the disabled included", async () => {
    const { cloud } = scriptedCloud(
      zonesScript([
        {
          id: "parent",
          name: "cr.aliyuncs.com",
          records: [
            record(1, "prod-registry-vpc.cn-hangzhou"),
            record(2, "prod-registry-vpc.cn-hangzhou", { Type: "CNAME", Value: "x", Status: "DISABLE" }),
            record(3, "*"),
            record(4, "*.cn-hangzhou"),
            record(5, "@"),
            record(6, "other.cn-hangzhou"),
            record(7, "*.cn-beijing"),
          ],
        },
      ]),
    );
    const [view] = await cloud.resolutions([target("vpc-1")], context);
    const [zone] = view?.resolution.known === true ? view.resolution.value.zones : [];
    expect(zone?.records.map(({ id, enabled }) => [id, enabled])).toEqual([
      ["1", true],
      ["2", false],
      ["3", true],
      ["4", true],
    ]);
  });

  test("a zone bound elsewhere or nowhere is kept as evidence", async () => {
    const zones = [
      { id: "mine", name, bound: ["vpc-1"] },
      { id: "theirs", name, bound: ["vpc-2"] },
      { id: "nobodys", name },
    ];
    const { cloud } = scriptedCloud(zonesScript(zones));
    const [view] = await cloud.resolutions([target("vpc-1")], context);
    expect(view?.resolution).toMatchObject({ value: { zones: zones.map(({ id }) => ({ id })) } });
  });

  test("nothing is read twice for several targets, and the zones are listed to the end", async () => {
    const many = Array.from({ length: 120 }, (_, n) => ({ id: `z${n}`, name: `zone${n}.example` }));
    const { cloud, named } = scriptedCloud(zonesScript([...many, { id: "own", name, bound: ["vpc-1", "vpc-2"] }]));
    const views = await cloud.resolutions([target("vpc-1"), target("vpc-2")], context);
    expect(views.map(({ network, resolution }) => [network, resolution.known])).toEqual([
      ["vpc-1", true],
      ["vpc-2", true],
    ]);
    expect(named("pvtz:DescribeZones").length).toBe(3);
    expect(named("pvtz:DescribeZoneInfo").length).toBe(1);
    expect(named("pvtz:DescribeZoneRecords").length).toBe(1);
  });

  test("a zone that cannot be read makes unknown exactly the names it could answer", async () => {
    const other = "prod-chart-vpc.cn-hangzhou.cr.aliyuncs.com";
    const { cloud } = scriptedCloud(
      zonesScript(
        [
          { id: "own", name },
          { id: "chart", name: other },
        ],
        {
          "pvtz:DescribeZoneRecords": ({ ZoneId }) =>
            ZoneId === "own" ? refused("NoPermission", 403) : { TotalItems: 0 },
        },
      ),
    );
    const views = await cloud.resolutions([target("vpc-1"), target("vpc-1", other)], context);
    expect(views.map(({ resolution }) => resolution.known)).toEqual([false, true]);
    expect(views[0]?.resolution).toMatchObject({ cause: { kind: "denied", call: "pvtz:DescribeZoneRecords" } });
  });

  test("without the list of zones every name is unknown; without a target nothing is called", async () => {
    const { cloud, calls } = scriptedCloud({ "pvtz:DescribeZones": () => refused("NoPermission", 403) });
    expect(await cloud.resolutions([], context)).toEqual([]);
    expect(calls).toEqual([]);
    const views = await cloud.resolutions([target("vpc-1")], context);
    expect(views).toMatchObject([{ network: "vpc-1", name, resolution: { known: false, cause: { kind: "denied" } } }]);
  });

  test("the revision moves with a record even where the zone's own stamp does not", async () => {
    let value = "10.0.0.5";
    const { cloud } = scriptedCloud(
      zonesScript([{ id: "own", name }], {
        "pvtz:DescribeZoneRecords": () => ({ TotalItems: 1, Records: { Record: [record(1, "@", { Value: value })] } }),
      }),
    );
    const revision = async () => {
      const [view] = await cloud.resolutions([target("vpc-1")], context);
      return view?.resolution.known === true ? view.resolution.value.zones[0]?.revision : undefined;
    };
    const before = await revision();
    expect(await revision()).toBe(before);
    value = "10.0.0.6";
    expect(await revision()).not.toBe(before);
  });
});

describe("few names, of which the zones are known", () => {
  const own = (n: number) => ({ id: `z${n}`, name, bound: [`vpc-${n}`] });
  const many = Array.from({ length: 50 }, (_, n) => own(n));
  const known = (network: string, zones: readonly string[]): NameTarget => ({ ...target(network), zones });
  const read = async (zones: readonly StubZone[], targets: readonly NameTarget[], overrides: Script = {}) => {
    const { cloud, named } = scriptedCloud(zonesScript(zones, overrides));
    const views = await cloud.resolutions(targets, context);
    const seen = views.map(({ resolution }) => (resolution.known ? resolution.value.zones.map(({ id }) => id) : null));
    return { seen, infos: named("pvtz:DescribeZoneInfo").length, lists: named("pvtz:DescribeZones").length };
  };

  test("other networks' zones are not read; a zone that shadows from a parent is, a product's too", async () => {
    const wide = { id: "wide", name: "cr.aliyuncs.com", bound: ["vpc-1"] };
    const product = { id: "product", name, type: "CLOUD_PRODUCT_ZONE", bound: ["vpc-1"] };
    const { seen, infos } = await read([...many, wide, product], [known("vpc-1", ["z1"])]);
    expect(seen).toEqual([["z1", "wide", "product"]]);
    expect(infos).toBe(3);
  });

  test("a known zone that lost its binding is read all the same", async () => {
    const zones = [...many.filter(({ id }) => id !== "z1"), { ...own(1), bound: [] }, { ...own(1), id: "new" }];
    expect((await read(zones, [known("vpc-1", ["z1"])])).seen).toEqual([["z1", "new"]]);
  });

  test.each([
    ["a name of which no zone is known", [known("vpc-1", ["z1"]), target("vpc-2")]],
    ["a network of which the list shows no zone", [known("vpc-99", ["z1"])]],
    ["as many networks as zones", many.map(({ id }, n) => known(`vpc-${n}`, [id]))],
  ])("%s: everything is read", async (_, targets) => {
    const { seen, infos } = await read(many, targets);
    expect(infos).toBe(50);
    expect(seen.every((zones) => zones?.length === 50)).toBe(true);
  });

  test("a list that fails for the network means that everything is read", async () => {
    const lists = zonesScript(many)["pvtz:DescribeZones"];
    const overrides: Script = {
      "pvtz:DescribeZones": (asked) => (asked["QueryVpcId"] ? refused("NoPermission", 403) : lists?.(asked)),
    };
    expect((await read(many, [known("vpc-1", ["z1"])], overrides)).infos).toBe(50);
  });
});

describe("forwarding rules", () => {
  const rule = (Id: string, ZoneName: string, networks: readonly string[], more: object = {}) => ({
    Id,
    ZoneName,
    ForwardIps: [{ Ip: "10.9.0.53", Port: 53 }],
    BindVpcs: networks.map((VpcId) => ({ VpcId, RegionId: "cn-hangzhou" })),
    ...more,
  });
  const rules = (Rules: unknown): Script => ({
    "pvtz:DescribeResolverRules": () => ({ TotalItems: Array.isArray(Rules) ? Rules.length : 1, Rules }),
  });
  const forwardingWith = async (overrides: Script, network = "vpc-1") => {
    const { cloud, named } = scriptedCloud(zonesScript([], overrides));
    const [view] = await cloud.resolutions([target(network)], context);
    if (view?.resolution.known !== true) throw new Error("not read");
    return { ...view.resolution.value, calls: named("pvtz:DescribeResolverRules") };
  };

  test("the most specific rule bound to the network that covers the name is in force", async () => {
    const all = [
      rule("r-root", ".", ["vpc-1"]),
      rule("r-wide", "aliyuncs.com.", ["vpc-1"]),
      rule("r-near", "CR.aliyuncs.com", ["vpc-1"]),
      rule("r-half", "hou.cr.aliyuncs.com", ["vpc-1"]),
      rule("r-elsewhere", name, ["vpc-2"]),
    ];
    const { forwarding, calls } = await forwardingWith(rules(all));
    expect(forwarding).toEqual({ id: "r-near", zone: "cr.aliyuncs.com", servers: ["10.9.0.53"] });
    expect(calls).toMatchObject([{ parameters: { NeedDetailAttributes: true } }]);
    expect((await forwardingWith(rules([all[0]]))).forwarding).toMatchObject({ id: "r-root", zone: "" });
    expect((await forwardingWith(rules(all), "vpc-3")).forwarding).toBeNull();
  });

  test("another port is told with its server; lists in wrappers are the same lists", async () => {
    const wrapped = rule("r-1", name, [], {
      ForwardIps: { ForwardIp: [{ Ip: "10.9.0.53", Port: 5353 }] },
      BindVpcs: { Vpc: [{ VpcId: "vpc-1" }] },
    });
    const { forwarding } = await forwardingWith(rules({ Rule: [wrapped] }));
    expect(forwarding?.servers).toEqual(["10.9.0.53:5353"]);
  });

  test("rules that may not be read make no name unknown, and say so", async () => {
    const denied = await forwardingWith({ "pvtz:DescribeResolverRules": () => refused("NoPermission", 403) });
    expect(denied).toMatchObject({
      forwarding: null,
      forwardingUnread: { kind: "denied", right: "pvtz:DescribeResolverRules" },
    });
    expect(await forwardingWith(rules([]))).not.toHaveProperty("forwardingUnread");
  });

  test("a list that is no list is not an empty one", async () => {
    expect(await forwardingWith(rules([{ Id: "r-1" }]))).toMatchObject({
      forwardingUnread: { code: "UnexpectedAnswer" },
    });
  });
});
