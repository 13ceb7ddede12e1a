import { afterEach, describe, expect, it } from "vitest";
import { defaultTencentAccount } from "../../emulator/index.ts";
import {
  both,
  createTencentStage,
  findingOf,
  registryWith,
  type TencentStage,
  type TencentStageOptions,
  tencentConfiguration,
} from "./tencent-direct-stage.ts";

const create = "tcr:ManageInternalEndpoint";
const shanghai = "ap-shanghai";

let open: TencentStage | undefined;
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

async function begin(options: TencentStageOptions = {}): Promise<TencentStage> {
  open = await createTencentStage(options);
  return open;
}

const registryOf = ({ account }: TencentStage) => {
  const [registry] = account.registries.values();
  if (registry === undefined) throw new Error("the account has no registry");
  return registry;
};

describe("a precondition that is not met is explained with what to do, and nothing is written", () => {
  it.each(["full", "frequent"] as const)("Private DNS is not activated (seen by a %s pass)", async (depth) => {
    const stage = await begin({
      tencentAccounts: [{ ...defaultTencentAccount, services: { privatedns: "DISABLED" } }],
    });
    const vpc = await stage.createNetwork();
    const report = await stage.pass({ trigger: { kind: "timer", depth } });
    expect(findingOf(report, vpc)).toMatchObject({
      state: "blocked",
      code: "blocked/dns-closed",
      sentence: expect.stringContaining("activate it in the DNS console"),
    });
    expect(stage.writes()).toEqual({});
    await stage.user.privatedns.SubscribePrivateZoneService();
    await stage.untilMoored([vpc]);
  });

  it.each([
    "Pending",
    "Deploying",
    "Unhealthy",
    "FailedCreated",
    "FailedUpdated",
    "Bucket-Error",
    "Isolate",
    "Deleting",
    "DeleteBucketFailed",
    "DeleteFailed",
  ] as const)("the registry is %s", async (status) => {
    const stage = await begin({ tencentAccounts: registryWith({ status }) });
    const vpc = await stage.createNetwork();
    const report = await stage.pass({ trigger: { kind: "timer", depth: "frequent" } });
    expect(findingOf(report, vpc)).toMatchObject({
      state: "blocked",
      code: "blocked/instance-not-running",
      sentence: expect.stringContaining(`is ${status}; it takes links only while it runs`),
    });
    expect(stage.writes()).toEqual({});
    registryOf(stage).status = "Running";
    await stage.untilMoored([vpc]);
  });

  it("the registry has no replica in the network's region, or one that does not run yet", async () => {
    const stage = await begin({ configuration: tencentConfiguration([`replicas: [${shanghai}]`]) });
    const vpc = await stage.createNetwork("harbor", { region: shanghai });
    const expectBlocked = async () => {
      const report = await stage.pass();
      expect(findingOf(report, vpc)).toMatchObject({
        state: "blocked",
        code: "blocked/no-replica",
        sentence: expect.stringContaining("make one there"),
      });
      expect(stage.writes()).toEqual({});
    };
    await expectBlocked();
    await stage.user.tcr.CreateReplicationInstance({
      RegistryId: registryOf(stage).id,
      ReplicationRegionName: shanghai,
    });
    await expectBlocked();
    await stage.world.clock.advance(5 * 60_000);
    await stage.untilMoored([vpc]);
    expect((await stage.ask(vpc)).udp).toHaveLength(1);
  });

  it("the network's machines ask resolvers of the company's own", async () => {
    const stage = await begin();
    const vpc = await stage.createVpc({ "registry-link": "harbor" }, { dns: ["10.1.0.2", "10.1.0.3"] });
    await stage.createSubnet(vpc);
    const [report] = await stage.minutes(1);
    expect(findingOf(report, vpc)).toMatchObject({
      state: "blocked",
      code: "blocked/custom-resolvers",
      sentence: expect.stringMatching(/ask 10\.1\.0\.2, 10\.1\.0\.3 .*list them under forwardingResolvers/),
    });
    expect(stage.writes()).toEqual({});
  });

  it("unless the configuration knows that these forward, or one of the provider's is among them", async () => {
    const stage = await begin({ configuration: tencentConfiguration(["forwardingResolvers: [10.1.0.2]"]) });
    const forwarded = await stage.createVpc({ "registry-link": "harbor" }, { dns: ["10.1.0.2"] });
    await stage.createSubnet(forwarded);
    const mixed = await stage.createVpc({ "registry-link": "harbor" }, { dns: ["183.60.82.98", "10.2.0.2"] });
    await stage.createSubnet(mixed);
    await stage.untilMoored([forwarded, mixed]);
    const { AccessIp } = await stage.linkOf(mixed);
    expect(await stage.ask(mixed)).toEqual(both(AccessIp));
    expect(stage.calls.get(create)).toBe(2);
  });

  it("a moored network whose resolvers somebody changed is told, and its name stays published", async () => {
    const stage = await begin();
    const vpc = await stage.createNetwork();
    await stage.untilMoored([vpc]);
    const before = stage.writes();
    const own = stage.account.vpcs.get(vpc);
    if (own === undefined) throw new Error("the network is gone");
    own.dnsServers = ["10.1.0.2"];
    const [report] = await stage.minutes(1);
    expect(findingOf(report, vpc)).toMatchObject({ state: "blocked", code: "blocked/custom-resolvers" });
    expect(stage.writes()).toEqual(before);
    expect(await stage.ask(vpc)).toEqual(both(undefined));
  });

  it("the network has no subnet, or none with an address to spare", async () => {
    const stage = await begin();
    const empty = await stage.createVpc({ "registry-link": "harbor" });
    const full = await stage.createVpc({ "registry-link": "harbor" });
    const subnet = await stage.createSubnet(full, { bits: 28 });
    const { takenAddresses } = stage.account.subnets.get(subnet) ?? {};
    for (let host = 2; host <= 12; host++) takenAddresses?.set(`10.2.1.${host}`, "cvm:ins-1");
    const [report] = await stage.minutes(1);
    expect(findingOf(report, empty)).toMatchObject({ state: "pending", code: "pending/waiting-for-subnet" });
    expect(findingOf(report, full)).toMatchObject({
      state: "blocked",
      code: "blocked/subnet-full",
      sentence: expect.stringMatching(/a link takes one and 3 must be left/),
    });
    expect(stage.writes()).toEqual({});
    await stage.createSubnet(full);
    await stage.until(full, "moored/attached");
    expect(await stage.ask(full)).toEqual(both((await stage.linkOf(full)).AccessIp));
  });

  it("the registry does not exist, or is in another region", async () => {
    const other = { ...defaultTencentAccount, registries: [{ id: "tcr-elsewher", name: "elsewhere" }] };
    for (const tencentAccounts of [[other], registryWith({ region: shanghai })]) {
      const stage = await begin({ tencentAccounts, settings: { instanceKnownIn: "home-region" } });
      const vpc = await stage.createNetwork();
      const report = await stage.pass();
      expect(findingOf(report, vpc)).toMatchObject({ state: "unknown" });
      expect(findingOf(report, vpc)?.sentence).toContain("the account has no instance tcr-moordemo in ap-guangzhou");
      expect(stage.writes()).toEqual({});
      await stage.stop();
    }
  });

  it("the account of the networks is not accepted", async () => {
    const stage = await begin({
      configuration: tencentConfiguration().replace(defaultTencentAccount.id, "100000000007"),
    });
    const vpc = await stage.createNetwork();
    const [report] = await stage.minutes(1);
    expect(findingOf(report, vpc)).toMatchObject({ state: "blocked", code: "blocked/not-accepted" });
    expect(stage.writes()).toEqual({});
  });
});

