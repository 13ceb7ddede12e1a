import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { accounts, startWorld } from "./pvtz-world.ts";

let world: Awaited<ReturnType<typeof startWorld>>;

const start = async (settings: Readonly<Record<string, SettingValue>> = {}) => {
  world = await startWorld(settings);
};
beforeEach(() => start());
afterEach(() => world.emulator.stop());

/** Starts anew under other settings. */
async function under(settings: Readonly<Record<string, SettingValue>>): Promise<void> {
  await world.emulator.stop();
  await start(settings);
}

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "accepted",
    (error: { code: string }) => error.code,
  );

const zone = (ZoneId: string) => world.pvtz("DescribeZoneInfo", { ZoneId });
const boundTo = async (ZoneId: string) =>
  ((await zone(ZoneId))["BindVpcs"] as { Vpc: { VpcId: string }[] }).Vpc.map(({ VpcId }) => VpcId);
const zoneNames = async (query: object) =>
  ((await world.pvtz("DescribeZones", query))["Zones"] as { Zone: { ZoneName: string }[] }).Zone.map(
    ({ ZoneName }) => ZoneName,
  );
const records = async (query: object) =>
  ((await world.pvtz("DescribeZoneRecords", query))["Records"] as { Record: Record<string, unknown>[] }).Record;

describe("zones", () => {
  it("a new zone has the vendor's id, the defaults, and both forms of its times", async () => {
    const added = await world.pvtz("AddZone", { ZoneName: "Corp.Example" });
    expect(added).toMatchObject({
      ZoneName: "corp.example",
      Success: true,
      ZoneId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const now = world.emulator.world.clock.now();
    const info = await zone(String(added["ZoneId"]));
    expect(info).toMatchObject({
      ZoneType: "AUTH_ZONE",
      ProxyPattern: "ZONE",
      RecordCount: 0,
      IsPtr: false,
      DnsGroup: "FAST_ZONE",
      Creator: "alice",
      CreatorSubType: "SUB",
      BindVpcs: { Vpc: [] },
      CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    });
    expect(Math.abs(Number(info["CreateTimestamp"]) - now)).toBeLessThan(5_000);
    expect(String(info["CreateTime"])).toBe(`${new Date(Number(info["CreateTimestamp"])).toISOString().slice(0, 16)}Z`);
  });

  it.each(["", "a..b", "-a.example", "exa mple.com", `${"a".repeat(64)}.com`])(
    "the name %j is refused",
    async (ZoneName) => {
      expect(await code(world.pvtz("AddZone", { ZoneName }))).toBe("Zone.Invalid.Name");
    },
  );

  it("CheckZoneName tells a possible name from an impossible one", async () => {
    expect(await world.pvtz("CheckZoneName", { ZoneName: "a.example" })).toMatchObject({ Check: true });
    expect(await world.pvtz("CheckZoneName", { ZoneName: "a b" })).toMatchObject({ Check: false });
  });

  it("an id of another shape is invalid, a missing one does not exist", async () => {
    expect(await code(zone("nonsense"))).toBe("Zone.Invalid.Id");
    expect(await code(zone("0".repeat(32)))).toBe("Zone.NotExists");
  });

  it("another account's zone does not exist", async () => {
    const ZoneId = await world.newZone("a.example");
    expect(await code(world.other("pvtz", "DescribeZoneInfo", { ZoneId }))).toBe("Zone.NotExists");
  });

  it("a fresh zone is not there yet for as long as the setting says", async () => {
    await under({ zoneVisibleMs: 60_000 });
    const ZoneId = await world.newZone("a.example");
    expect(await code(world.pvtz("BindZoneVpc", { ZoneId }))).toBe("Zone.NotExists");
    expect(await zoneNames({})).toEqual([]);
    await world.emulator.world.clock.advance(60_000);
    expect(await code(world.pvtz("BindZoneVpc", { ZoneId }))).toBe("accepted");
  });

  it("the 501st zone is refused", async () => {
    for (let count = 0; count < 500; count++) await world.newZone(`z${count}.example`);
    expect(await code(world.newZone("one-more.example"))).toBe("Zone.QuotaExceeded");
  });

  it("a bound zone is not deleted, an unbound one is", async () => {
    const ZoneId = await world.newZone("a.example");
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: await world.newVpc(), RegionId: "cn-hangzhou" }] });
    expect(await code(world.pvtz("DeleteZone", { ZoneId }))).toBe("Zone.VpcExists");
    await world.pvtz("BindZoneVpc", { ZoneId });
    expect(await world.pvtz("DeleteZone", { ZoneId })).toMatchObject({ ZoneId });
    expect(await code(zone(ZoneId))).toBe("Zone.NotExists");
  });

  it("a remark outside the narrow set of characters is refused with the vendor's code", async () => {
    const ZoneId = await world.newZone("a.example");
    expect(await code(world.pvtz("UpdateZoneRemark", { ZoneId, Remark: "a".repeat(51) }))).toBe("Zone.Remark");
    expect(await code(world.pvtz("UpdateZoneRemark", { ZoneId, Remark: "rm -rf /;" }))).toBe("Zone.Remark");
    await world.pvtz("UpdateZoneRemark", { ZoneId, Remark: "made_by-us,示例" });
    expect(await zone(ZoneId)).toMatchObject({ Remark: "made_by-us,示例" });
  });
});

