import type { Palette } from "../../shared/report/palette.ts";

/** Something the story said would hold did not. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/** Tells the story as it happens, with the time in the emulated world. */
export interface Narrator {
  chapter(title: string): void;
  /** What somebody did with a tool of their own. */
  user(words: string): void;
  /** What a pass did, and why it ran. */
  mooring(why: string, lines: readonly string[]): void;
  /** Ends the story when `holds` is false. */
  check(holds: boolean, words: string, seen: string): void;
}

export function createNarrator(options: {
  readonly print: (line: string) => void;
  readonly paint: Palette;
  readonly now: () => number;
}): Narrator {
  const { print, paint, now } = options;
  const time = () => paint("quiet", new Date(now()).toISOString().slice(11, 19));
  let said = "";
  return {
    chapter: (title) => print(`\n${paint("title", title)}`),
    user: (words) => print(`${time()}  user     ${words}`),
    mooring(why, lines) {
      const text = lines.join("\n");
      // A pass that saw what the last one saw is not worth a line.
      if (text === "" || text === said) return;
      said = text;
      print(`${time()}  mooring  ${why}`);
      for (const line of lines) print(`                    ${line}`);
    },
    check(holds, words, seen) {
      if (!holds) {
        print(`${time()}  ${paint("bad", "broken")}   ${words}; seen: ${seen}`);
        throw new StoryError(`${words}: this did not hold; seen: ${seen}`);
      }
      print(`${time()}  ${paint("good", "checked")}  ${words}`);
    },
  };
}
