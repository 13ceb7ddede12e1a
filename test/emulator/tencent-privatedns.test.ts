import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { tencentCode } from "./tencent-client.ts";
import { type Network, type Networks, otherAccount, startNetworks } from "./tencent-network.ts";

let cloud: Networks;
beforeEach(async () => {
  cloud = await startNetworks({}, [otherAccount]);
});
afterEach(() => cloud.emulator.stop());

const set = (settings: Readonly<Record<string, SettingValue>>) => cloud.world.set(settings);
const vpcOf = ({ VpcId }: Network, Region = "ap-guangzhou") => ({ UniqVpcId: VpcId, Region });
const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

async function newZone(Domain = "images.example.com", more: object = {}): Promise<string> {
  return (await cloud.privatedns.CreatePrivateZone({ Domain, ...more })).ZoneId ?? "";
}
const zoneOf = async (ZoneId: string) => (await cloud.privatedns.DescribePrivateZone({ ZoneId })).PrivateZone;
const boundTo = async (ZoneId: string) => (await zoneOf(ZoneId))?.VpcSet?.map(({ UniqVpcId }) => UniqVpcId);
const usual = { RecordType: "A", SubDomain: "www", RecordValue: "10.0.0.1" };
const newRecord = async (ZoneId: string, more: object = {}) =>
  (await cloud.privatedns.CreatePrivateZoneRecord({ ZoneId, ...usual, ...more })).RecordId ?? "";
const records = async (ZoneId: string, more: object = {}) =>
  cloud.privatedns.DescribePrivateZoneRecordList({ ZoneId, ...more });
const filters = (Name: string, ...Values: string[]) => ({ Filters: [{ Name, Values }] });

/** Associates the other account, and makes a VPC of it. */
async function foreignVpc() {
  const Account = { Uin: otherAccount.id };
  await cloud.privatedns.CreatePrivateDNSAccount({ Account });
  const [{ secretId, secretKey }] = otherAccount.users;
  const { vpc } = cloud.clientsWith({ secretId, secretKey });
  const { Vpc } = await vpc.CreateVpc({ VpcName: "foreign", CidrBlock: "10.0.0.0/16" });
  return { Uin: otherAccount.id, UniqVpcId: Vpc?.VpcId ?? "", Region: "ap-guangzhou" };
}

describe("the service", () => {
  const notSubscribed = "ResourceNotFound.ServiceNotSubscribed";
  it("answers nothing but its state and bindings until it is activated", async () => {
    const ZoneId = await newZone();
    const network = await cloud.newNetwork();
    cloud.account.dnsService = "DISABLED";
    const { privatedns } = cloud;
    expect(await privatedns.DescribePrivateZoneService()).toMatchObject({ ServiceStatus: "DISABLED" });
    expect(await tencentCode(newZone("other.example.com"))).toBe(notSubscribed);
    expect(await tencentCode(zoneOf(ZoneId))).toBe(notSubscribed);
    expect(await tencentCode(records(ZoneId))).toBe(notSubscribed);
    expect(await tencentCode(privatedns.DescribeQuotaUsage())).toBe(notSubscribed);
    await privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(network)] });
    expect(await privatedns.SubscribePrivateZoneService()).toMatchObject({ ServiceStatus: "ENABLED" });
    expect(await boundTo(ZoneId)).toEqual([network.VpcId]);
    expect(await privatedns.DescribeQuotaUsage()).toMatchObject({
      TldQuota: { Total: 0, Used: 0, Stock: 0, Quota: 0 },
    });
  });
});

