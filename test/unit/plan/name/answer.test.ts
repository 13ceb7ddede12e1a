import { describe, expect, it } from "vitest";
import type { Resolution } from "../../../../shared/model/name.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { answers, boundZones, hostIn, recordsAt } from "../../../../shared/plan/name/answer.ts";
import { boundTo, names, recordOf, zoneOf } from "../estate-of.ts";

const name = names.registry;
const parent = { id: "zone-2", name: "cn-hangzhou.cr.aliyuncs.com" };
const host = "prod-registry-vpc";

function resolutionOf(...zones: Zone[]): Resolution {
  return { network: "vpc-1", part: "registry", name, switch: null, forwarding: null, zones };
}

describe("the host of a name in a zone", () => {
  it.each([
    ["a.example.com", "a.example.com", "@"],
    ["A.Example.com.", "a.example.com", "@"],
    ["a.b.example.com", "EXAMPLE.com.", "a.b"],
    ["xexample.com", "example.com", null],
    ["example.com", "a.example.com", null],
  ])("of %s in %s is %s", (full, zone, expected) => {
    expect(hostIn(full, zone)).toBe(expected);
  });
});

describe("the answer inside a network", () => {
  it("comes from the most specific bound zone, whatever their order", () => {
    const wide = zoneOf({ ...parent, records: [recordOf({ host, value: "10.9.9.9" })] });
    expect(answers(resolutionOf(wide, zoneOf()))).toEqual(["10.0.0.9"]);
    expect(boundZones(resolutionOf(wide, zoneOf())).map((zone) => zone.id)).toEqual(["zone-1", "zone-2"]);
  });

  it("does not come from a zone that is bound to another network", () => {
    expect(answers(resolutionOf(zoneOf({ bindings: [boundTo("vpc-2")] })))).toBeNull();
  });

  it("leaves disabled records out", () => {
    expect(answers(resolutionOf(zoneOf({ records: [recordOf({ enabled: false })] })))).toEqual([]);
  });

  it("goes on to the provider where the zone lets unknown names through", () => {
    expect(answers(resolutionOf(zoneOf({ fallsThrough: true, records: [] })))).toBeNull();
  });

  it("comes from the closest wildcard, where the host has no record of its own", () => {
    const any = recordOf({ id: "1", host: "*", value: "10.1.1.1" });
    const closest = recordOf({ id: "2", host: "*.cn-hangzhou", value: "10.2.2.2" });
    const own = recordOf({ id: "3", host: "prod-registry-vpc.cn-hangzhou", value: "10.3.3.3" });
    const zone = (...records: Zone["records"]) => resolutionOf(zoneOf({ name: "cr.aliyuncs.com", records }));
    expect(answers(zone(any))).toEqual(["10.1.1.1"]);
    expect(answers(zone(any, closest))).toEqual(["10.2.2.2"]);
    expect(answers(zone(any, closest, own))).toEqual(["10.3.3.3"]);
  });

  it("never comes from a wildcard at the zone's own name", () => {
    expect(answers(resolutionOf(zoneOf({ records: [recordOf({ host: "*" })] })))).toEqual([]);
  });

  it("tells an alias by its target and leaves other types out", () => {
    const records = [recordOf({ type: "CNAME", value: "elsewhere.example" }), recordOf({ id: "2", type: "TXT" })];
    expect(answers(resolutionOf(zoneOf({ records })))).toEqual(["elsewhere.example"]);
  });
});

it("the records of a name are its host's alone, disabled ones included, whatever the case of the host", () => {
  const zone = zoneOf({
    ...parent,
    records: [
      recordOf({ id: "2", host: "Prod-Registry-VPC", enabled: false }),
      recordOf({ id: "1", host }),
      recordOf({ id: "3", host: "other" }),
    ],
  });
  expect(recordsAt(name, zone).map((record) => record.id)).toEqual(["1", "2"]);
});
