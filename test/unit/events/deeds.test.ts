import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAlibabaPayload } from "../../../shared/events/alibaba.ts";
import { readTencentPayload } from "../../../shared/events/tencent.ts";
import type { Deed } from "../../../shared/model/hint.ts";

const token = "a-live-token-never-to-be-told";
const alibabaZone = "0123456789abcdef0123456789abcdef";

/** Somebody binds a zone on Alibaba Cloud. */
function alibaba(data: object = {}, envelope: object = {}) {
  return {
    id: "e-1",
    specversion: "1.0",
    type: "pvtz:ActionTrail:ApiCall",
    time: "2026-01-05T06:30:18Z",
    data: {
      eventName: "BindZoneVpc",
      eventTime: "2026-01-05T06:30:17Z",
      requestParameters: { ZoneId: alibabaZone, "Vpcs.1.VpcId": "vpc-bp1a", SecurityToken: token },
      userIdentity: { type: "ram-user", accountId: "1001", principalId: "2001", userName: "deployer" },
      ...data,
    },
    ...envelope,
  };
}

/** Somebody turns a name off on Tencent Cloud. */
function tencent(data: object = {}, envelope: object = {}) {
  const asked = { InstanceId: "tcr-exmpl001", VpcId: "vpc-exmpl001", UsePublicDomain: true, Token: token };
  return {
    id: "e-1",
    specversion: "1.0",
    type: "tcr:CloudEvent:ApiCall",
    time: 1_767_594_618_000,
    data: {
      eventName: "DeleteInternalEndpointDns",
      eventTime: 1_767_594_617,
      apiErrorCode: 0,
      requestParameters: JSON.stringify(asked),
      userIdentity: {
        ...{ type: "CAMUser", principalId: "100000000002", accountId: "100000000001", secretId: "AKIDexample" },
        ...{ userName: "deployer", sessionContext: JSON.stringify({ sessionToken: token }) },
      },
      ...data,
    },
    ...envelope,
  };
}

function deedsIn(trigger: ReturnType<typeof readAlibabaPayload>): readonly Deed[] {
  return trigger.kind === "event" ? trigger.hints.flatMap(({ deeds }) => deeds ?? []) : [];
}
const ofAlibaba = (data?: object, envelope?: object) => deedsIn(readAlibabaPayload(alibaba(data, envelope)));
const ofTencent = (data?: object, envelope?: object) => deedsIn(readTencentPayload(tencent(data, envelope)));

