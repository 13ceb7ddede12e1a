import { describe, expect, it } from "vitest";
import type { Compliance } from "../../../shared/model/compliance.ts";
import { type Checked, checkLine } from "../../../shared/report/check.ts";
import { finding } from "./samples.ts";

const row = (over: Partial<Compliance> = {}): Compliance => ({
  ...{ registry: "prod", account: "1", expected: 3, moored: 1, exempt: 0, failing: 2, unknown: 0, unread: [] },
  networks: { moored: ["vpc-1"], exempt: [], failing: ["vpc-2", "vpc-3"], unknown: [] },
  ...over,
});
const well = row({ moored: 2, exempt: 1, failing: 0, networks: { moored: [], exempt: [], failing: [], unknown: [] } });
const line = (over: Partial<Checked>) =>
  checkLine({ passed: false, compliance: [], wrong: [], changes: 0, notices: [], ...over });

describe("the verdict of a check", () => {
  it.each<[string, Partial<Checked>]>([
    [
      "check failed: 2 of 3 expected networks of prod are not moored; other networks: 1 blocked; 2 changes to make",
      {
        compliance: [row()],
        wrong: [
          finding({ network: "vpc-2", state: "held" }),
          finding({ network: "vpc-9", registry: null, state: "blocked" }),
          finding({ network: "vpc-9", registry: null, state: "blocked" }),
        ],
        changes: 2,
      },
    ],
    [
      "check failed: 3 of 6 expected networks of prod are not moored; 1 of 1 expected network of other is not moored",
      {
        compliance: [
          row(),
          row({ account: "2", failing: 1 }),
          row({ registry: "other", expected: 1, moored: 0, failing: 1 }),
        ],
      },
    ],
    [
      "check failed: the networks of cn-a and cn-b could not be listed",
      { compliance: [{ ...well, unread: ["cn-a", "cn-b"] }] },
    ],
    [
      "check failed: networks: 1 unknown, 1 drifted",
      { wrong: [finding({ network: "a", state: "drifted" }), finding({ network: "b", state: "unknown" })] },
    ],
    ["check failed: notice held/paused", { notices: ["held/paused"] }],
    ["check passed: 2 of 3 expected networks of prod are moored and 1 exempt", { passed: true, compliance: [well] }],
    ["check passed: no network is expected, and nothing is wrong", { passed: true }],
  ])("%s", (said, seen) => {
    expect(line(seen)).toBe(said);
  });
});
