import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../../shared/model/change.ts";
import type { Finding } from "../../../shared/model/finding.ts";
import { changeId } from "../../../shared/plan/change-id.ts";
import { differenceOf } from "../../../shared/plan/difference.ts";
import { differenceLines } from "../../../shared/report/difference.ts";
import { attach, everyChange, finding, part } from "../report/samples.ts";

const now = (
  changes: readonly Change[],
  held: readonly { change: Change; code: string; sentence: string }[] = [],
  findings: readonly Finding[] = [],
) => ({ changes, held, findings });

describe("what was agreed, beside what would be done now", () => {
  it("is no difference when the writes are the same, in whatever order and for whatever reason", () => {
    const again = everyChange.map((change) => ({ ...change, because: "as before" })).reverse();
    expect(differenceOf(everyChange, now(again))).toBeNull();
    expect(differenceOf([], now([]))).toBeNull();
  });

  it("names what is new, gone, held or changed, each once", () => {
    const [first, second, third] = [attach(), attach({ network: "vpc-2" }), attach({ network: "vpc-3" })];
    const other = attach({ network: "vpc-2", subnet: "vsw-9" });
    const fresh = attach({ network: "vpc-4" });
    const moored = finding({ network: "vpc-6", parts: [part()] });
    const found = differenceOf(
      [first, second, third, attach({ network: "vpc-5" }), attach({ network: "vpc-6" })],
      now([third, other, fresh], [{ change: first, code: "held/canary", sentence: "one at a time" }], [moored]),
    );
    expect(found).toEqual({
      fresh: [fresh],
      gone: [
        { change: first, now: { code: "held/canary", sentence: "one at a time" } },
        { change: attach({ network: "vpc-5" }), now: null },
        { change: attach({ network: "vpc-6" }), now: { code: "moored/ready", sentence: "linked and resolving" } },
      ],
      changed: [{ was: second, now: other }],
    });
    if (found === null) throw new Error("there is one");
    expect(differenceLines(found)).toEqual([
      expect.stringMatching(/^new: attach vpc-4 to prod .*, because the network is tagged/),
      "gone: attach vpc-1 to prod (registry) through vsw-1; now: one at a time [held/canary]",
      "gone: attach vpc-5 to prod (registry) through vsw-1; its network wishes for nothing now, or is gone",
      "gone: attach vpc-6 to prod (registry) through vsw-1; now: linked and resolving [moored/ready]",
      "changed: attach vpc-2 to prod (registry) through vsw-1; now: attach vpc-2 to prod (registry) through vsw-9",
    ]);
  });

  it("says so where the words are the same and what is written over is not", () => {
    const [change] = everyChange.filter(({ kind }) => kind === "bind-zone");
    if (change?.kind !== "bind-zone") throw new Error("there is one");
    const found = differenceOf([change], now([{ ...change, have: [] }]));
    if (found === null) throw new Error("there is one");
    expect(differenceLines(found)).toEqual([expect.stringMatching(/^changed: bind the zone .*not what it was$/)]);
  });

  it("is null exactly when the ids are the same set", () => {
    const some = fc.subarray([...everyChange, attach({ subnet: "vsw-2" }), attach({ network: "vpc-2" })]);
    fc.assert(
      fc.property(some, some, (agreed, planned) => {
        const ids = (changes: readonly Change[]) => [...new Set(changes.map(changeId))].sort().join();
        expect(differenceOf(agreed, now(planned)) === null).toBe(ids(agreed) === ids(planned));
      }),
      { seed: 20260105, numRuns: 300 },
    );
  });
});
