import { describe, expect, test } from "vitest";
import type { NameTarget } from "../../../../shared/clouds/port.ts";
import { context, refused, registry, type Script, scriptedCloud, target } from "./scripted-cloud.ts";

interface Item {
  readonly VpcId: string;
  readonly EniLBIp: string;
  readonly UsePublicDomain: boolean;
  readonly RegionName: string;
}
const status = "tcr:DescribeInternalEndpointDnsStatus";
const noZones = () => ({ TotalCount: 0, PrivateZoneSet: [] });
const asked = (parameters: Readonly<Record<string, unknown>>) => parameters["VpcSet"] as readonly Item[];
const saying =
  (Status: string): Script[string] =>
  (parameters) => ({
    VpcSet: asked(parameters).map(({ VpcId }) => ({ VpcId, Status })),
  });
const many = (count: number) => Array.from({ length: count }, (_, n) => target(`vpc-${n}`));

function cloudWith(script: Script) {
  return scriptedCloud({ "privatedns:DescribePrivateZoneList": noZones, [status]: saying("ENABLED"), ...script });
}
const one = async (script: Script, of: NameTarget = target("vpc-1")) => {
  const [view] = await cloudWith(script).cloud.resolutions([of], context);
  if (view === undefined) throw new Error("no view");
  return view.resolution;
};

