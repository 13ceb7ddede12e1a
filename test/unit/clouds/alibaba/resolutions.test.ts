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
    "pvtz:DescribeZones": ({ ZoneType, PageNumber, PageSize }) => {
      const all = zones.filter(({ type = "AUTH_ZONE" }) => type === ZoneType);
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
