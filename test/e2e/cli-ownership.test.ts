import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount, type World } from "../../emulator/index.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import type { PartFinding } from "../../shared/model/finding.ts";
import type { Report } from "../../shared/model/report.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { type Ended, mooring } from "./command.ts";
import { createDirectStage, type DirectStage } from "./direct-stage.ts";
import { configurationText, names, region } from "./stage.ts";
import {
  both,
  createTencentStage,
  findingOf,
  type TencentStage,
  tencentConfiguration,
  vpcName,
} from "./tencent-direct-stage.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-ownership-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function storeWith(
  name: string,
  configuration: string,
): Promise<{ readonly path: string; readonly store: Store }> {
  const path = join(folder, name);
  const store = createFolderStore(path);
  const pushed = await pushConfiguration(store, configuration);
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems));
  return { path, store };
}

/** Runs a command, and sees to it that it called nothing that writes. */
async function writeFree(world: World, run: () => Promise<Ended>): Promise<Ended> {
  world.calls.reset();
  const ended = await run();
  const called = Object.keys(world.calls.counts());
  expect(called.filter((name) => !/:(?:Describe|Get|List|Check)/.test(name))).toEqual([]);
  return ended;
}

const partOf = (report: Report, vpc: string): PartFinding | undefined => findingOf(report, vpc)?.parts[0];

