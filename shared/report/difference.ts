import type { Difference } from "../plan/difference.ts";
import { oneLine } from "./one-line.ts";
import { changeWords } from "./wording.ts";

/** A difference as lines for people, one a change. */
export function differenceLines({ fresh, gone, changed }: Difference): readonly string[] {
  return [
    ...fresh.map((change) => `new: ${changeWords(change)}, because ${change.because}`),
    ...gone.map(({ change, now }) => {
      const why =
        now === null ? "its network wishes for nothing now, or is gone" : `now: ${now.sentence} [${now.code}]`;
      return `gone: ${changeWords(change)}; ${why}`;
    }),
    ...changed.map(({ was, now }) => {
      const words = changeWords(now);
      const same = words === changeWords(was);
      return same
        ? `changed: ${words}; what would be written over is not what it was`
        : `changed: ${changeWords(was)}; now: ${words}`;
    }),
  ].map(oneLine);
}
