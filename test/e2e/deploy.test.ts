import { afterEach, describe, expect, test } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import {
  account,
  bucket,
  createDeployStage,
  type DeployStage,
  type DeployStageOptions,
  foreignAccount,
} from "./deploy-stage.ts";
import { configurationText, region } from "./stage.ts";

let stage: DeployStage;
afterEach(() => stage.stop());
async function begin(options: DeployStageOptions = {}): Promise<DeployStage> {
  stage = await createDeployStage(options);
  return stage;
}

const rules = async () => {
  const { Data } = await stage.call("eventbridge", "ListRules", { EventBusName: "default", RegionId: region });
  return (
    Data as { Rules: { RuleName: string; FilterPattern: string; Status: string; Targets: { Endpoint: string }[] }[] }
  ).Rules;
};
const versions = async () => {
  const PolicyName = `mooring-repair-${region}`;
  const { PolicyVersions } = await stage.call("ram", "ListPolicyVersions", { PolicyName, PolicyType: "Custom" });
  return (PolicyVersions as { PolicyVersion: { VersionId: string; IsDefaultVersion: boolean }[] }).PolicyVersion;
};
const ruleOf = (FilterPattern: object, more: object = {}) => ({
  RegionId: region,
  EventBusName: "default",
  RuleName: "theirs",
  FilterPattern: JSON.stringify(FilterPattern),
  EventTargets: JSON.stringify([
    {
      Id: "f",
      Type: "acs.fc.function",
      Endpoint: `acs:fc:${region}:${account}:functions/mooring-reconcile`,
      ParamList: [
        { ResourceKey: "functionName", Form: "CONSTANT", Value: "mooring-reconcile" },
        { ResourceKey: "Body", Form: "ORIGINAL" },
      ],
    },
  ]),
  ...more,
});

describe("a deployment into an empty account", () => {
  test("makes everything in order, and a network made afterwards is linked by its event alone", async () => {
    await begin();
    await stage.deploy();
    expect(stage.requests).toEqual([
      "PUT /",
      "PUT /config/mooring.yaml",
      "PUT /config/last-valid.yaml",
      "CreateRole",
      "CreatePolicy",
      "AttachPolicyToRole",
      "CreateServiceLinkedRoleForProduct",
      "CreateRule",
    ]);
    expect(stage.environment).toEqual({
      MOORING_REGION: region,
      MOORING_STORE: `oss://${bucket}?region=${region}&internal`,
      MOORING_DEPLOYMENT: "mooring",
      MOORING_MODE: "repair",
      MOORING_ENDPOINT: stage.url,
    });
    // What the emulated deployment gives a role of this name beside what was made here.
    await stage
      .call("ram", "DetachPolicyFromRole", {
        PolicyType: "Custom",
        PolicyName: "mooring-repair",
        RoleName: "mooring-repair",
      })
      .catch(() => undefined);
    stage.emulator.platform.timers.pause(true);

    const { VpcId } = await stage.call("vpc", "CreateVpc", {
      RegionId: region,
      CidrBlock: "10.0.0.0/16",
      Tag: [{ Key: "registry-link", Value: "prod" }],
    });
    const subnet = { RegionId: region, VpcId, ZoneId: `${region}-h`, CidrBlock: "10.0.1.0/24" };
    await stage.call("vpc", "CreateVSwitch", subnet);
    await stage.world.clock.advance(60_000);
    const linked = await stage.call("cr", "GetInstanceVpcEndpoint", {
      InstanceId: defaultAccount.registries[0].id,
      ModuleName: "Registry",
    });
    expect(linked["LinkedVpcs"]).toMatchObject([{ VpcId }]);
    expect((await stage.store.list("ledger/")).length).toBeGreaterThan(0);
  });

  test("tells each step in a line, in order, and never a secret", async () => {
    await begin();
    await stage.deploy();
    expect(stage.lines.map((line) => line.split(/[:,]/, 1)[0])).toEqual([
      "configuration mooring.yaml",
      `account ${account}`,
      `bucket ${bucket}`,
      "configuration",
      "role mooring-repair",
      `policy mooring-repair-${region}`,
      `mooring-repair-${region} on mooring-repair`,
      "build",
      "function mooring-reconcile",
      "role AliyunServiceRoleForEventBridgeSendToFC",
      "rule mooring-network-changes",
      "not made here",
      "From the command line",
      `To see the first real event`,
    ]);
    expect(stage.lines.join("\n")).not.toContain((await stage.credentials()).accessKeySecret);
  });

  test("a second time writes nothing, whether or not the manifest's trigger made the rule", async () => {
    for (const trigger of [false, true]) {
      await begin({ trigger });
      await stage.deploy();
      stage.forget();
      await stage.deploy();
      expect(stage.requests).toEqual([]);
      expect(await rules()).toHaveLength(1);
      if (!trigger) await stage.stop();
    }
  });

  test("a rule that the manifest's trigger made is recognised and left alone", async () => {
    await begin({ trigger: true });
    await stage.deploy();
    expect((await rules()).map(({ RuleName }) => RuleName)).toEqual(["network-changes"]);
    expect(stage.requests).not.toContain("CreateRule");
    expect(stage.lines).toContain("rule network-changes: there, enabled, delivers to mooring-reconcile");
  });

  test("a dry run names what would be made and makes nothing", async () => {
    await begin();
    await stage.deploy({}, { dryRun: true });
    expect(stage.requests).toEqual([]);
    expect(stage.lines.filter((line) => line.includes("would ")).length).toBe(8);
  });

  test("asks once, naming account, region and all that will be made; without a yes nothing is", async () => {
    await begin();
    expect(await stage.stopped({}, { yes: false, answer: false })).toBe("Nothing was made.");
    expect(stage.requests).toEqual([]);
    const [question] = stage.questions;
    expect(stage.questions).toHaveLength(1);
    for (const said of [account, region, bucket, "mode repair", "mooring-network-changes", "s deploy"])
      expect(question).toContain(said);
    await stage.deploy({}, { yes: false, answer: true });
    expect(stage.requests).toContain("CreateRule");
    expect(stage.questions).toHaveLength(2);
  });
});