describe("listing zones", () => {
  it("DescribeZones looks for a part of the name unless told EXACT", async () => {
    for (const name of ["cr.example", "prod.cr.example", "else.test"]) await world.newZone(name);
    expect(await zoneNames({ Keyword: "CR.example" })).toEqual(["cr.example", "prod.cr.example"]);
    expect(await zoneNames({ Keyword: "cr.example", SearchMode: "EXACT" })).toEqual(["cr.example"]);
  });

  it("pages of at most 100 with 20 as default, and counts of the whole", async () => {
    for (let count = 0; count < 21; count++) await world.newZone(`z${count}.example`);
    const first = await world.pvtz("DescribeZones");
    expect(first).toMatchObject({ PageNumber: 1, PageSize: 20, TotalItems: 21, TotalPages: 2 });
    expect(await zoneNames({ PageNumber: 2 })).toEqual(["z20.example"]);
    expect(await zoneNames({ PageNumber: 3 })).toEqual([]);
    expect(await code(world.pvtz("DescribeZones", { PageSize: 101 }))).toBe("InvalidParameter");
    expect(await code(world.pvtz("DescribeZones", { PageNumber: 0 }))).toBe("InvalidParameter");
  });

  it("a filter by VPC and region finds only zones bound there, and the list never names VPCs", async () => {
    const VpcId = await world.newVpc();
    const ZoneId = await world.newZone("bound.example");
    await world.newZone("unbound.example");
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId, RegionId: "cn-hangzhou" }] });
    expect(await zoneNames({ QueryVpcId: VpcId })).toEqual(["bound.example"]);
    expect(await zoneNames({ QueryVpcId: VpcId, QueryRegionId: "cn-beijing" })).toEqual([]);
    expect(await zoneNames({ QueryRegionId: "cn-hangzhou" })).toEqual(["bound.example"]);
    expect(JSON.stringify(await world.pvtz("DescribeZones"))).not.toContain(VpcId);
  });

  it("DescribeZoneVpcTree nests the VPCs of every zone", async () => {
    const VpcId = await world.newVpc();
    const ZoneId = await world.newZone("a.example");
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId, RegionId: "cn-hangzhou" }] });
    expect(await world.pvtz("DescribeZoneVpcTree")).toMatchObject({
      Zones: { Zone: [{ ZoneId, Vpcs: { Vpc: [{ VpcId, VpcType: "STANDARD", RegionName: "China (Hangzhou)" }] } }] },
    });
  });

  it("tags of zones are listed page by page and filter DescribeZones", async () => {
    const [a, b] = [await world.newZone("a.example"), await world.newZone("b.example")];
    await world.pvtz("TagResources", { ResourceType: "ZONE", ResourceId: [a], Tag: [{ Key: "env", Value: "prod" }] });
    await world.pvtz("TagResources", { ResourceType: "ZONE", ResourceId: [b], Tag: [{ Key: "env", Value: "test" }] });
    const first = await world.pvtz("ListTagResources", { ResourceType: "ZONE", Size: 1 });
    expect(first["TagResources"]).toEqual([{ ResourceType: "ZONE", ResourceId: a, TagKey: "env", TagValue: "prod" }]);
    const second = await world.pvtz("ListTagResources", { ResourceType: "ZONE", NextToken: first["NextToken"] });
    expect(second["TagResources"]).toHaveLength(1);
    expect(second["NextToken"]).toBeUndefined();
    expect(await zoneNames({ ResourceTag: [{ Key: "env", Value: "test" }] })).toEqual(["b.example"]);
    await world.pvtz("UntagResources", { ResourceType: "ZONE", ResourceId: [b], TagKey: ["env"] });
    expect(await zoneNames({ ResourceTag: [{ Key: "env" }] })).toEqual(["a.example"]);
  });
});

