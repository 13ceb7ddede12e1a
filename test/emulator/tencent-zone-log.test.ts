import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { tencentCode } from "./tencent-client.ts";
import { type Networks, startNetworks } from "./tencent-network.ts";

const reader = {
  name: "reader",
  uin: "100000000007",
  secretId: "AKIDreader",
  secretKey: "emulated-reader",
} as const;

let cloud: Networks;
beforeEach(async () => {
  cloud = await startNetworks();
  cloud.account.users.push({ ...reader, attached: [] });
  await cloud.world.clock.advance(1_000);
});
afterEach(() => cloud.emulator.stop());

const set = (settings: Readonly<Record<string, SettingValue>>) => cloud.world.set(settings);

/** Beijing's, `minutes` from now. */
const around = (minutes: number, zone = 8) =>
  new Date(cloud.world.clock.now() + zone * 3_600_000 + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");

const log = async (more: object = {}) => {
  const { Data } = await cloud.privatedns.DescribeAuditLog({ TimeRangeBegin: around(-60 * 24), ...more });
  return Data ?? [];
};
const contents = async (more: object = {}) => (await log(more))[0]?.DataSet?.map(({ Content }) => Content);
const filters = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

async function newZone(Domain = "images.example.com"): Promise<string> {
  return (await cloud.privatedns.CreatePrivateZone({ Domain })).ZoneId ?? "";
}
const record = { RecordType: "A", SubDomain: "www", RecordValue: "10.0.0.1" };
const numbered = expect.stringMatching(/, zone\(\d{1,6}\)$/);

/** The same client with a key of a session of the role. */
async function asRole(RoleName: string) {
  const { cam, sts, account } = cloud;
  const statement = [
    { effect: "allow", action: "sts:AssumeRole", principal: { qcs: [`qcs::cam::uin/${account.uin}:root`] } },
  ];
  const PolicyDocument = JSON.stringify({ version: "2.0", statement });
  await cam.CreateRole({ RoleName, PolicyDocument });
  await cam.AttachRolePolicy({ AttachRoleName: RoleName, PolicyName: "AdministratorAccess" });
  const RoleArn = `qcs::cam::uin/${account.uin}:roleName/${RoleName}`;
  const { Credentials } = await sts.AssumeRole({ RoleArn, RoleSessionName: "night" });
  const { TmpSecretId: secretId = "", TmpSecretKey: secretKey = "", Token: token = "" } = Credentials ?? {};
  return cloud.clientsWith({ secretId, secretKey, token });
}

describe("the log of zones", () => {
  it("tells each write of a zone and its records, by whom and when, and none that was refused", async () => {
    const { privatedns, user, world } = cloud;
    const { VpcId } = await cloud.newNetwork();
    const VpcSet = [{ UniqVpcId: VpcId, Region: "ap-guangzhou" }];
    const ZoneId = await newZone();
    const first = around(0);
    const { RecordId = "" } = await privatedns.CreatePrivateZoneRecord({ ZoneId, ...record });
    expect(await tencentCode(privatedns.CreatePrivateZoneRecord({ ZoneId, ...record }))).toMatch(/RecordExist/);
    await world.clock.advance(60_000);
    const RecordValue = "10.0.0.2";
    await privatedns.ModifyPrivateZoneRecord({ ZoneId, RecordId, ...record, RecordValue });
    await privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(RecordId)], Status: "disabled" });
    await privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(RecordId)], Status: "enabled" });
    await privatedns.ModifyPrivateZone({ ZoneId, DnsForwardStatus: "DISABLED", Remark: "ours" });
    await privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    await privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet });
    await privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [] });
    await privatedns.CreatePrivateZoneRecordList({
      ZoneIds: [ZoneId],
      RecordsInfo: [{ RecordType: "TXT", SubDomain: "@", RecordValue: "text" }],
    });
    await world.clock.advance(3_000);
    await privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId });
    await privatedns.DeletePrivateZone({ ZoneId });
    const [told, ...more] = await log(filters("ZoneId", ZoneId));
    expect(more).toEqual([]);
    expect(told).toMatchObject({ Resource: "all", Metric: "request_count", TotalCount: 12 });
    expect(told?.DataSet?.[0]).toEqual({ Date: first, OperatorUin: user.uin, Content: numbered });
    expect(told?.DataSet?.at(-1)?.Date).toBe(around(0));
    expect(told?.DataSet?.map(({ Content }) => String(Content).replace(/, zone\(\d+\)$/, ""))).toEqual([
      "add images.example.com",
      `add www(${RecordId}) 600 A 10.0.0.1`,
      `change www(${RecordId}) 600 A 10.0.0.2`,
      `pause www(${RecordId}) 600 A 10.0.0.2`,
      `go on www(${RecordId}) 600 A 10.0.0.2`,
      "[sub-domain recursion: ENABLED -> DISABLED][ours]",
      `[VPC add: ${VpcId}]`,
      `[VPC remove: ${VpcId}]`,
      "[VPC replace: ]",
      expect.stringMatching(/^add @\(\d+\) 600 TXT text$/),
      `remove www(${RecordId}) 600 A 10.0.0.2`,
      "remove images.example.com",
    ]);
  });

  it("tells what is done about forwarding as a change of the zone", async () => {
    const { privatedns } = cloud;
    const { VpcId } = await cloud.newNetwork();
    const ZoneId = await newZone();
    const made = await privatedns.request("CreateExtendEndpoint", {
      EndpointName: "out",
      EndpointRegion: "ap-guangzhou",
      ForwardIp: { AccessType: "CLB", Host: "10.0.0.53", Port: 53, IpNum: 1, VpcId },
    });
    const EndPointId = String((made as { readonly EndpointId: string }).EndpointId);
    const rule = { RuleName: "rule", RuleType: "DOWN", ZoneId, EndPointId };
    const { RuleId = "" } = await privatedns.CreateForwardRule(rule);
    await privatedns.ModifyForwardRule({ RuleId, RuleName: "other" });
    await privatedns.DeleteForwardRule({ RuleIdSet: [RuleId] });
    expect((await contents())?.slice(1)).toEqual(
      ["add", "change", "remove"].map((word) => expect.stringContaining(`[forwarding ${word}: ${RuleId}]`)),
    );
  });

  it("names a user by the user's own id and a session by its role's, or always the main account", async () => {
    const { account } = cloud;
    await newZone("a.example.com");
    const { privatedns } = await asRole("night-shift");
    await privatedns.CreatePrivateZone({ Domain: "b.example.com" });
    const role = account.roles.get("night-shift")?.id ?? "";
    expect(role).toMatch(/^\d+$/);
    const operators = async (more: object = {}) =>
      (await log(more))[0]?.DataSet?.map(({ OperatorUin }) => OperatorUin) ?? [];
    expect(await operators()).toEqual([cloud.user.uin, role]);
    expect(await operators(filters("OperatorUin", role))).toEqual([role]);
    set({ zoneLogOperator: "main-account" });
    expect(await operators()).toEqual([account.uin, account.uin]);
    expect(await operators(filters("OperatorUin", role))).toEqual([]);
  });

  it("is asked for by zone, domain, time and page", async () => {
    const a = await newZone("a.example.com");
    await cloud.world.clock.advance(600_000);
    const b = await newZone("b.example.com");
    const domains = async (more: object) =>
      (await contents(more))?.map((content) => String(content).slice(4, 5)).join("");
    expect(await domains({})).toBe("ab");
    expect(await domains(filters("ZoneId", b))).toBe("b");
    expect(
      await domains({ Filters: [...filters("ZoneId", a, b).Filters, ...filters("Domain", "a.example.com").Filters] }),
    ).toBe("a");
    expect(await domains(filters("Domain", "example.com"))).toBe("");
    expect(await domains({ TimeRangeBegin: around(-1) })).toBe("b");
    expect(await domains({ TimeRangeEnd: around(-1) })).toBe("a");
    // A second that is named is included.
    expect(await domains({ TimeRangeBegin: around(0), TimeRangeEnd: around(0) })).toBe("b");
    expect(await domains({ TimeRangeEnd: around(-10) })).toBe("a");
    expect(await domains({ Limit: 1 })).toBe("a");
    expect(await domains({ Limit: 1, Offset: 1 })).toBe("b");
    expect((await log({ Limit: 1, Offset: 1 }))[0]?.TotalCount).toBe(2);
    set({ zoneLogOrder: "newest-first", zoneLogDomainMatch: "part" });
    expect(await domains(filters("Domain", "example.com"))).toBe("ba");
    set({ zoneTimes: "UTC" });
    expect(await domains({ TimeRangeBegin: around(-1, 0) })).toBe("b");
    expect((await log({ TimeRangeBegin: around(-1, 0) }))[0]?.DataSet?.[0]?.Date).toBe(around(0, 0));
  });

  it.each([
    [{ TimeRangeBegin: "yesterday" }],
    [{ TimeRangeBegin: "2026-02-30 00:00:00" }],
    [{ TimeRangeBegin: "2026-01-05T10:00:00Z" }],
    [{ TimeRangeEnd: "soon" }],
    [{ TimeRangeEnd: "2020-01-01 00:00:00" }],
  ])("cannot be asked for with %j", async (wrong) => {
    expect(await tencentCode(log(wrong))).toBe("InvalidParameter");
    set({ zoneLogTimeCode: "InvalidParameterValue" });
    expect(await tencentCode(log(wrong))).toBe("InvalidParameterValue");
  });

  it("asks for its parameters as the vendor documents them", async () => {
    const { privatedns } = cloud;
    expect(await tencentCode(privatedns.request("DescribeAuditLog", {}))).toBe("MissingParameter");
    expect(await tencentCode(privatedns.request("DescribeAuditLog", { TimeRangeBegin: 1 }))).toBe("InvalidParameter");
    expect(await tencentCode(log({ Limit: 101 }))).toMatch(/^InvalidParameter/);
    expect(await tencentCode(log({ Mood: "x" }))).toBe("UnknownParameter");
    expect(await tencentCode(log(filters("Mood", "x")))).toBe("InvalidParameterValue");
    set({ zoneLogRangeDays: 30 });
    expect(await tencentCode(log({ TimeRangeBegin: around(-31 * 24 * 60) }))).toBe("InvalidParameter");
    expect(await log({ TimeRangeBegin: around(-29 * 24 * 60) })).toHaveLength(1);
    cloud.account.dnsService = "DISABLED";
    expect(await tencentCode(log())).toBe("ResourceNotFound.ServiceNotSubscribed");
  });

  it("is answered without entries in one of three ways, and late where it lags", async () => {
    const empty = { Resource: "all", Metric: "request_count", TotalCount: 0 };
    expect(await log()).toEqual([{ ...empty, DataSet: [] }]);
    set({ zoneLogWhenEmpty: "null-set" });
    expect(await log()).toEqual([{ ...empty, DataSet: null }]);
    set({ zoneLogWhenEmpty: "no-data", zoneLogLagMs: 60_000 });
    await newZone();
    expect(await log()).toEqual([]);
    await cloud.world.clock.advance(60_000);
    expect(await contents()).toHaveLength(1);
  });

  it("names the zone by its id where the vendor does", async () => {
    set({ zoneLogZones: "ids" });
    const ZoneId = await newZone();
    expect(await contents()).toEqual([`add images.example.com, zone(${ZoneId})`]);
  });

  it("tells of the switches' zones where those can be seen, and what the switches write if the vendor does", async () => {
    const network = await cloud.newNetwork();
    const address = await cloud.link(network);
    await cloud.dns(true, network, address);
    set({ zoneLogOfSwitches: "main-account" });
    await cloud.dns(true, network, address, { UsePublicDomain: true });
    await cloud.dns(false, network, address, { UsePublicDomain: true });
    expect(await contents()).toEqual([]);
    set({ managedZoneVisibility: "visible" });
    const [{ DataSet = [] } = {}] = await log(filters("Domain", "tencentcloudcr.com"));
    expect(DataSet.map(({ OperatorUin, Content }) => [OperatorUin, String(Content).split(",")[0]])).toEqual([
      [cloud.account.uin, `publish harbor.tencentcloudcr.com ${address}`],
      [cloud.account.uin, "withdraw harbor.tencentcloudcr.com"],
    ]);
  });

  it("is for whoever may read it, on all zones at once", async () => {
    const { secretId, secretKey } = reader;
    const { privatedns } = cloud.clientsWith({ secretId, secretKey });
    const read = () => privatedns.DescribeAuditLog({ TimeRangeBegin: around(-1) });
    const may = async (resource: string) => {
      const statement = [{ effect: "allow", action: "privatedns:DescribeAuditLog", resource }];
      const PolicyName = `log-${resource.length}`;
      await cloud.cam.CreatePolicy({ PolicyName, PolicyDocument: JSON.stringify({ version: "2.0", statement }) });
      const user = cloud.account.users.find(({ uin }) => uin === reader.uin);
      user?.attached.push({ type: "User", name: PolicyName, at: 0 });
    };
    expect(await tencentCode(read())).toMatch(/^UnauthorizedOperation/);
    await may(`qcs::privatedns::uin/${cloud.account.uin}:zone/*`);
    expect(await tencentCode(read())).toMatch(/^UnauthorizedOperation/);
    await may("*");
    expect((await read()).Data).toHaveLength(1);
  });
});
