import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAlibabaPayload } from "../../../shared/events/alibaba.ts";

const region = "cn-hangzhou";

/** A CreateVpc as ActionTrail hands it to EventBridge; a test says how its event differs. */
function event(data: object = {}, envelope: object = {}) {
  return {
    id: "6d0c2c0e-0001",
    source: "acs.vpc",
    specversion: "1.0",
    type: "vpc:ActionTrail:ApiCall",
    aliyunregionid: "cn-shanghai",
    data: {
      eventName: "CreateVpc",
      acsRegion: region,
      requestParameters: { RegionId: region, VpcName: "team-a" },
      responseElements: { VpcId: "vpc-bp1a" },
      referencedResources: { "ACS::VPC::VPC": ["vpc-bp1a"] },
      userIdentity: { accessKeyId: "STS.live", sessionContext: { attributes: { token: "live-token" } } },
      vpcId: "vpc-ofthecaller",
      ...data,
    },
    ...envelope,
  };
}

const hint = (networks: readonly string[] | null, where: string | null = region) => ({
  cloud: "alibaba",
  region: where,
  networks,
});
const hintsOf = (payload: unknown) => {
  const trigger = readAlibabaPayload(payload);
  return trigger.kind === "event" ? trigger.hints : trigger;
};
const bare = { responseElements: undefined, referencedResources: undefined };

