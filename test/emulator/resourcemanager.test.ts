import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";
import { accountClients, requests } from "./official-clients.ts";

const { directory: R } = requests;
const manager = "1000000000000001";
const service = "access-customer-privatezone.cr.aliyuncs.com";
const roleName = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";
const members = ["1000000000000002", "1000000000000003", "1000000000000004"] as const;
const keysOf = (id: string) => ({ accessKeyId: `LTAI${id}`, accessKeySecret: `made-up-${id}` });

let cloud: Cloud;
const clientOf = (id: string = manager) => accountClients(cloud.endpoint, keysOf(id)).directory;

beforeEach(async () => {
  const user = (id: string) => ({ id, users: [{ name: "admin", ...keysOf(id) }] });
  cloud = await startCloud({
    accounts: [
      {
        ...user(manager),
        directory: [
          { account: members[0], name: "team-a" },
          { account: members[1], joined: "invited" },
          { account: members[2], status: "PromoteVerifying" },
        ],
      },
      user(members[0]),
      user("1000000000000009"),
    ],
  });
});
afterEach(() => cloud.emulator.stop());

describe("service-linked roles", () => {
  const create = (more: object = {}) =>
    clientOf().createServiceLinkedRole(new R.CreateServiceLinkedRoleRequest({ serviceName: service, ...more }));
  const get = (name = roleName) => clientOf().getRole(new R.GetRoleRequest({ roleName: name }));

  test("are made once, and are then found", async () => {
    expect(await refusal(get())).toEqual({ code: "EntityNotExist.Role", status: 404 });
    const { body } = await create();
    const role = {
      roleName,
      arn: `acs:ram::${manager}:role/${roleName.toLowerCase()}`,
      rolePrincipalName: service,
      isServiceLinkedRole: true,
      assumeRolePolicyDocument: expect.stringContaining(service),
    };
    expect(body?.role).toMatchObject(role);
    expect((await get(roleName.toUpperCase())).body?.role).toMatchObject(role);
    expect(await refusal(create())).toEqual({ code: "EntityAlreadyExists.Role", status: 409 });
  });

  test.each([
    ["of a service that is not known", { serviceName: "x.aliyuncs.com" }, "EntityNotExist.Service"],
    ["with a suffix", { customSuffix: "x" }, "InvalidParameter.CustomSuffix.NotAllowed"],
    ["with a description", { description: "x" }, "InvalidParameter.Description.NotAllowed"],
  ])("%s are refused", async (_, more, code) => {
    expect((await refusal(create(more))).code).toBe(code);
  });

  test("a role of the account's own is shown as such", async () => {
    const role = {
      Version: "1",
      Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { RAM: ["x"] } }],
    };
    const call = cloud.callerOf(keysOf(manager));
    await call("ram", "CreateRole", { RoleName: "own", AssumeRolePolicyDocument: JSON.stringify(role) });
    expect((await get("own")).body?.role).toMatchObject({ isServiceLinkedRole: false });
    expect((await refusal(get("two words"))).code).toBe("InvalidParameter.RoleName.InvalidChars");
  });
});

describe("a resource directory", () => {
  test("lists its members page by page, for its manager alone", async () => {
    const list = async (more: object = {}) =>
      (await clientOf().listAccounts(new R.ListAccountsRequest({ pageSize: 2, ...more }))).body;
    expect(await list()).toMatchObject({
      totalCount: 3,
      accounts: {
        account: [
          { accountId: members[0], displayName: "team-a", type: "ResourceAccount", status: "CreateSuccess" },
          { accountId: members[1], type: "CloudAccount", status: "InviteSuccess", joinMethod: "invited" },
        ],
      },
    });
    const last = (await list({ pageNumber: 2 }))?.accounts?.account;
    expect(last?.map(({ accountId, status }) => [accountId, status])).toEqual([[members[2], "PromoteVerifying"]]);
    const asMember = clientOf(members[0]).listAccounts(new R.ListAccountsRequest({}));
    expect(await refusal(asMember)).toEqual({ code: "EntityNotExists.ResourceDirectory", status: 404 });
  });

  test("is told to its members, and to nobody else", async () => {
    const { body } = await clientOf(members[0]).getResourceDirectory();
    expect(body?.resourceDirectory).toMatchObject({ masterAccountId: manager });
    expect(await refusal(clientOf("1000000000000009").getResourceDirectory())).toEqual({
      code: "ResourceDirectoryNotInUse",
      status: 404,
    });
  });
});
