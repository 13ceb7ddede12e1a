import { describe, expect, test } from "vitest";
import { context, described, refused, registry, scriptedCloud, unanswered } from "./scripted-cloud.ts";

const region = "ap-guangzhou";
const vpc = (n: number, more: object = {}) => ({ VpcId: `vpc-exmpl${String(n).padStart(3, "0")}`, ...more });
const oneVpc = (more: object) =>
  scriptedCloud({ "vpc:DescribeVpcs": () => ({ TotalCount: 1, VpcSet: [vpc(1, more)] }) });

async function failure(work: Promise<unknown>) {
  return work.then(
    () => undefined,
    (error: { failure?: unknown }) => error.failure,
  );
}

describe("networks", () => {
  test("are asked for with numbers as texts, a hundred a page, and by name of the filter", async () => {
    const { cloud, requests } = scriptedCloud({ "vpc:DescribeVpcs": () => ({ TotalCount: 0, VpcSet: [] }) });
    await cloud.networks({ region, ids: null }, context);
    await cloud.networks({ region, ids: ["vpc-b", "vpc-a", "vpc-b"] }, context);
    expect(requests.map(({ parameters }) => parameters)).toEqual([
      { Offset: "0", Limit: "100" },
      { Offset: "0", Limit: "100", Filters: [{ Name: "vpc-id", Values: ["vpc-a", "vpc-b"] }] },
    ]);
  });

  test("are read to the end, and again from the start when one goes away meanwhile", async () => {
    let all = Array.from({ length: 205 }, (_, n) => vpc(n));
    let calls = 0;
    const { cloud } = scriptedCloud({
      "vpc:DescribeVpcs": ({ Offset }) => {
        if (++calls === 2) all = all.slice(1);
        return { TotalCount: all.length, VpcSet: all.slice(Number(Offset), Number(Offset) + 100) };
      },
    });
    expect((await cloud.networks({ region, ids: null }, context)).length).toBe(204);
  });

  test("by id, five in one filter; an id of another shape takes none with it", async () => {
    const ids = [0, 1, 2, 3, 4, 5].map((n) => vpc(n).VpcId);
    const { cloud, named } = scriptedCloud({
      "vpc:DescribeVpcs": ({ Filters }) => {
        const values = (Filters as { Values: string[] }[])[0]?.Values ?? [];
        if (values.includes("vpc-Wrong")) return refused("InvalidParameterValue.Malformed");
        return { TotalCount: values.length, VpcSet: values.map((VpcId) => ({ VpcId })) };
      },
    });
    const found = await cloud.networks({ region, ids: ["vpc-Wrong", ...ids] }, context);
    expect(found.map(({ id }) => id)).toEqual(ids);
    const sizes = named("vpc:DescribeVpcs").map(
      ({ parameters }) => (parameters["Filters"] as { Values: [] }[])[0]?.Values.length,
    );
    expect(sizes).toEqual([5, 1, 1, 1, 1, 1, 2]);
  });

  test.each([
    [["183.60.83.19", "183.60.82.98"], { provider: true, servers: [] }],
    [["10.0.0.53", "183.60.82.98"], { provider: true, servers: ["10.0.0.53"] }],
    [["10.0.0.53"], { provider: false, servers: ["10.0.0.53"] }],
    [[], { provider: true, servers: [] }],
    [null, { provider: true, servers: [] }],
  ])("with the resolvers %j", async (DnsServerSet, value) => {
    const [found] = await oneVpc({ DnsServerSet }).cloud.networks({ region, ids: null }, context);
    expect(found?.resolvers).toMatchObject({ known: true, value });
  });

  test("are the caller's own, are born in Beijing's time, and do not tell their subnets", async () => {
    const TagSet = [
      { Key: "registry-link", Value: "prod" },
      { Key: "empty", Value: null },
    ];
    const { cloud } = oneVpc({ VpcName: "team-a", CreatedTime: "2026-04-25 10:26:26", TagSet });
    expect(await cloud.networks({ region, ids: null }, context)).toMatchObject([
      {
        account: "100000000001",
        label: "team-a",
        tags: { "registry-link": "prod", empty: "" },
        createdAt: "2026-04-25T02:26:26.000Z",
        subnetCount: null,
        available: true,
      },
    ]);
  });

  test("without tags or a time they are networks all the same, and older than none", async () => {
    const { cloud } = oneVpc({ TagSet: null, CreatedTime: null });
    expect(await cloud.networks({ region, ids: null }, context)).toMatchObject([
      { tags: {}, createdAt: "9999-12-31T00:00:00.000Z" },
    ]);
  });
});

