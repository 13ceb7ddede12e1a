import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { deploy } from "../../emulator/deploy/deploy.ts";
import { readManifest } from "../../emulator/deploy/manifest.ts";
import { preview } from "../../emulator/deploy/preview.ts";
import { createEmulator, type Emulator } from "../../emulator/emulator.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const wall = () => Date.parse("2026-01-05T06:30:00Z");
const account = { id: "1000000000000001", accessKeyId: "LTAIemulated0000001", accessKeySecret: "never-printed" };

const late = `
        - triggerName: late
          triggerType: timer
          triggerConfig: { cronExpression: '@every 5m', enable: true }`;

const triggers = `
        - triggerName: tick
          triggerType: timer
          triggerConfig: { cronExpression: '0 * * * * *', enable: true, payload: '{"kind":"pass"}' }
        - triggerName: off
          triggerType: timer
          triggerConfig: { cronExpression: '0 * * * * *', enable: false }
        - triggerName: changes
          triggerType: eventbridge
          triggerConfig:
            triggerEnable: true
            asyncInvocationType: true
            eventRuleFilterPattern: '{"type":[{"prefix":"vpc:"}]}'
            eventSourceConfig: { eventSourceType: Default }`;

interface Fixture {
  readonly more?: string;
  readonly triggers?: string;
  readonly code?: string;
}

function project({ more = "", triggers: listed = triggers, code = "" }: Fixture = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "project-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "dist"));
  writeFileSync(
    join(folder, "dist/index.js"),
    code || "exports.handler = async (event) => { console.log(process.env.GREETING + ' ' + event); };",
  );
  const manifest = join(folder, "s.yaml");
  writeFileSync(
    manifest,
    `edition: 3.0.0
name: probe
access: default
resources:
  probe:
    component: fc3
    props:
      region: cn-hangzhou
      functionName: probe
      runtime: nodejs20
      handler: index.handler
      code: ./dist
      timeout: 60
      memorySize: 256
      role: probe-role
      environmentVariables:
        GREETING: \${env('GREETING', 'hello')}
${more}
      triggers:${listed}
`,
  );
  return manifest;
}

function emulator(): Emulator {
  const created = createEmulator({ wall, settings: { eventDelayMs: 3_000 } });
  cleanups.push(() => created.stop());
  return created;
}

const printed = ({ world }: Emulator) => world.logs.list("probe").map(({ text }) => text);

const event = {
  id: "1",
  source: "acs.vpc",
  specversion: "1.0",
  type: "vpc:ActionTrail:ApiCall",
  aliyunregionid: "cn-hangzhou",
  data: {},
} as const;

describe("a deployment", () => {
  test("makes the functions, timers and rules of the manifest, those switched off left out", async () => {
    const cloud = emulator();
    const made = await deploy(cloud, { manifest: project() });
    expect(made).toEqual({ functions: ["probe"], timers: ["tick"], rules: ["changes"] });
    expect(cloud.world.alibaba.accounts.get(account.id)?.roles.has("probe-role")).toBe(true);
  });

  test("runs the function on its timer with the variables given to the deployment", async () => {
    const cloud = emulator();
    await deploy(cloud, { manifest: project(), env: { GREETING: "good evening" } });
    await cloud.world.clock.advance(60_000);
    expect(printed(cloud)).toEqual([
      'good evening {"triggerTime":"2026-01-05T06:31:00Z","triggerName":"tick","payload":"{\\"kind\\":\\"pass\\"}"}',
    ]);
  });

  test("runs the function on an event that its rule matches, and on no other", async () => {
    const cloud = emulator();
    await deploy(cloud, { manifest: project() });
    expect(cloud.platform.eventBridge.inject({ ...event, type: "ecs:ActionTrail:ApiCall" })).toEqual([]);
    expect(cloud.platform.eventBridge.inject(event)).toEqual(["changes"]);
    await cloud.world.clock.advance(0);
    expect(printed(cloud)).toEqual([`hello ${JSON.stringify(event)}`]);
  });

  test("sends an event again, 10 to 20 s apart and three times at most, to a synchronous target that fails", async () => {
    const cloud = emulator();
    await deploy(cloud, {
      manifest: project({
        triggers: triggers.replace("asyncInvocationType: true", "asyncInvocationType: false"),
        code: "exports.handler = async () => { console.log('run'); throw new Error('no'); };",
      }),
    });
    cloud.platform.timers.pause(true);
    cloud.platform.eventBridge.inject(event);
    await cloud.world.clock.advance(9_999);
    expect(printed(cloud)).toHaveLength(1);
    await cloud.world.clock.advance(10_001);
    expect(printed(cloud)).toHaveLength(2);
    await cloud.world.clock.advance(600_000);
    expect(printed(cloud)).toHaveLength(4);
  });

  test("can be repeated: the function is replaced, timers and rules are not doubled", async () => {
    const cloud = emulator();
    const manifest = project();
    await deploy(cloud, { manifest });
    await deploy(cloud, { manifest });
    await cloud.world.clock.advance(60_000);
    expect(printed(cloud)).toHaveLength(1);
  });

  test("of a manifest that is wrong is refused, with every mistake at once", async () => {
    const wrong = triggers.replace("0 * * * * *", "* * * * *").replace("prefix", "glob");
    const refusal = expect(deploy(emulator(), { manifest: project({ triggers: wrong + late }) })).rejects;
    await refusal.toThrow(/eventbridge last.*six fields.*glob is no operator/s);
  });

  test("of a function whose handler was not built is refused", async () => {
    const manifest = project({ more: "" });
    rmSync(join(manifest, "../dist/index.js"));
    await expect(deploy(emulator(), { manifest })).rejects.toThrow(/there is no index\.js .*built/);
  });
});

