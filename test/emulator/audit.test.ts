import { afterEach, describe, expect, test } from "vitest";
import type { AuditEntry } from "../../emulator/alibaba/audit/entry.ts";
import type { CloudEvent } from "../../emulator/alibaba/audit/envelope.ts";
import { auditRecorder } from "../../emulator/alibaba/audit/record.ts";
import { auditSettings, eventRowsWithoutSetting } from "../../emulator/alibaba/audit/settings.ts";
import { createEventBridge } from "../../emulator/alibaba/eventbridge/bus.ts";
import { createWorld } from "../../emulator/create-world.ts";
import { defaultAccount } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";

const RegionId = "cn-hangzhou";
const account = "1000000000000001";

let cloud: Cloud | undefined;
afterEach(() => cloud?.emulator.stop());

async function start(settings: Readonly<Record<string, SettingValue>> = {}): Promise<Cloud> {
  cloud = await startCloud({ settings });
  return cloud;
}

/** The last event that a write left, its record apart. */
function last({ emulator }: Cloud): { event: CloudEvent; data: Readonly<Record<string, unknown>> } {
  const event = emulator.platform.eventBridge.events().at(-1)?.event;
  if (event === undefined) throw new Error("no event was published");
  return { event, data: event["data"] as Readonly<Record<string, unknown>> };
}

const tagged = { RegionId, CidrBlock: "10.0.0.0/8", Tag: [{ Key: "registry-link", Value: "prod" }] };

