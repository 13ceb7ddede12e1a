import { afterEach, describe, expect, test } from "vitest";
import { eventsInstallCommand } from "../../cli/commands/events.ts";
import { wantedRules } from "../../cli/deploy/tencent/event-patterns.ts";
import {
  account,
  bucket,
  createTencentDeployStage,
  region,
  type TencentDeployStage,
  unhurried,
} from "./deploy-tencent-stage.ts";
import { registryId, tencentConfiguration } from "./tencent-direct-stage.ts";

let stage: TencentDeployStage;
afterEach(() => stage.stop());

const ruleNames = wantedRules.map(({ name }) => name);

async function bus(): Promise<string> {
  const { EventBuses } = await stage.user.eb.ListEventBuses({});
  return EventBuses?.find(({ Type }) => Type === "Cloud")?.EventBusId ?? "";
}

async function ruleId(name: string): Promise<string> {
  const { Rules } = await stage.user.eb.ListRules({ EventBusId: await bus() });
  return Rules?.find(({ RuleName }) => RuleName === name)?.RuleId ?? "";
}

interface Install {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** A day later than it is. */
  readonly tomorrow?: boolean;
}

async function install(more: Install = {}) {
  const printed: string[] = [];
  const documents: unknown[] = [];
  const terminal = {
    color: false,
    width: null,
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void printed.push(text),
    json: (document: unknown) => void documents.push(document),
  };
  const { yes = false, json = false, dryRun = false } = more;
  const code = await eventsInstallCommand(
    terminal,
    { cloud: "tencent", region: undefined, yes, json, dryRun },
    {
      endpoint: stage.url,
      credentials: async () => ({ accessKeyId: "", accessKeySecret: "" }),
      tencent: stage.credentials,
      clock: more.tomorrow === true ? { ...unhurried, now: () => unhurried.now() + 86_400_000 } : unhurried,
      random: () => 0.5,
      deployed: { name: "mooring-reconcile", pattern: "{}" },
      confirm: async () => false,
    },
  );
  return { code, printed, documents };
}

describe("a deployment into an empty account of Tencent Cloud", () => {
  test("makes everything in order, and a network made afterwards is linked by its event alone", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    expect(stage.requests).toEqual([
      "PUT /",
      "PUT /config/mooring.yaml",
      "PUT /config/last-valid.yaml",
      "CreateRole",
      "CreatePolicy",
      "AttachRolePolicy",
      ...ruleNames.flatMap(() => ["CreateRule", "CreateTarget"]),
    ]);
    expect(stage.environment).toEqual({
      MOORING_REGION: region,
      MOORING_RUNTIME: "Nodejs18.15",
      MOORING_CODE: "./dist/functions/tencent/reconcile",
      MOORING_STORE: `cos://${bucket}?region=${region}`,
      MOORING_DEPLOYMENT: "mooring",
      MOORING_MODE: "repair",
      MOORING_ENDPOINT: stage.url,
      MOORING_WAIT_SECONDS: "20",
      MOORING_LOG: "info",
    });
    for (const TriggerName of ["frequent", "daily"])
      await stage.user.scf.DeleteTrigger({ FunctionName: "mooring-reconcile", TriggerName, Type: "timer" });
    const { Vpc } = await stage.user.vpc.CreateVpc({
      VpcName: "team",
      CidrBlock: "10.0.0.0/16",
      Tags: [{ Key: "registry-link", Value: "harbor" }],
    });
    const VpcId = Vpc?.VpcId ?? "";
    const Zone = `${region}-3`;
    await stage.user.vpc.CreateSubnet({ VpcId, SubnetName: "one", CidrBlock: "10.0.1.0/24", Zone });
    await stage.emulator.world.clock.advance(60_000);
    const { AccessVpcSet } = await stage.user.tcr.DescribeInternalEndpoints({ RegistryId: registryId });
    expect(AccessVpcSet).toMatchObject([{ VpcId }]);
    expect(await stage.store.list("ledger/")).toHaveLength(1);
  });

  test("runs on the older Node.js of SCF as well: its first timer's pass leaves a report", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy({ runtime: "Nodejs16.13" });
    expect(stage.environment["MOORING_CODE"]).toBe("./dist/functions/tencent/reconcile-node16");
    await stage.emulator.world.clock.advance(60_000);
    expect(await stage.store.list("reports/latest/")).toHaveLength(1);
  });

  test("tells each step in a line, in order, and never a secret; a second time writes nothing", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    expect(stage.lines.map((line) => line.split(/[:,(]/, 1)[0]?.trim())).toEqual([
      "configuration mooring.yaml",
      `account ${account}`,
      `bucket ${bucket}`,
      "configuration",
      "role mooring-repair",
      `policy mooring-repair-${region}`,
      `mooring-repair-${region} on mooring-repair`,
      "build",
      "function mooring-reconcile",
      "CloudAudit",
      ...ruleNames.map((name) => `rule ${name}`),
      "From the command line",
      "Each of the 3 rules delivers at most 2000 events a day",
    ]);
    expect(stage.lines.join("\n")).not.toContain((await stage.credentials()).secretKey);
    stage.forget();
    await stage.deploy();
    expect(stage.requests).toEqual([]);
  });

  test("asks once, naming account, region, mode and all that will be made; without a yes nothing is", async () => {
    stage = await createTencentDeployStage();
    expect(await stage.stopped({}, { yes: false, answer: false })).toBe("Nothing was made.");
    expect(stage.questions).toHaveLength(1);
    for (const part of [account, region, "mode repair", bucket, "mooring-repair", ...ruleNames])
      expect(stage.questions[0]).toContain(part);
    await stage.deploy({}, { dryRun: true });
    expect(stage.lines.at(-1)).toMatch(/^dry run: nothing was made/);
    expect(stage.requests).toEqual([]);
  });

  test("stops before anything is made where nobody opened EventBridge, and says how that is done", async () => {
    stage = await createTencentDeployStage({ audit: false });
    expect(await stage.stopped()).toMatch(/no default event bus in ap-guangzhou.*console/);
    expect(stage.requests).toEqual([]);
  });

  test.each([
    ["name/cos:PutBucket", /name\/cos:PutBucket/],
    ["cam:CreatePolicy", /Give whoever deploys the right cam:CreatePolicy/],
    ["eb:CreateRule", /Give whoever deploys the right eb:CreateRule/],
  ])("without %s it stops and names it", async (right, said) => {
    stage = await createTencentDeployStage({ without: [right] });
    expect(await stage.stopped()).toMatch(said);
  });

  test("a role that trusts somebody else is shown and not touched", async () => {
    stage = await createTencentDeployStage();
    const PolicyDocument = JSON.stringify({
      version: "2.0",
      statement: [{ action: "name/sts:AssumeRole", effect: "allow", principal: { service: ["cvm.qcloud.com"] } }],
    });
    await stage.user.cam.CreateRole({ RoleName: "mooring-repair", PolicyDocument });
    expect(await stage.stopped()).toMatch(/trusts others than SCF.*cvm\.qcloud\.com/s);
    expect(stage.requests).toEqual([]);
  });

  test("other registries change the policy, after a yes, and nothing else", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    stage.forget();
    const text = tencentConfiguration().replace(registryId, "tcr-another1");
    await stage.deploy({ text });
    expect(stage.requests.filter((request) => !request.startsWith("PUT /config/"))).toEqual(["UpdatePolicy"]);
  });
});

