import fc from "fast-check";
import { expect, it } from "vitest";
import { changeKey } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { allowed, expectRightful, takesAway, withoutLists } from "./taking-away.ts";

/** What holds of every link that leaves, on estates of whichever cloud. */
export function leavesRightly(estates: fc.Arbitrary<Estate>, runs: { readonly seed: number }): void {
  it("a link is taken away only of a network that wishes for nothing, was read by its id and is beyond its grace", () => {
    let count = 0;
    fc.assert(
      fc.property(estates, (estate) => {
        count += expectRightful(estate, allowed(estate));
      }),
      { ...runs, numRuns: 500 },
    );
    expect(count).toBeGreaterThan(8);
  });

  it("a list that was not read, or is empty, lets nothing be taken away", () => {
    let count = 0;
    fc.assert(
      fc.property(estates, (estate) => {
        const taking = (seen: Estate) => allowed(seen).filter((change) => takesAway(estate, change));
        count += taking(estate).length;
        for (const [what, blind] of withoutLists(estate)) expect(taking(blind).map(changeKey), what).toEqual([]);
      }),
      { ...runs, numRuns: 300 },
    );
    expect(count).toBeGreaterThan(8);
  });
}
