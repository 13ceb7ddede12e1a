import { afterEach, describe, expect, test } from "vitest";
import { createEmulator } from "../../emulator/index.ts";
import { readWorld } from "../../emulator/world-file/read.ts";
import { accountsOf } from "../../emulator/world-file/seed.ts";
import { writeWorld } from "../../emulator/world-file/write.ts";
import { startTencent, type Tencent } from "./tencent-client.ts";

const opened: { readonly emulator: { stop(): Promise<void> } }[] = [];
afterEach(async () => {
  for (const { emulator } of opened.splice(0)) await emulator.stop();
});

async function cloudOf(options: Parameters<typeof startTencent>[0] = {}): Promise<Tencent> {
  const cloud = await startTencent(options);
  opened.push(cloud);
  return cloud;
}

const InstanceId = "tcr-moordemo";

/** A network with a subnet and a link to the registry of the default world, made as a user's tools would. */
async function makeNetwork({ vpc, tcr }: Tencent, name: string): Promise<{ VpcId: string; SubnetId: string }> {
  const tags = [{ Key: "registry-link", Value: "harbor" }];
  const { Vpc } = await vpc.CreateVpc({ VpcName: name, CidrBlock: "10.0.0.0/16", Tags: tags });
  const VpcId = Vpc?.VpcId ?? "";
  const subnet = { VpcId, SubnetName: name, CidrBlock: "10.0.1.0/24", Zone: "ap-guangzhou-3" };
  const SubnetId = (await vpc.CreateSubnet(subnet)).Subnet?.SubnetId ?? "";
  await tcr.ManageInternalEndpoint({ RegistryId: InstanceId, Operation: "Create", VpcId, SubnetId });
  return { VpcId, SubnetId };
}

const linksOf = async ({ tcr }: Tencent) =>
  ((await tcr.DescribeInternalEndpoints({ RegistryId: InstanceId })).AccessVpcSet ?? []).map(
    ({ VpcId, Status, AccessIp }) => [VpcId, Status, AccessIp],
  );

const switchesOf = async ({ tcr }: Tencent, VpcId: string, EniLBIp: string) => {
  const asked = { InstanceId, VpcId, EniLBIp, RegionName: "ap-guangzhou", UsePublicDomain: false };
  return (await tcr.DescribeInternalEndpointDnsStatus({ VpcSet: [asked] })).VpcSet?.map(({ Status }) => Status);
};

/** The seed that a world saves and the one that the world loaded from it saves. */
function savedTwice({ world }: Tencent) {
  const text = writeWorld(world, { secrets: true });
  const saved = readWorld(text);
  const other = createEmulator({ world: text, wall: () => Date.parse(saved.now ?? "") });
  opened.push({ emulator: other });
  return { saved, again: readWorld(writeWorld(other.world, { secrets: true })), other };
}