describe("a write", () => {
  test("leaves a CloudEvents object with ActionTrail's record of it", async () => {
    const { call, ...rest } = await start();
    const made = await call("vpc", "CreateVpc", tagged);
    const { event, data } = last({ call, ...rest });
    expect(event).toMatchObject({
      source: "acs.vpc",
      specversion: "1.0",
      type: "vpc:ActionTrail:ApiCall",
      subject: `acs:actiontrail:cn-hangzhou:${account}:${made["VpcId"]}`,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      aliyunaccountid: account,
      aliyuneventbusname: "default",
      aliyunregionid: "cn-hangzhou",
    });
    expect(data).toMatchObject({
      eventId: made["RequestId"],
      eventVersion: 1,
      eventType: "ApiCall",
      eventRW: "Write",
      eventName: "CreateVpc",
      serviceName: "Vpc",
      apiVersion: "2016-04-28",
      acsRegion: "cn-hangzhou",
      requestId: made["RequestId"],
      requestParameters: { CidrBlock: "10.0.0.0/8", "Tag.1.Key": "registry-link", "Tag.1.Value": "prod" },
      responseElements: { VpcId: made["VpcId"], RequestId: made["RequestId"] },
      referencedResources: { "ACS::VPC::VPC": [made["VpcId"]] },
      userIdentity: { type: "ram-user", accountId: account, userName: "mooring" },
      recipientAccountId: account,
    });
    expect(data).not.toHaveProperty("errorCode");
  });

  test("that is refused leaves a record with the error and no response", async () => {
    const up = await start();
    await refusal(up.call("vpc", "DeleteVpc", { RegionId, VpcId: "vpc-none" }));
    const { data } = last(up);
    expect(data).toMatchObject({ eventName: "DeleteVpc", errorCode: expect.stringMatching(/./) });
    expect(data).not.toHaveProperty("responseElements");
  });

  test("leaves nothing of its signature, key or token in the event", async () => {
    const roles = [{ name: "mooring-repair", policies: ["AdministratorAccess"] }];
    const up = await startCloud({ accounts: [{ ...defaultAccount, roles }] });
    cloud = up;
    const key = up.world.credentials.issue({ account, role: "mooring-repair", session: "probe", seconds: 3_600 });
    const options = { accessKeyId: key.accessKeyId, accessKeySecret: key.secret, securityToken: key.securityToken };
    await up.callerOf(options)("vpc", "CreateVpc", tagged);
    const { event, data } = last(up);
    const text = JSON.stringify(event);
    expect(text).not.toContain(key.secret);
    expect(text).not.toContain(key.securityToken);
    expect(text.replaceAll(/"[^"]*userAgent[^"]*":"[^"]*"/g, "")).not.toMatch(/signature/i);
    expect(data["userIdentity"]).toMatchObject({
      type: "assumed-role",
      sessionContext: { sessionToken: "emulated-live-token-never-log-this" },
    });
  });

  test("through the Tag product leaves an event of the tag product alone", async () => {
    const up = await start();
    const { VpcId } = await up.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/8" });
    const before = up.emulator.platform.eventBridge.events().length;
    const arn = `acs:vpc:${RegionId}:${account}:vpc/${VpcId}`;
    await up.call("tag", "TagResources", { RegionId, ResourceARN: [arn], Tags: '{"registry-link":"prod"}' });
    expect(up.emulator.platform.eventBridge.events().slice(before)).toHaveLength(1);
    expect(last(up).event).toMatchObject({ source: "acs.tag", type: "tag:ActionTrail:ApiCall" });
    expect(last(up).data["requestParameters"]).toMatchObject({
      "ResourceARN.1": arn,
      Tags: '{"registry-link":"prod"}',
    });
  });

  test("and a read leaves none", async () => {
    const up = await start();
    await up.call("vpc", "DescribeVpcs", { RegionId });
    expect(up.emulator.platform.eventBridge.events()).toEqual([]);
  });
});

describe("with the setting", () => {
  const eventWith = async (settings: Readonly<Record<string, SettingValue>>) => {
    const up = await start(settings);
    await up.call("vpc", "CreateVpc", tagged);
    return last(up);
  };

  test("auditResponseElements false a record lacks the response", async () => {
    expect((await eventWith({ auditResponseElements: false })).data).not.toHaveProperty("responseElements");
  });

  test("auditReferencedResources false neither record nor subject name the resource", async () => {
    const { event, data } = await eventWith({ auditReferencedResources: false });
    expect(data).not.toHaveProperty("referencedResources");
    expect(data).not.toHaveProperty("resourceName");
    expect(event).not.toHaveProperty("subject");
  });

  test("auditTagLayout array tags are a list of objects", async () => {
    const { data } = await eventWith({ auditTagLayout: "array" });
    expect(data["requestParameters"]).toMatchObject({ Tag: [{ Key: "registry-link", Value: "prod" }] });
  });

  test("auditVersions loose the versions are a star and a text", async () => {
    expect((await eventWith({ auditVersions: "loose" })).data).toMatchObject({ apiVersion: "*", eventVersion: "1" });
  });

  const zoneEvent = async (settings: Readonly<Record<string, SettingValue>>) => {
    const up = await start(settings);
    await up.call("vpc", "CreateVpc", tagged);
    await up.call("pvtz", "AddZone", { ZoneName: "example.com" });
    return last(up);
  };

  test.each(["pvtz", "privatezone", "PrivateZone", "alidns"])(
    "privateZoneEventPrefix %s the type begins so",
    async (prefix) => {
      const { event, data } = await zoneEvent({ privateZoneEventPrefix: prefix });
      expect(event).toMatchObject({ type: `${prefix}:ActionTrail:ApiCall`, source: `acs.${prefix}` });
      expect(data).toMatchObject({ eventName: "AddZone", serviceName: "PrivateZone" });
    },
  );

  test("privateZoneEventRegion cn-zhangjiakou the event is of that region's bus", async () => {
    const { event, data } = await zoneEvent({ privateZoneEventRegion: "cn-zhangjiakou" });
    expect([event["aliyunregionid"], data["acsRegion"]]).toEqual(["cn-zhangjiakou", "cn-zhangjiakou"]);
    expect(cloud?.emulator.platform.eventBridge.events().map(({ region }) => region)).toEqual([
      RegionId,
      "cn-zhangjiakou",
    ]);
  });

  test("nameEvents false zones and links leave no event, and networks do", async () => {
    expect((await zoneEvent({ nameEvents: false })).data["eventName"]).toBe("CreateVpc");
  });

  test.each(["cr", "acr"])("registryEventPrefix %s the type of a link's event begins so", async (prefix) => {
    const up = await start({ registryEventPrefix: prefix });
    await refusal(
      up.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", {
        InstanceId: "cri-mooringdemo01",
        ModuleName: "Registry",
        VpcId: "vpc-none",
        VswitchId: "vsw-none",
      }),
    );
    expect(last(up).event["type"]).toBe(`${prefix}:ActionTrail:ApiCall`);
  });

  test("auditParameterJson true the parameters are there as text, too", async () => {
    const { data } = await eventWith({ auditParameterJson: true });
    expect(JSON.parse(String(data["requestParameterJson"]))).toEqual(data["requestParameters"]);
  });

  test("eventSource actiontrail every event has the same source", async () => {
    expect((await eventWith({ eventSource: "actiontrail" })).event.source).toBe("acs.actiontrail");
  });

  test.each([
    ["milliseconds", /\.\d{3}Z$/],
    ["seconds", /T\d\d:\d\d:\d\dZ$/],
    ["prc", /\.\d{3}PRC$/],
  ])("eventPublishTime %s the publish time has its form", async (value, form) => {
    expect((await eventWith({ eventPublishTime: value })).event["aliyunpublishtime"]).toMatch(form);
  });

  test.each(["ApiCall", "ConsoleOperation", "AliyunServiceEvent"])("auditApiAs %s both types say so", async (type) => {
    const { event, data } = await eventWith({ auditApiAs: type });
    expect([event.type, data["eventType"]]).toEqual([`vpc:ActionTrail:${type}`, type]);
  });

  test("auditTagProductTwice true the Tag product leaves a vpc event as well", async () => {
    const up = await start({ auditTagProductTwice: true });
    const { VpcId } = await up.call("vpc", "CreateVpc", { RegionId, CidrBlock: "10.0.0.0/8" });
    const arn = `acs:vpc:${RegionId}:${account}:vpc/${VpcId}`;
    await up.call("tag", "TagResources", { RegionId, ResourceARN: [arn], Tags: '{"registry-link":"prod"}' });
    expect(last(up).event.type).toBe("vpc:ActionTrail:AliyunServiceEvent");
    expect(last(up).data).toMatchObject({
      eventName: "TagResources",
      requestParameters: { "ResourceId.1": VpcId, "Tag.1.Key": "registry-link", "Tag.1.Value": "prod" },
    });
    await up.call("tag", "UntagResources", { RegionId, ResourceARN: [arn], TagKey: ["registry-link"] });
    expect(last(up).data).toMatchObject({
      eventName: "UnTagResources",
      requestParameters: { "ResourceId.1": VpcId, "TagKey.1": "registry-link" },
    });
  });
});