describe.sequential("on Alibaba Cloud", () => {
  const [user] = defaultAccount.users;
  const InstanceId = "cri-mooringdemo01";
  let stage: DirectStage;
  let store: Store;
  let vpc = "";
  let subnet = "";
  let run: (...args: string[]) => Promise<Ended>;

  async function linkByHand(tags: Readonly<Record<string, string>>) {
    const network = await stage.createVpc(tags);
    const VswitchId = await stage.createVSwitch(network);
    const parameters = { InstanceId, VpcId: network, VswitchId, ModuleName: "Registry" };
    await stage.call("cr", "CreateInstanceVpcEndpointLinkedVpc", { ...parameters, EnableCreateDNSRecordInPvzt: true });
    await stage.world.clock.advance(120_000);
    return { network, subnet: VswitchId };
  }

  beforeAll(async () => {
    const configuration = configurationText({ parts: "[registry]", mode: "full" });
    const kept = await storeWith("alibaba", configuration);
    store = kept.store;
    stage = await createDirectStage({ configuration, store });
    const env = {
      MOORING_ENDPOINT: stage.url,
      MOORING_STORE: `folder:${kept.path}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    };
    run = (...args) => writeFree(stage.world, () => mooring(args, env));
    ({ network: vpc, subnet } = await linkByHand({ "registry-link": "prod" }));
  });
  afterAll(() => stage.stop());

  const adopt = (...more: string[]) => run("adopt", vpc, "--registry", "prod", ...more);
  const release = (...more: string[]) => run("release", vpc, "--registry", "prod", ...more);
  const address = async () => String((await stage.links()).find(({ VpcId }) => VpcId === vpc)?.["Ip"]);

  it("a link that somebody else made is told, and is nobody's in the ledger", async () => {
    const report = await stage.pass();
    expect(partOf(report, vpc)).toMatchObject({ state: "moored", owned: false });
    expect(await readEntries(store)).toEqual([]);
  });

  it("is shown before it is adopted, and where nobody can answer nothing is", async () => {
    const ended = await adopt();
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain(`becomes Mooring's: the registry link through ${subnet} at ${await address()}`);
    expect(ended.stderr).toMatch(new RegExp(`${names.registry}: moored/resolving: .*${await address()}`));
    expect(ended.stderr).toMatch(/a pass then says: moored\/attached/);
    expect(ended.stderr).toContain("run it again with --yes");
    expect(await readEntries(store)).toEqual([]);
  });

  it("is adopted by somebody's word, with the word kept, and once", async () => {
    const ended = await adopt("--yes", "--reason", "Ann left", "--json");
    expect(ended).toMatchObject({ code: 2, stderr: "" });
    const adopted = { network: vpc, subnet, attachedAt: expect.any(String), adopted: { reason: "Ann left" } };
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, adopted: [adopted], failed: [] });
    expect(await readEntries(store)).toMatchObject([adopted]);
    const records = (await store.list("audit/")).filter(
      ({ key }) => key.includes(`/${vpc}/`) && key.endsWith("-registry-adopt.json"),
    );
    expect(records).toHaveLength(1);
    expect(await adopt("--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to do") });
    const report = await stage.pass();
    expect(partOf(report, vpc)).toMatchObject({ state: "moored", owned: true });
    expect(report.outcomes).toEqual([]);
    expect(await readEntries(store)).toMatchObject([{ verifiedAt: expect.any(String), adopted: {}, names: [{}] }]);
  });

  it("is repaired from then on", async () => {
    const Zones = (await stage.call("pvtz", "DescribeZones", { QueryVpcId: vpc, QueryRegionId: region }))["Zones"];
    const [{ ZoneId }] = (Zones as { Zone: [{ ZoneId: string }] }).Zone;
    const { Records } = await stage.call("pvtz", "DescribeZoneRecords", { ZoneId });
    const [{ RecordId }] = (Records as { Record: [{ RecordId: string }] }).Record;
    await stage.call("pvtz", "DeleteZoneRecord", { RecordId });
    expect((await stage.pass()).outcomes).toMatchObject([{ result: "applied", change: { kind: "create-record" } }]);
    expect(await stage.ask(vpc, names.registry)).toEqual(both(await address()));
  });

  it("is not another deployment's to adopt", async () => {
    const ended = await adopt("--yes", "--deployment", "blue", "--json");
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, refused: { code: "other-deployment" } });
    expect(await release("--yes", "--deployment", "blue")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('deployment "mooring"\'s'),
    });
    expect(await readEntries(store)).toMatchObject([{ deployment: "mooring" }]);
  });

  it("is released by somebody's word, told what is by hand then, and once", async () => {
    const asked = await release();
    expect(asked).toMatchObject({ code: 1, stdout: "" });
    expect(await readEntries(store)).toHaveLength(1);
    const ended = await release("--yes");
    expect(ended).toMatchObject({ code: 2, stderr: "" });
    expect(ended.stdout).toContain(`by hand from now on: the link through ${subnet} at ${await address()}`);
    expect(await readEntries(store)).toEqual([]);
    expect(await release("--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing to release") });
  });

  it("stays as it is afterwards, although its network is tagged: neither made again nor taken over", async () => {
    const before = await stage.links();
    for (const depth of ["frequent", "full", "frequent"] as const) {
      const report = await stage.pass({ trigger: { kind: "timer", depth } });
      expect(report.outcomes).toEqual([]);
      expect(partOf(report, vpc)).toMatchObject({ owned: false });
      await stage.world.clock.advance(3_600_000);
    }
    expect(await stage.links()).toEqual(before);
    expect(await readEntries(store)).toEqual([]);
  });

  it("nothing is adopted of a network whose tag says off", async () => {
    const { network } = await linkByHand({ "registry-link": "off" });
    const ended = await run("adopt", network, "--registry", "prod", "--yes", "--json");
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, network, refused: { code: "tag-off" } });
    expect(await readEntries(store)).toEqual([]);
  });

  it("a link of a network that wishes for nothing is shown to leave, with its names as they answer, and does once adopted", async () => {
    const { network } = await linkByHand({});
    const ended = await run("adopt", network, "--registry", "prod");
    expect(ended.stderr).toMatch(new RegExp(`${names.registry}: moored/resolving`));
    expect(ended.stderr).toMatch(/a pass then says: leaving\/tag-absent/);
    expect((await run("adopt", network, "--registry", "prod", "--yes")).code).toBe(2);
    const Tag = [{ Key: "registry-link", Value: "off" }];
    await stage.call("vpc", "TagResources", { RegionId: region, ResourceType: "VPC", ResourceId: [network], Tag });
    expect((await stage.pass()).outcomes).toMatchObject([{ result: "applied", change: { kind: "detach", network } }]);
    await stage.world.clock.advance(120_000);
    await stage.pass();
    expect((await stage.links()).map(({ VpcId }) => VpcId)).not.toContain(network);
    expect(await readEntries(store)).toEqual([]);
  });

  it("what is to be released must be said, by a name that is known", async () => {
    const nothing = await run("release");
    expect(nothing).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("--all") });
    const misspelt = await run("release", "--all", "--registry", "prd");
    expect(misspelt).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining('did you mean "prod"') });
  });
});

