import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { mooring } from "./command.ts";
import { createQuietStage, names, type Stage } from "./stage.ts";

const [user] = defaultAccount.users;
const InstanceId = "cri-mooringdemo01";

let stage: Stage;
let env: Readonly<Record<string, string>>;
let vpc = "";

beforeAll(async () => {
  stage = await createQuietStage();
  env = {
    MOORING_ENDPOINT: stage.url,
    MOORING_STORE: `folder:${stage.storePath}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  vpc = await stage.createVpc({ "registry-link": "prod" });
});

afterAll(() => stage.stop());

const hosts = (...more: string[]) => mooring(["hosts", "--registry", "prod", "--network", vpc, ...more], env);

async function link(): Promise<Readonly<Record<string, unknown>>> {
  const found = (await stage.links()).find((one) => one["VpcId"] === vpc);
  if (found === undefined) throw new Error(`${vpc} is not linked`);
  return found;
}

/** The record in the network's zone that holds an address. */
async function recordWith(address: unknown): Promise<string> {
  const [zone] = await stage.zonesOf(vpc);
  const record = (await stage.recordsOf(zone?.id ?? "")).find(({ Value }) => Value === address);
  if (record === undefined) throw new Error(`no record holds ${address}`);
  return record.RecordId;
}

/** Somebody makes the link again, through another subnet, and sees to it that its name keeps the old address. */
async function linkAgain(): Promise<void> {
  const { VswitchId, Ip: before } = await link();
  const other = await stage.createVSwitch(vpc);
  // The subnet's event is over before the link is gone, which a pass would make again itself.
  await stage.minutes(1);
  const query = { InstanceId, VpcId: vpc, ModuleName: "Registry" };
  await stage.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", { ...query, VswitchId });
  await stage.minutes(1);
  const again = { ...query, VswitchId: other, EnableCreateDNSRecordInPvzt: true };
  await stage.call("cr", "CreateInstanceVpcEndpointLinkedVpc", again);
  await stage.minutes(1);
  const RecordId = await recordWith((await link())["Ip"]);
  await stage.call("pvtz", "UpdateZoneRecord", { RecordId, Rr: "@", Type: "A", Value: before });
}

describe.sequential("mooring hosts", () => {
  it("gives nothing out for a network without a ready link, and says why", async () => {
    const ended = await hosts();
    expect(ended).toMatchObject({ code: 3, stdout: "" });
    expect(ended.stderr).toMatch(
      /^mooring: no address of registry "prod" is handed out .*pending\/waiting-for-subnet: [^\n]+\n$/,
    );
  });

  it("gives a moored network's lines out, with texts that write and remove them", async () => {
    await stage.createVSwitch(vpc);
    stage.pauseTimers(false);
    await stage.untilMoored([vpc]);
    stage.pauseTimers();
    const { Ip } = await link();
    const text = await hosts();
    expect(text).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining(`#   ${Ip} ${names.registry}\n`),
    });
    expect(text.stdout).not.toContain("WARNING");
    const json = JSON.parse((await hosts("--json")).stdout);
    expect(json).toMatchObject({
      ok: true,
      state: "moored",
      code: "moored/attached",
      lines: [{ address: Ip, name: names.registry }],
      write: expect.stringContaining(`${Ip} ${names.registry}`),
    });
  });

  it("warns where the network is not moored for another reason, and does not end with 0", async () => {
    const { Ip } = await link();
    const RecordId = await recordWith(Ip);
    // The event of the change would have it repaired before anybody looks.
    await mooring(["pause"], env);
    await stage.call("pvtz", "SetZoneRecordStatus", { RecordId, Status: "DISABLE" });
    const text = await hosts();
    expect(text).toMatchObject({ code: 3, stderr: "" });
    expect(text.stdout).toMatch(/^# WARNING: this network is not moored: drifted\/record-disabled: [^\n]+$/m);
    expect(text.stdout).toContain(`${Ip} ${names.registry}`);
    await stage.call("pvtz", "SetZoneRecordStatus", { RecordId, Status: "ENABLE" });
    await mooring(["resume"], env);
  });

  it("gives no address out that Mooring itself would not move a name to", async () => {
    await linkAgain();
    const ended = await hosts("--json");
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(/held\/address-changed: the link now has [^\n]+\n$/);
    const told = JSON.parse(ended.stdout);
    expect(told).toMatchObject({
      ok: false,
      network: vpc,
      code: expect.any(String),
      refused: { code: "held/address-changed" },
    });
    expect(told).not.toHaveProperty("lines");
    expect(told).not.toHaveProperty("write");
  });

  it("nor where a worse finding hides the doubt", async () => {
    const account = stage.world.alibaba.accounts.get(defaultAccount.id);
    if (account !== undefined) account.privateZoneService = "CLOSED";
    const ended = await hosts("--json");
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      code: "blocked/dns-closed",
      refused: { code: "held/address-changed" },
    });
  });

  it.each([
    [["hosts", "--registry", "prodd", "--network", "vpc-1"], /no registry "prodd"; it has prod/],
    [["hosts", "--registry", "prod", "--network", "vpc-nowhere"], /vpc-nowhere has nothing to do with/],
  ])("mooring %j is told what is missing", async (args, sentence) => {
    expect(await mooring(args, env)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) });
  });
});