describe("the type of an event", () => {
  test("is told by user agent and identity", async () => {
    const up = await start();
    const entries: AuditEntry[] = [];
    up.world.audited.subscribe((entry) => entries.push(entry));
    await up.call("vpc", "CreateVpc", tagged);
    const [entry] = entries;
    if (entry === undefined) throw new Error("nothing was audited");
    const types: string[] = [];
    const record = auditRecorder(up.world, (_account, _region, event) => types.push(event.type));
    record({ ...entry, userAgent: "AliyunConsole" });
    record({ ...entry, call: { ...entry.call, identity: { ...entry.call.identity, type: "system" } } });
    expect(types).toEqual(["vpc:ActionTrail:ConsoleOperation", "vpc:ActionTrail:AliyunServiceEvent"]);
  });
});

test("a service's own act is an AliyunServiceEvent that names what it touched, without parameters or response", async () => {
  const up = await start();
  const resources = { "ACS::VPC::VPC": ["vpc-bp1probe"] };
  up.emulator.platform.serviceActed({
    account,
    region: RegionId,
    product: "vpc",
    name: "CreateVpc",
    resources,
    by: "ros.aliyuncs.com",
  });
  const { event, data } = last(up);
  expect(event.type).toBe("vpc:ActionTrail:AliyunServiceEvent");
  expect(data).toMatchObject({
    eventName: "CreateVpc",
    referencedResources: resources,
    userIdentity: { type: "system", userName: "ros.aliyuncs.com" },
  });
  expect(data).not.toHaveProperty("requestParameters");
  expect(data).not.toHaveProperty("responseElements");
});

test("each unsettled fact about events has a setting or a reason, never both, and every setting a choice", () => {
  const rows = Object.values(auditSettings).map(({ row }) => row);
  const reasons = eventRowsWithoutSetting.map(({ row }) => row);
  expect(new Set(reasons).size).toBe(reasons.length);
  expect(reasons.filter((row) => rows.includes(row))).toEqual([]);
  for (const [key, { name, values }] of Object.entries(auditSettings)) {
    expect(name).toBe(key);
    expect(new Set<SettingValue>(values).size).toBeGreaterThan(1);
  }
});