describe("a saved world of Tencent Cloud", () => {
  test("loads into the same world, whatever is in it and whatever step each link is in", async () => {
    const cloud = await cloudOf({
      settings: { publishedLimits: "off", tcrLinkReadyMs: 60_000, tcrLinkGoneMs: 60_000 },
    });
    const ready = await makeNetwork(cloud, "ready");
    const leaving = await makeNetwork(cloud, "leaving");
    await cloud.world.clock.advance(61_000);
    const [[, , address] = []] = await linksOf(cloud);
    const names = { InstanceId, VpcId: ready.VpcId, EniLBIp: String(address), RegionName: "ap-guangzhou" };
    await cloud.tcr.CreateInternalEndpointDns({ ...names, UsePublicDomain: true });
    cloud.world.set({ dnsPropagationMs: 90_000 });
    await cloud.tcr.CreateInternalEndpointDns({ ...names, UsePublicDomain: false });
    cloud.world.set({ dnsPropagationMs: 0, dnsOtherRegion: "published" });
    await cloud.tcr.CreateInternalEndpointDns({ ...names, RegionName: "ap-shanghai" });
    await cloud.tcr.ManageInternalEndpoint({ RegistryId: InstanceId, Operation: "Delete", ...leaving });
    await makeNetwork(cloud, "new");
    cloud.world.set({ tcrLinkOutcome: "failed", tcrLinkReadyMs: 0 });
    await makeNetwork(cloud, "failed");
    cloud.world.set({ tcrLinkOutcome: "running", tcrLinkReadyMs: 60_000 });

    await cloud.tcr.CreateReplicationInstance({ RegistryId: InstanceId, ReplicationRegionName: "ap-shanghai" });
    const { ZoneId = "" } = await cloud.privatedns.CreatePrivateZone({ Domain: "registry.example.com", Remark: "own" });
    const record = { ZoneId, RecordType: "A", SubDomain: "@", RecordValue: "10.0.1.2" };
    await cloud.privatedns.CreatePrivateZoneRecord(record);
    cloud.world.set({ bindTaskMs: 60_000 });
    const VpcSet = [{ UniqVpcId: ready.VpcId, Region: "ap-guangzhou" }];
    await cloud.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: false });
    await cloud.cam.CreateRole({
      RoleName: "mooring-observe",
      Description: "reads",
      PolicyDocument:
        '{"version":"2.0","statement":[{"action":"name/sts:AssumeRole","effect":"allow","principal":{"service":["scf.qcloud.com"]}}]}',
    });
    const PolicyDocument = '{"version":"2.0","statement":[{"effect":"allow","action":["tcr:*"],"resource":["*"]}]}';
    const { PolicyId = 0 } = await cloud.cam.CreatePolicy({ PolicyName: "reads", PolicyDocument });
    await cloud.cam.AttachRolePolicy({ AttachRoleName: "mooring-observe", PolicyId });
    const { EventBusId = "" } = await cloud.eb.CreateEventBus({ EventBusName: "own-bus" });
    const EventPattern = '{"source":["vpc.cloud.tencent"]}';
    await cloud.eb.CreateRule({ EventBusId, RuleName: "changes", EventPattern, Enable: true });
    cloud.world.buckets.find("cos", "mooring-state-1250000001")?.objects.set("binary", {
      key: "binary",
      body: Buffer.from([0, 255, 10]),
      etag: "77DAAAA8A6E2AEA6D5E0D90FA5D5DE2A",
      contentType: "application/octet-stream",
      modifiedAt: cloud.world.clock.now(),
    });

    const { saved, again } = savedTwice(cloud);
    expect(again).toEqual(saved);
    const [account] = accountsOf(saved, "tencent");
    expect(account?.registries?.[0]?.links?.map(({ step }) => step).sort()).toEqual([
      "deleting",
      "failed",
      "pending",
      "running",
    ]);
    expect(account?.zones?.map(({ managedFor }) => managedFor)).toEqual([ready.VpcId, ready.VpcId, undefined]);
    expect(account?.zones?.map(({ strayRegion }) => strayRegion)).toEqual([undefined, "ap-shanghai", undefined]);
    expect(account?.dnsChanges).toMatchObject([{ network: ready.VpcId, address }]);
    expect(account?.bindTasks).toMatchObject([{ zone: ZoneId, status: "processing" }]);
    expect(account?.zoneLog).toMatchObject([1, 2, 3].map(() => ({ zone: ZoneId, operator: cloud.user.uin })));
    expect(account?.roles).toMatchObject([{ name: "mooring-observe", policies: ["reads"], description: "reads" }]);
    expect(account?.policies?.[0]?.id).toBe(PolicyId);
    expect(account?.buses?.flatMap(({ rules = [] }) => rules)).toMatchObject([
      { name: "changes", pattern: { source: ["vpc.cloud.tencent"] } },
    ]);
    expect(account?.buckets?.map(({ name }) => name)).toEqual(["mooring-state-1250000001"]);
  });

  test("goes on where it stopped: links come and go, switches take effect, new ids are new", async () => {
    const settings = { publishedLimits: "off", tcrLinkReadyMs: 60_000, tcrLinkGoneMs: 60_000 } as const;
    const first = await cloudOf({ settings });
    const old = await makeNetwork(first, "old");
    await first.world.clock.advance(61_000);
    const [[, , address] = []] = await linksOf(first);
    first.world.set({ dnsPropagationMs: 60_000 });
    await first.tcr.CreateInternalEndpointDns({
      InstanceId,
      VpcId: old.VpcId,
      EniLBIp: String(address),
      UsePublicDomain: false,
    });
    const fresh = await makeNetwork(first, "fresh");
    await first.world.clock.advance(30_000);
    const gone = await makeNetwork(first, "gone");
    await first.world.clock.advance(0);

    const second = await cloudOf({ world: writeWorld(first.world) });
    const status = async () => Object.fromEntries((await linksOf(second)).map(([id, word]) => [id, word]));
    expect((await status())[fresh.VpcId]).toBe("Pending");
    await second.world.clock.advance(31_000);
    expect(await status()).toMatchObject({ [fresh.VpcId]: "Running", [gone.VpcId]: "Pending" });
    expect(await switchesOf(second, old.VpcId, String(address))).toEqual(["ENABLED"]);
    await second.world.clock.advance(31_000);
    expect((await status())[gone.VpcId]).toBe("Running");
    await second.tcr.ManageInternalEndpoint({ RegistryId: InstanceId, Operation: "Delete", ...gone });

    const third = await cloudOf({ world: writeWorld(second.world) });
    expect((await linksOf(third)).length).toBe(3);
    await third.world.clock.advance(61_000);
    expect((await linksOf(third)).map(([id]) => id)).toEqual([old.VpcId, fresh.VpcId]);
    const another = await makeNetwork(third, "another");
    expect([old.VpcId, fresh.VpcId, gone.VpcId]).not.toContain(another.VpcId);
    const records = [...third.account.zones.values()].flatMap((zone) => zone.records.map(({ id }) => id));
    const made = await third.cam.CreatePolicy({
      PolicyName: "new",
      PolicyDocument: '{"version":"2.0","statement":[{"effect":"allow","action":"*","resource":"*"}]}',
    });
    expect(records).not.toContain(String(made.PolicyId));
    expect(made.PolicyId).toBeGreaterThan(Math.max(...records.map(Number)));
  });

  test("keeps the users' secrets to itself unless it is asked for them", async () => {
    const secretKey = "a-secret-of-its-own";
    const users = [{ name: "u", secretId: "AKIDu", secretKey }];
    const emulator = createEmulator({ tencentAccounts: [{ id: "100000000007", users }] });
    opened.push({ emulator });
    expect(writeWorld(emulator.world)).not.toContain(secretKey);
    expect(writeWorld(emulator.world, { secrets: true })).toContain(secretKey);
    const loaded = createEmulator({ world: writeWorld(emulator.world) });
    opened.push({ emulator: loaded });
    const [user] = loaded.world.tencent.accounts.get("100000000007")?.users ?? [];
    expect(user).toMatchObject({ secretId: "AKIDu", secretKey: "emulated-secret-of-no-real-account" });
  });
});