describe("the switch of a name", () => {
  test.each([
    ["ENABLED", "on"],
    ["ENABLE", "on"],
    ["DISABLED", "off"],
    ["DISABLE", "off"],
    ["ERROR", "error"],
    ["ENABLING", "unclear"],
    ["", "unclear"],
  ])("in the vendor's word %j is %s", async (word, state) =>
    expect(await one({ [status]: saying(word) })).toMatchObject({
      known: true,
      value: { switch: { state, vendorState: word } },
    }),
  );

  test("is asked for one kind, one instance and one region a call, by the primary's region, a replica's also under it", async () => {
    const other = { ...registry, instance: "tcr-exmpl002", region: "ap-beijing" };
    const { cloud, named } = cloudWith({});
    await cloud.resolutions(
      [
        target("vpc-1"),
        target("vpc-1", { name: "harbor.tencentcloudcr.com", kind: "default" }),
        target("vpc-2", { region: "ap-shanghai" }),
        target("vpc-3", { registry: other }),
        target("vpc-4"),
        target("vpc-5", { kind: "custom", name: "images.example.com" }),
      ],
      context,
    );
    const calls = named(status).map(({ parameters, region }) => ({
      region,
      items: asked(parameters).map((item) => `${item.VpcId} ${item.UsePublicDomain} ${item.RegionName}`),
    }));
    expect(calls).toEqual([
      { region: "ap-guangzhou", items: ["vpc-1 false ap-guangzhou", "vpc-4 false ap-guangzhou"] },
      { region: "ap-guangzhou", items: ["vpc-1 true ap-guangzhou"] },
      { region: "ap-guangzhou", items: ["vpc-2 false ap-shanghai"] },
      { region: "ap-beijing", items: ["vpc-3 false ap-guangzhou"] },
      { region: "ap-guangzhou", items: ["vpc-2 false ap-guangzhou"] },
      { region: "ap-beijing", items: ["vpc-3 false ap-beijing"] },
    ]);
  });

  describe("in a replica's region", () => {
    const replica = "ap-shanghai";
    const said =
      (byRegion: Readonly<Record<string, string>>, region?: string): Script[string] =>
      (parameters) => {
        const items = asked(parameters);
        const [word = ""] = items.map(({ RegionName }) => byRegion[RegionName] ?? "DISABLED");
        return {
          VpcSet: items.map(({ VpcId, RegionName }) => ({ VpcId, Status: word, Region: region ?? RegionName })),
        };
      };
    const elsewhere = async (answer: Script[string]) => {
      const found = await one({ [status]: answer }, target("vpc-1", { region: replica }));
      return found.known ? found.value.switch : found;
    };

    test("that is on under the registry's is told with that region", async () => {
      expect(await elsewhere(said({ "ap-guangzhou": "ENABLED" }))).toEqual({
        state: "off",
        vendorState: "DISABLED",
        elsewhere: "ap-guangzhou",
      });
      expect(await elsewhere(said({ "ap-guangzhou": "ENABLED", [replica]: "ENABLED" }))).toMatchObject({
        state: "on",
        elsewhere: "ap-guangzhou",
      });
    });

    test("is nowhere else where the vendor names another region than it was asked for, or none", async () => {
      for (const region of [replica, ""])
        expect(await elsewhere(said({ "ap-guangzhou": "ENABLED", [replica]: "ENABLED" }, region))).toMatchObject({
          state: "on",
          elsewhere: null,
        });
      expect(await elsewhere(said({ [replica]: "ENABLED" }))).toMatchObject({ state: "on", elsewhere: null });
    });

    test("is known although the registry's region refuses the question", async () => {
      const refusing: Script[string] = (parameters, request) =>
        asked(parameters)[0]?.RegionName === replica
          ? saying("ENABLED")(parameters, request)
          : refused("InvalidParameter");
      expect(await elsewhere(refusing)).toMatchObject({ state: "on", elsewhere: null });
    });

    test("takes one more call a kind and twenty networks", async () => {
      const { cloud, named } = cloudWith({});
      await cloud.resolutions(
        many(25).map((one) => ({ ...one, region: replica })),
        context,
      );
      expect(named(status).map(({ parameters }) => asked(parameters).length)).toEqual([20, 5, 20, 5]);
    });
  });

  test("of 45 networks takes three calls, and one list of zones", async () => {
    const { cloud, named } = cloudWith({});
    const views = await cloud.resolutions(many(45), context);
    expect(views.every(({ resolution }) => resolution.known)).toBe(true);
    expect(named(status).map(({ parameters }) => asked(parameters).length)).toEqual([20, 20, 5]);
    expect(named("privatedns:DescribePrivateZoneList").length).toBe(1);
  });

  test("in a batch that is too large is asked for in smaller ones, all that follow too", async () => {
    const { cloud, named } = cloudWith({
      [status]: (parameters, request) =>
        asked(parameters).length > 5 ? refused("InvalidParameter") : saying("ENABLED")(parameters, request),
    });
    const views = await cloud.resolutions(many(20), context);
    expect(views.every(({ resolution }) => resolution.known)).toBe(true);
    expect(named(status).map(({ parameters }) => asked(parameters).length)).toEqual([20, 10, 5, 5, 5, 5]);
  });

  test("that alone is refused is unknown alone", async () => {
    const { cloud } = cloudWith({
      [status]: (parameters, request) =>
        asked(parameters).some(({ VpcId }) => VpcId === "vpc-3")
          ? refused("InvalidParameter")
          : saying("ENABLED")(parameters, request),
    });
    const views = await cloud.resolutions(many(6), context);
    expect(views.map(({ resolution }) => resolution.known)).toEqual([true, true, true, false, true, true]);
    expect(views[3]?.resolution).toMatchObject({ cause: { code: "InvalidParameter" } });
  });

  test("answered in another order, twice, or not at all", async () => {
    const { cloud } = cloudWith({
      [status]: () => ({
        VpcSet: [
          { VpcId: "vpc-3", Status: "ENABLED" },
          { VpcId: "vpc-0", Status: "DISABLED" },
          { VpcId: "vpc-1", Status: "ENABLED" },
          { VpcId: "vpc-1", Status: "ENABLED" },
          { VpcId: "vpc-3", Status: "DISABLED" },
        ],
      }),
    });
    const views = await cloud.resolutions(many(4), context);
    const states = views.map(({ resolution }) => (resolution.known ? resolution.value.switch?.state : "unknown"));
    expect(states).toEqual(["off", "on", "unknown", "unclear"]);
  });

  test("that could not be read is unknown with its cause, and so is every name without the list of zones", async () => {
    expect(await one({ [status]: () => refused("UnauthorizedOperation") })).toMatchObject({
      known: false,
      cause: { kind: "denied", right: status },
    });
    expect(await one({ "privatedns:DescribePrivateZoneList": () => refused("UnauthorizedOperation") })).toMatchObject({
      known: false,
      cause: { right: "privatedns:DescribePrivateZoneList" },
    });
  });

  test("is known without zones where the account never opened the service", async () => {
    const closed = { "privatedns:DescribePrivateZoneList": () => refused("ResourceNotFound.ServiceNotSubscribed") };
    expect(await one(closed)).toMatchObject({ known: true, value: { zones: [], switch: { state: "on" } } });
  });
});