describe("the default bus", () => {
  function bus(settings: Readonly<Record<string, SettingValue>> = {}) {
    const world = createWorld({ wall: () => Date.parse("2026-01-05T06:30:00Z"), settings });
    const arrived: string[] = [];
    const bridge = createEventBridge(world, (rule, event) => arrived.push(`${rule.name}:${event.id}`));
    const add = (name: string, pattern: unknown = { type: [{ prefix: "vpc:" }] }, region = "cn-hangzhou") =>
      bridge.addRule({ name, account, region, pattern, functionName: "probe", asyncInvocationType: true });
    add("rule");
    const publish = (id: string, region = "cn-hangzhou") => bridge.publish(account, region, eventOf(id));
    return { world, bridge, arrived, add, publish };
  }

  const eventOf = (id: string): CloudEvent => ({
    id,
    source: "acs.vpc",
    specversion: "1.0",
    type: "vpc:ActionTrail:ApiCall",
    aliyunregionid: "cn-hangzhou",
  });

  test("hands an event to its rules after the delay, not before", async () => {
    const { world, arrived, publish } = bus({ eventDelayMs: 3_000 });
    publish("a");
    await world.clock.advance(2_999);
    expect(arrived).toEqual([]);
    await world.clock.advance(1);
    expect(arrived).toEqual(["rule:a"]);
  });

  test("keeps to its region", async () => {
    const { world, arrived, publish } = bus();
    publish("a", "cn-beijing");
    await world.clock.advance(60_000);
    expect(arrived).toEqual([]);
  });

  test("loses, doubles and delays the next events when told to", async () => {
    const { world, bridge, arrived, publish } = bus({ eventDelayMs: 3_000 });
    bridge.control({ lose: 1, duplicate: 1 });
    for (const id of ["a", "b", "c"]) publish(id);
    await world.clock.advance(3_000);
    expect(arrived).toEqual(["rule:b", "rule:b", "rule:c"]);
    expect(bridge.events().map(({ lost }) => lost)).toEqual([true, false, false]);
    bridge.control({ delayMs: 7_200_000 });
    publish("d");
    await world.clock.advance(7_200_000);
    expect(arrived).toHaveLength(3);
    await world.clock.advance(3_000);
    expect(arrived.at(-1)).toBe("rule:d");
  });

  test("sends an old event again, also a lost one, as the same event", async () => {
    const { bridge, arrived, publish } = bus();
    bridge.control({ lose: 1 });
    publish("a");
    expect(bridge.resend("a")).toEqual(["rule"]);
    expect(bridge.resend("unheard-of")).toBeNull();
    expect(arrived).toEqual(["rule:a"]);
  });

  test("delivers every event twice with eventCopies 2", async () => {
    const { world, arrived, publish } = bus({ eventCopies: 2 });
    publish("a");
    await world.clock.advance(60_000);
    expect(arrived).toEqual(["rule:a", "rule:a"]);
  });

  test("may deliver in another order with eventOrder shuffled", async () => {
    const { world, arrived, publish } = bus({ eventOrder: "shuffled" });
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    ids.forEach((id) => {
      publish(id);
    });
    await world.clock.advance(60_000);
    expect(arrived.map((one) => one.slice("rule:".length))).not.toEqual(ids);
    expect(arrived).toHaveLength(20);
  });

  test("takes ten rules, each with a valid pattern, and replaces one of the same name", () => {
    const { add } = bus();
    for (let count = 2; count <= 10; count++) add(`rule-${count}`);
    expect(() => add("rule-11")).toThrow(/already has 10 rules/);
    expect(() => add("rule-11", undefined, "cn-beijing")).not.toThrow();
    expect(() => add("rule-10")).not.toThrow();
    expect(() => add("rule", { type: "vpc" })).toThrow(/rule rule: pattern\.type/);
  });
});

describe("the control endpoints", () => {
  test("publish an event by hand, resend it, and show what was published", async () => {
    const up = await start();
    const event = { id: "by-hand", source: "acs.vpc", specversion: "1.0", type: "vpc:ActionTrail:ApiCall" };
    expect(await up.control("POST", "events", event)).toEqual({ status: 200, body: { matched: [] } });
    expect(await up.control("POST", "events", { resend: "by-hand" })).toEqual({ status: 200, body: { matched: [] } });
    expect((await up.control("GET", "events")).body).toMatchObject([{ event, lost: false }]);
  });

  test.each([
    ["events", { id: "x" }, /specversion/],
    ["events", [1], /CloudEvents object/],
    ["events", { resend: "unheard-of" }, /no event unheard-of/],
    ["events/delivery", { loose: 1 }, /loose is unknown; known: lose, duplicate, delayMs/],
    ["events/delivery", { lose: -1 }, /lose must be a number/],
    ["timers", { paused: "yes" }, /paused: true/],
  ])("%s refuses %j", async (path, body, message) => {
    const up = await start();
    const answer = await up.control("POST", path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(message) } });
  });

  test("lose the next event when told to", async () => {
    const up = await start();
    await up.control("POST", "events/delivery", { lose: 1 });
    await up.call("vpc", "CreateVpc", tagged);
    expect((await up.control("GET", "events")).body).toMatchObject([{ lost: true }]);
  });
});