describe("a deployment stops, and says what to do", () => {
  test("at a wrong configuration, with every mistake, before any call", async () => {
    await begin();
    const message = await stage.stopped({ text: "version: 1\nregistries:\n  prod: { cloud: alibaba, mod: full }\n" });
    expect(message).toMatch(/region[\s\S]*instance[\s\S]*accept[\s\S]*did you mean "mode"[\s\S]*Nothing was made/);
    expect(stage.lines).toEqual([]);
  });

  test("at registries in two regions without a region", async () => {
    await begin();
    const two = `${configurationText()}  other:\n    cloud: alibaba\n    region: cn-beijing\n    instance: cri-2\n    accept: { accounts: ["${account}"] }\n`;
    expect(await stage.stopped({ text: two })).toContain("--region");
    await stage.deploy({ text: two, region }, { dryRun: true });
    expect(stage.lines.join("\n")).toContain("no events of other");
  });

  test("at a region without EventBridge or without Function Compute, before any call", async () => {
    await begin();
    for (const [start, service] of [
      ["eventbridge", "EventBridge"],
      ["fcv3", "Function Compute"],
    ] as const) {
      const exists = async (host: string) => !host.startsWith(start);
      expect(await stage.stopped({}, {}, { exists })).toContain(`has no ${service}`);
    }
    expect(stage.requests).toEqual([]);
  });

  test("at a bucket of another account, before anything is made", async () => {
    await begin();
    stage.world.buckets.add({ provider: "oss", name: "taken", region, account: foreignAccount, createdAt: 0 });
    const message = await stage.stopped({ bucket: "taken" });
    expect(message).toContain("belongs to another account");
    expect(message).toContain("--bucket");
    expect(stage.requests).toEqual([]);
  });

  test("at a bucket name that somebody took between the look and the call", async () => {
    await begin();
    let looked = 0;
    stage.intrude(({ method, path }) => {
      if (method !== "PUT" || path !== "/") return undefined;
      looked++;
      return {
        status: 409,
        body: "<Error><Code>BucketAlreadyExists</Code><Message>taken</Message><RequestId>R-1</RequestId></Error>",
      };
    });
    const message = await stage.stopped();
    expect(message).toContain("taken by another account (BucketAlreadyExists, request R-1)");
    expect(looked).toBe(1);
  });

  test("at a bucket that everybody may read", async () => {
    await begin();
    await stage.deploy();
    stage.intrude(({ query }) =>
      /^acl=?$/.test(query)
        ? {
            status: 200,
            body: "<AccessControlPolicy><AccessControlList><Grant>public-read</Grant></AccessControlList></AccessControlPolicy>",
          }
        : undefined,
    );
    expect(await stage.stopped()).toContain("can be read by everybody");
  });

  test("at a role that trusts somebody else, which is not changed", async () => {
    await begin();
    const other = {
      Version: "1",
      Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { RAM: [`acs:ram::${account}:root`] } }],
    };
    const AssumeRolePolicyDocument = JSON.stringify(other);
    await stage.call("ram", "CreateRole", { RoleName: "mooring-repair", AssumeRolePolicyDocument });
    stage.forget();
    const message = await stage.stopped();
    expect(message).toContain("trusts others than Function Compute");
    expect(message).toContain(`acs:ram::${account}:root`);
    expect(stage.requests).toEqual([]);
  });

  test("at s deploy, and the next run goes on from there", async () => {
    await begin();
    const tool = async () => {
      throw Object.assign(new Error("s deploy ended with a fault"), { name: "Fault" });
    };
    expect(await stage.stopped({}, {}, { tool })).toContain("s deploy");
    expect(await rules()).toEqual([]);
    stage.forget();
    await stage.deploy();
    expect(stage.requests).toEqual(["CreateServiceLinkedRoleForProduct", "CreateRule"]);
  });

  test("at a full bus, naming the rules on it", async () => {
    await begin();
    for (let index = 0; index < 10; index++)
      await stage.call("eventbridge", "CreateRule", {
        RegionId: region,
        EventBusName: "default",
        RuleName: `rule-${index}`,
        FilterPattern: '{"source":["x"]}',
      });
    const message = await stage.stopped();
    expect(message).toContain("rule-0");
    expect(message).toContain("EventRuleCountExceed");
  });
});

