import { describe, expect, it } from "vitest";
import { nearest } from "../../../shared/model/nearest.ts";
import { readWish } from "../../../shared/model/wish.ts";

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

const form =
  'write the registries\' names with "," between them, and after them at most ";subnet=<id of one subnet of this network>"';
const oneId = 'write "subnet=<id of one subnet of this network>": letters, digits, and "-" between them';
const oneOf = 'name one, as "subnet=vsw-1"; registries\' names stand before the ";"';

describe("what is not clear is malformed, with a correction", () => {
  it.each([
    ["", "the value is empty", 'write for example "prod"; known: prod, staging'],
    ["Prod", '"Prod" is not a registry\'s name', 'write "prod"'],
    ["OFF", '"OFF" is not a registry\'s name', 'write "off"'],
    ["Hold", '"Hold" is not a registry\'s name', 'write "hold"'],
    ["prod,", "a registry's name is empty", 'write "prod"'],
    [";subnet=vsw-1", "a registry's name is empty", 'write for example "prod"; known: prod, staging'],
    [" ; ", "the value names no registry", 'write for example "prod"; known: prod, staging'],
    ["off,prod", '"off" stands alone', 'write "off" or the registries\' names, not both'],
    ["prod;hold", '"hold" stands alone', 'write "hold" or the registries\' names, not both'],
    ["hold,off", '"off" stands alone', 'write "off" or "hold", not both'],
    ["hold,hold", '"hold" stands alone', 'write "hold"'],
    ["hold;subnet=vsw-1", '"hold" takes no options', 'write "hold"'],
    ["Off;subnet=vsw-1", '"Off" is not a registry\'s name', 'write "off"'],
    ["prod;", "an option is empty", 'write "prod"'],
    ["prod,,staging", "a registry's name is empty", 'write "prod,staging"'],
    ["prod;staging", '"staging" is no option', 'write "prod,staging"'],
    ["prod;zone=h", '"zone=h" is no option', form],
    ["prod;subnets=vsw-1", '"subnets=vsw-1" is no option', form],
    ["prod;subnet=", '"subnet=" names no subnet', 'write "subnet=<id of one subnet of this network>"'],
    ["prod;subnet=<id>", '"<id>" is no subnet\'s id', oneId],
    ["prod;subnet=vsw_1", '"vsw_1" is no subnet\'s id', oneId],
    ["prod;subnet=子网", '"子网" is no subnet\'s id', oneId],
    ["prod;subnet=vsw-1,x", '"subnet=vsw-1,x" names more than one subnet', oneOf],
    ["prod;subnet=vsw-1 vsw-2", '"subnet=vsw-1 vsw-2" names more than one subnet', oneOf],
    [
      "prod;subnet=vsw-1,staging",
      '"subnet=vsw-1,staging" names more than one subnet',
      'write "prod,staging;subnet=vsw-1"',
    ],
    ["prod;subnet=a;subnet=b", "two subnets are named, a and b", 'name one, as "subnet=a"'],
    ["prod;Subnet = VSW-1", '"Subnet = VSW-1" is no option', 'write "prod;subnet=vsw-1"'],
    ["prod:subnet=vsw-1", '"prod:subnet=vsw-1" is not a registry\'s name', 'write "prod;subnet=vsw-1"'],
    ["prod,subnet=vsw-1", '"subnet=vsw-1" is not a registry\'s name', 'write "prod;subnet=vsw-1"'],
    ["PROD,Staging", '"PROD" is not a registry\'s name', 'write "prod,staging"'],
    ["Prod,elsewhere", '"Prod" is not a registry\'s name', 'write "prod"'],
    ["Prd", '"Prd" is not a registry\'s name', 'did you mean "prod"?'],
    ["prod staging", '"prod staging" is not a registry\'s name', 'write "prod,staging"'],
    ["prod/staging", '"prod/staging" is not a registry\'s name', 'write "prod,staging"'],
    ["[prod]", '"[prod]" is not a registry\'s name', 'write "prod"'],
    ["registry-link=prod", '"registry-link=prod" is not a registry\'s name', 'write "prod"'],
    ["ｐｒｏｄ", '"ｐｒｏｄ" is not a registry\'s name', 'write "prod"'],
    ["prod，staging", '"，" (U+FF0C) is not allowed in tags of both clouds', 'write "prod,staging"'],
    ["prdo，staging", '"，" (U+FF0C) is not allowed in tags of both clouds', 'did you mean "prod,staging"?'],
    ["elsewhere，staging", '"，" (U+FF0C) is not allowed in tags of both clouds', 'write "," instead'],
    ["prod；subnet＝vsw-1", '"；" (U+FF1B) is not allowed in tags of both clouds', 'write "prod;subnet=vsw-1"'],
    ["prod、staging", '"、" (U+3001) is not allowed in tags of both clouds', 'write "prod,staging"'],
    ['"prod"', "the character U+0022 is not allowed in tags of both clouds", 'write "prod"'],
    ["prod!", '"!" (U+0021) is not allowed in tags of both clouds', 'write "prod"'],
    ["*", '"*" (U+002A) is not allowed in tags of both clouds', 'write for example "prod"; known: prod, staging'],
    ["pr*od", '"*" (U+002A) is not allowed in tags of both clouds', "take it out"],
    ["prod\u00a0", "the character U+00A0 is not allowed in tags of both clouds", 'write "prod"'],
    ["prdo\u00a0", "the character U+00A0 is not allowed in tags of both clouds", 'did you mean "prod"?'],
    ["x\u00a0", "the character U+00A0 is not allowed in tags of both clouds", "write a plain blank, or none"],
    ["prod\n", "the character U+000A is not allowed in tags of both clouds", 'write "prod"'],
    ["pr\u200bod", "the character U+200B is not allowed in tags of both clouds", 'write "prod"'],
    ["prod🚀", '"🚀" (U+1F680) is not allowed in tags of both clouds', 'write "prod"'],
    ["产品", '"产品" is not a registry\'s name', 'write for example "prod"; known: prod, staging'],
  ])("%j", (value, problem, correction) => {
    expect(read(value)).toEqual({ kind: "malformed", problem, correction });
  });

  it.each([
    ["of", "off"],
    ["holt", "hold"],
    ["hodl", "hold"],
    ["fof", "off"],
    ["on", null],
    ["true", null],
  ])("%s may be meant as %j", (value, nearest) => {
    expect(read(value)).toMatchObject({ unknown: [{ alias: value, nearest }] });
  });

  it("what is proposed is clear itself", () => {
    const odd = ["Prod ; Subnet:vsw-1", "“prod”", "prod|staging;", " OFF.", "registry-link: HOLD", "staging;prod"];
    for (const value of odd) {
      const wish = read(value);
      const [, meant] = /^write "(.*)"$/.exec(wish.kind === "malformed" ? wish.correction : "") ?? [];
      expect(meant, value).toBeDefined();
      expect(read(meant)).toMatchObject({ kind: expect.stringMatching(/^(?:registries|off|hold)$/) });
    }
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
    expect(nearest("rpdo", ["prod"])).toBe("prod");
    expect(nearest("x", ["ab"])).toBeNull();
  });

  it("gives a tie to the first", () => {
    expect(nearest("prox", ["prod", "prob"])).toBe("prod");
  });
});