describe("an event of EventBridge", () => {
  test("bytes, text and object read the same", () => {
    const text = JSON.stringify(event());
    const wanted = { kind: "event", ids: ["6d0c2c0e-0001"], hints: [hint(["vpc-bp1a"])] };
    for (const payload of [Buffer.from(text), text, event()]) expect(readAlibabaPayload(payload)).toEqual(wanted);
  });

  test("an array and an EventList become one trigger, one hint a region", () => {
    const events = [
      event(),
      event({ ...bare, responseElements: { VpcId: "vpc-bp1b" } }, { id: "e-2" }),
      event({ acsRegion: "cn-beijing" }, { id: "e-3" }),
      event({ eventName: "RunInstances" }, { id: "e-4" }),
    ];
    const wanted = {
      kind: "event",
      ids: ["6d0c2c0e-0001", "e-2", "e-3"],
      hints: [hint(["vpc-bp1a", "vpc-bp1b"]), hint(["vpc-bp1a"], "cn-beijing")],
    };
    expect(readAlibabaPayload(events)).toEqual(wanted);
    expect(readAlibabaPayload({ EventList: events })).toEqual(wanted);
  });

  test("a hint for a whole region swallows those for its networks", () => {
    expect(hintsOf([event(), event({ ...bare, eventName: "DeleteVSwitch" })])).toEqual([hint(null)]);
  });

  test.each(["vpc:ActionTrail:ApiCall", "vpc:ActionTrail:ConsoleOperation", "vpc:ActionTrail:AliyunServiceEvent"])(
    "type %s is read",
    (type) => expect(hintsOf(event({}, { type }))).toEqual([hint(["vpc-bp1a"])]),
  );

  test.each([
    ["the response", { ...bare, responseElements: { VpcId: "vpc-bp1a" } }],
    ["the response in lower case", { ...bare, responseElements: { vpcId: "vpc-bp1a" } }],
    ["the referenced resources", { ...bare, referencedResources: { "ACS::VPC::VPC": ["vpc-bp1a"] } }],
    ["the parameters", { ...bare, eventName: "CreateVSwitch", requestParameters: { VpcId: "vpc-bp1a" } }],
    ["the parameters as text", { ...bare, eventName: "DeleteVpc", requestParameterJson: '{"VpcId":"vpc-bp1a"}' }],
    ["numbered ids", { ...bare, eventName: "TagResources", requestParameters: { "ResourceId.1": "vpc-bp1a" } }],
    ["a list of ids", { ...bare, eventName: "UnTagResources", requestParameters: { resourceId: ["vpc-bp1a"] } }],
  ])("the id is found in %s", (_, data) => expect(hintsOf(event(data))).toEqual([hint(["vpc-bp1a"])]));

  test("two networks tagged by one call are both hinted", () => {
    const requestParameters = { ResourceType: "VPC", "ResourceId.1": "vpc-bp1b", "ResourceId.2": "vpc-bp1a" };
    const data = { ...bare, eventName: "TagResources", requestParameters };
    expect(hintsOf(event(data))).toEqual([hint(["vpc-bp1a", "vpc-bp1b"])]);
  });

  test("a tagged vSwitch hints its region, another kind of resource nothing", () => {
    const tagged = (ResourceType: string, id: string) =>
      event({ ...bare, eventName: "TagResources", requestParameters: { ResourceType, "ResourceId.1": id } });
    expect(hintsOf(tagged("vswitch", "vsw-bp1a"))).toEqual([hint(null)]);
    expect(readAlibabaPayload(tagged("EIP", "eip-bp1a"))).toMatchObject({ kind: "ignored" });
  });

  test("the Tag product names its resources by ARN, and the ARN names the region", () => {
    const tagged = (...arns: readonly string[]) =>
      event(
        {
          ...bare,
          eventName: "UntagResources",
          acsRegion: "cn-qingdao",
          requestParameters: Object.fromEntries(arns.map((arn, n) => [`ResourceARN.${n + 1}`, arn])),
        },
        { type: "tag:ActionTrail:ApiCall" },
      );
    expect(hintsOf(tagged(`arn:acs:vpc:${region}:1000000000000001:vpc/vpc-bp1a`))).toEqual([hint(["vpc-bp1a"])]);
    expect(hintsOf(tagged(`acs:vpc:${region}:1:vpc/vpc-bp1a`, "acs:ecs:cn-beijing:1:instance/i-1"))).toEqual([
      hint(["vpc-bp1a"]),
    ]);
    expect(hintsOf(tagged("acs:vpc:*:1:vswitch/vsw-bp1a"))).toEqual([hint(null, "cn-qingdao")]);
    expect(readAlibabaPayload(tagged("acs:ecs:cn-beijing:1:instance/i-1"))).toMatchObject({ kind: "ignored" });
  });

  test("a known event without an id is a hint for its region, else for the bus's, else for all", () => {
    expect(hintsOf(event(bare))).toEqual([hint(null)]);
    expect(hintsOf(event({ ...bare, acsRegion: undefined }))).toEqual([hint(null, "cn-shanghai")]);
    expect(hintsOf(event({ ...bare, acsRegion: 7 }, { aliyunregionid: undefined }))).toEqual([hint(null, null)]);
  });

  test("a failed call is skipped, but not a failed deletion", () => {
    const failed = (eventName: string) =>
      event({ ...bare, eventName, errorCode: "DependencyViolation", requestParameters: { VpcId: "vpc-bp1a" } });
    expect(readAlibabaPayload(failed("CreateVpc"))).toMatchObject({ kind: "ignored", because: "the call failed" });
    const refusedDeletions = ["vpc-bp1a"];
    expect(hintsOf(failed("DeleteVpc"))).toEqual([{ ...hint(["vpc-bp1a"]), refusedDeletions }]);
    expect(hintsOf(failed("DeleteVSwitch"))).toEqual([{ ...hint(["vpc-bp1a"]), refusedDeletions }]);
  });

  test("links and zones become one trigger with networks; a zone that is not told swallows those that are", () => {
    const zone = (id: string) => ({ ZoneId: id });
    const record = (requestParameters: object) =>
      event({ ...bare, eventName: "AddZoneRecord", requestParameters }, { type: "pvtz:ActionTrail:ApiCall" });
    expect(hintsOf([event(), record(zone("aaaaaa")), record(zone("bbbbbb"))])).toEqual([
      hint(["vpc-bp1a"]),
      { cloud: "alibaba", region: null, networks: null, zones: ["aaaaaa", "bbbbbb"] },
    ]);
    expect(hintsOf([record(zone("aaaaaa")), record({ RecordId: 7 })])).toEqual([
      { cloud: "alibaba", region: null, networks: null, zones: [] },
    ]);
  });

  test.each([
    ["another product", event({}, { type: "ecs:ActionTrail:ApiCall" })],
    ["another action", event({ eventName: "RunInstances" })],
    ["a type with a body in it", event({}, { type: '{"token":"live-token"}' })],
    ["no data", event({}, { data: undefined })],
    ["an empty list", []],
    ["broken JSON", '{"id":"live-token'],
    ["nothing", undefined],
    ["a number", 7],
    ["an object of no kind", { hello: "live-token" }],
  ])("%s is ignored, and the body stays out of the answer", (_, payload) => {
    const found = readAlibabaPayload(payload);
    expect(found.kind).toBe("ignored");
    expect(JSON.stringify(found)).not.toContain("live-token");
  });
});

