import { describe, expect, test } from "vitest";
import { defaultTencentAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { SwitchOff, SwitchOn } from "../../shared/model/change.ts";
import { failureOf, stageOf, tenMinutes } from "./cloud-stage.ts";
import { describeDetach } from "./detach.contract.ts";
import { createTencentWorld, type TencentWorld } from "./tencent-world.ts";

/** ManageInternalEndpoint: every code that the vendor's Go SDK lists for it. */
const codes = {
  FailedOperation: "unavailable",
  InternalError: "unavailable",
  "InternalError.DbError": "unavailable",
  "InternalError.ErrorConflict": "conflict",
  "InternalError.ErrorOverLimit": "exhausted",
  InvalidParameter: "invalid",
  MissingParameter: "invalid",
  OperationDenied: "denied",
  "ResourceInsufficient.ErrorVpcDnsStatus": "conflict",
  ResourceNotFound: "not-found",
  "InternalError.ErrNotExist": "not-found",
  UnauthorizedOperation: "denied",
  "UnauthorizedOperation.ErrorTcrUnauthorized": "denied",
  UnknownParameter: "invalid",
  UnsupportedOperation: "conflict",
} as const;

const worldWith = (settings: Readonly<Record<string, SettingValue>>) => createTencentWorld({ settings });

describeDetach("Tencent Cloud", createTencentWorld(), { codes });
describeDetach(
  "Tencent Cloud, where a link that goes looks like one that stays",
  worldWith({
    linkDeletingStatus: "Running",
    tcrLinkGoneMs: 180_000,
    linkDeletePending: "FailedOperation",
    linkDeleteOtherSubnet: "ignored",
    linkDeleteAbsent: "InternalError.ErrNotExist",
    ipBeforeRunning: true,
    emptyLinkList: "empty-list",
  }),
  { codes, goesUnseen: true },
);

const settings: readonly (readonly [string, SettingValue])[] = [
  ["tcrLinkGoneMs", 0],
  ["linkDeletingStatus", "Terminating"],
  ["linkDeleteAbsent", "success"],
  ["linkDeleteAbsent", "InternalError.ErrNotExist"],
  ["linkDeletePending", "FailedOperation"],
  ["linkDeleteOtherSubnet", "ignored"],
  ["tcrLinkOutcome", "failed"],
  ["linkFailedStatus", "Error"],
  ["dnsStatusWords", "ENABLE/DISABLE/ERROR"],
  ["dnsStatusComparesIp", false],
  ["dnsStatusResultOrder", "shuffled"],
  ["dnsStatusResultOrder", "merged-per-vpc"],
  ["instanceKnownIn", "home-region"],
];

test.each(settings)("on Tencent Cloud with %s %j a link is taken away", async (name, value) => {
  const world = await worldWith({ [name]: value })();
  const stage = stageOf(world);
  const { network, subnet } = await world.makeNetwork({});
  const attach = stage.attachOf(network, subnet);
  await stage.write(attach);
  await world.wait(tenMinutes);
  const [link] = await stage.links();
  const detach = stage.detachOf(attach, link?.address.known === true ? link.address.value : null);
  expect((await stage.write(detach)).result).toBe("written");
  await world.wait(tenMinutes);
  expect(await stage.links()).toEqual([]);
  expect((await stage.write(detach)).result).toBe("already");
  await world.stop();
});

describe("on Tencent Cloud a name", () => {
  async function published(world: TencentWorld, kind: "vpc" | "default") {
    const stage = stageOf(world);
    const { network, attach, address } = await stage.linked();
    const name = (await stage.names()).find((one) => one.kind === kind);
    if (name === undefined) throw new Error(`the registry has no ${kind} name`);
    const { subnet: _, createServiceLinkedRole: __, ...target } = attach;
    const of = { ...target, name: name.name, nameKind: kind, address, repoints: false };
    const on: SwitchOn = { ...of, kind: "switch-on", first: true };
    const off: SwitchOff = { ...of, kind: "switch-off", first: false, switchRegion: target.region };
    await stage.write(on);
    await world.wait(tenMinutes);
    return { stage, network, off, detach: stage.detachOf(attach, address) };
  }

  test.each([
    ["refused", "vpc"],
    ["refused", "default"],
    ["cascade", "vpc"],
    ["cascade", "default"],
    ["stale-record", "vpc"],
    ["stale-record", "default"],
  ] as const)(
    "that is on keeps its link (a delete would be %s, %s name), until it is off",
    async (linkDeleteWithDnsOn, kind) => {
      const world = await worldWith({ linkDeleteWithDnsOn })();
      const { stage, network, off, detach } = await published(world, kind);
      expect(await stage.write(detach)).toEqual({ result: "moved", sentence: expect.stringContaining(network) });
      expect(await stage.links()).toMatchObject([{ network, state: "ready" }]);
      await stage.write(off);
      await world.wait(tenMinutes);
      expect((await stage.write(detach)).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await stage.links()).toEqual([]);
      await world.stop();
    },
  );

  test.each(["ERROR", "DISABLED", "InvalidParameter"])(
    "of a network that is gone (its status is %s) keeps no link",
    async (dnsStatusUnknown) => {
      const world = await worldWith({ dnsStatusUnknown, vpcDeleteWithLink: "orphan" })();
      const stage = stageOf(world);
      const { network, attach, address } = await stage.linked();
      await world.clients.vpc.DeleteVpc({ VpcId: network });
      await world.wait(tenMinutes);
      expect((await stage.links()).map((link) => link.network)).toEqual([network]);
      expect((await stage.write(stage.detachOf(attach, address))).result).toBe("written");
      await world.wait(tenMinutes);
      expect(await stage.links()).toEqual([]);
      await world.stop();
    },
  );

  test.each(["DISABLED", "ERROR", "InternalError.DescribePrivateZoneServiceList"])(
    "where private DNS is not open (its status is %s) keeps no link",
    async (dnsStatusNotSubscribed) => {
      const tencentAccounts = [{ ...defaultTencentAccount, services: { privatedns: "DISABLED" as const } }];
      const world = await createTencentWorld({ tencentAccounts, settings: { dnsStatusNotSubscribed } })();
      const stage = stageOf(world);
      const { attach, address } = await stage.linked();
      expect((await stage.write(stage.detachOf(attach, address))).result).toBe("written");
      await world.stop();
    },
  );

  test("that is off, in a network of a replica's region, lets its link go", async () => {
    const replica = "ap-shanghai";
    const registries = [{ ...defaultTencentAccount.registries[0], replicas: [replica] }];
    const world = await createTencentWorld({ tencentAccounts: [{ ...defaultTencentAccount, registries }] })();
    const stage = stageOf(world);
    const { vpc } = world.clients.clientsWith({ region: replica });
    const { Vpc } = await vpc.CreateVpc({ VpcName: "away", CidrBlock: "10.9.0.0/16" });
    const network = Vpc?.VpcId ?? "";
    const cidr = { SubnetName: "a", CidrBlock: "10.9.0.0/24", Zone: `${replica}-3` };
    const { Subnet } = await vpc.CreateSubnet({ VpcId: network, ...cidr });
    const attach = { ...stage.attachOf(network, Subnet?.SubnetId ?? ""), region: replica };
    await stage.write(attach);
    await world.wait(tenMinutes);
    const [link] = await stage.links();
    const detach = stage.detachOf(attach, link?.address.known === true ? link.address.value : null);
    expect((await stage.write(detach)).result).toBe("written");
    await world.wait(tenMinutes);
    expect(await stage.links()).toEqual([]);
    await world.stop();
  });

  test("whose status cannot be read keeps its link while its network is there and private DNS is open", async () => {
    const world = await createTencentWorld()();
    const { stage, network, detach } = await published(world, "vpc");
    const fault = { status: 200, code: "InternalError.DbError", message: "no" };
    world.clients.world.faults.add({
      product: "tcr",
      action: "DescribeInternalEndpointDnsStatus",
      times: 9,
      fault,
    });
    expect((await failureOf(stage.write(detach))).kind).toBe("unavailable");
    expect(await stage.links()).toMatchObject([{ network, state: "ready" }]);
    await world.stop();
  });
});