describe("a zone", () => {
  it("is told in full, suspended until a VPC is bound", async () => {
    const network = await cloud.newNetwork();
    const ZoneId = await newZone("Images.Example.com", {
      Remark: "ours",
      TagSet: [{ TagKey: "team", TagValue: "web" }],
    });
    expect(ZoneId).toMatch(/^zone-[a-z0-9]{8}$/);
    const zone = {
      ZoneId,
      OwnerUin: Number(cloud.account.uin),
      Domain: "images.example.com",
      CreatedOn: time,
      UpdatedOn: time,
      RecordCount: 0,
      Remark: "ours",
      VpcSet: [],
      Status: "SUSPEND",
      DnsForwardStatus: "ENABLED",
      Tags: [{ TagKey: "team", TagValue: "web" }],
      AccountVpcSet: null,
      IsCustomTld: false,
      CnameSpeedupStatus: "ENABLED",
      ForwardRuleName: "",
      ForwardRuleType: "",
      ForwardAddress: "",
      EndPointName: "",
      DeletedVpcSet: null,
    };
    expect(await zoneOf(ZoneId)).toEqual(zone);
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(network)] });
    await cloud.privatedns.ModifyPrivateZone({ ZoneId, Remark: "yours", DnsForwardStatus: "DISABLED" });
    await cloud.privatedns.ModifyPrivateZone({ ZoneId, CnameSpeedupStatus: "DISABLED" });
    expect(await zoneOf(ZoneId)).toMatchObject({
      Status: "ENABLED",
      VpcSet: [vpcOf(network)],
      Remark: "yours",
      DnsForwardStatus: "DISABLED",
      CnameSpeedupStatus: "DISABLED",
    });
  });

  it.each([
    ["+08:00", "2026-01-05 14:30:00"],
    ["UTC", "2026-01-05 06:30:00"],
  ])("tells its times in %s", async (zoneTimes, CreatedOn) => {
    set({ zoneTimes });
    const ZoneId = await newZone();
    const zone = cloud.account.zones.get(ZoneId);
    if (zone !== undefined) cloud.account.zones.set(ZoneId, { ...zone, createdAt: Date.parse("2026-01-05T06:30:00Z") });
    expect(await zoneOf(ZoneId)).toMatchObject({ CreatedOn });
  });

  it("is found by id, part of its domain or VPC, and listed by pages", async () => {
    const network = await cloud.newNetwork();
    const first = await newZone("a.example.com", { VpcSet: [vpcOf(network)] });
    const second = await newZone("b.example.com", { Vpcs: [vpcOf(network)] });
    await newZone("c.example.org");
    const list = async (more: object) => {
      const { TotalCount, PrivateZoneSet } = await cloud.privatedns.DescribePrivateZoneList(more);
      return [TotalCount, PrivateZoneSet?.map(({ Domain }) => Domain)];
    };
    const both = [2, ["a.example.com", "b.example.com"]];
    expect(await list(filters("ZoneId", first, second))).toEqual(both);
    expect(await list(filters("Domain", "example.com"))).toEqual(both);
    expect(await list(filters("Vpc", network.VpcId))).toEqual(both);
    const narrow = [...filters("Vpc", network.VpcId).Filters, ...filters("Domain", "b.").Filters];
    expect(await list({ Filters: narrow })).toEqual([1, ["b.example.com"]]);
    expect(await list({ Offset: 1, Limit: 1 })).toEqual([3, ["b.example.com"]]);
    expect(await tencentCode(list(filters("Mood", "x")))).toBe("InvalidParameterValue");
    expect(await tencentCode(list({ Limit: 101 }))).toMatch(/^InvalidParameter/);
  });

  it.each([
    ["not a domain", "InvalidParameter.IllegalDomain"],
    ["-x.example.com", "InvalidParameter.IllegalDomain"],
    ["single", "InvalidParameter.IllegalDomainTld"],
  ])("cannot be called %j", async (Domain, code) => {
    expect(await tencentCode(newZone(Domain))).toBe(code);
  });

  it("can have a registry's domain, unless that is reserved", async () => {
    await newZone("tencentcloudcr.com");
    set({ registryDomainReserved: true });
    for (const domain of ["tencentcloudcr.com", "mine.tencentcloudcr.com"])
      expect(await tencentCode(newZone(domain))).toBe("InvalidParameterValue.ReservedDomain");
    await newZone("nottencentcloudcr.com");
  });

  it("is one of 500 at most", async () => {
    const zone = cloud.account.zones.get(await newZone());
    if (zone === undefined) throw new Error("no zone");
    for (let made = 1; made < 500; made += 1) cloud.account.zones.set(`zone-${made}`, { ...zone, id: `zone-${made}` });
    expect(await tencentCode(newZone("one-more.example.com"))).toBe("LimitExceeded");
  });

  it.each([
    ["FailedOperation.DeleteZoneFailed", "refused"],
    ["success", "gone"],
  ])("that is bound is deleted or not: %s", async (boundZoneDelete, outcome) => {
    set({ boundZoneDelete });
    const ZoneId = await newZone("a.example.com", { VpcSet: [vpcOf(await cloud.newNetwork())] });
    const call = cloud.privatedns.DeletePrivateZone({ ZoneIdSet: [ZoneId] });
    if (outcome === "refused") {
      expect(await tencentCode(call)).toBe(boundZoneDelete);
      await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId });
      await cloud.privatedns.DeletePrivateZone({ ZoneId });
    } else await call;
    expect(await tencentCode(zoneOf(ZoneId))).toBe("InvalidParameter.ZoneNotExists");
    expect(await tencentCode(cloud.privatedns.DeletePrivateZone({ ZoneId }))).toBe("InvalidParameter.ZoneNotExists");
    expect(await tencentCode(cloud.privatedns.DeletePrivateZone({}))).toBe("InvalidParameter");
  });

  it("names the VPCs that were bound and are deleted", async () => {
    const network = await cloud.newNetwork();
    const kept = await cloud.newNetwork();
    const ZoneId = await newZone("a.example.com", { VpcSet: [vpcOf(network), vpcOf(kept)] });
    await cloud.vpc.DeleteSubnet({ SubnetId: network.SubnetId });
    await cloud.vpc.DeleteVpc({ VpcId: network.VpcId });
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet: [vpcOf(kept)], DeletedVpcSet: [vpcOf(network)] });
  });
});

