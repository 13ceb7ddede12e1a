import { afterEach, describe, expect, it } from "vitest";
import {
  audited,
  both,
  createTencentStage,
  defaultName,
  findingOf,
  passForEachEvent,
  registryId,
  registryWith,
  type TencentStage,
  type TencentStageOptions,
  tencentConfiguration,
  tencentRegion,
  vpcName,
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

async function expectMoored(stage: TencentStage, vpc: string, names: readonly string[] = [vpcName]): Promise<void> {
  const link = await stage.linkOf(vpc);
  expect(link.Status).toBe("Running");
  for (const name of names) expect(await stage.ask(vpc, name)).toEqual(both(link.AccessIp));
}

describe("a tagged network", () => {
  it("is linked, its name published once the link is ready, and then nothing more is to be done", async () => {
    const stage = await begin();
    const vpc = await stage.createVpc({ "registry-link": "harbor" });
    const [first] = await stage.minutes(1);
    expect(findingOf(first, vpc)?.code).toBe("pending/waiting-for-subnet");
    const subnet = await stage.createSubnet(vpc);
    expect(await stage.until(vpc, "moored/attached")).toMatchObject({ code: "moored/attached" });
    expect(await stage.links()).toMatchObject([{ VpcId: vpc, SubnetId: subnet, Status: "Running" }]);
    await expectMoored(stage, vpc);
    const before = stage.writes();
    for (const report of await stage.minutes(3)) expect(report.outcomes).toEqual([]);
    expect(stage.writes()).toEqual(before);
  });

  it("is linked while its link takes nine minutes, and every pass on the way says so", async () => {
    const stage = await begin({ settings: { tcrLinkReadyMs: 540_000, linkPendingStatus: "Creating" } });
    const vpc = await stage.createNetwork();
    const reports = await stage.minutes(9);
    for (const report of reports)
      expect(findingOf(report, vpc)).toMatchObject({
        code: "pending/link-in-transition",
        sentence: expect.stringContaining("Creating, without an address yet"),
      });
    expect(await stage.until(vpc, "moored/attached", 3)).toMatchObject({ code: "moored/attached" });
    await expectMoored(stage, vpc);
    expect(stage.writes()).toEqual({ [create]: 1, "tcr:CreateInternalEndpointDns": 1 });
  });

  it("has its names in the ledger, each with its kind, its region and the address it was published with", async () => {
    const stage = await begin({ configuration: tencentConfiguration(["names: [vpc, default]"]) });
    const vpc = await stage.createNetwork();
    await stage.untilMoored([vpc]);
    const { AccessIp, SubnetId } = await stage.linkOf(vpc);
    const published = { region: tencentRegion, address: AccessIp, publishedAt: expect.any(String), withdrawnAt: null };
    expect(await stage.ledger()).toMatchObject([
      {
        cloud: "tencent",
        account: "100000000001",
        region: tencentRegion,
        registry: registryId,
        network: vpc,
        subnet: SubnetId,
        address: AccessIp,
        names: [
          { ...published, name: vpcName, kind: "vpc" },
          { ...published, name: defaultName, kind: "default" },
        ],
        attachedAt: expect.any(String),
        verifiedAt: expect.any(String),
        repairs: [],
        failures: [],
      },
    ]);
  });
});

describe("the default name", () => {
  it("keeps its public answer in a moored network unless the configuration names it", async () => {
    const stage = await begin({ settings: { publicNameWhenClosed: "answers" } });
    const vpc = await stage.createNetwork();
    const outside = await stage.ask(vpc, defaultName);
    expect(outside.udp[0]).toMatch(/^203\.0\.113\./);
    await stage.untilMoored([vpc]);
    await expectMoored(stage, vpc);
    expect(await stage.ask(vpc, defaultName)).toEqual(outside);
    expect(stage.writes()).toEqual({ [create]: 1, "tcr:CreateInternalEndpointDns": 1 });
  });

  it("answers the link's address with `names: [vpc, default]`, and the public one until the link is ready", async () => {
    const stage = await begin({
      configuration: tencentConfiguration(["names: [vpc, default]"]),
      settings: { publicNameWhenClosed: "answers" },
    });
    const vpc = await stage.createNetwork();
    await stage.minutes(1);
    expect((await stage.ask(vpc, defaultName)).udp[0]).toMatch(/^203\.0\.113\./);
    expect((await stage.ask(vpc, vpcName)).udp).toEqual([]);
    await stage.untilMoored([vpc]);
    await expectMoored(stage, vpc, [vpcName, defaultName]);
    expect(stage.writes()).toEqual({ [create]: 1, "tcr:CreateInternalEndpointDns": 2 });
  });
});

describe("a network is linked by the events alone", () => {
  it.each([
    ["the tag in the create call, then the subnet", true, ["subnet"]],
    ["the tag, then the subnet", false, ["tag", "subnet"]],
    ["the subnet, then the tag", false, ["subnet", "tag"]],
  ] as const)("%s", async (_, tagged, steps) => {
    const stage = await begin({ tencentAccounts: [audited] });
    const vpc = await stage.createVpc(tagged ? { "registry-link": "harbor" } : {});
    let seen = 0;
    const follow = async () => {
      await passForEachEvent(stage, seen);
      seen = stage.emulator.tencent.eventBus.events().length;
    };
    await follow();
    for (const step of steps) {
      expect(await stage.links()).toEqual([]);
      if (step === "subnet") await stage.createSubnet(vpc);
      else await stage.tag(vpc, "harbor");
      await follow();
    }
    expect((await stage.links()).map(({ VpcId }) => VpcId)).toEqual([vpc]);
    // Its own writes raise events too, and nothing follows from them.
    await follow();
    await stage.untilMoored([vpc]);
    await expectMoored(stage, vpc);
    expect(stage.calls.get(create)).toBe(1);
  });

  it("and once, when each of them arrives twice and out of order, before and after a timer's pass", async () => {
    const stage = await begin({ tencentAccounts: [audited] });
    const vpc = await stage.createVpc();
    await stage.createSubnet(vpc);
    await stage.tag(vpc, "harbor");
    const events = stage.emulator.tencent.eventBus.events();
    expect(events.length).toBe(3);
    for (let round = 0; round < 3; round++) {
      await passForEachEvent(stage, 2);
      await passForEachEvent(stage, 1);
      if (round === 1) await stage.untilMoored([vpc]);
    }
    expect(stage.writes()).toEqual({ [create]: 1, "tcr:CreateInternalEndpointDns": 1 });
    await expectMoored(stage, vpc);
  });

  it("and an event of a call that touches no network, link or zone costs no call", async () => {
    const stage = await begin({ tencentAccounts: [audited] });
    await stage.user.privatedns.SubscribePrivateZoneService(null);
    expect(stage.emulator.tencent.eventBus.events().length).toBeGreaterThan(0);
    expect(await passForEachEvent(stage)).toBe(0);
    expect(stage.calls.size).toBe(0);
  });
});

describe("several networks", () => {
  it("are linked one after the other, the first alone, because how many links there may be is only assumed", async () => {
    const stage = await begin();
    const vpcs: string[] = [];
    for (let count = 0; count < 4; count++) vpcs.push(await stage.createNetwork());
    let most = 0;
    stage.world.changed.subscribe(() => {
      const links = [...stage.account.registries.values()].flatMap((registry) => registry.links);
      most = Math.max(most, links.filter(({ step }) => step === "pending").length);
    });
    const [first] = await stage.minutes(1);
    const linked = (await stage.links()).map(({ VpcId }) => VpcId);
    expect(linked).toHaveLength(1);
    const waiting = vpcs.filter((vpc) => !linked.includes(vpc));
    for (const vpc of waiting) expect(findingOf(first, vpc)).toMatchObject({ state: "held", code: "held/canary" });
    const codes = new Set<string>();
    for (let minute = 0; minute < 12; minute++) {
      const [report] = await stage.minutes(1);
      for (const { state, code, sentence } of report?.findings ?? []) {
        codes.add(code);
        if (code === "held/quota-unknown")
          expect([state, sentence]).toEqual([
            "held",
            expect.stringMatching(/one at a time, because the quota of 20 links, of which it uses \d, is assumed/),
          ]);
      }
    }
    expect(codes).toContain("held/quota-unknown");
    await stage.untilMoored(vpcs);
    for (const vpc of vpcs) await expectMoored(stage, vpc);
    expect(most).toBe(1);
    expect(stage.calls.get(create)).toBe(4);
  });

  it("of several registries are linked with two calls a second at most, and none is refused for its pace", async () => {
    const aliases = ["harbor", "quay", "cove", "haven", "roads"];
    const registries = aliases.map((name, index) => ({
      ...audited.registries[0],
      id: index === 0 ? registryId : `tcr-moordem${index}`,
      name: name === "harbor" ? name : `${name}-registry`,
    }));
    const entries = registries.map(
      ({ id }, index) =>
        `  ${aliases[index]}: { cloud: tencent, region: ${tencentRegion}, instance: ${id}, mode: repair, accept: { accounts: ["${audited.id}"] } }\n`,
    );
    const stage = await begin({
      tencentAccounts: [{ ...audited, registries }],
      configuration: `version: 1\nregistries:\n${entries.join("")}`,
    });
    const asked: number[] = [];
    const refused: string[] = [];
    stage.world.tencentAudited.subscribe(({ action, error }) => {
      if (action.name === "ManageInternalEndpoint") asked.push(stage.world.clock.now());
      if (error !== undefined) refused.push(error.code);
    });
    const vpc = await stage.createNetwork(aliases.join(","));
    const report = await stage.pass();
    expect(report.outcomes.map(({ result }) => result)).toEqual(aliases.map(() => "applied"));
    expect(asked).toHaveLength(5);
    for (const start of asked)
      expect(asked.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(2);
    expect(refused).toEqual([]);
    expect(stage.calls.get(create)).toBe(5);
    await stage.until(vpc, "moored/attached");
    for (const { id, name } of registries) {
      const [link] = await stage.links(id);
      expect(await stage.ask(vpc, `${name}-vpc.tencentcloudcr.com`)).toEqual(both(link?.AccessIp));
    }
  });

  it("leave their own answers alone: each resolves to its own link's address", async () => {
    const stage = await begin({ settings: { tcrLinkReadyMs: 0 } });
    const vpcs = [await stage.createNetwork(), await stage.createNetwork(), await stage.createNetwork(null)];
    const [one = "", two = "", untagged = ""] = vpcs;
    await stage.untilMoored([one, two]);
    await expectMoored(stage, one);
    await expectMoored(stage, two);
    expect((await stage.linkOf(one)).AccessIp).not.toBe((await stage.linkOf(two)).AccessIp);
    expect(await stage.ask(untagged)).toEqual(both(undefined));
  });
});

describe("the quota of links", () => {
  it("is assumed from the edition until the registry refuses, and then lowered; it is asked again an hour later", async () => {
    const stage = await begin({
      tencentAccounts: registryWith({ edition: "basic" }),
      settings: { tcrLinkReadyMs: 0, linkQuota: "3/5/10" },
    });
    const vpcs: string[] = [];
    for (let count = 0; count < 5; count++) vpcs.push(await stage.createNetwork());
    await stage.minutes(5);
    const links = await stage.links();
    expect(links).toHaveLength(3);
    const [report] = await stage.minutes(1);
    const left = vpcs.filter((vpc) => !links.some(({ VpcId }) => VpcId === vpc));
    const findings = left.map((vpc) => findingOf(report, vpc));
    expect(findings.map((finding) => finding?.code).sort()).toEqual(["blocked/quota-exhausted", "held/quota"]);
    expect(findings.find((finding) => finding?.code === "blocked/quota-exhausted")?.sentence).toMatch(
      /InternalError\.ErrorOverLimit .*request [0-9a-f-]{36}.*buy more links/,
    );
    expect(findings.find((finding) => finding?.code === "held/quota")?.sentence).toContain(
      "it is 3, not the 5 that its edition suggests",
    );
    expect(stage.calls.get(create)).toBe(4);
    await stage.minutes(45);
    expect(stage.calls.get(create)).toBe(4);
    stage.world.set({ linkQuotaRaised: 100 });
    await stage.minutes(20);
    expect(await stage.links()).toHaveLength(5);
    await stage.untilMoored(vpcs);
  });

  it.each(["InternalError.ErrorOverLimit", "OperationDenied.QuotaOverLimit"])(
    "of a basic registry lets five in, and the sixth is refused with %s, which the finding says",
    async (linkOverQuotaCode) => {
      const stage = await begin({
        tencentAccounts: registryWith({ edition: "basic" }),
        settings: { tcrLinkReadyMs: 0, linkOverQuotaCode },
      });
      const vpcs: string[] = [];
      for (let count = 0; count < 6; count++) vpcs.push(await stage.createNetwork());
      await stage.minutes(7);
      const links = await stage.links();
      expect(links).toHaveLength(5);
      const sixth = vpcs.find((vpc) => !links.some(({ VpcId }) => VpcId === vpc)) ?? "";
      const [report] = await stage.minutes(1);
      expect(findingOf(report, sixth)).toMatchObject({
        state: "blocked",
        code: "blocked/quota-exhausted",
        sentence: expect.stringContaining(linkOverQuotaCode),
      });
      expect(stage.calls.get(create)).toBe(6);
      await stage.minutes(10);
      expect(stage.calls.get(create)).toBe(6);
    },
  );
});

describe("a network in a replica's region", () => {
  it.each([true, false])(
    "is linked there by the primary registry, and resolves there (listed by the primary: %s)",
    async (replicaLinksListedByPrimary) => {
      const stage = await begin({
        tencentAccounts: registryWith({ replicas: [shanghai] }),
        configuration: tencentConfiguration([`replicas: [${shanghai}]`, "names: [vpc, default]"]),
        settings: { replicaLinksListedByPrimary },
      });
      const near = await stage.createNetwork();
      const far = await stage.createNetwork("harbor", { region: shanghai });
      await stage.untilMoored([near, far]);
      const all = [...stage.account.registries.values()].flatMap((registry) => registry.links);
      const own = all.find(({ vpcId }) => vpcId === far);
      expect(own).toMatchObject({ region: shanghai, step: "running" });
      for (const name of [vpcName, defaultName]) expect(await stage.ask(far, name)).toEqual(both(own?.ip ?? undefined));
      await expectMoored(stage, near, [vpcName, defaultName]);
      expect((await stage.ledger()).find(({ network }) => network === far)).toMatchObject({
        region: shanghai,
        registry: registryId,
        names: [{ region: shanghai }, { region: shanghai }],
      });
      expect(stage.calls.get(create)).toBe(2);
    },
  );

  it("is not looked at while the configuration does not name the region", async () => {
    const stage = await begin({ tencentAccounts: registryWith({ replicas: [shanghai] }) });
    const far = await stage.createNetwork("harbor", { region: shanghai });
    const [report] = await stage.minutes(1);
    expect(findingOf(report, far)).toBeUndefined();
    expect(stage.writes()).toEqual({});
  });
});

describe("the link takes its address", () => {
  it("from the subnet with the most free addresses", async () => {
    const stage = await begin();
    const vpc = await stage.createVpc({ "registry-link": "harbor" });
    await stage.createSubnet(vpc, { bits: 28 });
    const large = await stage.createSubnet(vpc, { bits: 24 });
    await stage.minutes(1);
    expect(await stage.linkOf(vpc)).toMatchObject({ SubnetId: large });
  });

  it("from the subnet that is tagged for it", async () => {
    const stage = await begin();
    const vpc = await stage.createVpc({ "registry-link": "harbor" });
    await stage.createSubnet(vpc, { bits: 24 });
    const marked = await stage.createSubnet(vpc, { bits: 26, tags: { "registry-link-subnet": "yes" } });
    await stage.minutes(1);
    expect(await stage.linkOf(vpc)).toMatchObject({ SubnetId: marked });
  });

  it("from the subnet that the network's own tag names", async () => {
    const stage = await begin();
    const vpc = await stage.createVpc();
    await stage.createSubnet(vpc, { bits: 24 });
    const named = await stage.createSubnet(vpc, { bits: 26 });
    await stage.tag(vpc, `harbor;subnet=${named}`);
    await stage.minutes(1);
    expect(await stage.linkOf(vpc)).toMatchObject({ SubnetId: named });
  });

  it("from a subnet of the zones that the configuration prefers", async () => {
    const stage = await begin({ configuration: tencentConfiguration([`subnets: { zones: [${tencentRegion}-4] }`]) });
    const vpc = await stage.createVpc({ "registry-link": "harbor" });
    await stage.createSubnet(vpc, { bits: 24 });
    const preferred = await stage.createSubnet(vpc, { bits: 26, zone: "4" });
    await stage.minutes(1);
    expect(await stage.linkOf(vpc)).toMatchObject({ SubnetId: preferred });
  });
});

describe("a link that somebody else made", () => {
  async function foreign(switched: boolean) {
    const stage = await begin();
    const vpc = await stage.createVpc();
    await stage.link(vpc, await stage.createSubnet(vpc));
    if (switched) await stage.turn(vpc, "on");
    const [before] = await stage.minutes(1);
    expect(findingOf(before, vpc)).toMatchObject({ state: "foreign", code: "foreign/link" });
    await stage.tag(vpc, "harbor");
    const reports = await stage.minutes(5);
    expect(stage.writes()).toEqual({});
    expect(await stage.ledger()).toEqual([]);
    return { stage, vpc, finding: findingOf(reports.at(-1), vpc) };
  }

  it("is not owned: its name stays unpublished, and the report says whose it is not", async () => {
    const { stage, vpc, finding } = await foreign(false);
    expect(finding).toMatchObject({
      state: "held",
      code: "held/not-owned",
      sentence: expect.stringContaining("made by somebody else"),
      parts: [{ owned: false }],
    });
    expect(await stage.ask(vpc)).toEqual(both(undefined));
  });

  it("and whose name somebody else published is reported as unknown: nobody tells the address it answers with", async () => {
    const { stage, vpc, finding } = await foreign(true);
    expect(finding).toMatchObject({ state: "unknown", code: "unknown/unpublished-address", parts: [{ owned: false }] });
    await expectMoored(stage, vpc);
  });
});
