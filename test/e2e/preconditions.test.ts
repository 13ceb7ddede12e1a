import { afterEach, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { createDirectStage, type DirectStage, type DirectStageOptions } from "./direct-stage.ts";
import { configurationText, names } from "./stage.ts";

const [registry] = defaultAccount.registries;
const create = "cr:CreateInstanceVpcEndpointLinkedVpc";

let stage: DirectStage;
afterEach(() => stage.stop());

/** One tagged network with a subnet, in a world that differs as told; after so many minutes of passes. */
async function network(options: DirectStageOptions = {}, minutes = 1) {
  stage = await createDirectStage({ configuration: configurationText({ parts: "[registry]" }), ...options });
  const vpc = await stage.createVpc({ "registry-link": "prod" });
  await stage.createVSwitch(vpc);
  const report = await passes(minutes);
  return { vpc, report, finding: report.findings.find((one) => one.network === vpc) };
}

async function passes(minutes: number) {
  let report = await stage.pass();
  for (let minute = 1; minute < minutes; minute++) {
    await stage.world.clock.advance(60_000);
    report = await stage.pass();
  }
  return report;
}

const account = () => {
  const found = stage.world.alibaba.accounts.get(defaultAccount.id);
  if (found === undefined) throw new Error("the default account is gone");
  return found;
};

describe("a precondition that is not met is explained, and no link is asked for", () => {
  it.each([
    ["CLOSED", "blocked/dns-closed"],
    ["IN_DEBT", "blocked/dns-in-debt"],
    ["IN_DEBT_OVER_DUE", "blocked/dns-in-debt"],
  ] as const)("PrivateZone is %s", async (pvtz, code) => {
    const { vpc, finding } = await network({ accounts: [{ ...defaultAccount, services: { pvtz } }] });
    expect(finding).toMatchObject({ state: "blocked", code });
    expect(stage.calls.get(create)).toBeUndefined();
    account().privateZoneService = "OPENED";
    const after = await passes(4);
    expect(after.findings.find((one) => one.network === vpc)).toMatchObject({ state: "moored" });
  });

  it("the instance does not run", async () => {
    const { finding } = await network({
      accounts: [{ ...defaultAccount, registries: [{ ...registry, status: "STOPPED" }] }],
    });
    expect(finding).toMatchObject({
      code: "blocked/instance-not-running",
      sentence: expect.stringContaining("STOPPED"),
    });
    expect(stage.calls.get(create)).toBeUndefined();
  });

  it("the service-linked role is missing and must not be made", async () => {
    const { finding } = await network({
      configuration: configurationText({ parts: "[registry]", extra: "    createServiceLinkedRole: false\n" }),
    });
    expect(finding).toMatchObject({ code: "blocked/no-zone-role" });
    expect(stage.calls.get(create)).toBeUndefined();
  });

  it("the service-linked role is missing and may be made: then it is, by the link itself", async () => {
    const { vpc, finding } = await network({}, 4);
    expect(finding).toMatchObject({ state: "moored" });
    expect([...account().roles.values()].map((role) => role.serviceName)).toContain(
      "access-customer-privatezone.cr.aliyuncs.com",
    );
    expect((await stage.ask(vpc, names.registry)).udp).toHaveLength(1);
  });

  it("the quota of links is zero", async () => {
    const { finding } = await network({
      accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 0 }] }],
    });
    expect(finding).toMatchObject({ state: "held", code: "held/quota", sentence: expect.stringContaining("0 links") });
    expect(stage.calls.get(create)).toBeUndefined();
  });

  it("the quota is used up by other networks", async () => {
    await network({ accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 1 }] }] }, 4);
    const second = await stage.createVpc({ "registry-link": "prod" });
    await stage.createVSwitch(second);
    const report = await passes(2);
    expect(report.findings.find((one) => one.network === second)).toMatchObject({ state: "held", code: "held/quota" });
    expect(stage.calls.get(create)).toBe(1);
  });
});

describe("what only the vendor's refusal can tell", () => {
  it("a used-up quota that cannot be read: the refusal is believed, with its code and request id", async () => {
    const { finding } = await network(
      {
        settings: { quotaShown: "absent" },
        accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 0 }] }],
      },
      5,
    );
    expect(finding).toMatchObject({ state: "blocked", code: "blocked/quota-exhausted" });
    expect(finding?.sentence).toMatch(/INSTANCE_ACCESS_VPC_LIMIT_EXCEED.*request [0-9A-F-]{36}/);
    expect(stage.calls.get(create)).toBe(1);
  });

  it("a missing right: the finding names it", async () => {
    stage = await createDirectStage({ configuration: configurationText({ parts: "[registry]" }) });
    stage.world.faults.add({
      action: "CreateInstanceVpcEndpointLinkedVpc",
      times: 1,
      fault: { status: 403, code: "NoPrivilege", message: "Access denied for this user." },
    });
    const vpc = await stage.createVpc({ "registry-link": "prod" });
    await stage.createVSwitch(vpc);
    const report = await passes(2);
    expect(report.findings.find((one) => one.network === vpc)).toMatchObject({
      code: "blocked/no-permission",
      sentence: expect.stringContaining(create),
    });
  });

  it.each(["error-body", "envelope"])(
    "a refusal in either of the two forms of cr (%s) means the same",
    async (form) => {
      const { finding } = await network(
        {
          settings: { failedWriteForm: form, quotaShown: "absent" },
          accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 0 }] }],
        },
        3,
      );
      expect(finding?.code).toBe("blocked/quota-exhausted");
    },
  );
});

describe("credentials that expire inside a pass", () => {
  it("are read anew, and the pass goes on", async () => {
    const expired: string[] = [];
    let reads = 0;
    const { finding } = await network({
      async credentials() {
        const [user] = defaultAccount.users;
        // The fourth key that is handed out has run out before it is used.
        if (++reads !== 4) return user;
        const key = stage.world.credentials.issue({
          account: defaultAccount.id,
          role: "mooring",
          session: "test",
          seconds: -1,
        });
        expired.push(key.accessKeyId);
        return { accessKeyId: key.accessKeyId, accessKeySecret: key.secret, securityToken: key.securityToken };
      },
    });
    expect(expired).toHaveLength(1);
    expect(finding).toMatchObject({ state: "pending", code: "pending/link-in-transition" });
  });
});