describe("bindings", () => {
  const illegal = "InvalidParameter.IllegalVpcInfo";

  it("are replaced as a whole by ModifyPrivateZoneVpc", async () => {
    const [one, two] = [await cloud.newNetwork(), await cloud.newNetwork()];
    const ZoneId = await newZone("a.example.com", { VpcSet: [vpcOf(one)] });
    const answer = await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(two)] });
    expect(answer).toMatchObject({ ZoneId, VpcSet: [vpcOf(two)], AccountVpcSet: [] });
    expect(await boundTo(ZoneId)).toEqual([two.VpcId]);
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId });
    expect(await boundTo(ZoneId)).toEqual([]);
  });

  it.each([0, 2_000, 60_000])("are added and removed later, by a UniqId, in %i ms", async (bindTaskMs) => {
    set({ bindTaskMs });
    const [one, two] = [await cloud.newNetwork(), await cloud.newNetwork()];
    const ZoneId = await newZone("a.example.com", { VpcSet: [vpcOf(one)] });
    const { privatedns } = cloud;
    const add = await privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(two)], Sync: false });
    expect(add).toMatchObject({ ZoneId, VpcSet: [vpcOf(two)], UniqId: expect.any(String) });
    const status = async ({ UniqId = "" }) => privatedns.QueryAsyncBindVpcStatus({ UniqId });
    if (bindTaskMs > 0) {
      expect(await status(add)).toMatchObject({ Status: "processing", ErrorMsg: null });
      expect(await boundTo(ZoneId)).toEqual([one.VpcId]);
    }
    await cloud.world.clock.advance(bindTaskMs);
    expect(await status(add)).toMatchObject({ Status: "success", ErrorMsg: null });
    expect(await boundTo(ZoneId)).toEqual([one.VpcId, two.VpcId]);
    const remove = await privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet: [vpcOf(one)] });
    await cloud.world.clock.advance(bindTaskMs);
    expect(await status(remove)).toMatchObject({ Status: "success" });
    expect(await boundTo(ZoneId)).toEqual([two.VpcId]);
    expect(await tencentCode(status({ UniqId: "nobodys" }))).toBe("InvalidParameter.UniqueIdNotExist");
  });

  it("are added and removed before the call returns, when it is to be synchronous", async () => {
    const VpcSet = [vpcOf(await cloud.newNetwork())];
    const ZoneId = await newZone();
    expect(await cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true })).toMatchObject({
      UniqId: null,
    });
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet });
    await cloud.privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet: [] });
  });

  it("fail later, or at once, and the zone says so", async () => {
    set({ bindTaskOutcome: "failed" });
    const VpcSet = [vpcOf(await cloud.newNetwork())];
    const ZoneId = await newZone();
    const { UniqId = "" } = await cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet });
    await cloud.settle();
    expect(await cloud.privatedns.QueryAsyncBindVpcStatus({ UniqId })).toMatchObject({
      Status: "failed",
      ErrorMsg: expect.stringMatching(/./),
    });
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet: [], Status: "FAILED" });
    const sync = cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    expect(await tencentCode(sync)).toBe("FailedOperation.BindZoneVpcFailed");
  });

  it("made or undone again are accepted or refused", async () => {
    const VpcSet = [vpcOf(await cloud.newNetwork())];
    const ZoneId = await newZone("a.example.com", { VpcSet });
    const add = () => cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    const remove = () => cloud.privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    await add();
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet });
    set({ bindRepeated: "InvalidParameter.VpcBinded", unbindAbsent: illegal });
    expect(await tencentCode(add())).toBe("InvalidParameter.VpcBinded");
    await remove();
    expect(await tencentCode(remove())).toBe(illegal);
    set({ unbindAbsent: "success" });
    await remove();
  });

  it("need VPCs that are there, in their region", async () => {
    const network = await cloud.newNetwork();
    const ZoneId = await newZone();
    const bind = (vpc: object) =>
      cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: [{ ...vpcOf(network), ...vpc }] });
    expect(await tencentCode(bind({ UniqVpcId: "vpc-nobodys0" }))).toBe(illegal);
    expect(await tencentCode(bind({ Region: "ap-shanghai" }))).toBe(illegal);
    expect(await tencentCode(cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId: "zone-nobodys0" }))).toBe(
      "InvalidParameter.ZoneNotExists",
    );
  });

  it("are any number, or 10", async () => {
    const VpcSet: ReturnType<typeof vpcOf>[] = [];
    for (let made = 0; made < 11; made += 1) VpcSet.push(vpcOf(await cloud.newNetwork()));
    const ZoneId = await newZone();
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet });
    set({ zoneVpcLimit: 10 });
    expect(await tencentCode(cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet }))).toBe("LimitExceeded");
    await cloud.privatedns.ModifyPrivateZoneVpc({ ZoneId, VpcSet: VpcSet.slice(1) });
    expect(await boundTo(ZoneId)).toHaveLength(10);
  });

  it("reach the VPCs of associated accounts", async () => {
    const { privatedns } = cloud;
    const ZoneId = await newZone();
    const Account = { Uin: otherAccount.id };
    const nobody = { Uin: otherAccount.id, UniqVpcId: "vpc-nobodys0", Region: "ap-guangzhou" };
    const bind = (vpc: typeof nobody) => privatedns.ModifyPrivateZoneVpc({ ZoneId, AccountVpcSet: [vpc] });
    const notBound = "UnsupportedOperation.AccountNotBound";
    expect(await tencentCode(bind(nobody))).toBe(notBound);
    expect(await tencentCode(privatedns.DescribeAccountVpcList({ AccountUin: otherAccount.id }))).toBe(notBound);
    const foreign = await foreignVpc();
    expect(await tencentCode(bind(nobody))).toBe(illegal);
    await bind(foreign);
    expect(await zoneOf(ZoneId)).toMatchObject({ VpcSet: [], AccountVpcSet: [foreign], Status: "ENABLED" });
    expect(await privatedns.DescribeAccountVpcList({ AccountUin: otherAccount.id })).toMatchObject({
      TotalCount: 1,
      VpcSet: [{ VpcId: foreign.UniqVpcId, Region: "ap-guangzhou", Uin: otherAccount.id, VpcName: "foreign" }],
    });
    const elsewhere = { AccountUin: otherAccount.id, ...filters("Region", "ap-beijing") };
    expect(await privatedns.DescribeAccountVpcList(elsewhere)).toMatchObject({ TotalCount: 0, VpcSet: [] });
    expect(await privatedns.DescribePrivateDNSAccountList({ Limit: 200 })).toMatchObject({
      TotalCount: 1,
      AccountSet: [Account],
    });
    expect(await privatedns.DescribePrivateDNSAccountList(filters("AccountUin", "1"))).toMatchObject({ TotalCount: 0 });
    expect(await tencentCode(privatedns.DeletePrivateDNSAccount({ Account }))).toBe(
      "UnsupportedOperation.ExistBoundVpc",
    );
    await privatedns.ModifyPrivateZoneVpc({ ZoneId });
    await privatedns.DeletePrivateDNSAccount({ Account });
    expect(await tencentCode(privatedns.DeletePrivateDNSAccount({ Account }))).toBe("ResourceNotFound");
    const own = { Account: { Uin: cloud.account.uin } };
    expect(await tencentCode(privatedns.CreatePrivateDNSAccount(own))).toBe("InvalidParameter");
  });
});

