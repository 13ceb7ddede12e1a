import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountSeed } from "../../emulator/alibaba/accounts.ts";
import { type ClientOptions, type Cloud, refusal, startCloud } from "./cloud-client.ts";
import { accountClients, requests } from "./official-clients.ts";

const home = "1000000000000001";
const member = "1000000000000002";
const alice = { accessKeyId: "LTAIalice", accessKeySecret: "made-up-alice" };
const erin = { accessKeyId: "LTAIerin", accessKeySecret: "made-up-erin" };
const bob = { accessKeyId: "LTAIbob", accessKeySecret: "made-up-bob" };
const carol = { accessKeyId: "LTAIcarol", accessKeySecret: "made-up-carol" };

const assumeBy = (Principal: object, Condition?: object) => ({
  Version: "1",
  Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal, ...(Condition !== undefined && { Condition }) }],
});

const accounts: readonly AccountSeed[] = [
  {
    id: home,
    users: [
      { name: "alice", ...alice },
      { name: "erin", ...erin },
      { name: "bob", ...bob, policies: [] },
      { name: "carol", ...carol, policies: ["one-role"] },
    ],
    policies: [
      {
        name: "one-role",
        document: {
          Version: "1",
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: `acs:ram::${member}:role/MooringReader` }],
        },
      },
    ],
    roles: [
      { name: "admin", policies: ["AdministratorAccess"], maxSessionSeconds: 7200 },
      { name: "of-fc", trust: assumeBy({ Service: ["fc.aliyuncs.com"] }), policies: ["AdministratorAccess"] },
      { name: "of-alice", trust: assumeBy({ RAM: [`acs:ram::${home}:user/alice`] }) },
      { name: "of-admin", trust: assumeBy({ RAM: [`acs:ram::${home}:role/admin`] }) },
      {
        name: "with-id",
        trust: assumeBy({ RAM: [`acs:ram::${home}:root`] }, { StringEquals: { "sts:ExternalId": "sesame" } }),
      },
    ],
  },
  {
    id: member,
    users: [{ name: "dora", accessKeyId: "LTAIdora", accessKeySecret: "made-up-dora" }],
    roles: [
      {
        name: "MooringReader",
        trust: assumeBy({ RAM: [`acs:ram::${home}:root`] }),
        policies: ["AliyunPvtzReadOnlyAccess"],
      },
      { name: "private" },
    ],
  },
];

let cloud: Cloud;
beforeEach(async () => {
  cloud = await startCloud({ accounts });
});
afterEach(() => cloud.emulator.stop());

async function assume(keys: ClientOptions, role: string, more: object = {}) {
  const { sts } = accountClients(cloud.endpoint, keys);
  const roleArn = role.startsWith("acs:") ? role : `acs:ram::${home}:role/${role}`;
  const { body } = await sts.assumeRole(
    new requests.sts.AssumeRoleRequest({ roleArn, roleSessionName: "session", ...more }),
  );
  if (body === undefined) throw new Error("the answer has no body");
  return body;
}

const callAs = async (keys: ClientOptions, role: string, more: object = {}) =>
  cloud.callerOf({ ...(await assume(keys, role, more)).credentials });

