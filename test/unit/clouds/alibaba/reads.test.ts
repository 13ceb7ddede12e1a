import { describe, expect, test } from "vitest";
import { CloudError } from "../../../../shared/clouds/port.ts";
import { context, refused, registry, scriptedCloud } from "./scripted-cloud.ts";

const everywhere = { region: "cn-hangzhou", ids: null };

function vpc(n: number) {
  return { VpcId: `vpc-${n}`, Status: "Available", OwnerId: 1000000000000001, CreationTime: "2026-01-05T06:30:17Z" };
}

function failureOf(work: Promise<unknown>) {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof CloudError ? error.failure : error),
  );
}

describe("DescribeVpcs", () => {
  test("a network that went away while the list was read costs nobody a place in it", async () => {
    let vpcs = Array.from({ length: 51 }, (_, n) => vpc(n));
    const { cloud } = scriptedCloud({
      "vpc:DescribeVpcs": ({ PageNumber }) => {
        const from = (Number(PageNumber) - 1) * 50;
        const answer = { TotalCount: vpcs.length, Vpcs: { Vpc: vpcs.slice(from, from + 50) } };
        if (PageNumber === 1) vpcs = vpcs.filter(({ VpcId }) => VpcId !== "vpc-3");
        return answer;
      },
    });
    const found = (await cloud.networks(everywhere, context)).map(({ id }) => id);
    expect(found).toContain("vpc-50");
    expect(found.length).toBe(50);
  });

  test("a list that never stands still is an error, not a part of it", async () => {
    let total = 51;
    const { cloud } = scriptedCloud({
      "vpc:DescribeVpcs": () => ({ TotalCount: ++total, Vpcs: { Vpc: Array.from({ length: 50 }, (_, n) => vpc(n)) } }),
    });
    expect(await failureOf(cloud.networks(everywhere, context))).toMatchObject({
      kind: "unavailable",
      code: "ListKeptChanging",
    });
  });

  test("a missing list with a total above zero is an error, not an empty list", async () => {
    const { cloud } = scriptedCloud({ "vpc:DescribeVpcs": () => ({ TotalCount: 7 }) });
    expect(await failureOf(cloud.networks(everywhere, context))).toMatchObject({ kind: "unavailable" });
  });

  test("ids are asked for in batches of twenty", async () => {
    const { cloud, named } = scriptedCloud({ "vpc:DescribeVpcs": () => ({ TotalCount: 0, Vpcs: { Vpc: [] } }) });
    const ids = Array.from({ length: 41 }, (_, n) => `vpc-${n}`);
    await cloud.networks({ ...everywhere, ids }, context);
    const asked = named("vpc:DescribeVpcs").map(({ parameters }) => String(parameters["VpcId"]).split(","));
    expect(asked.map((batch) => batch.length)).toEqual([20, 20, 1]);
    expect(asked.flat()).toEqual(ids);
  });

  test("an answer without the owner is no network of nobody, but an error", async () => {
    const { OwnerId: _, ...orphan } = vpc(1);
    const { cloud } = scriptedCloud({ "vpc:DescribeVpcs": () => ({ TotalCount: 1, Vpcs: { Vpc: [orphan] } }) });
    expect(await failureOf(cloud.networks(everywhere, context))).toMatchObject({ code: "UnexpectedAnswer" });
  });
});

describe("ListDhcpOptionsSets", () => {
  const sets = "vpc:ListDhcpOptionsSets";
  const vpcs = (ids: readonly string[]) => ({
    "vpc:DescribeVpcs": () => ({
      TotalCount: ids.length,
      Vpcs: { Vpc: ids.map((DhcpOptionsSetId, n) => ({ ...vpc(n), DhcpOptionsSetId })) },
    }),
  });
  const resolversWith = async (DomainNameServers: string | null) => {
    const { cloud } = scriptedCloud({
      ...vpcs(["dopt-1"]),
      [sets]: () => ({ DhcpOptionsSets: [{ DhcpOptionsSetId: "dopt-1", DhcpOptions: { DomainNameServers } }] }),
    });
    return (await cloud.networks(everywhere, context))[0]?.resolvers;
  };

  test.each([
    ["10.0.0.53,10.0.1.53", { provider: false, servers: ["10.0.0.53", "10.0.1.53"] }],
    ["10.0.0.53,100.100.2.138", { provider: true, servers: ["10.0.0.53"] }],
    ["100.100.2.136", { provider: true, servers: [] }],
    ["", { provider: true, servers: [] }],
    [null, { provider: true, servers: [] }],
  ])("servers %j are resolvers %j", async (servers, value) => {
    expect(await resolversWith(servers)).toMatchObject({ known: true, value });
  });

  test("networks without a set cost no call and ask the provider; sets are asked for once, twenty at a time", async () => {
    const plain = scriptedCloud(vpcs(["", ""]));
    const [network] = await plain.cloud.networks(everywhere, context);
    expect(network?.resolvers).toMatchObject({ known: true, value: { provider: true, servers: [] } });
    expect(plain.named(sets)).toEqual([]);
    const ids = Array.from({ length: 42 }, (_, n) => `dopt-${n % 21}`);
    const { cloud, named } = scriptedCloud({ ...vpcs(ids), [sets]: () => ({ DhcpOptionsSets: [] }) });
    await cloud.networks(everywhere, context);
    const asked = named(sets).map(({ parameters }) => parameters["DhcpOptionsSetId"] as readonly string[]);
    expect(asked.map((batch) => batch.length)).toEqual([20, 1]);
    expect(new Set(asked.flat()).size).toBe(21);
  });

  test("a set that is not told, or may not be read, leaves the network listed and its resolvers unknown", async () => {
    const missing = scriptedCloud({ ...vpcs(["dopt-1", ""]), [sets]: () => ({ DhcpOptionsSets: [] }) });
    const seen = await missing.cloud.networks(everywhere, context);
    expect(seen.map(({ resolvers }) => resolvers.known)).toEqual([false, true]);
    const denied = scriptedCloud({ ...vpcs(["dopt-1"]), [sets]: () => refused("NoPermission", 403) });
    const [network] = await denied.cloud.networks(everywhere, context);
    expect(network?.resolvers).toMatchObject({ known: false, cause: { kind: "denied", right: sets } });
  });
});