describe("an event tells who did what, and when", () => {
  const at = "2026-01-05T06:30:17.000Z";
  const none = { networks: [], zones: [], registry: null, part: null, nameKind: null };

  it("to a zone, its networks beside it", () => {
    const wanted = { by: "RAM user deployer", at, what: "BindZoneVpc", did: "zone" };
    expect(ofAlibaba()).toEqual([{ ...none, ...wanted, networks: ["vpc-bp1a"], zones: [alibabaZone] }]);
    const type = "privatedns:CloudEvent:ApiCall";
    const eventName = "DeletePrivateZone";
    const requestParameters = JSON.stringify({ ZoneId: "zone-exmpl001" });
    expect(ofTencent({ eventName, requestParameters }, { type })).toEqual([
      { ...none, by: "CAM user deployer", at, what: eventName, did: "zone", zones: ["zone-exmpl001"] },
    ]);
  });

  it("to a name's switch, and to which name of which registry", () => {
    const wanted = { by: "CAM user deployer", at, networks: ["vpc-exmpl001"], registry: "tcr-exmpl001" };
    const off = { ...none, ...wanted, what: "DeleteInternalEndpointDns", did: "name-off" };
    expect(ofTencent()).toEqual([{ ...off, nameKind: "default" }]);
    const plain = JSON.stringify({ InstanceId: "tcr-exmpl001", VpcId: "vpc-exmpl001" });
    expect(ofTencent({ requestParameters: plain })).toEqual([{ ...off, nameKind: "vpc" }]);
    const on = { ...off, what: "CreateInternalEndpointDns", did: "name-on", nameKind: "vpc" };
    expect(ofTencent({ eventName: on.what, requestParameters: plain })).toEqual([on]);
  });

  it("to a link, and whether it was made or deleted", () => {
    const RegistryId = "tcr-exmpl001";
    const requestParameters = JSON.stringify({ RegistryId, Operation: "Delete", VpcId: "vpc-exmpl001" });
    expect(ofTencent({ eventName: "ManageInternalEndpoint", requestParameters })).toMatchObject([
      { did: "link", what: "ManageInternalEndpoint Delete", registry: RegistryId, networks: ["vpc-exmpl001"] },
    ]);
    const eventName = "CreateInstanceVpcEndpointLinkedVpc";
    const asked = { InstanceId: "cri-a", VpcId: "vpc-bp1a", ModuleName: "Chart" };
    expect(ofAlibaba({ eventName, requestParameters: asked }, { type: "cr:ActionTrail:ApiCall" })).toMatchObject([
      { did: "link", what: eventName, registry: "cri-a", part: "chart", networks: ["vpc-bp1a"] },
    ]);
  });

  it("to a forwarding rule, and to a network's resolvers only where the call names some", () => {
    const rule = { eventName: "BindResolverRuleVpc", requestParameters: { RuleId: "r-1", "Vpc.1.VpcId": "vpc-bp1a" } };
    expect(ofAlibaba(rule)).toMatchObject([{ did: "rule", networks: ["vpc-bp1a"] }]);
    const type = "vpc:CloudEvent:ApiCall";
    const modified = (more: object) =>
      ofTencent(
        { eventName: "ModifyVpcAttribute", requestParameters: JSON.stringify({ VpcId: "vpc-exmpl001", ...more }) },
        { type },
      );
    expect(modified({ DnsServers: ["10.0.0.53"] })).toMatchObject([{ did: "resolvers", networks: ["vpc-exmpl001"] }]);
    expect(modified({ VpcName: "other" })).toEqual([]);
  });

  it("once for each of several, the newest last, and of very many the newest fifty", () => {
    const later = alibaba({ eventTime: "2026-01-05T06:31:00Z", eventName: "DeleteZone" });
    expect(deedsIn(readAlibabaPayload([later, alibaba()])).map(({ what }) => what)).toEqual([
      "BindZoneVpc",
      "DeleteZone",
    ]);
    const crowd = Array.from({ length: 60 }, (_, second) => tencent({ eventTime: 1_767_594_600 + second }));
    const deeds = deedsIn(readTencentPayload({ EventList: crowd }));
    expect(deeds).toHaveLength(50);
    expect(deeds.at(-1)?.at).toBe("2026-01-05T06:30:59.000Z");
  });
});

describe("who it was is", () => {
  const alibabaBy = (userIdentity: unknown) => ofAlibaba({ userIdentity })[0]?.by;
  const tencentBy = (userIdentity: unknown) => ofTencent({ userIdentity })[0]?.by;

  it.each([
    [{ type: "ram-user", userName: "deployer" }, "RAM user deployer"],
    [{ type: "assumed-role", userName: "builder:nightly" }, "role builder:nightly"],
    [{ type: "assumed-role", principalId: "3001:nightly" }, "role 3001:nightly"],
    [{ type: "assumed-role", roleSessionName: "nightly", principalId: "3001" }, "role nightly"],
    [{ type: "root-account", userName: "root", accountId: "1001", principalId: "1001" }, "account 1001"],
    [{ type: "cloudsso-user", userName: "li@corp.example" }, "CloudSSO user li@corp.example"],
    [{ type: "system", userName: "cr.aliyuncs.com" }, "cr.aliyuncs.com"],
    [{ type: "something-new", userName: "x" }, "something-new x"],
    [{ userName: "张伟" }, "张伟"],
    [{ UserName: "deployer" }, "deployer"],
    [JSON.stringify({ type: "ram-user", userName: "deployer" }), "RAM user deployer"],
    [{ type: "ram-user", userName: "", principalId: "2001" }, "RAM user 2001"],
    [{ type: { token }, userName: "deployer" }, "deployer"],
  ])("on Alibaba Cloud in %j: %s", (identity, by) => {
    expect(alibabaBy(identity)).toBe(by);
  });

  it.each([
    [
      { type: "Root", principalId: "100000000001", accountId: "100000000001", userName: "root" },
      "account 100000000001",
    ],
    [{ type: "CAMUser", userName: "deployer" }, "CAM user deployer"],
    [{ type: "CAMUser", principalId: 100000000002 }, "CAM user 100000000002"],
    [{ type: "AssumedRole", userName: "builder" }, "role builder"],
  ])("on Tencent Cloud in %j: %s", (identity, by) => {
    expect(tencentBy(identity)).toBe(by);
  });

  it.each([
    undefined,
    null,
    "",
    7,
    [],
    {},
    "deployer",
    `{"userName":"deployer","sessionContext":"${token}`,
    { userName: ["deployer"] },
    { accessKeyId: "LTAI5tExample", secretId: "AKIDexample", sessionContext: { sessionToken: token, userName: token } },
    { userName: "LTAI5tExample" },
    { userName: "STS.NUexample" },
    { userName: "AKIDexample" },
    { userName: "a\nb" },
    { userName: "\u001b[31mred" },
    { userName: "a\u202eb" },
    { userName: "<script>" },
    { userName: "[a](https://example.com)" },
    { userName: " padded" },
    { userName: "x".repeat(129) },
  ])("nobody in %j", (identity) => {
    expect(alibabaBy(identity)).toBeUndefined();
    expect(tencentBy(identity)).toBeUndefined();
  });
});

