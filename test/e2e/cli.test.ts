import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { type Ended, mooring } from "./command.ts";
import { configurationText, names, region } from "./stage.ts";

/** What a person sees of a refusal: one clear sentence on standard error, nothing on standard output, exit code 1. */
function expectRefusal(ended: Ended, sentence: RegExp): void {
  expect(ended.stderr).toMatch(sentence);
  expect(ended.stderr).not.toMatch(/^\s+at /m);
  expect(ended).toMatchObject({ code: 1, stdout: "" });
}

const linesOf = ({ stdout }: Ended) => stdout.split("\n");

/** The one JSON document on standard output. */
function documentOf(ended: Ended): unknown {
  expect(ended.stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(ended.stdout);
}

let folder = "";
let started: StartedEmulator;
let env: Readonly<Record<string, string>> = {};
let vpc = "";
const [user] = defaultAccount.users;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-cli-"));
  started = await startEmulator();
  env = {
    MOORING_ENDPOINT: started.url,
    MOORING_STORE: `folder:${join(folder, "store")}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  await writeFile(join(folder, "mooring.yaml"), configurationText());
  await writeFile(join(folder, "wrong.yaml"), configurationText().replace("instance:", "instanse:"));
});

afterAll(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

describe.sequential("from the configuration to the moored network", () => {
  it("without a configuration a sweep says where to put one", async () => {
    expectRefusal(await mooring(["sweep"], env), /^mooring: the store .* holds no configuration; .*config push/);
  });

  it("config check shows every mistake with its place, and accepts what is right", async () => {
    const wrong = await mooring(["config", "check", "--config", join(folder, "wrong.yaml")]);
    expectRefusal(wrong, /wrong\.yaml:6:5 .*instanse/);
    const right = await mooring(["config", "check", "--config", join(folder, "mooring.yaml")]);
    expect(right).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("is right") });
    const json = await mooring(["config", "check", "--config", join(folder, "wrong.yaml"), "--json"]);
    expect(json.code).toBe(1);
    expect(documentOf(json)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.objectContaining({ line: 6 })]),
    });
  });

  it("config push refuses a wrong file and puts a right one in force", async () => {
    const wrong = await mooring(["config", "push", "--config", join(folder, "wrong.yaml")], env);
    expectRefusal(wrong, /nothing was pushed/);
    expectRefusal(await mooring(["plan"], env), /holds no configuration/);
    const right = await mooring(["config", "push", "--config", join(folder, "mooring.yaml"), "--json"], env);
    expect(right.code).toBe(0);
    expect(documentOf(right)).toMatchObject({ ok: true, hash: expect.any(String) });
  });

  it("plan with nothing to do: the target in the first line, exit code 0", async () => {
    const ended = await mooring(["plan"], env);
    expect(linesOf(ended)[0]).toBe(`target: emulated cloud at ${started.url}`);
    expect(ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("nothing to do") });
  });

  it("plan with a change: exit code 2, and nothing is written", async () => {
    const { call } = clientFor(started.endpoint);
    const Tag = [{ Key: "registry-link", Value: "prod" }];
    const made = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16", VpcName: "team", Tag });
    vpc = String(made["VpcId"]);
    await call("vpc", "CreateVSwitch", {
      RegionId: region,
      VpcId: vpc,
      ZoneId: `${region}-h`,
      CidrBlock: "10.0.1.0/24",
    });
    const configuration = configurationText({ parts: "[registry]" });
    await writeFile(join(folder, "one-part.yaml"), configuration);
    const ended = await mooring(["plan", "--config", join(folder, "one-part.yaml"), "--json"], env);
    expect(ended.code).toBe(2);
    expect(documentOf(ended)).toMatchObject({
      target: started.url,
      changes: [{ kind: "attach", network: vpc, part: "registry" }],
      held: [],
    });
    expect(started.emulator.world.calls.counts()).not.toHaveProperty("cr:CreateInstanceVpcEndpointLinkedVpc");
  });

  it("plan with a change that a limit holds: exit code 3", async () => {
    const ended = await mooring(["plan"], env);
    expect(ended).toMatchObject({ code: 3, stdout: expect.stringContaining("held/canary") });
  });

  it("explain names the step that is not done yet", async () => {
    const text = await mooring(["explain", vpc], env);
    expect(linesOf(text)[0]).toBe(`target: emulated cloud at ${started.url}`);
    expect(text.stdout).toContain(vpc);
    const json = await mooring(["explain", vpc, "--json"], env);
    expect(documentOf(json)).toMatchObject({
      target: started.url,
      explanations: [
        {
          network: vpc,
          registry: "prod",
          steps: expect.arrayContaining([expect.objectContaining({ step: "tag", state: "ok" })]),
        },
      ],
    });
  });

  it("a sweep in mode observe writes nothing", async () => {
    const ended = await mooring(["sweep", "--mode", "observe"], env);
    expect(ended).toMatchObject({ code: 3, stdout: expect.stringContaining("held/mode-observe") });
    expect(started.emulator.world.calls.counts()).not.toHaveProperty("cr:CreateInstanceVpcEndpointLinkedVpc");
  });

  it("a sweep of which a write fails: exit code 4, the vendor's code and request id in the report", async () => {
    const fault = { status: 403, code: "NoPermission", message: "not you" };
    started.emulator.world.faults.add({ action: "CreateInstanceVpcEndpointLinkedVpc", times: 1, fault });
    const ended = await mooring(["sweep"], env);
    expect(ended.stdout).toMatch(/NoPermission.*request [0-9A-F-]{36}/);
    expect(ended.code).toBe(4);
  });

  it("sweeps attach what is tagged, one part after the other, until there is nothing to do", async () => {
    const codes: (number | null)[] = [];
    for (let sweep = 0; sweep < 4; sweep++) {
      const ended = await mooring(["sweep", "--json"], env);
      codes.push(ended.code);
      expect(documentOf(ended)).toMatchObject({ version: 1, target: started.url, trigger: { kind: "command" } });
      await started.emulator.world.clock.advance(5 * 60_000);
    }
    // The canary holds the second part; then it is attached; then all is in order.
    expect(codes).toEqual([3, 2, 0, 0]);
    const last = await mooring(["sweep"], env);
    expect(linesOf(last)[0]).toBe(`target: emulated cloud at ${started.url}`);
    expect(last.stdout).toMatch(/1 network: 1 moored/);
    expect(await mooring(["plan"], env)).toMatchObject({ code: 0 });
  });

  it("explain of a moored network: every step holds, the answer is the link's address", async () => {
    const ended = await mooring(["explain", vpc], env);
    expect(ended).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining(names.registry) });
  });

  it("what cannot be read is never exit code 0", async () => {
    started.emulator.world.faults.add({
      action: "DescribeVpcs",
      times: 20,
      fault: { status: 403, code: "Forbidden.RAM", message: "not you" },
    });
    const ended = await mooring(["plan"], env);
    started.emulator.world.faults.clear();
    expect(ended).toMatchObject({ code: 3, stdout: expect.stringContaining("Forbidden.RAM") });
  });

  it("explain of a network that is nowhere is one sentence", async () => {
    expectRefusal(
      await mooring(["explain", "vpc-nowhere"], env),
      /^mooring: network vpc-nowhere is in none of .*cn-hangzhou/,
    );
  });
});

describe("what is refused before anything is done", () => {
  const calls = () => JSON.stringify(started.emulator.world.calls.counts());

  it("an endpoint of the environment that is not on this machine", async () => {
    expectRefusal(await mooring(["plan"], { ...env, MOORING_ENDPOINT: "http://example.com" }), /not on this machine/);
  });

  it.each([
    [["sweep", "--dry-run"], /unknown option '--dry-run'/],
    [["sweep", "prod"], /too many arguments/],
    [["swep"], /unknown command 'swep'[\s\S]*sweep/],
    [["plan", "--mode", "ful"], /mode "ful"[\s\S]*observe, attach, repair/],
    [["emulate", "--port", "http"], /--port takes a whole number/],
  ])("mooring %j is told what is wrong, and nothing runs", async (args, sentence) => {
    const before = calls();
    expectRefusal(await mooring(args, env), sentence);
    expect(calls()).toBe(before);
  });
});

describe("what is missing", () => {
  it("credentials: one sentence that names the variables, and no other host is asked", async () => {
    const { MOORING_ENDPOINT, MOORING_STORE } = env;
    if (MOORING_ENDPOINT === undefined || MOORING_STORE === undefined) throw new Error("no stage");
    const ended = await mooring(["plan", "--config", join(folder, "mooring.yaml")], {
      MOORING_ENDPOINT,
      MOORING_STORE,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
    });
    expectRefusal(ended, /^mooring: no credentials for Alibaba Cloud: .*ALIBABA_CLOUD_ACCESS_KEY_ID/);
  });

  it("the file that --config names", async () => {
    const file = join(folder, "absent.yaml");
    expectRefusal(
      await mooring(["sweep", "--config", file], env),
      /^mooring: there is no configuration .*absent\.yaml; name one with --config/,
    );
  });

  it("a file that is no configuration is told with line and column", async () => {
    expectRefusal(await mooring(["plan", "--config", join(folder, "wrong.yaml")], env), /wrong\.yaml:6:5/);
  });

  it("a store that is none", async () => {
    expectRefusal(await mooring(["plan", "--store", "ftp://x"], env), /^mooring: .*folder:/);
  });

  it("a cloud that does not answer is one sentence with the transport's code", async () => {
    const away = { ...env, MOORING_ENDPOINT: "http://127.0.0.1:9" };
    expectRefusal(
      await mooring(["plan"], away),
      /^mooring: nothing could be observed: .*ECONNREFUSED.*; asked: .*http/,
    );
  });
});

describe("what is said about itself", () => {
  it("--version and --help: exit code 0", async () => {
    expect(await mooring(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const help = await mooring(["--help"]);
    for (const command of ["plan", "sweep", "explain", "emulate", "demo", "config"])
      expect(help.stdout).toContain(command);
    expect(help.code).toBe(0);
  });
});
