import { afterEach, describe, expect, it } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import {
  both,
  createTencentStage,
  defaultName,
  findingOf,
  registryId,
  type TencentStage,
  type TencentStageOptions,
  tencentConfiguration,
  tencentRegion,
  vpcName,
} from "./tencent-direct-stage.ts";

const bothNames = tencentConfiguration(["names: [vpc, default]"]);
const publish = "tcr:CreateInternalEndpointDns";
const withdraw = "tcr:DeleteInternalEndpointDns";

/** Links come and go at once, so that tests that are not about waiting do not wait. */
const quick = { tcrLinkReadyMs: 0, tcrLinkGoneMs: 0 };

let open: TencentStage | undefined;
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

/** Two moored networks; what was turned on is long enough ago that nobody waits for it any more. */
async function moored(options: TencentStageOptions = {}) {
  const settings: Readonly<Record<string, SettingValue>> = { ...quick, ...options.settings };
  const stage = await createTencentStage({ ...options, settings });
  open = stage;
  const other = await stage.createNetwork();
  const hurt = await stage.createNetwork();
  await stage.untilMoored([other, hurt]);
  await stage.minutes(3);
  return { stage, hurt, other };
}

async function answersIn(stage: TencentStage, vpc: string) {
  return { vpc: await stage.ask(vpc), default: await stage.ask(vpc, defaultName) };
}

/** As somebody would who makes the link anew in the console while no pass looks. */
async function makeAnew(stage: TencentStage, vpc: string): Promise<string> {
  const { SubnetId = "" } = await stage.linkOf(vpc);
  await stage.unlink(vpc);
  await stage.link(vpc, SubnetId);
  return String((await stage.linkOf(vpc)).AccessIp);
}

const done = (report: Awaited<ReturnType<TencentStage["pass"]>> | undefined) =>
  report?.outcomes.map(({ change, result }) => [change.kind, result]);