describe("when it was is", () => {
  it.each([
    ["2026-01-05T14:30:17+08:00", "2026-01-05T06:30:17.000Z"],
    ["2026-01-05T06:30:17.250Z", "2026-01-05T06:30:17.250Z"],
    [1_767_594_617, "2026-01-05T06:30:17.000Z"],
    ["1767594617", "2026-01-05T06:30:17.000Z"],
    [1_767_594_617_250, "2026-01-05T06:30:17.250Z"],
  ])("%j: %s", (eventTime, at) => {
    expect(ofTencent({ eventTime }, { time: undefined })[0]?.at).toBe(at);
    expect(ofAlibaba({ eventTime }, { time: undefined })[0]?.at).toBe(at);
  });

  it.each([
    "2019-03-20 12:36:27",
    "2020-11-19T21:04:42.179PRC",
    undefined,
    -1,
    0,
    1e300,
    Number.NaN,
    {},
    "9".repeat(13),
  ])("the envelope's for %j, and nothing is told where that says nothing either", (eventTime) => {
    expect(ofTencent({ eventTime })[0]?.at).toBe("2026-01-05T06:30:18.000Z");
    expect(ofTencent({ eventTime }, { time: "1767594618000" })[0]?.at).toBe("2026-01-05T06:30:18.000Z");
    expect(ofTencent({ eventTime }, { time: eventTime })).toEqual([]);
  });
});

describe("nothing is told", () => {
  it("of a call that was refused, or about nothing that has an id", () => {
    expect(ofTencent({ apiErrorCode: "UnauthorizedOperation" })).toEqual([]);
    expect(ofTencent({ requestParameters: "" })).toEqual([]);
    expect(ofTencent({ requestParameters: '{"InstanceId":"tcr-ex' })).toEqual([]);
    expect(ofAlibaba({ eventName: "UpdateZoneRecord", requestParameters: { RecordId: 7 } })).toEqual([]);
  });

  it("of what stands beside a name: neither keys nor tokens, in no payload of either cloud", () => {
    for (const [cloud, read] of [["alibaba", readAlibabaPayload] as const, ["tencent", readTencentPayload] as const]) {
      const folder = new URL(`../../fixtures/events/${cloud}/`, import.meta.url);
      for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")))
        expect(JSON.stringify(read(readFileSync(new URL(file, folder)))), file).not.toMatch(
          /live-token|AKID|LTAI|STS\./,
        );
    }
    expect(JSON.stringify([readAlibabaPayload(alibaba()), readTencentPayload(tencent())])).not.toContain(token);
  });

  it("but short texts without anything that a terminal or a page would obey, whatever an event holds", () => {
    const word = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(token, "deployer", "AKIDexample", "root"));
    const identity = fc.oneof(
      word,
      fc.dictionary(
        fc.constantFrom("type", "userName", "principalId", "accountId", "secretId", "sessionContext"),
        word,
      ),
      fc.object({ key: word, values: [word, fc.integer()] }),
    );
    fc.assert(
      fc.property(identity, fc.anything(), (userIdentity, eventTime) => {
        for (const deed of [...ofTencent({ userIdentity, eventTime }), ...ofAlibaba({ userIdentity, eventTime })]) {
          expect(deed.by).toMatch(/^[\p{L}\p{N} ._@:+=,/-]{1,165}$/u);
          expect(deed.by).not.toMatch(/AKID/);
          expect(deed.at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        }
      }),
      { numRuns: 150 },
    );
  });
});