describe("what only the vendor's refusal can tell", () => {
  it.each(["UnauthorizedOperation", "UnauthorizedOperation.ErrorTcrUnauthorized", "AuthFailure.UnauthorizedOperation"])(
    "a missing right (%s): the finding names it, and it is asked for once an hour",
    async (code) => {
      const stage = await begin();
      const fault = { status: 200, code, message: "you are not authorized to perform operation" };
      stage.world.faults.add({ product: "tcr", action: "ManageInternalEndpoint", times: 1, fault });
      const vpc = await stage.createNetwork();
      const reports = await stage.minutes(30);
      expect(JSON.stringify(reports[0])).toContain(`${create} failed: ${code}`);
      for (const report of reports.slice(1))
        expect(findingOf(report, vpc)).toMatchObject({
          code: "blocked/no-permission",
          sentence: expect.stringContaining(`the right ${create} is missing`),
        });
      expect(stage.calls.get(create)).toBe(1);
      await stage.minutes(35);
      expect(stage.calls.get(create)).toBe(2);
      expect(await stage.links()).toHaveLength(1);
    },
  );

  it.each(["InvalidParameter", "FailedOperation", "ResourceInsufficient.ErrorInstanceNotRunning"])(
    "a refusal that names no reason of ours (%s) is told in the vendor's words",
    async (code) => {
      const stage = await begin();
      const fault = { status: 200, code, message: "not this one" };
      stage.world.faults.add({ product: "tcr", action: "ManageInternalEndpoint", times: 1, fault });
      const vpc = await stage.createNetwork();
      const [report] = await stage.minutes(1);
      expect(findingOf(report, vpc)).toMatchObject({ code: "pending/write-failed" });
      expect(findingOf(report, vpc)?.sentence).toMatch(new RegExp(`${create} failed: ${code} .*not this one`));
      await stage.minutes(5);
      expect(stage.calls.get(create)).toBe(1);
    },
  );

  it("no answer at all: the link that came of it is seen and kept", async () => {
    const stage = await begin();
    stage.world.faults.add({
      product: "tcr",
      action: "ManageInternalEndpoint",
      times: 1,
      fault: "reset-after-write",
    });
    const vpc = await stage.createNetwork();
    await stage.untilMoored([vpc]);
    expect(stage.calls.get(create)).toBe(1);
    expect(await stage.ledger()).toMatchObject([{ network: vpc, attachedAt: expect.any(String) }]);
  });
});

describe("credentials that expire inside a pass", () => {
  it("are read anew, and the pass goes on", async () => {
    const [user] = defaultTencentAccount.users;
    const expired: string[] = [];
    let reads = 0;
    const stage = await begin({
      async credentials() {
        // The fourth key that is handed out has run out before it is used.
        if (++reads !== 4) return user;
        const { secretId, secretKey, token } = stage.world.tencentKeys.issue({
          account: defaultTencentAccount.id,
          role: "mooring",
          session: "test",
          seconds: -1,
        });
        expired.push(secretId);
        return { secretId, secretKey, token };
      },
    });
    const vpc = await stage.createNetwork();
    const report = await stage.pass();
    expect(expired).toHaveLength(1);
    expect(findingOf(report, vpc)).toMatchObject({ state: "pending", code: "pending/link-in-transition" });
  });
});