it("lists lag behind writes for as long as the setting says, single reads do not", async () => {
  await under({ readLagMs: 60_000 });
  const ZoneId = await world.newZone("a.example");
  const RecordId = await world.newRecord({ ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1" });
  expect([await zoneNames({}), await records({ ZoneId })]).toEqual([[], []]);
  expect(await world.pvtz("DescribeZoneRecord", { RecordId })).toMatchObject({ RecordId });
  await world.emulator.world.clock.advance(60_000);
  expect([await zoneNames({}), await records({ ZoneId })]).toMatchObject([["a.example"], [{ RecordId }]]);
});

describe("records", () => {
  let ZoneId: string;
  beforeEach(async () => {
    ZoneId = await world.newZone("a.example");
  });

  it("a record has the vendor's defaults", async () => {
    const RecordId = await world.newRecord({ ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1" });
    const wanted = { RecordId, ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1", Ttl: 60, Priority: 0, Line: "default" };
    expect(await records({ ZoneId })).toMatchObject([{ ...wanted, Weight: 1, Status: "ENABLE", Remark: "" }]);
    expect(await world.pvtz("DescribeZoneRecord", { RecordId })).toMatchObject(wanted);
  });

  it.each([
    ["A", "@", "10.0.0.256"],
    ["A", "@", "::1"],
    ["AAAA", "@", "10.0.0.1"],
    ["CNAME", "www", "not a name"],
    ["SRV", "_sip._tcp", "1 2 sip.example"],
    ["A", "a*b", "10.0.0.1"],
    ["A", "a..b", "10.0.0.1"],
  ])("%s %s %s is refused", async (Type, Rr, Value) => {
    expect(await code(world.pvtz("AddZoneRecord", { ZoneId, Rr, Type, Value }))).toBe("Record.Invalid.Value");
  });

  it.each([
    ["MX", "@", "mail.example"],
    ["SRV", "_sip._tcp", "1 2 5060 sip.example"],
    ["TXT", "*.deep", "v=1 anything"],
    ["PTR", "1", "host.example"],
    ["AAAA", "*", "fd00::1"],
  ])("%s %s %s is accepted", async (Type, Rr, Value) => {
    expect(await code(world.pvtz("AddZoneRecord", { ZoneId, Rr, Type, Value }))).toBe("accepted");
  });

  it.each([{ Ttl: 4 }, { Ttl: 86_401 }, { Weight: 0 }, { Weight: 101 }, { Priority: 100 }, { Type: "NS" }])(
    "%j is out of range",
    async (wrong) => {
      const record = { ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1", ...wrong };
      expect(await code(world.pvtz("AddZoneRecord", record))).toBe("InvalidParameter");
    },
  );

  it("the same record twice, and a CNAME beside another record, conflict; two addresses do not", async () => {
    const record = { ZoneId, Rr: "www", Type: "A", Value: "10.0.0.1" };
    const RecordId = await world.newRecord(record);
    expect(await code(world.pvtz("AddZoneRecord", record))).toBe("Record.Invalid.Conflict");
    const alias = { ...record, Type: "CNAME", Value: "b.example" };
    expect(await code(world.pvtz("AddZoneRecord", alias))).toBe("Record.Invalid.Conflict");
    await world.newRecord({ ...record, Value: "10.0.0.2" });
    const change = { RecordId, Rr: "www", Type: "A", Value: "10.0.0.2" };
    expect(await code(world.pvtz("UpdateZoneRecord", change))).toBe("Record.Invalid.Conflict");
  });

  it("update, disable, remark and delete change just that", async () => {
    const RecordId = await world.newRecord({ ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1" });
    await world.pvtz("UpdateRecordRemark", { RecordId, Remark: "mine" });
    await world.pvtz("UpdateZoneRecord", { RecordId, Rr: "@", Type: "A", Value: "10.0.0.9", Ttl: 600 });
    expect(await world.pvtz("SetZoneRecordStatus", { RecordId, Status: "DISABLE" })).toMatchObject({
      RecordId,
      Status: "DISABLE",
    });
    expect(await records({ ZoneId })).toMatchObject([
      { Value: "10.0.0.9", Ttl: 600, Remark: "mine", Status: "DISABLE" },
    ]);
    await world.pvtz("DeleteZoneRecord", { RecordId });
    expect(await records({ ZoneId })).toEqual([]);
    expect(await code(world.pvtz("DeleteZoneRecord", { RecordId }))).toBe("Record.NotExists");
  });

  it("an update that changes only the TTL does not conflict with the record itself", async () => {
    const record = { Rr: "@", Type: "A", Value: "10.0.0.1" };
    const RecordId = await world.newRecord({ ZoneId, ...record });
    await world.pvtz("UpdateZoneRecord", { RecordId, ...record, Ttl: 600 });
    expect(await records({ ZoneId })).toMatchObject([{ RecordId, Ttl: 600 }]);
  });

  it("the keyword must be the whole Rr or Value unless told LIKE", async () => {
    await world.newRecord({ ZoneId, Rr: "www", Type: "A", Value: "10.0.0.1" });
    await world.newRecord({ ZoneId, Rr: "ww", Type: "A", Value: "10.0.0.2" });
    const hosts = async (query: object) => (await records({ ZoneId, ...query })).map(({ Rr }) => Rr);
    expect(await hosts({ Keyword: "ww" })).toEqual(["ww"]);
    expect(await hosts({ Keyword: "10.0.0.1" })).toEqual(["www"]);
    expect(await hosts({ Keyword: "ww", SearchMode: "LIKE" })).toEqual(["www", "ww"]);
  });

  it.each([true, false])("a record write moves the zone's UpdateTimestamp: %s", async (recordWriteMovesZone) => {
    await under({ recordWriteMovesZone });
    const id = await world.newZone("a.example");
    const before = Number((await zone(id))["UpdateTimestamp"]);
    await world.emulator.world.clock.advance(60_000);
    await world.newRecord({ ZoneId: id, Rr: "@", Type: "A", Value: "10.0.0.1" });
    expect(Number((await zone(id))["UpdateTimestamp"]) >= before + 60_000).toBe(recordWriteMovesZone);
  });
});

describe("BindZoneVpc", () => {
  const region = { RegionId: "cn-hangzhou" };

  it("replaces the whole set, and unbinds all without Vpcs", async () => {
    const ZoneId = await world.newZone("a.example");
    const [one, two] = [await world.newVpc(), await world.newVpc()];
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: one, ...region }] });
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: two, ...region, VpcType: "EDS" }] });
    expect(await boundTo(ZoneId)).toEqual([two]);
    expect(await zone(ZoneId)).toMatchObject({ BindVpcs: { Vpc: [{ VpcType: "EDS" }] } });
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [] });
    expect(await boundTo(ZoneId)).toEqual([]);
  });

  it("two zones of one name are not bound to one VPC, and the refused call changes nothing", async () => {
    const [a, b] = [await world.newZone("a.example"), await world.newZone("a.example")];
    const [one, two] = [await world.newVpc(), await world.newVpc()];
    await world.pvtz("BindZoneVpc", { ZoneId: a, Vpcs: [{ VpcId: one, ...region }] });
    await world.pvtz("BindZoneVpc", { ZoneId: b, Vpcs: [{ VpcId: two, ...region }] });
    const both = [one, two].map((VpcId) => ({ VpcId, ...region }));
    expect(await code(world.pvtz("BindZoneVpc", { ZoneId: b, Vpcs: both }))).toBe("ZoneVpc.Zone.Repeated");
    expect(await boundTo(b)).toEqual([two]);
  });

  it("a VPC that is missing, elsewhere, or another account's is refused", async () => {
    const ZoneId = await world.newZone("a.example");
    const bind = (VpcId: string, RegionId = "cn-hangzhou") =>
      code(world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId, RegionId }] }));
    expect(await bind("vpc-none")).toBe("ZoneVpc.NotExists.VpcId");
    expect(await bind(await world.newVpc(), "cn-beijing")).toBe("ZoneVpc.NotExists.VpcId");
    expect(await bind(await world.newVpc(world.other))).toBe("ZoneVpc.Auth.NotExists");
  });

  it.each([
    ["allowed", "accepted"],
    ["refused", "ZoneVpc.Auth.NotExists"],
  ])("a foreign VPC that is bound already may be sent again: %s", async (foreignVpcRebind, answer) => {
    await under({ foreignVpcRebind });
    const ZoneId = await world.newZone("a.example");
    const VpcId = await world.newVpc(world.other);
    const found = world.emulator.world.alibaba.accounts.get(accounts.home.id)?.zones.get(ZoneId);
    found?.bindings.push({ vpcId: VpcId, region: "cn-hangzhou", type: "STANDARD", userId: accounts.other.id });
    expect(await zone(ZoneId)).toMatchObject({ BindVpcs: { Vpc: [{ VpcUserId: Number(accounts.other.id) }] } });
    expect(await code(world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId, ...region }] }))).toBe(answer);
  });

  it.each([
    ["dropped", 0, "accepted"],
    ["kept", 1, "Zone.VpcExists"],
  ])("a VPC that was deleted is %s", async (deletedVpcBinding, count, answer) => {
    await under({ deletedVpcBinding });
    const ZoneId = await world.newZone("a.example");
    const VpcId = await world.newVpc();
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: [{ VpcId, ...region }] });
    await world.home("vpc", "DeleteVpc", { VpcId, ...region });
    expect(await boundTo(ZoneId)).toHaveLength(count);
    expect(await code(world.pvtz("DeleteZone", { ZoneId }))).toBe(answer);
  });

  it("a zone is bound to 100 VPCs and no more", async () => {
    const ZoneId = await world.newZone("a.example");
    const vpcs: { VpcId: string; RegionId: string }[] = [];
    const regions = ["cn-hangzhou", "cn-beijing", "cn-shanghai", "cn-shenzhen", "cn-qingdao", "cn-chengdu"];
    const all = [...regions, "cn-hongkong", "us-east-1", "us-west-1", "eu-west-1", "eu-central-1"];
    // Ten VPCs a region are what an account may have.
    for (let count = 0; count < 101; count++) {
      const RegionId = all[Math.floor(count / 10)] ?? "";
      vpcs.push({ VpcId: await world.newVpc(world.home, RegionId), RegionId });
    }
    expect(await code(world.pvtz("BindZoneVpc", { ZoneId, Vpcs: vpcs }))).toBe("Zone.QuotaExceeded");
    await world.pvtz("BindZoneVpc", { ZoneId, Vpcs: vpcs.slice(1) });
    expect(await boundTo(ZoneId)).toHaveLength(100);
  });
});