describe("DescribeVSwitches", () => {
  test("free addresses that are not told are unknown, not zero; lending is not borrowing", async () => {
    const base = { VpcId: "vpc-1", CidrBlock: "10.0.0.0/24", Status: "Available", ZoneId: "cn-hangzhou-h" };
    const VSwitch = [
      { ...base, VSwitchId: "vsw-1", AvailableIpAddressCount: 0, ShareType: "Sharing" },
      { ...base, VSwitchId: "vsw-2", ShareType: "Shared" },
    ];
    const { cloud } = scriptedCloud({ "vpc:DescribeVSwitches": () => ({ TotalCount: 2, VSwitches: { VSwitch } }) });
    const [told, untold] = await cloud.subnets({ region: "cn-hangzhou", network: "vpc-1" }, context);
    expect(told).toMatchObject({ freeAddresses: { known: true, value: 0 }, shared: false });
    expect(untold).toMatchObject({ freeAddresses: { known: false }, shared: true });
  });
});

describe("GetInstance", () => {
  test.each([
    ["RUNNING", true],
    ["STARTING", false],
    ["STOPPED", false],
    ["DELETING", false],
  ])("an instance that is %s is running: %s", async (InstanceStatus, running) => {
    const { cloud } = scriptedCloud({ "cr:GetInstance": () => ({ InstanceStatus }) });
    expect(await cloud.instance(registry, context)).toMatchObject({ running, vendorState: InstanceStatus });
  });
});

describe("GetInstanceUsage", () => {
  test.each([
    [
      { VpcQuota: "5", VpcUsage: "2" },
      { links: 5, used: 2, assumed: false },
    ],
    [
      { VpcQuota: "0", VpcUsage: "0" },
      { links: 0, used: 0, assumed: false },
    ],
    [{ VpcQuota: "5" }, null],
    [{ VpcQuota: "", VpcUsage: "2" }, null],
    [{ VpcQuota: "many", VpcUsage: "2" }, null],
    [{}, null],
  ])("%j is a quota of %j", async (usage, quota) => {
    const { cloud } = scriptedCloud({ "cr:GetInstanceUsage": () => usage });
    expect(await cloud.quota(registry, context)).toEqual(quota);
  });
});

describe("GetInstanceVpcEndpoint", () => {
  const Domains = ["Prod-Registry-VPC.cn-hangzhou.cr.aliyuncs.com."];
  const read = async (endpoint: object) => {
    const { cloud, named } = scriptedCloud({ "cr:GetInstanceVpcEndpoint": () => endpoint });
    return { view: await cloud.part(registry, "chart", context), calls: named("cr:GetInstanceVpcEndpoint") };
  };

  test("the module is always named, and names are plain", async () => {
    const { view, calls } = await read({ Domains });
    expect(calls[0]?.parameters).toMatchObject({ ModuleName: "Chart" });
    const names = [{ name: "prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com", kind: "vpc" }];
    expect(view).toEqual({ part: "chart", names, links: [] });
  });

  test.each(["CREATING", "DELETING", "FAILED", "running", ""])("state %j is changing", async (Status) => {
    const { view } = await read({ Domains, LinkedVpcs: [{ VpcId: "vpc-1", VswitchId: "vsw-1", Ip: "", Status }] });
    expect(view.links).toMatchObject([{ state: "changing", vendorState: Status, address: { known: false } }]);
  });

  test("an issue is told apart by its form", async () => {
    const link = { VpcId: "vpc-1", VswitchId: "vsw-1", Ip: "10.0.0.5", Status: "RUNNING", DefaultAccess: true };
    const issues = ["PRIVATE_ZONE_CONFLICT_AT_6d83e3b31aa60ca4", "NO_PRIVATE_ZONE_AUTHORIZED", "SOMETHING_ELSE", ""];
    const { view } = await read({ Domains, LinkedVpcs: issues.map((Issue) => ({ ...link, Issue })) });
    expect(view.links.map(({ issue }) => issue)).toEqual([
      { text: issues[0], conflictingZone: "6d83e3b31aa60ca4" },
      { text: issues[1], notAuthorized: true },
      { text: issues[2] },
      null,
    ]);
    expect(view.links[0]).toMatchObject({ state: "ready", providerResolved: true, address: { value: "10.0.0.5" } });
  });

  test("links without names are an error: nothing may be called moored for want of a name", async () => {
    const LinkedVpcs = [{ VpcId: "vpc-1", VswitchId: "vsw-1", Ip: "10.0.0.5", Status: "RUNNING" }];
    const { cloud } = scriptedCloud({ "cr:GetInstanceVpcEndpoint": () => ({ LinkedVpcs }) });
    expect(await failureOf(cloud.part(registry, "registry", context))).toMatchObject({ code: "UnexpectedAnswer" });
  });
});