describe("a world file with Tencent Cloud", () => {
  test("needs little: what is left out is usual", async () => {
    const cloud = await cloudOf({
      world: `
accounts:
  - cloud: tencent
    id: "100000000001"
    users: [{ name: mooring, uin: "100000000002", secretId: AKIDemulated00000000000000000000001x }]
    registries:
      - id: tcr-moordemo
        name: harbor
        replicas: [ap-shanghai]
        links: [{ network: vpc-aaaaaaaa, subnet: subnet-aaaaaaaa }]
    networks:
      - id: vpc-aaaaaaaa
        cidr: 10.0.0.0/16
        tags: { registry-link: harbor }
        subnets: [{ id: subnet-aaaaaaaa, cidr: 10.0.1.0/24 }]
    zones: [{ id: zone-aaaaaaaa, domain: example.com, records: [{ id: "12", subDomain: a, type: A, value: 10.0.0.1 }] }]
`,
    });
    const [[VpcId, status, address] = []] = await linksOf(cloud);
    expect([VpcId, status, address]).toEqual(["vpc-aaaaaaaa", "Running", "10.0.1.2"]);
    const { VpcSet } = await cloud.vpc.DescribeVpcs({ VpcIds: ["vpc-aaaaaaaa"] });
    expect(VpcSet?.[0]).toMatchObject({ DnsServerSet: ["183.60.83.19", "183.60.82.98"], IsDefault: false });
    const { SubnetSet } = await cloud.vpc.DescribeSubnets({ SubnetIds: ["subnet-aaaaaaaa"] });
    expect(SubnetSet?.[0]).toMatchObject({ AvailableIpAddressCount: 252, VpcId: "vpc-aaaaaaaa" });
    const { ReplicationRegistries } = await cloud.tcr.DescribeReplicationInstances({ RegistryId: InstanceId });
    expect(ReplicationRegistries).toMatchObject([{ ReplicationRegionName: "ap-shanghai", Status: "Running" }]);
    const { RecordSet } = await cloud.privatedns.DescribePrivateZoneRecordList({ ZoneId: "zone-aaaaaaaa" });
    expect(RecordSet).toMatchObject([{ RecordId: "12", TTL: 600 }]);
    expect(cloud.world.alibaba.accounts.size).toBe(0);
  });

  const mistakesOf = (text: string) => {
    try {
      readWorld(text);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the file was expected to be refused");
  };

  test("with mistakes is refused with every mistake and its path", () => {
    const said = mistakesOf(`
accounts:
  - cloud: tencent
    id: "12"
    registry: []
    networks: [{ id: vpc_a, subnets: [{ id: vsw-a, cidr: 10.0.0.0/24 }] }]
    registries: [{ id: tcr-aaaaaaaa, name: Harbor, edition: gold }]
    zones: [{ id: zone-aaaaaaaa, name: example.com }]
`);
    for (const part of [
      "world.accounts[0].id must match",
      "world.accounts[0].registry is not honoured here",
      "world.accounts[0].networks[0].id must match",
      "world.accounts[0].networks[0].subnets[0].id must match",
      "world.accounts[0].registries[0].name must match",
      "world.accounts[0].registries[0].edition must be one of basic, standard, premium",
      "world.accounts[0].zones[0] lacks domain",
    ])
      expect(said).toContain(part);
    expect(mistakesOf("accounts: [{ cloud: azure, id: a }]")).toContain("world.accounts[0] fits none of its forms");
  });

  test("whose parts do not fit together is refused", () => {
    const said = mistakesOf(`
accounts:
  - cloud: tencent
    id: "100000000001"
    users: [{ name: u, secretId: AKIDa, policies: [NoSuchAccess] }]
    policies: [{ name: wrong, document: { version: "1" } }]
    networks: [{ id: vpc-aaaaaaaa, subnets: [{ id: subnet-aaaaaaaa, cidr: 10.0.0.0/24 }] }]
    registries:
      - id: tcr-aaaaaaaa
        name: harbor
        links: [{ network: vpc-bbbbbbbb, subnet: subnet-bbbbbbbb }, { network: vpc-aaaaaaaa, subnet: subnet-bbbbbbbb }]
  - cloud: tencent
    id: "100000000002"
    users: [{ name: u, secretId: AKIDa }]
    networks: [{ id: vpc-bbbbbbbb, subnets: [{ id: subnet-bbbbbbbb, cidr: 10.0.0.0/24 }] }]
`);
    for (const part of [
      "links[0].network: there is no network vpc-bbbbbbbb",
      "links[1].subnet: vpc-aaaaaaaa has no subnet subnet-bbbbbbbb",
      "world.accounts[1].users[0].secretId: key AKIDa is at world.accounts[0].users[0].secretId already",
      "world.accounts[0].users[0].policies: there is no policy NoSuchAccess",
      'world.accounts[0].policies[0].document: version must be "2.0"',
    ])
      expect(said).toContain(part);
  });

  test("may give the same ids to things of both clouds", () => {
    const networks = "networks: [{ id: vpc-aaaaaaaa }]";
    const { accounts } = readWorld(`
accounts:
  - { cloud: alibaba, id: "1000000000000001", ${networks} }
  - { cloud: tencent, id: "100000000001", ${networks} }
`);
    expect(accounts.map(({ cloud }) => cloud)).toEqual(["alibaba", "tencent"]);
  });
});
