import { afterEach, describe, expect, test } from "vitest";
import { createEmulator, startEmulator } from "../../emulator/index.ts";
import { readWorld } from "../../emulator/world-file/read.ts";
import { accountsOf } from "../../emulator/world-file/seed.ts";
import { writeWorld } from "../../emulator/world-file/write.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { type Cloud, startCloud } from "./cloud-client.ts";

const opened: { readonly emulator: { stop(): Promise<void> } }[] = [];
afterEach(async () => {
  for (const { emulator } of opened.splice(0)) await emulator.stop();
});

async function cloudOf(options: Parameters<typeof startCloud>[0] = {}): Promise<Cloud> {
  const cloud = await startCloud(options);
  opened.push(cloud);
  return cloud;
}

/** A network with a subnet and a link to the registry of the default world, made as a user's tools would. */
async function makeNetwork(cloud: Cloud): Promise<string> {
  const RegionId = "cn-hangzhou";
  const Tag = [{ Key: "registry-link", Value: "prod" }];
  const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/16", VpcName: "team", Tag });
  const subnet = { RegionId, VpcId, ZoneId: "cn-hangzhou-i", CidrBlock: "10.0.1.0/24" };
  const { VSwitchId } = await cloud.call("vpc", "CreateVSwitch", subnet);
  await cloud.call("cr", "CreateInstanceVpcEndpointLinkedVpc", {
    RegionId,
    InstanceId: "cri-mooringdemo01",
    ModuleName: "Registry",
    VpcId,
    VswitchId: VSwitchId,
    EnableCreateDNSRecordInPvzt: true,
  });
  return String(VpcId);
}

const statusOf = async (cloud: Cloud) => {
  const endpoint = await cloud.call("cr", "GetInstanceVpcEndpoint", {
    InstanceId: "cri-mooringdemo01",
    ModuleName: "Registry",
  });
  return (endpoint["LinkedVpcs"] as { Status: string; Ip: string }[]).map(({ Status, Ip }) => [Status, Ip]);
};

const frozen = () => Date.parse("2026-01-05T06:30:00Z");

describe("a saved world", () => {
  test("loads into the same world, whatever is in it", async () => {
    const cloud = await cloudOf();
    await makeNetwork(cloud);
    await cloud.world.clock.advance(90_000);
    await cloud.call("eventbridge", "CreateRule", {
      EventBusName: "default",
      RuleName: "changes",
      FilterPattern: '{"type":["vpc:ActionTrail:ApiCall"]}',
      EventTargets: JSON.stringify([
        {
          Id: "1",
          Type: "acs.fc.function",
          Endpoint: `acs:fc:cn-hangzhou:${cloud.account}:functions/f`,
          ParamList: [{ ResourceKey: "Body", Form: "ORIGINAL" }],
        },
      ]),
    });
    await cloud.call("ram", "CreateRole", {
      RoleName: "mooring-observe",
      AssumeRolePolicyDocument:
        '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":["fc.aliyuncs.com"]}}]}',
    });
    await cloud.call("ram", "CreatePolicy", {
      PolicyName: "reads",
      PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"cr:Get*","Resource":"*"}]}',
    });
    const binding = { PolicyType: "Custom", PolicyName: "reads", RoleName: "mooring-observe" };
    await cloud.call("ram", "AttachPolicyToRole", binding);
    cloud.world.set({ linkReadyMs: 5_000 });
    const bucket = cloud.world.buckets.find("oss", "mooring-state");
    bucket?.objects.set("binary", {
      key: "binary",
      body: Buffer.from([0, 255, 10]),
      etag: "77DAAAA8A6E2AEA6D5E0D90FA5D5DE2A",
      contentType: "application/octet-stream",
      modifiedAt: cloud.world.clock.now(),
    });

    const text = writeWorld(cloud.world, { secrets: true });
    const saved = readWorld(text);
    const other = createEmulator({ world: text, wall: () => Date.parse(saved.now ?? "") });
    opened.push({ emulator: other });
    expect(readWorld(writeWorld(other.world, { secrets: true }))).toEqual(saved);
    const [account] = accountsOf(saved, "alibaba");
    expect(account?.zones).toHaveLength(1);
    expect(account?.registries?.[0]?.links).toMatchObject([{ status: "RUNNING", address: expect.any(String) }]);
    expect(account?.changeLogs?.length).toBeGreaterThan(0);
    expect(other.world.settings.linkReadyMs).toBe(5_000);
  });

  test("goes on where it stopped: a link becomes ready, and new ids are new", async () => {
    const first = await cloudOf();
    const before = await makeNetwork(first);
    await first.world.clock.advance(60_000);
    expect((await statusOf(first))[0]?.[0]).toBe("CREATING");
    const second = await cloudOf({ world: writeWorld(first.world) });
    expect(second.world.clock.now()).toBeGreaterThanOrEqual(first.world.clock.now() - 1_000);
    await second.world.clock.advance(29_000);
    expect((await statusOf(second))[0]?.[0]).toBe("CREATING");
    await second.world.clock.advance(2_000);
    expect(await statusOf(second)).toEqual([["RUNNING", "10.0.1.1"]]);
    const made = await makeNetwork(second);
    expect(made).not.toBe(before);
    const { Vpcs } = await second.call("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
    expect((Vpcs as { Vpc: unknown[] }).Vpc).toHaveLength(2);
    const account = second.world.alibaba.accounts.get(second.account);
    const records = [...(account?.zones.values() ?? [])].flatMap((zone) => zone.records.map(({ id }) => id));
    expect(new Set(records).size).toBe(records.length);
  });

  test("is answered as YAML, and as JSON to who asks for it; secrets only to who asks for them", async () => {
    const secret = "a-secret-of-its-own";
    const users = [{ name: "u", accessKeyId: "LTAIu", accessKeySecret: secret }];
    const started = await startEmulator({ accounts: [{ id: "1000000000000002", users }] });
    opened.push(started);
    const get = (query: string, accept = "*/*") =>
      fetch(`${started.url}/_emulator/world${query}`, { headers: { accept } });
    const yaml = await get("");
    expect(yaml.headers.get("content-type")).toContain("yaml");
    const text = await yaml.text();
    expect(text).toContain('id: "1000000000000002"');
    expect(text).not.toContain(secret);
    expect(readWorld(text).accounts[0]?.users).toEqual([
      { name: "u", accessKeyId: "LTAIu", policies: ["AdministratorAccess"] },
    ]);
    expect(await (await get("?secrets=true")).text()).toContain(secret);
    expect(await (await get("", "application/json")).json()).toMatchObject({ accounts: [{ id: "1000000000000002" }] });
  });
});