describe("DescribeChangeLogs", () => {
  const since = "2026-01-05T06:00:00.000Z";
  const read = (ChangeLog: readonly object[]) =>
    scriptedCloud({
      "pvtz:DescribeChangeLogs": () => ({ TotalItems: ChangeLog.length, ChangeLogs: { ChangeLog } }),
    }).cloud.zoneChanges(since, context);

  test("an entry names its zone by id and, where it has one, by name", async () => {
    const changes = await read([
      { Id: 1, OperObject: "PV_ZONE", EntityId: "CAgICA1OA_58", EntityName: "Test-api.com" },
    ]);
    expect(changes?.zones).toEqual([{ id: "CAgICA1OA_58", name: "test-api.com", at: null }]);
    const nameless = await read([{ Id: 1, OperObject: "PV_ZONE", EntityId: "CAgICA1OA_58", EntityName: "" }]);
    expect(nameless?.zones).toEqual([{ id: "CAgICA1OA_58", name: null, at: null }]);
  });

  test("a record is named by what it answers; one at the zone's own name, or for all below it, speaks for the zone", async () => {
    const changes = await read([
      { Id: 1, OperObject: "PV_RECORD", EntityId: "24695", EntityName: "www.test-api.com" },
      { Id: 2, OperObject: "PV_RECORD", EntityId: "24696", EntityName: "@.apex.com" },
      { Id: 3, OperObject: "PV_RECORD", EntityId: "24697", EntityName: "*.wild.com" },
    ]);
    expect(changes?.zones).toEqual([
      { id: null, name: "www.test-api.com", at: null },
      { id: null, name: "apex.com", at: null },
      { id: null, name: "wild.com", at: null },
    ]);
  });

  test("a record is told apart by the id of its zone, where the entry has that", async () => {
    const Content = "Add RR:test.03 Type:A Line:default TTL:300 Value:172.20.0.9";
    const OperTimestamp = "1767594600000";
    const entry = {
      Id: 1,
      OperTimestamp,
      OperObject: "PV_RECORD",
      EntityId: "df2d03865266bd9842306db586d3aaaa",
      Content,
    };
    expect((await read([{ ...entry, EntityName: "test-api.com" }]))?.zones).toEqual([
      { id: "df2d03865266bd9842306db586d3aaaa", name: "test-api.com", at: "2026-01-05T06:30:00.000Z" },
    ]);
  });

  test("a forwarding rule can cover any name; an inbound endpoint and a cached domain touch none", async () => {
    const changes = await read([
      { Id: 1, OperObject: "RESOLVER_RULE", EntityId: "hr-1", EntityName: "to-the-office" },
      { Id: 2, OperObject: "INBOUND_ENDPOINT", EntityId: "in-1", EntityName: "in" },
      { Id: 3, OperObject: "CACHE_RESERVE_DOMAIN", EntityId: "c-1", EntityName: "example.com" },
    ]);
    expect(changes?.zones).toEqual([{ id: null, name: null, at: null }]);
  });

  test.each(["www", "@ A 10.0.1.1", ""])(
    "a record %j whose zone the log does not tell may be of any",
    async (EntityName) => {
      const changes = await read([{ Id: 1, OperObject: "PV_RECORD", EntityId: "24695", EntityName, Content: "add" }]);
      expect(changes?.zones).toEqual([{ id: null, name: null, at: null }]);
    },
  );

  test("a log older than the vendor keeps it is none, without a call", async () => {
    const { cloud, calls } = scriptedCloud({});
    expect(await cloud.zoneChanges("2025-01-05T06:00:00.000Z", context)).toBeNull();
    expect(calls).toEqual([]);
  });

  test("no change is an empty list, and a refusal is an error", async () => {
    expect(await read([])).toMatchObject({ zones: [] });
    const { cloud } = scriptedCloud({ "pvtz:DescribeChangeLogs": () => refused("NoPermission", 403) });
    expect(await failureOf(cloud.zoneChanges(since, context))).toMatchObject({ kind: "denied" });
  });
});
