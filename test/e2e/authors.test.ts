import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount, type World } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import { readTencentPayload } from "../../shared/events/tencent.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import type { Store } from "../../shared/store/port.ts";
import { mooring } from "./command.ts";
import { createAlibabaDrift } from "./drift-alibaba.ts";
import { type DomainStage, foundIn } from "./drift-rows.ts";
import { createTencentDrift, ownZoneRows, type TencentDrift } from "./drift-tencent.ts";
import { createQuietStage, names, region, type Stage } from "./stage.ts";
import { audited, defaultName, vpcName } from "./tencent-direct-stage.ts";

const images = "images.corp-mooring.com";
const observing = { mode: "observe" } as const;

/** What the settings are now that `values` has others for. */
function settingsIn({ settings }: World, values: object): Readonly<Record<string, SettingValue>> {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => key in values));
}

/** Every text of a store. */
async function textsOf(store: Store): Promise<string> {
  const texts = await Promise.all((await store.list("")).map(async ({ key }) => (await store.read(key)) ?? ""));
  return texts.join("\n");
}

describe("who did it, on Tencent Cloud", () => {
  let drift: TencentDrift;
  let folder: string;
  let store: Store;
  let read = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mooring-authors-"));
    store = createFolderStore(folder);
    drift = await createTencentDrift({}, [images], { tencentAccounts: [audited], store });
    await pushConfiguration(store, drift.text);
  });
  afterAll(async () => {
    await drift.stage.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The passes that the events since the last time ask for. */
  function triggers(): readonly Trigger[] {
    const events = drift.stage.emulator.tencent.eventBus.events().slice(read);
    read += events.length;
    return events.flatMap(({ event }) => {
      const trigger = readTencentPayload(JSON.parse(JSON.stringify(event)));
      return trigger.kind === "ignored" ? [] : [trigger];
    });
  }

  const nameIn = (report: Report | undefined, name: string) =>
    foundIn(report, drift.hurt)
      ?.parts.flatMap((part) => part.names)
      .find((one) => one.name === name);

  /** Somebody turns a name off, and the event's pass sees it and may repair nothing. */
  async function turnedOff(name: string, values: Readonly<Record<string, SettingValue>> = {}) {
    const { world } = drift.stage;
    await drift.rest?.();
    triggers();
    const before = settingsIn(world, values);
    world.set(values);
    const at = world.clock.now();
    await drift.stage.turn(drift.hurt, "off", { name });
    world.set(before);
    const [trigger, ...more] = triggers();
    expect(more).toEqual([]);
    if (trigger === undefined) throw new Error("nothing told of it");
    const report = await drift.pass({ ...observing, trigger });
    return { at, report, found: nameIn(report, name) };
  }

  const mended = () => drift.minutes(4);

  it.sequential.each<readonly [Readonly<Record<string, SettingValue>>]>([
    [{}],
    [{ auditEventTime: "text", auditData: "json" }],
    [{ auditEventTime: "date", auditEnvelopeTime: "text", auditRecordForm: "old" }],
    [{ auditTencentApiAs: "ConsoleCall", auditResponse: "truncated", auditSubject: "absent" }],
  ])("a switch that somebody turned off says who, when and by which call, under %j", async (values) => {
    const { at, found } = await turnedOff(vpcName, values);
    expect(found).toMatchObject({
      code: "drifted/switch-off",
      changed: { by: expect.stringMatching(/^CAM user \S+$/), what: "DeleteInternalEndpointDns" },
    });
    expect(found?.sentence).toContain(`changed by ${found?.changed?.by} at `);
    expect(Math.abs(Date.parse(found?.changed?.at ?? "") - at)).toBeLessThanOrEqual(4_000);
    await mended();
  });

  it.sequential("the other name of the network is not said to be theirs", async () => {
    const { report } = await turnedOff(defaultName);
    expect(nameIn(report, defaultName)).toMatchObject({
      code: "drifted/switch-off",
      changed: { by: expect.any(String) },
    });
    expect(nameIn(report, vpcName)).toMatchObject({ state: "moored", changed: null });
    await mended();
  });

  it.sequential.each<readonly [Readonly<Record<string, SettingValue>>]>([
    [{ auditRequest: "empty" }],
    [{ auditRequest: "truncated" }],
  ])("nobody is named where the event does not tell which network, under %j", async (values) => {
    const { found } = await turnedOff(vpcName, values);
    expect(found).toMatchObject({ code: "drifted/switch-off", changed: null });
    await mended();
  });

  it.sequential("later passes of any depth go on to say it, and so does the repair, which Mooring is not blamed for", async () => {
    const { found } = await turnedOff(vpcName);
    const changed = found?.changed;
    const later = await drift.minutes(3, observing);
    expect(later.map((report) => nameIn(report, vpcName)?.changed)).toEqual([changed, changed, changed]);
    expect(nameIn(await drift.pass(observing), vpcName)).toMatchObject({ changed, since: found?.since });
    const [report] = await drift.minutes(1);
    expect(report?.outcomes.map(({ result }) => result)).toEqual(["applied"]);
    expect(report?.outcomes[0]?.change.because).toContain(`changed by ${changed?.by} at ${changed?.at} (`);
    // Its own write raised an event too.
    for (const trigger of triggers()) {
      const after = await drift.pass({ trigger });
      expect(after.outcomes).toEqual([]);
      for (const { changed: blamed } of after.findings.flatMap(({ parts }) => parts.flatMap((part) => part.names)))
        expect(blamed).toBeNull();
    }
    await mended();
  });

  it.sequential("the command line tells it, and the token of the call is told by nobody", async () => {
    const { found } = await turnedOff(vpcName, { auditTencentApiAs: "ConsoleCall" });
    const token = String(
      Object.entries(drift.stage.world.settings).find(([key]) => key === "auditSessionContextToken")?.[1],
    );
    expect(token).toContain("never-log-this");
    expect(JSON.stringify(drift.stage.emulator.tencent.eventBus.events())).toContain(token);
    await drift.minutes(2, observing);
    const [{ secretId, secretKey }] = defaultTencentAccount.users;
    const { stdout, code, stderr } = await mooring(["explain", drift.hurt], {
      MOORING_ENDPOINT: drift.stage.url,
      MOORING_STORE: `folder:${folder}`,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    });
    expect(stderr).toBe("");
    const { by = "", at = "" } = found?.changed ?? {};
    expect(stdout).toContain(`harbor: broken at its record since ${found?.since}, changed by ${by} at ${at} (`);
    expect(stdout).toMatch(/next\n {2}the next pass that may write does this: switch off: it is turned on again/);
    expect(code).toBe(3);
    const kept = await textsOf(store);
    expect(kept).toContain(by);
    for (const secret of [token, secretKey, secretId]) expect(kept + stdout).not.toContain(secret);
    await mended();
  });

  it.sequential.each<readonly [Readonly<Record<string, SettingValue>>]>([
    [{}],
    [{ zoneLogOrder: "newest-first", zoneLogZones: "ids", zoneLogDomainMatch: "part" }],
    [{ zoneLogOperator: "main-account", zoneLogRangeDays: 30 }],
    [{ zoneLogLagMs: 60_000, zoneLogWhenEmpty: "no-data" }],
  ])("a zone of the user's own domain says it from its log, without any event, under %j", async (values) => {
    const { world } = drift.stage;
    await drift.rest?.();
    const row = ownZoneRows.find(({ did }) => did === "changed the record's value");
    const before = settingsIn(world, values);
    world.set(values);
    const at = world.clock.now();
    await row?.harm(drift);
    const reports = await drift.minutes(3, observing);
    const found = nameIn(reports.at(-1), images);
    expect(found).toMatchObject({ code: "drifted/record-changed", changed: { by: expect.stringMatching(/^\d+$/) } });
    expect(Math.abs(Date.parse(found?.changed?.at ?? "") - at)).toBeLessThanOrEqual(4_000);
    expect(found?.changed?.what).toContain("10.9.9.9");
    world.set(before);
    await mended();
    triggers();
  });
});