describe("mooring events install --cloud tencent", () => {
  test("makes the rules the first time with exit code 2, and recognises them with 0", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    for (const name of ruleNames) {
      const own = { EventBusId: await bus(), RuleId: await ruleId(name) };
      const { Targets } = await stage.user.eb.ListTargets(own);
      await stage.user.eb.DeleteTarget({ ...own, TargetId: Targets?.[0]?.TargetId ?? "" });
      await stage.user.eb.DeleteRule(own);
    }
    stage.forget();
    expect((await install({ dryRun: true })).code).toBe(2);
    expect(stage.requests).toEqual([]);
    const first = await install();
    expect(first.code).toBe(2);
    expect(first.printed.join("\n")).toContain("at most 2000 events a day");
    expect(stage.requests).toEqual(ruleNames.flatMap(() => ["CreateRule", "CreateTarget"]));
    stage.forget();
    const second = await install({ json: true });
    expect([second.code, second.printed, stage.requests]).toEqual([0, [], []]);
    expect(second.documents).toMatchObject([{ ok: true, account, region, changes: 0 }]);
  });

  test("tells how many of a day's deliveries yesterday's calls would have taken", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    for (const Domain of ["one.com", "two.com"]) await stage.user.privatedns.CreatePrivateZone({ Domain });
    await stage.emulator.world.clock.advance(10_000);
    const { printed } = await install({ tomorrow: true });
    expect(printed.find((line) => line.startsWith("rule mooring-names:"))).toContain("2 of 2,000 deliveries a day");
    expect(printed.find((line) => line.startsWith("rule mooring-tags:"))).toContain("; 0 of 2,000 deliveries a day");
  });

  test("shows a rule that differs before it changes it, and completes one that lost its target", async () => {
    stage = await createTencentDeployStage();
    await stage.deploy();
    const [networks = "", tags = ""] = ruleNames;
    const EventBusId = await bus();
    const RuleId = await ruleId(networks);
    await stage.user.eb.UpdateRule({
      EventBusId,
      RuleId,
      EventPattern: '{"source":["vpc.cloud.tencent"]}',
      Enable: false,
    });
    const lost = await ruleId(tags);
    const { Targets } = await stage.user.eb.ListTargets({ EventBusId, RuleId: lost });
    await stage.user.eb.DeleteTarget({ EventBusId, RuleId: lost, TargetId: Targets?.[0]?.TargetId ?? "" });
    stage.forget();
    await expect(install()).rejects.toThrow(/left as it is.*--yes/);
    expect(stage.requests).toEqual([]);
    await install({ yes: true });
    expect(stage.requests).toEqual(["UpdateRule", "CreateTarget"]);
    expect((await install()).code).toBe(0);
  });

  test("without the function says that it is to be deployed first", async () => {
    stage = await createTencentDeployStage();
    await expect(install()).rejects.toThrow(/does not find the function.*deploy it first/);
  });
});