describe.sequential("on Tencent Cloud", () => {
  const [{ secretId, secretKey }] = defaultTencentAccount.users;
  let stage: TencentStage;
  let store: Store;
  let vpc = "";
  let other = "";
  let run: (...args: string[]) => Promise<Ended>;
  const adopt = (...more: string[]) => run("adopt", vpc, "--registry", "harbor", "--yes", ...more);

  beforeAll(async () => {
    const configuration = tencentConfiguration([], "full");
    const kept = await storeWith("tencent", configuration);
    store = kept.store;
    stage = await createTencentStage({ configuration, store });
    const env = {
      MOORING_ENDPOINT: stage.url,
      MOORING_STORE: `folder:${kept.path}`,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    };
    run = (...args) => writeFree(stage.world, () => mooring(args, env));
    vpc = await stage.createVpc({ "registry-link": "harbor" });
    await stage.link(vpc, await stage.createSubnet(vpc));
    await stage.turn(vpc, "on");
  });
  afterAll(() => stage.stop());

  it("an adopted name that is on has no known address, and nothing is written to it", async () => {
    const ended = await adopt();
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain(`${vpcName}: unknown/unpublished-address`);
    const report = await stage.pass();
    expect(partOf(report, vpc)).toMatchObject({ owned: true, code: "unknown/unpublished-address" });
    expect(report.outcomes).toEqual([]);
  });

  it("until somebody states the address, which is believed", async () => {
    const { AccessIp = "" } = await stage.linkOf(vpc);
    const ended = await adopt("--published-address", AccessIp, "--json");
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ adopted: [{ names: [{ name: vpcName, address: AccessIp }] }] });
    const report = await stage.pass();
    expect(partOf(report, vpc)).toMatchObject({ state: "moored", owned: true });
    expect(report.outcomes).toEqual([]);
    expect(await stage.ask(vpc)).toEqual(both(AccessIp));
  });

  it("everything is handed back at once, each switch with the address that nobody else tells", async () => {
    other = await stage.createNetwork();
    await stage.until(other, "moored/attached");
    const addresses = [(await stage.linkOf(vpc)).AccessIp ?? "", (await stage.linkOf(other)).AccessIp ?? ""];
    const ended = await run("release", "--all", "--yes", "--json");
    expect(ended.code).toBe(2);
    const { released } = JSON.parse(ended.stdout) as {
      readonly released: readonly { readonly left: readonly Readonly<Record<string, unknown>>[] }[];
    };
    const switches = released.flatMap(({ left }) => left.filter(({ kind }) => kind === "switch"));
    expect(switches.map(({ address }) => address).sort()).toEqual([...addresses].sort());
    expect(await readEntries(store)).toEqual([]);
  });

  it("and every network goes on as it is", async () => {
    const report = await stage.pass();
    expect(report.outcomes).toEqual([]);
    for (const network of [vpc, other]) {
      expect(partOf(report, network)).toMatchObject({ owned: false });
      expect(await stage.ask(network)).toEqual(both((await stage.linkOf(network)).AccessIp));
    }
  });
});