describe("a record", () => {
  it("is told in full, by the list and alone", async () => {
    const ZoneId = await newZone();
    const RecordId = await newRecord(ZoneId, { SubDomain: "WWW", Weight: 100, Remark: "ours" });
    expect(RecordId).toMatch(/^\d+$/);
    const told = {
      ...usual,
      RecordId,
      ZoneId,
      TTL: 600,
      MX: 0,
      Weight: 100,
      Enabled: 1,
      Remark: "ours",
      CreatedOn: time,
      UpdatedOn: time,
    };
    expect((await records(ZoneId)).RecordSet).toEqual([{ ...told, Status: "enabled", Extra: "weight:100" }]);
    const { RecordInfo } = await cloud.privatedns.DescribeRecord({ ZoneId, RecordId });
    expect(RecordInfo).toEqual(told);
    expect(await zoneOf(ZoneId)).toMatchObject({ RecordCount: 1 });
  });

  it.each([
    ["enabled/disabled", "both", "disabled", 0],
    ["ENABLED/DISABLED", "both", "DISABLED", 0],
    ["enabled/disabled", "in-enabled", "enabled", 0],
    ["ENABLED/DISABLED", "in-status", "DISABLED", null],
  ])("that is paused shows it with words %s, %s", async (recordStatusWords, pausedRecordShown, Status, Enabled) => {
    set({ recordStatusWords, pausedRecordShown });
    const ZoneId = await newZone();
    const RecordId = await newRecord(ZoneId);
    const RecordIds = [Number(RecordId)];
    const paused = await cloud.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds, Status: "disabled" });
    expect(paused).toMatchObject({ ZoneId, RecordIds, Status: "disabled" });
    expect((await records(ZoneId)).RecordSet).toMatchObject([{ Status, Enabled }]);
    await cloud.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds, Status: "enabled" });
    const [on] = recordStatusWords.split("/");
    expect((await records(ZoneId)).RecordSet).toMatchObject([{ Status: on, Enabled: Enabled === null ? null : 1 }]);
    const stranger = cloud.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [1], Status: "enabled" });
    expect(await tencentCode(stranger)).toBe("InvalidParameter.RecordNotExist");
  });

  it.each([
    ["no type", { RecordType: "NS" }, "InvalidParameter.IllegalRecord"],
    ["no host", { SubDomain: "a b" }, "InvalidParameter.IllegalRecord"],
    ["no address", { RecordValue: "10.0.0" }, "InvalidParameter.IllegalRecordValue"],
    ["no IPv6 address", { RecordType: "AAAA" }, "InvalidParameter.IllegalRecordValue"],
    ["no domain", { RecordType: "CNAME", RecordValue: "a b" }, "InvalidParameter.IllegalRecordValue"],
    ["a pointer outside a reverse zone", { RecordType: "PTR" }, "InvalidParameter.IllegalPTRRecord"],
    ["no priority", { RecordType: "MX", RecordValue: "mail.example.com." }, "InvalidParameter.InvalidMX"],
    ["a weight of TXT", { RecordType: "TXT", Weight: 5 }, "InvalidParameter.RecordUnsupportWeight"],
    ["a weight of 101", { Weight: 101 }, "InvalidParameter.RecordUnsupportWeight"],
    ["a TTL of 0", { TTL: 0 }, "InvalidParameterValue.IllegalTTLValue"],
    ["a TTL above a day", { TTL: 86_401 }, "InvalidParameterValue.IllegalTTLValue"],
    ["too many levels", { SubDomain: "a.b.c.d.e.f.g.h.i.j.k.l.m" }, "InvalidParameter.RecordLevelExceed"],
  ])("is refused for %s", async (_why, more, code) => {
    const ZoneId = await newZone();
    expect(await tencentCode(newRecord(ZoneId, more))).toBe(code);
    expect((await records(ZoneId)).TotalCount).toBe(0);
  });

  it.each([
    { RecordType: "AAAA", RecordValue: "fd00::1" },
    { RecordType: "CNAME", RecordValue: "cname.example.com.", SubDomain: "@" },
    { RecordType: "MX", RecordValue: "mail.example.com.", MX: 10, SubDomain: "*.a" },
    { RecordType: "TXT", RecordValue: "any text", TTL: 1 },
  ])("is taken as $RecordType", async (more) => {
    const ZoneId = await newZone();
    await newRecord(ZoneId, more);
    expect((await records(ZoneId)).RecordSet).toMatchObject([more]);
  });

  it("of a reverse zone is a pointer", async () => {
    const ZoneId = await newZone("1.10.in-addr.arpa");
    expect(await tencentCode(newRecord(ZoneId))).toBe("InvalidParameter.IllegalRecord");
    const mail = { RecordType: "MX", RecordValue: "mail.example.com", MX: 5 };
    expect(await tencentCode(newRecord(ZoneId, mail))).toBe("InvalidParameter.MXNotSupported");
    await newRecord(ZoneId, { RecordType: "PTR", SubDomain: "2.1", RecordValue: "www.example.com" });
  });

  it("is not there twice, nor beside an alias, nor 51 times by one name", async () => {
    const ZoneId = await newZone();
    await newRecord(ZoneId);
    expect(await tencentCode(newRecord(ZoneId))).toBe("InvalidParameter.RecordExist");
    const alias = { RecordType: "CNAME", RecordValue: "x.example.com" };
    expect(await tencentCode(newRecord(ZoneId, alias))).toBe("InvalidParameter.RecordConflict");
    const RecordsInfo = Array.from({ length: 49 }, (_, index) => ({ ...usual, RecordValue: `10.0.1.${index}` }));
    await cloud.privatedns.CreatePrivateZoneRecordList({ ZoneIds: [ZoneId], RecordsInfo });
    const surplus = { RecordValue: "10.0.2.1" };
    expect(await tencentCode(newRecord(ZoneId, surplus))).toBe("InvalidParameter.RecordACountExceed");
    expect((await records(ZoneId)).TotalCount).toBe(50);
  });

  it("is one of any number in its zone, or of 10", async () => {
    set({ zoneRecordLimit: 10 });
    const ZoneId = await newZone();
    for (let made = 0; made < 10; made += 1) await newRecord(ZoneId, { SubDomain: `h${made}` });
    expect(await tencentCode(newRecord(ZoneId))).toBe("InvalidParameter.RecordCountExceed");
    set({ zoneRecordLimit: 0 });
    await newRecord(ZoneId);
  });

  it("is changed, but not into another", async () => {
    const ZoneId = await newZone();
    const RecordId = await newRecord(ZoneId, { Remark: "ours" });
    await newRecord(ZoneId, { RecordValue: "10.0.0.2" });
    const change = (more: object) => cloud.privatedns.ModifyPrivateZoneRecord({ ZoneId, RecordId, ...usual, ...more });
    expect(await tencentCode(change({ RecordValue: "10.0.0.2" }))).toBe("InvalidParameter.RecordExist");
    expect(await tencentCode(change({ RecordId: "1" }))).toBe("InvalidParameter.RecordNotExist");
    await cloud.world.clock.advance(60_000);
    await change({ RecordValue: "10.0.0.3", TTL: 60 });
    const { RecordInfo } = await cloud.privatedns.DescribeRecord({ ZoneId, RecordId });
    expect(RecordInfo).toMatchObject({ RecordValue: "10.0.0.3", TTL: 60, Remark: "ours" });
    expect(RecordInfo?.UpdatedOn).not.toBe(RecordInfo?.CreatedOn);
  });

  it("is deleted by id or in sets, but not the last one of a bound zone", async () => {
    const { privatedns } = cloud;
    const VpcSet = [vpcOf(await cloud.newNetwork())];
    const ZoneId = await newZone("a.example.com", { VpcSet });
    const [one, two, three] = [
      await newRecord(ZoneId),
      await newRecord(ZoneId, { SubDomain: "b" }),
      await newRecord(ZoneId, { SubDomain: "c" }),
    ];
    const ids = [one, two, three];
    const last = "FailedOperation.DeleteLastBindVpcRecordFailed";
    expect(await tencentCode(privatedns.DeletePrivateZoneRecord({ ZoneId, RecordIdSet: ids }))).toBe(last);
    await privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId: one, RecordIdSet: ids });
    await privatedns.DeletePrivateZoneRecord({ ZoneId, RecordIdSet: [two] });
    expect(await tencentCode(privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId: three }))).toBe(last);
    await privatedns.ModifyPrivateZoneVpc({ ZoneId });
    await privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId: three });
    const again = privatedns.DeletePrivateZoneRecord({ ZoneId, RecordId: three });
    expect(await tencentCode(again)).toBe("InvalidParameter.RecordNotExist");
    expect(await tencentCode(privatedns.DeletePrivateZoneRecord({ ZoneId }))).toBe("InvalidParameter");
  });

  it.each([
    ["fuzzy", 2, 2],
    ["exact", 0, 1],
  ])("is found by host or value: %s", async (recordFilterMatch, byPart, byWhole) => {
    set({ recordFilterMatch });
    const ZoneId = await newZone();
    await newRecord(ZoneId, { SubDomain: "one-a", RecordValue: "10.0.0.1" });
    await newRecord(ZoneId, { SubDomain: "one-b", RecordValue: "10.0.0.11" });
    await newRecord(ZoneId, { SubDomain: "two", RecordType: "TXT", RecordValue: "text" });
    const found = async (more: object) => (await records(ZoneId, more)).TotalCount;
    expect([
      await found(filters("Value", "one")),
      await found(filters("Value", "10.0.0.1")),
      await found(filters("RecordType", "TXT", "MX")),
    ]).toEqual([byPart, byWhole, 1]);
    expect(await tencentCode(found(filters("Mood", "x")))).toBe("InvalidParameterValue");
  });

  it.each([200, 100])("is listed by pages of at most %i", async (recordPageMax) => {
    set({ recordPageMax });
    const ZoneId = await newZone();
    for (const SubDomain of ["a", "b", "c"]) await newRecord(ZoneId, { SubDomain });
    const { TotalCount, RecordSet } = await records(ZoneId, { Offset: 1, Limit: recordPageMax });
    expect([TotalCount, RecordSet?.map(({ SubDomain }) => SubDomain)]).toEqual([3, ["b", "c"]]);
    expect(await tencentCode(records(ZoneId, { Limit: recordPageMax + 1 }))).toMatch(/^InvalidParameter/);
  });
});