describe("ClientToken", () => {
  it("the same call twice has one effect and one answer", async () => {
    const call = { ZoneName: "a.example", ClientToken: "t-1" };
    const first = await world.pvtz("AddZone", call);
    expect((await world.pvtz("AddZone", call))["ZoneId"]).toBe(first["ZoneId"]);
    expect(await zoneNames({})).toEqual(["a.example"]);
  });

  it.each([
    ["error", "IdempotentParameterMismatch", ["a.example"]],
    ["first-answer", "accepted", ["a.example"]],
    ["executed", "accepted", ["a.example", "b.example"]],
  ])("with other parameters: %s", async (clientTokenMismatch, answer, names) => {
    await under({ clientTokenMismatch });
    await world.pvtz("AddZone", { ZoneName: "a.example", ClientToken: "t-1" });
    expect(await code(world.pvtz("AddZone", { ZoneName: "b.example", ClientToken: "t-1" }))).toBe(answer);
    expect(await zoneNames({})).toEqual(names);
  });

  it("a refused write does not use its token up", async () => {
    const ZoneId = await world.newZone("a.example");
    const call = { ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1", ClientToken: "t-2" };
    const RecordId = await world.newRecord({ ...call, ClientToken: undefined });
    expect(await code(world.pvtz("AddZoneRecord", call))).toBe("Record.Invalid.Conflict");
    await world.pvtz("DeleteZoneRecord", { RecordId });
    expect(await code(world.pvtz("AddZoneRecord", call))).toBe("accepted");
  });

  it("longer than 64 characters is refused", async () => {
    const call = { ZoneName: "a.example", ClientToken: "t".repeat(65) };
    expect(await code(world.pvtz("AddZone", call))).toBe("InvalidParameter");
  });
});

describe("the rest", () => {
  it("the change log names entity, action and author, newest first, by zone, type and time", async () => {
    const ZoneId = await world.newZone("a.example");
    const other = await world.newZone("b.example");
    const start = world.emulator.world.clock.now();
    await world.emulator.world.clock.advance(60_000);
    const RecordId = await world.newRecord({ ZoneId, Rr: "@", Type: "A", Value: "10.0.0.1" });
    await world.pvtz("SetZoneRecordStatus", { RecordId, Status: "DISABLE" });
    const logs = async (query: object) =>
      ((await world.pvtz("DescribeChangeLogs", query))["ChangeLogs"] as { ChangeLog: Record<string, unknown>[] })
        .ChangeLog;
    expect(await logs({ ZoneId })).toMatchObject([
      { OperAction: "disable", OperObject: "PV_RECORD", EntityId: ZoneId, EntityName: "a.example", CreatorId: "alice" },
      { OperAction: "add", OperObject: "PV_RECORD", CreatorSubType: "SUB", CreatorType: "USER" },
      { OperAction: "add", OperObject: "PV_ZONE", EntityId: ZoneId, Content: "add a.example", OperIp: "127.0.0.1" },
    ]);
    expect(await logs({ EntityType: "PV_ZONE" })).toHaveLength(2);
    expect(await logs({ EntityType: "ANYTHING" })).toHaveLength(4);
    expect(await logs({ StartTimestamp: start + 60_000 })).toHaveLength(2);
    expect(await logs({ EndTimestamp: start + 59_000 })).toHaveLength(2);
    expect(await logs({ ZoneId: other })).toHaveLength(1);
    await world.emulator.world.clock.advance(200 * 24 * 3_600_000);
    expect(await logs({})).toEqual([]);
  });

  it.each(["zone", "record"])("an entry about a record names the %s", async (changeLogOfRecord) => {
    await under({ changeLogOfRecord });
    const ZoneId = await world.newZone("a.example");
    const RecordId = await world.newRecord({ ZoneId, Rr: "www", Type: "A", Value: "10.0.0.1" });
    const { ChangeLogs } = await world.pvtz("DescribeChangeLogs", { ZoneId, EntityType: "PV_RECORD" });
    const named =
      changeLogOfRecord === "zone"
        ? { EntityId: ZoneId, EntityName: "a.example", Content: expect.stringContaining("RR:www Type:A") }
        : { EntityId: String(RecordId), EntityName: "www A 10.0.0.1" };
    expect(ChangeLogs).toMatchObject({ ChangeLog: [{ OperAction: "add", ...named }] });
  });

  it("DescribeRegions names the one host of all regions", async () => {
    expect(await world.pvtz("DescribeRegions")).toMatchObject({
      Regions: {
        Region: expect.arrayContaining([
          expect.objectContaining({ RegionId: "cn-hangzhou", RegionEndpoint: "pvtz.aliyuncs.com" }),
        ]),
      },
    });
  });

  it.each([
    ["Service.NotOpened", "Service.NotOpened"],
    ["accepted", "accepted"],
  ])("a write while the service is closed: %s", async (serviceClosedCode, answer) => {
    await under({ serviceClosedCode });
    const account = world.emulator.world.alibaba.accounts.get(accounts.home.id);
    if (account !== undefined) account.privateZoneService = "CLOSED";
    expect(await world.pvtz("DescribeUserServiceStatus")).toMatchObject({ Status: "CLOSED" });
    expect(await code(world.newZone("a.example"))).toBe(answer);
  });
});