describe("AssumeRole", () => {
  test("hands out a key of the role, as the vendor shapes it", async () => {
    const answer = await assume(alice, "ADMIN");
    expect(answer).toMatchObject({
      assumedRoleUser: {
        arn: `acs:ram::${home}:role/admin/session`,
        assumedRoleId: expect.stringMatching(/^3\d{17}:session$/),
      },
      credentials: {
        accessKeyId: expect.stringMatching(/^STS\./),
        expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
    const who = await cloud.callerOf({ ...answer.credentials })("sts", "GetCallerIdentity");
    expect(who).toMatchObject({
      AccountId: home,
      IdentityType: "AssumedRoleUser",
      PrincipalId: answer.assumedRoleUser?.assumedRoleId,
    });
  });

  test.each([
    ["a role that is not there", alice, "nobody", {}, "EntityNotExist.Role", 404],
    ["a role that trusts a service alone", alice, "of-fc", {}, "NoPermission", 403],
    ["a role that trusts another user", erin, "of-alice", {}, "NoPermission", 403],
    [
      "a role that trusts nobody outside its account",
      alice,
      `acs:ram::${member}:role/private`,
      {},
      "NoPermission",
      403,
    ],
    ["a role of an account that is not there", alice, "acs:ram::1:role/admin", {}, "NoPermission", 403],
    ["by a user without the right", bob, "admin", {}, "NoPermission", 403],
    ["by a user with the right on another role", carol, "admin", {}, "NoPermission", 403],
    ["no role at all", alice, "acs:oss:x", {}, "InvalidParameter.RoleArn", 400],
    ["for less than a quarter", alice, "admin", { durationSeconds: 899 }, "InvalidParameter.DurationSeconds", 400],
    [
      "for longer than the role allows",
      alice,
      "admin",
      { durationSeconds: 7201 },
      "InvalidParameter.DurationSeconds",
      400,
    ],
    [
      "for longer than any role allows",
      alice,
      "admin",
      { durationSeconds: 43_201 },
      "InvalidParameter.DurationSeconds",
      400,
    ],
    ["with a wrong session name", alice, "admin", { roleSessionName: "a b" }, "InvalidParameter.RoleSessionName", 400],
    ["with a wrong policy", alice, "admin", { policy: "{}" }, "InvalidParameter.PolicyGrammar", 400],
    ["with a long policy", alice, "admin", { policy: " ".repeat(2049) }, "InvalidParameter.PolicySize", 400],
    ["with a short external id", alice, "with-id", { externalId: "x" }, "InvalidParameter.ExternalId", 400],
    ["with another external id", alice, "with-id", { externalId: "open" }, "NoPermission", 403],
    ["without the external id", alice, "with-id", {}, "NoPermission", 403],
  ])("of %s is refused", async (_, keys, role, more, code, status) => {
    expect(await refusal(assume(keys, role, more))).toEqual({ code, status });
  });

  test("is granted to whom the role trusts, on its conditions", async () => {
    await assume(alice, "of-alice");
    await assume(alice, "with-id", { externalId: "sesame" });
    await assume(alice, "admin", { durationSeconds: 7200 });
  });

  test("of a role by a role is granted where that role is trusted", async () => {
    const { credentials } = await assume(alice, "admin");
    await assume({ ...credentials }, "of-admin");
    expect((await refusal(assume({ ...credentials }, "of-alice"))).code).toBe("NoPermission");
  });
});

describe("the key of a session", () => {
  test("acts in the role's account with the role's rights, and no others", async () => {
    const call = await callAs(carol, `acs:ram::${member}:role/mooringreader`);
    await call("pvtz", "DescribeZones");
    expect((await refusal(call("pvtz", "AddZone", { ZoneName: "a.example" }))).code).toBe("NoPermission");
    expect(await call("sts", "GetCallerIdentity")).toMatchObject({ AccountId: member });
  });

  test("is narrowed by the session's policy, and never widened", async () => {
    const Statement = [{ Effect: "Allow", Action: ["vpc:DescribeVpcs", "pvtz:AddZone"], Resource: "*" }];
    const policy = JSON.stringify({ Version: "1", Statement });
    const narrow = await callAs(alice, "admin", { policy });
    await narrow("vpc", "DescribeVpcs", { RegionId: "cn-hangzhou" });
    expect((await refusal(narrow("pvtz", "DescribeZones"))).code).toBe("NoPermission");
    const reader = await callAs(alice, `acs:ram::${member}:role/mooringreader`, { policy });
    expect((await refusal(reader("pvtz", "AddZone", { ZoneName: "a.example" }))).code).toBe("NoPermission");
  });

  test("ends in world time", async () => {
    const call = await callAs(alice, "admin", { durationSeconds: 900 });
    await cloud.world.clock.advance(899_000);
    await call("pvtz", "DescribeZones");
    await cloud.world.clock.advance(2_000);
    expect(await refusal(call("pvtz", "DescribeZones"))).toEqual({ code: "InvalidSecurityToken.Expired", status: 400 });
  });

  test("loses its rights with its role", async () => {
    const call = await callAs(alice, "admin");
    cloud.world.alibaba.accounts.get(home)?.roles.delete("admin");
    expect((await refusal(call("pvtz", "DescribeZones"))).code).toBe("NoPermission");
  });
});
