import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

const owner = "100000000001";
const other = "100000000009";

const trust = (principal: object, more: object = {}) => ({
  version: "2.0",
  statement: [{ action: "name/sts:AssumeRole", effect: "allow", principal, ...more }],
});
const allow = (action: readonly string[], resource: readonly string[] = ["*"]) => ({
  version: "2.0",
  statement: [{ effect: "allow", action, resource }],
});

let cloud: Tencent;
beforeAll(async () => {
  cloud = await startTencent({
    tencentAccounts: [
      {
        id: owner,
        appId: "1250000001",
        users: [
          {
            name: "mooring",
            uin: "100000000002",
            secretId: "AKIDemulated00000000000000000000001x",
            secretKey: "emulated-secret-of-no-real-account",
          },
          { name: "root", uin: owner, secretId: "AKIDroot", secretKey: "root-secret" },
          { name: "nobody", secretId: "AKIDnobody", secretKey: "nobody-secret", policies: [] },
        ],
        policies: [{ name: "only-regions", document: allow(["tcr:DescribeRegions", "sts:GetCallerIdentity"]) }],
        roles: [
          { name: "reader", policies: ["ReadOnlyAccess", "QcloudSTSFullAccess"], maxSessionSeconds: 3_600 },
          { name: "long", policies: ["AdministratorAccess"], maxSessionSeconds: 43_200 },
          {
            name: "next",
            trust: trust({ qcs: [`qcs::cam::uin/${owner}:roleName/reader`] }),
            policies: ["only-regions"],
          },
          { name: "function", trust: trust({ service: ["scf.qcloud.com"] }) },
          {
            name: "secret-handshake",
            trust: trust(
              { qcs: `qcs::cam::uin/${owner}:root` },
              { condition: { string_equal: { "sts:external_id": ["agreed"] } } },
            ),
          },
          { name: "linked", type: "service_linked" },
        ],
      },
      {
        id: other,
        users: [{ name: "foreign", secretId: "AKIDforeign", secretKey: "foreign-secret" }],
        roles: [{ name: "spoke", trust: trust({ qcs: [`qcs::cam::uin/${owner}:uin/100000000002`] }) }],
      },
    ],
  });
});
afterAll(() => cloud.emulator.stop());

const arn = (name: string, uin = owner) => `qcs::cam::uin/${uin}:roleName/${name}`;
const assume = (more: { RoleArn: string } & Readonly<Record<string, unknown>>, as = cloud.sts) =>
  as.AssumeRole({ RoleSessionName: "test", ...more });

async function clientsOf(answer: Awaited<ReturnType<typeof assume>>) {
  const { TmpSecretId: secretId = "", TmpSecretKey: secretKey = "", Token: token = "" } = answer.Credentials ?? {};
  return cloud.clientsWith({ secretId, secretKey, token });
}

describe("who one is", () => {
  test("a sub-user is told by its own UIN and its account's", async () => {
    expect(await cloud.sts.GetCallerIdentity(null)).toMatchObject({
      Arn: `qcs::cam:${owner}:uin/100000000002`,
      AccountId: owner,
      UserId: "100000000002",
      PrincipalId: "100000000002",
      Type: "CAMUser",
    });
    const root = cloud.clientsWith({ secretId: "AKIDroot", secretKey: "root-secret" });
    expect(await root.sts.GetCallerIdentity(null)).toMatchObject({ UserId: owner, Type: "CAMUser" });
  });

  test("a role is told by its id and session, and by who asked for its key", async () => {
    const session = await clientsOf(await assume({ RoleArn: arn("reader"), RoleSessionName: "pass-1" }));
    const id = cloud.account.roles.get("reader")?.id;
    expect(await session.sts.GetCallerIdentity(null)).toMatchObject({
      Arn: `qcs::sts:${owner}:assumed-role/${id}`,
      AccountId: owner,
      UserId: `${id}:pass-1`,
      PrincipalId: "100000000002",
      Type: "CAMRole",
    });
  });
});

