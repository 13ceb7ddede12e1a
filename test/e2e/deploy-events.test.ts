import { afterEach, expect, test } from "vitest";
import { eventsInstallCommand } from "../../cli/commands/events.ts";
import { systemClock } from "../../shared/kernel/clock.ts";
import { account, createDeployStage, type DeployStage } from "./deploy-stage.ts";
import { region } from "./stage.ts";

let stage: DeployStage;
afterEach(() => stage.stop());

async function install(more: { readonly yes?: boolean; readonly json?: boolean; readonly answer?: boolean } = {}) {
  const printed: string[] = [];
  const documents: unknown[] = [];
  const terminal = {
    color: false,
    width: null,
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void printed.push(text),
    json: (document: unknown) => void documents.push(document),
  };
  const code = await eventsInstallCommand(
    terminal,
    { cloud: "alibaba", region, yes: more.yes ?? false, json: more.json ?? false },
    {
      endpoint: stage.url,
      credentials: stage.credentials,
      tencent: async () => ({ secretId: "", secretKey: "" }),
      clock: systemClock,
      random: () => 0.5,
      deployed: stage.deployed,
      confirm: async () => more.answer ?? false,
    },
  );
  return { code, printed, documents };
}

test("makes the rule the first time with exit code 2, and recognises it with 0", async () => {
  stage = await createDeployStage();
  const first = await install();
  expect(first.code).toBe(2);
  expect(stage.requests).toEqual(["CreateServiceLinkedRoleForProduct", "CreateRule"]);
  expect(first.printed.join("\n")).toContain("To see the first real event");
  stage.forget();
  const second = await install({ json: true });
  expect([second.code, second.printed, stage.requests]).toEqual([0, [], []]);
  expect(second.documents).toMatchObject([{ ok: true, account, region, changes: 0 }]);
});

test("leaves a rule that differs as it is, unless told to change it", async () => {
  stage = await createDeployStage();
  await install();
  const own = { RegionId: region, EventBusName: "default", RuleName: "mooring-network-changes" };
  await stage.call("eventbridge", "UpdateRule", { ...own, FilterPattern: '{"source":["acs.vpc"]}' });
  stage.forget();
  await expect(install()).rejects.toThrow(/left as it is.*--yes/);
  expect(stage.requests).toEqual([]);
  await install({ yes: true });
  expect(stage.requests).toEqual(["UpdateRule"]);
});

test("does not call it done when reading back shows something else", async () => {
  stage = await createDeployStage();
  stage.intrude(({ action }) =>
    action === "GetRule"
      ? { status: 200, body: JSON.stringify({ Success: false, Code: "EventRuleNotExisted", RequestId: "R-1" }) }
      : undefined,
  );
  await expect(install()).rejects.toThrow(/reading it back shows no rule/);
});