describe("the composed events of Alibaba Cloud", () => {
  const folder = new URL("../../fixtures/events/alibaba/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const linked = [hint(["vpc-bp1exampleaaaa"])];
  const ofZone = (...zones: readonly string[]) => [{ cloud: "alibaba", region: null, networks: null, zones }];
  const id = "0123456789abcdef0123456789abcdef";
  const wanted: Readonly<Record<string, readonly unknown[]>> = {
    "create-registry-link": linked,
    "delete-registry-link-console": linked,
    "add-zone-record": ofZone(id),
    "add-zone-record-privatezone": ofZone(id),
    "update-zone-record": ofZone(),
    "add-zone": ofZone(id),
    "add-zone-without-response": ofZone("prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com"),
    "bind-zone-vpc-console": ofZone(id),
    "delete-zone-by-service": ofZone(id),
    "bind-resolver-rule": [hint(["vpc-bp1exampleaaaa"], null)],
  };
  const ofNamesOnly = /zone|registry|resolver|cloud-dns/;

  test.each(files.filter((file) => ofNamesOnly.test(file)))("%s is read as its page says", (file) => {
    const found = readAlibabaPayload(readFileSync(new URL(file, folder)));
    const hints = wanted[file.replace(/\.json$/, "")];
    expect(found).toMatchObject(hints === undefined ? { kind: "ignored" } : { kind: "event", hints });
  });

  test("each of those that give hints is there", () => {
    expect(files.map((file) => file.replace(/\.json$/, ""))).toEqual(expect.arrayContaining(Object.keys(wanted)));
  });
});

describe("a timer and a message", () => {
  const timer = (payload: unknown) => ({ triggerTime: "2026-01-05T06:30:00Z", triggerName: "frequent", payload });

  test.each(["frequent", "full"] as const)("the timer's text names depth %s", (depth) => {
    const payload = Buffer.from(JSON.stringify(timer(JSON.stringify({ kind: "pass", depth }))));
    expect(readAlibabaPayload(payload)).toEqual({ kind: "timer", depth });
  });

  const shard = { kind: "shard", depth: "full", registry: "prod", region, index: 0, of: 2, pass: "p" };

  test("a shard keeps all it says, and nothing else", () => {
    expect(readAlibabaPayload({ ...shard, token: "live-token" })).toEqual(shard);
  });

  test.each([
    { index: 2 },
    { index: -1 },
    { index: 0.5 },
    { index: "0" },
    { of: 0 },
    { registry: "Prod" },
    { region: "../x" },
    { pass: undefined },
  ])("a shard with %j is ignored, never run as the whole", (wrong) => {
    expect(readAlibabaPayload({ ...shard, ...wrong })).toMatchObject({ kind: "ignored" });
  });

  test("a direct pass runs at its depth", () => {
    expect(readAlibabaPayload({ kind: "pass", depth: "frequent" })).toEqual({ kind: "timer", depth: "frequent" });
  });

  test.each(["", "not json", '{"kind":"pass"}', '{"kind":"pass","depth":"deep"}', 7])(
    "a timer's payload %j is ignored",
    (payload) => expect(readAlibabaPayload(timer(payload))).toMatchObject({ kind: "ignored" }),
  );
});

describe("the reader", () => {
  const word = fc.oneof(fc.string(), fc.constantFrom("vpc-bp1a", "vsw-bp1a", "live-token", "CreateVpc", "DeleteVpc"));
  const anything = fc.object({ maxDepth: 3, key: word, values: [word, fc.integer(), fc.boolean(), fc.constant(null)] });
  const data = fc.record(
    {
      eventName: fc.oneof(
        word,
        fc.constantFrom("CreateVpc", "UntagResources", "DeleteVSwitch", "AddZone", "BindZoneVpc"),
      ),
      acsRegion: fc.oneof(word, fc.constant(region)),
      errorCode: word,
      requestParameters: fc.oneof(
        anything,
        fc.dictionary(fc.constantFrom("VpcId", "ResourceId.1", "ResourceARN.1", "ZoneId", "ZoneName"), word),
      ),
      responseElements: fc.oneof(anything, fc.record({ VpcId: word })),
      referencedResources: anything,
    },
    { requiredKeys: [] },
  );
  const events = fc.record(
    {
      specversion: fc.constant("1.0"),
      id: word,
      type: fc.oneof(
        word,
        fc.constantFrom("vpc:ActionTrail:ApiCall", "tag:ActionTrail:ApiCall", "pvtz:ActionTrail:ApiCall"),
      ),
      aliyunregionid: word,
      data: fc.oneof(data, anything),
    },
    { requiredKeys: ["specversion"] },
  );

  test("takes nothing of any body over but ids, type, region, networks and zones of the right shape", () => {
    fc.assert(
      fc.property(events, (payload) => {
        const found = readAlibabaPayload(JSON.stringify(payload));
        if (found.kind === "ignored") {
          expect([null, payload.id]).toContain(found.id);
          expect([null, payload.type]).toContain(found.type);
          for (const text of [found.id, found.type]) expect(text ?? "x").toMatch(/^[\w.:@-]{1,128}$/);
          expect([
            "foreign type",
            "foreign event name",
            "the call failed",
            "another kind of resource",
            "the event has no type",
          ]).toContain(found.because);
        } else if (found.kind === "event") {
          for (const id of found.ids) expect(id).toBe(payload.id);
          for (const one of found.hints) {
            expect(one.region ?? "cn-none").toMatch(/^[a-z]{2,4}(-[a-z0-9]+)+$/);
            for (const network of one.networks ?? []) expect(network).toMatch(/^vpc-[A-Za-z0-9]+$/);
            for (const zone of one.zones ?? []) expect(zone).toMatch(/^(\w{6,64}|(?=.{1,253}$)[\w-]+(\.[\w-]+)+)$/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("never throws, whatever it is handed", () => {
    const kinds = ["ignored", "event", "timer", "shard"];
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(kinds).toContain(readAlibabaPayload(payload).kind);
      }),
    );
  });
});
