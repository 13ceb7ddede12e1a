import fc from "fast-check";
import { expect, it } from "vitest";
import { breakages } from "./breakages.ts";
import { stories, tell } from "./drift-stories.ts";

/** A sequence that failed is made shorter for at most this long, milliseconds. */
const mostShrinking = 200_000;

it("whatever is broken, what is answered rightly stays so after every write, and all comes right in a bounded number of passes", {
  timeout: 2 * mostShrinking,
}, async () => {
  const tried = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(stories, (story) => tell(story, tried)),
    {
      seed: 20260105,
      numRuns: 15,
      interruptAfterTimeLimit: mostShrinking,
      reporter({ failed, seed, counterexamplePath, errorInstance }) {
        if (!failed) return;
        const sequence = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
        throw new Error(`seed ${seed}, path ${counterexamplePath}\n${sequence}`);
      },
    },
  );
  // So many different ones that the law was put to the test.
  expect(tried.size).toBeGreaterThan(breakages.length / 3);
});
