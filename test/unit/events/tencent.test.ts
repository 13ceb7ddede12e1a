import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTencentPayload } from "../../../shared/events/tencent.ts";

const folder = new URL("../../fixtures/events/tencent/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const fixture = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

const region = "ap-shanghai";
const hint = (networks: readonly string[] | null, where: string | null = region) => ({
  cloud: "tencent",
  region: where,
  networks,
});
const hintsOf = (payload: unknown) => {
  const trigger = readTencentPayload(payload);
  return trigger.kind === "event" ? trigger.hints : trigger;
};

/** A CreateVpc as CloudAudit hands it to EventBridge; a test says how its event differs. */
function event(data: object = {}, envelope: object = {}) {
  return {
    specversion: "1.0",
    id: "5f7f7a3e-0001",
    source: "vpc.cloud.tencent",
    type: "vpc:CloudEvent:ApiCall",
    region: "ap-guangzhou",
    data: {
      eventName: "CreateVpc",
      eventRegion: region,
      apiErrorCode: 0,
      requestParameters: '{"VpcName":"team-a"}',
      responseElements: '{"Vpc":{"VpcId":"vpc-exmpl001"}}',
      userIdentity: { secretId: "AKIDlive", sessionContext: '{"sessionToken":"live-token"}' },
      ...data,
    },
    ...envelope,
  };
}
const bare = { responseElements: undefined };
const json = (value: object) => JSON.stringify(value);

describe("the composed events of Tencent Cloud", () => {
  const one = [hint(["vpc-exmpl001"])];
  const two = [hint(["vpc-exmpl001", "vpc-exmpl002"])];
  const whole = [hint(null)];
  const wanted: Readonly<Record<string, readonly unknown[]>> = {
    "create-vpc": one,
    "create-vpc-console": one,
    "create-vpc-live-token": one,
    "create-vpc-without-response": whole,
    "create-vpc-without-parameters": one,
    "create-vpc-without-ids": whole,
    "create-vpc-truncated": one,
    "create-vpc-data-as-text": one,
    "create-vpc-short-region": one,
    "create-subnet": one,
    "create-subnets": one,
    "delete-vpc": one,
    "delete-vpc-failed": one,
    "delete-subnet-failed": whole,
    "modify-vpc-attribute": one,
    "tag-resources": two,
    "untag-resources-subnet": whole,
    "modify-resource-tags": one,
    "add-resource-tag-uid": one,
    "update-resource-tag-value": one,
    "delete-resource-tag": one,
    "attach-resources-tag": two,
    "detach-resources-tag-subnet": whole,
    "modify-resources-tag-value": two,
    "tag-resources-truncated": [hint(null, null)],
    "batch-of-two": two,
    "registry-link": [hint(["vpc-exmpl001"], null)],
    "registry-link-without-parameters": [hint(null, null)],
    "registry-name-on": [hint(["vpc-exmpl001"], null)],
    "registry-name-off-replica": [hint(["vpc-exmpl001"], null)],
    "create-private-zone": [{ ...hint(["vpc-exmpl001"], null), zones: ["zone-exmpl001"] }],
    "create-private-zone-without-response": [{ ...hint(null, null), zones: ["example.com"] }],
    "unbind-private-zone": [{ ...hint(["vpc-exmpl001"], null), zones: ["zone-exmpl001"] }],
    "modify-private-zone-record-console": [{ ...hint(null, null), zones: ["zone-exmpl001"] }],
    "modify-records-status-truncated": [{ ...hint(null, null), zones: ["zone-exmpl001", "zone-exmpl002"] }],
    "delete-private-zone-record-without-ids": [{ ...hint(null, null), zones: [] }],
    "modify-forward-rule": [{ ...hint(null, null), zones: [] }],
  };

  test.each(files)("%s is read as its page says", (file) => {
    const found = readTencentPayload(fixture(file));
    const name = file.replace(/\.json$/, "");
    if (name.startsWith("timer")) expect(found).toEqual({ kind: "timer", depth: "frequent" });
    else if (wanted[name] === undefined) expect(found).toMatchObject({ kind: "ignored" });
    else expect(found).toMatchObject({ kind: "event", hints: wanted[name] });
    expect(JSON.stringify(found)).not.toMatch(/live-token|AKID|team-a/);
  });

  test("each is named in the list", () => {
    const list = readFileSync(new URL("README.md", folder), "utf8");
    for (const file of files) expect(list).toContain(`\`${file.replace(/\.json$/, "")}\``);
    expect(files.map((file) => file.replace(/\.json$/, ""))).toEqual(expect.arrayContaining(Object.keys(wanted)));
  });
});

describe("an event of EventBridge", () => {
  test("bytes, text and object read the same, alone, in an array and in an EventList", () => {
    const text = JSON.stringify(event());
    const wanted = { kind: "event", ids: ["5f7f7a3e-0001"], hints: [hint(["vpc-exmpl001"])] };
    for (const payload of [Buffer.from(text), text, event(), [event()], { EventList: [event(), event()] }])
      expect(readTencentPayload(payload)).toEqual(wanted);
  });

  test("several become one trigger, one hint a region, and a whole region swallows its networks", () => {
    const events = [
      event(),
      event({ ...bare, eventName: "DeleteSubnet" }, { id: "e-2" }),
      event({ eventRegion: "ap-beijing" }, { id: "e-3" }),
      event({ eventName: "RunInstances" }, { id: "e-4" }),
    ];
    expect(readTencentPayload(events)).toEqual({
      kind: "event",
      ids: ["5f7f7a3e-0001", "e-2", "e-3"],
      hints: [hint(null), hint(["vpc-exmpl001"], "ap-beijing")],
    });
  });

  test.each(["vpc:CloudEvent:ApiCall", "vpc:CloudEvent:ConsoleCall", "vpc:CloudEvent:MiniProgramCall"])(
    "type %s is read",
    (type) => expect(hintsOf(event({}, { type }))).toEqual([hint(["vpc-exmpl001"])]),
  );

  test.each([
    ["the response as an object", { responseElements: { Vpc: { VpcId: "vpc-exmpl001" } } }],
    ["the response's subnets", { responseElements: json({ SubnetSet: [{ VpcId: "vpc-exmpl001" }] }) }],
    ["the parameters", { ...bare, requestParameters: json({ VpcId: "vpc-exmpl001" }) }],
    ["the parameters in lower case", { ...bare, requestParameters: json({ vpcId: "vpc-exmpl001" }) }],
    ["the resource name", { ...bare, resourceName: "subnet/subnet-1|vpc/vpc-exmpl001" }],
    ["the resources", { ...bare, resources: json(["qcs::vpc:sh:uin/1:vpc/vpc-exmpl001"]) }],
  ])("the id is found in %s", (_, data) => expect(hintsOf(event(data))).toEqual([hint(["vpc-exmpl001"])]));

  test("the region is the call's, else the envelope's, else every one", () => {
    expect(hintsOf(event({ eventRegion: "gz" }))).toEqual([hint(["vpc-exmpl001"], "ap-guangzhou")]);
    expect(hintsOf(event({ eventRegion: "" }))).toEqual([hint(["vpc-exmpl001"], "ap-guangzhou")]);
    expect(hintsOf(event({ eventRegion: 1 }, { region: "" }))).toEqual([hint(["vpc-exmpl001"], null)]);
  });

  test("a tagged resource has the region of its name, and every region where that says nothing", () => {
    const tagged = (...names: readonly string[]) =>
      event(
        { ...bare, eventName: "TagResources", requestParameters: json({ ResourceList: names }) },
        { type: "tag:CloudEvent:ApiCall" },
      );
    expect(
      hintsOf(tagged("qcs::vpc:ap-beijing:uin/1:vpc/vpc-exmpl001", "qcs::cvm:ap-nanjing:uin/1:instance/i")),
    ).toEqual([hint(["vpc-exmpl001"], "ap-beijing")]);
    expect(hintsOf(tagged("qcs:0:vpc:zz:id/1:vpc/vpc-exmpl001"))).toEqual([hint(["vpc-exmpl001"], null)]);
    expect(hintsOf(tagged("qcs::vpc:bj:uin/1:vpc/*"))).toEqual([hint(null, "ap-beijing")]);
    expect(hintsOf(tagged("qcs::cvm:ap-nanjing:uin/1:instance/i"))).toMatchObject({ kind: "ignored" });
  });

  test.each(["LimitExceeded", "1", 7])("a call that failed with %j is skipped, but not a failed deletion", (code) => {
    const failed = (eventName: string) =>
      event({ eventName, apiErrorCode: code, ...bare, requestParameters: json({ VpcId: "vpc-exmpl001" }) });
    expect(readTencentPayload(failed("CreateVpc"))).toMatchObject({ kind: "ignored", because: "the call failed" });
    const refusedDeletions = ["vpc-exmpl001"];
    expect(hintsOf(failed("DeleteVpc"))).toEqual([{ ...hint(["vpc-exmpl001"]), refusedDeletions }]);
  });

  test.each([0, "0", "", null, undefined])("apiErrorCode %j is success", (apiErrorCode) =>
    expect(hintsOf(event({ apiErrorCode, errorCode: apiErrorCode }))).toEqual([hint(["vpc-exmpl001"])]),
  );

  test.each([
    ["another product", event({}, { type: "cvm:CloudEvent:ApiCall" })],
    ["another action", event({ eventName: "RunInstances" })],
    ["a type with a body in it", event({}, { type: '{"token":"live-token"}' })],
    ["no data", event({}, { data: undefined })],
    ["data that is cut off", event({}, { data: '{"eventName":"CreateVpc","token":"live-token' })],
    ["an empty list", []],
    ["an empty EventList", { EventList: [] }],
    ["broken JSON", '{"id":"live-token'],
    ["nothing", undefined],
    ["a number", 7],
    ["an object of no kind", { hello: "live-token" }],
  ])("%s is ignored, and the body stays out of the answer", (_, payload) => {
    const found = readTencentPayload(payload);
    expect(found.kind).toBe("ignored");
    expect(JSON.stringify(found)).not.toContain("live-token");
  });
});

describe("a timer and a message", () => {
  const timer = (Message: unknown, Type = "Timer") => ({
    Type,
    TriggerName: "sweep",
    Time: "2026-01-05T11:49:00Z",
    Message,
  });

  test.each(["frequent", "full"] as const)("the timer's message names depth %s", (depth) => {
    expect(readTencentPayload(timer(json({ kind: "pass", depth })))).toEqual({ kind: "timer", depth });
    expect(readTencentPayload(timer(json({ kind: "pass", depth }), "timer"))).toEqual({ kind: "timer", depth });
  });

  test.each(["", null, undefined])("a timer with the message %j is a frequent pass", (message) =>
    expect(readTencentPayload(timer(message))).toEqual({ kind: "timer", depth: "frequent" }),
  );

  test.each(["not json", '{"kind":"pass"}', '{"kind":"pass","depth":"deep"}', 7])(
    "a timer with the message %j is ignored",
    (message) => expect(readTencentPayload(timer(message))).toMatchObject({ kind: "ignored" }),
  );

  const shard = { kind: "shard", depth: "full", registry: "prod", region, index: 0, of: 2, pass: "p" };

  test("an invocation's own message is a pass or a shard, and nothing else is kept of it", () => {
    expect(readTencentPayload({ ...shard, token: "live-token" })).toEqual(shard);
    expect(readTencentPayload({ kind: "pass", depth: "full" })).toEqual({ kind: "timer", depth: "full" });
    expect(readTencentPayload({ ...shard, index: 2 })).toMatchObject({ kind: "ignored" });
  });
});

describe("the reader", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom("vpc-exmpl001", "live-token", "CreateVpc", "qcs::vpc:gz:id/1:vpc/*"),
  );
  const anything = fc.object({ maxDepth: 3, key: word, values: [word, fc.integer(), fc.boolean(), fc.constant(null)] });
  const parameters = fc.oneof(
    anything,
    word,
    fc
      .dictionary(fc.constantFrom("VpcId", "Resource", "ResourceIds", "ServiceType", "ZoneId", "Domain"), word)
      .map(json),
  );
  const data = fc.record(
    {
      eventName: fc.oneof(word, fc.constantFrom("CreateVpc", "AttachResourcesTag", "CreatePrivateZone")),
      eventRegion: fc.oneof(word, fc.constantFrom(region, "gz", "constructor")),
      apiErrorCode: fc.oneof(word, fc.constant(0), anything),
      requestParameters: parameters,
      responseElements: parameters,
      resourceName: word,
      resources: fc.oneof(word, fc.array(word).map(json)),
    },
    { requiredKeys: [] },
  );
  const events = fc.record(
    {
      specversion: fc.constant("1.0"),
      id: word,
      type: fc.oneof(
        word,
        fc.constantFrom("vpc:CloudEvent:ApiCall", "tag:CloudEvent:ConsoleCall", "privatedns:CloudEvent:ApiCall"),
      ),
      subject: word,
      region: word,
      data: fc.oneof(data, data.map(json), anything),
    },
    { requiredKeys: ["specversion"] },
  );

  test("takes nothing of any body over but ids, type, region, networks and zones of the right shape", () => {
    fc.assert(
      fc.property(events, (payload) => {
        const found = readTencentPayload(JSON.stringify(payload));
        if (found.kind === "ignored") {
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
            expect(one.region ?? "ap-none").toMatch(/^[a-z]{2,4}(-[a-z0-9]+)+$/);
            for (const network of one.networks ?? []) expect(network).toMatch(/^vpc-[a-z0-9]+$/);
            for (const zone of one.zones ?? []) expect(zone).toMatch(/^(zone-[a-z0-9]+|[\w-]+(\.[\w-]+)+)$/);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("never throws, whatever it is handed", () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(["ignored", "event", "timer", "shard"]).toContain(readTencentPayload(payload).kind);
      }),
    );
  });
});