describe("the zones of a name", () => {
  const zone = (ZoneId: string, Domain: string, more: object = {}) => ({
    ZoneId,
    Domain,
    DnsForwardStatus: "DISABLED",
    UpdatedOn: "2026-01-05 10:00:00",
    VpcSet: [{ UniqVpcId: "vpc-1", Region: "ap-guangzhou" }],
    AccountVpcSet: null,
    ...more,
  });
  const record = (RecordId: string, SubDomain: string, more: object = {}) => ({
    RecordId,
    SubDomain,
    RecordType: "A",
    RecordValue: "10.0.0.9",
    TTL: 600,
    Status: "enabled",
    Enabled: 1,
    ...more,
  });
  const listing = (...PrivateZoneSet: readonly object[]) => ({
    "privatedns:DescribePrivateZoneList": () => ({ TotalCount: PrivateZoneSet.length, PrivateZoneSet }),
  });
  const records = (...RecordSet: readonly object[]) => ({
    "privatedns:DescribePrivateZoneRecordList": () => ({ TotalCount: RecordSet.length, RecordSet }),
  });

  test("are those above it that are bound to its network; no other zone's records are read", async () => {
    const { cloud, named } = cloudWith({
      ...listing(
        zone("zone-a", "TencentCloudCR.com."),
        zone("zone-b", "harbor-vpc.tencentcloudcr.com", {
          VpcSet: [],
          AccountVpcSet: [{ UniqVpcId: "vpc-1", Region: "ap-guangzhou", Uin: 100000000009 }],
        }),
        zone("zone-c", "tencentcloudcr.com", { VpcSet: [{ UniqVpcId: "vpc-9", Region: "ap-guangzhou" }] }),
        zone("zone-d", "example.com"),
        zone("zone-e", "cloudcr.com"),
      ),
      ...records(record("1", "harbor-vpc"), record("2", "*"), record("3", "other"), record("4", "@")),
    });
    const [view] = await cloud.resolutions([target("vpc-1")], context);
    expect(view?.resolution).toMatchObject({
      value: {
        zones: [
          {
            id: "zone-a",
            name: "tencentcloudcr.com",
            origin: "customer",
            fallsThrough: false,
            bindings: [{ network: "vpc-1", region: "ap-guangzhou", account: null }],
            records: [{ id: "1", host: "harbor-vpc" }, { id: "2" }],
          },
          {
            id: "zone-b",
            bindings: [{ network: "vpc-1", account: "100000000009" }],
            records: [{ id: "2" }, { id: "4" }],
          },
        ],
      },
    });
    expect(named("privatedns:DescribePrivateZoneRecordList").map(({ parameters }) => parameters["ZoneId"])).toEqual([
      "zone-a",
      "zone-b",
    ]);
  });

  test.each([
    ["enabled", 1, true],
    ["ENABLED", null, true],
    ["enabled", 0, false],
    ["disabled", 1, false],
    ["DISABLED", null, false],
    ["", null, true],
  ])("a record with status %j and enabled %j answers: %s", async (Status, Enabled, enabled) => {
    const resolution = await one({
      ...listing(zone("zone-a", "tencentcloudcr.com", { DnsForwardStatus: "ENABLED" })),
      ...records(record("1", "harbor-vpc", { Status, Enabled })),
    });
    expect(resolution).toMatchObject({ value: { zones: [{ fallsThrough: true, records: [{ enabled }] }] } });
  });

  test("are read by smaller pages where the large one is refused", async () => {
    const all = Array.from({ length: 150 }, (_, n) => record(String(n), "*"));
    const { cloud, named } = cloudWith({
      ...listing(zone("zone-a", "tencentcloudcr.com")),
      "privatedns:DescribePrivateZoneRecordList": ({ Offset, Limit }) =>
        Number(Limit) > 100
          ? refused("InvalidParameterValue")
          : { TotalCount: 150, RecordSet: all.slice(Number(Offset), Number(Offset) + Number(Limit)) },
    });
    const [view] = await cloud.resolutions([target("vpc-1")], context);
    expect(view?.resolution.known === true && view.resolution.value.zones[0]?.records.length).toBe(150);
    expect(named("privatedns:DescribePrivateZoneRecordList").map(({ parameters }) => parameters["Limit"])).toEqual([
      200, 100, 100,
    ]);
  });

  test("that could not be read make unknown the names they could answer, and no other", async () => {
    const { cloud } = cloudWith({
      ...listing(zone("zone-a", "harbor-vpc.tencentcloudcr.com")),
      "privatedns:DescribePrivateZoneRecordList": () => refused("UnauthorizedOperation"),
    });
    const other = target("vpc-1", { name: "harbor.tencentcloudcr.com", kind: "default" });
    const views = await cloud.resolutions([target("vpc-1"), other, target("vpc-2")], context);
    expect(views.map(({ resolution }) => resolution.known)).toEqual([false, true, true]);
  });

  test("of a switch are also those that no network asks, where they hold what it publishes", async () => {
    const unbound = { VpcSet: [] };
    const told: Script = {
      ...listing(zone("zone-its", "tencentcloudcr.com", unbound), zone("zone-new", "tencentcloudcr.com", unbound)),
      "privatedns:DescribePrivateZoneRecordList": ({ ZoneId }) => {
        const RecordSet = ZoneId === "zone-its" ? [record("1", "harbor-vpc")] : [];
        return { TotalCount: RecordSet.length, RecordSet };
      },
    };
    const zonesFor = async (address: string, script = told) => {
      const found = await one(script, target("vpc-1", { address }));
      return found.known ? found.value.zones.map(({ id, bindings }) => [id, bindings.length]) : found;
    };
    expect(await zonesFor("10.0.0.9")).toEqual([["zone-its", 0]]);
    expect(await zonesFor("10.0.0.8")).toEqual([]);
    const unread = { ...told, "privatedns:DescribePrivateZoneRecordList": () => refused("UnauthorizedOperation") };
    expect(await zonesFor("10.0.0.9", unread)).toEqual([]);
  });

  test("of a domain of the user's own are also those that no network asks, and one that names the network", async () => {
    const unbound = { VpcSet: [] };
    const elsewhere = { VpcSet: [{ UniqVpcId: "vpc-9", Region: "ap-guangzhou" }] };
    const { cloud, named } = cloudWith({
      ...listing(
        zone("zone-bound", "example.com"),
        zone("zone-new", "example.com", { ...unbound, Remark: "mooring vpc-2" }),
        zone("zone-taken", "example.com", { ...elsewhere, Remark: "mooring vpc-1" }),
        zone("zone-theirs", "example.com", elsewhere),
        zone("zone-beside", "example.org", unbound),
      ),
      ...records(record("1", "images")),
    });
    const custom = target("vpc-1", { kind: "custom", name: "images.example.com" });
    const [view] = await cloud.resolutions([custom], context);
    const seen =
      view?.resolution.known === true ? view.resolution.value.zones.map(({ id, remark }) => [id, remark]) : [];
    expect(seen).toEqual([
      ["zone-bound", ""],
      ["zone-new", "mooring vpc-2"],
      ["zone-taken", "mooring vpc-1"],
    ]);
    expect(named("privatedns:DescribePrivateZoneRecordList").length).toBe(3);
    expect(named(status)).toEqual([]);
  });

  describe("as the lists show them", () => {
    const base = zone("zone-a", "tencentcloudcr.com", { RecordCount: 1 });
    const look = async (script: Script, seen?: string) => {
      const { cloud, named } = cloudWith({ ...records(record("1", "harbor-vpc")), ...script });
      const [view] = await cloud.resolutions([target("vpc-1", seen === undefined ? {} : { seen })], context);
      if (view === undefined) throw new Error("no view");
      return { ...view, reads: named("privatedns:DescribePrivateZoneRecordList").length };
    };

    test("leave out the records where they show what they showed before", async () => {
      const { mark, ...first } = await look(listing(base));
      expect(first).toMatchObject({ resolution: { known: true }, reads: 1 });
      expect(first).not.toHaveProperty("unchanged");
      const again = await look(listing(base, zone("zone-z", "example.com")), mark);
      expect(again).toMatchObject({ mark, unchanged: true, resolution: { known: false }, reads: 0 });
    });

    test.each<[string, Script]>([
      ["the moment of a change", listing({ ...base, UpdatedOn: "2026-01-05 10:00:01" })],
      ["another number of records", listing({ ...base, RecordCount: 2 })],
      [
        "another network",
        listing({ ...base, VpcSet: [...base.VpcSet, { UniqVpcId: "vpc-9", Region: "ap-guangzhou" }] }),
      ],
      ["another pattern", listing({ ...base, DnsForwardStatus: "ENABLED" })],
      ["a forwarding rule", listing({ ...base, ForwardRuleName: "office", ForwardRuleType: "DOWN" })],
      ["another zone that could answer", listing(base, zone("zone-b", "harbor-vpc.tencentcloudcr.com"))],
      ["no zone", listing()],
      ["a switch that is off", { ...listing(base), [status]: saying("DISABLED") }],
    ])("have the name read when they show %s", async (_, script) => {
      const { mark } = await look(listing(base));
      const again = await look(script, mark);
      expect(again).not.toHaveProperty("unchanged");
      expect(again.resolution.known).toBe(true);
      expect(again.mark).not.toBe(mark);
    });

    test("have no mark where they could not be read", async () => {
      const { mark } = await look(listing(base));
      for (const trouble of [status, "privatedns:DescribePrivateZoneList"]) {
        const again = await look({ ...listing(base), [trouble]: () => refused("UnauthorizedOperation") }, mark);
        expect(again.resolution.known).toBe(false);
        expect(again).not.toHaveProperty("mark");
        expect(again).not.toHaveProperty("unchanged");
      }
    });

    test("have another name's records read although one is unchanged", async () => {
      const { mark } = await look(listing(base));
      const { cloud, named } = cloudWith({ ...listing(base), ...records(record("1", "harbor-vpc")) });
      const other = target("vpc-1", { name: "harbor.tencentcloudcr.com", kind: "default" });
      const views = await cloud.resolutions(
        [target("vpc-1", mark === undefined ? {} : { seen: mark }), other],
        context,
      );
      expect(views.map(({ unchanged = false }) => unchanged)).toEqual([true, false]);
      expect(named("privatedns:DescribePrivateZoneRecordList").length).toBe(1);
    });
  });

  test("a zone's revision changes with its records and its bindings", async () => {
    const revisionOf = async (script: Script) => {
      const found = await one(script);
      return found.known ? found.value.zones[0]?.revision : undefined;
    };
    const listed = listing(zone("zone-a", "tencentcloudcr.com"));
    const first = await revisionOf({ ...listed, ...records(record("1", "harbor-vpc")) });
    expect(await revisionOf({ ...listed, ...records(record("1", "harbor-vpc")) })).toBe(first);
    expect(
      await revisionOf({ ...listed, ...records(record("1", "harbor-vpc", { RecordValue: "10.0.0.8" })) }),
    ).not.toBe(first);
  });
});