describe("a role", () => {
  test("is assumed by name or by id, and its key lasts as long as was asked", async () => {
    const now = Math.floor(cloud.world.clock.now() / 1000);
    const byName = await assume({ RoleArn: arn("long") });
    expect((byName.ExpiredTime ?? 0) - now).toBeGreaterThanOrEqual(7_199);
    expect((byName.ExpiredTime ?? 0) - now).toBeLessThan(7_260);
    expect(byName.Expiration).toBe(new Date((byName.ExpiredTime ?? 0) * 1000).toISOString().replace(".000Z", "Z"));
    expect(byName.Credentials?.TmpSecretId).toMatch(/^AKID.{60}$/);
    const byId = `qcs::cam::uin/${owner}:role/${cloud.account.roles.get("long")?.id}`;
    const longest = await assume({ RoleArn: byId, DurationSeconds: 43_200 });
    expect((longest.ExpiredTime ?? 0) - now).toBeGreaterThanOrEqual(43_199);
    const linked = await assume({ RoleArn: `qcs::cam::uin/${owner}:role/tencentcloudServiceRoleName/linked` });
    expect(linked.Credentials?.Token).not.toBe("");
  });

  test("gives no key that ends before a client would have renewed it", async () => {
    for (const DurationSeconds of [0, 1, 29]) {
      const { ExpiredTime = 0 } = await assume({ RoleArn: arn("long"), DurationSeconds });
      expect(ExpiredTime * 1000 - cloud.world.clock.now()).toBeGreaterThan(31_000);
    }
  });

  test.each([
    [
      "more seconds than the role allows",
      { RoleArn: arn("reader"), DurationSeconds: 3_601 },
      "InvalidParameter.OverTimeError",
    ],
    ["fewer than none", { RoleArn: arn("reader"), DurationSeconds: -1 }, "InvalidParameter.ParamError"],
    ["a name of no role", { RoleArn: "roleName/reader" }, "InvalidParameter.ResouceError"],
    ["a session name with blanks", { RoleArn: arn("reader"), RoleSessionName: "a b" }, "InvalidParameter.ParamError"],
    ["a role that trusts a service alone", { RoleArn: arn("function") }, "UnauthorizedOperation"],
    ["a role that trusts another role", { RoleArn: arn("next") }, "UnauthorizedOperation"],
    ["no external id where one is agreed", { RoleArn: arn("secret-handshake") }, "UnauthorizedOperation"],
    ["another external id", { RoleArn: arn("secret-handshake"), ExternalId: "guess" }, "UnauthorizedOperation"],
    ["a policy that is no JSON", { RoleArn: arn("reader"), Policy: "%7B" }, "InvalidParameter.StrategyFormatError"],
    ["a policy with a wrong encoding", { RoleArn: arn("reader"), Policy: "%" }, "InvalidParameter.StrategyFormatError"],
    [
      "a policy with a principal",
      { RoleArn: arn("reader"), Policy: JSON.stringify(trust({ qcs: ["*"] })) },
      "InvalidParameter.StrategyInvalid",
    ],
    [
      "a policy that is too long",
      { RoleArn: arn("reader"), Policy: "x".repeat(4_097) },
      "InvalidParameter.PolicyTooLong",
    ],
    ["a second factor", { RoleArn: arn("reader"), TokenCode: "123456" }, "UnsupportedOperation"],
    ["tags of the session", { RoleArn: arn("reader"), Tags: [{ Key: "a", Value: "b" }] }, "UnsupportedOperation"],
  ])("is refused for %s", async (_what, asked, code) => {
    expect(await tencentCode(assume(asked))).toBe(code);
  });

  test("that is not there is refused in either of the vendor's words", async () => {
    expect(await tencentCode(assume({ RoleArn: arn("none") }))).toBe("InternalError.GetRoleError");
    cloud.world.set({ assumeUnknownRole: "ResourceNotFound.RoleNotFound" });
    expect(await tencentCode(assume({ RoleArn: arn("none") }))).toBe("ResourceNotFound.RoleNotFound");
    cloud.world.set({ assumeUnknownRole: "InternalError.GetRoleError" });
  });

  test("is assumed with the external id that was agreed on", async () => {
    const answer = await assume({ RoleArn: arn("secret-handshake"), ExternalId: "agreed" });
    expect(answer.Credentials?.TmpSecretKey).toMatch(/^emulated-/);
  });

  test("of another account is assumed by whom it trusts, and by nobody else of that account", async () => {
    const spoke = await clientsOf(await assume({ RoleArn: arn("spoke", other) }));
    const root = cloud.clientsWith({ secretId: "AKIDroot", secretKey: "root-secret" });
    expect(await tencentCode(assume({ RoleArn: arn("spoke", other) }, root.sts))).toBe("UnauthorizedOperation");
    expect(await tencentCode(spoke.sts.GetCallerIdentity(null))).toBe("UnauthorizedOperation");
  });

  test("assumes another with its temporary key, and has that one's rights then", async () => {
    const reader = await clientsOf(await assume({ RoleArn: arn("reader") }));
    const next = await clientsOf(await assume({ RoleArn: arn("next") }, reader.sts));
    expect(await next.sts.GetCallerIdentity(null)).toMatchObject({ PrincipalId: "100000000002", Type: "CAMRole" });
    expect(await tencentCode(next.cam.GetUserAppId(null))).toBe("UnauthorizedOperation");
    expect(await reader.cam.GetUserAppId(null)).toMatchObject({ OwnerUin: owner });
  });

  test("is assumed by nobody without the right to it", async () => {
    const nobody = cloud.clientsWith({ secretId: "AKIDnobody", secretKey: "nobody-secret" });
    expect(await tencentCode(assume({ RoleArn: arn("reader") }, nobody.sts))).toBe("UnauthorizedOperation");
  });
});

