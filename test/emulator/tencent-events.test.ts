import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { auditSettings } from "../../emulator/tencent/audit/settings.ts";
import { startTencent, type Tencent, tencentCode } from "./tencent-client.ts";

let cloud: Tencent;

interface Published {
  readonly cloud: string;
  readonly account: string;
  readonly region: string;
  readonly lost: boolean;
  readonly event: Readonly<Record<string, unknown>>;
}

const usual = Object.fromEntries(Object.values(auditSettings).map(({ name, values }) => [name, values[0]]));

const folder = mkdtempSync(join(tmpdir(), "bundle-"));

beforeAll(async () => {
  cloud = await startTencent({ settings: { publishedLimits: "off" } });
});
beforeEach(async () => {
  cloud.world.set(usual);
  await post("/_emulator/tencent/audit-feed", { on: true });
});
afterAll(async () => {
  await cloud.emulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function post(path: string, body: object): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(`${cloud.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/** Every event of this cloud, as the control endpoint shows them. */
async function published(): Promise<readonly Published[]> {
  const all = (await (await fetch(`${cloud.url}/_emulator/events`)).json()) as readonly Published[];
  return all.filter((one) => one.cloud === "tencent");
}

async function lastEvent(): Promise<Readonly<Record<string, unknown>>> {
  return (await published()).at(-1)?.event ?? {};
}

async function lastRecord(): Promise<Readonly<Record<string, unknown>>> {
  const { data } = await lastEvent();
  return (typeof data === "string" ? JSON.parse(data) : data) as Readonly<Record<string, unknown>>;
}

const parsed = (text: unknown) => JSON.parse(String(text)) as unknown;

async function createVpc(): Promise<string> {
  const Tags = [{ Key: "registry-link", Value: "prod" }];
  const { Vpc } = await cloud.vpc.CreateVpc({ VpcName: "team-a", CidrBlock: "10.30.0.0/16", Tags });
  return Vpc?.VpcId ?? "";
}

describe("an audit event", () => {
  test("of a created VPC has the vendor's envelope and record", async () => {
    const id = await createVpc();
    const event = await lastEvent();
    expect(event).toMatchObject({
      specversion: "1.0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: "vpc.cloud.tencent",
      type: "vpc:CloudEvent:ApiCall",
      subject: "qcs::vpc:ap-guangzhou:uin/100000000001:vpc/*",
      time: expect.any(Number),
      region: "ap-guangzhou",
      datacontenttype: "application/json;charset=utf-8",
      tags: {},
    });
    const record = await lastRecord();
    expect(record).toMatchObject({
      userIdentity: { type: "CAMUser", principalId: "100000000002", accountId: "100000000001", sessionContext: "" },
      eventName: "CreateVpc",
      eventType: "ApiCall",
      actionType: "Write",
      eventVersion: 2,
      apiVersion: "3.0",
      eventSource: "vpc.tencentcloudapi.com",
      eventRegion: "ap-guangzhou",
      eventTime: Math.floor(Number(event["time"]) / 1_000),
      errorCode: "0",
      apiErrorCode: 0,
      apiErrorMessage: "",
      resourceType: "vpc",
      resourceName: "vpc/*",
      resources: '["qcs::vpc:ap-guangzhou:uin/100000000001:vpc/*"]',
      resourceSet: [],
      tags: [""],
    });
    expect(record["eventID"]).toBe(record["requestID"]);
    expect(parsed(record["requestParameters"])).toMatchObject({
      VpcName: "team-a",
      Tags: [{ Key: "registry-link", Value: "prod" }],
      Version: "2017-03-12",
      Region: "ap-guangzhou",
    });
    expect(parsed(record["responseElements"])).toMatchObject({ Vpc: { VpcId: id }, RequestId: record["requestID"] });
  });

  test("of a refused call says so, with the code of the API", async () => {
    expect(await tencentCode(cloud.vpc.DeleteVpc({ VpcId: "vpc-00000000" }))).toBe("ResourceNotFound");
    const record = await lastRecord();
    expect(record).toMatchObject({ eventName: "DeleteVpc", apiErrorCode: "ResourceNotFound", errorCode: "0" });
    expect(parsed(record["requestParameters"])).toMatchObject({ VpcId: "vpc-00000000" });
    expect(parsed(record["responseElements"])).toMatchObject({ Error: { Code: "ResourceNotFound" } });
  });

  test("holds no secret key and none of the signature", async () => {
    await createVpc();
    const text = JSON.stringify(await lastEvent());
    expect(text).not.toContain(cloud.user.secretKey);
    expect(text).not.toMatch(/Signature|Authorization/i);
  });

  test("of other regions is published with their region", async () => {
    await cloud.clientsWith({ region: "ap-shanghai" }).vpc.CreateVpc({ VpcName: "s", CidrBlock: "10.31.0.0/16" });
    expect(await lastEvent()).toMatchObject({ region: "ap-shanghai", data: { eventRegion: "ap-shanghai" } });
  });

  test("does not exist for reads, for products without audit events, or while the feed is off", async () => {
    const before = (await published()).length;
    await cloud.vpc.DescribeVpcs({});
    await cloud.eb.CreateEventBus({ EventBusName: "own-bus" });
    await post("/_emulator/tencent/audit-feed", { on: false });
    await createVpc();
    expect(await published()).toHaveLength(before);
  });

  test("of a call in the console carries a token, in the record's noise too", async () => {
    cloud.world.set({ auditTencentApiAs: "ConsoleCall" });
    await createVpc();
    const token = auditSettings.auditSessionContextToken.values[0];
    const record = await lastRecord();
    const identity = record["userIdentity"] as { readonly sessionContext: string };
    expect(parsed(identity.sessionContext)).toMatchObject({ token, appId: 1250000001 });
    expect(parsed(record["requestParameters"])).toMatchObject({ Token: token, SecretId: cloud.user.secretId });
  });
});

type Shown = { readonly event: Readonly<Record<string, unknown>>; readonly record: Readonly<Record<string, unknown>> };
type Row = readonly [string, SettingValue, (shown: Shown, id: string) => unknown, unknown];

const six = "qcs::vpc:ap-guangzhou:uin/100000000001:vpc/";
const isJson = (value: unknown) => {
  try {
    return typeof parsed(value) === "object";
  } catch {
    return false;
  }
};

describe("what the vendor leaves open", () => {
  const rows: readonly Row[] = [
    ["auditSource", "product", ({ event }) => event["source"], "vpc.cloud.tencent"],
    ["auditSource", "cloudaudit", ({ event }) => event["source"], "cloudaudit.cloud.tencent"],
    ["auditSubject", "wildcard", ({ event }) => event["subject"], `${six}*`],
    ["auditSubject", "resource", ({ event }, id) => event["subject"] === six + id, true],
    ["auditSubject", "id", ({ event }, id) => event["subject"] === id, true],
    ["auditSubject", "absent", ({ event }) => Object.hasOwn(event, "subject"), false],
    ["auditSpecVersion", "1.0", ({ event }) => event["specversion"], "1.0"],
    ["auditSpecVersion", "0", ({ event }) => event["specversion"], "0"],
    ["auditSpecVersion", "1.0.2", ({ event }) => event["specversion"], "1.0.2"],
    ["auditEnvelopeTime", "number", ({ event }) => typeof event["time"], "number"],
    [
      "auditEnvelopeTime",
      "text",
      ({ event }) => /^\d{13}$/.test(String(event["time"])) && typeof event["time"],
      "string",
    ],
    ["auditEnvelopeTags", "empty", ({ event }) => event["tags"], {}],
    ["auditEnvelopeTags", "request", ({ event }) => event["tags"], { "registry-link": "prod" }],
    ["auditData", "object", ({ event }) => typeof event["data"], "object"],
    ["auditData", "json", ({ event }) => typeof event["data"], "string"],
    ["auditResponse", "present", ({ record }) => isJson(record["responseElements"]), true],
    ["auditResponse", "absent", ({ record }) => Object.hasOwn(record, "responseElements"), false],
    ["auditResponse", "truncated", ({ record }) => isJson(record["responseElements"]), false],
    ["auditRequest", "present", ({ record }) => isJson(record["requestParameters"]), true],
    ["auditRequest", "empty", ({ record }) => record["requestParameters"], ""],
    ["auditRequest", "truncated", ({ record }) => isJson(record["requestParameters"]), false],
    ["auditEventTime", "number", ({ record }) => typeof record["eventTime"], "number"],
    ["auditEventTime", "text", ({ record }) => /^\d{10}$/.test(String(record["eventTime"])), true],
    ["auditEventTime", "date", ({ record }) => /^\d{4}-\d\d-\d\d \d\d:/.test(String(record["eventTime"])), true],
    ["auditSuccessCode", "number", ({ record }) => record["apiErrorCode"], 0],
    ["auditSuccessCode", "text", ({ record }) => record["apiErrorCode"], "0"],
    ["auditSuccessCode", "empty", ({ record }) => record["apiErrorCode"], ""],
    ["auditSuccessMessage", "", ({ record }) => record["errorMessage"], ""],
    ["auditSuccessMessage", "permission verify", ({ record }) => record["errorMessage"], "permission verify"],
    ["auditRecordForm", "new", ({ record }) => [record["eventVersion"], record["errorCode"]], [2, "0"]],
    ["auditRecordForm", "old", ({ record }) => [record["eventVersion"], record["errorCode"]], ["1.0", 0]],
    ["auditCreatedNames", "wildcard", ({ record }) => record["resourceName"], "vpc/*"],
    ["auditCreatedNames", "concrete", ({ record }, id) => record["resourceName"] === `vpc/${id}`, true],
    ["auditOwnerForm", "uin", ({ event }) => event["subject"], "qcs::vpc:ap-guangzhou:uin/100000000001:vpc/*"],
    ["auditOwnerForm", "uid", ({ event }) => event["subject"], "qcs::vpc:ap-guangzhou:uid/100000000001:vpc/*"],
    ["auditOwnerForm", "id", ({ event }) => event["subject"], "qcs::vpc:ap-guangzhou:id/1250000001:vpc/*"],
    ["auditRegionForm", "long", ({ event }) => event["subject"], `${six}*`],
    ["auditRegionForm", "short", ({ event }) => event["subject"], "qcs::vpc:gz:uin/100000000001:vpc/*"],
    ["auditTencentApiAs", "ApiCall", ({ event }) => event["type"], "vpc:CloudEvent:ApiCall"],
    ["auditTencentApiAs", "ConsoleCall", ({ event }) => event["type"], "vpc:CloudEvent:ConsoleCall"],
    ["auditTencentApiAs", "MiniProgramCall", ({ event }) => event["type"], "vpc:CloudEvent:MiniProgramCall"],
  ];
  test.each(rows)("%s: %j", async (name, value, shows, expected) => {
    cloud.world.set({ [name]: value });
    const id = await createVpc();
    expect(shows({ event: await lastEvent(), record: await lastRecord() }, id)).toEqual(expected);
    await cloud.vpc.DeleteVpc({ VpcId: id });
  });

  test("the calls of Private DNS and of the registry are spelt as the setting says, or raise no event", async () => {
    for (const prefix of auditSettings.auditPrivateDnsPrefix.values) {
      cloud.world.set({ auditPrivateDnsPrefix: prefix });
      await cloud.privatedns.CreatePrivateZone({ Domain: `${prefix.replace("_", "")}.com` });
      expect(await lastEvent()).toMatchObject({
        type: `${prefix}:CloudEvent:ApiCall`,
        source: `${prefix}.cloud.tencent`,
      });
      expect(await lastRecord()).toMatchObject({ eventName: "CreatePrivateZone", resourceType: "privatedns" });
    }
    cloud.world.set({ auditNameEvents: false });
    const before = (await published()).length;
    await cloud.privatedns.CreatePrivateZone({ Domain: "unheard.com" });
    expect(await published()).toHaveLength(before);
    await createVpc();
    expect(await published()).toHaveLength(before + 1);
  });

  test("a client that names itself console is recorded as the setting says", async () => {
    for (const type of auditSettings.auditTencentConsoleAs.values) {
      cloud.world.set({ auditTencentConsoleAs: type });
      cloud.vpc.sdkVersion = "console";
      await createVpc();
      expect(await lastEvent()).toMatchObject({ type: `vpc:CloudEvent:${type}` });
    }
    cloud.vpc.sdkVersion = "SDK_NODEJS_4.1.313";
  });

  test("without a token, a console call's session context is empty", async () => {
    cloud.world.set({ auditTencentApiAs: "ConsoleCall", auditSessionContextToken: "" });
    await createVpc();
    expect(await lastRecord()).toMatchObject({ userIdentity: { sessionContext: "" } });
  });
});

describe("the way of audit events to a rule", () => {
  const regions = ["ap-guangzhou", "ap-shanghai"];

  beforeAll(async () => {
    writeFileSync(join(folder, "index.js"), "exports.main = async ({ id }) => { console.log(id); };");
    for (const region of regions)
      await cloud.emulator.tencent.functions.create({
        name: `watch-${region}`,
        account: cloud.account.uin,
        region,
        runtime: "Nodejs18.15",
        handler: "index.main",
        code: folder,
        timeoutSeconds: 60,
        memoryMegabytes: 128,
        environment: {},
        role: null,
        asynchronous: { retries: 0, eventAgeSeconds: 21_600, onFailure: null },
        reservedConcurrency: 5,
      });
  });
  beforeEach(() => cloud.world.clock.advance(1_200_000));

  /** Watches the default bus of a region: answers the ids of the events that arrived since, in their order. */
  async function watch(region = "ap-guangzhou"): Promise<() => readonly string[]> {
    const { eb } = cloud.clientsWith({ region });
    const { EventBuses } = await eb.ListEventBuses({ Filters: [{ Name: "Type", Values: ["Cloud"] }] });
    const EventBusId = EventBuses?.[0]?.EventBusId ?? "";
    const RuleName = `watch-${region}`;
    if ((await eb.ListRules({ EventBusId })).TotalCount === 0) {
      const EventPattern = '{"source":[{"suffix":".cloud.tencent"}]}';
      const { RuleId = "" } = await eb.CreateRule({ EventBusId, RuleName, EventPattern });
      const ResourceDescription = `qcs::scf:${region}:uin/100000000001:namespace/default/function/${RuleName}/$LATEST`;
      await eb.CreateTarget({ EventBusId, RuleId, Type: "scf", TargetDescription: { ResourceDescription } });
    }
    const printed = () => cloud.world.logs.list(`scf:${RuleName}`).map(({ text }) => text);
    const before = printed().length;
    return () => printed().slice(before);
  }

  test("takes the lag, and the extra delay of the control endpoint", async () => {
    const arrived = await watch();
    await createVpc();
    await cloud.world.clock.advance(1_000);
    expect(arrived()).toHaveLength(0);
    await cloud.world.clock.advance(2_000);
    expect(arrived()).toHaveLength(1);
    await post("/_emulator/events/delivery", { delayMs: 60_000 });
    await createVpc();
    await cloud.world.clock.advance(30_000);
    expect(arrived()).toHaveLength(1);
    await cloud.world.clock.advance(33_000);
    expect(arrived()).toHaveLength(2);
    await post("/_emulator/events/delivery", { delayMs: 0 });
  });

  test("may be ten minutes, or none", async () => {
    const arrived = await watch();
    cloud.world.set({ auditEventLagMs: 0 });
    await createVpc();
    await cloud.world.clock.advance(0);
    expect(arrived()).toHaveLength(1);
    cloud.world.set({ auditEventLagMs: 600_000 });
    await createVpc();
    await cloud.world.clock.advance(590_000);
    expect(arrived()).toHaveLength(1);
    await cloud.world.clock.advance(10_000);
    expect(arrived()).toHaveLength(2);
  });

  test("may double every event, or the next one, as the same event", async () => {
    const arrived = await watch();
    cloud.world.set({ auditEventCopies: 2 });
    await createVpc();
    await cloud.world.clock.advance(3_000);
    const { id } = await lastEvent();
    expect(arrived()).toEqual([id, id]);
    cloud.world.set({ auditEventCopies: 1 });
    await post("/_emulator/events/delivery", { duplicate: 1 });
    await createVpc();
    await createVpc();
    await cloud.world.clock.advance(3_000);
    expect(arrived()).toHaveLength(5);
  });

  test("may lose the next event, which can be sent again, or one in two", async () => {
    const arrived = await watch();
    await post("/_emulator/events/delivery", { lose: 1 });
    await createVpc();
    await cloud.world.clock.advance(3_000);
    expect(arrived()).toHaveLength(0);
    const lost = (await published()).at(-1);
    expect(lost?.lost).toBe(true);
    const resent = await post("/_emulator/events", { resend: lost?.event["id"] });
    expect(resent.body).toEqual({ matched: ["watch-ap-guangzhou"] });
    cloud.world.set({ auditEventLoss: 0.5 });
    for (let call = 0; call < 20; call++) await cloud.vpc.DeleteVpc({ VpcId: await createVpc() });
    const fates = (await published()).slice(-40).map((one) => one.lost);
    expect(new Set(fates)).toEqual(new Set([true, false]));
  });

  test("may shuffle what was sent one after the other", async () => {
    cloud.world.set({ auditEventOrder: "shuffled", auditEventLagMs: 600_000 });
    const arrived = await watch();
    for (let call = 0; call < 8; call++) await createVpc();
    await cloud.world.clock.advance(1_200_000);
    const sent = (await published()).slice(-8).map(({ event }) => event["id"]);
    expect(new Set(arrived())).toEqual(new Set(sent));
    expect(arrived()).not.toEqual(sent);
  });

  test("leads to Guangzhou's bus alone, or to that of the call's region too", async () => {
    await post("/_emulator/tencent/audit-feed", { on: true, region: "ap-shanghai" });
    const [here, there] = [await watch(), await watch("ap-shanghai")];
    const shanghai = cloud.clientsWith({ region: "ap-shanghai" }).vpc;
    await shanghai.CreateVpc({ VpcName: "s", CidrBlock: "10.40.0.0/16" });
    await cloud.world.clock.advance(3_000);
    expect([here().length, there().length]).toEqual([1, 0]);
    cloud.world.set({ auditBuses: "guangzhou-and-own-region" });
    await shanghai.CreateVpc({ VpcName: "s", CidrBlock: "10.41.0.0/16" });
    await createVpc();
    await cloud.world.clock.advance(3_000);
    expect([here().length, there().length]).toEqual([3, 1]);
  });

  test("is open to events by hand, each to its own cloud", async () => {
    const arrived = await watch();
    const event = { id: "by-hand", specversion: "1.0", type: "vpc:CloudEvent:ApiCall", region: "ap-guangzhou" };
    const here = await post("/_emulator/events", { ...event, source: "vpc.cloud.tencent" });
    expect(here.body).toEqual({ matched: ["watch-ap-guangzhou"] });
    const other = await post("/_emulator/events", { ...event, source: "acs.vpc" });
    expect(other.body).toEqual({ matched: [] });
    await cloud.world.clock.advance(0);
    expect(arrived()).toEqual(["by-hand"]);
  });
});

describe("the audit feed", () => {
  test("opens the default bus, stays the same when it is switched on again, and is refused for nobody", async () => {
    const first = await post("/_emulator/tencent/audit-feed", { account: "100000000001", on: true });
    const again = await post("/_emulator/tencent/audit-feed", { on: true });
    expect(first).toEqual({ status: 200, body: { account: "100000000001", on: true, eventBus: "eb-00000001" } });
    expect(again).toEqual(first);
    expect((await post("/_emulator/tencent/audit-feed", { account: "100000000009", on: true })).status).toBe(400);
    expect((await post("/_emulator/tencent/audit-feed", { on: "yes" })).status).toBe(400);
  });
});

describe("CloudAudit's DescribeEvents", () => {
  const span = () => {
    const now = Math.floor(cloud.world.clock.now() / 1_000);
    return { StartTime: now - 3_600, EndTime: now + 60 };
  };

  test("shows writes after the lag, newest first, page by page, whether the feed is on or not", async () => {
    await post("/_emulator/tencent/audit-feed", { on: false });
    await cloud.world.clock.advance(7_200_000);
    const ids = [await createVpc(), await createVpc(), await createVpc()];
    const asked = {
      ...span(),
      LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "CreateVpc,DeleteVpc" }],
    };
    expect((await cloud.cloudaudit.DescribeEvents(asked)).Events).toEqual([]);
    await cloud.world.clock.advance(3_000);
    const first = await cloud.cloudaudit.DescribeEvents({ ...asked, MaxResults: 2 });
    const rest = await cloud.cloudaudit.DescribeEvents({ ...asked, MaxResults: 2, NextToken: first.NextToken ?? 0 });
    expect([first.ListOver, rest.ListOver]).toEqual([false, true]);
    const seen = [...(first.Events ?? []), ...(rest.Events ?? [])].map((one) => {
      const record = parsed(one.CloudAuditEvent) as { readonly responseElements: string };
      return (parsed(record.responseElements) as { readonly Vpc: { readonly VpcId: string } }).Vpc.VpcId;
    });
    expect(seen).toEqual(ids.toReversed());
    expect(first.Events?.[0]).toMatchObject({
      EventName: "CreateVpc",
      EventSource: "vpc.tencentcloudapi.com",
      EventRegion: "ap-guangzhou",
      AccountID: 100000000001,
      ErrorCode: 0,
      Resources: { ResourceType: "vpc", ResourceName: "vpc/*" },
    });
  });

  test("finds by the id of a resource", async () => {
    const id = await createVpc();
    await cloud.world.clock.advance(3_000);
    const LookupAttributes = [{ AttributeKey: "ResourceId", AttributeValue: id }];
    expect((await cloud.cloudaudit.DescribeEvents({ ...span(), LookupAttributes })).Events).toHaveLength(1);
  });

  test.each([
    ["a span of 30 days", { StartTime: -30 * 86_400 }, "LimitExceeded.OverTime"],
    ["times in the wrong order", { StartTime: 7_200 }, "InvalidParameter.Time"],
    ["a time 90 days ago", { StartTime: -91 * 86_400, EndTime: -90 * 86_400 }, "InvalidParameter.Time"],
    ["51 results", { MaxResults: 51 }, "LimitExceeded.OverAmount"],
    [
      "an unknown attribute",
      { LookupAttributes: [{ AttributeKey: "Colour", AttributeValue: "red" }] },
      "InvalidParameterValue.AttributeKey",
    ],
  ])("refuses %s", async (_, { StartTime = -60, EndTime = 0, ...more }: Readonly<Record<string, unknown>>, code) => {
    const now = Math.floor(cloud.world.clock.now() / 1_000);
    const times = { StartTime: now + Number(StartTime), EndTime: now + Number(EndTime) };
    expect(await tencentCode(cloud.cloudaudit.DescribeEvents({ ...times, ...more }))).toBe(code);
  });

  test("tells of no tracks: none is needed for the feed", async () => {
    const tracks = await cloud.cloudaudit.DescribeAuditTracks({ PageNumber: 1, PageSize: 10 });
    expect(tracks).toMatchObject({ Tracks: [], TotalCount: 0 });
    const one = cloud.cloudaudit.DescribeAuditTrack({ TrackId: 1 });
    expect(await tencentCode(one)).toBe("ResourceNotFound.AuditNotExist");
  });
});