describe("whoever deploys needs exactly the rights of policies/alibaba/deploy.json", () => {
  test.each([
    "oss:PutObject",
    "oss:GetObject",
    "ram:GetRole",
    "ram:CreateRole",
    "ram:GetPolicy",
    "ram:CreatePolicy",
    "ram:ListPoliciesForRole",
    "ram:AttachPolicyToRole",
    "eventbridge:ListRules",
    "eventbridge:GetRule",
    "eventbridge:CreateRule",
  ])("without %s it stops and names it", async (right) => {
    await begin({ without: [right] });
    // A rule of somebody else's, so that one is read.
    await stage.call("eventbridge", "CreateRule", ruleOf({ source: ["x"] }, { EventTargets: "[]" }));
    expect(await stage.stopped()).toContain(right);
  });
});

describe("what is there and differs", () => {
  test("a policy gets a new default version, and the oldest other one goes when there are five", async () => {
    await begin();
    await stage.deploy();
    const PolicyName = `mooring-repair-${region}`;
    for (let index = 0; index < 4; index++)
      await stage.call("ram", "CreatePolicyVersion", {
        PolicyName,
        SetAsDefault: index === 3,
        PolicyDocument: `{"Version":"1","Statement":[{"Effect":"Allow","Action":["vpc:DescribeVpcs"],"Resource":["${index}"]}]}`,
      });
    expect((await versions()).map(({ VersionId }) => VersionId).sort()).toEqual(["v1", "v2", "v3", "v4", "v5"]);
    stage.forget();
    await stage.deploy();
    expect(stage.requests).toEqual(["DeletePolicyVersion", "CreatePolicyVersion"]);
    const now = await versions();
    expect(now.map(({ VersionId }) => VersionId).sort()).toEqual(["v2", "v3", "v4", "v5", "v6"]);
    expect(now.find(({ IsDefaultVersion }) => IsDefaultVersion)?.VersionId).toBe("v6");
    expect(stage.lines.find((line) => line.startsWith("policy"))).toMatch(/has .*needs /s);
  });

  test("another configuration is pushed, and nothing else is touched", async () => {
    await begin();
    await stage.deploy();
    stage.forget();
    const text = `${configurationText({ parts: "[registry]" })}# one line more\n`;
    await stage.deploy({ text });
    expect(stage.requests).toEqual(["PUT /config/mooring.yaml", "PUT /config/last-valid.yaml"]);
    expect(await stage.store.read("config/mooring.yaml")).toBe(text);
  });

  test("a rule with another pattern is shown and asked about, and is brought back without losing its name", async () => {
    await begin();
    await stage.call("eventbridge", "CreateRule", ruleOf({ type: ["vpc:ActionTrail:ApiCall"] }));
    stage.forget();
    expect(await stage.stopped({}, { yes: false })).toBe("Nothing was made.");
    expect(stage.questions[0]).toContain('has    {"type":["vpc:ActionTrail:ApiCall"]}');
    await stage.deploy();
    expect(stage.requests).toContain("UpdateRule");
    const all = await rules();
    expect(all.map(({ RuleName }) => RuleName)).toEqual(["theirs"]);
    expect(JSON.parse(all[0]?.FilterPattern ?? "")).toEqual(JSON.parse(stage.deployed.pattern));
  });

  test("a rule that was switched off, or lost its target, is mended", async () => {
    await begin();
    await stage.deploy();
    const own = { RegionId: region, EventBusName: "default", RuleName: "mooring-network-changes" };
    await stage.call("eventbridge", "DisableRule", own);
    await stage.call("eventbridge", "DeleteTargets", { ...own, TargetIds: '["mooring-reconcile"]' });
    stage.forget();
    await stage.deploy();
    expect(stage.requests).toEqual(["PutTargets", "EnableRule"]);
    expect(await rules()).toMatchObject([{ Status: "ENABLE", Targets: [{ Id: "mooring-reconcile" }] }]);
  });

  test("two rules that do the same are told, not touched", async () => {
    await begin({ trigger: true });
    await stage.call("eventbridge", "CreateRule", ruleOf(JSON.parse(stage.deployed.pattern) as object));
    stage.forget();
    await stage.deploy();
    expect(stage.requests.filter((name) => /Rule$|Targets$/.test(name))).toEqual([]);
    expect(stage.lines.find((line) => line.startsWith("rule"))).toContain("arrives twice");
  });

  test("the refusals of EventBridge are understood in both of their forms", async () => {
    await begin({ settings: { eventBridgeRefusal: "error-body" } });
    await stage.deploy();
    expect(await rules()).toHaveLength(1);
  });
});
