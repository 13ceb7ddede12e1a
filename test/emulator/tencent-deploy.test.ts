import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createEmulator, deployTencent, type Emulator } from "../../emulator/index.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const wall = () => Date.parse("2026-01-05T06:30:00Z");
const account = "100000000001";

interface Fixture {
  /** Replaces the first text by the second. */
  readonly change?: readonly [string, string];
  readonly policies?: boolean;
}

const usual = `
app: probes
stage: test
component: multi-scf
name: probe
inputs:
  region: ap-guangzhou
  runtime: Nodejs18.15
  memorySize: 128
  timeout: 60
  src: { src: ./dist, exclude: ['.env'] }
  environments:
    - { key: GREETING, value: "\${env:GREETING}" }
  functions:
    hello: { handler: index.main_handler, role: mooring-observe, retryNum: 1 }
  triggers:
    - type: timer
      function: hello
      parameters: { name: tick, cronExpression: '0 * * * * * *', enable: true, argument: '{"kind":"pass"}' }
    - type: timer
      function: hello
      parameters: { name: off, cronExpression: '0 * * * * * *' }
`;

function project({ change = ["", ""], policies = false }: Fixture = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "dist"));
  writeFileSync(
    join(folder, "dist/index.js"),
    "exports.main_handler = async (event) => { console.log(process.env.GREETING + ' ' + JSON.stringify(event)); };",
  );
  const manifest = join(folder, "serverless.yml");
  expect(usual).toContain(change[0]);
  writeFileSync(manifest, usual.replace(...change));
  if (policies) {
    mkdirSync(join(dirname(manifest), "policies/tencent"), { recursive: true });
    const statement = [
      { effect: "allow", action: ["tcr:*"], resource: [`qcs::tcr:\${region}:uin/\${account}:instance/\${instance}`] },
      { effect: "allow", action: ["cos:GetObject"], resource: [`qcs::cos:*:uid/\${appid}:\${bucket}/*`] },
    ];
    writeFileSync(join(folder, "policies/tencent/observe.json"), JSON.stringify({ version: "2.0", statement }));
  }
  return manifest;
}

function emulator(): Emulator {
  const created = createEmulator({ wall });
  cleanups.push(() => created.stop());
  return created;
}

const env = { GREETING: "good evening" };
const printed = ({ world }: Emulator) => world.logs.list("scf:probe-test-probes-hello").map(({ text }) => text);

describe("a deployment to the emulated SCF", () => {
  test("makes functions and timers, and says which timer stays off for want of enable", async () => {
    const cloud = emulator();
    const made = await deployTencent(cloud, { manifest: project(), env });
    expect(made).toEqual({
      functions: ["probe-test-probes-hello"],
      timers: ["tick"],
      account,
      region: "ap-guangzhou",
      namespace: "default",
    });
    expect(cloud.world.logs.list("emulator").map(({ text }) => text)).toEqual([
      "timer off of probe-test-probes-hello is switched off: the manifest does not say enable: true",
    ]);
  });

  test("runs the function on its timer with the variables given to the deployment", async () => {
    const cloud = emulator();
    await deployTencent(cloud, { manifest: project(), env });
    await cloud.world.clock.advance(60_000);
    expect(printed(cloud)).toEqual([
      'good evening {"Type":"Timer","TriggerName":"tick","Time":"2026-01-05T06:31:00Z","Message":"{\\"kind\\":\\"pass\\"}"}',
    ]);
  });

  test("can be repeated: function and timers are replaced, not doubled", async () => {
    const cloud = emulator();
    const manifest = project();
    await deployTencent(cloud, { manifest, env });
    await deployTencent(cloud, { manifest, env: { GREETING: "hello again" } });
    await cloud.world.clock.advance(60_000);
    expect(printed(cloud)).toHaveLength(1);
    expect(printed(cloud)[0]).toMatch(/^hello again /);
  });

  test("fills the policy of the role's mode and lets only SCF assume the role", async () => {
    const cloud = emulator();
    await deployTencent(cloud, { manifest: project({ policies: true }), env });
    const owner = cloud.world.tencent.accounts.get(account);
    const role = owner?.roles.get("mooring-observe");
    expect(role?.attached.map(({ type, name }) => [type, name])).toEqual([["User", "mooring-observe"]]);
    expect(JSON.parse(role?.trust ?? "{}")).toMatchObject({
      statement: [{ principal: { service: ["scf.qcloud.com"] } }],
    });
    const document: unknown = JSON.parse(owner?.policies.get("mooring-observe")?.document ?? "{}");
    expect(document).toMatchObject({
      statement: [
        { resource: ["qcs::tcr:ap-guangzhou:uin/100000000001:instance/tcr-moordemo"] },
        { resource: ["qcs::cos:*:uid/1250000001:mooring-state-1250000001/*"] },
      ],
    });
  });

  const wrong: readonly (readonly [string, readonly [string, string], RegExp])[] = [
    ["an unset variable", ["env:GREETING", "env:MISSING"], /environments\[0\]\.value: \$\{env:MISSING\} is not set/],
    ["a variable of no known kind", ["env:GREETING", "output:x"], /\$\{output:x\} is not set/],
    ["a misspelt key", ["memorySize: 128", "memorysize: 128"], /inputs\.memorysize is not honoured here/],
    ["a key of a function that is not honoured", ["retryNum: 1", "eip: true"], /functions\.hello\.eip is not honoured/],
    ["another component", ["multi-scf", "scf"], /component must be "multi-scf"/],
    ["a runtime that SCF has not", ["Nodejs18.15", "Nodejs20.19"], /runtime must be one of/],
    ["a memory size between two steps", ["memorySize: 128", "memorySize: 200"], /memorySize fits none of its forms/],
    ["a time out of bounds", ["timeout: 60", "timeout: 901"], /timeout must be at most 900/],
    ["a reserved name of a variable", ["key: GREETING", "key: SCF_X"], /environments\[0\]\.key must match/],
    ["a handler that was not built", ["index.main", "absent.main"], /there is no absent\.js .* has it been built/],
    ["a timer of five fields", ["0 * * * * * *", "* * * * *"], /seven fields are needed/],
    [
      "a trigger of no function",
      ["function: hello", "function: nobody"],
      /triggers\[0\]\.function: there is no nobody/,
    ],
    ["two triggers of one name", ["name: tick", "name: off"], /off is another trigger's too/],
    ["another kind of trigger", ["type: timer", "type: apigw"], /type must be "timer"/],
  ];
  test.each(wrong)("refuses %s with its place and makes nothing", async (_, change, message) => {
    const cloud = emulator();
    await expect(deployTencent(cloud, { manifest: project({ change }), env })).rejects.toThrow(message);
    expect(cloud.tencent.functions.list({ account, region: "ap-guangzhou" })).toEqual([]);
  });

  test("refuses an account that is not in the world", async () => {
    const deployed = deployTencent(emulator(), { manifest: project(), env, account: "100000000009" });
    await expect(deployed).rejects.toThrow("there is no account 100000000009 of Tencent Cloud to deploy into");
  });
});
