import { describe, expect, it } from "vitest";
import { formatStoreLocation, parseStoreLocation } from "../../../shared/store/location.ts";

const problemOf = (text: string) => {
  const parsed = parseStoreLocation(text);
  return parsed.ok ? `accepted as ${formatStoreLocation(parsed.location)}` : parsed.problem;
};

describe("MOORING_STORE", () => {
  it.each([
    ["folder:/var/lib/mooring", { kind: "folder", path: "/var/lib/mooring" }],
    ["folder:.mooring/store", { kind: "folder", path: ".mooring/store" }],
    [
      "oss://mooring-prod?region=cn-hangzhou",
      { kind: "oss", bucket: "mooring-prod", region: "cn-hangzhou", internal: false },
    ],
    ["oss://m-1?region=cn-hangzhou&internal", { kind: "oss", bucket: "m-1", region: "cn-hangzhou", internal: true }],
    [
      "cos://mooring-1250000000?region=ap-guangzhou",
      { kind: "cos", bucket: "mooring-1250000000", region: "ap-guangzhou" },
    ],
  ])("%s is understood, and is written the same way again", (text, location) => {
    const parsed = parseStoreLocation(text);
    expect(parsed).toEqual({ ok: true, location });
    expect(parsed.ok && formatStoreLocation(parsed.location)).toBe(text);
  });

  it.each([
    ["", /empty/],
    ["/var/lib/mooring", /write "folder:" before the path/],
    ["folder:", /names no folder/],
    ["folder:///var/lib", /folder:\/var\/lib\/mooring/],
    ["s3://bucket", /"s3:".*folder:PATH, oss:.*cos:/],
    ["oss:bucket?region=cn-hangzhou", /oss:\/\/BUCKET/],
    ["oss://UPPER?region=cn-hangzhou", /"UPPER" is no name of an OSS bucket/],
    ["oss://bucket", /names no region/],
    ["oss://bucket?region=", /names no region/],
    ["oss://bucket/path?region=cn-hangzhou", /without a path/],
    ["oss://bucket?region=cn-hangzhou&internal=no", /"internal" takes no value/],
    ["cos://mooring?region=ap-guangzhou", /APPID.*mooring-1250000000/],
    ["cos://mooring-1250000000?region=ap-guangzhou&internal", /"internal".*known: region/],
  ])("%j is refused, and the sentence says what to write", (text, sentence) => {
    expect(problemOf(text)).toMatch(sentence);
  });

  it("never repeats a credential that somebody put there", () => {
    for (const text of [
      "oss://AKIDEXAMPLE:hush@bucket?region=cn-hangzhou",
      "oss://bucket?region=cn-hangzhou&secret=hush",
      "cos://id:hush@mooring-1250000000?region=ap-guangzhou",
    ]) {
      expect(problemOf(text)).toMatch(/^the store's location/);
      expect(problemOf(text)).not.toMatch(/hush|AKIDEXAMPLE/);
    }
  });
});
