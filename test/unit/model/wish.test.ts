import { describe, expect, it } from "vitest";
import { nearest, readWish } from "../../../shared/model/wish.ts";

const aliases = ["prod", "staging"];
const read = (value: string | undefined) => readWish(value, aliases);

describe("a wish", () => {
  it("is none where the tag is absent", () => {
    expect(read(undefined)).toEqual({ kind: "none" });
  });

  it("names registries, each once, blanks aside", () => {
    expect(read(" prod , staging,prod ")).toEqual({
      kind: "registries",
      aliases: ["prod", "staging"],
      subnet: null,
      unknown: [],
    });
  });

  it("names a subnet as an option", () => {
    expect(read("prod; subnet = vsw-123")).toMatchObject({ aliases: ["prod"], subnet: "vsw-123" });
    expect(read("prod;subnet=vsw-123;subnet=vsw-123")).toMatchObject({ subnet: "vsw-123" });
  });

  it.each(["off", "hold"])("is %s alone", (word) => {
    expect(read(` ${word} `)).toEqual({ kind: word });
  });

  it("keeps what is known beside what is not, with the nearest known name", () => {
    expect(read("prod,stagin,elsewhere")).toMatchObject({
      aliases: ["prod"],
      unknown: [
        { alias: "stagin", nearest: "staging" },
        { alias: "elsewhere", nearest: null },
      ],
    });
  });
});

describe("what is not clear is malformed, with a correction", () => {
  it.each([
    ["", "the value is empty", 'write for example "prod"; known: prod, staging'],
    ["Prod", '"Prod" is not a registry\'s name', 'write "prod"'],
    ["OFF", '"OFF" is not a registry\'s name', 'write "off"'],
    ["Hold", '"Hold" is not a registry\'s name', 'write "hold"'],
    ["prod,", "a registry's name is empty", 'write for example "prod"; known: prod, staging'],
    [";subnet=vsw-1", "a registry's name is empty", 'write for example "prod"; known: prod, staging'],
    ["off,prod", '"off" stands alone', 'write "off" or the registries\' names, not both'],
    ["hold;subnet=vsw-1", '"hold" takes no options', 'write "hold"'],
    ["prod;", "an option is empty", 'the only option is "subnet=<id>"; "hold" and "off" stand alone'],
    ["prod;zone=h", '"zone=h" is no option', 'the only option is "subnet=<id>"; "hold" and "off" stand alone'],
    ["prod;subnet=", '"subnet=" names no subnet', 'write "subnet=<id of one subnet of this network>"'],
    ["prod;subnet=a;subnet=b", "two subnets are named", "name one subnet"],
    ["prod，staging", '"，" (U+FF0C) is not allowed in tags of both clouds', 'write "," instead'],
    ["prod；subnet=vsw-1", '"；" (U+FF1B) is not allowed in tags of both clouds', 'write ";" instead'],
    ["prod、staging", '"、" (U+3001) is not allowed in tags of both clouds', 'write "," instead'],
    ["prod!", '"!" (U+0021) is not allowed in tags of both clouds', "take it out"],
    ["prod\u00a0", "the character U+00A0 is not allowed in tags of both clouds", "write a plain blank, or none"],
    ["prod\n", "the character U+000A is not allowed in tags of both clouds", "take it out"],
    ["pr\u200bod", "the character U+200B is not allowed in tags of both clouds", "take it out"],
    ["prod🚀", '"🚀" (U+1F680) is not allowed in tags of both clouds', "take it out"],
    ["产品", '"产品" is not a registry\'s name', 'write for example "prod"; known: prod, staging'],
  ])("%j", (value, problem, correction) => {
    expect(read(value)).toEqual({ kind: "malformed", problem, correction });
  });

  it("where nobody knows the registries, every name that could be one counts", () => {
    expect(readWish("prod,other", null)).toMatchObject({ aliases: ["prod", "other"], unknown: [] });
    expect(readWish("Prod", null)).toMatchObject({ correction: 'write "prod"' });
    expect(readWish("my registry", null)).toMatchObject({
      correction: expect.stringMatching(/^write the registries' /),
    });
  });

  it("a configuration without registries says so", () => {
    expect(readWish("", [])).toMatchObject({ correction: "the configuration names no registry" });
  });
});

describe("the nearest known word", () => {
  it("is within two edits, and never all of the word", () => {
    expect(nearest("prd", ["prod"])).toBe("prod");
    expect(nearest("stgng", ["staging"])).toBe("staging");
    expect(nearest("stgg", ["staging"])).toBeNull();
    expect(nearest("x", ["ab"])).toBeNull();
  });

  it("gives a tie to the first", () => {
    expect(nearest("prox", ["prod", "prob"])).toBe("prod");
  });
});
