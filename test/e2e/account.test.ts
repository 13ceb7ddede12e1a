import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { writeEntry } from "../../shared/store/objects/ledger.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { full, harbour, verifiedEntry } from "../unit/reconcile/passes.ts";
import { network } from "../unit/reconcile/scripted-cloud.ts";
import { type Ended, mooring } from "./command.ts";
import { configurationText, region } from "./stage.ts";

const documentOf = ({ stdout }: Ended): unknown => JSON.parse(stdout);

let folder = "";
let started: StartedEmulator;
let env: Readonly<Record<string, string>> = {};
let vpc = "";
const [user] = defaultAccount.users;
const file = (name: string) => join(folder, name);
const cloudCalls = () => Object.keys(started.emulator.world.calls.counts()).filter((name) => !/^oss:/i.test(name));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-account-"));
  // Longer than any of these commands takes, so that only the test makes the link ready.
  started = await startEmulator({ settings: { linkReadyMs: 540_000 } });
  env = {
    MOORING_ENDPOINT: started.url,
    MOORING_STORE: `oss://mooring-state?region=${region}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  await writeFile(file("mooring.yaml"), configurationText({ parts: "[registry]" }));
  const { call } = clientFor(started.endpoint);
  const Tag = [{ Key: "registry-link", Value: "prod" }];
  const made = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16", VpcName: "team", Tag });
  vpc = String(made["VpcId"]);
  await call("vpc", "CreateVSwitch", { RegionId: region, VpcId: vpc, ZoneId: `${region}-h`, CidrBlock: "10.0.1.0/24" });
});

afterAll(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

describe.sequential("a real account's command line, its store in a bucket", () => {
  it("puts the configuration into the bucket, and status finds it there", async () => {
    const pushed = await mooring(["config", "push", "--config", file("mooring.yaml"), "--json"], env);
    expect(pushed, pushed.stderr).toMatchObject({ code: 0 });
    expect(documentOf(pushed)).toMatchObject({ store: "oss://mooring-state?region=cn-hangzhou" });
    const status = await mooring(["status", "--json"], env);
    expect(documentOf(status)).toMatchObject({
      configuration: { valid: true },
      pauses: [],
      registries: [{ registry: "prod", mode: "repair", paused: false, lastPass: null, watermark: null, inFlight: [] }],
    });
  });

  it("observe writes an estate from which plan says the same without a cloud and without credentials", async () => {
    const saved = await mooring(["observe", "--out", file("estate.json")], env);
    expect(saved).toMatchObject({ code: 0, stdout: expect.stringContaining("1 network, 1 registry") });
    const now = await mooring(["plan", "--json"], env);
    const then = await mooring(["plan", "--estate", file("estate.json"), "--json"]);
    expect(then, then.stderr).toMatchObject({ code: 2, stderr: "" });
    // Since when it is so is in the store's reports, which an estate does not hold.
    const {
      target: _,
      at: __,
      digest: ___,
      ...planned
    } = JSON.parse(now.stdout, (key, value) => (key === "since" ? undefined : value));
    expect(documentOf(then)).toMatchObject({ ...planned, target: `file:${file("estate.json")}` });
    const text = await mooring(["plan", "--estate", file("estate.json")]);
    expect(text.stdout.split("\n")[0]).toBe(`target: the estate saved in ${file("estate.json")}, no cloud`);
  });

  it("observe --redact gives nothing away and plans the same change", async () => {
    expect((await mooring(["observe", "--redact", "--out", file("shown.json")], env)).code).toBe(0);
    const shown = await readFile(file("shown.json"), "utf8");
    for (const secret of [vpc, defaultAccount.id, "10.0.1.0", "cri-mooringdemo01", '"team"'])
      expect(shown).not.toContain(secret);
    const planned = await mooring(["plan", "--estate", file("shown.json"), "--json"]);
    expect(planned.code).toBe(2);
    expect(documentOf(planned)).toMatchObject({ changes: [{ kind: "attach", registry: "prod", part: "registry" }] });
  });

  it("plan says where a file is no estate", async () => {
    await writeFile(file("half.json"), JSON.stringify({ version: 1, at: "2026-01-05T06:30:00.000Z" }));
    const half = await mooring(["plan", "--estate", file("half.json")]);
    expect(half).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/is no estate: at deployment: .*mooring observe/),
    });
    const none = await mooring(["plan", "--estate", file("none.json")]);
    expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/could not be read: .*mooring observe/) });
  });

  it("sweep --check fails while a network is not moored, and writes nothing", async () => {
    const check = await mooring(["sweep", "--check", "--json"], env);
    expect(check.code).toBe(2);
    expect(documentOf(check)).toMatchObject({ ok: false, changes: [{ kind: "attach", network: vpc }] });
    expect(cloudCalls()).not.toContain("cr:CreateInstanceVpcEndpointLinkedVpc");
  });

  it("pause stops the sweep's writes, status says who and why, resume ends it", async () => {
    expect((await mooring(["pause", "--registry", "prodd", "--reason", "x"], env)).stderr).toMatch(
      /did you mean "prod"/,
    );
    const paused = await mooring(["pause", "--registry", "prod", "--reason", "moving house", "--json"], env);
    expect(documentOf(paused)).toMatchObject({ registry: "prod", pause: { reason: "moving house" } });
    const sweep = await mooring(["sweep"], env);
    expect(sweep).toMatchObject({ code: 3, stdout: expect.stringContaining("moving house") });
    expect(cloudCalls()).not.toContain("cr:CreateInstanceVpcEndpointLinkedVpc");
    const status = await mooring(["status"], env);
    expect(status).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/PAUSED +registry "prod" since .*: moving house/),
    });
    // The pause of all is another one.
    expect(await mooring(["resume"], env)).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(
        /no pause of every registry; nothing to end\nstill paused: prod; "mooring resume --registry prod" ends it/,
      ),
    });
    expect(await mooring(["resume", "--registry", "prod"], env)).toMatchObject({ code: 0 });
  });

  it("pause alone stops everything, without a reason", async () => {
    const paused = await mooring(["pause"], env);
    expect(paused).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/every registry is paused .*no reason given/),
    });
    expect((await mooring(["sweep"], env)).stdout).toContain("no reason given");
    expect(cloudCalls()).not.toContain("cr:CreateInstanceVpcEndpointLinkedVpc");
    expect(await mooring(["resume"], env)).toMatchObject({ code: 0 });
  });

  it("status shows what is in flight and the last pass; sweep --check fails until the link is ready, then exits with 0", async () => {
    expect((await mooring(["sweep"], env)).code).toBe(2);
    const status = documentOf(await mooring(["status", "--json"], env));
    expect(status).toMatchObject({
      registries: [
        {
          lastPass: { states: { pending: 1 } },
          inFlight: [{ network: vpc, part: "registry", pass: expect.any(String) }],
        },
      ],
    });
    expect(await mooring(["sweep", "--check"], env)).not.toMatchObject({ code: 0 });
    await started.emulator.world.clock.advance(600_000);
    await mooring(["sweep"], env);
    const check = await mooring(["sweep", "--check"], env);
    expect(check, check.stdout).toMatchObject({ code: 0 });
    const after = documentOf(await mooring(["status", "--json"], env));
    expect(after).toMatchObject({ registries: [{ lastPass: { states: { moored: 1 } }, inFlight: [] }] });
  });

  it("leaves the registries of the other cloud to the store of their own, and needs no credentials for them", async () => {
    const both = `${configurationText({ parts: "[registry]" })}  harbor:
    cloud: tencent
    region: ap-guangzhou
    instance: tcr-moordemo
    accept: { accounts: ["100000000001"] }
`;
    await writeFile(file("both.yaml"), both);
    const plan = await mooring(["plan", "--config", file("both.yaml")], env);
    expect(plan).toMatchObject({ code: 0, stderr: expect.stringMatching(/^mooring: left out: harbor, [^\n]+\n$/) });
    expect(cloudCalls().filter((call) => call.startsWith("tcr:"))).toEqual([]);
  });

  it("says what to do where there are no credentials, before anything is asked", async () => {
    const { ALIBABA_CLOUD_ACCESS_KEY_ID: _, ALIBABA_CLOUD_ACCESS_KEY_SECRET: __, ...without } = env;
    const ended = await mooring(["status"], { ...without, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" });
    expect(ended).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/no credentials.*set ALIBABA_CLOUD_ACCESS_KEY_ID/s),
    });
  });
});

describe("a pause that another process writes between two writes", () => {
  it("stops the second", async () => {
    const path = join(folder, "folder-store");
    const store = createFolderStore(path);
    const port = harbour();
    const { address } = port.cloud.link("vpc-0", "registry");
    await writeEntry(store, verifiedEntry("vpc-0", { address: address.known ? address.value : null }));
    port.cloud.networks.push(network("vpc-0"), network("vpc-1"), network("vpc-2"));
    const exits: (number | null)[] = [];
    port.cloud.script = async (call) => {
      if (call.startsWith("write"))
        exits.push((await mooring(["pause", "--reason", "stop", "--store", `folder:${path}`])).code);
    };
    const report = await port.pass(full, { store });
    expect(exits).toEqual([0]);
    expect(port.cloud.count("write")).toBe(1);
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { network: "vpc-1" } },
      {
        result: "skipped",
        code: "held/paused",
        change: { network: "vpc-2" },
        sentence: expect.stringContaining("stop"),
      },
    ]);
  });
});
