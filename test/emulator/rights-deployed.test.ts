import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accountFrom } from "../../emulator/alibaba/accounts.ts";
import { giveRole } from "../../emulator/deploy/role.ts";
import { defaultAccount } from "../../emulator/index.ts";

const base = mkdtempSync(join(tmpdir(), "mooring-policies-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const definition = (role: string | null, environment: Readonly<Record<string, string>> = {}) => ({
  name: "reconcile",
  account: defaultAccount.id,
  region: "cn-hangzhou",
  runtime: "nodejs20",
  handler: "index.handler",
  code: base,
  timeoutSeconds: 60,
  memoryMegabytes: 128,
  environment,
  role,
  asynchronous: { retries: 0, eventAgeSeconds: 60, onFailure: null },
  reservedConcurrency: 1,
});

function policyFile(mode: string, Resource: readonly string[]): void {
  mkdirSync(join(base, "policies/alibaba"), { recursive: true });
  const Statement = [{ Effect: "Allow", Action: ["cr:GetInstance"], Resource }];
  writeFileSync(join(base, "policies/alibaba", `${mode}.json`), JSON.stringify({ Version: "1", Statement }));
}

const place = (name: string) => `\${${name}}`;

test("the role of a mode holds its file's policy, filled in for each registry of the account, and nothing else", () => {
  policyFile("attach", [
    `acs:cr:${place("region")}:${place("account")}:instance/${place("instance")}`,
    `acs:vpc:${place("region")}:${place("account")}:vpc/*`,
    `acs:oss:*:${place("account")}:${place("bucket")}/*`,
  ]);
  const registries = [
    { id: "cri-1", name: "one" },
    { id: "cri-2", name: "two" },
    { id: "cri-3", name: "three", region: "cn-beijing" },
  ];
  const account = accountFrom({ id: defaultAccount.id, registries }, 0);
  const deployed = definition("mooring-attach", { MOORING_STORE: "oss://team-state?region=cn-hangzhou" });
  giveRole(account, deployed, base, 0);
  // Deployed again, it is the same.
  giveRole(account, deployed, base, 0);
  expect(account.roles.get("mooring-attach")?.attached).toEqual([{ type: "Custom", name: "mooring-attach", at: 0 }]);
  const text = account.policies.get("mooring-attach")?.versions[0]?.document ?? "";
  expect(JSON.parse(text)).toMatchObject({
    Statement: [
      {
        Resource: [
          `acs:cr:cn-hangzhou:${account.id}:instance/cri-1`,
          `acs:cr:cn-hangzhou:${account.id}:instance/cri-2`,
          `acs:cr:cn-beijing:${account.id}:instance/cri-3`,
          `acs:vpc:cn-hangzhou:${account.id}:vpc/*`,
          `acs:vpc:cn-beijing:${account.id}:vpc/*`,
          `acs:oss:*:${account.id}:team-state/*`,
        ],
      },
    ],
  });
});

test("another role holds nothing; a role that is there keeps what it has", () => {
  const account = accountFrom(
    { id: defaultAccount.id, roles: [{ name: "own", policies: ["AliyunPvtzReadOnlyAccess"] }] },
    0,
  );
  giveRole(account, definition("probe"), base, 0);
  expect(account.roles.get("probe")?.attached).toEqual([]);
  giveRole(account, definition("own"), base, 0);
  expect(account.roles.get("own")?.attached).toMatchObject([{ name: "AliyunPvtzReadOnlyAccess" }]);
  giveRole(account, definition(null), base, 0);
  expect([...account.roles.keys()]).toEqual(["own", "probe"]);
});