describe("a forwarding rule", () => {
  const zone = (ZoneId: string, Domain: string, more: object = {}) => ({
    ZoneId,
    Domain,
    VpcSet: [{ UniqVpcId: "vpc-1", Region: "ap-guangzhou" }],
    ...more,
  });
  const rule = (RuleId: string, ZoneId: string, more: object = {}) => ({
    RuleId,
    ZoneId,
    Domain: "",
    RuleType: "DOWN",
    ForwardAddress: ["10.9.9.9:53"],
    VpcSet: null,
    ...more,
  });
  const rules = "privatedns:DescribeForwardRuleList";
  const world = (zones: readonly object[], script: Script) => ({
    "privatedns:DescribePrivateZoneList": () => ({ TotalCount: zones.length, PrivateZoneSet: zones }),
    "privatedns:DescribePrivateZoneRecordList": () => ({ TotalCount: 0, RecordSet: [] }),
    ...script,
  });
  const told = async (zones: readonly object[], script: Script) => {
    const found = await one(world(zones, script));
    return found.known ? found.value.forwarding : found;
  };
  const listed = (...ForwardRuleSet: readonly object[]) => ({
    [rules]: () => ({ TotalCount: ForwardRuleSet.length, ForwardRuleSet }),
  });

  test("of a zone above the name is told, the most specific one", async () => {
    const zones = [zone("zone-a", "tencentcloudcr.com"), zone("zone-b", "harbor-vpc.tencentcloudcr.com")];
    expect(await told(zones, listed(rule("fid-a", "zone-a"), rule("fid-b", "zone-b")))).toEqual({
      id: "fid-b",
      zone: "harbor-vpc.tencentcloudcr.com",
      servers: ["10.9.9.9:53"],
      ofZone: true,
    });
  });

  test("by which queries come in from outside is none, nor is one of another zone", async () => {
    const zones = [zone("zone-a", "tencentcloudcr.com")];
    expect(await told(zones, listed(rule("fid-a", "zone-a", { RuleType: "UP" }), rule("fid-z", "zone-z")))).toBeNull();
  });

  test("is not asked for where no zone covers a name in its network", async () => {
    const away = { VpcSet: [{ UniqVpcId: "vpc-9", Region: "ap-guangzhou" }] };
    const { cloud, named } = cloudWith(
      world([zone("zone-a", "tencentcloudcr.com", away), zone("zone-b", "example.com")], listed(rule("f", "zone-a"))),
    );
    await cloud.resolutions(many(3), context);
    expect(named(rules)).toEqual([]);
  });

  test("that may not be read is taken from its zone, and no name is unknown for it", async () => {
    const denied = { [rules]: () => refused("UnauthorizedOperation") };
    const said = { ForwardRuleName: "to the office", ForwardRuleType: "DOWN", ForwardAddress: "10.9.9.9:53" };
    expect(await told([zone("zone-a", "tencentcloudcr.com", said)], denied)).toEqual({
      id: "to the office",
      zone: "tencentcloudcr.com",
      servers: ["10.9.9.9:53"],
      ofZone: true,
    });
    expect(await told([zone("zone-a", "tencentcloudcr.com")], denied)).toBeNull();
  });
});