describe("a manifest is refused with", () => {
  const at = (index: number, edit: object) => (props: Props) => Object.assign(props.triggers[index] ?? {}, edit);
  const configured = (index: number, edit: object) => (props: Props) =>
    Object.assign(props.triggers[index]?.triggerConfig ?? {}, edit);

  test.each<[string, (props: Props) => unknown, RegExp]>([
    [
      "a misspelt key",
      (props) => Object.assign(props, { enviromentVariables: {} }),
      /\.enviromentVariables is not hon/,
    ],
    ["a key that is not emulated", (props) => Object.assign(props, { vpcConfig: "auto" }), /vpcConfig is not honoured/],
    ["too little memory for its cores", (props) => Object.assign(props, { cpu: 1 }), /1 to 4 GB of memory, not 0\.25/],
    ["a trigger of another type", at(0, { triggerType: "oss" }), /triggers\[0\] fits none/],
    ["two triggers of one name", at(1, { triggerName: "tick" }), /have a name each: tick, tick, changes/],
    ["a misspelt key of a trigger", configured(0, { enabled: true }), /enabled is not honoured/],
    ["a pattern that is no JSON", configured(2, { eventRuleFilterPattern: "{" }), /triggers\[2\]\.triggerConfig: /],
    ["a timer after eventbridge", (props) => props.triggers.reverse(), /eventbridge last/],
  ])("%s", async (_, edit, message) => {
    const manifest = project();
    const printed = structuredClone(await printedOnce());
    edit(printed.resources.probe.props);
    expect(() => readManifest(printed, dirname(manifest))).toThrow(message);
  });

  interface Props {
    readonly triggers: { readonly triggerConfig: object }[];
  }
  let once: Promise<{ readonly resources: { readonly probe: { readonly props: Props } } }> | undefined;
  /** The fixture's manifest, resolved: half a second that one test pays for all. */
  function printedOnce(): NonNullable<typeof once> {
    once ??= preview({ manifest: project(), account }) as NonNullable<typeof once>;
    return once;
  }
});

describe("the preview", () => {
  test("sees neither a .env beside the manifest nor the machine's environment", async () => {
    const manifest = project();
    writeFileSync(join(manifest, "../.env"), "GREETING=from-dotenv\n");
    process.env["GREETING"] = "from-the-machine";
    cleanups.push(() => {
      delete process.env["GREETING"];
    });
    expect(await preview({ manifest, account })).toMatchObject({
      resources: { probe: { props: { environmentVariables: { GREETING: "hello" } } } },
    });
  });

  test("of a file that is no manifest says so without the keys", async () => {
    const manifest = project();
    writeFileSync(manifest, "edition: [");
    const failure = await preview({ manifest, account }).then(
      () => "no error",
      (error: unknown) => String(error),
    );
    expect(failure).toMatch(/s preview/);
    expect(failure).not.toContain(account.accessKeySecret);
  });
});