describe("a world file", () => {
  test("needs little: what is left out is usual", async () => {
    const cloud = await cloudOf({
      wall: frozen,
      world: `
accounts:
  - cloud: alibaba
    id: "1000000000000001"
    users: [{ name: mooring, accessKeyId: LTAIemulated0000001 }]
    registries: [{ id: cri-mooringdemo01, name: prod }]
    networks:
      - id: vpc-a
        cidr: 10.0.0.0/16
        tags: { registry-link: prod }
        subnets: [{ id: vsw-a, cidr: 10.0.1.0/24 }]
    buckets: [{ name: some-bucket, region: cn-hangzhou, objects: { a/b: text } }]
`,
    });
    const account = cloud.world.alibaba.accounts.get("1000000000000001");
    expect(account?.vpcs.get("vpc-a")).toMatchObject({ status: "Available", createdAt: frozen() });
    expect(account?.vswitches.get("vsw-a")).toMatchObject({ zoneId: "cn-hangzhou-i", vpcId: "vpc-a" });
    expect(cloud.world.buckets.find("oss", "some-bucket")?.objects.get("a/b")?.body.toString()).toBe("text");
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
setting: {}
accounts:
  - cloud: alibaba
    id: 1000000000000001
    registry: []
    networks: [{ id: net-a, cidr: 10.0.0.0 }]
    registries: [{ id: cri-a, name: prod, status: ASLEEP }]
`);
    for (const part of [
      "world.setting is not honoured here",
      "world.accounts[0].id must be string",
      "world.accounts[0].registry is not honoured here",
      "world.accounts[0].networks[0].id must match",
      "world.accounts[0].networks[0].cidr must match",
      "world.accounts[0].registries[0].status must be one of",
    ])
      expect(said).toContain(part);
  });

  test("whose parts do not fit together is refused: ids twice, links to nowhere, unknown settings", () => {
    const account = (more: string) => `
settings: { noSuchSetting: 1, linkOutcome: NEVER }
accounts:
  - cloud: alibaba
    id: "1000000000000001"
    networks: [{ id: vpc-a }, { id: vpc-a }, { id: vpc-b, subnets: [{ id: vsw-b, cidr: 10.0.0.0/24 }] }]
    registries:
      - id: cri-a
        name: prod
        links: [${more}]
    buckets: [{ name: some-bucket, region: cn-hangzhou, objects: { a: { contentType: x } } }]
`;
    const link = (network: string, subnet: string) =>
      `{ part: Registry, network: ${network}, subnet: ${subnet}, address: 10.0.0.1 }`;
    const said = mistakesOf(account(`${link("vpc-none", "vsw-b")}, ${link("vpc-b", "vsw-none")}`));
    for (const part of [
      "world.settings.noSuchSetting: unknown setting",
      "world.settings.linkOutcome: setting linkOutcome cannot be",
      "world.accounts[0].networks[1].id: network vpc-a is at world.accounts[0].networks[0].id already",
      "links[0].network: there is no network vpc-none",
      "links[1].subnet: vpc-b has no subnet vsw-none",
      "world.accounts[0].buckets[0].objects.a needs text or base64",
    ])
      expect(said).toContain(part);
    expect(mistakesOf("a: [")).toContain("the world file cannot be used");
  });
});

test("the default world has a store in each cloud, whose configuration is valid and repairs both registries", async () => {
  const { world } = await cloudOf();
  for (const bucket of [
    world.buckets.find("oss", "mooring-state"),
    world.buckets.find("cos", "mooring-state-1250000001"),
  ]) {
    expect([...(bucket?.objects.keys() ?? [])]).toEqual(["config/mooring.yaml", "config/last-valid.yaml"]);
    const parsed = parseConfiguration(bucket?.objects.get("config/mooring.yaml")?.body.toString() ?? "");
    const registries = [
      { alias: "prod", cloud: "alibaba", mode: "repair" },
      { alias: "harbor", cloud: "tencent", mode: "repair", region: "ap-guangzhou", parts: ["registry"] },
    ];
    expect(parsed).toMatchObject({ ok: true, settings: { registries } });
  }
});