describe("a temporary key", () => {
  test("needs its token, and ends in world time", async () => {
    const answer = await assume({ RoleArn: arn("reader"), DurationSeconds: 600 });
    const { TmpSecretId: secretId = "", TmpSecretKey: secretKey = "" } = answer.Credentials ?? {};
    expect(await tencentCode(cloud.clientsWith({ secretId, secretKey }).cam.GetUserAppId(null))).toBe(
      "AuthFailure.TokenFailure",
    );
    const session = await clientsOf(answer);
    expect(await session.cam.GetUserAppId(null)).toMatchObject({ AppId: 1_250_000_001, Uin: owner });
    await cloud.world.clock.advance(601_000);
    expect(await tencentCode(session.cam.GetUserAppId(null))).toBe("AuthFailure.TokenFailure");
  });

  test("does no more than its session's policy says, whatever its role may", async () => {
    const Policy = encodeURIComponent(JSON.stringify(allow(["name/sts:*"])));
    const session = await clientsOf(await assume({ RoleArn: arn("long"), Policy }));
    expect(await session.sts.GetCallerIdentity(null)).toMatchObject({ Type: "CAMRole" });
    expect(await tencentCode(session.cam.GetUserAppId(null))).toBe("UnauthorizedOperation");
  });

  test("loses its rights with its role", async () => {
    const session = await clientsOf(await assume({ RoleArn: arn("reader") }));
    const role = cloud.account.roles.get("reader");
    if (role === undefined) throw new Error("the role was expected");
    cloud.account.roles.delete("reader");
    expect(await tencentCode(session.cam.GetUserAppId(null))).toBe("UnauthorizedOperation");
    cloud.account.roles.set("reader", role);
    expect(await session.cam.GetUserAppId(null)).toMatchObject({ OwnerUin: owner });
  });

  test("that a user lends has the user's rights within a policy", async () => {
    const Policy = encodeURIComponent(JSON.stringify(allow(["sts:GetCallerIdentity"])));
    const answer = await cloud.sts.GetFederationToken({ Name: "guest", Policy });
    const guest = await clientsOf(answer);
    expect(await guest.sts.GetCallerIdentity(null)).toMatchObject({
      UserId: "100000000002:guest",
      Arn: `qcs::sts:${owner}:federated-user/100000000002`,
    });
    expect(await tencentCode(guest.cam.GetUserAppId(null))).toBe("UnauthorizedOperation");
    expect(await tencentCode(cloud.sts.GetFederationToken({ Name: "1", Policy }))).toBe("InvalidParameter.ParamError");
  });
});