describe("subnets", () => {
  test.each([
    [{ AvailableIpAddressCount: 5 }, true, { known: true, value: 5 }],
    [{ AvailableIpAddressCount: 0, IsCdcSubnet: 0, IsRemoteVpcSnat: false }, true, { known: true, value: 0 }],
    [{ AvailableIpAddressCount: null }, true, { known: false }],
    [{ AvailableIpAddressCount: 5, IsCdcSubnet: 1 }, false, { known: true }],
    [{ AvailableIpAddressCount: 5, IsRemoteVpcSnat: true }, false, { known: true }],
  ])("%j", async (more, available, freeAddresses) => {
    const SubnetSet = [{ SubnetId: "subnet-1", VpcId: "vpc-1", Zone: "z", CidrBlock: "10.0.0.0/24", ...more }];
    const { cloud } = scriptedCloud({ "vpc:DescribeSubnets": () => ({ TotalCount: 1, SubnetSet }) });
    const found = await cloud.subnets({ region, network: "vpc-1" }, context);
    expect(found).toMatchObject([{ id: "subnet-1", network: "vpc-1", available, freeAddresses, shared: false }]);
  });
});

describe("a registry", () => {
  const links = { AccessVpcSet: null, TotalCount: 0 };
  const edition = (RegistryType: string) => ({ Registries: [{ ...described.Registries[0], RegistryType }] });

  test("read by all who ask at the same time costs each call once, and again in the next look", async () => {
    const { cloud, requests } = scriptedCloud({
      "tcr:DescribeInstances": () => described,
      "tcr:DescribeReplicationInstances": () => ({ TotalCount: 0, ReplicationRegistries: null }),
      "tcr:DescribeInternalEndpoints": () => links,
    });
    const look = () =>
      Promise.all([
        cloud.instance(registry, context),
        cloud.quota(registry, context),
        cloud.part(registry, "registry", context),
      ]);
    await look();
    const actions = requests.map(({ action }) => action);
    expect(actions).toEqual(["DescribeInstances", "DescribeReplicationInstances", "DescribeInternalEndpoints"]);
    await look();
    expect(requests.length).toBe(6);
  });

  test.each([
    ["basic", { links: 5, used: 0, assumed: true }],
    ["standard", { links: 10, used: 0, assumed: true }],
    ["platinum", null],
  ])("of edition %s", async (name, quota) => {
    const { cloud } = scriptedCloud({
      "tcr:DescribeInstances": () => edition(name),
      "tcr:DescribeInternalEndpoints": () => links,
    });
    expect(await cloud.quota(registry, context)).toEqual(quota);
    expect(await cloud.instance(registry, context)).toMatchObject({ edition: name, replicas: [] });
  });

  test("that the account does not have is not-found before anything else is asked of it", async () => {
    const { cloud, requests } = scriptedCloud({ "tcr:DescribeInstances": () => ({ TotalCount: 0, Registries: [] }) });
    for (const ask of [cloud.instance(registry, context), cloud.part(registry, "registry", context)])
      expect(await failure(ask)).toMatchObject({
        kind: "not-found",
        message: expect.stringContaining(registry.region),
      });
    expect(requests.length).toBe(1);
  });

  test("tells the regions of replicas that run, each once", async () => {
    const replica = (ReplicationRegistryId: string, ReplicationRegionName: string, Status = "Running") => ({
      ReplicationRegistryId,
      ReplicationRegionName,
      Status,
    });
    const ReplicationRegistries = [
      replica("tcr-exmpl001-4", "ap-shanghai"),
      replica("tcr-exmpl001-4-abcdef", "ap-shanghai"),
      replica("tcr-exmpl001-8", "ap-beijing", "Deploying"),
    ];
    const { cloud } = scriptedCloud({
      "tcr:DescribeInstances": () => described,
      "tcr:DescribeReplicationInstances": () => ({ TotalCount: 3, ReplicationRegistries }),
    });
    expect(await cloud.instance(registry, context)).toMatchObject({
      running: true,
      replicas: ["ap-shanghai"],
      otherAccounts: "none",
    });
  });

  const listing =
    (id: string, answer: object | Error) =>
    ({ RegistryId }: Readonly<Record<string, unknown>>) =>
      RegistryId === id ? { AccessVpcSet: [{ VpcId: `of-${id}`, Status: "Running", AccessIp: "10.0.0.9" }] } : answer;
  const replicated = {
    "tcr:DescribeInstances": () => described,
    "tcr:DescribeReplicationInstances": () => ({
      TotalCount: 1,
      ReplicationRegistries: [
        { ReplicationRegistryId: "tcr-exmpl001-4", ReplicationRegionName: "ap-shanghai", Status: "Running" },
      ],
    }),
  };

  test.each([
    ["lists them", { AccessVpcSet: [{ VpcId: "vpc-4", Status: "Running" }] }, ["of-tcr-exmpl001", "vpc-4"]],
    ["lists the same", { AccessVpcSet: [{ VpcId: "of-tcr-exmpl001" }] }, ["of-tcr-exmpl001"]],
    ["is no id that has links", refused("InternalError"), ["of-tcr-exmpl001"]],
  ])("whose replica %s has the links of both regions, each once", async (_, answer, networks) => {
    const { cloud, named } = scriptedCloud({
      ...replicated,
      "tcr:DescribeInternalEndpoints": listing(registry.instance, answer),
    });
    const { links: found } = await cloud.part(registry, "registry", context);
    expect(found.map(({ network }) => network)).toEqual(networks);
    expect(named("tcr:DescribeInternalEndpoints").length).toBe(2);
  });

  test("whose replica's list is lost has no list at all", async () => {
    const { cloud } = scriptedCloud({
      ...replicated,
      "tcr:DescribeInternalEndpoints": listing(registry.instance, unanswered()),
    });
    expect(await failure(cloud.part(registry, "registry", context))).toMatchObject({ kind: "unavailable" });
  });

  test.each([
    ["Running", "10.0.0.9", "ready", { known: true, value: "10.0.0.9" }],
    ["Running", "", "changing", { known: false }],
    ["Running", null, "changing", { known: false }],
    ["Pending", "10.0.0.9", "changing", { known: true }],
    ["Deleting", "10.0.0.9", "changing", { known: true }],
    ["", "", "changing", { known: false }],
    ["Running", "not an address", "changing", { known: false }],
  ])("a link that is %j with the address %j", async (Status, AccessIp, state, address) => {
    const AccessVpcSet = [{ VpcId: "vpc-1", SubnetId: "subnet-1", Status, AccessIp }];
    const { cloud } = scriptedCloud({
      "tcr:DescribeInstances": () => edition("basic"),
      "tcr:DescribeInternalEndpoints": () => ({ AccessVpcSet }),
    });
    const view = await cloud.part(registry, "registry", context);
    expect(view.links).toMatchObject([{ network: "vpc-1", subnet: "subnet-1", state, address, vendorState: Status }]);
  });

  test("has its two names, also where the public one is not told, and no charts", async () => {
    const { cloud } = scriptedCloud({
      "tcr:DescribeInstances": () => ({ Registries: [{ ...edition("basic").Registries[0], PublicDomain: null }] }),
      "tcr:DescribeInternalEndpoints": () => links,
    });
    expect((await cloud.part(registry, "registry", context)).names).toEqual([
      { name: "harbor-vpc.tencentcloudcr.com", kind: "vpc" },
      { name: "harbor.tencentcloudcr.com", kind: "default" },
    ]);
    expect(await cloud.part(registry, "chart", context)).toEqual({ part: "chart", names: [], links: [] });
  });

  test.each([
    ["ENABLED", "open"],
    ["DISABLED", "closed"],
  ])("publishing with the service %s is %s", async (ServiceStatus, service) => {
    const { cloud } = scriptedCloud({ "privatedns:DescribePrivateZoneService": () => ({ ServiceStatus }) });
    expect(await cloud.publishing(context)).toEqual({ service, vendorState: ServiceStatus, authorized: null });
  });

  test("publishing with a service in a state that nobody documented is an error", async () => {
    const { cloud } = scriptedCloud({ "privatedns:DescribePrivateZoneService": () => ({ ServiceStatus: "ASLEEP" }) });
    expect(await failure(cloud.publishing(context))).toMatchObject({ kind: "invalid", code: "UnknownStatus" });
  });
});