describe("who did it, on Alibaba Cloud, by the function's own passes and the command line", () => {
  let stage: Stage;
  let vpc: string;
  beforeAll(async () => {
    stage = await createQuietStage();
    [vpc = ""] = (await stage.links()).map((link) => String(link["VpcId"]));
    await stage.minutes(30);
  });
  afterAll(() => stage.stop());

  it("a zone that somebody put before ours is told with the user's name, since the first report, as nobody's to repair", async () => {
    const found = await stage.zonesOf(vpc);
    const own = found.find(({ name }) => name === names.registry);
    await stage.call("pvtz", "BindZoneVpc", { ZoneId: own?.id });
    const { ZoneId } = await stage.call("pvtz", "AddZone", { ZoneName: names.registry });
    await stage.call("pvtz", "BindZoneVpc", { ZoneId, Vpcs: [{ VpcId: vpc, RegionId: region }] });
    // The events come, and then passes of the timer.
    await stage.advance(10_000);
    const first = (await stage.finding(vpc))?.parts[0]?.names[0];
    await stage.minutes(1);
    for (let pass = 0; pass < 3; pass++) {
      await stage.minutes(5);
      await stage.pass("frequent");
    }
    const [user] = defaultAccount.users;
    const { stdout, code } = await mooring(["explain", vpc], {
      MOORING_ENDPOINT: stage.url,
      MOORING_STORE: `folder:${stage.storePath}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    });
    // Whichever of the two calls the pass of the first event saw last.
    const what = expect.stringMatching(/^(?:AddZone|BindZoneVpc)$/);
    expect(first).toMatchObject({ code: "drifted/shadowed", changed: { what } });
    const { by, at } = first?.changed ?? {};
    expect(stdout).toContain(`prod: broken at its binding since ${first?.since}, changed by ${by} at ${at} (`);
    expect(stdout).toMatch(
      /next\n {2}no pass writes anything for it, every pass looks again; shadowed: its owner must/,
    );
    expect(code).toBe(3);
    expect(JSON.stringify(stage.emulator.platform.eventBridge.events())).toContain(
      "emulated-live-token-never-log-this",
    );
    expect((await stage.written()) + stdout).not.toContain("emulated-live-token-never-log-this");
    expect(await stage.written()).toContain(`"by": "${by}"`);
  });
});

describe("of a zone that holds several names", () => {
  const observed = async (drift: DomainStage, name: string) => {
    const report = await drift.pass(observing);
    const names = foundIn(report, drift.hurt)?.parts.flatMap((part) => part.names);
    return names?.find((one) => one.name === name);
  };

  it("Alibaba Cloud's log tells whose record it was, though somebody wrote another one later", async () => {
    const drift = await createAlibabaDrift({ zoneLayout: "parent-zone" });
    const { zone: ZoneId, record: RecordId } = await drift.placeOf();
    await drift.wait(600_000);
    await drift.call("pvtz", "DeleteZoneRecord", { RecordId });
    await drift.wait(60_000);
    const other = { ZoneId, Rr: "unrelated", Type: "TXT", Value: "hello" };
    await drift.call("pvtz", "AddZoneRecord", other);
    const found = await observed(drift, drift.name);
    expect(found).toMatchObject({ code: "drifted/record-missing", changed: { what: expect.stringMatching(/^del/) } });
    expect(found?.sentence).toContain("; changed by ");
    await drift.stage.stop();
  });

  it("so does Tencent Cloud's", async () => {
    const drift = await createTencentDrift({}, [images]);
    const { user } = drift;
    const { zone: ZoneId, record: RecordId, host: SubDomain } = await drift.placeOf();
    await drift.wait(600_000);
    const record = { ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: "10.9.9.9" };
    await user.privatedns.ModifyPrivateZoneRecord(record);
    await drift.wait(60_000);
    await drift.addRecord(ZoneId, "10.9.9.1");
    const found = await observed(drift, images);
    expect(found).toMatchObject({
      code: "drifted/record-changed",
      changed: { what: expect.not.stringMatching(/theirs/) },
    });
    expect(found?.sentence).toContain("; changed by ");
    await drift.stage.stop();
  });
});
