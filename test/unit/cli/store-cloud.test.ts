import { describe, expect, it } from "vitest";
import { cloudOfStore, keptElsewhere, sayElsewhere } from "../../../cli/store-cloud.ts";
import { parseConfiguration } from "../../../shared/config/parse.ts";

const parsed = parseConfiguration(`version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: cri-1a2b3c4d5e6f7g8h
    accept: { accounts: ["1234567890123456"] }
  harbor:
    cloud: tencent
    region: ap-guangzhou
    instance: tcr-a1b2c3d4
    accept: { accounts: ["100000000001"] }
`);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { settings } = parsed;

describe("a store and the registries of both clouds", () => {
  it.each([
    ["oss://state?region=cn-hangzhou", "alibaba", ["harbor"]],
    ["oss://state?region=cn-hangzhou&internal", "alibaba", ["harbor"]],
    ["cos://state-1250000001?region=ap-guangzhou", "tencent", ["prod"]],
    ["folder:.mooring", null, []],
  ])("%s is of %s and leaves %j out", (location, cloud, elsewhere) => {
    expect(cloudOfStore(location)).toBe(cloud);
    const kept = keptElsewhere(settings, location);
    expect(kept.map(({ alias }) => alias)).toEqual(elsewhere);
    expect(sayElsewhere(kept, location)).toEqual(
      elsewhere.length === 0 ? null : expect.stringContaining(`${elsewhere[0]}, whose ledger and pauses`),
    );
  });

  it("leave nothing out before there is a configuration", () => {
    expect(keptElsewhere(null, "cos://state-1250000001?region=ap-guangzhou")).toEqual([]);
  });
});
