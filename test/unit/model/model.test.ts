import { describe, expect, it } from "vitest";
import { equal } from "../../../shared/model/equality.ts";
import { worst } from "../../../shared/model/finding.ts";
import { elapsed, instant } from "../../../shared/model/known.ts";
import { lowerMode } from "../../../shared/model/settings.ts";

describe("equality of plain values", () => {
  it("does not look at the order of keys, and takes absent for undefined", () => {
    expect(equal({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1, d: undefined })).toBe(true);
  });

  it("looks at the order of lists, at their length and at their kind", () => {
    expect(equal([1, 2], [2, 1])).toBe(false);
    expect(equal([1], [1, 2])).toBe(false);
    expect(equal([], {})).toBe(false);
    expect(equal(null, {})).toBe(false);
    expect(equal({ a: null }, {})).toBe(false);
  });
});

it("the worst state is that of the whole, and nothing at all is moored", () => {
  expect(worst(["moored", "drifted", "pending"])).toBe("drifted");
  expect(worst(["unknown", "blocked"])).toBe("unknown");
  expect(worst([])).toBe("moored");
});

it("the lower of two modes counts, whichever comes first", () => {
  expect(lowerMode("full", "attach")).toBe("attach");
  expect(lowerMode("observe", "repair")).toBe("observe");
});

it("time between moments is negative when the second is earlier", () => {
  expect(elapsed(instant(5_000), instant(3_000))).toBe(-2_000);
});