/** What the passes wrote since `before`. */
function since(stage: TencentStage, before: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const all = Object.entries(stage.writes()).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

describe("after somebody turned a switch off", () => {
  it.each([vpcName, defaultName])("of %s, the next pass turns it on again and says so", async (name) => {
    const { stage, hurt, other } = await moored({ configuration: bothNames });
    const before = await answersIn(stage, hurt);
    const others = await answersIn(stage, other);
    await stage.turn(hurt, "off", { name });
    expect(await stage.ask(hurt, name)).toEqual(both(undefined));
    const [report] = await stage.minutes(1);
    expect(done(report)).toEqual([["switch-on", "applied"]]);
    expect(findingOf(report, hurt)).toMatchObject({ state: "moored" });
    expect(await answersIn(stage, hurt)).toEqual(before);
    expect(await answersIn(stage, other)).toEqual(others);
    expect((await stage.ledger()).find(({ network }) => network === hurt)?.repairs).toMatchObject([
      { name, kind: "switch-on", repointed: false },
    ]);
    const [next] = await stage.minutes(1);
    expect(next?.outcomes).toEqual([]);
  });

  it("of both names, one pass puts both right", async () => {
    const { stage, hurt } = await moored({ configuration: bothNames });
    const before = await answersIn(stage, hurt);
    for (const name of [vpcName, defaultName]) await stage.turn(hurt, "off", { name });
    const [report] = await stage.minutes(1);
    expect(done(report)).toEqual([
      ["switch-on", "applied"],
      ["switch-on", "applied"],
    ]);
    expect(await answersIn(stage, hurt)).toEqual(before);
  });

  it("three times within a day, it is contested and left alone until the day is over", async () => {
    const { stage, hurt } = await moored();
    for (let time = 1; time <= 3; time++) {
      await stage.turn(hurt, "off");
      const [report] = await stage.minutes(1);
      expect(done(report)).toEqual([["switch-on", "applied"]]);
      await stage.minutes(4);
    }
    await stage.turn(hurt, "off");
    const before = stage.writes();
    const reports = await stage.minutes(5);
    expect(stage.writes()).toEqual(before);
    expect(findingOf(reports.at(-1), hurt)).toMatchObject({
      state: "held",
      code: "held/contested",
      sentence: expect.stringContaining("repaired 3 times within 24 hours"),
    });
    expect(await stage.ask(hurt)).toEqual(both(undefined));
    await stage.world.clock.advance(24 * 3_600_000);
    expect(done(await stage.pass())).toEqual([["switch-on", "applied"]]);
    expect(await stage.ask(hurt)).toEqual(both((await stage.linkOf(hurt)).AccessIp));
  });
});

describe("after somebody made the link anew, at another address,", () => {
  const comparing = [true, false].flatMap((dnsStatusComparesIp) =>
    ["upsert", "UnsupportedOperation.CreatePrivateZoneRecord"].map((dnsCreateRepeated) => ({
      dnsStatusComparesIp,
      dnsCreateRepeated,
    })),
  );

  it.each(comparing)("two readings agree, then the name follows: %j", async (settings) => {
    const { stage, hurt, other } = await moored({
      settings: { linkDeleteWithDnsOn: "stale-record", ...settings },
      configuration: bothNames,
    });
    const others = await answersIn(stage, other);
    const before = await answersIn(stage, hurt);
    const address = await makeAnew(stage, hurt);
    expect(before.vpc).not.toEqual(both(address));
    expect(await answersIn(stage, hurt)).toEqual(before);

    const [first] = await stage.minutes(1);
    expect(first?.outcomes).toEqual([]);
    expect(findingOf(first, hurt)).toMatchObject({
      state: "held",
      code: "held/address-changed",
      sentence: expect.stringContaining(`${before.vpc.udp[0]}, and the link has ${address} now`),
    });
    const [second] = await stage.minutes(1);
    expect(done(second)?.every(([, result]) => result === "applied" || result === "skipped")).toBe(true);
    expect(findingOf(second, hurt)).toMatchObject({ state: "moored" });
    expect(await answersIn(stage, hurt)).toEqual({ vpc: both(address), default: both(address) });
    expect(await answersIn(stage, other)).toEqual(others);
    expect((await stage.ledger()).find(({ network }) => network === hurt)).toMatchObject({
      address,
      moved: null,
      names: [{ address }, { address }],
    });
    for (const report of await stage.minutes(4)) expect(report.outcomes).toEqual([]);
  });

  it.each(["cascade", "refused"])("with its switches off (deleting is %s), the name follows", async (value) => {
    const { stage, hurt } = await moored({ settings: { linkDeleteWithDnsOn: value } });
    if (value === "refused") await stage.turn(hurt, "off");
    const address = await makeAnew(stage, hurt);
    const reports = await stage.minutes(2);
    expect(findingOf(reports[0], hurt)).toMatchObject({ code: "held/address-changed" });
    expect(findingOf(reports[1], hurt)).toMatchObject({ state: "moored" });
    expect(await stage.ask(hurt)).toEqual(both(address));
  });

  it("of six networks at once, no name is moved: that many together are more likely a mistake", async () => {
    const stage = await createTencentStage({ settings: { ...quick, linkDeleteWithDnsOn: "stale-record" } });
    open = stage;
    const vpcs: string[] = [];
    for (let count = 0; count < 6; count++) vpcs.push(await stage.createNetwork());
    await stage.untilMoored(vpcs);
    const before = await Promise.all(vpcs.map((vpc) => stage.ask(vpc)));
    for (const vpc of vpcs) await makeAnew(stage, vpc);
    const writes = stage.writes();
    const reports = await stage.minutes(4);
    expect(stage.writes()).toEqual(writes);
    for (const vpc of vpcs)
      expect(findingOf(reports.at(-1), vpc)?.sentence).toContain("the links of 6 names of registry");
    expect(reports.at(-1)?.held.map(({ code }) => code)).toContain("held/correlated-drift");
    expect(await Promise.all(vpcs.map((vpc) => stage.ask(vpc)))).toEqual(before);
  });
});

describe("after somebody deleted the link", () => {
  it.each(["cascade", "stale-record"])(
    "(its records: %s), Mooring makes it again, and the names follow it at once",
    async (linkDeleteWithDnsOn) => {
      const { stage, hurt, other } = await moored({ settings: { linkDeleteWithDnsOn }, configuration: bothNames });
      const others = await answersIn(stage, other);
      const old = String((await stage.linkOf(hurt)).AccessIp);
      // Until then the deleted link may be the one that was asked for and does not show yet.
      await stage.minutes(10);
      await stage.unlink(hurt);
      expect(await stage.ask(hurt)).toEqual(both(linkDeleteWithDnsOn === "cascade" ? undefined : old));
      stage.world.set({ tcrLinkReadyMs: 60_000 });
      const [first] = await stage.minutes(1);
      expect(done(first)).toEqual([["attach", "applied"]]);
      const found = await stage.until(hurt, "moored/attached", 3);
      expect(found).toMatchObject({ state: "moored" });
      const { AccessIp } = await stage.linkOf(hurt);
      expect(AccessIp).not.toBe(old);
      expect(await answersIn(stage, hurt)).toEqual({ vpc: both(AccessIp), default: both(AccessIp) });
      expect(await answersIn(stage, other)).toEqual(others);
      for (const report of await stage.minutes(4)) expect(report.outcomes).toEqual([]);
    },
  );
});

describe("while a link is on its way out", () => {
  it.each(["Deleting", "Terminating", "Running"])(
    "and shown as %s, nothing is written to it, and it is made again once it is gone",
    async (linkDeletingStatus) => {
      const { stage, hurt } = await moored({ settings: { linkDeletingStatus, linkDeleteWithDnsOn: "cascade" } });
      await stage.minutes(10);
      stage.world.set({ tcrLinkGoneMs: 180_000 });
      const { SubnetId = "" } = await stage.linkOf(hurt);
      const link = { RegistryId: registryId, VpcId: hurt, SubnetId };
      const before = stage.writes();
      await stage.user.tcr.ManageInternalEndpoint({ ...link, Operation: "Delete" });
      await stage.minutes(2);
      // A link that is shown as working cannot be told from one.
      const published = linkDeletingStatus === "Running" ? { [publish]: 1 } : {};
      expect(since(stage, before)).toEqual(published);
      await stage.untilMoored([hurt]);
      await stage.minutes(4);
      expect(await stage.ask(hurt)).toEqual(both((await stage.linkOf(hurt)).AccessIp));
      expect(since(stage, before)["tcr:ManageInternalEndpoint"]).toBe(1);
    },
  );
});

describe("a switch whose zone the account sees", () => {
  /** The managed zone that answers in the network, and its record. */
  async function zoneOf(stage: TencentStage, vpc: string) {
    const { PrivateZoneSet } = await stage.user.privatedns.DescribePrivateZoneList({ Limit: 100 });
    const zone = PrivateZoneSet?.find(({ VpcSet }) => VpcSet?.some(({ UniqVpcId }) => UniqVpcId === vpc));
    const ZoneId = zone?.ZoneId ?? "";
    const { RecordSet } = await stage.user.privatedns.DescribePrivateZoneRecordList({ ZoneId });
    return { ZoneId, RecordId: RecordSet?.[0]?.RecordId ?? "", SubDomain: RecordSet?.[0]?.SubDomain ?? "" };
  }

  async function paused(dnsStatusBrokenZone: string) {
    const all = await moored({ settings: { managedZoneVisibility: "visible", dnsStatusBrokenZone } });
    const { ZoneId, RecordId } = await zoneOf(all.stage, all.hurt);
    await all.stage.user.privatedns.ModifyRecordsStatus({ ZoneId, RecordIds: [Number(RecordId)], Status: "disabled" });
    return all;
  }

  it("and whose record is paused is turned on again where the vendor says that it is off", async () => {
    const { stage, hurt } = await paused("DISABLED");
    const [report] = await stage.minutes(1);
    expect(done(report)).toEqual([["switch-on", "applied"]]);
    expect(await stage.ask(hurt)).toEqual(both((await stage.linkOf(hurt)).AccessIp));
  });

  it.each([
    ["ERROR", "drifted/switch-error", /the vendor reports ERROR .* open a ticket/],
    ["ENABLED", "drifted/record-disabled", /the record of harbor-vpc.* is disabled although .* is ENABLED/],
  ] as const)("and whose record is paused is reported where the vendor says %s", async (value, code, words) => {
    const { stage, hurt } = await paused(value);
    const before = stage.writes();
    const reports = await stage.minutes(5);
    expect(findingOf(reports.at(-1), hurt)).toMatchObject({ state: "drifted", code });
    expect(findingOf(reports.at(-1), hurt)?.sentence).toMatch(words);
    expect(stage.writes()).toEqual(before);
  });

  it("and whose record somebody changed is seen to answer wrongly, whatever the vendor compares", async () => {
    for (const dnsStatusComparesIp of [true, false]) {
      const { stage, hurt } = await moored({ settings: { managedZoneVisibility: "visible", dnsStatusComparesIp } });
      const { AccessIp } = await stage.linkOf(hurt);
      const { ZoneId, RecordId, SubDomain } = await zoneOf(stage, hurt);
      const wrong = { ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: "10.9.9.9" };
      await stage.user.privatedns.ModifyPrivateZoneRecord(wrong);
      const [report] = await stage.minutes(1);
      if (dnsStatusComparesIp) {
        expect(done(report)).toEqual([["switch-on", "applied"]]);
        expect(await stage.ask(hurt)).toEqual(both(AccessIp));
      } else {
        expect(report?.outcomes).toEqual([]);
        expect(findingOf(report, hurt)).toMatchObject({ code: "drifted/shadowed" });
        expect(findingOf(report, hurt)?.sentence).toContain("with 10.9.9.9");
      }
      await stage.stop();
    }
  });
});

describe("a zone of somebody's own", () => {
  it("that is bound to the network and shadows the name is reported and left alone", async () => {
    const { stage, hurt } = await moored();
    const { ZoneId = "" } = await stage.user.privatedns.CreatePrivateZone({ Domain: vpcName });
    const record = { ZoneId, SubDomain: "@", RecordType: "A", RecordValue: "10.9.9.9" };
    await stage.user.privatedns.CreatePrivateZoneRecord(record);
    const VpcSet = [{ UniqVpcId: hurt, Region: tencentRegion }];
    await stage.user.privatedns.AddSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    expect(await stage.ask(hurt)).toEqual(both("10.9.9.9"));
    const before = stage.writes();
    const reports = await stage.minutes(5);
    expect(findingOf(reports.at(-1), hurt)).toMatchObject({
      state: "drifted",
      code: "drifted/shadowed",
      sentence: expect.stringContaining(`zone ${vpcName} (${ZoneId})`),
    });
    expect(stage.writes()).toEqual(before);
    await stage.user.privatedns.DeleteSpecifyPrivateZoneVpc({ ZoneId, VpcSet, Sync: true });
    const [after] = await stage.minutes(1);
    expect(findingOf(after, hurt)).toMatchObject({ state: "moored" });
  });
});

describe("a name that was just published", () => {
  it.each([
    [60_000, false],
    [120_000, false],
    [60_000, true],
    [120_000, true],
  ])("may need %i ms until resolvers follow, which is no drift (status ahead: %s)", async (delay, dnsStatusAhead) => {
    const settings = { tcrLinkReadyMs: 0, dnsPropagationMs: delay, dnsStatusAhead };
    const stage = await createTencentStage({ settings });
    open = stage;
    const vpc = await stage.createNetwork();
    await stage.pass();
    expect(await stage.ask(vpc)).toEqual(both(undefined));
    const first = await stage.pass();
    expect(first.outcomes).toEqual([]);
    expect(findingOf(first, vpc)?.code).toBe(dnsStatusAhead ? "moored/attached" : "pending/names-not-published");
    await stage.minutes(4);
    expect(await stage.ask(vpc)).toEqual(both((await stage.linkOf(vpc)).AccessIp));
    expect(stage.writes()).toEqual({ "tcr:ManageInternalEndpoint": 1, [publish]: 1 });
    const [report] = await stage.minutes(1);
    expect(findingOf(report, vpc)).toMatchObject({ state: "moored" });
  });

  it("is put right while switches take two minutes to follow, and nothing is written twice", async () => {
    const { stage, hurt } = await moored({ settings: { dnsPropagationMs: 120_000 } });
    const before = stage.writes();
    await stage.turn(hurt, "off");
    await stage.minutes(8);
    expect(await stage.ask(hurt)).toEqual(both((await stage.linkOf(hurt)).AccessIp));
    expect(since(stage, before)).toEqual({ [publish]: 1 });
  });

  it("and moves with its link while switches take two minutes to follow", async () => {
    const { stage, hurt } = await moored({
      settings: { dnsPropagationMs: 120_000, linkDeleteWithDnsOn: "stale-record" },
    });
    const address = await makeAnew(stage, hurt);
    const before = stage.writes();
    await stage.minutes(12);
    expect(await stage.ask(hurt)).toEqual(both(address));
    const [report] = await stage.minutes(1);
    expect(findingOf(report, hurt)).toMatchObject({ state: "moored" });
    expect(since(stage, before)).toEqual({ [publish]: 1, [withdraw]: 1 });
  });
});

describe("what the mode allows", () => {
  it("`observe` reports a switch that is off, and writes nothing", async () => {
    const { stage, hurt } = await moored();
    await stage.turn(hurt, "off");
    const before = stage.writes();
    const observing = await stage.pass({ mode: "observe" });
    expect(observing.outcomes).toEqual([]);
    expect(findingOf(observing, hurt)).toMatchObject({
      state: "drifted",
      code: "drifted/switch-off",
      sentence: expect.stringContaining("this deployment runs in mode observe"),
    });
    expect(stage.writes()).toEqual(before);
    expect(await stage.ask(hurt)).toEqual(both(undefined));
  });

  it("`observe` says which subnet a new network would use, and asks for no link", async () => {
    const stage = await createTencentStage({ configuration: tencentConfiguration([], "observe") });
    open = stage;
    const vpc = await stage.createNetwork();
    const report = await stage.pass();
    expect(findingOf(report, vpc)).toMatchObject({
      state: "held",
      code: "held/mode-observe",
      sentence: expect.stringContaining('gives registry "harbor" mode observe'),
    });
    expect(stage.writes()).toEqual({});
    expect(await stage.ledger()).toEqual([]);
  });

  it.each(["attach", "repair"] as const)("`%s` makes links and turns switches on and off", async (mode) => {
    const { stage, hurt } = await moored({
      mode,
      configuration: tencentConfiguration([], mode),
      settings: { linkDeleteWithDnsOn: "stale-record" },
    });
    await stage.turn(hurt, "off");
    await stage.minutes(1);
    expect(await stage.ask(hurt)).toEqual(both((await stage.linkOf(hurt)).AccessIp));
    const address = await makeAnew(stage, hurt);
    await stage.minutes(2);
    expect(await stage.ask(hurt)).toEqual(both(address));
  });
});

describe("private DNS that is closed in the middle", () => {
  it("is what every pass says, the frequent one too: nothing is written, nothing fails, and it heals when it is opened", async () => {
    const { stage, hurt, other } = await moored();
    const before = stage.writes();
    stage.account.dnsService = "DISABLED";
    const reports = await stage.minutes(5);
    for (const report of reports) {
      expect(findingOf(report, hurt)?.code).toBe("blocked/dns-closed");
      expect(findingOf(report, other)?.code).toBe("blocked/dns-closed");
      expect(report.outcomes).toEqual([]);
    }
    expect(since(stage, before)).toEqual({});
    stage.account.dnsService = "ENABLED";
    await stage.untilMoored([hurt, other]);
  });
});

describe("a link that somebody makes again long after it was asked for", () => {
  it("is in transition, not stuck", async () => {
    const { stage, hurt } = await moored({ settings: { ...quick, tcrLinkReadyMs: 300_000 } });
    await stage.world.clock.advance(3_600_000);
    const { SubnetId = "" } = await stage.linkOf(hurt);
    await stage.turn(hurt, "off");
    await stage.unlink(hurt);
    await stage.link(hurt, SubnetId);
    const [report] = await stage.minutes(1);
    expect(findingOf(report, hurt)?.code).toBe("pending/link-in-transition");
    await stage.untilMoored([hurt]);
  });
});

describe("a link made again by somebody who also turns its private resolution on with the new address", () => {
  it("is settled: the ledger takes the address, the name never goes silent, and then nothing is to be done", async () => {
    const { stage, hurt } = await moored();
    await stage.turn(hurt, "off");
    const address = await makeAnew(stage, hurt);
    await stage.turn(hurt, "on", { address });
    for (let minute = 0; minute < 8; minute++) {
      await stage.minutes(1);
      expect(await stage.ask(hurt)).toEqual({ udp: [address], tcp: [address] });
    }
    await stage.untilMoored([hurt]);
    const [entry] = (await stage.ledger()).filter(({ network }) => network === hurt);
    expect(entry).toMatchObject({ address, names: [{ address, withdrawnAt: null }] });
    const [next] = await stage.minutes(1);
    expect(next?.outcomes).toEqual([]);
  });
});
